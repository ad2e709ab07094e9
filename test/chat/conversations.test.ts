import assert from 'node:assert/strict';
import { allowanceOf } from '../../src/chat/allowance';
import { Conversation } from '../../src/chat/conversation';
import { type ConversationFiles, ConversationStore } from '../../src/chat/conversations';
import { exportMarkdown } from '../../src/chat/export-markdown';
import { fileEdit } from '../../src/chat/patch/patch';
import { costOf } from '../../src/chat/prices';
import type { AnswerEvent, Usage } from '../../src/chat/provider';
import { emptyConversation, trimmed } from '../../src/chat/stored';
import { noUsage } from '../../src/chat/usage';
import { spokenRest, spokenUsage } from '../../src/chat/usage-words';
import { contextOf, knowledgeOf, scripted, ticketsText, ticketsUri } from './fakes';

const knowledge = knowledgeOf(contextOf([]));
const usage = (inputTokens: number, dollars?: number): Usage => ({ ...noUsage, inputTokens, dollars });
const says = (text: string, used?: Usage) =>
  scripted(async function* (): AsyncIterable<AnswerEvent> {
    if (used) yield { type: 'usage', usage: used };
    yield { type: 'text', delta: text };
    yield { type: 'done', reason: 'end' };
  });

async function conversationOf(...questions: string[]): Promise<Conversation> {
  const conversation = new Conversation(emptyConversation());
  for (const text of questions)
    await conversation.ask({ text, targets: [] }, says(`To ${text}`, usage(100, 0.01)), knowledge);
  return conversation;
}

class Files implements ConversationFiles {
  readonly files = new Map<string, string>();
  async read(name: string) {
    return this.files.get(name);
  }
  async write(name: string, text: string) {
    this.files.set(name, text);
  }
  async remove(name: string) {
    this.files.delete(name);
  }
}

describe('conversations of a workspace', () => {
  let files: Files;
  let time: number;
  const store = () => new ConversationStore(files, () => time++);
  beforeEach(() => {
    files = new Files();
    time = 1000;
  });

  it('are listed, the last one first, with what they are about and what they used', async () => {
    const first = store();
    await first.save('a', (await conversationOf('Why?', 'And?')).toJSON());
    await first.save('b', (await conversationOf('How?')).toJSON());
    await first.save('a', (await conversationOf('Why?', 'And?', 'So?')).toJSON());
    const list = await store().list();
    assert.deepEqual(
      list.map(({ id, title, questions }) => [id, title, questions]),
      [
        ['a', 'Why?', 3],
        ['b', 'How?', 1],
      ],
    );
    assert.equal(list[0]?.usage.inputTokens, 300);
  });

  it('come back whole', async () => {
    const saved = (await conversationOf('Why?')).toJSON();
    await store().save('a', saved);
    assert.deepEqual(await store().load('a'), JSON.parse(JSON.stringify(saved)));
  });

  it('are kept only once something has been said', async () => {
    await store().save('a', emptyConversation());
    assert.equal(files.files.size, 0);
  });

  it('are renamed for good, until the name is taken back', async () => {
    const one = store();
    await one.save('a', (await conversationOf('Why?')).toJSON());
    await one.rename('a', '  Tenants\nand rooms ');
    await one.save('a', (await conversationOf('Other?')).toJSON());
    assert.equal((await store().list())[0]?.title, 'Tenants and rooms');
    await one.rename('a', '');
    assert.equal((await one.list())[0]?.title, 'Other?');
  });

  it('are deleted with their file', async () => {
    const one = store();
    await one.save('a', (await conversationOf('Why?')).toJSON());
    await one.remove('a');
    assert.deepEqual(await one.list(), []);
    assert.deepEqual([...files.files.keys()], ['index.json']);
  });

  it('begin anew where a file is broken, and never leave their folder', async () => {
    files.files.set('a.json', '{"version":');
    files.files.set('index.json', '[{"id":"../../x","title":"x","updated":1,"questions":1,"usage":{}}, 7]');
    assert.deepEqual(await store().load('a'), emptyConversation());
    assert.deepEqual(await store().list(), []);
    await store().save('../x', (await conversationOf('Why?')).toJSON());
    await store().save('index', (await conversationOf('Why?')).toJSON());
    assert.ok(![...files.files.keys()].some((name) => name.includes('..')));
  });

  it('are written one after the other', async () => {
    const one = store();
    const saved = (await conversationOf('Why?')).toJSON();
    await Promise.all(['a', 'b', 'c'].map((id) => one.save(id, saved)));
    assert.equal((await store().list()).length, 3);
  });
});

describe('a question asked anew', () => {
  it('takes the place of the first one, and forgets what followed', async () => {
    const conversation = await conversationOf('One', 'Two');
    await conversation.askInstead('3', { text: 'Two, better', targets: [] }, says('Yes'), knowledge);
    assert.deepEqual(
      conversation.messages.map((message) => (message.role === 'user' ? message.text : message.state)),
      ['One', 'complete', 'Two, better', 'complete'],
    );
    await conversation.askInstead('unknown', { text: 'x', targets: [] }, says('x'), knowledge);
    await conversation.askInstead('2', { text: 'x', targets: [] }, says('x'), knowledge);
    assert.equal(conversation.messages.length, 4);
  });

  it('has been paid for all the same, as has what is too old to be kept', async () => {
    const conversation = await conversationOf('One', 'Two', 'Three');
    await conversation.retry(says('Again', usage(50, 0.005)), knowledge);
    assert.equal(conversation.usage.inputTokens, 350);
    const kept = new Conversation(trimmed(conversation.toJSON(), 2));
    assert.equal(kept.messages.length, 2);
    assert.equal(kept.usage.inputTokens, 350);
    assert.equal(kept.usage.dollars?.toFixed(3), '0.035');
  });
});

describe('a stopped answer', () => {
  it('keeps the count of what it used', async () => {
    const conversation = new Conversation(emptyConversation());
    const asked = conversation.ask(
      { text: 'Why?', targets: [] },
      scripted(async function* () {
        yield { type: 'usage', usage: usage(70) };
        yield { type: 'text', delta: 'x' };
        await new Promise(() => {});
      }),
      knowledge,
    );
    while (conversation.messages.at(-1)?.role !== 'assistant' || conversation.usage.inputTokens === 0)
      await new Promise((resolve) => setImmediate(resolve));
    conversation.stop();
    await asked;
    assert.equal(conversation.usage.inputTokens, 70);
    assert.equal(conversation.usage.dollars, undefined);
  });
});

describe('cost', () => {
  it('is estimated by list prices, and unknown for an unknown model', () => {
    assert.equal(costOf('claude-opus-5-5', { ...noUsage, inputTokens: 1_000_000 }), 4);
    assert.equal(costOf('claude-haiku-4-5-20251001', { ...noUsage, outputTokens: 1_000_000 }), 5);
    assert.equal(costOf('my-own-model', noUsage), undefined);
  });

  it('depends on the length of the prompt where the list says so', () => {
    const short = costOf('claude-haiku-5-5', { ...noUsage, inputTokens: 100_000 });
    const long = costOf('claude-haiku-5-5', { ...noUsage, inputTokens: 100_000, cacheReadTokens: 1 });
    assert.equal(short, 0.01);
    assert.ok(long !== undefined && long > 0.05);
  });

  it('is said in words', () => {
    assert.equal(spokenUsage(usage(1)), '1 token');
    assert.equal(spokenUsage(usage(12_345, 0.0412)), '12.3k tokens, about $0.04');
    assert.equal(spokenUsage(usage(2_500_000, 0.001)), '2.5M tokens, less than $0.01');
  });

  it('says what is left of the caps', () => {
    assert.equal(spokenRest({}, usage(10, 0.1)), undefined);
    assert.equal(spokenRest({ dollars: 1 }, usage(10, 0.04)), '$0.96 left');
    assert.equal(spokenRest({ dollars: 1, tokens: 20_000 }, usage(10, 1.5)), '$0.00 and 20.0k tokens left');
    assert.equal(spokenRest({ dollars: 1 }, usage(10)), 'price not known, cap of $1.00 not kept');
    assert.equal(
      spokenRest({ dollars: 1, tokens: 20_010 }, usage(10)),
      '20.0k tokens left, price not known, cap of $1.00 not kept',
    );
  });

  it('can be capped', () => {
    const used = usage(900, 0.5);
    assert.deepEqual(allowanceOf({}, used), { ok: true, allowance: {} });
    assert.deepEqual(allowanceOf({ tokens: 0, dollars: 0 }, used), { ok: true, allowance: {} });
    assert.deepEqual(allowanceOf({ tokens: 1000, dollars: 2 }, used), {
      ok: true,
      allowance: { tokens: 100, dollars: 1.5 },
    });
    assert.equal(allowanceOf({ dollars: 0.5 }, used).ok, false);
    assert.equal(allowanceOf({ tokens: 900 }, used).ok, false);
    assert.deepEqual(allowanceOf({ dollars: 0.5 }, usage(900)), { ok: true, allowance: {} });
  });
});

describe('a conversation as Markdown', () => {
  it('has questions, answers, steps and patches as diffs', async () => {
    const conversation = new Conversation(emptyConversation());
    const file = fileEdit(
      ticketsUri,
      'src/routes/tickets.js',
      ticketsText,
      ticketsText.replace('SELECT *', 'SELECT id'),
    );
    assert.ok(file);
    const provider = scripted(async function* () {
      yield { type: 'step', id: 's', label: 'Reading', state: 'done', detail: '3 lines' };
      yield { type: 'text', delta: '### Issue\n\nA star.' };
      yield {
        type: 'patch',
        patch: { title: 'Name *them*', safe: false, files: [file] },
        check: { state: 'checked', syntaxErrors: [], gone: [], brought: [] },
      };
      yield { type: 'done', reason: 'end' };
    });
    const target = { uri: ticketsUri, path: 'src/routes/tickets.js' };
    await conversation.ask({ text: 'Why?', targets: [target], command: 'fix' }, provider, knowledge);
    const text = exportMarkdown('Stars', conversation.messages);
    assert.match(
      text,
      /^# Stars\n\n## You\n\n\/fix Why\?\n\n- src\/routes\/tickets\.js\n\n## Marcus\n\n- Reading: 3 lines/,
    );
    assert.match(text, /\*\*Patch: Name \\\*them\\\*\*\* \(proposed; Removes no finding, brings none\)/);
    assert.match(
      text,
      /```diff\n--- a\/src\/routes\/tickets\.js\n\+\+\+ b\/src\/routes\/tickets\.js\n@@ -2,5 \+2,5 @@/,
    );
    assert.match(text, /\*Scripted\*\n$/);
  });

  it('tells an answer what became of the patches before', async () => {
    const conversation = await conversationOf('One');
    const file = fileEdit(ticketsUri, 'a.js', 'a', 'b');
    assert.ok(file);
    const check = { state: 'unchecked', reason: 'x' } as const;
    const id = conversation.addPatch('2', { title: 'Change', safe: false, files: [file] }, check);
    assert.ok(id);
    conversation.updatePatch(id, { fate: { state: 'rejected' } });
    assert.equal(conversation.addPatch('1', { title: 'x', safe: false, files: [] }, check), undefined);
    const [, answer] = conversation.turns;
    assert.ok(answer?.role === 'assistant');
    assert.match(answer.text, /\[Patch “Change” to a\.js: rejected\]/);
  });

  it('takes over a patch that was proposed elsewhere', () => {
    const conversation = new Conversation(emptyConversation());
    const check = { state: 'unchecked', reason: 'x' } as const;
    const id = conversation.adoptPatch(
      { text: 'Fix it', targets: [] },
      { id: 'participant', label: '@marcus' },
      { title: 'Change', safe: false, files: [] },
      check,
    );
    assert.equal(conversation.patch(id)?.patch.title, 'Change');
    assert.equal(conversation.state, 'idle');
  });
});
