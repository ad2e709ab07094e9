import type { QueryReader } from '../../../libraries/contract/data-clients';
import { contains, type Span } from '../../../source/span';
import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import type { ts } from '../../../source/syntax-tree';
import type { AccessPath, QueryClient, QueryFact, QueryHandle, RouteFact } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { tenantValuesAt } from '../../reading/tenant-values';
import { resultUse } from '../result-use';
import { conditionOf, rowValueOf } from './additions';
import { handleAt } from './amid-transaction';
import { collectJsonKeys } from './json-keys';

/** What a reader found out about one call or chain. */
export interface ModelQuery {
  /** The call, or the last call of the chain. */
  node: ts.CallExpression;
  /** What it is called on: `prisma.user`, `repository`. */
  receiver: ts.Expression;
  method: string;
  client: Exclude<QueryClient, 'sql-file' | 'driver' | 'unknown'>;
  block: QueryBlock;
  /** A transaction that an option names; else the receiver tells. */
  handle?: QueryHandle | undefined;
  single?: boolean;
  /** False where tables are called by their names in the database. */
  byModel?: boolean;
  /** Whose chain it is, where edits depend on that. */
  reader?: QueryReader;
  assumes?: AccessPath | undefined;
  /** Whose client that must turn out to be; a data model of the project where nobody is named. */
  through?: QueryReader | undefined;
}

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
