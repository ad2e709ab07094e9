import type { Predicate, QueryBlock } from '../../source/sql/statement';
import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { QueryFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import type { Answer, Loop } from './asking-loop';

/** One query for all keys: its text, and the look-up of one key's answer. */
export interface Lookup {
  before: string[];
  found: string;
}

/** `pool.query('… WHERE id = $1', [x.id])` */
export function postgresLookup(
  node: ts.CallExpression,
  query: QueryFact,
  answer: Answer,
  loop: Loop,
  file: FileReader,
): Lookup | undefined {
  const [text, values, ...further] = node.arguments;
  const [statement, ...more] = query.statements;
  const block = statement?.block;
  if (!text || !values || further.length > 0 || more.length > 0 || !block || !query.literal) return undefined;
  if (query.dialect !== 'postgresql' || query.method !== 'query' || query.holes.length > 0) return undefined;
  const list = unwrap(values);
  const elements = ts.isArrayLiteralExpression(list) ? list.elements : [];
  const index = elements.findIndex((each) => isOfElement(each, loop, file));
  const key = elements[index];
  const others = elements.filter((each) => each !== key);
  if (!key || !others.every((each) => isOutside(each, loop, file))) return undefined;
  const placeholder = `$${index + 1}`;
  const predicate = keyPredicate(block, placeholder);
  const [table] = block.tables.filter(
    (each) =>
      predicate?.column.qualifier === undefined || (each.alias ?? each.name) === predicate.column.qualifier,
  );
  if (!predicate || !table || (block.tables.length > 1 && predicate.column.qualifier === undefined))
    return undefined;
  const column = predicate.column.name;
  const named = nameFor(table.name, column, file);
  if (!named) return undefined;
  const from = file.span(text).start;
  const operand = predicate.operand.span;
  const sql = file.text(text);
  const asked = `${sql.slice(0, operand.start - from)}ANY(${placeholder})${sql.slice(operand.end - from)}`;
  const isFirst = answer.takes === 'first' && block.orderBy.length === 0;
  const row = /^[\w$]+$/.test(column) ? `row.${column}` : `row['${column}']`;
  const keyText = file.text(key);
  const keys = `${loop.list}.map((${loop.element}) => ${keyText})`;
  const given = elements.map((each) => (each === key ? keys : file.text(each))).join(', ');
  const once = `const { rows: ${named.all} } = await ${file.text(node.expression)}(${asked}, [${given}]);`;
  if (isFirst)
    return {
      before: [
        once,
        `const ${named.map} = new Map(${named.all}.map((row) => [String(${row}), row]${asConst(file)}));`,
      ],
      found: `${named.map}.get(String(${keyText}))`,
    };
  const found = `${named.map}.get(String(${keyText}))`;
  return {
    before: [
      once,
      `const ${named.map} = new Map();`,
      `for (const row of ${named.all}) {`,
      `${unit(file)}const key = String(${row});`,
      `${unit(file)}${named.map}.set(key, ${named.map}.get(key) ?? []);`,
      `${unit(file)}${named.map}.get(key).push(row);`,
      '}',
    ],
    found:
      answer.takes === 'first'
        ? `${found}?.[0]`
        : answer.takes === 'result'
          ? `{ rows: ${found} ?? [] }`
          : `${found} ?? []`,
  };
}

/** The one comparison with the one parameter, in a plain SELECT that says the compared column. */
function keyPredicate(block: QueryBlock, placeholder: string): Predicate | undefined {
  const { tables, derived, nested, predicates, outputs, stars } = block;
  if (block.kind !== 'select' || tables.length === 0 || derived.length > 0 || nested.length > 0)
    return undefined;
  if (block.limited || block.distinct || block.locking || block.open || block.groupBy.length > 0)
    return undefined;
  if (outputs.some((output) => output.aggregate)) return undefined;
  const given = predicates.filter(
    ({ operand }) => operand.kind === 'parameter' && operand.text === placeholder,
  );
  const [predicate, ...others] = given;
  if (!predicate || others.length > 0 || predicate.operator !== '=' || !predicate.conjunct) return undefined;
  const { name, qualifier } = predicate.column;
  const isSaid =
    stars.some((star) => star.place === 'select' && star.qualifier === qualifier && tables.length === 1) ||
    outputs.some(
      ({ column, name: said }) =>
        column?.name === name && column.qualifier === qualifier && (said ?? name) === name,
    );
  return isSaid ? predicate : undefined;
}

/** `prisma.user.findUnique({ where: { id: x.userId } })` */
export function prismaLookup(node: ts.CallExpression, loop: Loop, file: FileReader): Lookup | undefined {
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
  if ([...given.keys()].some((name) => name === undefined || !/^(where|select|include|omit)$/.test(name)))
    return undefined;
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
export function mongooseLookup(node: ts.CallExpression, loop: Loop, file: FileReader): Lookup | undefined {
  const callee = node.expression;
  const [key, ...others] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'findById') return undefined;
  if (!key || others.length > 0 || !ts.isIdentifier(callee.expression) || !isOfElement(key, loop, file))
    return undefined;
  if (!file.facts.imports.some((each) => file.libraries.is(each.specifier, 'document-mapper')))
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

/** A literal, or a name from around the loop that nothing in it sets. */
function isOutside(value: ts.Expression, loop: Loop, file: FileReader): boolean {
  let root = unwrap(value);
  while (ts.isPropertyAccessExpression(root)) root = unwrap(root.expression);
  if (root.kind === ts.SyntaxKind.ThisKeyword || ts.isLiteralExpression(root)) return true;
  if (!ts.isIdentifier(root)) return false;
  const name = root.text.replaceAll('$', '\\$');
  return (
    !new RegExp(`\\b${name}\\b`).test(loop.element) &&
    !new RegExp(
      `\\b(const|let|var) [^=]*\\b${name}\\b|\\b${name}(\\.[\\w$]+)*\\s*(=(?![=>])|\\+=|\\+\\+)`,
    ).test(file.text(loop.body))
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

/** One step of indentation, as the file has it. */
function unit(file: FileReader): string {
  return /\n(\t| {2}(?: {2})?)\S/.exec(file.tree.root.text)?.[1] ?? '  ';
}
