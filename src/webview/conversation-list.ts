import { h, iconButton, textButton } from './dom';
import type { ConversationItem } from './protocol';

export interface ConversationActions {
  openConversation(id: string): void;
  renameConversation(id: string, title: string): void;
  deleteConversation(id: string): void;
  exportConversation(id: string): void;
  newConversation(): void;
}

/** With fewer than this, one sees what one looks for. */
const fewest = 8;

/** The conversations of the workspace, newest first: opened, renamed, exported and deleted from here. */
export class ConversationList {
  readonly element: HTMLElement;
  readonly #actions: ConversationActions;
  readonly #leave: () => void;
  readonly #rows = h('ul', { class: 'conversations' });
  readonly #filter: HTMLInputElement;
  #items: readonly ConversationItem[] = [];
  /** A row that is being renamed or is about to be deleted stays as it is while the list changes around it. */
  #busy: { id: string; row: HTMLElement } | undefined;

  /** @param leave is called when one is done with the list */
  constructor(actions: ConversationActions, leave: () => void) {
    this.#actions = actions;
    this.#leave = leave;
    this.#filter = h('input', {
      type: 'search',
      placeholder: 'Find a conversation',
      'aria-label': 'Find a conversation',
      oninput: () => this.#show(),
    });
    this.element = h(
      'section',
      { class: 'list', 'aria-label': 'Conversations', hidden: true },
      h(
        'div',
        { class: 'list-head' },
        h('h2', {}, 'Conversations'),
        textButton('New conversation', 'secondary', () => {
          actions.newConversation();
          leave();
        }),
      ),
      this.#filter,
      this.#rows,
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#busy ? this.#done() : leave();
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#move(event);
    });
  }

  receive(items: readonly ConversationItem[]): void {
    this.#items = items;
    if (this.#busy && !items.some(({ id }) => id === this.#busy?.id)) this.#busy = undefined;
    // It changes with each answer; nobody sees that while the conversation itself is shown.
    if (!this.element.hidden) this.#show();
  }

  /** Shows the list, or puts it away. */
  setShown(isShown: boolean): void {
    this.element.hidden = !isShown;
    if (!isShown) return;
    this.#show();
    this.focus();
  }

  focus(): void {
    const open = this.#rows.querySelector<HTMLElement>('[aria-current] .conversation-open');
    (
      open ??
      this.#rows.querySelector<HTMLElement>('button') ??
      this.element.querySelector('button')
    )?.focus();
  }

  #show(): void {
    const hadFocus = this.#rows.contains(document.activeElement);
    const wanted = this.#filter.value.trim().toLowerCase();
    this.#filter.hidden = this.#items.length < fewest;
    const found = this.#items.filter(({ title }) => title.toLowerCase().includes(wanted));
    const busy = this.#busy;
    this.#rows.replaceChildren(
      ...found.map((item) => (item.id === busy?.id ? busy.row : this.#row(item))),
      ...(found.length === 0
        ? [h('li', { class: 'faint' }, wanted ? 'None has these words in its name.' : 'There is none yet.')]
        : []),
    );
    if (hadFocus && !this.#rows.contains(document.activeElement)) this.focus();
  }

  #row(item: ConversationItem): HTMLElement {
    const { id, title, detail, updated, current } = item;
    const when = new Date(updated).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    const row = h(
      'li',
      { class: 'conversation', 'data-id': id, 'aria-current': current ? 'true' : undefined },
      h(
        'button',
        {
          type: 'button',
          class: 'conversation-open',
          onclick: () => {
            this.#actions.openConversation(id);
            this.#leave();
          },
        },
        h('span', { class: 'ellipsis conversation-title' }, title),
        h('span', { class: 'ellipsis faint' }, `${when}, ${detail}`),
      ),
      h(
        'span',
        { class: 'conversation-actions' },
        iconButton('edit', `Rename “${title}”`, () => this.#rename(item, row)),
        iconButton('save', `Export “${title}” as Markdown`, () => this.#actions.exportConversation(id)),
        iconButton('trash', `Delete “${title}”`, () => this.#confirm(item, row)),
      ),
    );
    return row;
  }

  #rename({ id, title }: ConversationItem, row: HTMLElement): void {
    const input = h('input', {
      type: 'text',
      'aria-label': `New name of “${title}”`,
      onkeydown: (event) => {
        const { key } = event as KeyboardEvent;
        if (key !== 'Enter' && key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        this.#done();
        if (key === 'Enter') this.#actions.renameConversation(id, input.value.trim());
      },
    });
    input.value = title;
    this.#keep(id, row, [input]);
    input.focus();
    input.select();
  }

  #confirm({ id, title }: ConversationItem, row: HTMLElement): void {
    const keep = textButton('Keep', 'secondary', () => this.#done());
    this.#keep(id, row, [
      h('span', { class: 'ellipsis' }, `Delete “${title}”?`),
      textButton('Delete', 'primary', () => {
        this.#done();
        this.#actions.deleteConversation(id);
      }),
      keep,
    ]);
    keep.focus();
  }

  #keep(id: string, row: HTMLElement, content: readonly Node[]): void {
    const old = this.#busy;
    this.#busy = { id, row };
    row.replaceChildren(...content);
    if (old && old.id !== id) this.#show();
  }

  #done(): void {
    const id = this.#busy?.id;
    this.#busy = undefined;
    this.#show();
    const rows = [...this.#rows.querySelectorAll<HTMLElement>('.conversation')];
    const row = rows.find(({ dataset }) => dataset.id === id);
    row?.querySelector<HTMLElement>('.conversation-open')?.focus();
  }

  #move(event: KeyboardEvent): void {
    const openers = [...this.#rows.querySelectorAll<HTMLElement>('.conversation-open')];
    const at = openers.findIndex((each) => each.parentElement?.contains(document.activeElement));
    const next = openers[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
