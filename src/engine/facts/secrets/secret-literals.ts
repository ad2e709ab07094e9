import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** A text that is written into the code, and the expression that it is the fallback or default of. */
export interface WrittenText {
  node: ts.StringLiteralLike;
  /** All of `process.env.X || 'text'`, where the text is only a fallback. */
  fallback?: ts.BinaryExpression;
}

const maxDepth = 8;
/** Calls that make a key of a text without changing what it is. */
const wrappers =
  /^(from|encode|createSecretKey|String|toString|trim|asKey|parse|Uint8Array|TextEncoder|decode|btoa|alloc)$/;

/**
 * The texts written into the code that an expression can be: through local variables, members of local objects,
 * fallbacks, and what turns text into a key (`Buffer.from`, `TextEncoder`).
 */
export function writtenTexts(file: FileReader, expression: ts.Expression | undefined): WrittenText[] {
  const found: WrittenText[] = [];
  const visit = (inner: ts.Expression, depth: number, fallback?: ts.BinaryExpression): void => {
    const node = unwrap(inner);
    if (depth > maxDepth) return;
    const next = (each: ts.Expression | undefined) => each && visit(each, depth + 1, fallback);
    if (ts.isStringLiteralLike(node)) {
      found.push(fallback ? { node, fallback } : { node });
    } else if (ts.isBinaryExpression(node)) {
      visitBinary(node, depth, fallback);
    } else if (ts.isConditionalExpression(node)) {
      next(node.whenTrue);
      next(node.whenFalse);
    } else if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) next(element);
    } else if (ts.isIdentifier(node)) {
      for (const value of valuesOfName(file, node)) next(value);
    } else if (ts.isPropertyAccessExpression(node)) {
      next(memberOfLocal(file, node));
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      visitCall(node, next);
    }
  };
  const visitBinary = (node: ts.BinaryExpression, depth: number, fallback?: ts.BinaryExpression): void => {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken) {
      visit(node.left, depth + 1, fallback);
      visit(node.right, depth + 1, fallback ?? node);
    } else if (kind === ts.SyntaxKind.PlusToken && ts.isStringLiteralLike(unwrap(node.left))) {
      // Text put together of spelled-out parts is as readable as one of them.
      if (ts.isStringLiteralLike(unwrap(node.right))) visit(node.left, depth + 1, fallback);
    }
  };
  if (expression) visit(expression, 0);
  return found;
}

function visitCall(
  node: ts.CallExpression | ts.NewExpression,
  next: (each: ts.Expression | undefined) => void,
): void {
  const callee = unwrap(node.expression);
  const name = ts.isIdentifier(callee) ? callee.text : memberName(callee);
  if (name === undefined || !wrappers.test(name)) return;
  const [first] = node.arguments ?? [];
  if (name === 'toString' || name === 'trim') {
    if (ts.isPropertyAccessExpression(callee)) next(callee.expression);
  } else next(first);
}

/** What a local name stands for: its value, what is assigned to it later, its default. */
function valuesOfName(file: FileReader, name: ts.Identifier): ts.Expression[] {
  const declaration = file.tree.declarationOf(name);
  if (!declaration) return [];
  if (ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)) {
    const later = file.values.mutationsOf(declaration.name).filter((each) => each.how === 'set');
    const values = later.map((each) => each.value);
    return declaration.initializer ? [declaration.initializer, ...values] : values;
  }
  if (ts.isParameter(declaration) && declaration.initializer) return [declaration.initializer];
  if (!ts.isBindingElement(declaration)) return [];
  const held = memberOfPattern(file, declaration);
  return [...(declaration.initializer ? [declaration.initializer] : []), ...(held ? [held] : [])];
}

/** `const { secret } = settings`, where `settings` is an object of this file. */
function memberOfPattern(file: FileReader, element: ts.BindingElement): ts.Expression | undefined {
  const holder = element.parent.parent;
  if (!ts.isVariableDeclaration(holder) || !holder.initializer) return undefined;
  const key = propertyName(element.propertyName ?? element.name);
  return key === undefined ? undefined : memberOf(objectOf(file, holder.initializer), key);
}

function memberOfLocal(file: FileReader, node: ts.PropertyAccessExpression): ts.Expression | undefined {
  if (node.expression.kind === ts.SyntaxKind.ThisKeyword) return memberOfClass(node);
  const declaration = ts.isIdentifier(node.expression) ? file.tree.declarationOf(node.expression) : undefined;
  if (declaration && ts.isClassLike(declaration)) return fieldOf(declaration, node.name.text);
  return memberOf(objectOf(file, node.expression), node.name.text);
}

/**
 * What `this.name` is set to: as a field of its class, or by an assignment in the function or class around. Undefined for what is no member of `this`.
 */
export function valueOfOwnField(
  file: FileReader,
  node: ts.PropertyAccessExpression,
): ts.Expression | undefined {
  if (node.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  const field = memberOfClass(node);
  if (field) return field;
  let scope: ts.Node = node;
  while (scope.parent && !ts.isClassLike(scope) && !(isFunctionNode(scope) && !ts.isArrowFunction(scope)))
    scope = scope.parent;
  const set = file.tree.operations.find(
    (each): each is ts.BinaryExpression =>
      ts.isBinaryExpression(each) &&
      each.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      each.pos >= scope.pos &&
      each.end <= scope.end &&
      ts.isPropertyAccessExpression(each.left) &&
      each.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
      each.left.name.text === node.name.text,
  );
  return set?.right;
}

function memberOfClass(node: ts.PropertyAccessExpression): ts.Expression | undefined {
  for (let at: ts.Node = node; at; at = at.parent) {
    const field = ts.isClassLike(at) ? fieldOf(at, node.name.text) : undefined;
    if (field) return field;
  }
  return undefined;
}

function fieldOf(holder: ts.ClassLikeDeclaration, name: string): ts.Expression | undefined {
  const field = holder.members.find(
    (member) => ts.isPropertyDeclaration(member) && propertyName(member.name) === name,
  );
  return field && ts.isPropertyDeclaration(field) ? field.initializer : undefined;
}

function objectOf(file: FileReader, expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const node = unwrap(expression);
  if (ts.isObjectLiteralExpression(node)) return node;
  if (ts.isPropertyAccessExpression(node)) {
    const held = memberOf(objectOf(file, node.expression), node.name.text);
    return held && ts.isObjectLiteralExpression(unwrap(held))
      ? (unwrap(held) as ts.ObjectLiteralExpression)
      : undefined;
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const value = unwrap(declaration.initializer);
  return ts.isObjectLiteralExpression(value) ? value : undefined;
}

function memberOf(object: ts.ObjectLiteralExpression | undefined, name: string): ts.Expression | undefined {
  const property = object?.properties.find((each) => propertyName(each.name) === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}
