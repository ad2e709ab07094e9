import assert from 'node:assert/strict';
import { type Change, Conversation } from '../../src/chat/conversation';
import type { AnswerEvent } from '../../src/chat/provider';
import { currentVersion, emptyConversation, restoreConversation, trimmed } from '../../src/chat/stored';
import { noUsage } from '../../src/chat/usage';
import { contextOf, knowledgeOf, scripted } from './fakes';

const knowledge = knowledgeOf(contextOf([]));
const question = { text: 'Why?', targets: [] };
const done: AnswerEvent = { type: 'done', reason: 'end' };

async function* said(...events: AnswerEvent[]): AsyncIterable<AnswerEvent> {
  yield* events;
}

function lastAnswer(conversation: Conversation) {
  const message = conversation.messages.at(-1);
  assert.ok(message?.role === 'assistant');
  return message;
}

describe('conversation', () => {
  it('joins text, replaces a step by its later state, and keeps the order of parts', async () => {
    const conversation = new Conversation(emptyConversation());
    const provider = scripted(() =>
      said(
        { type: 'step', id: 's', label: 'Reading', state: 'running' },
        { type: 'step', id: 's', label: 'Read', state: 'done' },
        { type: 'text', delta: 'Be' },
        { type: 'text', delta: 'cause.' },
        done,
        { type: 'text', delta: 'after the end' },
      ),
    );
    await conversation.ask(question, provider, knowledge);
    assert.equal(conversation.state, 'idle');
    assert.deepEqual(lastAnswer(conversation).parts, [
      { kind: 'step', id: 's', label: 'Read', state: 'done' },
      { kind: 'text', text: 'Because.' },
    ]);
  });

  it('tells its changes so that a listener can follow without the whole', async () => {
    const changes: Change[] = [];
    const conversation = new Conversation(emptyConversation(), (change) =>
      changes.push(structuredClone(change)),
    );
    const provider = scripted(() => said({ type: 'text', delta: 'a' }, { type: 'text', delta: 'b' }, done));
    await conversation.ask(question, provider, knowledge);
    assert.deepEqual(
      changes.map(({ type }) => type),
      ['message', 'message', 'state', 'part', 'text', 'message', 'state'],
    );
  });

  it('gives the provider what was said before', async () => {
    const conversation = new Conversation(emptyConversation());
    await conversation.ask(
      question,
      scripted(() => said({ type: 'text', delta: 'One.' }, done)),
      knowledge,
    );
    let heard = 0;
    await conversation.ask(
      { text: 'And?', targets: [] },
      {
        id: 'p',
        label: 'P',
        answer: (request) => {
          heard = request.history.length;
          assert.equal(request.question.text, 'And?');
          return said(done);
        },
      },
      knowledge,
    );
    assert.equal(heard, 2);
  });

  it('stops for good, also when the provider does not heed the signal', async () => {
    const conversation = new Conversation(emptyConversation());
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const provider = scripted(async function* () {
      yield { type: 'step', id: 's', label: 'Working', state: 'running' };
      yield { type: 'text', delta: 'Half' };
      await blocked;
      yield { type: 'text', delta: ' and more' };
      yield done;
    });
    const asked = conversation.ask(question, provider, knowledge);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(conversation.state, 'answering');
    conversation.stop();
    assert.equal(conversation.state, 'stopped');
    await asked;
    release();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(conversation.state, 'stopped');
    assert.deepEqual(lastAnswer(conversation).parts, [
      { kind: 'step', id: 's', label: 'Working', state: 'failed' },
      { kind: 'text', text: 'Half' },
    ]);
  });

  it('aborts the signal of the provider when stopped', async () => {
    const conversation = new Conversation(emptyConversation());
    let aborted = false;
    const provider = scripted(async function* (signal) {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      yield { type: 'text', delta: 'x' };
      await new Promise(() => {});
    });
    const asked = conversation.ask(question, provider, knowledge);
    await new Promise((resolve) => setTimeout(resolve, 5));
    conversation.stop();
    await asked;
    assert.ok(aborted);
  });

  it('stops the running answer when the next question comes', async () => {
    const conversation = new Conversation(emptyConversation());
    const endless = scripted(async function* () {
      yield { type: 'text', delta: 'x' };
      await new Promise(() => {});
    });
    const first = conversation.ask(question, endless, knowledge);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await conversation.ask(
      { text: 'Next', targets: [] },
      scripted(() => said({ type: 'text', delta: 'y' }, done)),
      knowledge,
    );
    await first;
    assert.equal(conversation.state, 'idle');
    assert.deepEqual(
      conversation.messages.map((message) => (message.role === 'assistant' ? message.state : message.text)),
      ['Why?', 'stopped', 'Next', 'complete'],
    );
  });

  it('fails with the error of the provider, and with what it throws', async () => {
    const conversation = new Conversation(emptyConversation());
    const error = { kind: 'overloaded', message: 'Try again.', retryable: true } as const;
    await conversation.ask(
      question,
      scripted(() => said({ type: 'error', error })),
      knowledge,
    );
    assert.equal(conversation.state, 'failed');
    assert.deepEqual(lastAnswer(conversation).error, error);
    const throwing = scripted(async function* () {
      yield { type: 'text', delta: 'x' };
      throw new Error('The file cannot be read.');
    });
    await conversation.ask(question, throwing, knowledge);
    assert.equal(lastAnswer(conversation).error?.message, 'The file cannot be read.');
  });

  it('answers again in place of the failed answer', async () => {
    const conversation = new Conversation(emptyConversation());
    const error = { kind: 'network', message: 'No.', retryable: true } as const;
    await conversation.ask(
      question,
      scripted(() => said({ type: 'error', error })),
      knowledge,
    );
    await conversation.retry(
      scripted(() => said({ type: 'text', delta: 'Yes.' }, done)),
      knowledge,
    );
    assert.equal(conversation.messages.length, 2);
    assert.equal(conversation.state, 'idle');
    assert.deepEqual(lastAnswer(conversation).parts, [{ kind: 'text', text: 'Yes.' }]);
  });

  it('survives being stored, its numbering included', async () => {
    const conversation = new Conversation(emptyConversation());
    await conversation.ask(
      question,
      scripted(() => said({ type: 'text', delta: 'a' }, done)),
      knowledge,
    );
    const stored: unknown = JSON.parse(JSON.stringify(conversation));
    const restored = new Conversation(restoreConversation(stored));
    await restored.ask(
      question,
      scripted(() => said(done)),
      knowledge,
    );
    assert.deepEqual(
      restored.messages.map(({ id }) => id),
      ['1', '2', '3', '4'],
    );
  });

  it('comes back as stopped when the window closed during an answer', () => {
    const restored = restoreConversation({
      version: currentVersion,
      spent: noUsage,
      nextId: 3,
      state: 'answering',
      messages: [
        { role: 'user', id: '1', text: 'Why?', targets: [] },
        { role: 'assistant', id: '2', provider: { id: 'p', label: 'P' }, parts: [], state: 'answering' },
      ],
    });
    assert.equal(restored.state, 'stopped');
    const [, answer] = restored.messages;
    assert.ok(answer?.role === 'assistant' && answer.state === 'stopped');
  });

  for (const broken of [
    undefined,
    null,
    'x',
    {},
    { version: 0 },
    { version: currentVersion, spent: noUsage, nextId: 1, state: 'idle', messages: [{}] },
  ]) {
    it(`begins anew from ${JSON.stringify(broken)}`, () => {
      assert.deepEqual(restoreConversation(broken), emptyConversation());
    });
  }

  it('keeps the newest messages, from a question on', async () => {
    const conversation = new Conversation(emptyConversation());
    for (let i = 0; i < 3; i++)
      await conversation.ask(
        question,
        scripted(() => said(done)),
        knowledge,
      );
    const kept = trimmed(conversation.toJSON(), 3).messages;
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['5', '6'],
    );
  });
});
