import assert from 'node:assert/strict';
import './dom';
import { Composer } from '../../src/webview/composer';
import type { ContextChip, ModelChoice } from '../../src/webview/protocol';
import { button, press, recorder, type } from './helpers';

function composer(draft = 'Why?') {
  const { calls, on } = recorder();
  const view = new Composer(
    {
      ask: on('ask'),
      chip: on('chip'),
      addContext: on('addContext'),
      complete: on('complete'),
      look: on('look'),
      stop: on('stop'),
      draft: () => {},
      editLast: on('editLast'),
      models: on('models'),
      chooseModel: on('chooseModel'),
      setKey: on('setKey'),
    },
    draft,
  );
  document.body.replaceChildren(view.element);
  const input = view.element.querySelector('textarea');
  assert.ok(input);
  return { view, calls, input, element: view.element };
}

const chipFor = (label: string, on = true): ContextChip => ({
  id: 'editor',
  kind: 'file',
  label,
  place: { path: label },
  on,
  follows: true,
});

describe('composer', () => {
  it('asks with Enter, and empties itself', () => {
    const { calls, input } = composer();
    assert.ok(!press(input, 'Enter', { shiftKey: true }));
    press(input, 'Enter');
    press(input, 'Enter');
    assert.deepEqual(calls, [['ask', 'Why?']]);
    assert.equal(input.value, '');
  });

  it('edits the last question with ArrowUp, when it is empty', () => {
    const { calls, input } = composer();
    press(input, 'ArrowUp');
    type(input, '');
    press(input, 'ArrowUp');
    assert.deepEqual(calls, [['editLast']]);
  });

  it('stops with the button and with Escape while an answer is given', () => {
    const { view, calls, input } = composer();
    view.setState('answering');
    button(view.element, 'Stop').click();
    press(input, 'Escape');
    press(input, 'Enter');
    assert.deepEqual(calls, [['stop'], ['stop']]);
  });

  it('takes back a question that could not be asked, with the reason, until something is typed', () => {
    const { view, input, element } = composer('');
    view.setDraft('#schema:nope?', 'There is no table nope.');
    assert.equal(input.value, '#schema:nope?');
    const problem = element.querySelector<HTMLElement>('[role=alert]');
    assert.equal(problem?.hidden, false);
    assert.equal(problem?.textContent, 'There is no table nope.');
    type(input, 'Why?');
    assert.equal(problem?.hidden, true);
  });

  it('leaves what a person has written alone when there is something to begin with', () => {
    const { view, input } = composer('My own words');
    view.setDraft('What deserves attention here?');
    assert.equal(input.value, 'My own words');
    type(input, '');
    view.setDraft('What deserves attention here?');
    assert.equal(input.value, 'What deserves attention here?');
    assert.deepEqual([input.selectionStart, input.selectionEnd], [0, 29]);
  });

  it('says what the conversation has used, and what is left', () => {
    const { view, element } = composer();
    view.setUsage({ label: '5040 tokens, about $0.03', details: '…', left: '$0.97 left' });
    assert.equal(element.querySelector('.usage')?.textContent, '5040 tokens, about $0.03 · $0.97 left');
  });
});

describe('context chips', () => {
  it('are taken out and put back', () => {
    const { view, calls, element } = composer();
    view.setContext([chipFor('a.js')]);
    button(element, 'Ask without a.js').click();
    view.setContext([chipFor('a.js', false)]);
    button(element, 'Ask with a.js').click();
    assert.deepEqual(calls, [
      ['chip', 'editor', false],
      ['chip', 'editor', true],
    ]);
  });

  it('that follow the editor say so', () => {
    const { view, element } = composer();
    view.setContext([chipFor('a.js'), { ...chipFor('b.js'), id: 'added-1', follows: false }]);
    const titles = [...element.querySelectorAll<HTMLElement>('.chip-pair')].map(({ title }) => title);
    assert.deepEqual(titles, ['Follows the editor', '']);
  });

  it('keep the focus when they are shown anew', () => {
    const { view, element } = composer();
    view.setContext([chipFor('a.js')]);
    button(element, 'Ask without a.js').focus();
    view.setContext([chipFor('a.js', false)]);
    assert.ok(document.activeElement === button(element, 'Ask with a.js'));
  });
});

describe('completion', () => {
  const words = [
    { word: '#file', description: 'The file in front' },
    { word: '#route:', description: 'A route' },
  ];

  it('shows what a word can become, and takes the active line with Enter', () => {
    const { view, calls, input, element } = composer('');
    type(input, 'Why is #');
    assert.deepEqual(calls, [['complete', 1, '#']]);
    view.completion.receive(1, words);
    assert.equal(input.getAttribute('aria-expanded'), 'true');
    const active = () => document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
    assert.match(active()?.textContent ?? '', /^#file/);
    press(input, 'ArrowDown');
    assert.match(active()?.textContent ?? '', /^#route:/);
    press(input, 'Enter');
    assert.equal(input.value, 'Why is #route:');
    assert.deepEqual(calls.at(-1), ['complete', 2, '#route:']);
    view.completion.receive(2, [{ word: '#route:GET/tickets', description: 'src/a.js' }]);
    press(input, 'Tab');
    assert.equal(input.value, 'Why is GET/tickets ');
    assert.deepEqual(calls.at(-1), ['addContext', '#route:GET/tickets']);
    assert.equal(element.querySelector<HTMLElement>('.popup')?.hidden, true);
  });

  it('drops an answer to an earlier word', () => {
    const { view, input } = composer('');
    type(input, '#f');
    type(input, '#fi');
    view.completion.receive(1, words);
    assert.ok(!view.completion.list.isOpen);
  });

  it('closes with Escape, stays away from that word, and does not stop the answer', () => {
    const { view, calls, input } = composer('');
    view.setState('answering');
    type(input, '/');
    view.completion.receive(1, [{ word: '/fix', description: '' }]);
    press(input, 'Escape');
    assert.ok(!view.completion.list.isOpen);
    assert.deepEqual(calls, [['complete', 1, '/']]);
    type(input, '/f');
    assert.deepEqual(calls.at(-1), ['complete', 2, '/f']);
  });

  it('begins with the button', () => {
    const { calls, input, element } = composer('Why');
    button(element, 'Add context').click();
    assert.equal(input.value, 'Why #');
    assert.deepEqual(calls, [['complete', 1, '#']]);
  });
});

describe('who answers', () => {
  const models: ModelChoice[] = [
    { id: 'claude:a', label: 'Claude A', group: 'Claude', selected: true },
    { id: 'rulebook', label: 'Rulebook', group: 'Without a model', selected: false },
  ];

  it('is chosen from a list, by keyboard', () => {
    const { view, calls, element } = composer();
    view.setProvider({ label: 'Claude A', destination: 'api.example' });
    const picker = button(element, 'Who answers: Claude A');
    picker.click();
    assert.deepEqual(calls, [['models']]);
    view.models.receive(models);
    const groups = [...element.querySelectorAll('.popup-group')].map(({ textContent }) => textContent);
    assert.deepEqual(groups, ['Claude', 'Without a model']);
    press(picker, 'ArrowDown');
    press(picker, 'Enter');
    assert.deepEqual(calls.at(-1), ['chooseModel', 'rulebook']);
    assert.equal(picker.getAttribute('aria-expanded'), 'false');
    assert.ok(document.activeElement === picker);
  });

  it('says what is missing, and helps', () => {
    const { view, calls, element } = composer();
    view.models.open();
    view.models.receive(models.slice(1), { message: 'For Claude, set an API key.', remedy: 'set-key' });
    assert.match(view.models.list.element.querySelector('.popup-foot')?.textContent ?? '', /set an API key/);
    button(element, 'Set API key').click();
    assert.deepEqual(calls.at(-1), ['setKey']);
  });

  it('is not opened by an answer that comes late', () => {
    const { view } = composer();
    view.models.receive(models);
    assert.ok(!view.models.list.isOpen);
  });
});

describe('what will be sent', () => {
  const preview = {
    destination: 'api.example',
    tokens: 1234,
    masked: 2,
    leftOut: ['table users'],
    parts: [{ title: 'This question', text: '<b>Why?</b>' }],
  };

  it('is looked at on demand, as text', () => {
    const { view, calls, element } = composer();
    view.setProvider({ label: 'Claude', destination: 'api.example' });
    const [look] = [...element.querySelectorAll<HTMLButtonElement>('.sending-button')];
    assert.equal(look?.textContent, 'Goes to api.example');
    look?.click();
    assert.deepEqual(calls, [['look', 'Why?']]);
    view.sending.receive(preview);
    const shown = element.querySelector('.sending')?.textContent ?? '';
    assert.match(shown, /To api\.example: about 1,234 tokens\. 2 secrets are masked\./);
    assert.match(shown, /No room for: table users\./);
    assert.equal(element.querySelector('.sending pre')?.textContent, '<b>Why?</b>');
  });

  it('is asked for again when the context changes, and what is open stays open', () => {
    const { view, calls, element } = composer();
    view.setProvider({ label: 'Claude', destination: 'api.example' });
    view.sending.toggle();
    view.sending.receive(preview);
    element.querySelector('.sending details')?.setAttribute('open', '');
    view.setContext([]);
    assert.equal(calls.filter(([name]) => name === 'look').length, 2);
    view.sending.receive(preview);
    assert.equal(element.querySelector<HTMLDetailsElement>('.sending details')?.open, true);
  });

  it('is nothing without a model, and closes with Escape', () => {
    const { view, element, input } = composer();
    view.setProvider({ label: 'Rulebook' });
    assert.equal(element.querySelector('.sending-button')?.textContent, 'Stays on this machine');
    view.sending.toggle();
    view.sending.receive({ tokens: 0, masked: 0, leftOut: [], parts: [] });
    assert.match(element.querySelector('.sending')?.textContent ?? '', /Nothing\. The rulebook answers/);
    press(input, 'Escape');
    assert.ok(!view.sending.isOpen);
  });
});
