import type { FileLibraries } from '../../libraries/look-up';
import { enclosingFunction, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, ClosingFact, ProcessExitFact, SignalHandlerFact } from '../facts';
import { splitPath } from '../reading/access-path';
import { type CallCollector, calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';

/** What closing is called, whatever is closed. */
const closing =
  /^(close|closeServer|closeAll|closeAllConnections|closeIdleConnections|shutdown|shutDown|tryShutdown|forceShutdown|stop|stopServer|destroy|terminate|dispose|abort|drain|teardown|(graceful|clean|on)\w*(Shutdown|Close|Exit|Stop)|gracefully\w+|(shutdown|close|stop)[A-Z]\w*)$/;
/** What a function is called that a signal's handler may lead to. */
const ends = /shut|clos|stop|terminat|dispos|drain|exit|clean|tear|destroy|quit|end|signal|kill/i;
const clientName =
  /pool|\bdb\b|database|client|prisma|redis|cache|knex|mongo|sequelize|conn(ection)?s?\b|dataSource|queue|worker|producer|consumer|kafka|amqp|channel|cron|job|scheduler|tracer|sdk|browser|interval|timer|watcher/i;

/** How the process ends: handlers of signals, `process.exit()`, and what is closed. */
export const processCollector: CallCollector = {
  names: [
    'on',
    'once',
    'addListener',
    'prependListener',
    'addSignalListener',
    'exit',
    'enableShutdownHooks',
    'serve',
  ],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    const callee = unwrap(node.expression);
    if (name === 'enableShutdownHooks') {
      file.facts.signalHandlers.push({ signals: ['SIGTERM', 'SIGINT'], span: file.span(node), closes: true });
      return;
    }
    if (name === 'serve') {
      if (closesItself(node, file))
        file.facts.signalHandlers.push({
          signals: ['SIGTERM', 'SIGINT'],
          span: file.span(node),
          closes: true,
        });
      return;
    }
    if (name === 'once' && awaited(node, file)) return;
    if (!ts.isPropertyAccessExpression(callee)) return;
    const receiver = unwrap(callee.expression);
    if (!ts.isIdentifier(receiver) || !isProcess(receiver.text, file)) return;
    if (name === 'exit') exits(node, file);
    else handled(node, file);
  },
};

/** `serve(app)` of a library that closes its server by itself when the process is told to end, unless it is told not to. */
function closesItself(node: ts.CallExpression, file: FileReader): boolean {
  const onSignal = file.libraries.find('servers', file.paths.of(node.expression))?.onSignal;
  if (!onSignal) return false;
  const { option } = onSignal;
  return !node.arguments.some((each) => {
    const value = option === undefined ? undefined : readOptions(file, each).members.get(option);
    return value !== undefined && unwrap(value).kind === ts.SyntaxKind.FalseKeyword;
  });
}

/** `await once(process, 'SIGTERM')`: what follows it is the handler, and cannot be told from what comes before. */
function awaited(node: ts.CallExpression, file: FileReader): boolean {
  const [emitter, event] = node.arguments;
  const path = file.paths.of(node.expression);
  if (!emitter || !event || path === undefined || !file.libraries.is(splitPath(path).module, 'emitter'))
    return false;
  const source = unwrap(emitter);
  if (!ts.isIdentifier(source) || !isProcess(source.text, file)) return false;
  const within = file.within(node);
  file.facts.signalHandlers.push({
    signals: signalsOf(event, file),
    span: file.span(node),
    closes: true,
    ...(within === undefined ? {} : { within }),
  });
  return true;
}

function isProcess(name: string, file: FileReader): boolean {
  if (name === 'process' || name === 'Deno') return true;
  const specifier = file.importedFrom(name);
  return specifier !== undefined && file.libraries.is(specifier, 'process');
}

function handled(node: ts.CallExpression, file: FileReader): void {
  const [first, handler] = node.arguments;
  if (!first || !handler) return;
  const signals = signalsOf(first, file);
  if (!signals.some((each) => each === '*' || each.startsWith('SIG'))) return;
  const fact: SignalHandlerFact = { signals, span: file.span(node) };
  const ran = unboundHandler(handler);
  const index = file.functionIndex.get(ran);
  if (index !== undefined) fact.function = index;
  else {
    const path = file.paths.of(ran);
    if (path !== undefined) fact.handler = path;
  }
  const within = file.within(node);
  if (within !== undefined) fact.within = within;
  if (isForTests(node, file)) fact.forTests = true;
  file.facts.signalHandlers.push(fact);
}

/** `if (isIntegrationTest) { … }`: what a test run does says nothing about production. */
function isForTests(node: ts.Node, file: FileReader): boolean {
  for (let at = node.parent; at; at = at.parent)
    if (ts.isIfStatement(at) && /(?<!!==?.*)test/i.test(file.text(at.expression))) return true;
  return false;
}

/** `shutDown.bind(null, 'SIGTERM')` is `shutDown`; so is `shutDown('SIGTERM')`, which makes the handler. */
function unboundHandler(handler: ts.Expression): ts.Expression {
  const node = unwrap(handler);
  if (!ts.isCallExpression(node)) return node;
  const callee = unwrap(node.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'bind'
    ? unwrap(callee.expression)
    : callee;
}

/** The signals that an expression may be: a literal, or the variable of a loop over a list of them. */
function signalsOf(expression: ts.Expression, file: FileReader): string[] {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isIdentifier(node)) return [];
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return [];
  const list = listBehind(declaration);
  if (!list) return ts.isParameter(declaration) || /sig/i.test(node.text) ? ['*'] : [];
  const literal = literalList(list, file);
  if (!literal) return ['*'];
  return literal.elements.map((each) => (ts.isStringLiteralLike(each) ? each.text : '*'));
}

/** What `for (const x of LIST)`, `LIST.forEach((x) => …)` goes over. */
function listBehind(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) return loop.expression;
    return declaration.initializer;
  }
  if (!ts.isParameter(declaration)) return undefined;
  const call = declaration.parent.parent;
  if (!call || !ts.isCallExpression(call)) return undefined;
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) && /^(forEach|map)$/.test(callee.name.text)
    ? callee.expression
    : undefined;
}

function literalList(list: ts.Expression, file: FileReader): ts.ArrayLiteralExpression | undefined {
  let node = unwrap(list);
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      node = unwrap(declaration.initializer);
  }
  if (ts.isArrayLiteralExpression(node)) return node;
  return ts.isStringLiteralLike(node) ? ts.factory.createArrayLiteralExpression([node]) : undefined;
}

function exits(node: ts.CallExpression, file: FileReader): void {
  const within = file.within(node);
  const fact: ProcessExitFact = { span: file.span(node), atOnce: isAtOnce(node) };
  if (within !== undefined) fact.within = within;
  if (isOnceClosed(node)) fact.onceClosed = true;
  file.facts.processExits.push(fact);
}

/**
 * Whether an exit runs as soon as its function does: not under a condition, in a catch clause, after an `await`, or in a
 * callback that runs later.
 */
function isAtOnce(node: ts.CallExpression): boolean {
  const around = enclosingFunction(node);
  if (!around?.body || isCallback(around)) return false;
  for (let at: ts.Node = node; at !== around.body && at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent) || ts.isCatchClause(parent))
      return false;
    if (ts.isBinaryExpression(parent) && parent.right === at) return false;
    if (
      ts.isTryStatement(parent) &&
      parent.finallyBlock === at &&
      awaitsBefore(parent.tryBlock, parent.tryBlock.end)
    )
      return false;
  }
  return !awaitsBefore(around.body, node.getStart());
}

/** `server.close(() => process.exit(0))`: it runs when all is closed, and not before. */
function isOnceClosed(node: ts.CallExpression): boolean {
  const call = enclosingFunction(node)?.parent;
  return call !== undefined && ts.isCallExpression(call) && calleeName(call.expression) === 'close';
}

/** A function that is given to a call, and not as the handler of an event of the process. */
function isCallback(around: ts.Node): boolean {
  const call = around.parent;
  if (!call || !ts.isCallExpression(call) || call.expression === around) return false;
  return !/^(on|once|addListener|prependListener|addSignalListener|forEach)$/.test(
    calleeName(call.expression) ?? '',
  );
}

function awaitsBefore(body: ts.Node, end: number): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found || node.pos >= end || isFunctionNode(node)) return;
    if ((ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) && node.end <= end)
      found = true;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** What may close something that listens, in a file that has a say in how a process ends. */
export function collectClosings(calls: readonly ts.CallExpression[], file: FileReader): void {
  const { functions, signalHandlers } = file.facts;
  if (signalHandlers.length === 0 && !functions.some((each) => ends.test(each.name))) return;
  for (const node of calls) {
    const name = calleeName(node.expression);
    if (name === 'emit' && ends.test(file.text(node))) add(file, node, 'unknown');
    if (name !== undefined && closing.test(name)) {
      add(file, node, closedBy(node, name, file));
    } else if (isHandedIn(node, file)) add(file, node, 'unknown');
  }
}

/** `for (const hook of hooks) await hook()`: functions that others registered may close anything. */
function isHandedIn(node: ts.CallExpression, file: FileReader): boolean {
  const callee = unwrap(node.expression);
  if (!ts.isIdentifier(callee) || file.facts.signalHandlers.length === 0) return false;
  if (/^(resolve|reject|res|rej|next|done|cb|callback|log|require)$/.test(callee.text)) return false;
  const declaration = file.tree.declarationOf(callee);
  if (!declaration) return false;
  if (ts.isVariableDeclaration(declaration)) return ts.isForOfStatement(declaration.parent.parent);
  return ts.isParameter(declaration) || ts.isBindingElement(declaration);
}

function add(file: FileReader, node: ts.CallExpression, of: ClosingFact['of']): void {
  const fact: ClosingFact = { span: file.span(node), of };
  const within = file.within(node);
  if (within !== undefined) fact.within = within;
  file.facts.closings.push(fact);
}

/** Whether a path leads to a client of a database or a queue: ending that leaves the server open. */
export function isOfClient(path: AccessPath, known: FileLibraries): boolean {
  return known.is(splitPath(path).module, 'client') || known.find('databases', path) !== undefined;
}

/**
 * What a call closes. A client of a database or a queue is closed too when a process ends; that alone leaves the server open. An app may
 * have no `close()` at all.
 */
function closedBy(node: ts.CallExpression, name: string, file: FileReader): ClosingFact['of'] {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return 'unknown';
  const receiver = unwrap(callee.expression);
  const path = file.paths.of(receiver);
  const server = path === undefined ? undefined : file.libraries.find('servers', path);
  const isListening = path?.endsWith('.listen()') === true;
  // `app.get('server')` of an app may be anything.
  if (server?.closes === 'returned' && name === 'close' && /#\w*\(\)$/.test(path ?? '')) return 'nothing';
  if (
    server?.closes === 'own' ||
    (server?.keepsConnections && !server.keepsConnections.endedByClose) ||
    (server?.closes === 'returned' && isListening)
  )
    return 'server';
  if (path !== undefined && isOfClient(path, file.libraries)) return 'client';
  const held = ts.isIdentifier(receiver) ? receiver.text : (memberName(receiver) ?? '');
  return clientName.test(held) && !/server|app$/i.test(held) ? 'client' : 'unknown';
}
