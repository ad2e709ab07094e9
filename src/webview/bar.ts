import { h, icon } from './dom';

/** What stands over the conversation: its title, which opens the list of all. */
export class Bar {
  readonly element: HTMLElement;
  readonly #title = h('span', { class: 'ellipsis' });
  readonly #button: HTMLButtonElement;

  constructor(toggle: () => void) {
    this.#button = h(
      'button',
      { type: 'button', class: 'quiet bar-title', 'aria-expanded': 'false', onclick: toggle },
      this.#title,
      icon('chevron'),
    );
    this.element = h('header', { class: 'bar' }, this.#button);
  }

  setTitle(title: string): void {
    this.#title.textContent = title;
    this.#button.title = 'Conversations';
    this.#button.setAttribute('aria-label', `Conversation: ${title}. Show all conversations`);
  }

  setOpen(isOpen: boolean): void {
    this.#button.setAttribute('aria-expanded', String(isOpen));
  }

  focus(): void {
    this.#button.focus();
  }
}
