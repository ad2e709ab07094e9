import { type App, defineProjectRule, type RuleFix } from '../../../src/engine';

export default defineProjectRule(
  {
    id: 'infrastructure/missing-correlation-id',
    title: 'Log lines that no request can be told from',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    absence: 'logger',
    messages: {
      missing:
        '{{app}} logs while it handles requests, but gives no request an id, so the lines of one request cannot be told from those of another. Take x-request-id or make an id for each request, and log with it.',
    },
  },
  ({ model, report, text }) => {
    for (const app of model.apps) {
      const found = model.requestLogOf(app);
      if (!found) continue;
      const fix = addContext(app, text);
      report(app.listens.path, {
        messageId: 'missing',
        data: { app: app.name },
        span: app.listens.server.calleeSpan,
        related: [{ path: found.path, span: found.log.span, message: 'This line is logged for a request.' }],
        fixes: fix ? [fix] : [],
      });
    }
  },
);

/** Middleware before all else that keeps the request's id for whatever runs on its behalf. */
function addContext(app: App, textOf: (path: string) => string): RuleFix | undefined {
  const place = app.first;
  if (!place) return undefined;
  const text = textOf(place.path);
  const owner = /^[A-Za-z_$][\w$]*(?=\s*\.)/.exec(text.slice(place.span.start))?.[0];
  if (owner === undefined || /\brequestContext\b/.test(text)) return undefined;
  const lineStart = text.lastIndexOf('\n', place.span.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const semicolon = /;\s*\n/.test(text) ? ';' : '';
  const isModule = /^import\b/m.test(text);
  const start = importPlace(text, isModule);
  const imported = isModule
    ? `import { AsyncLocalStorage } from 'node:async_hooks'${semicolon}\n`
    : `const { AsyncLocalStorage } = require('node:async_hooks')${semicolon}\n`;
  const lines = [
    `const requestContext = new AsyncLocalStorage()${semicolon}`,
    `${owner}.use((req, res, next) => {`,
    `  const requestId = req.get('x-request-id') ?? crypto.randomUUID()${semicolon}`,
    `  res.set('x-request-id', requestId)${semicolon}`,
    `  requestContext.run({ requestId }, next)${semicolon}`,
    `})${semicolon}`,
  ];
  const edits = [
    { span: { start, end: start }, text: imported },
    {
      span: { start: lineStart, end: lineStart },
      text: `${lines.map((line) => indent + line).join('\n')}\n\n`,
    },
  ];
  return {
    title: 'Give each request an id, from x-request-id or new',
    safe: false,
    changes: [{ path: place.path, edits }],
  };
}

/** Before the first import, behind what must come first: a shebang, comments, `'use strict'`. */
function importPlace(text: string, isModule: boolean): number {
  const first = isModule ? /^import\b/m.exec(text) : /^(const|let|var)\b/m.exec(text);
  return first?.index ?? 0;
}
