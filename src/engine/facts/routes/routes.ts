import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { isPath } from '../reading/spelled-path';
import { addRoute } from './add-route';
import { isAfterwards } from './afterwards';
import { handlersOf } from './handlers';
import { collectGroup, collectHook, collectMounts } from './mounts';
import { handlersAmongOptions, handlersInOptions } from './route-options';
import { routerMethodNames, routerMethods, verbs } from './router-methods';
import { isRouter, routerOf } from './routers';

/** Routes and mounts that are calls: `router.get(path, …)`, `app.route({ … })`, `app.use(prefix, …)`. */
export const routeCollector: CallCollector = {
  names: (libraries) => [...routerMethodNames(libraries), 'openapi', 'addHook'],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    if (isAfterwards(file, node, name)) return;
    if (name === 'use' || name === 'register') collectMounts(node, file);
    else if (name === 'addHook') collectHook(node, file);
    else if (name === 'route') routeObjects(node, file) || collectMounts(node, file);
    else if (name === 'on') routedOn(node, file);
    else if (name === 'openapi') routedByDescription(node, file);
    else if (verbs.includes(name)) routed(node, name, file);
    else collectGroup(node, name, file);
  },
};

function routed(node: ts.CallExpression, name: string, file: FileReader): void {
  const [first, ...rest] = node.arguments;
  const callee = unwrap(node.expression);
  if (!first || !ts.isPropertyAccessExpression(callee)) return;
  const receiver = unwrap(callee.expression);
  // `router.route('/x').get(handler)`: the path stands in the call before.
  const chained = chainedRoute(file, receiver);
  if (chained && isRouter(file, chained.receiver)) {
    const before = chained.before.flatMap((each) => handlersOf(file, each.arguments, false));
    const handlers = [...before, ...handlersOf(file, node.arguments, true)];
    addRoute(file, node, name, chained.path, routerOf(file, chained.receiver), handlers);
    return;
  }
  // `router.get('users.list', '/users', handler)`: Koa's routes may have names.
  const named = rest[0] && rest.length > 1 && !isPath(file, first) && isPath(file, rest[0]);
  const path = unwrap(named && rest[0] ? rest[0] : first);
  const given = named ? rest.slice(1) : rest;
  if (given.length === 0 || !isPath(file, path) || !isRouter(file, receiver)) return;
  const { withOptionsLast } = routerMethods(file);
  if (withOptionsLast && !isOptions(given[0] as ts.Expression)) {
    const [handler, options] = given as [ts.Expression, ts.Expression?];
    const before = handlersAmongOptions(file, options, withOptionsLast);
    addRoute(file, node, name, path, routerOf(file, receiver), [
      ...before,
      ...handlersOf(file, [handler], true),
    ]);
    return;
  }
  // A client's call may look the same; its last argument is data or options, a route's a handler.
  const last = unwrap(given[given.length - 1] as ts.Expression);
  const options =
    given.length === 1 && ts.isObjectLiteralExpression(last) ? readOptions(file, last) : undefined;
  const inOptions = options?.members.get('handler');
  if ((ts.isObjectLiteralExpression(last) && !inOptions) || ts.isStringLiteralLike(last)) return;
  const handlers = inOptions
    ? [...handlersInOptions(file, last), ...handlersOf(file, [inOptions], true)]
    : [
        ...given.slice(0, -1).flatMap((each) => handlersInOptions(file, each)),
        ...handlersOf(
          file,
          given.filter((each, i) => i === given.length - 1 || !isOptions(each)),
          true,
        ),
      ];
  addRoute(file, node, name, path, routerOf(file, receiver), handlers);
}

function isOptions(node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(unwrap(node));
}

interface ChainedRoute {
  receiver: ts.Expression;
  path: ts.Expression;
  /** Calls between that hold for all methods: `.all(authenticate)`. */
  before: ts.CallExpression[];
}

function chainedRoute(file: FileReader, receiver: ts.Expression): ChainedRoute | undefined {
  const before: ts.CallExpression[] = [];
  let at = receiver;
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    const [path] = at.arguments;
    const method = at.expression.name.text;
    if (method === 'route' && path && isPath(file, path))
      return { receiver: unwrap(at.expression.expression), path: unwrap(path), before: before.reverse() };
    if (method === 'all') before.push(at);
    at = unwrap(at.expression.expression);
  }
  return undefined;
}

/** `fastify.route({ method, url, handler })`, hapi's `server.route([{ method, path, handler }])`. */
function routeObjects(node: ts.CallExpression, file: FileReader): boolean {
  const [first] = node.arguments;
  const callee = unwrap(node.expression);
  if (!first || !ts.isPropertyAccessExpression(callee)) return false;
  const given = listBehind(file, first);
  const all = ts.isArrayLiteralExpression(given) ? [...given.elements] : [given];
  if (!all.some((each) => ts.isObjectLiteralExpression(unwrap(each)))) return false;
  for (const each of all) {
    const { members } = readOptions(file, each);
    const path = members.get('url') ?? members.get('path');
    if (!path || !isPath(file, path)) continue;
    const handler = members.get('handler') ?? hapiHandler(file, members.get('options'));
    const handlers = [
      ...handlersInOptions(file, each),
      ...handlersInOptions(file, members.get('options')),
      ...(handler ? handlersOf(file, [handler], true) : []),
    ];
    const method = members.get('method');
    for (const name of methodsOf(method))
      addRoute(file, each, name, unwrap(path), routerOf(file, callee.expression), handlers);
  }
  return true;
}

/** The list that a name of this file stands for: `const routes = [{ … }]; server.route(routes)`. */
function listBehind(file: FileReader, expression: ts.Expression): ts.Expression {
  const node = unwrap(expression);
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  return value && ts.isArrayLiteralExpression(value) ? value : node;
}

function hapiHandler(file: FileReader, options: ts.Expression | undefined): ts.Expression | undefined {
  return options ? readOptions(file, options).members.get('handler') : undefined;
}

/** The methods of a route’s `method` option; all of them where there is none. */
export function methodsOf(method: ts.Expression | undefined): string[] {
  const node = method && unwrap(method);
  if (node && ts.isStringLiteralLike(node)) return [node.text === '*' ? 'ALL' : node.text];
  if (node && ts.isArrayLiteralExpression(node))
    return node.elements.flatMap((each) => (ts.isStringLiteralLike(each) ? [each.text] : []));
  return ['ALL'];
}

/** Hono's `app.on(['PUT', 'DELETE'], '/x', …)`; everything else that is called `on` listens to events. */
function routedOn(node: ts.CallExpression, file: FileReader): void {
  const [methods, path, ...rest] = node.arguments;
  const callee = unwrap(node.expression);
  if (!methods || !path || rest.length === 0 || !ts.isPropertyAccessExpression(callee)) return;
  if (!isPath(file, path) || !isRouter(file, callee.expression)) return;
  for (const name of methodsOf(methods))
    addRoute(file, node, name, unwrap(path), routerOf(file, callee.expression), handlersOf(file, rest, true));
}

/** `app.openapi(createRoute({ method, path, … }), handler)`. */
function routedByDescription(node: ts.CallExpression, file: FileReader): void {
  const [described, ...rest] = node.arguments;
  const callee = unwrap(node.expression);
  if (!described || rest.length === 0 || !ts.isPropertyAccessExpression(callee)) return;
  const made = descriptionOf(file, described);
  const { members } = readOptions(file, made?.arguments[0]);
  const path = members.get('path');
  if (!path || !isPath(file, path)) return;
  const middleware = members.get('middleware');
  const handlers = [
    ...(middleware ? handlersOf(file, [middleware], false) : []),
    ...(members.has('request')
      ? [{ span: file.span(described), text: 'request', does: 'validates' as const }]
      : []),
    ...handlersOf(file, rest.slice(0, 1), true),
  ];
  for (const name of methodsOf(members.get('method')))
    addRoute(file, node, name, unwrap(path), routerOf(file, callee.expression), handlers);
}

function descriptionOf(file: FileReader, expression: ts.Expression): ts.CallExpression | undefined {
  const node = unwrap(expression);
  if (ts.isCallExpression(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? descriptionOf(file, declaration.initializer)
    : undefined;
}

/** A comparison of the request's path with a literal, in a server without a router. */
export function collectPathComparison(node: ts.BinaryExpression, file: FileReader): void {
  const equal =
    node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken;
  const right = unwrap(node.right);
  if (!equal || !ts.isStringLiteralLike(right) || !right.text.startsWith('/')) return;
  const left = unwrap(node.left);
  const name = ts.isIdentifier(left) ? left.text : memberName(left);
  if (!name || !/^(url|path|pathname|originalUrl|route|pathName)$/.test(name)) return;
  const on = file.facts.routers.findIndex((each) => each.made === plainServer);
  const router =
    on >= 0
      ? on
      : file.facts.routers.push({ name: '', made: plainServer, prefix: '', span: file.span(node) }) - 1;
  const around = functionAround(node);
  const within = around && file.functionIndex.get(around);
  addRoute(
    file,
    node,
    'ALL',
    right,
    router,
    within === undefined ? [] : [{ span: file.span(node), text: '', function: within }],
  );
}

/** What a server without a router is taken to be made by. */
const plainServer = 'comparisons#';

function functionAround(node: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}
