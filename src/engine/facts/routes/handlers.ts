import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { knownRouter, routerOf } from './routers';

/** Calls that say nothing of what they are called on: `router.routes()`, `controller.list.bind(controller)`. */
const transparent = /^(routes|middleware|bind|handler|callback|asMiddleware)$/;

/**
 * What a request goes through, from the arguments of a route or a mount: lists are flattened. Only the last one answers, so that only
 * there a function given to a call is what the call wraps: `asyncHandler(users.create)`, but `validate(schema)`.
 */
export function handlersOf(
  file: FileReader,
  arguments_: readonly ts.Expression[],
  lastAnswers: boolean,
): HandlerFact[] {
  const all = arguments_.flatMap((each) => flat(file, each));
  return all.map((each, index) => handlerOf(file, each, lastAnswers && index === all.length - 1));
}

function flat(file: FileReader, expression: ts.Expression): ts.Expression[] {
  const node = unwrap(expression);
  if (controllerMethod(node)) return [node];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((each) => flat(file, each));
  if (ts.isSpreadElement(node)) return flat(file, node.expression);
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    const list =
      declaration &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      unwrap(declaration.initializer);
    if (list && ts.isArrayLiteralExpression(list)) return list.elements.flatMap((each) => flat(file, each));
  }
  return [node];
}

/** `[UsersController, 'show']`: a class, and the method of it that answers. */
function controllerMethod(node: ts.Expression): { holder: ts.Expression; method: string } | undefined {
  if (!ts.isArrayLiteralExpression(node) || node.elements.length !== 2) return undefined;
  const [holder, method] = node.elements;
  return holder && ts.isIdentifier(holder) && method && ts.isStringLiteralLike(method)
    ? { holder, method: method.text }
    : undefined;
}

/** What a class denotes that is named, or that a function loads when it is needed: `const Users = () => import('./users')`. */
function classPath(file: FileReader, holder: ts.Expression): string | undefined {
  const declaration = ts.isIdentifier(holder) ? file.tree.declarationOf(holder) : undefined;
  const made =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  return made && ts.isArrowFunction(made) && !ts.isBlock(made.body)
    ? file.paths.of(made.body)
    : file.paths.of(holder);
}

function handlerOf(file: FileReader, expression: ts.Expression, answers: boolean): HandlerFact {
  const named = controllerMethod(unwrap(expression));
  if (named) {
    const made = classPath(file, named.holder);
    return {
      span: file.span(expression),
      text: `${file.words(named.holder, 40)}.${named.method}`,
      ...(made === undefined ? {} : { path: `${made}().${named.method}` }),
    };
  }
  const wrappers: string[] = [];
  let node = unwrap(expression);
  const fact: HandlerFact = { span: file.span(expression), text: file.words(expression, 60) };
  while (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    if (method !== undefined && transparent.test(method) && ts.isPropertyAccessExpression(callee)) {
      node = unwrap(callee.expression);
      continue;
    }
    const wrapped = wrappedBy(node, answers);
    if (!wrapped) break;
    wrappers.push(file.paths.of(node.expression) ?? `?#${file.words(node.expression, 40)}`);
    node = unwrap(wrapped);
  }
  if (wrappers.length > 0) fact.wrappers = wrappers;
  const inline = functionOf(file, node);
  if (inline !== undefined) fact.function = inline;
  const path = isFunctionNode(node) ? undefined : file.paths.of(node);
  if (path !== undefined) fact.path = path;
  const given = answers ? givenTo(node) : undefined;
  const made = given && file.paths.of(given);
  if (made !== undefined) fact.given = made;
  const router =
    knownRouter(file, node) ?? (file.libraries.find('routers', path) ? routerOf(file, node) : undefined);
  if (router !== undefined) fact.router = router;
  return fact;
}

/** The handler that a call wraps: a function spelled out in its arguments, or where the call answers, a function's name. */
function wrappedBy(call: ts.CallExpression, answers: boolean): ts.Expression | undefined {
  const inline = call.arguments.findLast((each) => isFunctionNode(unwrap(each)));
  if (inline) return inline;
  if (!answers) return undefined;
  return call.arguments.findLast((each) => {
    const node = unwrap(each);
    return (
      ts.isIdentifier(node) ||
      ts.isPropertyAccessExpression(node) ||
      (ts.isCallExpression(node) && wrappedBy(node, answers) !== undefined)
    );
  });
}

/** The call that is given last to a call. */
function givenTo(node: ts.Expression): ts.CallExpression | undefined {
  const last = ts.isCallExpression(node) ? node.arguments.at(-1) : undefined;
  const given = last && unwrap(last);
  return given && ts.isCallExpression(given) ? given : undefined;
}

/** The function of this file that an expression is: spelled out, or named. */
function functionOf(file: FileReader, node: ts.Expression): number | undefined {
  if (isFunctionNode(node)) return file.functionIndex.get(node);
  if (isOwnMethod(node)) {
    const name = node.name.text;
    const owner = classAround(node);
    const method = owner?.members.find((each) => propertyName(each.name as ts.PropertyName) === name);
    if (!method) return undefined;
    if (ts.isMethodDeclaration(method)) return file.functionIndex.get(method);
    return ts.isPropertyDeclaration(method) && method.initializer
      ? file.functionIndex.get(unwrap(method.initializer))
      : undefined;
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
    const value = unwrap(declaration.initializer);
    // `const create = asyncHandler(async (req, res) => …)`.
    const wrapped = ts.isCallExpression(value) ? wrappedBy(value, false) : value;
    return wrapped && file.functionIndex.get(unwrap(wrapped));
  }
  return file.functionIndex.get(declaration);
}

function isOwnMethod(node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let at = node.parent; at; at = at.parent) if (ts.isClassLike(at)) return at;
  return undefined;
}
