import { markdown } from './renderer';
import { sanitize } from './sanitize';
import { Sections } from './sections';

/**
 * Markdown that arrives in pieces. Blocks that later text cannot change any more are rendered once and then left alone;
 * only the last, open one is rendered anew with each piece. A long answer thus costs what it is long, not its square.
 */
export class MarkdownStream {
  readonly #sections: Sections;
  readonly #decorate: (blocks: DocumentFragment, closed: boolean) => void;
  /** The source from the first block that is still open. */
  #open = '';
  #removeOpen: () => void = () => {};

  /** @param decorate may change blocks before they enter the page; `closed` when they will stay. */
  constructor(root: HTMLElement, decorate: (blocks: DocumentFragment, closed: boolean) => void = () => {}) {
    this.#sections = new Sections(root);
    this.#decorate = decorate;
  }

  append(delta: string): void {
    this.#open += delta;
    this.#render(closedLength(this.#open));
  }

  /** No more text will come: what is open is closed as it is. */
  end(): void {
    this.#render(this.#open.length);
  }

  #render(closed: number): void {
    this.#removeOpen();
    this.#removeOpen = () => {};
    if (closed > 0) {
      this.#put(this.#open.slice(0, closed), true);
      this.#open = this.#open.slice(closed);
    }
    if (this.#open) this.#removeOpen = this.#put(this.#open, false);
  }

  #put(source: string, closed: boolean): () => void {
    const blocks = sanitize(markdown.render(source));
    this.#decorate(blocks, closed);
    return this.#sections.append([...blocks.childNodes]);
  }
}

/**
 * How much of the text, from its beginning, is in blocks that are over. Only whole lines are looked at, for the rest of a line can
 * still change what it is: "2" is a paragraph until a dot makes it the next item of the list above.
 */
function closedLength(text: string): number {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole === '') return 0;
  let lastStart = 0;
  for (const { level, map, nesting } of markdown.parse(whole, {})) {
    if (level === 0 && map && nesting >= 0) lastStart = map[0];
  }
  let offset = 0;
  for (let line = 0; line < lastStart; line++) offset = whole.indexOf('\n', offset) + 1;
  return offset;
}
