import assert from 'node:assert/strict';
import { RulebookProvider } from '../../src/chat/rulebook/rulebook';
import type { Target } from '../../src/chat/target';
import {
  answerOf,
  contextOf,
  documents,
  knowledgeOf,
  missingTenant,
  selectStar,
  textOf,
  ticketsText,
  ticketsUri,
} from './fakes';

const target: Target = {
  uri: ticketsUri,
  path: 'src/routes/tickets.js',
  range: { start: { line: 2, character: 0 }, end: { line: 10, character: 1 } },
};
const rulebook = new RulebookProvider();

describe('rulebook: findings in the code', () => {
  it('answers in the five parts, in order, with the place of the finding', async () => {
    const text = textOf(
      await answerOf(rulebook, { targets: [target] }, knowledgeOf(contextOf([missingTenant()]))),
    );
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, ['Issue', 'Root cause', 'Impact', 'Recommendation', 'Trade-off']);
    assert.match(text, /`src\/routes\/tickets\.js:9` — This SELECT/);
    assert.match(text, /Identity is taken for authorization/);
    assert.match(text, /`migrations\/001\.sql:12` — The tenant column is defined here/);
  });

  it('quotes the code as it stands', async () => {
    const text = textOf(
      await answerOf(rulebook, { targets: [target] }, knowledgeOf(contextOf([missingTenant()]))),
    );
    assert.match(
      text,
      /```js\nconst \{ rows \} = await pool\.query\('SELECT \* FROM tickets WHERE id = \$1'/,
    );
  });

  it('quotes a short function whole, and of a long one the lines around', async () => {
    const short = {
      name: 'showTicket',
      firstLine: 8,
      lastLine: 11,
      code: '  function showTicket() {\n    query();\n  }',
    };
    const whole = knowledgeOf(contextOf([missingTenant()], { around: short }));
    const text = textOf(await answerOf(rulebook, { targets: [target] }, whole));
    assert.match(text, /```js\nfunction showTicket\(\) \{\n {2}query\(\);\n\}\n```/);
    const code = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`).join('\n');
    const long = { name: 'f', firstLine: 1, lastLine: 30, code };
    const cut = knowledgeOf(contextOf([missingTenant()]), {
      context: async () => contextOf([missingTenant()], { around: long, firstLine: 9, lastLine: 9 }),
    });
    assert.match(
      textOf(await answerOf(rulebook, { targets: [target] }, cut)),
      /```js\nline 8\nline 9\nline 10\nline 11\nline 12\n```/,
    );
  });

  it('shows messages as they are written, not as Markdown', async () => {
    const text = textOf(
      await answerOf(rulebook, { targets: [target] }, knowledgeOf(contextOf([missingTenant()]))),
    );
    assert.match(text, /any \\\*ticket\\\*\./);
  });

  it("keeps the document's example where there is no fix, and leaves it out where there is one", async () => {
    const withoutFix = textOf(
      await answerOf(rulebook, { targets: [target] }, knowledgeOf(contextOf([missingTenant()]))),
    );
    assert.match(withoutFix, /AND tenant_id = \$2/);
    const withFix = textOf(
      await answerOf(rulebook, { targets: [target] }, knowledgeOf(contextOf([selectStar(1)]))),
    );
    assert.doesNotMatch(withFix, /FROM users/);
    assert.doesNotMatch(withFix, /After:/);
    assert.match(withFix, /Then a covering index can serve the query/);
  });

  it('proposes the fix with the code before and after, between recommendation and trade-off', async () => {
    const events = await answerOf(rulebook, { targets: [target] }, knowledgeOf(contextOf([selectStar(1)])));
    const at = events.findIndex((event) => event.type === 'patch');
    const event = events[at];
    assert.ok(event?.type === 'patch');
    assert.equal(event.patch.title, 'Name the columns');
    assert.equal(event.patch.safe, true);
    const [file] = event.patch.files;
    assert.ok(file?.kind === 'edit');
    const lines = file.hunks.flatMap(({ diff }) => diff.lines);
    assert.ok(lines.some((line) => line.startsWith('-') && line.includes('SELECT * FROM')));
    assert.ok(
      lines.some((line) => line.startsWith('+') && line.includes('SELECT id, tenant_id, title FROM')),
    );
    assert.equal(event.check.state, 'checked');
    assert.match(textOf(events.slice(0, at)), /### Recommendation/);
    assert.match(textOf(events.slice(at)), /### Trade-off/);
  });

  it('makes one patch of the safe fixes of a rule', async () => {
    const knowledge = knowledgeOf(contextOf([selectStar(1), selectStar(2)]));
    const events = await answerOf(rulebook, { targets: [target] }, knowledge);
    const patches = events.filter((event) => event.type === 'patch');
    assert.equal(patches.length, 1);
    assert.equal(patches[0]?.patch.title, 'Name the columns (2 places)');
    assert.match(textOf(events), /- `src\/routes\/tickets\.js:4` —/);
    assert.match(textOf(events), /- `src\/routes\/tickets\.js:9` —/);
  });

  it('goes through several rules worst first', async () => {
    const knowledge = knowledgeOf(contextOf([selectStar(1), missingTenant()]));
    const text = textOf(await answerOf(rulebook, { targets: [target] }, knowledge));
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings.slice(0, 2), ['Query without its tenant', 'SELECT \\* in application code']);
  });

  it('speaks of the asked rule only', async () => {
    const knowledge = knowledgeOf(contextOf([selectStar(1), missingTenant()]));
    const asked = { ...target, ruleId: 'database/select-star' };
    const text = textOf(await answerOf(rulebook, { targets: [asked] }, knowledge));
    assert.doesNotMatch(text, /Query without its tenant/);
  });

  it('says how far the fault reaches', async () => {
    const context = contextOf([missingTenant()], {
      routes: [{ method: 'GET', path: '/api/tickets/:id', file: 'src/tickets.js', line: 20 }],
      tables: [{ name: 'tickets', columns: [] }],
    });
    const text = textOf(await answerOf(rulebook, { targets: [target] }, knowledgeOf(context)));
    assert.match(text, /`GET \/api\/tickets\/:id` answers from this code; it touches the table `tickets`/);
  });

  it('answers without a document for the rule', async () => {
    const knowledge = knowledgeOf(contextOf([missingTenant()]), { rule: async () => null });
    assert.match(textOf(await answerOf(rulebook, { targets: [target] }, knowledge)), /### Issue\n\n`src/);
  });

  it('proposes nothing for a file that moved on meanwhile, and says so', async () => {
    const knowledge = knowledgeOf(contextOf([selectStar(1)]), {
      readText: async () => ({ text: `// new\n${ticketsText}`, version: 4 }),
    });
    const events = await answerOf(rulebook, { targets: [target] }, knowledge);
    assert.ok(!events.some((event) => event.type === 'patch'));
    assert.match(textOf(events), /changed while I was reading it/);
  });

  it('names no model anywhere and says so in its note', () => {
    assert.match(rulebook.note, /No model is connected/);
  });
});

describe('rulebook: nothing found', () => {
  const context = contextOf([], {
    around: { name: 'listTickets', firstLine: 3, lastLine: 6, code: '' },
    firstLine: 4,
    lastLine: 5,
    otherFindings: 2,
    routes: [{ method: 'GET', path: '/api/tickets', file: 'src/tickets.js', line: 14 }],
    tables: [
      {
        name: 'tickets',
        columns: [{ name: 'id', type: 'uuid' }],
        tenantColumn: 'tenant_id',
        definedAt: { uri: '', path: 'migrations/001.sql', line: 10 },
      },
    ],
  });

  it('says which rules looked, what the code touches, and what is elsewhere', async () => {
    const events = await answerOf(rulebook, { targets: [target] }, knowledgeOf(context));
    const text = textOf(events);
    assert.match(text, /nothing against lines 3–11 \(in `listTickets`\)/);
    assert.match(
      text,
      /3 rules looked at this file:\n\n- database: select-star, missing-tenant-filter\n- security: jwt-no-expiry/,
    );
    assert.match(text, /route `GET \/api\/tickets`, src\/tickets\.js:14/);
    assert.match(text, /table `tickets` \(`migrations\/001\.sql:10`\): `id uuid`; .*`tenant_id`/);
    assert.match(text, /There are 2 findings elsewhere/);
    const suggested = events.flatMap((event) => (event.type === 'suggestions' ? event.items : []));
    assert.deepEqual(suggested[0]?.question.targets, [{ uri: ticketsUri, path: 'src/routes/tickets.js' }]);
  });

  it('says that no rule reads such a file', async () => {
    const knowledge = knowledgeOf(contextOf([], { rulesRun: [] }));
    assert.match(
      textOf(await answerOf(rulebook, { targets: [target] }, knowledge)),
      /None of my rules look at/,
    );
  });

  it('explains the rule that was asked about although its finding is gone', async () => {
    const asked = { ...target, ruleId: 'database/select-star' };
    const text = textOf(await answerOf(rulebook, { targets: [asked] }, knowledgeOf(context)));
    assert.match(text, /no longer has anything against/);
    assert.match(text, /Every new column travels/);
  });
});

describe('rulebook: questions', () => {
  const clean = knowledgeOf(contextOf([]));

  for (const [question, expected] of [
    ['why is SELECT * bad?', /# SELECT \\\* in application code/],
    ['Should my JWTs expire?', /# Token that never expires/],
    ['explain database/missing-tenant-filter', /# Query without its tenant/],
    ['What about tenants?', /# Query without its tenant/],
  ] as const) {
    it(`finds the document for "${question}"`, async () => {
      const text = textOf(await answerOf(rulebook, { text: question }, clean));
      assert.match(text, expected);
      assert.match(text, /### Trade-off/);
    });
  }

  it('lists the rules of a topic', async () => {
    const text = textOf(await answerOf(rulebook, { text: 'Which database red flags do you know?' }, clean));
    assert.match(text, /- SELECT \\\* in application code \(\*\*warning\*\*, `database\/select-star`\)/);
    assert.doesNotMatch(text, /jwt/);
  });

  it('makes the rule concrete where the code at hand breaks it', async () => {
    const knowledge = knowledgeOf(contextOf([selectStar(1), missingTenant()]));
    const text = textOf(
      await answerOf(rulebook, { text: 'why is SELECT * bad?', targets: [target] }, knowledge),
    );
    assert.match(text, /tickets\.js:4/);
    assert.doesNotMatch(text, /Query without its tenant/);
  });

  it('reviews the code when a question points at it', async () => {
    const knowledge = knowledgeOf(contextOf([missingTenant()]));
    const text = textOf(
      await answerOf(rulebook, { text: 'is this query safe?', targets: [target] }, knowledge),
    );
    assert.match(text, /Query without its tenant/);
  });

  it('says that it knows nothing by that name before it reviews the code instead', async () => {
    const knowledge = knowledgeOf(contextOf([missingTenant()]));
    const text = textOf(await answerOf(rulebook, { text: 'Bananas?', targets: [target] }, knowledge));
    assert.match(text, /^The rulebook has nothing under that name/);
    assert.match(text, /Query without its tenant/);
  });

  it('admits what it cannot answer', async () => {
    const events = await answerOf(rulebook, { text: 'Bananas?' }, clean);
    assert.match(textOf(events), /not in the rulebook, and without a model I do not guess/);
    assert.ok(events.some((event) => event.type === 'suggestions'));
  });

  it('never says "always"', async () => {
    const events = await Promise.all(
      Object.keys(documents).map((id) => answerOf(rulebook, { text: `explain ${id}` }, clean)),
    );
    assert.doesNotMatch(events.map(textOf).join(), /\balways\b/i);
  });
});

describe('rulebook: commands', () => {
  it('describes the project to a question of design, and has no opinion', async () => {
    const knowledge = knowledgeOf(contextOf([]), {
      routes: async () => ({
        routes: [{ method: 'GET', path: '/tickets', file: 'src/a.js', uri: '', line: 3 }],
        total: 5,
      }),
    });
    const text = textOf(await answerOf(rulebook, { text: 'Is it sound?', command: 'design' }, knowledge));
    assert.match(text, /Without a model I have no opinion/);
    assert.match(text, /1 file, 1 table, 0 routes/);
    assert.match(text, /- `GET \/tickets`, `src\/a\.js:3`\n\n… and 4 more/);
    assert.match(text, /- `tickets`: 3 columns/);
    assert.match(text, /Nothing\. 3 rules looked/);
  });

  it('reviews the files that have been changed', async () => {
    const changes = async () => [{ path: target.path, uri: target.uri, before: '', after: 'x' }];
    const knowledge = knowledgeOf(contextOf([selectStar(1)]), { changes });
    const question = { command: 'review', attachments: [{ kind: 'changes' }] } as const;
    const text = textOf(
      await answerOf(rulebook, { ...question, attachments: [...question.attachments] }, knowledge),
    );
    assert.match(text, /### Issue/);
    const none = textOf(
      await answerOf(
        rulebook,
        { ...question, attachments: [...question.attachments] },
        knowledgeOf(contextOf([])),
      ),
    );
    assert.match(none, /nothing to look at/);
  });

  it('goes on where a file cannot be looked at', async () => {
    const knowledge = knowledgeOf(contextOf([]), {
      context: () => Promise.reject(new Error('Marcus does not look at it.')),
    });
    const events = await answerOf(rulebook, { command: 'fix', targets: [target] }, knowledge);
    assert.match(textOf(events), /Marcus does not look at it/);
    assert.deepEqual(events.at(-1), { type: 'done', reason: 'end' });
  });
});
