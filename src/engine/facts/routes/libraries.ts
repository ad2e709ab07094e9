import type { AccessPath } from '../facts';

/** Packages whose `get(path, handler)` defines a route. */
const routerModules =
  /^(express|express-promise-router|express-ws|fastify|koa-router|@koa\/router|koa-joi-router|hono|@hono\/.+|polka|restify|router|find-my-way|itty-router|@hapi\/hapi|@tinyhttp\/app|middy|@feathersjs\/express)$/;

/** Packages whose `get(path)` asks somebody else, or reads a value. */
const clientModules =
  /^(axios|got|superagent|needle|supertest|ky|request|undici|node-fetch|@testing-library\/.+|msw|nock|cypress|lodash|config|redis|ioredis|map|i18next)$/;

/** What routers are called where nothing else tells. */
const routerNames =
  /(^|[.#])(app|router|routes?|server|fastify|api|instance|scope|web|express|[a-z]*Router|[a-z]*App|v\d+)$/i;

/** Whether a package makes routers. */
export function isRouterModule(specifier: string): boolean {
  return routerModules.test(specifier);
}

/** Whether a package's `get(path)` is no route. */
export function isClientModule(specifier: string): boolean {
  return clientModules.test(specifier);
}

/** Whether a name says that it holds a router. */
export function soundsLikeRouter(name: string): boolean {
  return routerNames.test(name);
}

/** Whether a path denotes a router or an app itself, and not something else that its package offers. */
export function isMadeRouter(path: AccessPath): boolean {
  const [, module = '', members = ''] = /^([^#]*)#(.*)$/s.exec(path) ?? [];
  return (
    routerModules.test(module) &&
    /^(Router|Hono|OpenAPIHono|fastify|Fastify|default|PromiseRouter|App|createServer|server|Server)?\(\)/.test(
      members,
    )
  );
}

/** A plugin whose hooks and middleware hold for the instance that it is registered on, and not only for itself. */
export function sharesItsScope(path: AccessPath): boolean {
  return /^fastify-plugin#/.test(path);
}

/** The class whose instances route for controllers: what is mounted on it holds for every controller of its package. */
export const controllerApp = '@nestjs/core#NestFactory.create()';
