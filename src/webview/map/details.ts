import type { ArchitectureGraph, CodePlace, EdgeKind, MapNode, NodeFinding, NodePart } from '../../map/graph';
import { severitySigns } from '../../map/icons';
import { kindNames, pathClass } from '../../map/svg';
import { countOf, type View, type VisibleNode } from '../../map/view';
import { h, iconButton } from '../dom';

export interface DetailsActions {
  open(place: CodePlace): void;
  linkTo?(place: CodePlace): string;
  /** Absent where there is nowhere to read about rules. */
  openRule?(ruleId: string): void;
  select(id: string): void;
  toggle(group: string): void;
  close(): void;
}

const partTitles: Record<MapNode['kind'], string> = {
  app: 'Parts',
  routes: 'Routes',
  socket: 'Where it is made',
  code: 'Parts',
  table: 'Columns',
  room: 'Messages',
  service: 'Calls',
};

/** All that is known of the chosen box, each line a way to its code. */
export class Details {
  readonly element = h('aside', { class: 'details', 'aria-label': 'Details', hidden: true });

  constructor(private readonly actions: DetailsActions) {}

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show(node: VisibleNode, view: View, graph: ArchitectureGraph): void {
    const { place } = node;
    const group = view.groups.find((each) => each.id === node.group);
    this.element.replaceChildren(
      h(
        'header',
        {},
        h(
          'p',
          { class: 'kind' },
          node.standsFor === undefined
            ? kindNames[node.kind]
            : `Group of ${countOf(node.standsFor, node.kind)}`,
        ),
        h('h2', {}, node.label),
        iconButton('close', 'Close the details', () => this.actions.close()),
      ),
      node.detail === undefined ? '' : h('p', { class: 'faint' }, node.detail),
      ...(place ? [h('p', {}, this.#link(place))] : []),
      ...this.#facts(node, graph),
      ...this.#findings(node.findings),
      ...this.#connections(node, view),
      ...this.#parts(partTitles[node.kind], node.parts),
      ...(node.standsFor !== undefined ? [this.#toggle(node.id, 'Open the group')] : []),
      ...(group ? [this.#toggle(group.id, `Close the group ${group.title}`)] : []),
    );
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  #toggle(group: string, label: string): HTMLElement {
    return h('button', { type: 'button', class: 'plain', onclick: () => this.actions.toggle(group) }, label);
  }

  #facts(node: MapNode, graph: ArchitectureGraph): HTMLElement[] {
    const lines: HTMLElement[] = [];
    if (node.tenancy === 'owned')
      lines.push(h('p', {}, `Each row belongs to a tenant (${graph.tenantColumn ?? ''}).`));
    if (node.tenancy === 'shared') lines.push(h('p', {}, 'Its rows carry no tenant.'));
    if (node.missingIndexes?.length) lines.push(h('p', {}, `No index on ${node.missingIndexes.join(', ')}.`));
    for (const name of node.criticalPaths) {
      const index = graph.criticalPaths.findIndex((each) => each.name === name);
      const why = graph.criticalPaths[index]?.why;
      lines.push(
        h(
          'p',
          { class: 'on-path' },
          h('span', { class: `swatch ${pathClass(index)}` }),
          h('span', {}, h('b', {}, name), why === undefined ? '' : ` ${why}`),
        ),
      );
    }
    return lines;
  }

  #findings(findings: readonly NodeFinding[]): HTMLElement[] {
    if (findings.length === 0) return [];
    const items = findings.map((finding) =>
      h(
        'li',
        { class: `finding ${finding.severity}` },
        sign(finding.severity),
        h('div', {}, this.#rule(finding.ruleId), h('p', {}, finding.message), this.#link(finding.place)),
      ),
    );
    return [h('h3', {}, `Findings (${findings.length})`), h('ul', {}, ...items)];
  }

  #rule(ruleId: string): HTMLElement {
    const { openRule } = this.actions;
    if (!openRule) return h('b', {}, ruleId);
    const title = 'Read about the rule';
    return h('button', { type: 'button', class: 'rule', title, onclick: () => openRule(ruleId) }, ruleId);
  }

  #parts(title: string, parts: readonly NodePart[]): HTMLElement[] {
    if (parts.length === 0) return [];
    const items = parts.map(({ label, place, severity }) =>
      h(
        'li',
        { class: `part ${severity ?? ''}` },
        severity ? sign(severity) : '',
        place ? this.#link(place, label) : h('span', {}, label),
      ),
    );
    return [h('h3', {}, `${title} (${parts.length})`), h('ul', {}, ...items)];
  }

  #connections(node: VisibleNode, view: View): HTMLElement[] {
    const labels = new Map(view.nodes.map(({ id, label }) => [id, label]));
    const lines = view.edges.flatMap(({ from, to, kinds }) => {
      const isOut = from === node.id;
      const other = isOut ? to : from;
      const label = labels.get(other);
      if ((!isOut && to !== node.id) || label === undefined) return [];
      return [{ other, words: wordsFor(kinds, isOut), label }];
    });
    lines.sort((a, b) => (a.words + a.label < b.words + b.label ? -1 : 1));
    if (lines.length === 0) return [];
    const items = lines.map(({ other, words, label }) =>
      h(
        'li',
        {},
        h('span', { class: 'faint' }, `${words} `),
        h('button', { type: 'button', class: 'plain', onclick: () => this.actions.select(other) }, label),
      ),
    );
    return [h('h3', {}, `Connections (${lines.length})`), h('ul', {}, ...items)];
  }

  #link(place: CodePlace, text = `${place.path}:${place.line}`): HTMLElement {
    const title = `${place.path}:${place.line}`;
    const href = this.actions.linkTo?.(place);
    if (href !== undefined) return h('a', { href, title }, text);
    return h(
      'button',
      { type: 'button', class: 'plain place', title, onclick: () => this.actions.open(place) },
      text,
    );
  }
}

const out: Record<EdgeKind, string> = {
  writes: 'writes',
  reads: 'reads',
  sends: 'sends to',
  calls: 'calls',
  runs: 'runs',
  serves: 'serves',
  references: 'refers to',
};
const back: Record<EdgeKind, string> = {
  writes: 'written by',
  reads: 'read by',
  sends: 'sent to by',
  calls: 'called by',
  runs: 'run by',
  serves: 'served by',
  references: 'referred to by',
};

function wordsFor(kinds: readonly EdgeKind[], isOut: boolean): string {
  return kinds.map((kind) => (isOut ? out : back)[kind]).join(' and ');
}

/** The sign of a severity, with its name for those who do not see it. */
export function sign(severity: NodeFinding['severity']): HTMLElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 10 10');
  svg.setAttribute('class', 'sign-icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', severitySigns[severity]);
  svg.append(path);
  const element = h(
    'span',
    { class: `severity ${severity}`, title: severity },
    h('span', { class: 'for-screen-readers' }, severity),
  );
  element.append(svg);
  return element;
}
