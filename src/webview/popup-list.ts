import { h, icon } from './dom';

/** A line of a popup. */
export interface PopupItem {
  label: string;
  description?: string;
  /** Items with the same group stand together under its name. */
  group?: string;
  selected?: boolean;
}

let nextId = 1;

/**
 * A list to choose from, over where one asks. It takes no focus by itself: the element that has it hands its keys to `pressed`, and
 * names the active line by `activeId`.
 */
export class PopupList {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #foot = h('div', { class: 'popup-foot' });
  readonly #changed: () => void;
  #rows: HTMLElement[] = [];
  #active = -1;
  #pick: (index: number) => void = () => {};

  /** @param changed is told when it opens, closes or has another active line */
  constructor(label: string, changed: () => void = () => {}) {
    this.#changed = changed;
    this.#list = h('div', {
      role: 'listbox',
      'aria-label': label,
      class: 'popup-list',
      id: `popup-${nextId++}`,
    });
    this.element = h('div', { class: 'popup', hidden: true }, this.#list, this.#foot);
    // A press must not take the focus from where one types.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get listId(): string {
    return this.#list.id;
  }

  get activeId(): string | undefined {
    return this.#rows[this.#active]?.id;
  }

  /** Shows these instead of what was there. Without items and foot it closes. */
  show(items: readonly PopupItem[], pick: (index: number) => void, foot: readonly Node[] = []): void {
    this.#pick = pick;
    let group: string | undefined;
    this.#rows = [];
    this.#list.replaceChildren();
    for (const [index, item] of items.entries()) {
      if (item.group && item.group !== group) {
        group = item.group;
        this.#list.append(h('div', { class: 'popup-group', role: 'presentation' }, group));
      }
      const row = this.#row(item, index);
      this.#rows.push(row);
      this.#list.append(row);
    }
    this.#foot.replaceChildren(...foot);
    this.element.hidden = items.length === 0 && foot.length === 0;
    this.#activate(
      Math.max(
        0,
        items.findIndex(({ selected }) => selected),
      ),
    );
  }

  close(): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.#rows = [];
    this.#activate(-1);
  }

  /** True when the key was for the list. */
  pressed({ key }: Pick<KeyboardEvent, 'key'>): boolean {
    if (!this.isOpen) return false;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const count = this.#rows.length;
        if (count > 0) this.#activate((this.#active + (key === 'ArrowDown' ? 1 : count - 1)) % count);
        return true;
      }
      case 'Enter':
      case 'Tab':
        if (this.#active < 0 || this.#active >= this.#rows.length) return false;
        this.#pick(this.#active);
        return true;
      case 'Escape':
        this.close();
        return true;
      default:
        return false;
    }
  }

  #row({ label, description, selected = false }: PopupItem, index: number): HTMLElement {
    return h(
      'div',
      {
        class: 'popup-row',
        role: 'option',
        id: `${this.#list.id}-${index}`,
        'aria-selected': 'false',
        onclick: () => this.#pick(index),
      },
      h('span', { class: 'popup-label' }, label),
      description ? h('span', { class: 'popup-description' }, description) : undefined,
      selected ? icon('check') : undefined,
    );
  }

  #activate(index: number): void {
    this.#rows[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const row = this.#rows[index];
    row?.setAttribute('aria-selected', 'true');
    row?.scrollIntoView?.({ block: 'nearest' });
    this.#changed();
  }
}
