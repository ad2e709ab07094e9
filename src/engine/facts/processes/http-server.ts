import { ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { isRouterModule } from '../routes/libraries';
import { addServer } from './server-fact';
import { isTemporary } from './temporary-server';

/** Whether a package makes servers, routers or sockets. */
export function isServerModule(specifier: string): boolean {
  return (
    isRouterModule(specifier) ||
    /^(https?|http2|ws|socket\.io|koa|@nestjs\/core|fastify-plugin|connect|@godaddy\/terminus|routing-controllers|restana|apollo-server|@trpc\/server\/adapters\/standalone|@grpc\/grpc-js)$/.test(
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

/** What listens. */
export const listenCollector: CallCollector = {
  names: ['listen', 'serve', 'start'],
  call(node, name, file) {
    if (!ts.isNewExpression(node)) listening(node, name, file);
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
    if (receiver !== undefined && !(servesHttp(receiver) && isTemporary(file, node))) add(receiver);
  }
  if (name === 'start' && path && /^@hapi\/hapi#(server|Server)\(\)\.start$/.test(path))
    add('@hapi/hapi#server()');
}
