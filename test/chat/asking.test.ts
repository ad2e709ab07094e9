import assert from 'node:assert/strict';
import { compose, composeAgain } from '../../src/chat/compose';
import { type ContextItem, ContextTray, type TrayEntry } from '../../src/chat/context/tray';
import { parseReferences } from '../../src/chat/references';
import { parseCommand } from '../../src/chat/slash-commands';
import type { Target } from '../../src/chat/target';
import { rangeOf, ticketsText, ticketsUri } from './fakes';

const file = { uri: ticketsUri, path: 'src/routes/tickets.js' };
const selection = { ...file, range: rangeOf(ticketsText, 'SELECT *') };
const code = (target: Target): ContextItem => ({
  kind: 'code',
  target,
});
const entry = (item: ContextItem, on = true): TrayEntry => ({ id: 'x', item, on, follows: false });
const none = async (): Promise<string> => 'There is no such thing.';

describe('slash commands', () => {
  for (const [typed, command, text] of [
    ['/fix', 'fix', ''],
    ['/explain database/select-star', 'explain', 'database/select-star'],
    ['  /review changes ', 'review', 'changes'],
    ['/unknown thing', undefined, '/unknown thing'],
    ['/constructor', undefined, '/constructor'],
    ['/fixes', undefined, '/fixes'],
    ['why /fix?', undefined, 'why /fix?'],
  ] as const) {
    it(`are read in ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(parseCommand(typed), command ? { command, text } : { text });
    });
  }
});

describe('references', () => {
  for (const [typed, references, text] of [
    ['Why #selection?', [{ kind: 'selection' }], 'Why the selected lines?'],
    [
      '#file:src/a.ts and #file',
      [{ kind: 'file', path: 'src/a.ts' }, { kind: 'file' }],
      'src/a.ts and this file',
    ],
    ['Look at #file:src/a.ts.', [{ kind: 'file', path: 'src/a.ts' }], 'Look at src/a.ts.'],
    [
      '(#schema:tickets, #schema)',
      [{ kind: 'schema', table: 'tickets' }, { kind: 'schema' }],
      '(table tickets, the schema)',
    ],
    [
      '#findings #findings:all',
      [
        { kind: 'findings', all: false },
        { kind: 'findings', all: true },
      ],
      'the findings all findings',
    ],
    ['issue #12, a#file and #fileless', [], 'issue #12, a#file and #fileless'],
    ['#selection #selection', [{ kind: 'selection' }], 'the selected lines the selected lines'],
  ] as const) {
    it(`are read in ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(parseReferences(typed), { references, text });
    });
  }
});

describe('a reference to a route', () => {
  it('names method and path, or is none', () => {
    assert.deepEqual(parseReferences('Why does #route:POST/tickets/:id fail?'), {
      references: [{ kind: 'route', match: 'POST/tickets/:id' }],
      text: 'Why does route POST/tickets/:id fail?',
    });
    assert.deepEqual(parseReferences('the #route here'), { references: [], text: 'the #route here' });
  });
});

describe('composing a question', () => {
  it('takes what is in the tray and on, and what is referred to, each once', async () => {
    const composed = await compose(
      'Why #selection #schema?',
      [entry(code(selection)), entry(code(file), false)],
      async (reference) =>
        reference.kind === 'schema'
          ? { kind: 'attachment', attachment: { kind: 'schema' } }
          : code(selection),
    );
    assert.deepEqual(composed, {
      ok: true,
      question: {
        text: 'Why the selected lines the schema?',
        targets: [selection],
        attachments: [{ kind: 'schema' }],
      },
    });
  });

  it('leaves a reference alone whose meaning goes along anyway', async () => {
    const composed = await compose('Why #file:a.ts?', [entry(code(file))], async () => undefined);
    assert.deepEqual(composed, { ok: true, question: { text: 'Why a.ts?', targets: [file] } });
  });

  it('asks an earlier question again with what went with it, and with what its new words refer to', async () => {
    const before = { targets: [selection], attachments: [{ kind: 'schema' as const }] };
    const table = { kind: 'table' as const, name: 'tickets' };
    const composed = await composeAgain('And #schema:tickets, #schema?', before, async (reference) => ({
      kind: 'attachment',
      attachment: reference.kind === 'schema' && reference.table ? table : { kind: 'schema' },
    }));
    assert.deepEqual(composed, {
      ok: true,
      question: {
        text: 'And table tickets, the schema?',
        targets: [selection],
        attachments: [{ kind: 'schema' }, table],
      },
    });
  });

  it('says why a reference stands for nothing', async () => {
    assert.deepEqual(await compose('#file:gone.ts', [], none), {
      ok: false,
      reason: 'There is no such thing.',
    });
  });

  it('asks nothing where nothing is asked', async () => {
    assert.equal((await compose('  ', [entry(code(file))], none)).ok, false);
  });

  it('reviews files whole, or the changes', async () => {
    const review = async (typed: string, tray: TrayEntry[]) => {
      const composed = await compose(typed, tray, none);
      assert.ok(composed.ok);
      const { targets, attachments } = composed.question;
      return { targets, attachments };
    };
    assert.deepEqual(await review('/review', [entry(code(selection))]), {
      targets: [file],
      attachments: undefined,
    });
    const changes = { targets: [], attachments: [{ kind: 'changes' }] };
    assert.deepEqual(await review('/review my changes', [entry(code(selection))]), changes);
    assert.deepEqual(await review('/review', []), changes);
  });

  it('gives a question of design the schema and the findings', async () => {
    const composed = await compose('/design Is it sound?', [], none);
    assert.ok(composed.ok);
    assert.deepEqual(composed.question.attachments, [{ kind: 'schema' }, { kind: 'findings' }]);
  });
});

describe('the tray', () => {
  it('follows the editor; what was taken out comes back with other code', () => {
    const tray = new ContextTray();
    tray.follow(file);
    tray.turn('editor', false);
    assert.equal(tray.entries[0]?.on, false);
    tray.follow({ ...file });
    assert.equal(tray.entries[0]?.on, false);
    tray.follow(selection);
    assert.equal(tray.entries[0]?.on, true);
    tray.follow(undefined);
    assert.deepEqual(tray.entries, []);
  });

  it('keeps what was added, each once, until it is taken out', () => {
    const tray = new ContextTray();
    const schema: ContextItem = { kind: 'attachment', attachment: { kind: 'schema' } };
    tray.add(schema);
    tray.add(code(file));
    const [first] = tray.entries;
    assert.ok(first);
    tray.turn(first.id, false);
    tray.turn('unknown', false);
    assert.deepEqual(
      tray.entries.map(({ on }) => on),
      [false, true],
    );
    tray.add(schema);
    assert.deepEqual(
      tray.entries.map(({ on }) => on),
      [true, true],
    );
    tray.clear();
    assert.deepEqual(tray.entries, []);
  });

  it('asks about what is brought, in place of what was brought before and of the rest of the file', () => {
    const tray = new ContextTray();
    const on = () => tray.entries.filter((entry) => entry.on).map(({ item }) => item);
    const finding = { ...selection, ruleId: 'database/select-star' };
    tray.follow(file);
    tray.bring(finding);
    assert.deepEqual(on(), [code(finding)]);
    tray.bring({ ...finding, ruleId: 'security/idor' });
    assert.deepEqual(on(), [code({ ...finding, ruleId: 'security/idor' })]);
    tray.follow(selection);
    tray.bring(selection);
    assert.deepEqual(on(), [code(selection)]);
    assert.equal(tray.entries.length, 1);
  });
});
