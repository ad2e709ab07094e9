import { h, type IconName, icon, iconButton } from './dom';
import type { ChipKind, ChipView, ContextChip } from './protocol';

const icons: Record<ChipKind, IconName> = {
  file: 'file',
  selection: 'lines',
  findings: 'flag',
  schema: 'table',
  table: 'table',
  route: 'route',
  changes: 'diff',
};

/** A piece of context; one that has a place opens it. */
export function chip({ label, place }: ChipView, name?: IconName): HTMLElement {
  if (!place)
    return h('span', { class: 'chip' }, name && icon(name), h('span', { class: 'ellipsis' }, label));
  const { path, first, last } = place;
  const lines = first === undefined ? '' : `:${first}${last && last !== first ? `-${last}` : ''}`;
  return h(
    'button',
    { type: 'button', class: 'chip', 'data-place': `${path}${lines}`, title: `Open ${path}${lines}` },
    icon(name ?? 'file'),
    h('span', { class: 'ellipsis' }, label),
  );
}

/** The context of the next question: each piece can be taken out with a click, and put back with another. */
export class ContextChips {
  readonly element = h('div', { class: 'chips', role: 'group', 'aria-label': 'Goes with the question' });
  readonly #turn: (id: string, on: boolean) => void;

  constructor(turn: (id: string, on: boolean) => void) {
    this.#turn = turn;
  }

  show(context: readonly ContextChip[]): void {
    const focused = this.element.contains(document.activeElement)
      ? document.activeElement?.closest('[data-chip]')?.getAttribute('data-chip')
      : undefined;
    this.element.replaceChildren(...context.map((each) => this.#chip(each)));
    if (!focused) return;
    const again = [...this.element.querySelectorAll<HTMLElement>('[data-chip]')].find(
      ({ dataset }) => dataset.chip === focused,
    );
    (again?.matches('button') ? again : again?.querySelector<HTMLElement>('.icon-button'))?.focus();
  }

  #chip(each: ContextChip): HTMLElement {
    const { id, label, kind, on, follows } = each;
    if (!on) {
      return h(
        'button',
        {
          type: 'button',
          class: 'chip chip-out',
          'data-chip': id,
          title: 'Put it back',
          'aria-label': `Ask with ${label}`,
          onclick: () => this.#turn(id, true),
        },
        icon('plus'),
        h('span', { class: 'ellipsis' }, label),
      );
    }
    const pair = h(
      'span',
      { class: `chip-pair${follows ? ' chip-follows' : ''}`, 'data-chip': id },
      chip(each, icons[kind]),
      iconButton('close', `Ask without ${label}`, () => this.#turn(id, false)),
    );
    if (follows) pair.title = 'Follows the editor';
    return pair;
  }
}
