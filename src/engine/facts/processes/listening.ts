import { ts } from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';
import { isServerModule, servesHttp } from './http-server';
import { addServer } from './server-fact';

/** Servers that listen without being an HTTP app whose routes are known: sockets, gRPC, servers that controllers are bound to. */
const otherServer =
  /^(inversify-express-utils#InversifyExpressServer\(|ws#(WebSocketServer|Server|WebSocket\.Server)\(|socket\.io#(Server|listen)?\(|@grpc\/grpc-js#Server\(|grpc#Server\(|@apollo\/server\/standalone#startStandaloneServer\()/;

/** Whether a path denotes something that takes requests or connections from outside once it listens. */
export function takesConnections(path: AccessPath): boolean {
  return servesHttp(path) || otherServer.test(path);
}

/** `new WebSocketServer({ port })`, `new Server(3000)` of socket.io, `server.bindAsync(address, …)` of gRPC. */
export const listeningCollector: CallCollector = {
  names: ['WebSocketServer', 'Server', 'bindAsync', 'startStandaloneServer'],
  call(node, name, file) {
    const callee = file.paths.of(node.expression);
    if (callee === undefined) return;
    if (name === 'bindAsync') {
      const made = callee.replace(/\.bindAsync$/, '');
      if (otherServer.test(made)) addServer(file, node, made);
      return;
    }
    const made = `${callee}()`;
    if (!otherServer.test(made) || made.includes('grpc')) return;
    if (name === 'startStandaloneServer') {
      addServer(file, node, made);
      return;
    }
    const [first] = node.arguments ?? [];
    const isPort =
      first !== undefined && (ts.isNumericLiteral(first) || /port/i.test(file.text(first).slice(0, 40)));
    const port = first && readOptions(file, first).members.has('port');
    if (port || (made.startsWith('socket.io') && isPort && !ts.isObjectLiteralExpression(first)))
      addServer(file, node, made);
  },
};

/** Functions that make and return a server: `createApp()`. */
export function collectServerFactories(file: FileReader): void {
  if (!file.facts.imports.some((each) => isServerModule(each.specifier))) return;
  for (const [node, index] of file.functionIndex) {
    const { name } = file.facts.functions[index] ?? { name: '' };
    if (name === '' || !ts.isFunctionLike(node)) continue;
    const body = 'body' in node ? node.body : undefined;
    if (!body) continue;
    for (const result of returnsOf(node as Parameters<typeof returnsOf>[0])) {
      const makes = file.paths.of(result);
      if (makes === undefined || !takesConnections(makes)) continue;
      file.facts.serverFactories.push({ function: index, makes });
      break;
    }
  }
}
