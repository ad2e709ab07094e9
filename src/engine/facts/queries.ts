import { overlaps, type Span } from '../source/span';
import type { QueryBlock, SqlStatement } from '../source/sql/statement';
import { memberName, propertyName, ts, unwrap } from '../source/syntax-tree';
import type { BuiltText, HolePiece, Piece } from './built-text';
import { databaseClient, fragmentMethods, statementMethods, takesProse } from './database-clients';
import { embedSql, fillerName, looksLikeSql } from './embedded-sql';
import type { Hole, QueryFact } from './facts';
import { type CallCollector, calleeName, type FileReader } from './file-reader';
import { tenantValuesAt } from './tenant-values';

const statementNames = new Set(statementMethods);
const fragmentNames = new Set(fragmentMethods);
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
]);

/** Calls that send SQL: drivers, raw calls of query builders and ORMs, and the project's own helpers that take SQL text. */
export const queryCollector: CallCollector = {
  names: [...statementMethods, ...fragmentMethods],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    collect(node, name, file);
  },
};

/** What helpers that take SQL are called; a logger's `info` gets sentences that start like SQL, too. */
const helperName =
  /quer|sql|exec|select|insert|update|delete|fetch|find|row|db|run|get|list|load|all|stmt|statement|prepare|transaction|read|write$/i;

/** Calls of any other name whose first argument is spelled out and is SQL: the project's own query helpers. */
export function collectHelperQuery(node: ts.CallExpression, file: FileReader): void {
  const [first] = node.arguments;
  const name = calleeName(node.expression);
  if (!first || !name || statementNames.has(name) || fragmentNames.has(name) || !helperName.test(name))
    return;
  const start = first.getStart(file.tree.root);
  if (!looksLikeSql(file.tree.root.text.slice(start + 1, start + 400).replace(/\$\{[^}]*\}/g, 'x'))) return;
  collect(node, name, file);
}

function collect(node: ts.CallExpression, name: string, file: FileReader): void {
  const [first, second] = node.arguments;
  if (!first) return;
  // `get`, `run` and the like are mostly a Map's or a job's: only an argument that can be SQL makes them worth a look.
  if (ambiguous.has(name) && !couldBeSql(first)) return;
  const callee = unwrap(node.expression);
  const path = file.paths.of(callee);
  if (takesProse(path)) return;
  const client = databaseClient(path);
  const { text, values } = textArgument(file, first);
  const built = file.texts.of(text);
  const bound = values ?? second;
  let found = 0;
  for (const one of built) {
    const spelled = one.pieces.map((piece) => ('text' in piece ? piece.text : 'x')).join('');
    const isSql = looksLikeSql(spelled);
    if (!isSql && !(client || (fragmentNames.has(name) && name !== 'literal' && name !== 'raw'))) continue;
    if (!isSql && !fragmentNames.has(name)) continue;
    addQuery(file, node, callee, one, { name, path, bound, isSql, client });
    found++;
  }
  if (found === 0 && client && statementNames.has(name) && !ambiguous.has(name) && built.length === 0) {
    addQuery(file, node, callee, { pieces: [{ hole: text }] }, { name, path, bound, isSql: false, client });
  }
}

/** SQL in a tagged template that is itself the query: `sql\`…\``, `prisma.$queryRaw\`…\``. */
export function collectTagged(node: ts.TaggedTemplateExpression, file: FileReader): void {
  const holder = node.parent && ts.isAwaitExpression(node.parent) ? node.parent.parent : node.parent;
  // A template handed to a call is read there, together with what is around it.
  if (holder && (ts.isCallExpression(holder) || ts.isTemplateSpan(holder))) return;
  const tag = unwrap(node.tag);
  const name = calleeName(tag) ?? (ts.isCallExpression(tag) ? calleeName(tag.expression) : undefined) ?? '';
  const path = file.paths.of(tag);
  const client = databaseClient(path);
  if (!client && !/sql|query/i.test(name)) return;
  const [built] = file.texts.of(node);
  if (!built || !looksLikeSql(built.pieces.map((piece) => ('text' in piece ? piece.text : 'x')).join('')))
    return;
  addQuery(file, node, tag, built, { name, path, bound: undefined, isSql: true, client });
}

interface Call {
  name: string;
  path: string | undefined;
  bound: ts.Expression | undefined;
  isSql: boolean;
  client: ReturnType<typeof databaseClient>;
}

function addQuery(
  file: FileReader,
  node: ts.CallExpression | ts.TaggedTemplateExpression,
  callee: ts.Expression,
  built: BuiltText,
  call: Call,
): void {
  const within = file.within(node);
  const read = (piece: HolePiece) => readHole(file, piece);
  const embedded = call.isSql ? embedSql(built.pieces, file.parser, read) : undefined;
  const holes =
    embedded?.holes ??
    built.pieces.flatMap((piece): Hole[] =>
      'hole' in piece && !piece.bound ? [{ ...read(piece), stands: 'fragment' }] : [],
    );
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
    statements: embedded ? aroundHoles(mapSpans(embedded.statements, embedded.toSource), holes) : [],
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
  const array = call.bound && unwrap(call.bound);
  if (array && ts.isArrayLiteralExpression(array))
    fact.values = { span: file.span(array), count: array.elements.length };
  if (built.literal) {
    const span = file.span(built.literal);
    fact.literal = { span, quote: file.tree.root.text[span.start] as "'" | '"' | '`' };
  }
  file.facts.queries.push(fact);
  if (embedded) {
    for (const statement of embedded.statements) {
      if (!statement.analysed)
        file.facts.gaps.push({
          span: embedded.toSource(statement.span),
          message: 'This SQL statement was not analysed: no parser accepts it.',
        });
    }
  }
}

function readHole(file: FileReader, piece: HolePiece): Omit<Hole, 'stands'> {
  const source = file.values.of(piece.hole);
  const hole: Omit<Hole, 'stands'> = {
    span: file.span(piece.hole),
    text: file.words(piece.hole),
    origin: source.origin,
  };
  if (source.from !== undefined) hole.from = source.from;
  if (source.reference !== undefined) hole.reference = source.reference;
  return hole;
}

/** `query('…', values)`, `query({ text, values })`, `query({ sql, values })`, `query({ query, bindings })`. */
function textArgument(
  file: FileReader,
  first: ts.Expression,
): { text: ts.Expression; values?: ts.Expression } {
  const node = unwrap(first);
  const literal = ts.isIdentifier(node) ? initializerOf(file, node) : node;
  if (!literal || !ts.isObjectLiteralExpression(literal)) return { text: first };
  let text: ts.Expression | undefined;
  let values: ts.Expression | undefined;
  for (const property of literal.properties) {
    const name = propertyName(property.name);
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    if (name === 'text' || name === 'sql' || name === 'query') text = value;
    if (name === 'values' || name === 'bindings' || name === 'replacements') values = value;
  }
  if (!text) return { text: first };
  return values ? { text, values } : { text };
}

function initializerOf(file: FileReader, name: ts.Identifier): ts.Expression | undefined {
  const declaration = file.tree.declarationOf(name);
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? unwrap(declaration.initializer)
    : undefined;
}

/** An argument that can be SQL by its looks, or by its name. */
function couldBeSql(node: ts.Expression): boolean {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) return /sql|query|stmt|statement|text|^q$/i.test(inner.text);
  if (ts.isPropertyAccessExpression(inner)) return /sql|query|stmt|statement|text|^q$/i.test(inner.name.text);
  if (ts.isStringLiteralLike(inner)) return inner.text.length > 8 && /\s/.test(inner.text);
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.some((each) => /^(text|sql|query)$/.test(propertyName(each.name) ?? ''));
  return (
    ts.isTemplateExpression(inner) ||
    ts.isTaggedTemplateExpression(inner) ||
    ts.isBinaryExpression(inner) ||
    ts.isConditionalExpression(inner) ||
    ts.isCallExpression(inner)
  );
}

function boundValues(file: FileReader, bound: ts.Expression | undefined): string[] {
  const node = bound && unwrap(bound);
  if (!node) return [];
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => file.words(element));
  if (ts.isIdentifier(node)) {
    const initial = initializerOf(file, node);
    const pushed = file.values.mutationsOf(node).map((mutation) => file.words(mutation.value));
    return initial && ts.isArrayLiteralExpression(initial)
      ? [...initial.elements.map((element) => file.words(element)), ...pushed]
      : [file.words(node)];
  }
  return [file.words(node)];
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

/** A condition that is put together elsewhere may hold anything: blocks around such a hole are open. A table whose name is a hole is called by the hole's words. */
function aroundHoles(statements: SqlStatement[], holes: readonly Hole[]): SqlStatement[] {
  const fragments = holes.filter((hole) => hole.stands === 'fragment');
  const visit = (block: QueryBlock): void => {
    for (const use of block.target ? [block.target, ...block.tables] : block.tables) {
      if (use.name === fillerName)
        use.name = holes.find((hole) => overlaps(hole.span, use.span))?.text ?? use.name;
    }
    if (fragments.some((hole) => overlaps(hole.span, block.span))) block.open = true;
    for (const nested of block.nested) visit(nested);
  };
  if (holes.length > 0) for (const statement of statements) if (statement.block) visit(statement.block);
  return statements;
}

/** A copy of statements whose spans point into the file. */
export function mapSpans(
  statements: readonly SqlStatement[],
  toSource: (span: Span) => Span,
): SqlStatement[] {
  return statements.map((statement) => mapDeep(statement, toSource));
}

function mapDeep<T>(value: T, toSource: (span: Span) => Span): T {
  if (Array.isArray(value)) return value.map((each) => mapDeep(each, toSource)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (isSpan(value)) return toSource(value) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = mapDeep(each, toSource);
  return copy as T;
}

function isSpan(value: object): value is Span {
  const { start, end } = value as Partial<Span>;
  return typeof start === 'number' && typeof end === 'number' && Object.keys(value).length === 2;
}
