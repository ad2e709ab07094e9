import { Continuation } from './continuation';
import { markdown } from './renderer';
import { sanitize } from './sanitize';
import { Sections } from './sections';

/**
 * Markdown that arrives in pieces. What later text cannot change any more (blocks, and the items and rows of a list or a table that goes
 * on) is rendered once and then left alone; only the last, open piece is rendered anew with each that comes. A long answer thus costs what it
 * is long, not its square.
 */
export class MarkdownStream {
  readonly #sections: Sections;
  readonly #decorate: (blocks: DocumentFragment, closed: boolean) => void;
  /** The source from the first piece that is still open. */
  #open = '';
  /** The list or the table that the open source goes on with, where it does. */
  #continuation: Continuation | undefined;
  #removeOpen: () => void = () => {};

  /** @param decorate may change blocks before they enter the page; `closed` when they will stay. */
  constructor(root: HTMLElement, decorate: (blocks: DocumentFragment, closed: boolean) => void = () => {}) {
    this.#sections = new Sections(root);
    this.#decorate = decorate;
  }

  append(delta: string): void {
    this.#open += delta;
    this.#render(closedPart(this.#open, this.#continuation?.lead));
  }

  /** No more text will come: what is open is closed as it is. */
  end(): void {
    this.#render({ length: this.#open.length });
  }

  #render({ length, lead }: ClosedPart): void {
    this.#removeOpen();
    this.#removeOpen = () => {};
    if (length > 0) {
      const { last } = this.#put(this.#open.slice(0, length), true);
      this.#open = this.#open.slice(length);
      this.#continuation = lead !== undefined && last ? new Continuation(last, lead) : undefined;
    }
    if (this.#open) this.#removeOpen = this.#put(this.#open, false).remove;
  }

  /** Puts rendered source into the page. `last` is the element that it ends with. */
  #put(source: string, closed: boolean): { remove: () => void; last: Element | undefined } {
    const continuation = this.#continuation;
    const blocks = sanitize(markdown.render((continuation?.lead ?? '') + source));
    this.#decorate(blocks, closed);
    const removeItems = continuation?.take(blocks);
    const last = blocks.lastElementChild ?? continuation?.container;
    const removeBlocks = this.#sections.append([...blocks.childNodes]);
    const remove = (): void => {
      removeBlocks();
      removeItems?.();
    };
    return { remove, last };
  }
}

/** How much of a text, from its beginning, is over, and what has to stand before the rest where a list or a table goes on in it. */
interface ClosedPart {
  length: number;
  lead?: string;
}

/**
 * Only whole lines are looked at, for the rest of a line can still change what it is: "2" is a paragraph until a dot makes it the next item of
 * the list above.
 */
function closedPart(text: string, lead: string | undefined): ClosedPart {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole === '') return { length: 0, lead };
  const source = (lead ?? '') + whole;
  let block = 0;
  let kind = '';
  /** First lines of the items or rows of the last block. */
  let items: number[] = [];
  for (const { level, map, nesting, type } of markdown.parse(source, {})) {
    if (!map || nesting < 0) continue;
    if (level === 0) {
      block = map[0];
      kind = type;
      items = [];
    } else if (level === (kind === 'table_open' ? 2 : 1) && /^(list_item|tr)_open$/.test(type)) {
      items.push(map[0]);
    }
  }
  const offsetOf = (line: number): number => {
    let offset = 0;
    for (let at = 0; at < line; at++) offset = source.indexOf('\n', offset) + 1;
    return offset;
  };
  const closedAt = (line: number): number => Math.max(0, offsetOf(line) - (lead?.length ?? 0));
  const isFirst = block === 0;
  if (kind === 'table_open') {
    // The first row is the head, and the line below it says how the columns stand.
    const rows = items.slice(1);
    const start = offsetOf(block);
    const head = source.slice(start, start + offsetOf(block + 2) - offsetOf(block));
    if (rows.length > 1) return { length: closedAt(rows.at(-1) ?? 0), lead: head };
  } else if (/_list_open$/.test(kind) && items.length > 1) {
    return { length: closedAt(items.at(-1) ?? 0), lead: '' };
  }
  return { length: closedAt(block), lead: isFirst ? lead : undefined };
}
