import type { ToWebview } from '../../webview/protocol';

/** Pieces of text are held back this long, so that a fast answer is a few messages a second and not hundreds. */
const pause = 40;

/** Sends messages to the page in order, with the pieces of one text joined. */
export class Outbox {
  readonly #send: (message: ToWebview) => void;
  #text: Extract<ToWebview, { type: 'text' }> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (message: ToWebview) => void) {
    this.#send = send;
  }

  post(message: ToWebview): void {
    if (message.type === 'text') {
      const held = this.#text;
      if (held && held.messageId === message.messageId && held.part === message.part) {
        held.delta += message.delta;
        return;
      }
      this.flush();
      this.#text = { ...message };
      this.#timer = setTimeout(() => this.flush(), pause);
      return;
    }
    this.flush();
    this.#send(message);
  }

  /** Sends what is held back. */
  flush(): void {
    clearTimeout(this.#timer);
    const held = this.#text;
    this.#text = undefined;
    if (held) this.#send(held);
  }

  /** Forgets what is held back: the page is gone, or will be shown everything anew. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#text = undefined;
  }
}
