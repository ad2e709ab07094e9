import assert from 'node:assert/strict';
import { type Chat, type ChatMessage, ChatModel } from '../../src/chat/model/chat-model';
import { ModelError, type ToolCall } from '../../src/chat/model/model';
import { ModelProvider } from '../../src/chat/model/model-provider';
import type { AnswerEvent } from '../../src/chat/provider';
import { contextOf, knowledgeOf, textOf } from './fakes';

type Said = ({ text: string } | { call: ToolCall })[];

/** A chat that answers what it is told to, and keeps what it was sent. */
function chatOf(...answers: (Said | Error)[]): Chat & { sent: { messages: ChatMessage[]; tools: number }[] } {
  const sent: { messages: ChatMessage[]; tools: number }[] = [];
  return {
    label: 'Some model',
    destination: 'somewhere',
    sent,
    async *send(messages, tools) {
      sent.push({ messages: structuredClone([...messages]), tools: tools.length });
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      yield* answer;
    },
    count: async (text) => text.length,
    explain: (error) =>
      new ModelError({ kind: 'forbidden', message: `Explained: ${String(error)}`, retryable: true }),
  };
}

async function ask(chat: Chat, signal = new AbortController().signal): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  const request = {
    question: { text: 'Why?', targets: [] },
    history: [
      { role: 'user' as const, question: { text: 'Before', targets: [] } },
      { role: 'assistant' as const, text: 'That.' },
    ],
    knowledge: knowledgeOf(contextOf([])),
  };
  for await (const event of new ModelProvider(new ChatModel(chat), { rounds: 3 }).answer(request, signal))
    events.push(event);
  return events;
}

const lookUp = (id: string): { call: ToolCall } => ({ call: { id, name: 'look_up_table', input: {} } });

describe('a model behind the smallest chat', () => {
  it('is told who it is first, then what was said, then the question', async () => {
    const chat = chatOf([{ text: 'Because.' }]);
    const events = await ask(chat);
    assert.equal(textOf(events), 'Because.');
    assert.deepEqual(events.at(-1), { type: 'done', reason: 'end' });
    const [first, ...rest] = chat.sent[0]?.messages ?? [];
    assert.ok(first?.role === 'user' && 'text' in first);
    assert.match(first.text, /^You are Marcus Chen[\s\S]*# This project/);
    assert.deepEqual(rest, [
      { role: 'user', text: 'Before' },
      { role: 'assistant', text: 'That.', calls: [] },
      { role: 'user', text: 'Why?' },
    ]);
    assert.ok((chat.sent[0]?.tools ?? 0) > 5);
  });

  it('looks things up, and sees its calls with their results', async () => {
    const chat = chatOf([{ text: 'Let me see.' }, lookUp('a'), lookUp('b')], [{ text: 'Three.' }]);
    assert.equal(textOf(await ask(chat)), 'Let me see.Three.');
    const [call, result] = chat.sent[1]?.messages.slice(-2) ?? [];
    assert.ok(call?.role === 'assistant' && call.calls.length === 2 && call.text === 'Let me see.');
    assert.ok(result && 'results' in result);
    assert.deepEqual(
      result.results.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.match(result.results[0]?.text ?? '', /tickets \(id, tenant_id, title\)/);
  });

  it('has no tools in its last round, and is told to have used them up', async () => {
    const chat = chatOf([lookUp('a')], [lookUp('b')], [lookUp('c')]);
    assert.deepEqual((await ask(chat)).at(-1), { type: 'done', reason: 'rounds' });
    assert.deepEqual(
      chat.sent.map(({ tools }) => tools > 0),
      [true, true, false],
    );
  });

  it('is counted, since nobody tells what it used, and has no price', async () => {
    const usage = (await ask(chatOf([{ text: 'Four' }]))).find(({ type }) => type === 'usage');
    assert.ok(usage?.type === 'usage');
    assert.equal(usage.usage.outputTokens, 4);
    assert.ok(usage.usage.inputTokens > 1000);
    assert.equal(usage.usage.dollars, undefined);
  });

  it('fails in words for the person', async () => {
    const last = (await ask(chatOf(new Error('no consent')))).at(-1);
    assert.ok(last?.type === 'error');
    assert.equal(last.error.message, 'Explained: Error: no consent');
  });

  it('stops when told to', async () => {
    const abort = new AbortController();
    const chat = chatOf();
    chat.send = async function* () {
      yield { text: 'a' };
      abort.abort();
      yield { text: 'b' };
    };
    assert.equal(textOf(await ask(chat, abort.signal)), 'a');
  });
});
