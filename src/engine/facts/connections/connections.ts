import type { ConnectionEntry } from '../../libraries/contract/connections';
import { enclosingFunction, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, ConnectionFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { pooled } from './connection-clients';
import { ConnectionEffects } from './connection-effects';
import { giveBack } from './connection-fix';
import type { Exit } from './connection-flow';
import { holderOf, isDropped, isReturned } from './connection-holders';
import type { Watched } from './held-connection';

/** What a function of the project is called that hands out a connection. */
const handsOut =
  /^(get|acquire|checkout|take|borrow|open|new|create|make|obtain|fetch|reserve)_?\w*(client|conn|connection|queryrunner)$/i;
const poolName = /pool$/i;

/** Calls that take a connection, make a client, or may do so. */
export const connectionCollector: CallCollector = {
  names: (libraries) => [
    ...libraries.lastNames('connections'),
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
  client: ConnectionEntry;
  assumes?: ConnectionFact['assumes'];
}

function takenBy(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  file: FileReader,
): Taken | undefined {
  const callee = file.paths.of(node.expression);
  const client = file.libraries.find('connections', callee) ?? knownByName(node, name, file);
  if (client) return { callee: callee ?? `local#${name}`, client };
  if (callee === undefined) return unknownPool(node, name, undefined);
  const generated = generatedClient(callee, file);
  if (generated) return { callee, client: generated, assumes: 'generated' };
  if (ts.isNewExpression(node)) return undefined;
  if (
    handsOut.test(name) &&
    (file.isProjectPath(callee) || /^(local|this)#/.test(callee)) &&
    !isMethodOfPool(node, name)
  )
    return { callee, client: pooled, assumes: 'source' };
  if (
    file.isProjectPath(callee) &&
    /^(connect|getConnection|reserve)$/.test(name) &&
    ts.isPropertyAccessExpression(unwrap(node.expression))
  )
    return { callee, client: pooled, assumes: 'pool' };
  return unknownPool(node, name, callee);
}

/** `PrismaClient` of `./generated/prisma/client`: a class that a generator writes into the project. */
function generatedClient(callee: AccessPath, file: FileReader): ConnectionEntry | undefined {
  const name = /#([\w$]+)$/.exec(callee)?.[1];
  if (name === undefined || !file.isProjectPath(callee)) return undefined;
  return file.libraries.all.named('connections', name).find((each) => each.generated);
}

/** `createQueryRunner()`: no other library has a call of this name. */
function knownByName(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  file: FileReader,
): ConnectionEntry | undefined {
  if (!ts.isPropertyAccessExpression(unwrap(node.expression))) return undefined;
  return file.libraries.all.named('connections', name).find((each) => each.anywhere);
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
  if (open !== undefined && (livesOn(around, name, file) || handsOutDatabase(around, name, file))) return;
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
  client: ConnectionEntry,
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

function opensHeld(around: ts.Node, watched: Watched, opens: readonly string[], file: FileReader): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      opens.includes(node.expression.name.text)
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

/** `return client.db('shop')`, `db = client.db()`: who gets the database of a MongoDB client keeps the client with it. */
function handsOutDatabase(around: ts.Node, name: string, file: FileReader): boolean {
  const text = file.text(around);
  const own = name.replace(/\$/g, '\\$');
  if (!new RegExp(`\\b${own}\\.db\\(`).test(text)) return false;
  if (new RegExp(`(\\breturn|=>)\\s+(\\{[^{}]*)?${own}\\.db\\([^()]*\\)\\s*[;,}\\n]`).test(text)) return true;
  const held = new RegExp(`(?:(const|let|var)\\s+)?([\\w$.]+)\\s*=\\s*${own}\\.db\\(`).exec(text);
  if (!held) return false;
  const [, declared, database = ''] = held;
  // What was declared elsewhere lives longer than this call.
  if (declared === undefined)
    return !new RegExp(`\\b(let|var)\\s+${database.replace(/[$.]/g, '\\$&')}\\b`).test(text);
  return new RegExp(
    `(\\breturn\\s+(\\{[^{}]*)?|[\\w$\\]]\\s*=\\s*)\\b${database.replace(/\$/g, '\\$')}\\b\\s*[;,}\\n]`,
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
      !/^(release|end|close|destroy|quit|\$?disconnect|drain)$/.test(callee.name.text)
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
