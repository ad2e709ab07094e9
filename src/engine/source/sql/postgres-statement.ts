import type { Node } from 'libpg-query';
import { spanOf, verbOf } from './fallback';
import { BlockReader } from './postgres-query';
import { schemaChanges } from './postgres-schema';
import type { PostgresSource } from './postgres-source';
import type { TokenRange } from './split';
import type { QueryBlock, SqlStatement } from './statement';

/** One statement of PostgreSQL's tree in our own terms. */
export function readStatement(source: PostgresSource, node: Node, range: TokenRange): SqlStatement {
  const statement: SqlStatement = {
    span: spanOf(source.sql, range),
    verb: verbOf(source.sql, range),
    analysed: true,
    mentions: [],
    changes: schemaChanges(source, node, range),
  };
  const block = blockOf(source, node, range);
  if (block !== undefined) statement.block = block;
  return statement;
}

function blockOf(source: PostgresSource, node: Node, range: TokenRange): QueryBlock | undefined {
  const reader = new BlockReader(source);
  if ('SelectStmt' in node || 'InsertStmt' in node || 'UpdateStmt' in node)
    return reader.read(node, 'statement', range);
  if ('DeleteStmt' in node || 'MergeStmt' in node) return reader.read(node, 'statement', range);
  if ('ViewStmt' in node && node.ViewStmt.query) return reader.read(node.ViewStmt.query, 'view', range);
  if ('CreateTableAsStmt' in node && node.CreateTableAsStmt.query) {
    const place = node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW' ? 'view' : 'statement';
    return reader.read(node.CreateTableAsStmt.query, place, range);
  }
  return undefined;
}
