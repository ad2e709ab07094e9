import type { SqlParser, SqlParserLoader } from './parser';
import { remembering } from './remembering';
import type { Dialect } from './statement';

const loading = new Map<Dialect, Promise<SqlParser>>();

/** Loads the parser of a dialect once. Rejects where its grammar cannot be loaded; the next call then tries again. */
export const loadSqlParser: SqlParserLoader = (dialect) => {
  const known = loading.get(dialect);
  if (known !== undefined) return known;
  const parser = load(dialect);
  loading.set(dialect, parser);
  parser.catch(() => loading.delete(dialect));
  return parser;
};

async function load(dialect: Dialect): Promise<SqlParser> {
  const parser =
    dialect === 'postgresql'
      ? (await import('./postgres')).loadPostgresParser()
      : (await import('./node-sql')).loadNodeSqlParser(dialect);
  return remembering(await parser);
}
