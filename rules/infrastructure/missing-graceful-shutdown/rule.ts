import { defineProjectRule, type Process, type RuleFix, versionedName } from '../../../src/engine';

export default defineProjectRule(
  {
    id: 'infrastructure/missing-graceful-shutdown',
    title: 'Server that is cut off when its process ends',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      unhandled:
        '{{app}} listens here and does nothing on SIGTERM, so every deployment cuts off the requests in flight. On SIGTERM, close the server, then what it uses, then exit, with a deadline.',
      interrupt:
        '{{app}} closes only on SIGINT, but orchestrators and process managers send SIGTERM, so every deployment cuts off the requests in flight. Handle SIGTERM in the same way.',
      terminate:
        '{{app}} closes only on SIGTERM, but PM2 stops and reloads it with SIGINT, so every deployment cuts off the requests in flight. Handle SIGINT in the same way.',
      waits:
        '{{app}} waits without end on SIGTERM: close() waits for the open WebSocket connections of {{library}}, which closeAllConnections() spares and nothing here ends. End each of them too, and exit after a deadline.',
      open: '{{app}} handles SIGTERM here without closing its server, so the requests in flight are cut off. Close the server, then what it uses, then exit, with a deadline.',
      exits:
        '{{app}} calls process.exit() on SIGTERM before its server has closed, so the requests in flight are cut off. Exit when closing is done, with a deadline.',
    },
  },
  ({ model, report, text }) => {
    for (const process of model.processes) {
      const { ending, listens, name } = process;
      const data = { app: name };
      if (!('at' in ending)) {
        if (ending.kind === 'orderly') continue;
        const fix = addHandler(process, text(listens.path));
        report(listens.path, {
          messageId: 'unhandled',
          data,
          span: listens.server.calleeSpan,
          fixes: fix ? [fix] : [],
        });
        continue;
      }
      const manager = ending.kind === 'terminate' ? ending.manager : undefined;
      if (manager !== undefined && sendsNoSignal.test(text(manager))) continue;
      const keptBy = ending.kind === 'waits' ? ending.keptBy : undefined;
      report(ending.at.path, {
        messageId: ending.kind,
        data: keptBy ? { ...data, library: versionedName(keptBy.library, keptBy.version) } : data,
        span: ending.at.span,
        related: [
          { path: listens.path, span: listens.server.calleeSpan, message: 'It starts to listen here.' },
          ...(keptBy
            ? [{ path: keptBy.path, span: keptBy.span, message: 'Its connections stay open.' }]
            : []),
          ...(manager === undefined
            ? []
            : [{ path: manager, span: { start: 0, end: 0 }, message: 'PM2 runs it by this.' }]),
        ],
      });
    }
  },
);

/** What makes PM2 send a message, or another signal. */
const sendsNoSignal = /shutdown_with_message\s*:\s*true|kill_signal/i;

/** The handler, behind the statement that starts to listen. What else there is to close, a person knows best; a pool is found by its name. */
function addHandler({ listens, closes }: Process, text: string): RuleFix | undefined {
  const { statement, held, receiver, span, awaited } = listens.server;
  if (!statement) return undefined;
  const lineStart = text.lastIndexOf('\n', statement.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const end = /;\s*$/.test(text.slice(statement.start, statement.end)) ? ';' : '';
  const title = 'Close the server on SIGTERM and SIGINT';
  if (closes === 'hooks') {
    if (receiver === undefined) return undefined;
    const added = `${receiver}.enableShutdownHooks()${end}\n${indent}`;
    const at = { start: statement.start, end: statement.start };
    return { title, safe: false, edits: [{ span: at, text: added }] };
  }
  const handler = handlerFor(closes, held, receiver, awaited === true, /\bpool\b\s*(=|,|\})/.test(text));
  if (!handler) return undefined;
  const edits = [
    { span: { start: statement.end, end: statement.end }, text: block(handler.lines, indent, end) },
  ];
  if (handler.hold !== undefined)
    edits.unshift({ span: { start: span.start, end: span.start }, text: `const ${handler.hold} = ` });
  return { title, safe: false, edits };
}

/** What closes the server: its own promise, or the callback of `close`. `hold` names the server that `listen` returns. */
function handlerFor(
  closes: Process['closes'],
  held: string | undefined,
  receiver: string | undefined,
  awaited: boolean,
  pool: boolean,
): { lines: string[]; hold?: string } | undefined {
  const deadline = 'setTimeout(() => process.exit(1), 10_000).unref();';
  if (closes === 'promise') {
    if (receiver === undefined || !/^\w+$/.test(receiver)) return undefined;
    const close = [`await ${receiver}.close();`, ...(pool ? ['await pool.end();'] : [])];
    return {
      lines: ['async function shutDown() {', ...[deadline, ...close, 'process.exit(0);'].map(indented), '}'],
    };
  }
  const isApp = closes === 'returned';
  const server = isApp ? (held ?? 'server') : closes === 'own' ? receiver : undefined;
  if (server === undefined || !/^\w+$/.test(server) || awaited) return undefined;
  const close = pool
    ? [`${server}.close(async () => {`, '  await pool.end();', '  process.exit(0);', '});']
    : [`${server}.close(() => process.exit(0));`];
  const lines = ['function shutDown() {', ...[deadline, ...close].map(indented), '}'];
  return isApp && held === undefined ? { lines, hold: server } : { lines };
}

function indented(line: string): string {
  return `  ${line}`;
}

function block(handler: readonly string[], indent: string, end: string): string {
  const lines = [...handler, "process.on('SIGTERM', shutDown);", "process.on('SIGINT', shutDown);"];
  return `\n\n${lines.map((line) => indent + (end === '' ? line.replace(/;$/, '') : line)).join('\n')}`;
}
