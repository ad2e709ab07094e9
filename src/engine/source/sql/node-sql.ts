import { spanOf, unanalysedStatement, verbOf } from './fallback';
import { NodeSqlBlockReader } from './node-sql-query';
import { droppedByTokens, nodeSqlSchemaChanges, viewHead } from './node-sql-schema';
import { digestibleText } from './node-sql-text';
import { isRecord, queryIn, typeOf } from './node-sql-tree';
import type { SqlParser } from './parser';
import { substitutePlaceholders } from './placeholders';
import { splitStatements, type TokenRange } from './split';
import type { BlockPlace, Dialect, QueryBlock, SqlStatement, Verb } from './statement';
import { TokenSource } from './token-source';
import { tokenize } from './tokenizer';

type Grammar = (text: string) => unknown;

/** What is longer is data, and would take the grammar seconds: a statement of a dump with thousands of rows. */
const LONGEST_STATEMENT = 65_536;

/** Loads node-sql-parser's grammar of one dialect. Rejects where it cannot be loaded. */
export async function loadNodeSqlParser(dialect: Exclude<Dialect, 'postgresql'>): Promise<SqlParser> {
  const { Parser } = await grammarOf(dialect);
  const parser = new Parser();
  const grammar: Grammar = (statement) => parser.astify(statement);
  return { dialect, parse: (given) => parse(given, dialect, grammar) };
}

/** Each dialect is a file of its own, so that only the one in use is loaded. The files are CommonJS. */
async function grammarOf(dialect: Exclude<Dialect, 'postgresql'>) {
  switch (dialect) {
    case 'mysql':
      return commonJs(await import('node-sql-parser/build/mysql.js'));
    case 'mariadb':
      return commonJs(await import('node-sql-parser/build/mariadb.js'));
    case 'sqlite':
      return commonJs(await import('node-sql-parser/build/sqlite.js'));
    case 'transactsql':
      return commonJs(await import('node-sql-parser/build/transactsql.js'));
  }
}

/** Node puts the exports of a CommonJS module below `default`; a bundle need not. */
function commonJs<Module extends object>(module: Module | { default: Module }): Module {
  return 'default' in module ? module.default : module;
}

function parse(given: string, dialect: Dialect, grammar: Grammar): SqlStatement[] {
  const sql = tokenize(given, dialect);
  const ranges = splitStatements(sql);
  if (ranges.length === 0) return [];
  const prepared = substitutePlaceholders(sql);
  const source = new TokenSource(sql);
  return ranges.map((range) => read(source, prepared, range, grammar) ?? unanalysedStatement(sql, range));
}

/** Statements of which the first word is all there is to know; the grammars know them only in part. */
const SELF_EXPLANATORY = new Set(
  (
    'begin commit rollback savepoint release start end abort save set use pragma show describe analyze vacuum lock ' +
    'unlock grant revoke print optimize flush attach detach reindex'
  ).split(' '),
);

function read(
  source: TokenSource,
  prepared: string,
  range: TokenRange,
  grammar: Grammar,
): SqlStatement | undefined {
  const { sql } = source;
  const statement: SqlStatement = {
    span: spanOf(sql, range),
    verb: verbOf(sql, range),
    analysed: true,
    mentions: [],
    changes: [],
  };
  if (SELF_EXPLANATORY.has(source.word(range.first))) return statement;
  if (statement.verb === 'drop') return { ...statement, changes: droppedByTokens(source, range) };
  if (statement.span.end - statement.span.start > LONGEST_STATEMENT) return undefined;
  try {
    const head = viewHead(source, range);
    const body = head === undefined ? range : { first: head.query, last: range.last };
    const node = single(grammar(digestibleText(source, prepared, body)));
    if (!isRecord(node) || !fits(head === undefined ? statement.verb : 'select', typeOf(node)))
      return undefined;
    const block = blockOf(source, node, body, head?.materializes === false ? 'view' : 'statement');
    if (block !== undefined) statement.block = block;
    statement.changes = head === undefined ? nodeSqlSchemaChanges(source, node, range) : [head.change];
    return statement;
  } catch {
    // A syntax error, or a tree too deep to walk: the caller makes do with the tokens.
    return undefined;
  }
}

function single(given: unknown): unknown {
  return Array.isArray(given) && given.length === 1 ? given[0] : given;
}

/** The T-SQL grammar reads what it does not know as an assignment: `create view …` sets a variable `create`. */
function fits(verb: Verb, type: string): boolean {
  if (verb === 'insert') return type === 'insert' || type === 'replace';
  if (verb === 'alter') return type === 'alter' || type === 'rename';
  if (verb === 'set' || verb === 'other') return type !== '' && type !== 'assign';
  return verb === type;
}

function blockOf(
  source: TokenSource,
  node: unknown,
  range: TokenRange,
  place: BlockPlace,
): QueryBlock | undefined {
  if (!HAS_BLOCK.has(typeOf(node))) return undefined;
  return new NodeSqlBlockReader(source).read(queryIn(node) ?? node, place, unbracketed(source, range));
}

const HAS_BLOCK = new Set(['select', 'insert', 'replace', 'update', 'delete']);

function unbracketed(source: TokenSource, range: TokenRange): TokenRange {
  let { first, last } = range;
  while (source.token(first)?.kind === 'open' && source.closing(first) === last) {
    first++;
    last--;
  }
  return { first, last };
}
