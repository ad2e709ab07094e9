import type { ToWebview } from './protocol';

/** A page that nobody sees gets no frames; what it is told must not pile up all the same. */
const longestWait = 250;

/** Waits for the next frame, or a moment where none comes. */
function nextFrame(run: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    run();
  };
  const timer = setTimeout(once, longestWait);
  requestAnimationFrame(once);
}

/**
 * Takes what the host says and hands it on once per frame, in order, with the pieces of one text joined. However fast an answer comes,
 * the page is laid out as often as it is painted and no more.
 */
export class Frames {
  readonly #receive: (message: ToWebview) => void;
  readonly #schedule: (run: () => void) => void;
  #waiting: ToWebview[] = [];

  constructor(receive: (message: ToWebview) => void, schedule: (run: () => void) => void = nextFrame) {
    this.#receive = receive;
    this.#schedule = schedule;
  }

  post(message: ToWebview): void {
    if (this.#waiting.length === 0) this.#schedule(() => this.#deliver());
    const last = this.#waiting.at(-1);
    if (
      message.type === 'text' &&
      last?.type === 'text' &&
      last.messageId === message.messageId &&
      last.part === message.part
    ) {
      this.#waiting[this.#waiting.length - 1] = { ...last, delta: last.delta + message.delta };
    } else {
      this.#waiting.push(message);
    }
  }

  #deliver(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    for (const message of messages) this.#receive(message);
  }
}
