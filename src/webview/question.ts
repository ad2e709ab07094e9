import { chip } from './context-chips';
import { h, iconButton, textButton } from './dom';
import type { MessageView } from './protocol';

type UserView = Extract<MessageView, { role: 'user' }>;

/** A question, with what it was about. It can be asked again in other words; what followed it is then forgotten. */
export class QuestionElement {
  readonly element: HTMLElement;
  readonly #message: UserView;
  readonly #ask: (text: string) => void;
  readonly #edit: HTMLButtonElement;
  readonly #text: HTMLElement;
  #editor: HTMLElement | undefined;

  constructor(message: UserView, ask: (text: string) => void) {
    this.#message = message;
    this.#ask = ask;
    this.#text = h('p', { class: 'question-text' }, message.text);
    this.#edit = iconButton('edit', 'Edit and ask again', () => this.edit(), 'question-edit');
    this.element = h(
      'article',
      { class: 'question', 'aria-label': 'You' },
      this.#text,
      this.#edit,
      message.chips.length > 0
        ? h('div', { class: 'chips' }, ...message.chips.map((each) => chip(each)))
        : undefined,
    );
  }

  /** Makes the words a box to write in. @param leave where the focus goes when nothing comes of it */
  edit(leave: () => void = () => this.#edit.focus()): void {
    if (this.#editor) return;
    const input = h('textarea', {
      'aria-label': 'Edit the question',
      rows: '2',
      onkeydown: (event) => {
        const { key, shiftKey, isComposing } = event as KeyboardEvent;
        if (isComposing) return;
        if (key === 'Escape') cancel();
        else if (key === 'Enter' && !shiftKey) send();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    });
    input.value = this.#message.source || this.#message.text;
    const cancel = (): void => {
      this.#close();
      leave();
    };
    const send = (): void => {
      const text = input.value.trim();
      if (!text) return;
      this.#close();
      this.#ask(text);
    };
    this.#editor = h(
      'div',
      { class: 'question-editor' },
      input,
      h(
        'div',
        { class: 'buttons' },
        textButton('Ask again', 'primary', send),
        textButton('Cancel', 'secondary', cancel),
        h('span', { class: 'faint' }, 'What followed it is forgotten.'),
      ),
    );
    this.#text.replaceWith(this.#editor);
    this.#edit.hidden = true;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }

  #close(): void {
    this.#editor?.replaceWith(this.#text);
    this.#editor = undefined;
    this.#edit.hidden = false;
  }
}
