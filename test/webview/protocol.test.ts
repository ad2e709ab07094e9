import assert from 'node:assert/strict';
import { parseFromWebview } from '../../src/webview/protocol';

describe('messages from the page', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'ask', text: 'Why?' },
    { type: 'edit', messageId: '3', text: '/fix it' },
    { type: 'chip', id: 'editor', on: false },
    { type: 'addContext', reference: '#findings' },
    { type: 'look', text: '' },
    { type: 'complete', id: 0, word: '#file:src' },
    { type: 'propose', messageId: '4', code: 'x' },
    { type: 'accept', patchId: '7', file: 0, hunk: 2 },
    { type: 'reject', patchId: '7', file: 1 },
    { type: 'chooseModel', id: 'claude:claude-opus-5-5' },
    { type: 'setKey' },
    { type: 'newConversation' },
    { type: 'openConversation', id: 'a-1' },
    { type: 'renameConversation', id: 'a-1', title: 'Tenants' },
    { type: 'suggestion', messageId: '3', part: 0, index: 1 },
    { type: 'open', place: { path: 'src/a.ts', first: 3, last: 9 } },
    { type: 'openRule', ruleId: 'database/select-star' },
    { type: 'accept', patchId: '7' },
  ]) {
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(parseFromWebview(message), message));
  }

  for (const message of [
    null,
    'ready',
    {},
    { type: 'execute', command: 'x' },
    { type: 'ask', text: 3 },
    { type: 'ask', text: 'x'.repeat(1_000_001) },
    { type: 'edit', text: 'x' },
    { type: 'chip', id: 'editor' },
    { type: 'accept', patchId: '7', hunk: 2 },
    { type: 'accept', patchId: '7', file: -1 },
    { type: 'openConversation', id: 'x'.repeat(501) },
    { type: 'setKey2', key: 'x' },
    { type: 'suggestion', messageId: '3', part: -1, index: 0.5 },
    { type: 'open', place: { path: 1 } },
    { type: 'open', place: { path: 'a', first: 0 } },
    { type: 'openRule', ruleId: '../../etc/passwd' },
    { type: 'accept' },
  ]) {
    it(`refuses ${JSON.stringify(message)?.slice(0, 80)}`, () =>
      assert.equal(parseFromWebview(message), undefined));
  }

  it('passes on nothing that it does not know', () => {
    assert.deepEqual(parseFromWebview({ type: 'stop', extra: 1 }), { type: 'stop' });
    assert.deepEqual(parseFromWebview({ type: 'open', place: { path: 'a', first: 5, last: 2, x: 1 } }), {
      type: 'open',
      place: { path: 'a', first: 5, last: 5 },
    });
  });
});
