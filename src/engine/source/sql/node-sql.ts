import { spanOf, unanalysedStatement, verbOf } from './fallback';
import { NodeSqlBlockReader } from './node-sql-query';
import { nodeSqlSchemaChanges } from './node-sql-schema';
import { get, isRecord, queryIn, text, typeOf } from './node-sql-tree';
import type { SqlParser } from './parser';
import { substitutePlaceholders } from './placeholders';
import { splitStatements, type TokenRange } from './split';
import type { Dialect, QueryBlock, SqlStatement, Verb } from './statement';
import { TokenSource } from './token-source';
import { type TokenizedSql, tokenize } from './tokenizer';

type Grammar = (text: string) => unknown;

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

/** Verbs that are all there is to know, and that the grammars know only in part. */
const SELF_EXPLANATORY: ReadonlySet<Verb> = new Set(['begin', 'commit', 'rollback', 'savepoint']);

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
  if (SELF_EXPLANATORY.has(statement.verb)) return statement;
  try {
    const given = grammar(digestible(sql, prepared, range));
    const node = Array.isArray(given) && given.length === 1 ? given[0] : given;
    if (!isRecord(node) || !fits(statement.verb, typeOf(node))) return undefined;
    statement.changes = nodeSqlSchemaChanges(source, node, range);
    const block = blockOf(source, node, range);
    if (block !== undefined) statement.block = block;
    return statement;
  } catch {
    // A syntax error, or a tree too deep to walk: the caller makes do with the tokens.
    return undefined;
  }
}

/** The T-SQL grammar reads what it does not know as an assignment: `create view …` sets a variable `create`. */
function fits(verb: Verb, type: string): boolean {
  if (verb === 'insert') return type === 'insert' || type === 'replace';
  if (verb === 'alter') return type === 'alter' || type === 'rename';
  if (verb === 'set' || verb === 'other') return type !== '' && type !== 'assign';
  return verb === type;
}

function blockOf(source: TokenSource, node: unknown, range: TokenRange): QueryBlock | undefined {
  const reader = new NodeSqlBlockReader(source);
  switch (typeOf(node)) {
    case 'select':
    case 'insert':
    case 'replace':
    case 'update':
    case 'delete':
      return reader.read(node, 'statement', unbracketed(source, range));
    case 'create': {
      const query = get(node, 'select') ?? get(node, 'query_expr');
      if (!isRecord(query)) return undefined;
      const begin = source.find(range.first, range.last, ({ word }) => word === 'select' || word === 'with');
      if (begin < 0) return undefined;
      const place = text(node, 'keyword') === 'view' ? 'view' : 'statement';
      return reader.read(queryIn(query) ?? query, place, { first: begin, last: range.last });
    }
    default:
      return undefined;
  }
}

function unbracketed(source: TokenSource, range: TokenRange): TokenRange {
  let { first, last } = range;
  while (source.token(first)?.kind === 'open' && source.closing(first) === last) {
    first++;
    last--;
  }
  return { first, last };
}

/**
 * The statement without what the grammars reject though nothing of it is asked for, blanked so that the rest stays in
 * its place: what foreign keys do on delete, IF EXISTS of DROP INDEX, and ON CONFLICT, which the tokens tell of.
 */
function digestible({ tokens }: TokenizedSql, prepared: string, { first, last }: TokenRange): string {
  const start = tokens[first]?.start ?? 0;
  const end = tokens[last]?.end ?? 0;
  let result = '';
  let from = start;
  const blank = (one: number, other: number): void => {
    const [begin, stop] = [tokens[one]?.start ?? from, tokens[other]?.end ?? from];
    result += prepared.slice(from, begin) + ' '.repeat(Math.max(0, stop - begin));
    from = stop;
  };
  const word = (index: number): string => (index <= last ? (tokens[index]?.word ?? '') : '');
  const schema = word(first) === 'create' || word(first) === 'alter';
  const inserts = word(first) === 'insert' || word(first) === 'with';
  for (let i = first; i <= last; i++) {
    if (schema && word(i) === 'on' && (word(i + 1) === 'delete' || word(i + 1) === 'update')) {
      const stop = word(i + 2) === 'no' || word(i + 2) === 'set' ? i + 3 : i + 2;
      if (!FOREIGN_KEY_ACTIONS.has(word(i + 2))) continue;
      blank(i, stop);
      i = stop;
    } else if (
      word(i) === 'if' &&
      word(i + 1) === 'exists' &&
      word(i - 1) === 'index' &&
      word(first) === 'drop'
    ) {
      blank(i, i + 1);
      i++;
    } else if (inserts && word(i) === 'on' && word(i + 1) === 'conflict') {
      let stop = i + 1;
      while (stop < last && word(stop + 1) !== 'returning') stop++;
      blank(i, stop);
      i = stop;
    }
  }
  return result + prepared.slice(from, end);
}

const FOREIGN_KEY_ACTIONS = new Set(['cascade', 'restrict', 'set', 'no']);
