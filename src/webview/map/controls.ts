import type { ArchitectureGraph } from '../../map/graph';
import { pathClass } from '../../map/svg';
import { h } from '../dom';

export interface ControlsActions {
  folder(index: number): void;
  search(text: string): void;
  /** Goes to the next box that the search has found. */
  next(): void;
  rule(ruleId: string | undefined): void;
  path(name: string | undefined): void;
  groups(open: boolean): void;
  zoom(factor: number): void;
  fit(): void;
}

/** The bar above the map: search, filters, groups, zoom; and below it the critical paths, which are the legend and a filter in one. */
export class Controls {
  readonly element: HTMLElement;
  readonly legend = h('div', { class: 'legend', role: 'group', 'aria-label': 'Critical paths' });
  readonly #folders = h('select', { 'aria-label': 'Folder', hidden: true });
  readonly #rules = h('select', {
    'aria-label': 'Rule',
    title: 'Show only boxes where this rule found something',
  });
  readonly #search = h('input', {
    type: 'search',
    placeholder: 'Find a route, table, file…',
    'aria-label': 'Find on the map',
  });
  readonly #count = h('span', { class: 'count', role: 'status', 'aria-live': 'polite' });

  constructor(private readonly actions: ControlsActions) {
    this.#folders.addEventListener('change', () => actions.folder(this.#folders.selectedIndex));
    this.#rules.addEventListener('change', () => actions.rule(this.#rules.value || undefined));
    this.#search.addEventListener('input', () => actions.search(this.#search.value));
    this.#search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.next();
    });
    this.element = h(
      'div',
      { class: 'controls', role: 'toolbar', 'aria-label': 'Map' },
      this.#folders,
      this.#search,
      this.#rules,
      this.#count,
      h('span', { class: 'space' }),
      button('Open all', 'Open all groups', () => actions.groups(true)),
      button('Close all', 'Close all groups', () => actions.groups(false)),
      button('−', 'Zoom out (-)', () => actions.zoom(1 / 1.3)),
      button('+', 'Zoom in (+)', () => actions.zoom(1.3)),
      button('Fit', 'Show the whole map (0)', () => actions.fit()),
    );
  }

  showFolders(names: readonly string[], chosen: number): void {
    this.#folders.replaceChildren(...names.map((name) => h('option', {}, name)));
    this.#folders.selectedIndex = chosen;
    this.#folders.hidden = names.length < 2;
  }

  /** What can be filtered by, and what is. */
  showFilters(graph: ArchitectureGraph, rule: string | undefined, path: string | undefined): void {
    const counts = new Map<string, number>();
    for (const { findings } of graph.nodes)
      for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
    this.#rules.replaceChildren(
      h('option', { value: '' }, 'All rules'),
      ...graph.rules.map((id) =>
        h('option', { value: id, selected: id === rule }, `${id} (${counts.get(id) ?? 0})`),
      ),
    );
    this.legend.replaceChildren(
      ...graph.criticalPaths.map(({ name, why }, index) =>
        h(
          'button',
          {
            type: 'button',
            class: 'path-filter',
            'aria-pressed': String(name === path),
            title: `${why ?? name} Show only this path.`,
            onclick: () => this.actions.path(name === path ? undefined : name),
          },
          h('span', { class: `swatch ${pathClass(index)}` }),
          name,
        ),
      ),
      h('span', { class: 'key' }, h('span', { class: 'line writes' }), 'writes'),
      h('span', { class: 'key' }, h('span', { class: 'line reads' }), 'reads only'),
      h('span', { class: 'key' }, h('span', { class: 'line leaves' }), 'leaves the process'),
    );
  }

  say(text: string): void {
    if (this.#count.textContent !== text) this.#count.textContent = text;
  }

  focusSearch(): void {
    this.#search.focus();
  }
}

function button(text: string, label: string, onclick: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'tool', title: label, 'aria-label': label, onclick }, text);
}
