import type { AccessPath } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** Packages for servers of sockets, and for sockets that are given to handlers. */
const serverPackages =
  /^(ws|isows|socket\.io|@fastify\/websocket|fastify-websocket|fastify-socket\.io|express-ws|koa-websocket|koa-easy-ws|@nestjs\/websockets|@nestjs\/platform-(ws|socket\.io)|uWebSockets\.js|@hono\/node-ws|hono\/.+|websocket|sockjs|@socket\.io\/.+|bun)$/;

/** Whether the file speaks of sockets: told from its imports. */
export function importsSockets(file: FileReader): boolean {
  return file.importedFromPackage(serverPackages) !== undefined;
}

/** `new WebSocket(url)` of the platform, or of a package that has the same class. */
const plainClient =
  /^(global#((window|globalThis|self|global)\.)?WebSocket|ws#(WebSocket)?|isows#WebSocket|isomorphic-ws#(WebSocket)?|undici#WebSocket|websocket#w3cwebsocket|faye-websocket#Client|universal-websocket-client#|html5-websocket#|ws\/browser(\.js)?#)$/;

/** The library of a plain client that `new` of this path makes: one that does not reconnect by itself. */
export function plainClientLibrary(path: AccessPath): string | undefined {
  if (!plainClient.test(path)) return undefined;
  return path.startsWith('global#') ? 'WebSocket' : path.slice(0, path.indexOf('#'));
}

/** `io(url)`, `io.connect(url)`, `new Manager(url)`: it reconnects unless it is told not to. */
export function isSocketIoClient(path: AccessPath): boolean {
  return /^(socket\.io-client#(io|connect|default|lookup|Manager|io\.connect)?|global#io(\.connect)?)$/.test(
    path,
  );
}

/** A server of the `ws` package, whatever is called to make it. */
const wsServer =
  /^(ws#((WebSocket\.)?Server|WebSocketServer|WebSocket\.WebSocketServer)|isows#WebSocketServer)$/;

/** What a call or `new` of this path makes, when it makes a server of sockets. */
export function serverLibrary(path: AccessPath): string | undefined {
  if (wsServer.test(path)) return 'ws';
  if (/^socket\.io#(Server|default|listen)?$/.test(path)) return 'socket.io';
  if (path === 'express-ws#' || path === 'koa-websocket#') return path.slice(0, -1);
  if (path === '@hono/node-ws#createNodeWebSocket') return '@hono/node-ws';
  if (/^uWebSockets\.js#(SSL)?App$/.test(path)) return 'uWebSockets.js';
  return undefined;
}

/** Packages that, given a `ws` server, probe its connections themselves. */
export const probingPackages =
  /^(graphql-ws(\/.*)?|@hocuspocus\/server|@colyseus\/.+|ws-heartbeat(\/.*)?|websocket-heartbeat.*|y-websocket\/.*|@y\/websocket-server(\/.*)?)$/;

/** A `ws` server, or a look at its connected sockets, by what it denotes. */
export function isWsServer(path: AccessPath): boolean {
  return /^(ws#((WebSocket\.)?Server|WebSocketServer|WebSocket\.WebSocketServer)\(\)|isows#WebSocketServer\(\)|express-ws#\(\)\.getWss\(\)|koa-websocket#\(\)\.ws\.server)$/.test(
    path,
  );
}

/** A socket that a server holds, by its type. */
export function isSocketType(path: AccessPath): boolean {
  return /^(ws#(WebSocket)?\(\)|isows#WebSocket\(\)|socket\.io#(Socket|DefaultSocket)\(\)|@fastify\/websocket#(WebSocket|SocketStream)\(\)|uWebSockets\.js#WebSocket\(\)|hono\/ws#WSContext\(\))$/.test(
    path,
  );
}
