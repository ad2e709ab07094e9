import { Completion } from './completion';
import { ContextChips } from './context-chips';
import { h, icon, iconButton } from './dom';
import { ModelPicker, type ModelPickerActions } from './model-picker';
import type { ContextChip, StateView, UsageView } from './protocol';
import { Sending } from './sending';

export interface ComposerActions extends ModelPickerActions {
  ask(text: string): void;
  /** Takes a piece of context out, or puts it back. */
  chip(id: string, on: boolean): void;
  addContext(reference: string): void;
  complete(id: number, word: string): void;
  look(text: string): void;
  stop(): void;
  draft(text: string): void;
  /** Edits the question that was asked last. */
  editLast(): void;
}

/** A preview follows what is typed, but not each letter of it. */
const lookPause = 400;

/**
 * Where a question is written, what goes with it, and who gets it. Enter asks, Shift+Enter makes a new line, Escape closes what is open or
 * stops the answer, ArrowUp in an empty box edits the last question.
 */
export class Composer {
  readonly element: HTMLElement;
  readonly models: ModelPicker;
  readonly sending: Sending;
  readonly completion: Completion;
  readonly #actions: ComposerActions;
  readonly #chips: ContextChips;
  readonly #button: HTMLButtonElement;
  readonly #input: HTMLTextAreaElement;
  readonly #problem = h('p', { class: 'composer-problem', role: 'alert', hidden: true });
  readonly #usage = h('span', { class: 'usage ellipsis' });
  #state: StateView = 'idle';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(actions: ComposerActions, draft: string) {
    this.#actions = actions;
    this.#input = h('textarea', {
      rows: '1',
      placeholder: 'Ask about code or a rule',
      'aria-label': 'Ask Marcus. Type # to add context, / for commands.',
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      oninput: () => this.#typed(),
      onclick: () => this.completion.update(),
      onkeydown: (event) => this.#pressed(event as KeyboardEvent),
      onblur: () => this.completion.close(),
    });
    this.#input.value = draft;
    this.#chips = new ContextChips((id, on) => {
      actions.chip(id, on);
      this.#input.focus();
    });
    this.models = new ModelPicker(actions);
    this.sending = new Sending(() => actions.look(this.#input.value));
    this.completion = new Completion(
      {
        complete: (id, word) => actions.complete(id, word),
        text: () => ({ value: this.#input.value, cursor: this.#input.selectionStart }),
        taken: ({ text, cursor, reference }) => {
          if (reference) actions.addContext(reference);
          this.#put(text, cursor);
        },
      },
      () => this.#popupChanged(),
    );
    this.#input.setAttribute('aria-controls', this.completion.list.listId);
    this.#button = iconButton('send', 'Ask', () => this.#press(), 'send');
    this.element = h(
      'form',
      { class: 'composer', onsubmit: (event) => event.preventDefault() },
      this.sending.element,
      this.#problem,
      h(
        'div',
        { class: 'composer-box' },
        this.completion.list.element,
        this.models.list.element,
        this.#chips.element,
        this.#input,
        h(
          'div',
          { class: 'composer-row' },
          iconButton('plus', 'Add context', () => this.#beginReference()),
          this.models.element,
          h('span', { class: 'spring' }),
          this.#button,
        ),
      ),
      h('div', { class: 'composer-foot' }, this.sending.button, this.#usage),
    );
    this.#typed();
  }

  focus(): void {
    this.#input.focus();
  }

  /** What a question is about from now on. */
  setContext(context: readonly ContextChip[]): void {
    this.#chips.show(context);
    this.sending.changed();
  }

  /** Who answers, and where what is asked goes. */
  setProvider({ label, destination }: { label: string; destination?: string }): void {
    this.models.setCurrent(label);
    this.sending.setDestination(destination);
  }

  /** Of the whole conversation. */
  setUsage(usage: UsageView | undefined): void {
    this.#usage.textContent = usage ? [usage.label, usage.left].filter(Boolean).join(' · ') : '';
    this.#usage.title = usage ? `This conversation: ${usage.details}` : '';
  }

  setState(state: StateView): void {
    if (this.#state === state) return;
    this.#state = state;
    const answering = state === 'answering';
    this.#button.replaceChildren(icon(answering ? 'stop' : 'send'));
    this.#button.title = answering ? 'Stop' : 'Ask';
    this.#button.setAttribute('aria-label', this.#button.title);
    this.#enable();
  }

  /**
   * Puts a text into the box, selected, so that typing replaces it: one to begin with leaves what a person has written alone; one that
   * could not be asked comes back with the reason.
   */
  setDraft(text: string, problem?: string): void {
    if (this.#input.value.trim() === '') {
      this.#put(text, text.length);
      if (!problem) this.#input.select();
    }
    this.#showProblem(problem);
    this.focus();
  }

  #put(text: string, cursor: number): void {
    this.#input.value = text;
    this.#input.setSelectionRange(cursor, cursor);
    this.focus();
    this.#typed();
  }

  #beginReference(): void {
    const { value, selectionStart } = this.#input;
    const before = value.slice(0, selectionStart);
    const hash = before === '' || /\s$/.test(before) ? '#' : ' #';
    this.#put(`${before}${hash}${value.slice(selectionStart)}`, before.length + hash.length);
  }

  #typed(): void {
    this.#enable();
    this.#showProblem(undefined);
    // The browser grows the box with its text (field-sizing in composer.css); the draft outlives a hidden view.
    this.#actions.draft(this.#input.value);
    this.completion.update();
    if (!this.sending.isOpen) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.sending.changed(), lookPause);
  }

  #enable(): void {
    this.#button.disabled = this.#state !== 'answering' && this.#input.value.trim() === '';
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.completion.pressed(event)) {
      event.preventDefault();
    } else if (event.key === 'Escape' && this.sending.isOpen) {
      event.preventDefault();
      this.sending.close();
    } else if (event.key === 'Escape' && this.#state === 'answering') {
      event.preventDefault();
      this.#actions.stop();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (this.#state !== 'answering') this.#ask();
    } else if (event.key === 'ArrowUp' && this.#input.value === '' && this.#state !== 'answering') {
      event.preventDefault();
      this.#actions.editLast();
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
    this.sending.close();
    this.#actions.ask(text);
  }

  #showProblem(problem: string | undefined): void {
    this.#problem.hidden = !problem;
    this.#problem.textContent = problem ?? '';
  }

  #popupChanged(): void {
    const { isOpen, activeId } = this.completion.list;
    this.#input.setAttribute('aria-expanded', String(isOpen));
    if (activeId) this.#input.setAttribute('aria-activedescendant', activeId);
    else this.#input.removeAttribute('aria-activedescendant');
  }
}
