import {
  enclosingFunction,
  type FunctionNode,
  isFunctionNode,
  memberName,
  ts,
  unwrap,
} from '../source/syntax-tree';
import { isProjectPath } from './access-path';
import { type ConnectionClient, connectionClient, handedOut, pooled } from './connection-clients';
import { ConnectionEffects, type Watched } from './connection-effects';
import { giveBack } from './connection-fix';
import { type Exit, free, held } from './connection-flow';
import type { AccessPath, ConnectionFact } from './facts';
import type { CallCollector, FileReader } from './file-reader';

/** What a function of the project is called that hands out a connection. */
const handsOut =
  /^(get|acquire|checkout|take|borrow|open|new|create|make|obtain|fetch|reserve)_?\w*(client|conn|connection|queryrunner)$/i;
const poolName = /pool$/i;

/** Calls that take a connection, make a client, or may do so. */
export const connectionCollector: CallCollector = {
  names: [
    'connect',
    'getConnection',
    'createQueryRunner',
    'reserve',
    'acquire',
    'Client',
    'createConnection',
    'MongoClient',
    'createClient',
    'Redis',
    'Cluster',
    'Database',
    'DatabaseSync',
    'open',
    'ConnectionPool',
    'Pool',
    'createPool',
    'postgres',
    'knex',
    'Knex',
    'PrismaClient',
    'Sequelize',
    'DataSource',
    'default',
    'getClient',
    'getDbClient',
    'acquireClient',
    'getDbConnection',
    'getPoolConnection',
    'acquireConnection',
    'openConnection',
    'newConnection',
    'getPoolClient',
    'checkout',
  ],
  call(node, name, file) {
    if (file.facts.role !== 'source') return;
    const taken = takenBy(node, name, file);
    if (taken) collect(node, taken, file);
  },
};

interface Taken {
  callee: AccessPath;
  client: ConnectionClient;
  assumes?: ConnectionFact['assumes'];
}

function takenBy(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  file: FileReader,
): Taken | undefined {
  const callee = file.paths.of(node.expression);
  if (callee === undefined) return unknownPool(node, name, undefined);
  const client = connectionClient(callee);
  if (client) return { callee, client };
  if (ts.isNewExpression(node)) return undefined;
  if (
    handsOut.test(name) &&
    (isProjectPath(callee) || /^(local|this)#/.test(callee)) &&
    !isMethodOfPool(node, name)
  )
    return { callee, client: handedOut, assumes: 'source' };
  if (
    isProjectPath(callee) &&
    /^(connect|getConnection|reserve)$/.test(name) &&
    ts.isPropertyAccessExpression(unwrap(node.expression))
  )
    return { callee, client: pooled, assumes: 'pool' };
  return unknownPool(node, name, callee);
}

/** `pool.getConnection()`; a function `getConnection()` is the project's own. */
function isMethodOfPool(node: ts.CallExpression, name: string): boolean {
  return name === 'getConnection' && ts.isPropertyAccessExpression(unwrap(node.expression));
}

/** `pool.connect()` of a pool that a caller or the constructor hands in: told by its name. */
function unknownPool(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  callee: AccessPath | undefined,
): Taken | undefined {
  const target = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(target) || !/^(connect|getConnection)$/.test(name)) return undefined;
  if (callee !== undefined && !/^(param:\d+|this|local)#/.test(callee)) return undefined;
  const holder = unwrap(target.expression);
  const own = ts.isIdentifier(holder) ? holder.text : (memberName(holder) ?? '');
  return poolName.test(own) ? { callee: callee ?? `local#${own}.${name}`, client: pooled } : undefined;
}

function collect(node: ts.CallExpression | ts.NewExpression, taken: Taken, file: FileReader): void {
  const within = file.within(node);
  // What a module makes when it is loaded lives as long as the process.
  if (within === undefined) return;
  const { client, callee, assumes } = taken;
  const fact: ConnectionFact = {
    callee,
    words: wordsOf(node, file),
    name: '',
    kind: client.kind,
    release: client.release,
    span: spanOf(node, file),
    open: 'handed',
    givenTo: [],
    within,
    ...(assumes === undefined ? {} : { assumes }),
  };
  const holder = holderOf(node, client, file);
  if (holder === 'handed') {
    if (isReturned(node)) file.facts.connections.push(fact);
    return;
  }
  if (holder === undefined) {
    if (isDropped(node) && client.kind === 'taken' && assumes !== 'source')
      file.facts.connections.push({ ...fact, open: 'never' });
    return;
  }
  const { watched, body, name, start } = holder;
  const around = ts.isBlock(body) ? body : body.parent;
  if (client.opens && !opensHeld(around, watched, client.opens, file)) return;
  const effects = new ConnectionEffects(file, watched);
  const exits = effects.run(body, start);
  const isOnce = runsOnce(node, file);
  const open = openOf(exits, effects, client, isOnce);
  if (open === undefined && !effects.handed) return;
  if (open !== undefined && livesOn(around, name, file)) return;
  fact.name = name;
  fact.givenTo = [...effects.givenTo];
  fact.open = open?.kind ?? 'handed';
  if (open?.at) fact.at = file.span(open.at);
  const edits = open && fact.givenTo.length === 0 ? giveBack(node, name, client, watched, file) : undefined;
  if (edits) fact.giveBack = edits;
  file.facts.connections.push(fact);
}

function openOf(
  exits: readonly Exit[],
  { released, handed }: ConnectionEffects,
  client: ConnectionClient,
  isOnce: boolean,
): { kind: 'never' | 'path' | 'throws'; at?: ts.Node } | undefined {
  if (exits.length === 0) return undefined;
  const normal = exits.find((each) => each.kind !== 'throw');
  if (released === 0) {
    if (handed || !normal) return handed ? undefined : isOnce ? undefined : { kind: 'never' };
    return isOnce && client.kind !== 'taken' ? undefined : { kind: 'never' };
  }
  if (normal) return { kind: 'path', at: normal.node };
  const thrown = exits[0];
  return isOnce || !thrown ? undefined : { kind: 'throws', at: thrown.node };
}

interface Holder {
  watched: Watched;
  body: ts.ConciseBody;
  name: string;
  start: number;
}

/** Where the connection goes: into a local variable, to a callback, or to an owner; undefined where nothing holds it. */
function holderOf(
  node: ts.CallExpression | ts.NewExpression,
  client: ConnectionClient,
  file: FileReader,
): Holder | 'handed' | undefined {
  const around = enclosingFunction(node);
  if (!around?.body) return undefined;
  const callback = node.arguments?.[node.arguments.length - 1];
  const given = callback && unwrap(callback);
  if (given && isFunctionNode(given) && client.kind === 'taken') return inCallback(given, client, file);
  let at: ts.Node = node;
  while (ts.isAwaitExpression(at.parent) || isTransparent(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === at) {
    const then = parent.parent;
    if (parent.name.text === 'then' && ts.isCallExpression(then)) {
      const first = then.arguments[0] && unwrap(then.arguments[0]);
      return first && isFunctionNode(first) ? inThen(first, then, client, file) : undefined;
    }
    // `await new MongoClient(url).connect()`
    if (client.opens?.test(parent.name.text) && ts.isCallExpression(then)) {
      let whole: ts.Node = then;
      while (ts.isAwaitExpression(whole.parent) || isTransparent(whole.parent)) whole = whole.parent;
      return named(whole, node, around, client, file);
    }
    return 'handed';
  }
  return named(at, node, around, client, file);
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
  client: ConnectionClient,
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
    watched: { acquisition: node, symbol, release: client.releases, lent: client.kind === 'taken' },
    body: around.body,
    name: variable.text,
    start: free,
  };
}

function isConst(list: ts.Node): boolean {
  return /^\s*(const|let|var)\b/.test(list.getText());
}

/** `pool.getConnection((error, connection) => …)`, `pool.connect((error, client, done) => …)`. */
function inCallback(callback: FunctionNode, client: ConnectionClient, file: FileReader): Holder | undefined {
  const [error, connection, done] = callback.parameters.map((each) =>
    ts.isIdentifier(each.name) ? each.name : undefined,
  );
  if (!callback.body) return undefined;
  // A callback that takes one thing is given the connection by a helper, which gives it back.
  if (!connection) return undefined;
  const symbol = file.tree.symbolOf(connection);
  if (!symbol) return undefined;
  const watched: Watched = { symbol, release: client.releases, lent: client.kind === 'taken' };
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
  client: ConnectionClient,
  file: FileReader,
): Holder | undefined {
  const [parameter] = callback.parameters;
  if (!callback.body || !parameter || !ts.isIdentifier(parameter.name)) return undefined;
  const symbol = file.tree.symbolOf(parameter.name);
  // What follows in the chain may hold it in a variable outside.
  return symbol && then
    ? {
        watched: { symbol, release: client.releases, lent: client.kind === 'taken' },
        body: callback.body,
        name: parameter.name.text,
        start: held,
      }
    : undefined;
}

function isReturned(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isAwaitExpression(at) || isTransparent(at)) at = at.parent;
  return ts.isReturnStatement(at) || (ts.isArrowFunction(at) && !ts.isBlock(at.body));
}

/** A call whose result nobody keeps: `await pool.connect();`. */
function isDropped(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isAwaitExpression(at) || isTransparent(at)) at = at.parent;
  if (!ts.isExpressionStatement(at)) return false;
  return !ts.isCallExpression(node) || !node.arguments.some((each) => isFunctionNode(unwrap(each)));
}

function opensHeld(around: ts.Node, watched: Watched, opens: RegExp, file: FileReader): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      opens.test(node.expression.name.text)
    ) {
      const root = unwrap(node.expression.expression);
      found =
        root === watched.acquisition ||
        (ts.isIdentifier(root) && file.tree.symbolOf(root) === watched.symbol);
    }
    ts.forEachChild(node, visit);
  };
  visit(around);
  return found;
}

/** A connection that listens for notifications lives as long as the process. */
function livesOn(around: ts.Node, name: string, file: FileReader): boolean {
  const text = file.text(around);
  return new RegExp(
    `\\b${name.replace(/\$/g, '\\$')}\\s*\\.\\s*(on\\(\\s*['"\`](notification|message|pmessage)|subscribe\\(|pSubscribe\\(|query\\(\\s*['"\`]\\s*LISTEN\\b)`,
    'i',
  ).test(text);
}

const startUp =
  /^(main|bootstrap|start\w*|init\w*|setup\w*|run|boot|listen|create(App|Server)|build(App|Server)?|configure\w*|connect(To)?(DB|Database|Mongo|Redis)?|shutdown\w*|seed\w*|migrate\w*|\w*migrations?)$/i;

/** Whether a function runs once, when the process starts: the file calls it itself, or its name says so. */
function runsOnce(node: ts.Node, file: FileReader): boolean {
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    const index = file.functionIndex.get(at);
    const name = (index === undefined ? '' : (file.facts.functions[index]?.name ?? '')).replace(/^.*\./, '');
    if (startUp.test(name)) return true;
    if (name === '' && ts.isCallExpression(calledOn(at)) && enclosingFunction(at) === undefined) return true;
    const calls = file.values.callsOf(at);
    if (calls && calls.length > 0 && calls.every((call) => enclosingFunction(call) === undefined))
      return true;
  }
  return false;
}

/** What a function expression is called by, where it stands: `(async () => { … })()`. */
function calledOn(node: ts.Node): ts.Node {
  let at = node.parent;
  while (ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isCallExpression(at) && unwrap(at.expression) === node ? at : node;
}

function wordsOf(node: ts.CallExpression | ts.NewExpression, file: FileReader): string {
  const callee = file.words(node.expression, 40);
  return `${ts.isNewExpression(node) ? 'new ' : ''}${callee}()`;
}

function spanOf(node: ts.CallExpression | ts.NewExpression, file: FileReader) {
  const whole = file.span(node);
  return ts.isNewExpression(node) || (node.arguments?.length ?? 0) > 0
    ? { start: whole.start, end: file.span(node.expression).end }
    : whole;
}

/** Functions that give back what they are given: `function finish(client) { client.release(); }`. */
export function collectConnectionReleasers(calls: readonly ts.CallExpression[], file: FileReader): void {
  for (const node of calls) {
    const callee = unwrap(node.expression);
    if (
      !ts.isPropertyAccessExpression(callee) ||
      !/^(release|end|close|destroy|quit|\$?disconnect)$/.test(callee.name.text)
    )
      continue;
    const receiver = unwrap(callee.expression);
    if (
      !ts.isIdentifier(receiver) ||
      !/client|conn|runner|pool|db|database|redis|prisma/i.test(receiver.text)
    )
      continue;
    const declaration = file.tree.declarationOf(receiver);
    const index =
      declaration && ts.isParameter(declaration) && isFunctionNode(declaration.parent)
        ? file.functionIndex.get(declaration.parent)
        : undefined;
    if (index !== undefined) file.facts.connectionReleasers.push({ function: index });
  }
}
