import type { Libraries } from '../../libraries/look-up';
import { ts, unwrap } from '../../source/syntax-tree';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';
import { servesHttp, takesConnections } from './http-server';
import { addServer } from './server-fact';
import { isTemporary } from './temporary-server';

/** What listens: `app.listen(3000)`, `serve({ fetch })`, `new WebSocketServer({ port })`, `server.start()`, each as the data sheet of its library has it. */
export const listenCollector: CallCollector = {
  names: listeningNames,
  call(node, name, file) {
    const callee = unwrap(node.expression);
    const path = file.paths.of(callee);
    const start = file.libraries.find('servers', path)?.listens;
    if (start === 'made' || (start !== undefined && hasPort(file, node, start))) {
      // A function that serves is named by what it is taken from: `Bun` of `Bun.serve()`.
      const isClass = start !== 'made';
      addServer(file, node, isClass || path === undefined ? `${path}()` : path.replace(/\.?\w+$/, ''));
      return;
    }
    if (ts.isNewExpression(node) || !ts.isPropertyAccessExpression(callee)) return;
    const receiver = file.paths.of(callee.expression);
    if (receiver === undefined) return;
    if (name !== 'listen') {
      if (file.libraries.find('servers', receiver)?.method === name) addServer(file, node, receiver);
    } else if (!(servesHttp(file.libraries, receiver) && isTemporary(file, node)))
      addServer(file, node, receiver);
  },
};

/** Names of all calls that may make something listen. */
function listeningNames(libraries: Libraries): string[] {
  const names = new Set(['listen', ...libraries.lastNames('servers')]);
  for (const { servers = [] } of libraries.sheets)
    for (const { method } of servers) if (method !== undefined) names.add(method);
  return [...names];
}

/** Whether what is made is given a port: among its options, or as its first argument where that may be one. */
function hasPort(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  start: 'port' | 'first',
): boolean {
  const [first] = node.arguments ?? [];
  if (!first) return false;
  if (readOptions(file, first).members.has('port')) return true;
  const isPort = ts.isNumericLiteral(first) || /port/i.test(file.text(first).slice(0, 40));
  return start === 'first' && isPort && !ts.isObjectLiteralExpression(first);
}

/** Functions that make and return a server: `createApp()`. */
export function collectServerFactories(file: FileReader): void {
  if (!file.facts.imports.some(({ specifier }) => file.libraries.speakOf(specifier, 'servers'))) return;
  for (const [node, index] of file.functionIndex) {
    const { name } = file.facts.functions[index] ?? { name: '' };
    if (name === '' || !ts.isFunctionLike(node)) continue;
    const body = 'body' in node ? node.body : undefined;
    if (!body) continue;
    for (const result of returnsOf(node as Parameters<typeof returnsOf>[0])) {
      const makes = file.paths.of(result);
      if (makes === undefined || !takesConnections(file.libraries, makes)) continue;
      file.facts.serverFactories.push({ function: index, makes });
      break;
    }
  }
}
