import type { DatabaseEntry } from '../../libraries/contract/databases';
import type { FragmentEntry, StatementEntry } from '../../libraries/contract/statements';
import type { Span } from '../../source/span';
import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, Hole, QueryFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { BuiltText, HolePiece, Piece } from '../reading/built-text';
import { embedSql, looksLikeSql } from '../reading/embedded-sql';
import { type CallCollector, calleeName, type FileReader } from '../reading/file-reader';
import { tenantValuesAt } from '../reading/tenant-values';
import { asFact } from '../reading/value-source';
import { bindingStyle, fragmentMethods, fragmentOf, statementMethods, statementOf } from './database-clients';
import { handleAt } from './orm/amid-transaction';
import { asksNobody } from './own-queries';
import { runsOf } from './prepared-statements';
import {
  afterHandle,
  boundValues,
  couldBeSql,
  handleArgument,
  receiverOf,
  textArgument,
  wholeText,
} from './query-arguments';
import { rawPlaceholders } from './raw-placeholders';
import { resultUse } from './result-use';
import { sessionStateOf } from './session-state';
import { aroundHoles, fragmentHoles, mapSpans } from './statement-places';

/** What search engines, logs and services are called that take texts that read like SQL. */
const likeSql = /elastic|opensearch|salesforce|soql|cosmos|athena|influx/i;

/** Names that mean something else on most receivers: a Map's `get`, a list's `map`. */
const ambiguous = new Set([
  'get',
  'run',
  'all',
  'any',
  'one',
  'many',
  'each',
  'exec',
  'none',
  'result',
  'stream',
  'task',
  'batch',
  'command',
  'raw',
  'literal',
  'iterate',
  'exists',
  'multi',
  'map',
  'file',
  'migrate',
  'lit',
]);

/** Calls that send SQL: drivers, raw calls of query builders and ORMs, and the project's own helpers that take SQL text. */
export const queryCollector: CallCollector = {
  names: (libraries) => [...statementMethods(libraries), ...fragmentMethods(libraries)],
  call(node, name, file) {
    // A request that is made with its text, and sent later.
    if (ts.isNewExpression(node)) {
      if (file.libraries.find('statements', file.paths.of(node.expression))?.made)
        collectQuery(node, name, file);
    } else if (isSpelledList(node.arguments[0])) collectList(node, name, file);
    else collectQuery(node, name, file, afterHandle(node.arguments, file));
  },
};

function isSpelledList(node: ts.Expression | undefined): node is ts.ArrayLiteralExpression {
  return node !== undefined && ts.isArrayLiteralExpression(node);
}

/** `client.batch([{ sql, args }, ['…', args], …])`: each is a statement, in the transaction that all are sent in. */
function collectList(node: ts.CallExpression, name: string, file: FileReader): void {
  const [list] = node.arguments;
  if (!isSpelledList(list) || !file.libraries.find('statements', file.paths.of(node.expression))?.list)
    return;
  const before = file.facts.queries.length;
  for (const each of list.elements)
    collectQuery(node, name, file, isSpelledList(each) ? each.elements : [each]);
  for (const query of file.facts.queries.slice(before))
    if (query.handle) query.handle = { ...query.handle, kind: 'transaction' };
}

/** What helpers that take SQL are called; a logger's `info` gets sentences that start like SQL, too. */
const helperName =
  /quer|sql|exec|select|insert|update|delete|fetch|find|row|db|run|get|list|load|all|stmt|statement|prepare|transaction|read|write$/i;

/** Calls of any other name whose first argument is spelled out and is SQL: the project's own query helpers. */
export function collectHelperQuery(node: ts.CallExpression, file: FileReader): void {
  const [first] = node.arguments;
  const name = calleeName(node.expression);
  if (
    !first ||
    !name ||
    statementMethods(file.libraries.all).has(name) ||
    fragmentMethods(file.libraries.all).has(name)
  )
    return;
  const isNamed = helperName.test(name);
  if (ts.isIdentifier(first) ? !couldBeSql(first) : !startsLikeSql(first, file)) return;
  if (isNamed && !ts.isIdentifier(first)) {
    collectQuery(node, name, file);
    return;
  }
  // What is called by any other name, the model has to confirm.
  const path = file.paths.of(unwrap(node.expression));
  if (path === undefined) return;
  if (file.libraries.find('statements', path)) collectQuery(node, name, file);
  else if (mayBeWrapper(path, file)) collectQuery(node, name, file, node.arguments, path);
}

function startsLikeSql(node: ts.Expression, file: FileReader): boolean {
  const start = node.getStart(file.tree.root);
  return looksLikeSql(file.tree.root.text.slice(start + 1, start + 400).replace(/\$\{[^}]*\}/g, 'x'));
}

/** Whether what is called may be a function or a tag of the project: of another file, of this one, or of the same class. */
function mayBeWrapper(path: AccessPath, file: FileReader): boolean {
  return file.isProjectPath(path) || /^(local|this)#/.test(path);
}

/** The query of a call, read from its first argument and the values in its second. */
export function collectQuery(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  file: FileReader,
  [first, second]: readonly ts.Expression[] = node.arguments ?? [],
  sentBy?: AccessPath,
): void {
  if (!first) return;
  const isFragment = fragmentMethods(file.libraries.all).has(name);
  // `get`, `run` and the like are mostly a Map's or a job's: only an argument that can be SQL makes them worth a look.
  if (
    ambiguous.has(name) &&
    !couldBeSql(first) &&
    !(isFragment && (ts.isIdentifier(first) || file.values.requestPath(first) !== undefined))
  )
    return;
  if (isFragment && !isAmongWords(name, file)) return;
  const callee = unwrap(node.expression);
  const path = file.paths.of(callee);
  if (file.libraries.find('prose', path)) return;
  const client = file.libraries.find('databases', path);
  if (!client && asksNobody(callee, node.arguments?.indexOf(first) ?? 0, file)) return;
  const receiver = file.text(callee).slice(0, 400);
  const sends = statementOf(file.libraries, path, name, receiver);
  const fragment = isFragment ? fragmentOf(file.libraries, path, name, receiver) : undefined;
  if (isFragment && !fragment && !statementMethods(file.libraries.all).has(name)) return;
  // A filter that takes text is told by the handle: those of most builders take names and values.
  const isTold = client !== undefined || fragment?.holders !== undefined;
  const { text, values } = textArgument(file, first);
  const built = file.texts.of(text);
  // `query(text, callback)` binds nothing.
  const bound = values ?? (second && isFunctionNode(unwrap(second)) ? undefined : second);
  const call: Call = { name, path, bound, isSql: false, client, sends, fragment, sentBy };
  let found = 0;
  for (const one of built) {
    const spelled = one.pieces.map((piece) => ('text' in piece ? piece.text : 'x')).join('');
    const isSql = looksLikeSql(spelled);
    if (!isSql && !(isTold || (isFragment && !ambiguous.has(name)))) continue;
    if (!isSql && !isFragment) continue;
    addQuery(file, node, callee, one, { ...call, text: first, spelled: text, isSql });
    found++;
  }
  const isWhole =
    client !== undefined &&
    statementMethods(file.libraries.all).has(name) &&
    !ambiguous.has(name) &&
    built.length === 0;
  // A raw fragment that is a caller's own text, as in `orderByRaw(req.query.sort)`.
  const isCallers = built.length === 0 && isTold && isFragment && file.values.of(text).origin === 'request';
  if (found === 0 && (isWhole || isCallers)) addQuery(file, node, callee, { pieces: [{ hole: text }] }, call);
}

/** Whether a file says the word beside which alone a common name takes a piece of SQL. */
function isAmongWords(name: string, file: FileReader): boolean {
  return file.libraries.all
    .named('fragments', name)
    .some(({ beside }) => beside === undefined || file.mentions(beside));
}

/** SQL in a tagged template that is itself the query: `sql\`…\``, `prisma.$queryRaw\`…\``. */
export function collectTagged(node: ts.TaggedTemplateExpression, file: FileReader): void {
  const holder = node.parent;
  // A template handed to a call is read there, together with what is around it, unless it is waited for: then it is sent where it stands.
  if (holder && (ts.isCallExpression(holder) || ts.isTemplateSpan(holder))) return;
  const tag = unwrap(node.tag);
  const name = calleeName(tag) ?? (ts.isCallExpression(tag) ? calleeName(tag.expression) : undefined) ?? '';
  const path = file.paths.of(tag);
  const client = file.libraries.find('databases', path);
  const isNamed = client !== undefined || /sql|query/i.test(name);
  const sentBy = !isNamed && path !== undefined && mayBeWrapper(path, file) ? path : undefined;
  if (!isNamed && sentBy === undefined) return;
  const [built] = file.texts.of(node);
  if (!built || !looksLikeSql(built.pieces.map((piece) => ('text' in piece ? piece.text : 'x')).join('')))
    return;
  const sends = statementOf(file.libraries, path, name, file.text(tag));
  addQuery(file, node, tag, built, { name, path, bound: undefined, isSql: true, client, sends, sentBy });
}

interface Call {
  /** The argument that holds the text, and the text in it. */
  text?: ts.Expression;
  spelled?: ts.Expression;
  name: string;
  path: string | undefined;
  bound: ts.Expression | undefined;
  isSql: boolean;
  /** What the sheets say of what it is called on, and of the call. */
  client: DatabaseEntry | undefined;
  sends: StatementEntry | undefined;
  fragment?: FragmentEntry | undefined;
  /** The function or tag of the project that must turn out to send it. */
  sentBy?: AccessPath | undefined;
}

function addQuery(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression,
  callee: ts.Expression,
  built: BuiltText,
  call: Call,
): void {
  const within = file.within(node);
  const read = (piece: HolePiece) => readHole(file, piece);
  const embedded = call.isSql ? embedSql(built.pieces, file.parser, read) : undefined;
  const holes = embedded?.holes ?? fragmentHoles(built.pieces, read);
  for (const hole of holes) {
    if (file.seenHoles.has(hole.span.start)) hole.again = true;
    file.seenHoles.add(hole.span.start);
  }
  const fact: QueryFact = {
    callee: call.path ?? `?#${file.words(callee)}`,
    method: call.name,
    client: call.client?.client ?? 'unknown',
    dialect: call.client?.dialect ?? file.parser.dialect,
    span: file.span(node),
    calleeSpan: calleeSpan(file, callee),
    handle: handleAt(file, node, handleArgument(node, call.text) ?? receiverOf(callee)),
    statements: embedded
      ? aroundHoles(mapSpans(embedded.statements, embedded.toSource), holes, embedded.bound)
      : [],
    sql: shorten(
      embedded?.text ?? built.pieces.map((piece: Piece) => ('text' in piece ? piece.text : '…')).join(''),
    ),
    holes,
    parametrized:
      ts.isTaggedTemplateExpression(node) ||
      built.pieces.some((piece) => 'hole' in piece && piece.bound === true),
    tenantValues: embedded ? tenantValuesAt(file, node) : [],
    boundValues: boundValues(file, call.bound),
  };
  if (within !== undefined) fact.within = within;
  const keeps = embedded && sessionStateOf(embedded.text);
  if (keeps) fact.keeps = keeps;
  if (!call.client && isForOthers(fact, file)) fact.elsewhere = true;
  if (call.sentBy !== undefined) fact.sentBy = call.sentBy;
  if (call.sends?.single) fact.single = true;
  else if (fact.statements.some(({ verb }) => verb === 'select')) {
    const use = ts.isNewExpression(node) ? undefined : resultUse(file, node, call.sends?.rowsFirst);
    if (use !== undefined) fact.use = use;
  }
  if (call.sends?.rawPlaceholders && call.client)
    fact.holes.push(...rawPlaceholders(file, built, call.bound));
  if (call.sends?.prepares && call.client && ts.isCallExpression(node)) addRuns(fact, node, file);
  const array = call.bound && unwrap(call.bound);
  // A spread brings nobody knows how many.
  if (array && ts.isArrayLiteralExpression(array) && !array.elements.some(ts.isSpreadElement))
    fact.values = { span: file.span(array), count: array.elements.length };
  const style = call.text && bindingStyle(call.fragment ?? call.sends, fact.dialect);
  const whole = style && call.spelled && wholeText(file, call.spelled, within);
  if (style && call.text && call.spelled && whole)
    fact.binding = { ...style, text: file.span(whole), argument: file.span(call.spelled) };
  if (built.literal) {
    const span = file.span(built.literal);
    fact.literal = { span, quote: file.tree.root.text[span.start] as "'" | '"' | '`' };
  }
  file.facts.queries.push(fact);
  if (embedded) {
    for (const statement of embedded.statements) {
      if (!statement.analysed && call.sentBy === undefined)
        file.facts.gaps.push({
          span: embedded.toSource(statement.span),
          message: 'This SQL statement was not analysed: no parser accepts it.',
        });
    }
  }
}

/** Whether a text goes to a service that has a language like SQL: by its package, or by its name. */
function isForOthers({ handle, callee }: QueryFact, file: FileReader): boolean {
  return (
    file.libraries.is(splitPath(callee).module, 'sql-like') || likeSql.test(`${handle?.name ?? ''} ${callee}`)
  );
}

function addRuns(fact: QueryFact, node: ts.CallExpression, file: FileReader): void {
  if (!fact.statements.every(({ verb }) => verb === 'select')) return;
  const found = runsOf(node, file);
  if (found.length > 0) fact.runs = found;
}

function readHole(file: FileReader, piece: HolePiece): Omit<Hole, 'stands'> {
  const source = file.values.of(piece.hole);
  return { span: file.span(piece.hole), text: file.words(piece.hole), ...asFact(source) };
}

function calleeSpan(file: FileReader, callee: ts.Expression): Span {
  return memberName(callee) !== undefined && ts.isPropertyAccessExpression(callee)
    ? file.span(callee.name)
    : file.span(callee);
}

function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
