import { h, icon, iconButton } from './dom';
import { chip } from './message-view';
import type { ContextChip, StateView } from './protocol';

export interface ComposerActions {
  ask(text: string): void;
  /** Takes a piece of context out, or puts it back. */
  chip(id: string, on: boolean): void;
  stop(): void;
  draft(text: string): void;
}

/** Where a question is written, and what it will be about. Enter asks, Shift+Enter makes a new line, Escape stops. */
export class Composer {
  readonly element: HTMLElement;
  readonly #actions: ComposerActions;
  readonly #chips = h('div', { class: 'chips' });
  readonly #button: HTMLButtonElement;
  readonly #input: HTMLTextAreaElement;
  #context: readonly ContextChip[] = [];
  #state: StateView = 'idle';

  constructor(actions: ComposerActions, draft: string) {
    this.#actions = actions;
    this.#input = h('textarea', {
      rows: '1',
      placeholder: 'Ask about code or a rule',
      'aria-label': 'Ask Marcus',
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#pressed(event as KeyboardEvent),
    });
    this.#input.value = draft;
    this.#button = iconButton('send', 'Ask', () => this.#press(), 'send');
    this.element = h(
      'form',
      { class: 'composer', onsubmit: (event) => event.preventDefault() },
      h(
        'div',
        { class: 'composer-box' },
        this.#chips,
        h('div', { class: 'composer-row' }, this.#input, this.#button),
      ),
    );
    this.#typed();
    this.#showChips();
  }

  focus(): void {
    this.#input.focus();
  }

  /** What a question is about from now on. */
  setContext(context: readonly ContextChip[]): void {
    this.#context = context;
    this.#showChips();
  }

  setState(state: StateView): void {
    if (this.#state === state) return;
    this.#state = state;
    const answering = state === 'answering';
    this.#button.replaceChildren(icon(answering ? 'stop' : 'send'));
    this.#button.title = answering ? 'Stop' : 'Ask';
    this.#button.setAttribute('aria-label', this.#button.title);
    this.#typed();
  }

  #showChips(): void {
    const turn = (id: string, on: boolean) => () => {
      this.#actions.chip(id, on);
      this.#input.focus();
    };
    this.#chips.replaceChildren(
      ...this.#context.map((each) =>
        each.on
          ? h(
              'span',
              { class: 'chip-pair' },
              chip(each),
              iconButton('close', `Ask without ${each.label}`, turn(each.id, false)),
            )
          : h(
              'button',
              { type: 'button', class: 'chip chip-out', onclick: turn(each.id, true) },
              icon('plus'),
              each.label,
            ),
      ),
    );
  }

  #typed(): void {
    this.#button.disabled = this.#state !== 'answering' && this.#input.value.trim() === '';
    // The browser grows the box with its text (field-sizing in chat.css); the draft outlives a hidden view.
    this.#actions.draft(this.#input.value);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#state === 'answering') {
      event.preventDefault();
      this.#actions.stop();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (this.#state !== 'answering') this.#ask();
    }
  }

  #press(): void {
    if (this.#state === 'answering') this.#actions.stop();
    else this.#ask();
  }

  #ask(): void {
    const text = this.#input.value.trim();
    if (!text) return;
    this.#input.value = '';
    this.#typed();
    this.#actions.ask(text);
  }
}
