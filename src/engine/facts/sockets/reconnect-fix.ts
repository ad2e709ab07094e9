import type { Span } from '../../source/span';
import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { type Aliases, isAlias } from './aliases';
import { indentOf, type SocketFile, semicolonOf, statementOf, stepOf } from './socket-file';

interface Edit {
  span: Span;
  text: string;
}

/**
 * `const socket = new WebSocket(url)` with the handlers that follow it, made a function that calls itself again when the socket closes: with
 * full jitter, up to half a minute apart. A clean-up that closes the socket stops it. Undefined where somebody else holds the socket or closes it.
 */
export function addReconnect(
  sockets: SocketFile,
  node: ts.NewExpression,
  aliases: Aliases,
): { title: string; edits: Edit[] } | undefined {
  const { file } = sockets;
  const statement = statementOf(node);
  if (!statement || !ts.isVariableStatement(statement) || statement.modifiers) return undefined;
  const [declaration, second] = statement.declarationList.declarations;
  if (!declaration || second || !ts.isIdentifier(declaration.name) || declaration.initializer !== node)
    return undefined;
  if (aliases.returned || aliases.handedAway || aliases.places.size > 1) return undefined;
  const block = statement.parent;
  if (!ts.isBlock(block) && !ts.isSourceFile(block)) return undefined;
  const { text } = file.tree.root;
  if (/\b(connect|attempt|retryTimer|stopped)\b/.test(text)) return undefined;
  const name = declaration.name.text;
  const moved = handlersAfter(sockets, block.statements, statement, aliases);
  const cleanup = cleanupOf(file, block.statements, name);
  const closed = closesOf(sockets, aliases);
  if (closed.some((each) => !cleanup || each.pos < cleanup.statement.pos || each.end > cleanup.statement.end))
    return undefined;
  const last = moved.at(-1) ?? statement;
  const [step, end, indent] = [stepOf(file), semicolonOf(file), indentOf(file, statement)];
  const typed = /typescript|tsx/.test(file.facts.language);
  const body = [
    `${name} = ${file.text(node)}${end}`,
    `${name}.addEventListener('open', () => {`,
    `${step}attempt = 0${end}`,
    `})${end}`,
    `${name}.addEventListener('close', () => {`,
    ...(cleanup ? [`${step}if (stopped) return${end}`] : []),
    `${step}// Full jitter: clients that lost the same server do not come back at the same moment.`,
    `${step}${cleanup ? 'retryTimer = ' : ''}setTimeout(connect, Math.random() * Math.min(30_000, 500 * 2 ** attempt))${end}`,
    `${step}attempt += 1${end}`,
    `})${end}`,
    ...moved.map((each) => file.text(each)),
  ];
  const lines = [
    `let ${name}${typed ? ': WebSocket' : ''}${end}`,
    `let attempt = 0${end}`,
    ...(cleanup
      ? [
          `let stopped = false${end}`,
          `let retryTimer${typed ? ': ReturnType<typeof setTimeout> | undefined' : ''}${end}`,
        ]
      : []),
    'const connect = () => {',
    ...body.map((line) => `${step}${line.split('\n').join(`\n${step}`)}`),
    `}${end}`,
    `connect()${end}`,
  ];
  const start = statement.getStart(file.tree.root);
  const edits: Edit[] = [{ span: { start, end: last.end }, text: lines.join(`\n${indent}`) }];
  if (cleanup) edits.push(stop(file, cleanup, end));
  return { title: 'Reconnect with capped backoff and jitter', edits };
}

/** The statements straight after the declaration that listen to the socket. */
function handlersAfter(
  sockets: SocketFile,
  statements: ts.NodeArray<ts.Statement>,
  statement: ts.Statement,
  aliases: Aliases,
): ts.Statement[] {
  const found: ts.Statement[] = [];
  for (const each of statements.slice(statements.indexOf(statement) + 1)) {
    const listens = sockets.registrations.some(
      ({ node, receiver }) => statementOf(node) === each && isAlias(sockets, aliases, receiver),
    );
    const sets =
      ts.isExpressionStatement(each) &&
      ts.isBinaryExpression(each.expression) &&
      ts.isPropertyAccessExpression(each.expression.left) &&
      isAlias(sockets, aliases, each.expression.left.expression);
    if (!listens && !sets) break;
    found.push(each);
  }
  return found;
}

interface Cleanup {
  statement: ts.ReturnStatement;
  callback: ts.ArrowFunction | ts.FunctionExpression;
}

/** `return () => socket.close()`, of an effect. */
function cleanupOf(
  file: FileReader,
  statements: ts.NodeArray<ts.Statement>,
  name: string,
): Cleanup | undefined {
  const statement = statements.at(-1);
  if (!statement || !ts.isReturnStatement(statement) || !statement.expression) return undefined;
  const callback = unwrap(statement.expression);
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
  return new RegExp(`\\b${name}\\??\\.close\\(`).test(file.text(callback))
    ? { statement, callback }
    : undefined;
}

function closesOf(sockets: SocketFile, aliases: Aliases): ts.CallExpression[] {
  return sockets.calls.filter(
    ({ expression }) =>
      ts.isPropertyAccessExpression(expression) &&
      /^(close|terminate)$/.test(expression.name.text) &&
      isAlias(sockets, aliases, expression.expression),
  );
}

/** The clean-up stops the next attempt before it closes the socket. */
function stop(file: FileReader, { statement, callback }: Cleanup, end: string): Edit {
  const [step, indent] = [stepOf(file), indentOf(file, statement)];
  const before = [`stopped = true${end}`, `clearTimeout(retryTimer)${end}`]
    .map((line) => `\n${indent}${step}${line}`)
    .join('');
  const { body } = callback;
  if (ts.isBlock(body)) {
    const at = body.getStart(file.tree.root) + 1;
    return { span: { start: at, end: at }, text: before };
  }
  return {
    span: file.span(body),
    text: `{${before}\n${indent}${step}${file.text(body)}${end}\n${indent}}`,
  };
}
