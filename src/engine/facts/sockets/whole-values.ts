import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { WholeValue } from '../facts';
import { enclosingClass } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';
import { messageOf } from './broadcast-content';

/** Members and methods that give all of what they are read from. */
const sameMembers =
  /^(rows|recordset|recordsets|dataValues|value|data|raw|result|results|records|items|docs|entity|generatedMaps)$/;
const sameMethods = /^(toJSON|toObject|get|at|pop|shift|lean|exec|slice|reverse|values|toArray)$/;

/** What of a message's parts is a whole row, entity or collection. */
export function wholesIn(file: FileReader, parts: readonly ts.Expression[]): WholeValue[] {
  return parts.flatMap((each) => wholesOf(file, each, 0));
}

function wholesOf(file: FileReader, part: ts.Expression, depth: number): WholeValue[] {
  if (depth > 3) return [];
  const node = unwrap(part);
  const value = messageOf(file, node) ?? node;
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.flatMap((each): WholeValue[] => {
      if (ts.isSpreadAssignment(each)) {
        const from = originOf(file, each.expression, 0);
        return from
          ? [{ span: file.span(each), text: file.words(each, 40), how: 'spread', ...asFrom(from) }]
          : [];
      }
      if (ts.isPropertyAssignment(each)) return wholesOf(file, each.initializer, depth + 1);
      if (!ts.isShorthandPropertyAssignment(each)) return [];
      const from = originOf(file, each.name, 0);
      return from
        ? [{ span: file.span(each), text: file.words(each, 40), how: 'whole', ...asFrom(from) }]
        : [];
    });
  }
  const from = originOf(file, node, 0);
  return from ? [{ span: file.span(node), text: file.words(node, 40), how: 'whole', ...asFrom(from) }] : [];
}

type From = NonNullable<WholeValue['from']> | 'collection';

function asFrom(from: From): Pick<WholeValue, 'from'> {
  return from === 'collection' ? {} : { from };
}

/** The call whose whole result an expression is, or that it is a collection which the process keeps; undefined for all else. */
function originOf(file: FileReader, expression: ts.Expression, depth: number): From | undefined {
  const node = unwrap(expression);
  if (depth > 8) return undefined;
  if (ts.isIdentifier(node)) return ofName(file, node, depth);
  if (ts.isElementAccessExpression(node) && ts.isNumericLiteral(node.argumentExpression))
    return originOf(file, node.expression, depth + 1);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return originOf(file, node.left, depth + 1);
  const member = memberName(node);
  if (member !== undefined && ts.isPropertyAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ThisKeyword && isKeptByClass(node, member))
      return 'collection';
    if (!sameMembers.test(member)) return undefined;
    const from = originOf(file, node.expression, depth + 1);
    return from === 'collection' ? undefined : from;
  }
  if (ts.isArrayLiteralExpression(node)) {
    const [first, second] = node.elements;
    return first && !second && ts.isSpreadElement(first)
      ? originOf(file, first.expression, depth + 1)
      : undefined;
  }
  return ts.isCallExpression(node) ? ofCall(file, node, depth) : undefined;
}

function ofCall(file: FileReader, node: ts.CallExpression, depth: number): From | undefined {
  const callee = unwrap(node.expression);
  const name = calleeName(callee) ?? '';
  if (
    /^(Object\.values|Array\.from|structuredClone|JSON\.parse)$/.test(file.text(callee)) &&
    node.arguments[0]
  )
    return originOf(file, node.arguments[0], depth + 1);
  if (sameMethods.test(name) && ts.isPropertyAccessExpression(callee)) {
    const from = originOf(file, callee.expression, depth + 1);
    if (from) return from;
  }
  // `.map(toDto)` makes something else of it; `select` picks.
  if (/^(map|pick|omit|reduce|flatMap|join|stringify|toString|keys|then)$/.test(name) || picks(file, node))
    return undefined;
  const within = file.within(node);
  const path = file.paths.of(node.expression);
  return {
    span: file.span(node),
    ...(path === undefined ? {} : { callee: path }),
    ...(within === undefined ? {} : { within }),
  };
}

/** A query that names the columns it wants. */
function picks(file: FileReader, node: ts.CallExpression): boolean {
  for (let at: ts.Expression = node; ts.isCallExpression(at); ) {
    const callee = unwrap(at.expression);
    const name = calleeName(callee) ?? '';
    if (
      /^(select|project|projection|returning|columns|attributes)$/.test(name) &&
      at.arguments.length > 0 &&
      !/^\[?['"`]?\*/.test(file.text(at.arguments[0] as ts.Expression))
    )
      return true;
    for (const argument of at.arguments) {
      const options = unwrap(argument);
      if (
        ts.isObjectLiteralExpression(options) &&
        options.properties.some((each) =>
          /^(select|attributes|columns|projection|fields|omit)$/.test(propertyName(each.name) ?? ''),
        )
      )
        return true;
    }
    if (!ts.isPropertyAccessExpression(callee)) return false;
    at = unwrap(callee.expression);
  }
  return false;
}

function ofName(file: FileReader, name: ts.Identifier, depth: number): From | undefined {
  const declaration = file.tree.declarationOf(name);
  if (!declaration) return undefined;
  if (ts.isBindingElement(declaration)) return ofBinding(file, declaration, depth);
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const value = declaration.initializer && unwrap(declaration.initializer);
  if (value && isCollection(value)) return isKept(declaration) ? 'collection' : undefined;
  if (value && value.kind !== ts.SyntaxKind.NullKeyword) return originOf(file, value, depth + 1);
  // `let ticket; … ticket = await update(…)`.
  for (const { value: set } of file.values.mutationsOf(name)) {
    const from = originOf(file, set, depth + 1);
    if (from) return from;
  }
  return undefined;
}

/** `const { rows } = await …`, `const [ticket] = await …`, `const { rows: [ticket] } = await …`. */
function ofBinding(file: FileReader, element: ts.BindingElement, depth: number): From | undefined {
  for (let at: ts.Node = element; !ts.isVariableDeclaration(at); at = at.parent) {
    if (isFunctionNode(at) || ts.isParameter(at)) return undefined;
    if (!ts.isBindingElement(at)) continue;
    const key = ts.isObjectBindingPattern(at.parent) ? propertyName(at.propertyName ?? at.name) : undefined;
    if (key !== undefined && !sameMembers.test(key)) return undefined;
    const pattern = at.parent;
    const holder = pattern.parent;
    if (ts.isVariableDeclaration(holder)) {
      const from = holder.initializer && originOf(file, holder.initializer, depth + 1);
      return from === 'collection' ? undefined : from;
    }
  }
  return undefined;
}

function isCollection(value: ts.Expression): boolean {
  return (
    ts.isArrayLiteralExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    (ts.isNewExpression(value) &&
      ts.isIdentifier(value.expression) &&
      /^(Map|Set|Array)$/.test(value.expression.text))
  );
}

/** `cards = []` of the class around. */
function isKeptByClass(node: ts.Node, name: string): boolean {
  const property = enclosingClass(node)?.members.find((each) => propertyName(each.name) === name);
  return (
    property !== undefined &&
    ts.isPropertyDeclaration(property) &&
    property.initializer !== undefined &&
    isCollection(unwrap(property.initializer)) &&
    !ts.isObjectLiteralExpression(unwrap(property.initializer))
  );
}

/** Declared at the top of the file: it grows for as long as the process runs. */
function isKept(declaration: ts.VariableDeclaration): boolean {
  return ts.isSourceFile(declaration.parent.parent.parent);
}
