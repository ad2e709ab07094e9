import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import './dom';
import { Announcer } from '../../src/webview/announcer';

describe('announcer', () => {
  const announcer = () => {
    const view = new Announcer(10);
    return { view, said: () => view.element.textContent };
  };

  it('is polite', () => {
    const { element } = announcer().view;
    assert.equal(element.getAttribute('aria-live'), 'polite');
    assert.equal(element.getAttribute('role'), 'status');
  });

  it('says whole sentences, and keeps one that has only begun', async () => {
    const { view, said } = announcer();
    for (const piece of ['It reads ', '`*`. ', 'Name the col']) view.add(piece);
    assert.equal(said(), '');
    await delay(30);
    assert.equal(said(), 'It reads .');
    view.add('umns.\n');
    await delay(30);
    assert.equal(said(), 'Name the columns.');
  });

  it('says no code, whatever the pieces', async () => {
    const { view, said } = announcer();
    view.add('So:\n```js\nlet a;\n');
    await delay(30);
    assert.equal(said(), 'So: (code)');
    view.add('let b;\n```\nThat is all.\n');
    await delay(30);
    assert.equal(said(), 'That is all.');
  });

  it('says at once what is a message of its own, with what was pending', () => {
    const { view, said } = announcer();
    view.add('Half a');
    view.end('Stopped.');
    assert.equal(said(), 'Half a Stopped.');
  });
});
