import type { ConnectionEntry } from '../../libraries/contract/connections';
import { enclosingFunction, type FunctionNode, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { free, held } from './connection-flow';
import type { Watched } from './held-connection';

export interface Holder {
  watched: Watched;
  body: ts.ConciseBody;
  name: string;
  start: number;
}

/** Where the connection goes: into a local variable, to a callback, or to an owner; undefined where nothing holds it. */
export function holderOf(
  node: ts.CallExpression | ts.NewExpression,
  client: ConnectionEntry,
  file: FileReader,
): Holder | 'handed' | undefined {
  const around = enclosingFunction(node);
  if (!around?.body) return undefined;
  const callback = node.arguments?.[node.arguments.length - 1];
  const given = callback && unwrap(callback);
  if (given && isFunctionNode(given) && client.kind === 'taken') return inCallback(given, client, file);
  let at: ts.Node = node;
  while (ts.isAwaitExpression(at.parent) || isTransparent(at.parent)) at = at.parent;
  // `createClient().on('error', log).connect()`: a listener changes nothing.
  if (client.kind === 'connection') at = afterListeners(at);
  const { parent } = at;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === at) {
    const then = parent.parent;
    if (parent.name.text === 'then' && ts.isCallExpression(then)) {
      const first = then.arguments[0] && unwrap(then.arguments[0]);
      return first && isFunctionNode(first) ? inThen(first, then, client, file) : undefined;
    }
    // `await new MongoClient(url).connect()`, `await createClient().connect()`, `await mongoose.createConnection(url).asPromise()`
    const givesItself = /^(connect|asPromise)$/.test(parent.name.text) && client.kind === 'connection';
    const opensItself = parent.name.text !== 'db' && client.opens?.includes(parent.name.text);
    if ((givesItself || opensItself) && ts.isCallExpression(then)) {
      let whole: ts.Node = then;
      while (ts.isAwaitExpression(whole.parent) || isTransparent(whole.parent)) whole = whole.parent;
      return named(whole, node, around, client, file);
    }
    return 'handed';
  }
  return named(at, node, around, client, file);
}

function afterListeners(node: ts.Node): ts.Node {
  let at = node;
  while (
    ts.isPropertyAccessExpression(at.parent) &&
    /^(on|once)$/.test(at.parent.name.text) &&
    ts.isCallExpression(at.parent.parent)
  )
    at = at.parent.parent;
  return at;
}

function isTransparent(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

function named(
  at: ts.Node,
  node: ts.CallExpression | ts.NewExpression,
  around: FunctionNode,
  client: ConnectionEntry,
  file: FileReader,
): Holder | 'handed' | undefined {
  const { parent } = at;
  let variable: ts.Identifier | undefined;
  if (ts.isVariableDeclaration(parent)) {
    // `using` gives back by itself.
    if ((parent.parent.flags & ts.NodeFlags.BlockScoped) >= ts.NodeFlags.Using && !isConst(parent.parent))
      return 'handed';
    if (!ts.isIdentifier(parent.name)) return 'handed';
    variable = parent.name;
  } else if (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(parent.left)
  ) {
    variable = parent.left;
  } else return ts.isExpressionStatement(parent) ? undefined : 'handed';
  const symbol = file.tree.symbolOf(variable);
  const declaration = file.tree.declarationOf(variable);
  // A variable of an outer function, or of the module, is its owner.
  if (!symbol || !declaration || !around.body || enclosingFunction(declaration) !== around) return 'handed';
  if (ts.isParameter(declaration)) return 'handed';
  return {
    watched: { acquisition: node, symbol, lent: client.kind === 'taken', release: client.release },
    body: around.body,
    name: variable.text,
    start: free,
  };
}

function isConst(list: ts.Node): boolean {
  return /^\s*(const|let|var)\b/.test(list.getText());
}

/** `pool.getConnection((error, connection) => …)`, `pool.connect((error, client, done) => …)`. */
function inCallback(callback: FunctionNode, client: ConnectionEntry, file: FileReader): Holder | undefined {
  const [error, connection, done] = callback.parameters.map((each) =>
    ts.isIdentifier(each.name) ? each.name : undefined,
  );
  if (!callback.body) return undefined;
  // A callback that takes one thing is given the connection by a helper, which gives it back.
  if (!connection) return undefined;
  const symbol = file.tree.symbolOf(connection);
  if (!symbol) return undefined;
  const watched: Watched = { symbol, lent: client.kind === 'taken', release: client.release };
  const errorSymbol = error && file.tree.symbolOf(error);
  const doneSymbol = done && file.tree.symbolOf(done);
  if (errorSymbol) watched.error = errorSymbol;
  if (doneSymbol) watched.done = doneSymbol;
  return { watched, body: callback.body, name: connection.text, start: held };
}

/** `pool.connect().then((client) => …)`, with what follows in the chain. */
function inThen(
  callback: FunctionNode,
  then: ts.CallExpression,
  client: ConnectionEntry,
  file: FileReader,
): Holder | undefined {
  const [parameter] = callback.parameters;
  if (!callback.body || !parameter || !ts.isIdentifier(parameter.name)) return undefined;
  const symbol = file.tree.symbolOf(parameter.name);
  // What follows in the chain may hold it in a variable outside.
  return symbol && then
    ? {
        watched: { symbol, lent: client.kind === 'taken', release: client.release },
        body: callback.body,
        name: parameter.name.text,
        start: held,
      }
    : undefined;
}

export function isReturned(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isAwaitExpression(at) || isTransparent(at)) at = at.parent;
  return ts.isReturnStatement(at) || (ts.isArrowFunction(at) && !ts.isBlock(at.body));
}

/** A call whose result nobody keeps: `await pool.connect();`. */
export function isDropped(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isAwaitExpression(at) || isTransparent(at)) at = at.parent;
  if (!ts.isExpressionStatement(at)) return false;
  return !ts.isCallExpression(node) || !node.arguments.some((each) => isFunctionNode(unwrap(each)));
}
