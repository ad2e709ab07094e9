import { h, icon, textButton } from './dom';
import { PopupList } from './popup-list';
import type { ModelChoice, Remedy } from './protocol';

export interface ModelPickerActions {
  /** Asks for the models; the answer comes through `receive`. */
  models(): void;
  chooseModel(id: string): void;
  setKey(): void;
}

/** Who answers: a button with the name, and the list of who else could. */
export class ModelPicker {
  readonly element: HTMLElement;
  readonly list: PopupList;
  readonly #button: HTMLButtonElement;
  readonly #label = h('span', { class: 'ellipsis' });
  readonly #actions: ModelPickerActions;

  constructor(actions: ModelPickerActions) {
    this.#actions = actions;
    this.list = new PopupList('Who answers', () => this.#changed());
    this.#button = h(
      'button',
      {
        type: 'button',
        class: 'quiet model',
        'aria-haspopup': 'listbox',
        'aria-expanded': 'false',
        'aria-controls': this.list.listId,
        onclick: () => (this.list.isOpen ? this.list.close() : this.open()),
        onkeydown: (event) => {
          if (this.list.pressed(event as KeyboardEvent)) event.preventDefault();
        },
      },
      this.#label,
      icon('chevron'),
    );
    this.#button.addEventListener('blur', () => {
      // The foot of the list has a button of its own.
      setTimeout(() => {
        if (document.activeElement !== this.#button && !this.list.element.contains(document.activeElement))
          this.list.close();
      });
    });
    this.list.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.list.close();
      this.#button.focus();
    });
    this.element = this.#button;
  }

  setCurrent(label: string): void {
    this.#label.textContent = label;
    this.#button.setAttribute('aria-label', `Who answers: ${label}`);
    this.#button.title = 'Choose who answers';
  }

  open(): void {
    this.#button.focus();
    this.list.show([], () => {}, [h('p', { role: 'status' }, 'Asking for the models…')]);
    this.#actions.models();
  }

  receive(models: readonly ModelChoice[], problem?: { message: string; remedy?: Remedy }): void {
    const current = models.find(({ selected }) => selected);
    if (current) this.setCurrent(current.label);
    if (!this.list.isOpen) return;
    const foot = problem ? [h('p', { role: 'status' }, problem.message)] : [];
    const remedy =
      problem?.remedy === 'set-key'
        ? [
            textButton('Set API key', 'secondary', () => {
              this.list.close();
              this.#actions.setKey();
            }),
          ]
        : [];
    this.list.show(
      models,
      (index) => {
        const choice = models[index];
        this.list.close();
        this.#button.focus();
        if (choice && !choice.selected) this.#actions.chooseModel(choice.id);
      },
      [...foot, ...remedy],
    );
  }

  #changed(): void {
    this.#button.setAttribute('aria-expanded', String(this.list.isOpen));
    const { activeId } = this.list;
    if (activeId) this.#button.setAttribute('aria-activedescendant', activeId);
    else this.#button.removeAttribute('aria-activedescendant');
  }
}
