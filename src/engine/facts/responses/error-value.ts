import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { leaves } from '../reading/guards';
import { isMountedErrorHandler } from './handler-position';

export const errorName =
  /^_?(err|error|e|er|ex|exc|exception|caught|thrown|reason|fault|failure)\d*$|(Err|Error|Exception)$/;
/** Classes that every error is one of: to be an instance of them says nothing. */
const anyError = /^(Error|Exception|unknown|any|object)$/;
/** Methods whose callback gets an element and not an error. */
const iterating =
  /^(map|forEach|filter|some|every|find|findIndex|flatMap|reduce|sort|each|then|refine|transform)$/;
/** What hands each error of an app to its first parameter. */
const errorHandlerSetters = /^(setErrorHandler|onError|useErrorHandler|errorHandler|catch)$/;

/** Whether an expression holds an error as it was caught: what it says was not written for callers. */
export function isErrorValue(
  file: FileReader,
  expression: ts.Expression,
  given: ReadonlySet<ts.Declaration>,
  depth = 0,
): boolean {
  const node = unwrap(expression);
  if (ts.isNewExpression(node)) return calleeName(node.expression) === 'Error';
  if (ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) {
    const [a, b] = ts.isConditionalExpression(node)
      ? [node.whenTrue, node.whenFalse]
      : [node.left, node.right];
    return isErrorValue(file, a, given, depth + 1) || isErrorValue(file, b, given, depth + 1);
  }
  if (!ts.isIdentifier(node) || depth > 4) return false;
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return false;
  if (given.has(declaration)) return true;
  if (ts.isVariableDeclaration(declaration)) {
    if (ts.isCatchClause(declaration.parent)) return true;
    return (
      declaration.initializer !== undefined && isErrorValue(file, declaration.initializer, given, depth + 1)
    );
  }
  return ts.isParameter(declaration) && isErrorParameter(file, declaration);
}

function isErrorParameter(file: FileReader, parameter: ts.ParameterDeclaration): boolean {
  const owner = parameter.parent;
  if (!isFunctionNode(owner) || !ts.isIdentifier(parameter.name)) return false;
  const index = owner.parameters.indexOf(parameter);
  const name = parameter.name.text;
  if (isCentralHandler(file, owner)) return index === 0;
  const type = parameter.type && file.text(parameter.type);
  if (type !== undefined && !/\b(Error|unknown|any|\w*(Error|Exception))\b/.test(type)) return false;
  const call = owner.parent;
  if (call && ts.isCallExpression(call)) {
    const callee = calleeName(call.expression) ?? '';
    const at = (call.arguments as readonly ts.Node[]).indexOf(owner);
    if (callee === 'catch') return index === 0;
    if (callee === 'then') return at === 1 && index === 0;
    if (/^(on|once|addListener)$/.test(callee)) {
      const [event] = call.arguments;
      return index === 0 && event !== undefined && ts.isStringLiteralLike(event) && /error/i.test(event.text);
    }
    // `Model.find(filter, (err, docs) => …)` has its callback last, a list's `find` has it first.
    const isIterating = iterating.test(callee) && !(callee === 'find' && at > 0);
    return index === 0 && errorName.test(name) && !isIterating;
  }
  // A helper's parameter: only where its name or type leaves no doubt, for `error` may well be a text.
  return type === undefined ? /^_?err$/.test(name) : errorName.test(name) && /(Error|Exception)\b/.test(type);
}

/** Whether a function answers for all errors of an app, a router or a controller. */
export function isCentralHandler(file: FileReader, node: FunctionNode): boolean {
  const [first, , third] = node.parameters;
  if (!first) return false;
  if (node.parameters.length >= 4 && third)
    return (
      nameOf(first) !== undefined &&
      ((errorName.test(nameOf(first) ?? '') && /res|reply/i.test(nameOf(third) ?? '')) ||
        isMountedErrorHandler(file, node))
    );
  if (node.parent && ts.isCallExpression(node.parent)) {
    const callee = unwrap(node.parent.expression);
    const name = calleeName(callee);
    return (
      name !== undefined &&
      name !== 'catch' &&
      errorHandlerSetters.test(name) &&
      ts.isPropertyAccessExpression(callee) &&
      (node.parameters.length > 1 || name === 'onError')
    );
  }
  if (isHandedToSetter(file, node)) return true;
  return isNestLike(node);
}

/** A method `catch(exception, host)`: an exception filter. */
function isNestLike(node: FunctionNode): boolean {
  return ts.isMethodDeclaration(node) && propertyName(node.name) === 'catch' && node.parameters.length === 2;
}

/** `app.setErrorHandler(handler)` of a function that has a name. */
function isHandedToSetter(file: FileReader, node: FunctionNode): boolean {
  const name =
    node.name ?? (node.parent && ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  if (!name || !ts.isIdentifier(name) || node.parameters.length < 2) return false;
  const at = file.tree.root.text.search(
    new RegExp(`\\.(setErrorHandler|onError)\\(\\s*${name.text.replace(/\$/g, '\\$')}\\b`),
  );
  return at >= 0;
}

function nameOf(parameter: ts.ParameterDeclaration): string | undefined {
  return ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
}

/**
 * Whether the code has made sure, where `node` stands, which error it has: an `instanceof` of a class, its code, its name or its
 * status tested, here or by an early exit; or the parameter's own type.
 */
export function isKnownError(file: FileReader, node: ts.Node, error: ts.Identifier): boolean {
  if (hasOwnType(file, error)) return true;
  const name = error.text;
  const narrowed = (condition: ts.Expression) => narrows(file, condition, name);
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) {
      const condition = ts.isIfStatement(parent) ? parent.expression : parent.condition;
      const yes = ts.isIfStatement(parent) ? parent.thenStatement : parent.whenTrue;
      if (at !== condition && narrowed(condition) === (at === yes ? 'yes' : 'no')) return true;
    } else if (ts.isBinaryExpression(parent) && at === parent.right) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken && narrowed(parent.left) === 'yes') return true;
    } else if (ts.isCaseClause(parent)) {
      const { expression } = parent.parent.parent;
      if (new RegExp(`\\b${name}\\b`).test(file.text(expression)) || narrowed(parent.expression) === 'yes')
        return true;
    } else if (ts.isBlock(parent)) {
      for (const statement of parent.statements) {
        if (statement === at) break;
        if (
          ts.isIfStatement(statement) &&
          leaves(statement.thenStatement) &&
          narrowed(statement.expression) === 'no'
        )
          return true;
      }
    }
    if (isFunctionNode(at) && declares(file, at, error)) return false;
  }
  return false;
}

function declares(file: FileReader, at: FunctionNode, error: ts.Identifier): boolean {
  const declaration = file.tree.declarationOf(error);
  return declaration !== undefined && declaration.pos >= at.pos && declaration.end <= at.end;
}

/** A parameter typed as one class: `exception: HttpException`, `err: ApiError`. */
function hasOwnType(file: FileReader, error: ts.Identifier): boolean {
  const declaration = file.tree.declarationOf(error);
  if (!declaration || !ts.isParameter(declaration) || !declaration.type) return false;
  const type = file.text(declaration.type);
  return (
    /^\w+(<.*>)?$/.test(type) &&
    !isAnyError(file, type.replace(/<.*/, '')) &&
    /(Error|Exception)$/.test(type.replace(/<.*/, ''))
  );
}

/** Whether a class is one that every error is of: to be an instance of it says nothing. */
function isAnyError(file: FileReader, name: string): boolean {
  if (anyError.test(name)) return true;
  const specifier = file.importedFrom(name);
  return (
    specifier !== undefined &&
    file.libraries.find('httpErrors', `${specifier}#${file.importedName(name)}`)?.status === 'none'
  );
}

/** In which branch of a condition the error is known: where it holds, or where it does not. */
function narrows(file: FileReader, condition: ts.Expression, name: string): 'yes' | 'no' | undefined {
  const node = unwrap(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = narrows(file, node.operand, name);
    return inner === undefined ? undefined : inner === 'yes' ? 'no' : 'yes';
  }
  if (ts.isBinaryExpression(node)) {
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken: {
        const a = narrows(file, left, name);
        return a ?? narrows(file, right, name);
      }
      case ts.SyntaxKind.InstanceOfKeyword:
        return isIt(left, name) && !isAnyError(file, memberName(right) ?? file.text(right))
          ? 'yes'
          : undefined;
      case ts.SyntaxKind.InKeyword:
        return isIt(right, name) && !/message|stack/.test(file.text(left)) ? 'yes' : undefined;
      case ts.SyntaxKind.EqualsEqualsToken:
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
        return speaksOf(file, left, name) || speaksOf(file, right, name)
          ? sideOfStatus(file, node, 'yes')
          : undefined;
      case ts.SyntaxKind.ExclamationEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
        return speaksOf(file, left, name) || speaksOf(file, right, name)
          ? sideOfStatus(file, node, 'no')
          : undefined;
      case ts.SyntaxKind.LessThanToken:
      case ts.SyntaxKind.LessThanEqualsToken:
        return speaksOf(file, left, name) ? 'yes' : undefined;
      case ts.SyntaxKind.GreaterThanToken:
      case ts.SyntaxKind.GreaterThanEqualsToken:
        return speaksOf(file, left, name)
          ? /[45]\d\d/.test(file.text(right)) && /5\d\d/.test(file.text(right))
            ? 'no'
            : 'yes'
          : undefined;
      default:
        return undefined;
    }
  }
  if (ts.isCallExpression(node)) {
    // `isApiError(err)`, `err.message.includes('…')`, `ApiError.is(err)`, `axios.isAxiosError(err)`.
    if (node.arguments.some((each) => isIt(each, name))) return 'yes';
    return new RegExp(`\\b${name}\\b`).test(file.text(node.expression)) ||
      node.arguments.some((each) => speaksOf(file, each, name))
      ? 'yes'
      : undefined;
  }
  return isMemberOf(node, name) ? 'yes' : undefined;
}

/** `err.status === 500`: what is left is what is not an internal error. */
function sideOfStatus(file: FileReader, node: ts.BinaryExpression, side: 'yes' | 'no'): 'yes' | 'no' {
  if (!/\b(5\d\d|INTERNAL\w*)\b/.test(file.text(node.right))) return side;
  return side === 'yes' ? 'no' : 'yes';
}

function isIt(expression: ts.Expression, name: string): boolean {
  const node = unwrap(expression);
  return ts.isIdentifier(node) && node.text === name;
}

/** `err.code`, `err.status`, and not what every error has. */
function isMemberOf(expression: ts.Expression, name: string): boolean {
  const node = unwrap(expression);
  const member = memberName(node);
  if (member === undefined || !(ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)))
    return false;
  return isIt(node.expression, name)
    ? !/^(message|stack|toString)$/.test(member)
    : isMemberOf(node.expression, name);
}

/** A member of the error that tells errors apart, or the status that was read from it. */
function speaksOf(file: FileReader, expression: ts.Expression, name: string): boolean {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) return /^(http)?(status|code|statusCode)$/i.test(node.text);
  if (ts.isTypeOfExpression(node)) return false;
  if (isMemberOf(node, name)) return true;
  return new RegExp(`\\b${name}\\??\\.message\\b`).test(file.text(node));
}
