import type { Span } from '../../source/span';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from './file-reader';
import { returnsOf } from './function-syntax';

/**
 * An options argument as far as the file shows it. `open` means that it may have members which cannot be
 * seen from here: it is a parameter, comes from a call, or spreads something unknown.
 */
export interface OptionsObject {
  members: Map<string, ts.Expression | undefined>;
  open: boolean;
  /** The literal at the call itself, when there is one: fixes add to it. */
  literal?: ts.ObjectLiteralExpression;
}

const nothing: OptionsObject = { members: new Map(), open: false };
const unseen: OptionsObject = { members: new Map(), open: true };

/** Reads an options argument: a literal, or a name that stands for one, with later `options.x = …` seen. */
export function readOptions(file: FileReader, argument: ts.Expression | undefined): OptionsObject {
  if (!argument) return nothing;
  const node = unwrap(argument);
  if (ts.isObjectLiteralExpression(node)) return { ...membersOf(file, node, 0), literal: node };
  return resolve(file, node, 0);
}

function resolve(file: FileReader, expression: ts.Expression, depth: number): OptionsObject {
  const node = unwrap(expression);
  if (ts.isObjectLiteralExpression(node)) return membersOf(file, node, depth);
  if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined'))
    return nothing;
  if (depth > 4) return unseen;
  if (ts.isConditionalExpression(node))
    return either([resolve(file, node.whenTrue, depth + 1), resolve(file, node.whenFalse, depth + 1)]);
  if (ts.isBinaryExpression(node) && isFallback(node))
    return either([resolve(file, node.left, depth + 1), resolve(file, node.right, depth + 1)]);
  if (ts.isCallExpression(node)) return resolveCall(file, node, depth);
  if (ts.isPropertyAccessExpression(node)) {
    const holder = resolve(file, node.expression, depth + 1);
    const member = holder.open ? undefined : holder.members.get(node.name.text);
    return member ? resolve(file, member, depth + 1) : unseen;
  }
  return ts.isIdentifier(node) ? resolveName(file, node, depth) : unseen;
}

function resolveName(file: FileReader, name: ts.Identifier, depth: number): OptionsObject {
  const declaration = file.tree.declarationOf(name);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name))
    return unseen;
  // What is set later may be what arrives, too.
  const later = file.values.mutationsOf(declaration.name).filter((each) => each.how === 'set');
  const values = [
    ...(declaration.initializer ? [declaration.initializer] : []),
    ...later.map((each) => each.value),
  ];
  if (values.length === 0) return unseen;
  const result = either(values.map((value) => resolve(file, value, depth + 1)));
  const members = new Map(result.members);
  for (const each of assignedMembers(file, name.text)) members.set(each, undefined);
  return { members, open: result.open };
}

/** `Object.assign({}, defaults, { … })`, `Object.freeze({ … })`, and functions of this file that return one object. */
function resolveCall(file: FileReader, node: ts.CallExpression, depth: number): OptionsObject {
  const path = file.paths.of(node.expression);
  if (path === 'global#Object.assign' || path === 'global#Object.freeze' || path === 'global#structuredClone')
    return either(node.arguments.map((each) => resolve(file, each, depth + 1)));
  const callee = file.values.functionOf(node.expression);
  const results = callee ? returnsOf(callee) : [];
  return results.length > 0 ? either(results.map((each) => resolve(file, each, depth + 1))) : unseen;
}

/** The members of all of them, since one of them may be what arrives. */
function either(all: readonly OptionsObject[]): OptionsObject {
  return {
    members: new Map(all.flatMap((each) => [...each.members])),
    open: all.some((each) => each.open),
  };
}

function isFallback(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

function membersOf(
  file: FileReader,
  node: ts.ObjectLiteralExpression,
  depth: number,
): { members: Map<string, ts.Expression | undefined>; open: boolean } {
  const members = new Map<string, ts.Expression | undefined>();
  let open = false;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = spreadOf(file, property.expression, depth);
      for (const [name, value] of spread.members) members.set(name, value);
      open ||= spread.open;
      continue;
    }
    const name = propertyName(property.name);
    if (name === undefined) {
      open = true;
      continue;
    }
    members.set(
      name,
      ts.isPropertyAssignment(property)
        ? property.initializer
        : ts.isShorthandPropertyAssignment(property)
          ? property.name
          : undefined,
    );
  }
  return { members, open };
}

/** `...(token ? { signal } : {})`: the members of every branch, since one of them may be taken. */
function spreadOf(file: FileReader, expression: ts.Expression, depth: number): OptionsObject {
  const node = unwrap(expression);
  if (ts.isConditionalExpression(node))
    return either([spreadOf(file, node.whenTrue, depth + 1), spreadOf(file, node.whenFalse, depth + 1)]);
  if (ts.isBinaryExpression(node) && !isFallback(node)) return spreadOf(file, node.right, depth + 1);
  return resolve(file, node, depth + 1);
}

/** Names assigned as `name.member = …` or `name['member'] = …` anywhere in the file. */
function assignedMembers(file: FileReader, name: string): string[] {
  const pattern = new RegExp(
    `(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?:\\.|\\[['"])(\\w+)(?:['"]\\])?\\s*=(?!=)`,
    'g',
  );
  return [...file.tree.root.text.matchAll(pattern)].map((match) => match[1] as string);
}

/**
 * Where a member can be added to an options argument, as an insertion: into the literal, or as a new argument after
 * the last. Undefined where the options are not spelled out at the call.
 */
export function insertion(
  file: FileReader,
  call: ts.CallExpression | ts.NewExpression,
  index: number,
  member: string,
): { span: Span; text: string } | undefined {
  const given = call.arguments ?? ts.factory.createNodeArray<ts.Expression>();
  const argument = given[index];
  if (argument) {
    const node = unwrap(argument);
    return ts.isObjectLiteralExpression(node) ? intoLiteral(file, node, member) : undefined;
  }
  const last = given[index - 1];
  if (!last || given.length !== index) return undefined;
  return { span: { start: last.end, end: last.end }, text: `, { ${member} }` };
}

/** A member added to an object literal, in the style it is written in: on a line of its own when the others are. */
export function intoLiteral(
  file: FileReader,
  node: ts.ObjectLiteralExpression,
  member: string,
): { span: Span; text: string } {
  const { text } = file.tree.root;
  const last = node.properties[node.properties.length - 1];
  if (!last) {
    const start = node.getStart(file.tree.root);
    return { span: { start, end: node.end }, text: `{ ${member} }` };
  }
  const lastStart = last.getStart(file.tree.root);
  const lineStart = text.lastIndexOf('\n', lastStart) + 1;
  const before = text.slice(lineStart, lastStart);
  const ownLine = /^\s*$/.test(before) && lineStart > node.getStart(file.tree.root);
  const trailing = node.properties.hasTrailingComma === true;
  const at = trailing ? text.indexOf(',', last.end) + 1 : last.end;
  const glue = ownLine ? `\n${before}` : ' ';
  return {
    span: { start: at, end: at },
    text: `${trailing ? '' : ','}${glue}${member}${trailing ? ',' : ''}`,
  };
}
