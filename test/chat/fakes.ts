import type { Knowledge } from '../../src/chat/knowledge';
import type { AnswerEvent, Provider, Question } from '../../src/chat/provider';
import type {
  CheckChangesResult,
  ContextResult,
  RuleDocumentResult,
  WireFinding,
  WireRange,
  WireTable,
} from '../../src/server/protocol';

export const root = 'file:///projects/shop';
export const ticketsUri = `${root}/src/routes/tickets.js`;

export const ticketsText = `const { pool } = require('../db');

async function listTickets(req, res) {
  const { rows } = await pool.query('SELECT * FROM tickets WHERE tenant_id = $1', [req.tenantId]);
  res.json(rows);
}

async function showTicket(req, res) {
  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [req.params.id]);
  res.json(rows[0]);
}
`;

/** The range of the nth occurrence of `part` in `text`. */
export function rangeOf(text: string, part: string, nth = 1): WireRange {
  let at = -1;
  for (let i = 0; i < nth; i++) at = text.indexOf(part, at + 1);
  if (at < 0) throw new Error(`no occurrence ${nth} of ${JSON.stringify(part)}`);
  const position = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  return { start: position(at), end: position(at + part.length) };
}

export function selectStar(nth: number): WireFinding {
  const range = rangeOf(ticketsText, '*', nth);
  return {
    ruleId: 'database/select-star',
    title: 'SELECT * in application code',
    severity: 'warning',
    message: '`SELECT *` on table tickets reads all 3 columns; name the ones you need.',
    uri: ticketsUri,
    path: 'src/routes/tickets.js',
    range,
    related: [],
    fixes: [
      {
        title: 'Name the columns',
        safe: true,
        changes: [{ uri: ticketsUri, version: 3, edits: [{ range, newText: 'id, tenant_id, title' }] }],
      },
    ],
  };
}

export function missingTenant(): WireFinding {
  return {
    ruleId: 'database/missing-tenant-filter',
    title: 'Query without its tenant',
    severity: 'error',
    message: 'This SELECT on tickets has no predicate on tenant_id: any tenant reads any *ticket*.',
    uri: ticketsUri,
    path: 'src/routes/tickets.js',
    range: rangeOf(ticketsText, 'SELECT * FROM tickets WHERE id = $1'),
    related: [
      {
        uri: `${root}/migrations/001.sql`,
        path: 'migrations/001.sql',
        range: { start: { line: 11, character: 2 }, end: { line: 11, character: 11 } },
        message: 'The tenant column is defined here.',
      },
    ],
    fixes: [],
  };
}

export const documents: Record<string, RuleDocumentResult> = {
  'database/select-star': {
    ruleId: 'database/select-star',
    title: 'SELECT * in application code',
    severity: 'warning',
    markdown: `# SELECT * in application code

## Issue

A query takes every column that the table happens to have.

## Root cause

The query was written before anybody knew which columns it needs.

\`\`\`js
## Impact inside code is no heading
\`\`\`

## Impact

Every new column travels with each row.

## Recommendation

Name the columns. Before:

\`\`\`sql
SELECT * FROM users;
\`\`\`

After:

\`\`\`sql
SELECT id, name FROM users;
\`\`\`

Then a covering index can serve the query.

## Trade-off

Fine in a script that runs once.

## Options

Not part of the answer.
`,
  },
  'database/missing-tenant-filter': {
    ruleId: 'database/missing-tenant-filter',
    title: 'Query without its tenant',
    severity: 'error',
    markdown: `# Query without its tenant\n\n## Issue\n\nA row is looked up without its tenant.\n\n## Root cause\n\nIdentity is taken for authorization.\n\n## Impact\n\nOne guessed id opens a foreign ticket.\n\n## Recommendation\n\nAdd the predicate:\n\n\`\`\`sql\nWHERE id = $1 AND tenant_id = $2\n\`\`\`\n\n## Trade-off\n\nRow-level security does it once for all.\n`,
  },
  'security/jwt-no-expiry': {
    ruleId: 'security/jwt-no-expiry',
    title: 'Token that never expires',
    severity: 'error',
    markdown: `# Token that never expires\n\n## Issue\n\nA JWT without an end.\n\n## Root cause\n\nR\n\n## Impact\n\nI\n\n## Recommendation\n\nSet expiresIn.\n\n## Trade-off\n\nT\n`,
  },
};

export function contextOf(findings: WireFinding[], more: Partial<ContextResult> = {}): ContextResult {
  return {
    uri: ticketsUri,
    path: 'src/routes/tickets.js',
    languageId: 'javascript',
    code: ticketsText,
    firstLine: 1,
    lastLine: ticketsText.split('\n').length,
    findings,
    otherFindings: 0,
    tables: [],
    routes: [],
    rulesRun: Object.keys(documents),
    document: { version: 3 },
    ...more,
  };
}

export const ticketsTable: WireTable = {
  name: 'tickets',
  columns: ['id', 'tenant_id', 'title'].map((name) => ({ name, type: 'uuid', notNull: true })),
  primaryKey: ['id'],
  uniques: [],
  foreignKeys: [],
  indexes: [['tenant_id']],
  rowSecurity: false,
  tenantColumn: 'tenant_id',
};

export const nothingChanges: CheckChangesResult = { syntaxErrors: [], gone: [], brought: [] };

/** A project of one file; each answer can be replaced. */
export function knowledgeOf(context: ContextResult, more: Partial<Knowledge> = {}): Knowledge {
  return {
    // As the server does: whole lines of the range.
    context: async ({ range }) =>
      range
        ? {
            ...context,
            code: ticketsText
              .split('\n')
              .slice(range.start.line, range.end.line + 1)
              .join('\n'),
          }
        : context,
    rule: async (id) => documents[id] ?? null,
    rules: async () =>
      Object.values(documents).map(({ ruleId, title, severity }) => ({ ruleId, title, severity })),
    checkChanges: async () => ({
      ...nothingChanges,
      gone: context.findings.filter(({ fixes }) => fixes.length > 0),
    }),
    readText: async (uri) => (uri === ticketsUri ? { text: ticketsText, version: 3 } : undefined),
    locate: async (path) => {
      if (/(^|\/)(\.\.|\.git|node_modules)(\/|$)/.test(path))
        return { ok: false, reason: `${path} is out of bounds.` };
      const uri = `${root}/${path}`;
      return { ok: true, uri, path, exists: uri === ticketsUri };
    },
    findings: async ({ limit }) => ({
      findings: context.findings.slice(0, limit).map(({ ruleId, severity, message, uri, path, range }) => ({
        ruleId,
        severity,
        message,
        uri,
        path,
        line: range.start.line + 1,
      })),
      total: context.findings.length,
    }),
    tables: async ({ name }) => ({
      tables: name === undefined || name === 'tickets' ? [ticketsTable] : [],
      names: ['tickets'],
    }),
    routes: async () => ({ routes: [], total: 0 }),
    search: async ({ text }) => {
      const matches = ticketsText
        .split('\n')
        .map((line, index) => ({ path: 'src/routes/tickets.js', line: index + 1, text: line }))
        .filter((line) => line.text.includes(text));
      return { matches, total: matches.length };
    },
    // As the engine does for what has a known form, and no more than tests need.
    secrets: async ({ texts }) => ({
      texts: texts.map(({ text }) =>
        [...text.matchAll(/hunter2|sk_live_\w+/g)].map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
        })),
      ),
    }),
    project: async () => ({
      files: 1,
      dialects: ['postgresql'],
      tables: 1,
      routes: 0,
      apps: [],
      principles: [],
      criticalPaths: [],
      findings: [],
    }),
    changes: async () => undefined,
    ...more,
  };
}

/** Everything that a provider says to a question. */
export async function answerOf(
  provider: Provider,
  question: Partial<Question>,
  knowledge: Knowledge,
): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  const request = { question: { text: '', targets: [], ...question }, history: [], knowledge };
  for await (const event of provider.answer(request, new AbortController().signal)) events.push(event);
  return events;
}

export function textOf(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.delta : '')).join('');
}

/** A provider that says what it is told to, one event at a time. */
export function scripted(script: (signal: AbortSignal) => AsyncIterable<AnswerEvent>): Provider {
  return { id: 'scripted', label: 'Scripted', answer: (_request, signal) => script(signal) };
}
