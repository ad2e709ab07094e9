import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work done in one go before the event loop gets its turn, in milliseconds: a keystroke must not wait noticeably longer. */
const stretch = 10;

/** Lets the event loop breathe during long work, so that a server can answer, and stops the work when it was cancelled. */
export class Breather {
  private since = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  /** Call it often; it costs a clock reading unless a pause is due. Throws the signal's reason once that is aborted. */
  async breathe(): Promise<void> {
    this.signal?.throwIfAborted();
    if (performance.now() - this.since < stretch) return;
    await nextTurn();
    this.signal?.throwIfAborted();
    this.since = performance.now();
  }
}
