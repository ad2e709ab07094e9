import type { SocketServer } from '../../libraries/contract/sockets';
import type { Span } from '../../source/span';
import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { indentOf, semicolonOf, statementOf, stepOf } from './socket-file';

/** Where a server's sockets are found, and how its own end is noticed. */
interface Access {
  clients: string;
  onClose: (stop: string) => string;
}

/**
 * A heartbeat after the statement that makes the server: every half minute, what did not answer the last ping is ended. Undefined where the
 * server has no name, or the file uses the heartbeat's.
 */
export function addHeartbeat(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  server: SocketServer,
  name: string | undefined,
): { span: Span; text: string } | undefined {
  const statement = statementOf(node);
  const access = accessOf(file, node, server, name);
  if (!statement || !access || !isWholeStatement(statement, node)) return undefined;
  const { text } = file.tree.root;
  const timer = ['heartbeat', 'heartbeatTimer', 'pingTimer'].find(
    (each) => !new RegExp(`\\b${each}\\b`).test(text),
  );
  if (timer === undefined || /\bisAlive\b/.test(text)) return undefined;
  const typed = /typescript|tsx/.test(file.facts.language);
  const [step, end, indent] = [stepOf(file), semicolonOf(file), indentOf(file, statement)];
  const lines = typed
    ? [
        `const isAlive = new WeakMap<object, boolean>()${end}`,
        '// Ends connections that did not answer the last ping: their other side is gone.',
        `const ${timer} = setInterval(() => {`,
        `${step}for (const client of ${access.clients}) {`,
        `${step}${step}if (isAlive.get(client) === false) {`,
        `${step}${step}${step}client.terminate()${end}`,
        `${step}${step}${step}continue${end}`,
        `${step}${step}}`,
        `${step}${step}isAlive.set(client, false)${end}`,
        `${step}${step}client.once('pong', () => isAlive.set(client, true))${end}`,
        `${step}${step}client.ping()${end}`,
        `${step}}`,
        `}, 30_000)${end}`,
        `${access.onClose(`clearInterval(${timer})`)}${end}`,
      ]
    : [
        '// Ends connections that did not answer the last ping: their other side is gone.',
        `const ${timer} = setInterval(() => {`,
        `${step}for (const client of ${access.clients}) {`,
        `${step}${step}if (client.isAlive === false) {`,
        `${step}${step}${step}client.terminate()${end}`,
        `${step}${step}${step}continue${end}`,
        `${step}${step}}`,
        `${step}${step}client.isAlive = false${end}`,
        `${step}${step}client.once('pong', () => {`,
        `${step}${step}${step}client.isAlive = true${end}`,
        `${step}${step}})${end}`,
        `${step}${step}client.ping()${end}`,
        `${step}}`,
        `}, 30_000)${end}`,
        `${access.onClose(`clearInterval(${timer})`)}${end}`,
      ];
  return {
    span: { start: statement.end, end: statement.end },
    text: lines.map((line) => `\n${indent}${line}`).join(''),
  };
}

function accessOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  { made, clients }: SocketServer,
  name: string | undefined,
): Access | undefined {
  if (clients === undefined) return undefined;
  if (made !== 'registered')
    return name === undefined
      ? undefined
      : { clients: `${name}.${clients}`, onClose: (stop) => `${name}.on('close', () => ${stop})` };
  const callee = unwrap(node.expression);
  const app = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  if (!app || !ts.isIdentifier(app)) return undefined;
  return {
    clients: `${file.text(app)}.${clients}`,
    onClose: (stop) => `${file.text(app)}.addHook('onClose', async () => ${stop})`,
  };
}

/** The statement does nothing else: it stands in a block and not behind an `if`. */
function isWholeStatement(statement: ts.Statement, node: ts.Node): boolean {
  if (
    !ts.isBlock(statement.parent) &&
    !ts.isSourceFile(statement.parent) &&
    !ts.isModuleBlock(statement.parent)
  )
    return false;
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.length === 1;
  if (!ts.isExpressionStatement(statement)) return false;
  const expression = unwrap(statement.expression);
  return expression === node || (ts.isBinaryExpression(expression) && unwrap(expression.right) === node);
}
