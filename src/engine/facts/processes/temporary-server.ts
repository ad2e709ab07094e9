import { enclosingFunction, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';

/** Paths to which a browser is sent back after it has logged somebody in. */
const comesBack = /^\/?$|callback|oauth|auth|token|login|redirect|code/i;

/** Whether what listens is there for a while only: it tells everybody to wait, or waits for one request itself. */
export function isTemporary(file: FileReader, listen: ts.CallExpression): boolean {
  return isStandIn(file, listen) || closesItself(file, listen);
}

/** `createServer((req, res) => { res.writeHead(503); res.end(page); })`: it says the same to whoever asks, until the real server takes over. */
function isStandIn(file: FileReader, listen: ts.CallExpression): boolean {
  const callee = unwrap(listen.expression);
  const made = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  const handler = made && ts.isCallExpression(made) && made.arguments[made.arguments.length - 1];
  if (!handler || !isFunctionNode(handler) || !handler.body) return false;
  const [request, response] = handler.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  if (!request || !response || !/\b503\b/.test(file.text(handler.body))) return false;
  const isConstant = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node.text === request) return false;
    if (ts.isCallExpression(node) && !file.text(node.expression).startsWith(`${response}.`)) return false;
    return ts.forEachChild(node, (child) => !isConstant(child) || undefined) !== true;
  };
  return isConstant(handler.body);
}

/**
 * What waits for one request and is closed by whoever answers it: a program of the command line that logs somebody in by the browser. It is made in a function, and its own
 * handler closes it.
 */
function closesItself(file: FileReader, listen: ts.CallExpression): boolean {
  if (!/\.close\s*\(/.test(file.tree.root.text)) return false;
  const around = enclosingFunction(listen);
  if (!around) return false;
  const server = serverOf(listen);
  const declaration = server && file.tree.declarationOf(server);
  if (!server || !declaration || !enclosingFunction(declaration)) return false;
  for (const operation of file.tree.operationsIn(around)) {
    if (!ts.isCallExpression(operation)) continue;
    const callee = unwrap(operation.expression);
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'close') continue;
    const closed = unwrap(callee.expression);
    if (!ts.isIdentifier(closed) || closed.text !== server.text) continue;
    if (file.tree.declarationOf(closed) === declaration && isInOwnHandler(operation, around)) return true;
  }
  return false;
}

/** The variable that a server is in: what `listen` is called on, or what its result is put into. */
function serverOf(listen: ts.CallExpression): ts.Identifier | undefined {
  const { parent } = listen;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name;
  const callee = unwrap(listen.expression);
  const receiver = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  return receiver && ts.isIdentifier(receiver) ? receiver : undefined;
}

/** Whether a call stands in what answers requests, itself or in a callback there. */
function isInOwnHandler(node: ts.Node, around: ts.Node): boolean {
  for (let at = node.parent; at && at !== around; at = at.parent) {
    if (!isFunctionNode(at) || !ts.isCallExpression(at.parent)) continue;
    const name = calleeName(at.parent.expression);
    const [first] = at.parent.arguments;
    const text = first && ts.isStringLiteralLike(first) ? first.text : undefined;
    if (name === 'createServer') return true;
    if (/^(on|once)$/.test(name ?? '') && text === 'request') return true;
    if (name === 'get' && text !== undefined && comesBack.test(text)) return true;
  }
  return false;
}
