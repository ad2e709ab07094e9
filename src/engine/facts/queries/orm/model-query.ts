import { contains, type Span } from '../../../source/span';
import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import type { ts } from '../../../source/syntax-tree';
import type { QueryFact, RouteFact } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { tenantValuesAt } from '../../reading/tenant-values';
import { resultUse } from '../result-use';
import { conditionOf, rowValueOf } from './additions';
import { handleAt } from './amid-transaction';
import { collectJsonKeys } from './json-keys';
import type { ModelQuery } from './query-draft';

/** A query of a builder or an ORM as a fact, in the terms that SQL has. */
export function addModelQuery(file: FileReader, query: ModelQuery): void {
  const { node, block, client } = query;
  if (client !== 'document') collectJsonKeys(file, node, block);
  const span = file.span(node);
  placeTables(file, block, span, query.receiver);
  const within = file.within(node);
  const verb = block.kind === 'values' ? 'insert' : block.kind;
  const path = file.paths.of(query.receiver) ?? `?#${file.words(query.receiver)}`;
  const fact: QueryFact = {
    callee: `${path}.${query.method}`,
    method: query.method,
    client,
    dialect: file.parser.dialect,
    span,
    calleeSpan: inside(span, block.target?.span ?? block.tables[0]?.span) ?? file.span(query.receiver),
    statements: [{ span, verb, analysed: true, mentions: [], block, changes: [] }],
    sql: file.words(node, 300),
    holes: [],
    parametrized: true,
    tenantValues: client === 'document' ? [] : tenantValuesAt(file, node),
    boundValues: [],
    handle: query.handle ?? handleAt(file, node, query.receiver),
  };
  if (within !== undefined) fact.within = within;
  if (query.single) fact.single = true;
  else if (block.kind === 'select') {
    const use = resultUse(file, node);
    if (use !== undefined) fact.use = use;
  }
  if (query.byModel !== false) fact.names = 'model';
  if (query.assumes !== undefined) fact.assumes = query.assumes;
  if (query.through !== undefined) fact.through = query.through;
  // Only where there is something to add is it worth to know how.
  if (fact.tenantValues.length > 0 || file.facts.routes.some(isNested)) {
    const condition = conditionOf(file, query);
    const value = rowValueOf(file, query);
    if (condition) fact.addCondition = [...condition];
    if (value) fact.addValue = [...value];
  }
  file.facts.queries.push(fact);
}

/** A child under its parent: `/tickets/:ticketId/comments/:commentId`. */
function isNested({ path }: RouteFact): boolean {
  return /[:{]\w.*\/[:{]\w/.test(path);
}

/** A repository's entity is named in its type, far from the query: a finding stands at what the query is called on. */
function placeTables(file: FileReader, block: QueryBlock, whole: Span, receiver: ts.Expression): void {
  const own = file.span(receiver);
  const place = (use: TableUse): TableUse => (contains(whole, use.span) ? use : { ...use, span: own });
  if (block.target) block.target = place(block.target);
  block.tables = block.tables.map(place);
}

/** A repository's entity is named in its type, far from the query. */
function inside(whole: Span, part: Span | undefined): Span | undefined {
  return part && contains(whole, part) ? part : undefined;
}
