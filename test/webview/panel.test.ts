import assert from 'node:assert/strict';
import './dom';
import { Composer } from '../../src/webview/composer';
import { patchCard } from '../../src/webview/patch-card';
import type { ContextChip, MessageView, PatchView } from '../../src/webview/protocol';
import { Transcript } from '../../src/webview/transcript';

type Call = [name: string, ...values: unknown[]];

function recorder(): { calls: Call[]; on: (name: string) => (...values: unknown[]) => void } {
  const calls: Call[] = [];
  return {
    calls,
    on:
      (name) =>
      (...values) =>
        void calls.push([name, ...values]),
  };
}

const patch: PatchView = {
  kind: 'patch',
  id: '7',
  title: 'Name the columns',
  safe: true,
  files: [
    {
      path: 'src/a.js',
      created: false,
      diff: [{ oldStart: 3, newStart: 3, lines: [' a', '-<b>old</b>', '+new', ' c'] }],
    },
  ],
  badge: { tone: 'good', label: 'Removes 1 finding, brings none', details: [] },
  fate: { state: 'proposed' },
};

const answer: Extract<MessageView, { role: 'assistant' }> = {
  role: 'assistant',
  id: '2',
  provider: { label: 'Rulebook', note: 'No model is connected.' },
  parts: [],
  state: 'answering',
};

function transcript() {
  const { calls, on } = recorder();
  const actions = {
    copy: on('copy'),
    insert: on('insert'),
    preview: on('preview'),
    accept: on('accept'),
    reject: on('reject'),
    retry: on('retry'),
    suggestion: on('suggestion'),
  };
  const view = new Transcript(actions);
  view.put({
    role: 'user',
    id: '1',
    text: 'Why <i>?',
    source: 'Why <i>?',
    chips: [{ label: 'a.js:3', place: { path: 'src/a.js', first: 3, last: 3 } }],
  });
  view.put(answer);
  return { view, calls, element: view.element };
}

function button(root: Element, name: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find(
    (candidate) => (candidate.getAttribute('aria-label') ?? candidate.textContent) === name,
  );
  assert.ok(found, `a button "${name}"`);
  return found;
}

describe('transcript', () => {
  it('shows the question as text, with the way to its code', () => {
    const { element } = transcript();
    assert.equal(element.querySelector('.question-text')?.textContent, 'Why <i>?');
    assert.equal(element.querySelector('.chip')?.getAttribute('data-place'), 'src/a.js:3');
  });

  it('streams text into its part, and keeps what stands', () => {
    const { view, element } = transcript();
    view.setPart('2', 0, { kind: 'step', label: 'Reading', state: 'running' });
    view.setPart('2', 1, { kind: 'text', text: 'One' });
    const markdown = element.querySelector('.markdown');
    view.appendText('2', 1, ' and\n\ntwo.');
    view.setPart('2', 0, { kind: 'step', label: 'Read', state: 'done' });
    assert.ok(element.querySelector('.markdown') === markdown);
    assert.equal(markdown?.textContent?.replace(/\s+/g, ' ').trim(), 'One and two.');
    assert.equal(element.querySelectorAll('.step').length, 1);
  });

  it('does not render text again when the answer ends', () => {
    const { view, element } = transcript();
    view.setPart('2', 0, { kind: 'text', text: 'One\n\nTwo\n\n' });
    const first = element.querySelector('.markdown p');
    view.put({ ...answer, state: 'complete', parts: [{ kind: 'text', text: 'One\n\nTwo\n\n' }] });
    assert.ok(element.querySelector('.markdown p') === first);
    assert.match(element.querySelector('.provenance')?.textContent ?? '', /No model is connected/);
    assert.equal(element.querySelector('.thinking'), null);
  });

  it('copies and inserts the code as it was written', () => {
    const { view, element, calls } = transcript();
    view.put({
      ...answer,
      state: 'complete',
      parts: [{ kind: 'text', text: '```js\nconst a = "<b>";\n```\n' }],
    });
    button(element, 'Copy code').click();
    button(element, 'Insert at cursor').click();
    assert.deepEqual(calls, [
      ['copy', 'const a = "<b>";\n'],
      ['insert', 'const a = "<b>";\n'],
    ]);
  });

  it('offers to answer again after a stop and a failure that can be mended', () => {
    const { view, element, calls } = transcript();
    view.put({ ...answer, state: 'failed', problem: { message: 'Too busy.', retryable: true } });
    assert.equal(element.querySelector('[role=alert]')?.textContent, 'Too busy.');
    button(element, 'Answer again').click();
    assert.deepEqual(calls, [['retry']]);
    view.put({ ...answer, state: 'failed', problem: { message: 'No key.', retryable: false } });
    assert.throws(() => button(element, 'Answer again'));
  });

  it('asks what is suggested', () => {
    const { view, element, calls } = transcript();
    view.setPart('2', 0, { kind: 'suggestions', labels: ['A', 'B'] });
    button(element, 'B').click();
    assert.deepEqual(calls, [['suggestion', '2', 0, 1]]);
  });
});

describe('patch card', () => {
  const card = (change: Partial<PatchView> = {}) => {
    const { calls, on } = recorder();
    const element = patchCard(
      { ...patch, ...change },
      { preview: on('preview'), accept: on('accept'), reject: on('reject') },
    );
    return { element, calls };
  };

  it('shows what the rules say, the lines with their numbers, and the way to the first of them', () => {
    const { element } = card();
    assert.match(element.querySelector('.badge-good')?.textContent ?? '', /Removes 1 finding, brings none/);
    const lines = [...element.querySelectorAll('.diff-line')].map((line) => line.textContent);
    assert.deepEqual(lines, ['3 a', '4-<b>old</b>', '4+new', '5 c']);
    assert.equal(element.querySelector('.place')?.getAttribute('data-place'), 'src/a.js:4');
  });

  it('offers preview, accept and reject', () => {
    const { element, calls } = card();
    for (const name of ['Preview diff', 'Accept', 'Reject']) button(element, name).click();
    assert.deepEqual(calls, [
      ['preview', '7'],
      ['accept', '7'],
      ['reject', '7'],
    ]);
  });

  it('offers nothing once it is decided, and says why it does not fit', () => {
    assert.equal(card({ fate: { state: 'accepted' } }).element.querySelectorAll('button').length, 0);
    const { element } = card({ fate: { state: 'outdated', reason: 'The lines changed.' } });
    assert.match(element.textContent ?? '', /Does not fit any more.*The lines changed\./);
    button(element, 'Try again');
  });

  it('warns of a suggestion, and lists what a bad patch brings', () => {
    const badge = { tone: 'bad', label: 'Does not parse', details: ['syntax: src/a.js:4 oops'] } as const;
    const { element } = card({ safe: false, badge: { ...badge, details: [...badge.details] } });
    assert.match(element.textContent ?? '', /can change what the code does/);
    assert.match(element.querySelector('.patch-details')?.textContent ?? '', /oops/);
  });
});

describe('composer', () => {
  const composer = () => {
    const { calls, on } = recorder();
    const view = new Composer(
      { ask: on('ask'), chip: on('chip'), stop: on('stop'), draft: () => {} },
      'Why?',
    );
    const input = view.element.querySelector('textarea');
    assert.ok(input);
    const press = (key: string, more: KeyboardEventInit = {}) => {
      const event = document.createEvent('Event');
      event.initEvent('keydown', true, true);
      input.dispatchEvent(Object.assign(event, { key, ...more }));
    };
    return { view, calls, input, press };
  };

  const chipFor = (label: string, on = true): ContextChip => ({
    id: 'editor',
    kind: 'file',
    label,
    place: { path: label },
    on,
    follows: true,
  });

  it('asks with Enter, and empties itself', () => {
    const { calls, input, press } = composer();
    press('Enter', { shiftKey: true });
    press('Enter');
    press('Enter');
    assert.deepEqual(calls, [['ask', 'Why?']]);
    assert.equal(input.value, '');
  });

  it('takes a chip out and puts it back', () => {
    const { view, calls } = composer();
    view.setContext([chipFor('a.js')]);
    button(view.element, 'Ask without a.js').click();
    view.setContext([chipFor('a.js', false)]);
    view.element.querySelector<HTMLButtonElement>('.chip-out')?.click();
    assert.deepEqual(calls, [
      ['chip', 'editor', false],
      ['chip', 'editor', true],
    ]);
  });

  it('stops with the button and with Escape while an answer is given', () => {
    const { view, calls, press } = composer();
    view.setState('answering');
    button(view.element, 'Stop').click();
    press('Escape');
    press('Enter');
    assert.deepEqual(calls, [['stop'], ['stop']]);
  });
});
