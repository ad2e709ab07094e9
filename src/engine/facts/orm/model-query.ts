import type { QueryBlock } from '../../source/sql/statement';
import type { ts } from '../../source/syntax-tree';
import type { AccessPath, QueryClient, QueryFact, QueryHandle } from '../facts';
import type { FileReader } from '../file-reader';
import { resultUse } from '../result-use';
import { tenantValuesAt } from '../tenant-values';
import { handleOf } from './handle';

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
  assumes?: AccessPath | undefined;
}

/** A query of a builder or an ORM as a fact, in the terms that SQL has. */
export function addModelQuery(file: FileReader, query: ModelQuery): void {
  const { node, block, client } = query;
  const span = file.span(node);
  const within = file.within(node);
  const verb = block.kind === 'values' ? 'insert' : block.kind;
  const path = file.paths.of(query.receiver) ?? `?#${file.words(query.receiver)}`;
  const fact: QueryFact = {
    callee: `${path}.${query.method}`,
    method: query.method,
    client,
    dialect: file.parser.dialect,
    span,
    calleeSpan: block.target?.span ?? block.tables[0]?.span ?? span,
    statements: [{ span, verb, analysed: true, mentions: [], block, changes: [] }],
    sql: file.words(node, 300),
    holes: [],
    parametrized: true,
    tenantValues: client === 'document' ? [] : tenantValuesAt(file, node),
    boundValues: [],
    handle: query.handle ?? handleOf(file, query.receiver),
  };
  if (within !== undefined) fact.within = within;
  if (query.single) fact.single = true;
  else if (block.kind === 'select') {
    const use = resultUse(file, node);
    if (use !== undefined) fact.use = use;
  }
  if (query.byModel !== false) fact.names = 'model';
  if (query.assumes !== undefined) fact.assumes = query.assumes;
  file.facts.queries.push(fact);
}
