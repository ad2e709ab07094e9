import assert from 'node:assert/strict';
import './dom';
import type { MessageView } from '../../src/webview/protocol';
import { Transcript } from '../../src/webview/transcript';
import { button, press, recorder, type } from './helpers';

const answer: Extract<MessageView, { role: 'assistant' }> = {
  role: 'assistant',
  id: '2',
  provider: { label: 'Rulebook', note: 'No model is connected.' },
  parts: [],
  state: 'answering',
};

function transcript() {
  const { calls, on } = recorder();
  const view = new Transcript({
    copy: on('copy'),
    insert: on('insert'),
    propose: on('propose'),
    preview: on('preview'),
    accept: on('accept'),
    reject: on('reject'),
    retry: on('retry'),
    suggestion: on('suggestion'),
    edit: on('edit'),
    remedy: on('remedy'),
  });
  document.body.replaceChildren(view.element);
  view.put({
    role: 'user',
    id: '1',
    text: 'Why <i>?',
    source: '/explain Why <i>?',
    chips: [{ label: 'a.js:3', place: { path: 'src/a.js', first: 3, last: 3 } }, { label: 'schema' }],
  });
  view.put(answer);
  return { view, calls, element: view.element };
}

const patch: Extract<(typeof answer)['parts'][number], { kind: 'patch' }> = {
  kind: 'patch',
  id: '7',
  title: 'Name the columns',
  safe: true,
  files: [
    { path: 'src/a.js', created: false, diff: [{ oldStart: 3, newStart: 3, lines: ['-old', '+new'] }] },
  ],
  badge: { tone: 'neutral', label: 'Checking', details: [] },
  fate: { state: 'proposed' },
};

describe('a patch in an answer', () => {
  const pointer = (on: Element, what: string) =>
    on.dispatchEvent(new window.Event(`pointer${what}`, { bubbles: true }));
  const checked = { ...patch, badge: { tone: 'good' as const, label: 'Removes 1 finding', details: [] } };

  it('is not made anew under a finger, so that a press is heard', async () => {
    const { view, element, calls } = transcript();
    view.put({ ...answer, parts: [patch] });
    const reject = button(element, 'Reject');
    pointer(reject, 'down');
    view.put({ ...answer, parts: [checked] });
    assert.ok(reject.isConnected);
    pointer(reject, 'up');
    reject.click();
    assert.deepEqual(calls, [['reject', '7']]);
    await new Promise((resolve) => setTimeout(resolve));
    assert.match(element.querySelector('.badge')?.textContent ?? '', /Removes 1 finding/);
    assert.ok(!reject.isConnected);
  });

  it('shows what came last, when more than one thing has changed under the finger', async () => {
    const { view, element } = transcript();
    view.put({ ...answer, parts: [patch] });
    const reject = button(element, 'Reject');
    pointer(reject, 'down');
    view.put({ ...answer, parts: [checked] });
    view.put({ ...answer, parts: [{ ...checked, fate: { state: 'accepted' } }] });
    pointer(reject, 'up');
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(element.querySelectorAll('article.patch').length, 1);
    assert.match(element.querySelector('.fate')?.textContent ?? '', /^Accepted/);
  });

  it('keeps its element while nothing about it changes', () => {
    const { view, element } = transcript();
    view.put({ ...answer, parts: [patch] });
    const card = element.querySelector('article.patch');
    view.put({ ...answer, parts: [{ ...patch }], state: 'complete' });
    assert.equal(element.querySelector('article.patch'), card);
  });
});

describe('question', () => {
  it('is shown as text, with the way to its code', () => {
    const { element } = transcript();
    assert.equal(element.querySelector('.question-text')?.textContent, 'Why <i>?');
    assert.equal(element.querySelector('.chip')?.getAttribute('data-place'), 'src/a.js:3');
  });

  it('is edited as it was typed, and asked again', () => {
    const { element, calls } = transcript();
    button(element, 'Edit and ask again').click();
    const box = element.querySelector('textarea');
    assert.ok(box && document.activeElement === box);
    assert.equal(box.value, '/explain Why <i>?');
    type(box, 'How?');
    assert.ok(!press(box, 'Enter', { shiftKey: true }));
    press(box, 'Enter');
    assert.deepEqual(calls, [['edit', '1', 'How?']]);
    assert.equal(element.querySelector('textarea'), null);
  });

  it('stays as it is on Escape, with the focus back where it was', () => {
    const { element, calls } = transcript();
    button(element, 'Edit and ask again').click();
    press(element.querySelector('textarea') ?? element, 'Escape');
    assert.deepEqual(calls, []);
    assert.ok(document.activeElement === button(element, 'Edit and ask again'));
  });

  it('that was asked last can be edited from elsewhere', () => {
    const { view, element, calls } = transcript();
    view.put({ role: 'user', id: '3', text: 'Last?', source: 'Last?', chips: [] });
    view.editLast(() => void calls.push(['left']));
    const box = element.querySelector('textarea');
    assert.equal(box?.value, 'Last?');
    press(box ?? element, 'Escape');
    assert.deepEqual(calls, [['left']]);
  });
});

describe('answer', () => {
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

  it('is not rendered again when it ends', () => {
    const { view, element } = transcript();
    view.setPart('2', 0, { kind: 'text', text: 'One\n\nTwo\n\n' });
    const first = element.querySelector('.markdown p');
    view.put({ ...answer, state: 'complete', parts: [{ kind: 'text', text: 'One\n\nTwo\n\n' }] });
    assert.ok(element.querySelector('.markdown p') === first);
    assert.match(element.querySelector('.provenance')?.textContent ?? '', /No model is connected/);
    assert.equal(element.querySelector('.thinking'), null);
  });

  it('has code that is copied, inserted and proposed as it was written', () => {
    const { view, element, calls } = transcript();
    view.put({
      ...answer,
      state: 'complete',
      parts: [{ kind: 'text', text: '```js\nconst a = "<b>";\n```\n' }],
    });
    for (const name of ['Copy code', 'Insert at cursor', 'Propose as patch']) button(element, name).click();
    assert.deepEqual(calls, [
      ['copy', 'const a = "<b>";\n'],
      ['insert', 'const a = "<b>";\n'],
      ['propose', '2', 'const a = "<b>";\n'],
    ]);
  });

  it('says what it used, and is copied whole', () => {
    const { view, element, calls } = transcript();
    view.setPart('2', 0, { kind: 'text', text: 'One' });
    view.appendText('2', 0, ' **two**');
    view.setUsage('2', { label: '120 tokens', details: '100 in' });
    const usage = { label: '1200 tokens, about $0.02', details: '1000 in, 200 out' };
    view.put({ ...answer, state: 'complete', parts: [{ kind: 'text', text: 'One **two**' }], usage });
    const shown = element.querySelector<HTMLElement>('.provenance .usage');
    assert.equal(shown?.textContent, usage.label);
    assert.equal(shown?.title, usage.details);
    button(element, 'Copy the answer').click();
    assert.deepEqual(calls, [['copy', 'One **two**']]);
  });

  it('can be given again after a stop and a failure that can be mended', () => {
    const { view, element, calls } = transcript();
    view.put({ ...answer, state: 'failed', problem: { message: 'Too busy.', retryable: true } });
    assert.equal(element.querySelector('[role=alert]')?.textContent, 'Too busy.');
    button(element, 'Try again').click();
    button(element, 'Answer again').click();
    assert.deepEqual(calls, [['retry'], ['retry']]);
    view.put({ ...answer, state: 'failed', problem: { message: 'No.', retryable: false } });
    assert.throws(() => button(element, 'Answer again'));
  });

  it('offers what helps about a problem', () => {
    const { view, element, calls } = transcript();
    const problem = { message: 'No key.', retryable: false };
    view.put({ ...answer, state: 'failed', problem: { ...problem, remedy: 'set-key' } });
    button(element, 'Set API key').click();
    view.put({ ...answer, state: 'failed', problem: { ...problem, remedy: 'choose-model' } });
    button(element, 'Choose a model').click();
    assert.deepEqual(calls, [
      ['remedy', 'set-key'],
      ['remedy', 'choose-model'],
    ]);
  });

  it('asks what is suggested', () => {
    const { view, element, calls } = transcript();
    view.setPart('2', 0, { kind: 'suggestions', labels: ['A', 'B'] });
    button(element, 'B').click();
    assert.deepEqual(calls, [['suggestion', '2', 0, 1]]);
  });
});

describe('steps', () => {
  const steps = () => {
    const all = transcript();
    const put = (index: number, state: 'running' | 'done' | 'failed', detail?: string) =>
      all.view.setPart('2', index, { kind: 'step', label: `Step ${index}`, state, detail });
    return { ...all, put };
  };

  it('say how they stand, and on demand what came of them', () => {
    const { element, put } = steps();
    put(0, 'running');
    assert.match(element.querySelector('.step-running')?.textContent ?? '', /Step 0, running/);
    put(0, 'done', '12 lines');
    const done = element.querySelector<HTMLDetailsElement>('details.step-done');
    assert.equal(done?.open, false);
    assert.match(done?.textContent ?? '', /Step 0, done.*12 lines/);
  });

  it('that fail show why', () => {
    const { element, put } = steps();
    put(0, 'failed', 'refused');
    assert.equal(element.querySelector<HTMLDetailsElement>('.step-failed')?.open, true);
  });

  it('stand together, and fold to one line when something follows many of them', () => {
    const { view, element, put } = steps();
    for (const index of [0, 1, 2]) put(index, 'done');
    const group = element.querySelector<HTMLDetailsElement>('.steps');
    assert.equal(element.querySelectorAll('.steps').length, 1);
    assert.equal(group?.open, true);
    view.setPart('2', 3, { kind: 'text', text: 'So.' });
    assert.equal(group?.open, false);
    assert.equal(group?.querySelector('summary')?.textContent, '3 steps');
    put(4, 'running');
    assert.equal(element.querySelectorAll('.steps').length, 2);
  });
});

describe('links', () => {
  it('lead to places and rules, and nowhere by themselves', () => {
    const { view, element } = transcript();
    view.setPart('2', 0, { kind: 'text', text: 'See `src/a.ts:4` and `database/select-star`.' });
    const links = [...element.querySelectorAll('.markdown [role=link]')];
    assert.deepEqual(
      links.map((link) => [link.getAttribute('data-place') ?? link.getAttribute('data-rule'), link.tagName]),
      [
        ['src/a.ts:4', 'SPAN'],
        ['database/select-star', 'SPAN'],
      ],
    );
  });
});

describe('a long conversation', () => {
  const messages = Array.from({ length: 100 }, (_, index): MessageView[] => [
    { role: 'user', id: `q${index}`, text: `Question ${index}`, source: '', chips: [] },
    { ...answer, id: `a${index}`, state: 'complete', parts: [{ kind: 'text', text: `Answer ${index}` }] },
  ]).flat();

  it('renders its newest messages, and the earlier ones on request, in order', () => {
    const { view, element } = transcript();
    view.reset(messages, document.createElement('div'));
    const questions = () =>
      [...element.querySelectorAll('.question-text')].map(({ textContent }) => textContent);
    assert.equal(questions().length, 20);
    assert.deepEqual([questions()[0], questions().at(-1)], ['Question 80', 'Question 99']);
    button(element, 'Show 160 earlier messages').click();
    assert.deepEqual([questions()[0], questions().at(-1)], ['Question 60', 'Question 99']);
    while (element.querySelector('.earlier')) element.querySelector<HTMLElement>('.earlier')?.click();
    assert.deepEqual(
      questions(),
      messages.flatMap((message) => (message.role === 'user' ? [message.text] : [])),
    );
    assert.equal(element.querySelectorAll('.turn:last-child .answer').length, 1);
  });

  it('goes on at its end while earlier ones are not shown', () => {
    const { view, element } = transcript();
    view.reset(messages, document.createElement('div'));
    view.put({ role: 'user', id: 'new', text: 'New?', source: '', chips: [] });
    view.put({ ...answer, id: 'newer' });
    assert.match(element.lastElementChild?.textContent ?? '', /^New\?/);
    button(element, 'Show 160 earlier messages').click();
    assert.match(element.lastElementChild?.textContent ?? '', /^New\?/);
  });
});
