import { h } from './dom';

const pause = 1200;

/**
 * Says to a screen reader what happens, politely and not word by word: the sentences that came together since the last time
 * are said at once.
 */
export class Announcer {
  readonly element = h('div', { class: 'for-screen-readers', 'aria-live': 'polite', role: 'status' });
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Text of an answer, in pieces as it streams. */
  add(delta: string): void {
    this.#text += delta;
    this.#timer ??= setTimeout(() => this.#say(sentencesEnd(this.#text)), pause);
  }

  /** A message of its own; what was pending is said with it. */
  say(message: string): void {
    this.#text += `\n${message}`;
    this.#say(this.#text.length);
  }

  #say(end: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const said = spoken(this.#text.slice(0, end));
    this.#text = this.#text.slice(end);
    if (said) this.element.textContent = said;
    if (this.#text) this.#timer = setTimeout(() => this.#say(sentencesEnd(this.#text)), pause);
  }
}

/** Just past the last sentence that has ended; everything when a line of its own goes on too long without an end. */
function sentencesEnd(text: string): number {
  const end = Math.max(
    text.lastIndexOf('. '),
    text.lastIndexOf('\n'),
    text.lastIndexOf('? '),
    text.lastIndexOf(': '),
  );
  return end < 0 ? text.length : end + 1;
}

/** The words without the signs of Markdown; code blocks are only mentioned. */
function spoken(text: string): string {
  return text
    .replace(/```[\s\S]*?(```|$)/g, ' (code) ')
    .replace(/[#*_`>\\]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
