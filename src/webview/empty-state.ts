import { h, textButton } from './dom';
import type { View } from './protocol';

export interface EmptyActions {
  start(index: number): void;
  setKey(): void;
}

/** What an empty panel shows: who Marcus is, and where one may begin. */
export class EmptyState {
  readonly element: HTMLElement;
  readonly #starters = h('div', { class: 'suggestions starters', role: 'group', 'aria-label': 'Begin with' });
  readonly #start: (index: number) => void;

  constructor(
    { introduction, provider, commands }: Pick<View, 'introduction' | 'provider' | 'commands'>,
    { start, setKey }: EmptyActions,
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
      provider.destination
        ? undefined
        : h(
            'div',
            { class: 'empty-note' },
            h(
              'p',
              {},
              'No model is connected. I answer from the rulebook and from what the rules find in your code; nothing leaves this machine.',
            ),
            textButton('Set API key for Claude', 'secondary', setKey),
          ),
      h(
        'dl',
        { class: 'words', 'aria-label': 'What you can type' },
        ...commands.flatMap(({ word, description }) => [h('dt', {}, word), h('dd', {}, description)]),
        h('dt', {}, '#'),
        h('dd', {}, 'Add a file, the findings, a table or a route'),
      ),
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
