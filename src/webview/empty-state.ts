import { h } from './dom';
import type { View } from './protocol';

/** What an empty panel shows: who Marcus is, and where one may begin. */
export class EmptyState {
  readonly element: HTMLElement;
  readonly #starters = h('div', { class: 'suggestions starters', role: 'group', 'aria-label': 'Begin with' });
  readonly #start: (index: number) => void;

  constructor(
    { introduction, provider }: Pick<View, 'introduction' | 'provider'>,
    start: (index: number) => void,
  ) {
    this.#start = start;
    this.element = h(
      'div',
      { class: 'empty' },
      h('h1', {}, introduction.name),
      h('p', { class: 'empty-title' }, introduction.title),
      h('p', {}, introduction.text),
      h(
        'p',
        { class: 'empty-how' },
        'Select some lines and choose ',
        h('strong', {}, 'Ask Marcus'),
        ' in the context menu, or begin here:',
      ),
      this.#starters,
      provider.note
        ? h(
            'p',
            { class: 'empty-note' },
            'No model is connected. I answer from the rulebook and from what the rules find in your code.',
          )
        : undefined,
    );
  }

  setStarters(labels: readonly string[]): void {
    this.#starters.replaceChildren(
      ...labels.map((label, index) =>
        h('button', { type: 'button', class: 'suggestion', onclick: () => this.#start(index) }, label),
      ),
    );
  }
}
