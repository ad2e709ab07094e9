import assert from 'node:assert/strict';
import { Frames } from '../../src/webview/frames';
import type { ToWebview } from '../../src/webview/protocol';

const text = (delta: string, part = 0): ToWebview => ({ type: 'text', messageId: '1', part, delta });

describe('frames', () => {
  const frames = () => {
    const received: ToWebview[] = [];
    const scheduled: (() => void)[] = [];
    const view = new Frames(
      (message) => received.push(message),
      (run) => scheduled.push(run),
    );
    return { view, received, scheduled };
  };

  it('hand on what came since the last one, in order, with the pieces of a text joined', () => {
    const { view, received, scheduled } = frames();
    for (const message of [
      text('a'),
      text('b'),
      text('c', 1),
      { type: 'state', state: 'idle' } as const,
      text('d', 1),
    ])
      view.post(message);
    assert.deepEqual(received, []);
    assert.equal(scheduled.length, 1);
    scheduled[0]?.();
    assert.deepEqual(received, [text('ab'), text('c', 1), { type: 'state', state: 'idle' }, text('d', 1)]);
  });

  it('are asked for once while one is to come', () => {
    const { view, received, scheduled } = frames();
    for (let i = 0; i < 1000; i++) view.post(text('x'));
    assert.equal(scheduled.length, 1);
    scheduled[0]?.();
    assert.equal(received.length, 1);
    view.post(text('y'));
    assert.equal(scheduled.length, 2);
  });
});
