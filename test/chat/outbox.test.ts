import assert from 'node:assert/strict';
import { Outbox } from '../../src/extension/chat/outbox';
import type { ToWebview } from '../../src/webview/protocol';

describe('outbox', () => {
  const text = (delta: string, part = 0): ToWebview => ({ type: 'text', messageId: '1', part, delta });
  const outbox = (): { sent: ToWebview[]; box: Outbox } => {
    const sent: ToWebview[] = [];
    return { sent, box: new Outbox((message) => sent.push(message)) };
  };

  it('joins the pieces of one text, and sends them by itself', async () => {
    const { sent, box } = outbox();
    for (const delta of ['a', 'b', 'c']) box.post(text(delta));
    assert.deepEqual(sent, []);
    await new Promise((resolve) => setTimeout(resolve, 80));
    assert.deepEqual(sent, [text('abc')]);
  });

  it('keeps the order among texts and other messages', () => {
    const { sent, box } = outbox();
    box.post(text('a'));
    box.post(text('b', 1));
    box.post({ type: 'state', state: 'idle' });
    assert.deepEqual(sent, [text('a'), text('b', 1), { type: 'state', state: 'idle' }]);
  });

  it('sends nothing of what was dropped', async () => {
    const { sent, box } = outbox();
    box.post(text('a'));
    box.drop();
    await new Promise((resolve) => setTimeout(resolve, 80));
    assert.deepEqual(sent, []);
  });
});
