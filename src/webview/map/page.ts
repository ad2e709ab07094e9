import type { ArchitectureGraph, MapNode } from '../../map/graph';
import { draw } from '../../map/svg';
import { closedAtFirst, groupsOf, type MapGroup, type View, type VisibleNode, viewOf } from '../../map/view';
import { h } from '../dom';
import { Canvas } from './canvas';
import { Controls } from './controls';
import { Details } from './details';
import { Highlight } from './highlight';
import type { Host, Kept } from './host';
import { type Direction, neighbourOf } from './neighbours';
import type { FolderMap, ToMapPage } from './protocol';

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The map's page: what is shown of the graph, and what somebody does with it. What it keeps survives the page. */
export class MapPage {
  readonly #host: Host;
  readonly #kept: Kept;
  readonly #canvas: Canvas;
  readonly #controls: Controls;
  readonly #details: Details;
  readonly #highlight: Highlight;
  readonly #note = h('div', { class: 'note', role: 'status' });
  #folders: FolderMap[] = [];
  #groups: MapGroup[] = [];
  #view: View = { nodes: [], edges: [], groups: [] };
  #found: string[] = [];
  #drawn = '';

  constructor(host: Host) {
    this.#host = host;
    this.#kept = host.recall();
    this.#canvas = new Canvas((transform) => this.#keep({ transform }));
    this.#highlight = new Highlight(() => this.#canvas.svg);
    this.#controls = new Controls({
      folder: (folder) =>
        this.#change(
          { folder, closed: undefined, rule: undefined, path: undefined, selected: undefined },
          true,
        ),
      search: (text) => this.#search(text),
      next: () => this.#next(),
      rule: (rule) => this.#change({ rule }, true),
      path: (path) => this.#change({ path }, true),
      groups: (open) => this.#change({ closed: open ? [] : this.#groups.map(({ id }) => id) }, true),
      zoom: (factor) => this.#canvas.by(factor),
      fit: () => this.#canvas.fit(true),
    });
    const { linkTo } = host;
    this.#details = new Details({
      open: (place) => host.post({ type: 'open', folder: this.#folder, place, stay: false }),
      ...(linkTo ? { linkTo } : { openRule: (ruleId: string) => host.post({ type: 'openRule', ruleId }) }),
      select: (id) => this.#select(id, true),
      toggle: (group) => this.#toggle(group),
      close: () => this.#select(undefined, true),
    });
    this.#canvas.element.addEventListener('click', (event) => this.#clicked(event));
    this.#canvas.element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** Puts the page's parts into the document and asks for what to show. */
  start(): void {
    document.body.append(
      this.#controls.element,
      this.#controls.legend,
      h('main', { class: 'stage' }, this.#canvas.element, this.#note, this.#details.element),
    );
    this.#tell('Reading the workspace…');
    // When an editor opens beside it, the map becomes narrow; what was chosen stays to be seen.
    window.addEventListener('resize', () => {
      this.#canvas.fitAgain();
      this.#revealChosen();
    });
    this.#host.listen((message) => this.#receive(message));
    this.#host.post({ type: 'ready' });
  }

  get #folder(): number {
    return Math.min(this.#kept.folder ?? 0, Math.max(0, this.#folders.length - 1));
  }

  get #graph(): ArchitectureGraph | undefined {
    return this.#folders[this.#folder]?.graph;
  }

  #receive(message: ToMapPage): void {
    if (message.type === 'failed') {
      // What was shown may be older than the code, and is still better than nothing.
      if (this.#graph?.nodes.length) this.#controls.say(message.message);
      else this.#tell(message.message, 'Try again');
      return;
    }
    const isFirst = this.#folders.length === 0;
    this.#folders = message.folders;
    this.#controls.showFolders(
      this.#folders.map(({ name }) => name),
      this.#folder,
    );
    const graph = this.#graph;
    if (!graph || graph.nodes.length === 0) {
      this.#canvas.clear();
      this.#drawn = '';
      this.#tell(message.scanning ? 'Reading the workspace…' : nothingToDraw);
      return;
    }
    if (!graph.rules.includes(this.#kept.rule ?? '')) this.#kept.rule = undefined;
    if (!graph.criticalPaths.some(({ name }) => name === this.#kept.path)) this.#kept.path = undefined;
    this.#draw(isFirst ? this.#kept.transform : undefined);
    // While the workspace is being read, the first map is a small one.
    this.#canvas.fitAgain();
  }

  #change(change: Partial<Kept>, fit = false): void {
    this.#keep(change);
    this.#draw(undefined);
    if (fit) this.#canvas.fit();
  }

  #keep(change: Partial<Kept>): void {
    Object.assign(this.#kept, change);
    this.#host.keep({ ...this.#kept });
  }

  #draw(transform: Kept['transform']): void {
    const graph = this.#graph;
    if (!graph) return;
    this.#groups = groupsOf(graph);
    const closed = this.#kept.closed ? new Set(this.#kept.closed) : closedAtFirst(graph, this.#groups);
    this.#view = viewOf(graph, this.#groups, closed, keepFor(graph, this.#kept));
    this.#controls.showFilters(graph, this.#kept.rule, this.#kept.path);
    const picture = draw(this.#view, { criticalPaths: graph.criticalPaths.map(({ name }) => name) });
    // A check that changed nothing must not take the focus away.
    if (picture.svg !== this.#drawn) {
      const focused = document.activeElement?.closest('[data-id]')?.getAttribute('data-id');
      this.#drawn = picture.svg;
      this.#canvas.show(picture, transform);
      if (focused !== null && focused !== undefined) this.#element(focused)?.focus({ preventScroll: true });
    }
    const all = graph.nodes.length;
    const shown = this.#view.nodes.reduce((sum, node) => sum + (node.standsFor ?? 1), 0);
    this.#controls.say(shown === all ? `${all} boxes` : `${shown} of ${all} boxes`);
    this.#tell(shown === 0 ? 'No box matches these filters.' : '');
    this.#select(this.#node(this.#kept.selected) ? this.#kept.selected : undefined, false);
  }

  #node(id: string | undefined): VisibleNode | undefined {
    return this.#view.nodes.find((node) => node.id === id);
  }

  #element(id: string): SVGElement | undefined {
    return [...(this.#canvas.svg?.querySelectorAll<SVGElement>('.node') ?? [])].find(
      (each) => each.dataset.id === id,
    );
  }

  /** Chooses a box: its neighbourhood is brought out, and all about it is told. */
  #select(id: string | undefined, reveal: boolean): void {
    const node = this.#node(id);
    const graph = this.#graph;
    this.#keep({ selected: node?.id });
    this.#highlight.around(node?.id);
    if (node && graph) this.#details.show(node, this.#view, graph);
    else this.#details.hide();
    this.#makeReachable(node?.id);
    if (reveal) this.#revealChosen();
  }

  #revealChosen(): void {
    const box = this.#canvas.layout?.boxes.get(this.#kept.selected ?? '');
    if (box) this.#canvas.reveal(box);
  }

  /** One box at a time is in the order of the Tab key; arrow keys go to the others. */
  #makeReachable(id: string | undefined): void {
    const svg = this.#canvas.svg;
    if (!svg) return;
    for (const each of svg.querySelectorAll('.node[tabindex="0"]')) each.setAttribute('tabindex', '-1');
    const chosen = (id === undefined ? undefined : this.#element(id)) ?? svg.querySelector('.node');
    chosen?.setAttribute('tabindex', '0');
  }

  #toggle(group: string): void {
    const graph = this.#graph;
    if (!graph) return;
    const closed = new Set(this.#kept.closed ?? closedAtFirst(graph, this.#groups));
    const isClosed = closed.delete(group);
    if (!isClosed) closed.add(group);
    this.#change({ closed: [...closed], selected: undefined });
    const first = this.#groups.find(({ id }) => id === group)?.members.find((id) => this.#node(id));
    const next = isClosed ? first : group;
    if (next === undefined) return;
    this.#makeReachable(next);
    this.#element(next)?.focus({ preventScroll: true });
    const box = this.#canvas.layout?.boxes.get(next);
    if (box) this.#canvas.reveal(box);
  }

  #clicked(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const group = target?.closest('[data-toggle]')?.getAttribute('data-toggle');
    const id = target?.closest('[data-id]')?.getAttribute('data-id');
    if (group) this.#toggle(group);
    else if (id) this.#act(id, true);
    else this.#select(undefined, false);
  }

  /** Tells about a box and goes to its code. */
  #act(id: string, stay: boolean): void {
    this.#select(id, true);
    this.#element(id)?.focus({ preventScroll: true });
    const place = this.#node(id)?.place;
    if (place && this.#host.opensCode) this.#host.post({ type: 'open', folder: this.#folder, place, stay });
  }

  #pressed(event: KeyboardEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const group = target?.closest('[data-toggle]')?.getAttribute('data-toggle');
    const id = target?.closest('[data-id]')?.getAttribute('data-id') ?? undefined;
    const direction = arrows[event.key];
    if (event.key === '+' || event.key === '=') this.#canvas.by(1.3);
    else if (event.key === '-') this.#canvas.by(1 / 1.3);
    else if (event.key === '0') this.#canvas.fit(true);
    else if (event.key === '/') this.#controls.focusSearch();
    else if (event.key === 'Escape') this.#select(undefined, false);
    else if (direction && event.shiftKey) this.#pan(direction);
    else if (direction && id !== undefined) this.#walk(id, direction);
    else if ((event.key === 'Enter' || event.key === ' ') && group) this.#toggle(group);
    else if (event.key === 'Enter' && id !== undefined) this.#act(id, false);
    else if (event.key === ' ' && id !== undefined) this.#select(id, true);
    else return;
    event.preventDefault();
  }

  #pan(direction: Direction): void {
    const step = 80;
    if (direction === 'left' || direction === 'right')
      this.#canvas.pan(direction === 'right' ? step : -step, 0);
    else this.#canvas.pan(0, direction === 'down' ? step : -step);
  }

  #walk(from: string, direction: Direction): void {
    const { layout } = this.#canvas;
    const to = layout && neighbourOf(from, direction, this.#view, layout.boxes);
    if (to === undefined) return;
    this.#makeReachable(to);
    this.#element(to)?.focus({ preventScroll: true });
    const box = layout?.boxes.get(to);
    if (box) this.#canvas.reveal(box);
  }

  #search(text: string): void {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = this.#view.nodes.filter((node) => {
      const spelled = textOf(node);
      return words.every((word) => spelled.includes(word));
    });
    this.#found = words.length === 0 ? [] : matches.map(({ id }) => id);
    const found = new Set(this.#found);
    this.#highlight.only(words.length === 0 ? undefined : (id) => found.has(id));
    this.#controls.say(words.length === 0 ? `${this.#view.nodes.length} boxes` : `${found.size} found`);
    const [first] = this.#found;
    const box = first === undefined ? undefined : this.#canvas.layout?.boxes.get(first);
    if (box) this.#canvas.reveal(box);
  }

  #next(): void {
    const at = this.#found.indexOf(this.#kept.selected ?? '');
    const next = this.#found[(at + 1) % Math.max(1, this.#found.length)];
    if (next !== undefined) this.#select(next, true);
  }

  #tell(text: string, retry?: string): void {
    this.#note.hidden = text === '';
    this.#note.replaceChildren(
      ...text.split('\n').map((line) => h('p', {}, line)),
      ...(retry === undefined
        ? []
        : [
            h(
              'button',
              { type: 'button', class: 'tool', onclick: () => this.#host.post({ type: 'retry' }) },
              retry,
            ),
          ]),
    );
  }
}

const nothingToDraw =
  'There is nothing to draw yet.\nThe map shows the apps, routes, tables, sockets and services that Marcus finds in a JavaScript or TypeScript back end and its SQL schema. Open the folder of one; if this is one, see whether its files are ignored (.gitignore, marcus.config.json).';

/** Which boxes the filters leave. An app stays with what it serves. */
function keepFor(graph: ArchitectureGraph, { rule, path }: Kept): (node: MapNode) => boolean {
  if (rule === undefined && path === undefined) return () => true;
  const isMeant = (node: MapNode) =>
    (rule === undefined || node.findings.some(({ ruleId }) => ruleId === rule)) &&
    (path === undefined || node.criticalPaths.includes(path));
  const kept = new Set(graph.nodes.filter(isMeant).map(({ id }) => id));
  for (const { from, to, kinds } of graph.edges) if (kinds.includes('serves') && kept.has(to)) kept.add(from);
  return (node) => kept.has(node.id);
}

function textOf(node: MapNode): string {
  return [node.label, node.detail ?? '', ...node.parts.map(({ label }) => label)].join('\n').toLowerCase();
}
