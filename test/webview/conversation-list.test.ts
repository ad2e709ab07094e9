import assert from 'node:assert/strict';
import './dom';
import { ConversationList } from '../../src/webview/conversation-list';
import type { ConversationItem } from '../../src/webview/protocol';
import { button, press, recorder, type } from './helpers';

const item = (id: string, title: string, current = false): ConversationItem => ({
  id,
  title,
  updated: 1_700_000_000_000,
  detail: '2 questions',
  current,
});

function list(items = [item('a', 'First', true), item('b', 'Second <b>')]) {
  const { calls, on } = recorder();
  const view = new ConversationList(
    {
      openConversation: on('open'),
      renameConversation: on('rename'),
      deleteConversation: on('delete'),
      exportConversation: on('export'),
      newConversation: on('new'),
    },
    on('leave'),
  );
  document.body.replaceChildren(view.element);
  view.setShown(true);
  view.receive(items);
  const titles = () =>
    [...view.element.querySelectorAll('.conversation-title')].map(({ textContent }) => textContent);
  return { view, calls, element: view.element, titles };
}

describe('list of conversations', () => {
  it('shows them, says which is open, and opens another', () => {
    const { element, calls, titles } = list();
    assert.deepEqual(titles(), ['First', 'Second <b>']);
    assert.match(element.querySelector('[aria-current]')?.textContent ?? '', /First.*2 questions/);
    element.querySelectorAll<HTMLButtonElement>('.conversation-open')[1]?.click();
    assert.deepEqual(calls, [['open', 'b'], ['leave']]);
  });

  it('renames with Enter, and not with Escape', () => {
    const { view, element, calls } = list();
    button(element, 'Rename “First”').click();
    let input = element.querySelector<HTMLInputElement>('.conversation input');
    assert.ok(input && document.activeElement === input);
    press(input, 'Escape');
    assert.deepEqual(calls, []);
    button(element, 'Rename “First”').click();
    input = element.querySelector<HTMLInputElement>('.conversation input');
    assert.ok(input);
    type(input, 'Tenants');
    // The list may change meanwhile.
    view.receive([item('a', 'First', true), item('b', 'Second'), item('c', 'Third')]);
    assert.ok(element.contains(input));
    press(input, 'Enter');
    assert.deepEqual(calls, [['rename', 'a', 'Tenants']]);
  });

  it('deletes only when asked twice', () => {
    const { element, calls } = list();
    button(element, 'Delete “First”').click();
    assert.ok(document.activeElement === button(element, 'Keep'));
    button(element, 'Keep').click();
    assert.deepEqual(calls, []);
    button(element, 'Delete “First”').click();
    button(element, 'Delete').click();
    assert.deepEqual(calls, [['delete', 'a']]);
  });

  it('keeps one with Escape, without leaving the list', () => {
    const { element, calls } = list();
    button(element, 'Delete “Second <b>”').click();
    press(button(element, 'Keep'), 'Escape');
    assert.deepEqual(calls, []);
    assert.equal(element.querySelectorAll('.conversation-open').length, 2);
    assert.ok(document.activeElement === element.querySelectorAll('.conversation-open')[1]);
  });

  it('exports and begins a new one', () => {
    const { element, calls } = list();
    button(element, 'Export “First” as Markdown').click();
    button(element, 'New conversation').click();
    assert.deepEqual(calls, [['export', 'a'], ['new'], ['leave']]);
  });

  it('is walked with the arrows, and left with Escape', () => {
    const { view, element, calls } = list();
    view.focus();
    const [first, second] = element.querySelectorAll('.conversation-open');
    assert.ok(document.activeElement === first);
    press(first ?? element, 'ArrowDown');
    assert.ok(document.activeElement === second);
    press(second ?? element, 'Escape');
    assert.deepEqual(calls, [['leave']]);
  });

  it('can be searched when it is long', () => {
    const many = Array.from({ length: 9 }, (_, index) => item(String(index), `About ${index}`));
    const { element, titles } = list(many);
    const filter = element.querySelector<HTMLInputElement>('input[type=search]');
    assert.equal(filter?.hidden, false);
    if (filter) type(filter, 'about 7');
    assert.deepEqual(titles(), ['About 7']);
    button(element, 'Rename “About 7”').click();
    const input = element.querySelector<HTMLInputElement>('.conversation input');
    if (input) press(input, 'Escape');
    assert.ok(
      document.activeElement === element.querySelector('.conversation-open'),
      'of the row that is shown',
    );
    if (filter) type(filter, 'nowhere');
    assert.match(element.querySelector('.conversations')?.textContent ?? '', /None has these words/);
    assert.equal(list().element.querySelector<HTMLInputElement>('input[type=search]')?.hidden, true);
  });
});
