import type { Span } from '../source/span';
import type { Predicate, QueryBlock } from '../source/sql/statement';
import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../source/syntax-tree';
import type { QueryFact } from './facts';
import type { FileReader } from './file-reader';
import { nodeAt } from './node-at';

/**
 * Works out how a query that a loop runs once per element can be sent once, before the loop, with its rows looked up in a map. Only where that
 * is the same: the query is the one thing that the loop waits for, its one value comes from the element, and its rows tell to which
 * value they belong.
 */
export function collectAskOnce(file: FileReader): void {
  const loops = file.facts.places.filter((place) => place.loop?.each === 'element');
  if (loops.length === 0) return;
  for (const query of file.facts.queries) {
    if (!loops.some(({ span }) => span.start <= query.span.start && query.span.end <= span.end)) continue;
    file.tree.bind();
    const node = nodeAt(file.tree.root, query.span);
    const once = node && ts.isCallExpression(node) ? askOnce(node, query, file) : undefined;
    if (once) query.askOnce = once;
  }
}

interface Loop {
  /** The statement that the query is to stand before. */
  statement: ts.Statement;
  body: ts.Block;
  /** The list, and how an element is called: `tickets`, `ticket` or `{ userId }`. */
  list: string;
  element: string;
}

/** Where the answer goes. `all` are all rows, `first` the first one or nothing, `one` an object or null. */
interface Answer {
  /** The expression that is to be replaced, and what of the answer it stands for. */
  span: Span;
  takes: 'all' | 'first' | 'result' | 'one';
  /** What the declared name is, where a pattern has to be replaced as well. */
  pattern?: { span: Span; name: string };
  statement: ts.Statement;
  name?: string;
}

/** One query for all keys: its text, and the map of its answers. */
interface Lookup {
  before: string[];
  /** The look-up of one key in the map. */
  found: string;
}

function askOnce(node: ts.CallExpression, query: QueryFact, file: FileReader): QueryFact['askOnce'] {
  const answer = answerOf(node, file);
  const loop = answer && loopOf(answer.statement, file);
  if (!answer || !loop || countAwaits(loop.body) !== 1 || changesAnswer(answer, loop, file)) return undefined;
  const lookup =
    answer.takes === 'one'
      ? (prismaLookup(node, loop, file) ?? mongooseLookup(node, loop, file))
      : postgresLookup(node, query, answer, loop, file);
  if (!lookup) return undefined;
  const indent = indentOf(loop.statement, file);
  const at = file.span(loop.statement).start;
  const edits = [
    { span: { start: at, end: at }, text: lookup.before.map((line) => `${line}\n${indent}`).join('') },
    { span: answer.span, text: lookup.found },
  ];
  if (answer.pattern) edits.push({ span: answer.pattern.span, text: answer.pattern.name });
  return { edits };
}

/** Reads `const { rows } = await query`, `x.user = (await query).rows[0]` and the like. */
function answerOf(node: ts.CallExpression, file: FileReader): Answer | undefined {
  const waited = node.parent;
  if (!ts.isAwaitExpression(waited)) return undefined;
  let value: ts.Expression = waited;
  const members: string[] = [];
  for (;;) {
    const holder = value.parent;
    if (ts.isParenthesizedExpression(holder)) value = holder;
    else if (ts.isPropertyAccessExpression(holder) && holder.expression === value) {
      members.push(holder.name.text);
      value = holder;
    } else if (ts.isElementAccessExpression(holder) && holder.expression === value) {
      members.push(file.text(holder.argumentExpression));
      value = holder;
    } else break;
  }
  const holder = value.parent;
  const isDriver = file.facts.queries.some(
    (each) => each.span.start === file.span(node).start && each.client === 'driver',
  );
  const read = members.join('.');
  const takes = !isDriver ? (read === '' ? 'one' : undefined) : read === 'rows' ? 'all' : read === 'rows.0' ? 'first' : undefined;
  const span = file.span(value);
  if (ts.isVariableDeclaration(holder)) {
    const declarations = holder.parent;
    if (!ts.isVariableDeclarationList(declarations) || declarations.declarations.length !== 1 || holder.type)
      return undefined;
    const statement = declarations.parent;
    if (!ts.isVariableStatement(statement)) return undefined;
    if (takes !== undefined)
      return ts.isIdentifier(holder.name) ? { span, takes, statement, name: holder.name.text } : undefined;
    if (read !== '') return undefined;
    if (ts.isIdentifier(holder.name)) return { span, takes: 'result', statement, name: holder.name.text };
    return answerOfPattern(holder.name, span, statement, file);
  }
  if (
    takes !== undefined &&
    ts.isBinaryExpression(holder) &&
    holder.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    holder.right === value &&
    ts.isExpressionStatement(holder.parent)
  )
    return { span, takes, statement: holder.parent };
  return undefined;
}

/** `{ rows }`, `{ rows: users }`, `{ rows: [user] }` */
function answerOfPattern(
  pattern: ts.BindingPattern,
  span: Span,
  statement: ts.Statement,
  file: FileReader,
): Answer | undefined {
  const [element, ...others] = pattern.elements;
  if (!element || others.length > 0 || !ts.isObjectBindingPattern(pattern) || !ts.isBindingElement(element))
    return undefined;
  if (propertyName(element.propertyName ?? element.name) !== 'rows' || element.initializer) return undefined;
  if (ts.isIdentifier(element.name))
    return {
      span,
      takes: 'all',
      statement,
      name: element.name.text,
      pattern: { span: file.span(pattern), name: element.name.text },
    };
  const [first, ...more] = element.name.elements;
  if (!first || more.length > 0 || !ts.isArrayBindingPattern(element.name) || !ts.isBindingElement(first))
    return undefined;
  if (!ts.isIdentifier(first.name) || first.initializer || first.dotDotDotToken) return undefined;
  return {
    span,
    takes: 'first',
    statement,
    name: first.name.text,
    pattern: { span: file.span(pattern), name: first.name.text },
  };
}

/** The loop whose body a statement stands in directly: `for…of`, or an async callback of `map`. */
function loopOf(statement: ts.Statement, file: FileReader): Loop | undefined {
  const body = statement.parent;
  if (!ts.isBlock(body)) return undefined;
  const holder = body.parent;
  if (ts.isForOfStatement(holder) && !holder.awaitModifier && ts.isVariableDeclarationList(holder.initializer)) {
    const [declared] = holder.initializer.declarations;
    const list = listText(holder.expression, file);
    return declared && list !== undefined && isStandingAlone(holder)
      ? { statement: holder, body, list, element: file.text(declared.name) }
      : undefined;
  }
  if (!ts.isArrowFunction(holder) || !ts.isCallExpression(holder.parent)) return undefined;
  const call = holder.parent;
  const [parameter] = holder.parameters;
  const callee = call.expression;
  if (!parameter || holder.parameters.length > 1 || call.arguments[0] !== holder) return undefined;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'map') return undefined;
  const list = listText(callee.expression, file);
  let at: ts.Node = call;
  while (at.parent && !ts.isStatement(at)) {
    // Inside of another callback the list may be another one each time.
    if (isFunctionNode(at.parent)) return undefined;
    at = at.parent;
  }
  return list !== undefined && ts.isStatement(at) && isStandingAlone(at)
    ? { statement: at, body, list, element: file.text(parameter.name) }
    : undefined;
}

/** Whether other statements can be put before it. */
function isStandingAlone(statement: ts.Statement): boolean {
  return ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent);
}

/** A list that can be read twice: a name, or members of one. */
function listText(node: ts.Expression, file: FileReader): string | undefined {
  let at = node;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return ts.isIdentifier(at) || at.kind === ts.SyntaxKind.ThisKeyword ? file.text(node) : undefined;
}

function countAwaits(body: ts.Node): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) count++;
    if (ts.isCallExpression(node) && /^(then|catch|finally)$/.test(memberName(node.expression) ?? '')) count++;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return count;
}

/** Elements with the same key share what the map has: it must not be written to. A whole result must be read for its rows only. */
function changesAnswer({ name, takes }: Answer, { body }: Loop, file: FileReader): boolean {
  if (name === undefined) return false;
  const text = file.text(body);
  const word = `(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  if (new RegExp(`${word}(\\??\\.[\\w$]+|\\[[^\\]]*\\])+\\s*(=(?![=>])|\\+=|-=|\\+\\+|--)`).test(text)) return true;
  if (new RegExp(`${word}\\.(push|pop|shift|unshift|splice|sort|reverse|save|set|delete\\w*|update\\w*)\\(`).test(text)) return true;
  if (takes !== 'result') return false;
  const uses = [...text.matchAll(new RegExp(`${word}(\\.rows\\b)?`, 'g'))];
  return uses.filter((use) => use[1] === undefined).length > 1;
}

function postgresLookup(
  node: ts.CallExpression,
  query: QueryFact,
  answer: Answer,
  loop: Loop,
  file: FileReader,
): Lookup | undefined {
  const [text, values, ...others] = node.arguments;
  const [statement, ...more] = query.statements;
  const block = statement?.block;
  if (!text || !values || others.length > 0 || more.length > 0 || !block || !query.literal) return undefined;
  if (query.dialect !== 'postgresql' || query.method !== 'query' || query.holes.length > 0) return undefined;
  const list = unwrap(values);
  const [key, ...further] = ts.isArrayLiteralExpression(list) ? list.elements : [];
  const predicate = keyPredicate(block);
  const [table] = block.tables;
  if (!key || further.length > 0 || !predicate || !table || !isOfElement(key, loop, file)) return undefined;
  const column = predicate.column.name;
  const named = nameFor(table.name, column, file);
  if (!named) return undefined;
  const from = file.span(text).start;
  const operand = predicate.operand.span;
  const sql = file.text(text);
  const asked = `${sql.slice(0, operand.start - from)}ANY($1)${sql.slice(operand.end - from)}`;
  const isFirst = answer.takes === 'first' && block.orderBy.length === 0;
  const row = /^[\w$]+$/.test(column) ? `row.${column}` : `row['${column}']`;
  const keyText = file.text(key);
  const query1 = `const { rows: ${named.all} } = await ${file.text(node.expression)}(${asked}, [${loop.list}.map((${loop.element}) => ${keyText})]);`;
  if (isFirst)
    return {
      before: [query1, `const ${named.map} = new Map(${named.all}.map((row) => [String(${row}), row]${asConst(file)}));`],
      found: `${named.map}.get(String(${keyText}))`,
    };
  const found = `${named.map}.get(String(${keyText}))`;
  return {
    before: [
      query1,
      `const ${named.map} = new Map();`,
      `for (const row of ${named.all}) {`,
      `${unit(file)}const key = String(${row});`,
      `${unit(file)}${named.map}.set(key, ${named.map}.get(key) ?? []);`,
      `${unit(file)}${named.map}.get(key).push(row);`,
      '}',
    ],
    found:
      answer.takes === 'first' ? `${found}?.[0]` : answer.takes === 'result' ? `{ rows: ${found} ?? [] }` : `${found} ?? []`,
  };
}

/** The one comparison with the one parameter, in a plain SELECT that says the compared column. */
function keyPredicate(block: QueryBlock): Predicate | undefined {
  const { tables, derived, nested, predicates, outputs, stars } = block;
  if (block.kind !== 'select' || tables.length !== 1 || derived.length > 0 || nested.length > 0) return undefined;
  if (block.limited || block.distinct || block.locking || block.open || block.groupBy.length > 0) return undefined;
  if (outputs.some((output) => output.aggregate)) return undefined;
  const given = predicates.filter((each) => each.operand.kind === 'parameter');
  const [predicate, ...others] = given;
  if (!predicate || others.length > 0 || predicate.operator !== '=' || !predicate.conjunct) return undefined;
  if (predicate.operand.kind !== 'parameter' || predicate.operand.text !== '$1') return undefined;
  const { name } = predicate.column;
  const isSaid =
    stars.some((star) => star.place === 'select') ||
    outputs.some((output) => output.column?.name === name && (output.name ?? name) === name);
  return isSaid ? predicate : undefined;
}

/** `prisma.user.findUnique({ where: { id: x.userId } })` */
function prismaLookup(node: ts.CallExpression, loop: Loop, file: FileReader): Lookup | undefined {
  const callee = node.expression;
  const [argument, ...others] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'findUnique') return undefined;
  if (!argument || others.length > 0 || !ts.isObjectLiteralExpression(argument)) return undefined;
  const given = new Map(
    argument.properties.map((each) => [
      propertyName(each.name),
      ts.isPropertyAssignment(each) ? each.initializer : undefined,
    ]),
  );
  const where = given.get('where');
  const [condition, ...more] = where && ts.isObjectLiteralExpression(where) ? where.properties : [];
  if (!where || !condition || more.length > 0) return undefined;
  if ([...given.keys()].some((name) => name === undefined || !/^(where|select|include|omit)$/.test(name))) return undefined;
  const field = propertyName(condition.name);
  const key = ts.isPropertyAssignment(condition)
    ? condition.initializer
    : ts.isShorthandPropertyAssignment(condition)
      ? condition.name
      : undefined;
  if (field === undefined || !key || !isOfElement(key, loop, file)) return undefined;
  const select = given.get('select');
  const isSaid =
    !given.has('select') ||
    (select !== undefined &&
      ts.isObjectLiteralExpression(select) &&
      select.properties.some(
        (each) =>
          propertyName(each.name) === field &&
          ts.isPropertyAssignment(each) &&
          each.initializer.kind === ts.SyntaxKind.TrueKeyword,
      ));
  const model = memberName(callee.expression);
  if (!isSaid || given.has('omit') || model === undefined) return undefined;
  const named = nameFor(model, field, file);
  if (!named) return undefined;
  const keyText = file.text(key);
  const from = file.span(argument).start;
  const { start, end } = file.span(where);
  const text = file.text(argument);
  const asked = `${text.slice(0, start - from)}{ ${field}: { in: ${loop.list}.map((${loop.element}) => ${keyText}) } }${text.slice(end - from)}`;
  return {
    before: [
      `const ${named.all} = await ${file.text(callee.expression)}.findMany(${asked});`,
      `const ${named.map} = new Map(${named.all}.map((each) => [each.${field}, each]${asConst(file)}));`,
    ],
    found: `${named.map}.get(${keyText}) ?? null`,
  };
}

/** `User.findById(x.userId)` of Mongoose */
function mongooseLookup(node: ts.CallExpression, loop: Loop, file: FileReader): Lookup | undefined {
  const callee = node.expression;
  const [key, ...others] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'findById') return undefined;
  if (!key || others.length > 0 || !ts.isIdentifier(callee.expression) || !isOfElement(key, loop, file)) return undefined;
  if (!/mongoose/.test(file.paths.of(callee.expression) ?? '') && !file.importedFromPackage(/^mongoose$/))
    return undefined;
  const model = callee.expression.text;
  const named = nameFor(model, 'id', file);
  if (!named) return undefined;
  const keyText = file.text(key);
  return {
    before: [
      `const ${named.all} = await ${model}.find({ _id: { $in: ${loop.list}.map((${loop.element}) => ${keyText}) } });`,
      `const ${named.map} = new Map(${named.all}.map((each) => [String(each._id), each]${asConst(file)}));`,
    ],
    found: `${named.map}.get(String(${keyText})) ?? null`,
  };
}

/** `ticket`, `ticket.userId`, or a name taken out of the element: nothing that could fail or be another value before the loop. */
function isOfElement(key: ts.Expression, loop: Loop, file: FileReader): boolean {
  const node = unwrap(key);
  const root = ts.isPropertyAccessExpression(node) ? unwrap(node.expression) : node;
  return (
    ts.isIdentifier(root) &&
    new RegExp(`(?<![\\w$.])${root.text.replaceAll('$', '\\$')}(?![\\w$:])`).test(loop.element) &&
    file.text(key) === file.text(node)
  );
}

/** `usersById` and `allUsers`, where the file has no such names yet. */
function nameFor(table: string, column: string, file: FileReader): { map: string; all: string } | undefined {
  const base = camel(table);
  const many = /s$/.test(base) ? base : `${base}s`;
  const map = `${many.charAt(0).toLowerCase()}${many.slice(1)}By${capital(camel(column))}`;
  const all = `all${capital(many)}`;
  const { text } = file.tree.root;
  return /^[a-z]\w*$/.test(map) && !new RegExp(`\\b(${map}|${all})\\b`).test(text) ? { map, all } : undefined;
}

function camel(name: string): string {
  return name.replace(/[^A-Za-z0-9]+(\w)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function asConst(file: FileReader): string {
  return /^(typescript|tsx)$/.test(file.facts.language) ? ' as const' : '';
}

function indentOf(node: ts.Node, file: FileReader): string {
  const { text } = file.tree.root;
  const { start } = file.span(node);
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*/.exec(line)?.[0] ?? '';
}

/** One step of indentation, as the file has it. */
function unit(file: FileReader): string {
  return /\n(\t| {2}(?: {2})?)\S/.exec(file.tree.root.text)?.[1] ?? '  ';
}
