import { h } from './dom';

/** Milliseconds in which sentences gather. */
const usualPause = 1200;

/** A sentence that goes on for longer is said in pieces. */
const longestSentence = 300;
/**
 * Says to a screen reader what happens, politely and not word by word: the sentences that came together since the last time
 * are said at once.
 */
export class Announcer {
  readonly element = h('div', { class: 'for-screen-readers', 'aria-live': 'polite', role: 'status' });
  readonly #pause: number;
  #text = '';
  #isInCode = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pause = usualPause) {
    this.#pause = pause;
  }

  /** Text of an answer, in pieces as it streams. */
  add(delta: string): void {
    this.#text += delta;
    this.#timer ??= setTimeout(() => this.#say(sentencesEnd(this.#text)), this.#pause);
  }

  /** A message of its own; what was pending is said with it. */
  say(message: string): void {
    this.#text += `\n${message}`;
    this.#say(this.#text.length);
  }

  /** Says what is pending, and that nothing more comes. */
  end(message: string): void {
    this.say(message);
    this.#isInCode = false;
  }

  #say(end: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const said = this.#spoken(this.#text.slice(0, end));
    this.#text = this.#text.slice(end);
    if (said) this.element.textContent = said;
    if (this.#text) this.#timer = setTimeout(() => this.#say(sentencesEnd(this.#text)), this.#pause);
  }

  /** The words without the signs of Markdown; code blocks, which can begin in one piece and end in another, are only mentioned. */
  #spoken(text: string): string {
    const lines: string[] = [];
    for (const line of text.split('\n')) {
      if (/^\s*(```|~~~)/.test(line)) {
        if (!this.#isInCode) lines.push('(code)');
        this.#isInCode = !this.#isInCode;
      } else if (!this.#isInCode) {
        lines.push(line);
      }
    }
    return lines
      .join(' ')
      .replace(/[#*_`>\\|]+/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
}

/** Just past the last line or sentence that has ended; nothing is said of one that has only begun, unless it goes on and on. */
function sentencesEnd(text: string): number {
  const end = Math.max(
    text.lastIndexOf('. '),
    text.lastIndexOf('\n'),
    text.lastIndexOf('? '),
    text.lastIndexOf(': '),
  );
  if (end >= 0) return end + 1;
  return text.length > longestSentence ? text.length : 0;
}
