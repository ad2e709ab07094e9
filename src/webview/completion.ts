import { PopupList } from './popup-list';
import type { WordView } from './protocol';

/** What a person is typing that can be completed: the word, and where it begins in the text. */
export interface OpenWord {
  word: string;
  start: number;
}

/** The `#…` that ends at the cursor, or a `/…` with which the text begins. */
export function wordAt(text: string, cursor: number): OpenWord | undefined {
  const [, before = '', word] =
    /^([\s\S]*?)((?:^\/|(?<=^|[\s([])#)[^\s]*)$/.exec(text.slice(0, cursor)) ?? [];
  return word ? { word, start: before.length } : undefined;
}

/** What becomes of a text when a completion is taken: the text, where its cursor stands, and context that it adds. */
export interface Completed {
  text: string;
  cursor: number;
  reference?: string;
}

/**
 * A command, and a word that needs more behind it, go into the text. A whole reference becomes a chip; its name stays in the sentence, where
 * there is one.
 */
export function completed(text: string, { word, start }: OpenWord, choice: string): Completed {
  const before = text.slice(0, start);
  const after = text.slice(start + word.length);
  if (choice.startsWith('/') || choice.endsWith(':')) {
    const inserted = choice.endsWith(':') ? choice : `${choice} `;
    const rest = inserted.endsWith(' ') ? after.replace(/^ /, '') : after;
    return { text: `${before}${inserted}${rest}`, cursor: before.length + inserted.length };
  }
  const name = choice.includes(':') ? choice.slice(choice.indexOf(':') + 1) : '';
  const isInSentence = before.replace(/^\/\w+/, '').trim() !== '';
  const inserted = isInSentence && name ? `${name} ` : '';
  return {
    text: `${before}${inserted}${after.replace(/^ /, '')}`,
    cursor: before.length + inserted.length,
    reference: choice,
  };
}

export interface CompletionHost {
  /** Asks for the completions of a word; the answer comes through `receive`. */
  complete(id: number, word: string): void;
  /** What is in the box now. */
  text(): { value: string; cursor: number };
  taken(completed: Completed): void;
}

/** The popup of what a word that is being typed can become. */
export class Completion {
  readonly list: PopupList;
  readonly #host: CompletionHost;
  #request = 0;
  #open: OpenWord | undefined;
  /** A word that was put away with Escape stays away until it is another one. */
  #dismissed: string | undefined;

  constructor(host: CompletionHost, changed: () => void) {
    this.#host = host;
    this.list = new PopupList('Completions', changed);
  }

  /** Looks at the word at the cursor anew. */
  update(): void {
    const { value, cursor } = this.#host.text();
    const open = wordAt(value, cursor);
    if (open?.word !== this.#dismissed) this.#dismissed = undefined;
    if (!open || this.#dismissed !== undefined) {
      this.close();
      return;
    }
    if (open.word === this.#open?.word && open.start === this.#open.start) return;
    this.#open = open;
    this.#host.complete(++this.#request, open.word);
  }

  /** An answer to an earlier word is dropped. */
  receive(id: number, items: readonly WordView[]): void {
    const open = this.#open;
    if (id !== this.#request || !open) return;
    this.list.show(
      items.map(({ word, description }) => ({ label: word, description })),
      (index) => {
        const choice = items[index];
        if (!choice) return;
        this.close();
        const { value } = this.#host.text();
        this.#host.taken(completed(value, open, choice.word));
      },
    );
  }

  /** True when the key was for the popup. */
  pressed(event: KeyboardEvent): boolean {
    const word = this.#open?.word;
    if (!this.list.pressed(event)) return false;
    if (event.key === 'Escape') {
      this.#dismissed = word;
      this.#open = undefined;
    }
    return true;
  }

  close(): void {
    this.#open = undefined;
    this.list.close();
  }
}
