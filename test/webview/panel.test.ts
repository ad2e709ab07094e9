import assert from 'node:assert/strict';
import './dom';
import { type Kept, Panel } from '../../src/webview/panel';
import type { FromWebview, MessageView, View } from '../../src/webview/protocol';
import { button, press, type } from './helpers';

const view: View = {
  conversation: { id: 'c1', title: 'Tenants' },
  messages: [],
  state: 'idle',
  introduction: { name: 'Marcus', title: 'Architect', text: 'I read your back end.' },
  provider: { label: 'Claude A', destination: 'api.example' },
  commands: [{ word: '/fix', description: 'Fix it' }],
  references: [],
};

const question: MessageView = { role: 'user', id: '1', text: 'Why?', source: 'Why?', chips: [] };
const answer: Extract<MessageView, { role: 'assistant' }> = {
  role: 'assistant',
  id: '2',
  provider: { label: 'Claude A' },
  parts: [],
  state: 'answering',
};

function panel(kept?: Kept) {
  const sent: FromWebview[] = [];
  let state = kept;
  document.body.replaceChildren();
  const page = new Panel(
    {
      postMessage: (message) => void sent.push(message),
      getState: () => state,
      setState: (next) => {
        state = { ...next };
      },
    },
    document.body,
  );
  const input = document.body.querySelector<HTMLTextAreaElement>('.composer textarea');
  const transcript = document.body.querySelector<HTMLElement>('.transcript');
  const status = document.body.querySelector('.for-screen-readers[role=status]');
  assert.ok(input && transcript && status);
  return { page, sent, input, transcript, status, state: () => state };
}

describe('panel', () => {
  it('says that it is ready, and shows what it is told', () => {
    const { page, sent, transcript } = panel();
    assert.deepEqual(sent, [{ type: 'ready' }]);
    page.receive({
      type: 'show',
      view: { ...view, messages: [question], usage: { label: '9 tokens', details: '' } },
    });
    assert.match(transcript.textContent ?? '', /Why\?/);
    assert.equal(document.body.querySelector('.bar')?.textContent, 'Tenants');
    assert.equal(document.body.querySelector('.composer .usage')?.textContent, '9 tokens');
    assert.equal(document.body.querySelector('.sending-button')?.textContent, 'Goes to api.example');
  });

  it('brings back the draft and the place after a reload, of the same conversation only', () => {
    const { page, input, transcript, state } = panel({ draft: 'Half a', scroll: 40, conversation: 'c1' });
    assert.equal(input.value, 'Half a');
    page.receive({ type: 'show', view: { ...view, messages: [question] } });
    assert.equal(transcript.scrollTop, 40);
    page.receive({
      type: 'show',
      view: { ...view, conversation: { id: 'c2', title: '' }, messages: [question] },
    });
    assert.equal(transcript.scrollTop, 0);
    type(input, 'Half a question');
    assert.equal(state()?.draft, 'Half a question');
  });

  it('begins with suggestions, and offers a key where there is none', () => {
    const { page, sent, transcript } = panel();
    page.receive({ type: 'context', chips: [], starters: ['Review a.js'] });
    page.receive({ type: 'show', view: { ...view, provider: { label: 'Rulebook', note: 'No model.' } } });
    button(transcript, 'Review a.js').click();
    button(transcript, 'Set API key for Claude').click();
    assert.deepEqual(sent.slice(1), [{ type: 'start', index: 0 }, { type: 'setKey' }]);
    page.receive({ type: 'show', view });
    assert.throws(() => button(transcript, 'Set API key for Claude'));
  });

  it('replaces what an empty panel shows by the first question', () => {
    const { page, transcript } = panel();
    page.receive({ type: 'show', view });
    page.receive({ type: 'message', message: question });
    assert.equal(transcript.querySelector('.empty'), null);
  });

  it('says sentences, steps and ends to a screen reader, and code by name only', () => {
    const { page, status } = panel();
    page.receive({ type: 'show', view: { ...view, messages: [question] } });
    page.receive({ type: 'message', message: answer });
    page.receive({ type: 'state', state: 'answering' });
    page.receive({
      type: 'part',
      messageId: '2',
      part: 0,
      value: { kind: 'step', label: 'Reading a.js', state: 'running' },
    });
    page.receive({
      type: 'part',
      messageId: '2',
      part: 1,
      value: { kind: 'text', text: 'Use **this**:\n\n```js\nlet a' },
    });
    page.receive({ type: 'text', messageId: '2', part: 1, delta: ' = 1;\n```\n\nDone.' });
    assert.equal(document.body.querySelector('main')?.getAttribute('aria-busy'), 'true');
    page.receive({ type: 'state', state: 'idle' });
    assert.equal(status.textContent, 'Reading a.js. Use this: (code) Done. The answer is complete.');
    assert.equal(document.body.querySelector('main')?.getAttribute('aria-busy'), 'false');
  });

  it('follows links by mouse and by keyboard', () => {
    const { page, sent, transcript } = panel();
    const parts: MessageView = {
      ...answer,
      state: 'complete',
      parts: [{ kind: 'text', text: 'See `src/a.ts:4-6` and `database/select-star`.' }],
    };
    page.receive({ type: 'show', view: { ...view, messages: [question, parts] } });
    const [place, rule] = transcript.querySelectorAll<HTMLElement>('[role=link]');
    place?.click();
    if (rule) press(rule, 'Enter');
    assert.deepEqual(sent.slice(1), [
      { type: 'open', place: { path: 'src/a.ts', first: 4, last: 6 } },
      { type: 'openRule', ruleId: 'database/select-star' },
    ]);
  });

  it('keeps the focus on a patch that changes under it', () => {
    const { page, transcript } = panel();
    const hunk = { oldStart: 1, newStart: 1, lines: ['-a', '+b'] };
    const patch = (fate?: 'accepted') => ({
      kind: 'patch' as const,
      id: '7',
      title: 'T',
      safe: true,
      files: [{ path: 'a.js', created: false, diff: [{ ...hunk, fate }, hunk] }],
      badge: { tone: 'good' as const, label: 'Good', details: [] },
      fate: { state: 'proposed' as const },
    });
    page.receive({ type: 'show', view: { ...view, messages: [question, { ...answer, parts: [patch()] }] } });
    button(transcript, 'Preview diff').focus();
    page.receive({ type: 'part', messageId: '2', part: 0, value: patch('accepted') });
    assert.ok(document.activeElement === button(transcript, 'Preview diff'));
    button(transcript, 'Accept change 2 of 2').focus();
    page.receive({
      type: 'part',
      messageId: '2',
      part: 0,
      value: { ...patch('accepted'), fate: { state: 'partly' } },
    });
    assert.ok(document.activeElement === transcript.querySelector('.patch'));
  });

  it('shows the conversations in place of the one that is open, and gives the focus back', () => {
    const { page, sent, transcript } = panel();
    page.receive({ type: 'show', view });
    const title = document.body.querySelector<HTMLElement>('.bar-title');
    title?.click();
    assert.deepEqual(sent.at(-1), { type: 'conversations' });
    assert.ok(transcript.hidden);
    page.receive({
      type: 'conversations',
      items: [{ id: 'c1', title: 'Other name', updated: 1, detail: '1 question', current: true }],
    });
    assert.equal(title?.textContent, 'Other name');
    const open = document.body.querySelector<HTMLElement>('.conversation-open');
    open?.focus();
    if (open) press(open, 'Escape');
    assert.ok(!transcript.hidden);
    assert.ok(document.activeElement === title);
  });

  it('takes text to begin with, and goes back to where one asks', () => {
    const { page, input } = panel();
    page.receive({ type: 'show', view });
    page.receive({ type: 'draft', text: 'What deserves attention here?' });
    assert.ok(document.activeElement === input);
    assert.equal(input.value, 'What deserves attention here?');
  });
});
