import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../source/syntax-tree';
import { splitPath } from './access-path';
import type { AccessPath } from './facts';
import type { CallCollector, FileReader } from './file-reader';
import { readOptions } from './options-object';
import { addServer } from './server-fact';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all'];
const nestVerbs = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All', 'Sse']);

/** Packages whose `get(path, handler)` defines a route. */
const routerModules =
  /^(express|express-promise-router|fastify|koa-router|@koa\/router|hono|@hono\/.+|polka|restify|router|find-my-way|itty-router|@hapi\/hapi)$/;
/** Whether a package makes servers, routers or sockets. */
export function isServerModule(specifier: string): boolean {
  return (
    routerModules.test(specifier) ||
    /^(https?|http2|ws|socket\.io|koa|@nestjs\/core|connect|@godaddy\/terminus|routing-controllers|restana|apollo-server|@trpc\/server\/adapters\/standalone|@grpc\/grpc-js)$/.test(
      specifier,
    )
  );
}

/** What makes an HTTP server, by what `listen` is called on. */
const httpServer =
  /^(express#|fastify#|koa#(default)?|http#createServer|https#createServer|http2#create(Secure)?Server|polka#|restify#createServer|@hapi\/hapi#[sS]erver|hono#Hono|@nestjs\/core#NestFactory\.create|@hono\/node-server#|global#Bun|global#Deno|http#Server|connect#|routing-controllers#createExpressServer|restana#|apollo-server#ApolloServer|@trpc\/server\/adapters\/standalone#createHTTPServer|@hono\/.+#.*)(\(.*\))*/;
/** Libraries that answer health requests by themselves. */
const healthModules =
  /^(@godaddy\/terminus|lightship|@nestjs\/terminus|fastify-healthcheck|under-pressure|@fastify\/under-pressure|fastify-custom-healthcheck|express-healthcheck|@cloudnative\/health(-connect)?|express-actuator|http-health)$/;

/** Whether a path denotes something that serves HTTP once it listens. */
export function servesHttp(path: AccessPath): boolean {
  return httpServer.test(path);
}

/** Whether a package answers health requests for the server that it is given. */
export function answersHealth(specifier: string): boolean {
  return healthModules.test(specifier);
}

/** Whether a path denotes an app to which `get(path, (req, res) => …)` can be added. */
export function takesHandlers(path: AccessPath): boolean {
  return path === 'express#()';
}

/** Packages whose `get(path)` asks somebody else. */
const clientModules =
  /^(axios|got|superagent|needle|supertest|ky|request|undici|node-fetch|@testing-library\/.+|msw|nock|cypress|lodash|config|redis|ioredis|map|i18next)$/;
const routerNames =
  /(^|[.#])(app|router|routes?|server|fastify|api|instance|scope|web|express|[a-z]*Router|[a-z]*App|v\d+)$/i;

/** Routes, mounts and what listens. */
export const httpServerCollector: CallCollector = {
  names: [...verbs, 'route', 'use', 'register', 'listen', 'serve', 'start'],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    if (name === 'listen' || name === 'serve' || name === 'start') listening(node, name, file);
    else if (name === 'use' || name === 'register') mounted(node, file);
    else if (name === 'route') routeObject(node, file);
    else routed(node, name, file);
  },
};

function listening(node: ts.CallExpression, name: string, file: FileReader): void {
  if (name === 'start' && file.importedFromPackage(/^@hapi\//) === undefined) return;
  const callee = unwrap(node.expression);
  const path = file.paths.of(callee);
  const add = (made: string): void => addServer(file, node, made);
  if (path === '@hono/node-server#serve' || path === 'global#Bun.serve' || path === 'global#Deno.serve') {
    add(path.replace(/\.?serve$/, ''));
    return;
  }
  if (name === 'listen' && ts.isPropertyAccessExpression(callee)) {
    const receiver = file.paths.of(callee.expression);
    if (receiver !== undefined) add(receiver);
  }
  if (name === 'start' && path && /^@hapi\/hapi#(server|Server)\(\)\.start$/.test(path))
    add('@hapi/hapi#server()');
}

function routed(node: ts.CallExpression, name: string, file: FileReader): void {
  const [first, ...rest] = node.arguments;
  const callee = unwrap(node.expression);
  if (!first || !ts.isPropertyAccessExpression(callee)) return;
  const path = unwrap(first);
  const receiver = unwrap(callee.expression);
  // `router.route('/x').get(handler)`: the path stands in the call before.
  const chained = chainedRoute(receiver);
  if (chained && isRouter(file, chained.receiver)) {
    add(file, node, name, chained.path, file.paths.of(chained.receiver));
    return;
  }
  if (rest.length === 0 || !isPath(path) || !isRouter(file, receiver)) return;
  // A client's call may look the same; its last argument is data or options, a route's a handler.
  const last = unwrap(rest[rest.length - 1] as ts.Expression);
  if (ts.isObjectLiteralExpression(last) || ts.isStringLiteralLike(last)) return;
  add(file, node, name, path, file.paths.of(receiver));
}

function chainedRoute(receiver: ts.Expression): { receiver: ts.Expression; path: ts.Expression } | undefined {
  let at = receiver;
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    const [path] = at.arguments;
    if (at.expression.name.text === 'route' && path && isPath(unwrap(path)))
      return { receiver: unwrap(at.expression.expression), path: unwrap(path) };
    at = unwrap(at.expression.expression);
  }
  return undefined;
}

/** `fastify.route({ method, url, handler })`, hapi's `server.route({ method, path, handler })`. */
function routeObject(node: ts.CallExpression, file: FileReader): void {
  const [first] = node.arguments;
  const callee = unwrap(node.expression);
  if (!first || !ts.isPropertyAccessExpression(callee) || !ts.isObjectLiteralExpression(unwrap(first)))
    return;
  const options = readOptions(file, first);
  const path = options.members.get('url') ?? options.members.get('path');
  const method = options.members.get('method');
  if (!path || !isPath(unwrap(path))) return;
  const named =
    method && ts.isStringLiteralLike(unwrap(method)) ? (unwrap(method) as ts.StringLiteral).text : 'ALL';
  add(file, node, named, unwrap(path), file.paths.of(callee.expression));
}

/** `app.use('/prefix', router)`, `fastify.register(plugin, { prefix })`, `app.route('/prefix', sub)`. */
function mounted(node: ts.CallExpression, file: FileReader): void {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || !isRouter(file, unwrap(callee.expression))) return;
  const [first] = node.arguments;
  const router = file.paths.of(callee.expression);
  if (!first || router === undefined) return;
  const spelled = unwrap(first);
  const prefixed = ts.isStringLiteralLike(spelled);
  let prefix = prefixed ? spelled.text : '';
  const options = readOptions(file, node.arguments[1]);
  const given = options.members.get('prefix');
  if (given && ts.isStringLiteralLike(unwrap(given))) prefix = (unwrap(given) as ts.StringLiteral).text;
  for (const argument of prefixed ? node.arguments.slice(1) : node.arguments) {
    const path = file.paths.of(argument);
    if (path !== undefined)
      file.facts.mounts.push({
        prefix,
        router,
        mounted: path,
        span: file.span(argument),
        call: file.span(node),
      });
    const inner = unwrap(argument);
    // `app.use('/health', (req, res) => …)` answers there as a route does.
    if (prefixed && isFunctionNode(inner)) add(file, node, 'ALL', spelled, router);
  }
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
  if (name && /^(url|path|pathname|originalUrl|route|pathName)$/.test(name))
    add(file, node, 'ALL', right, 'http#createServer()');
}

/** NestJS: `@Controller('x')` with `@Get('y')` on its methods. */
export function collectController(node: ts.ClassLikeDeclaration, file: FileReader): void {
  const controller = decoratorCall(node, (name) => name === 'Controller');
  if (!controller) return;
  const prefixes = pathsOf(file, controller.call?.arguments[0]);
  for (const method of node.members) {
    if (!ts.isMethodDeclaration(method)) continue;
    const found = decoratorCall(method, (name) => nestVerbs.has(name));
    if (!found) continue;
    for (const prefix of prefixes) {
      for (const own of pathsOf(file, found.call?.arguments[0])) {
        const path = `/${[prefix, own]
          .map((part) => part.replace(/^\/+|\/+$/g, ''))
          .filter(Boolean)
          .join('/')}`;
        const at = found.call?.arguments[0] ?? found.decorator;
        const within = file.functionIndex.get(method);
        file.facts.routes.push({
          method: found.name.toUpperCase(),
          path,
          pathSpan: file.span(at),
          span: file.span(method),
          router: '@nestjs/common#Controller',
          ...(within === undefined ? {} : { within }),
        });
      }
    }
  }
}

function pathsOf(file: FileReader, argument: ts.Expression | undefined): string[] {
  if (!argument) return [''];
  const node = unwrap(argument);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => pathsOf(file, element));
  if (ts.isObjectLiteralExpression(node)) {
    const path = readOptions(file, node).members.get('path');
    return path ? pathsOf(file, path) : [''];
  }
  return [`:${propertyName(ts.isIdentifier(node) ? node : undefined) ?? 'path'}`];
}

function decoratorCall(
  node: ts.HasDecorators,
  accept: (name: string) => boolean,
): { name: string; call?: ts.CallExpression; decorator: ts.Decorator } | undefined {
  for (const decorator of ts.getDecorators(node) ?? []) {
    const { expression } = decorator;
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    if (ts.isIdentifier(callee) && accept(callee.text)) {
      return ts.isCallExpression(expression)
        ? { name: callee.text, call: expression, decorator }
        : { name: callee.text, decorator };
    }
  }
  return undefined;
}

/** Next.js: a file's own place is its path. */
export function collectFileRoute(file: FileReader): void {
  const { path, exports } = file.facts;
  const app = /(?:^|\/)app\/(.*\/)?route\.[jt]sx?$/.exec(path);
  const pages = /(?:^|\/)pages\/(api(?:\/.*)?)\.[jt]sx?$/.exec(path);
  const top = { start: 0, end: 0 };
  if (app) {
    const route = `/${(app[1] ?? '')
      .split('/')
      .filter((part) => part && !/^\(.*\)$/.test(part))
      .map(segment)
      .join('/')}`;
    for (const { name } of exports) {
      if (/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(name))
        file.facts.routes.push({ method: name, path: route, pathSpan: top, span: top, router: 'next#' });
    }
  } else if (pages) {
    const route = `/${(pages[1] as string)
      .replace(/\/index$/, '')
      .split('/')
      .map(segment)
      .join('/')}`;
    file.facts.routes.push({ method: 'ALL', path: route, pathSpan: top, span: top, router: 'next#' });
  }
}

function segment(part: string): string {
  return part.replace(/^\[+(?:\.\.\.)?(.+?)\]+$/, ':$1');
}

function add(
  file: FileReader,
  node: ts.Node,
  method: string,
  path: ts.Expression,
  router: string | undefined,
): void {
  const spelled = ts.isStringLiteralLike(path) ? path.text : file.text(path).replace(/^[`'"/]|[`'"/]$/g, '');
  const within = file.within(node);
  file.facts.routes.push({
    method: method === 'del' ? 'DELETE' : method.toUpperCase(),
    path: spelled,
    pathSpan: file.span(path),
    span: file.span(node),
    router: router ?? '?#',
    ...(within === undefined ? {} : { within }),
  });
}

function isPath(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node)) return node.text === '' || node.text === '*' || /^[/:*]/.test(node.text);
  if (ts.isTemplateExpression(node)) return node.head.text.startsWith('/') || node.head.text === '';
  if (ts.isArrayLiteralExpression(node))
    return (
      node.elements.length > 0 &&
      node.elements.every((element) => ts.isStringLiteralLike(element) && element.text.startsWith('/'))
    );
  return ts.isRegularExpressionLiteral(node);
}

function isRouter(file: FileReader, receiver: ts.Expression): boolean {
  const path = file.paths.of(receiver);
  if (path !== undefined) {
    const { module } = splitPath(path);
    if (routerModules.test(module)) return true;
    if (clientModules.test(module)) return false;
  }
  return routerNames.test(file.text(receiver).split('(')[0] ?? '');
}
