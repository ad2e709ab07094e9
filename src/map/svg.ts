import type { Box, Layout, Point } from './boxes';
import { type NodeKind, worstOf } from './graph';
import { icons, severitySigns } from './icons';
import { layOut, pillsOf, pillWidth, sizes } from './layout';
import { escaped, fitted, fittedEnd, widthOf } from './text';
import type { MapGroup, View, VisibleEdge, VisibleNode } from './view';

/** A picture with the layout that it was drawn by. */
export interface Picture {
  svg: string;
  layout: Layout;
}

interface Options {
  /** Names of all critical paths: a path has the same colour whatever is shown. */
  criticalPaths: readonly string[];
  /** The style of a picture that stands by itself; it gets a ground and a legend too. Otherwise the page around it has these. */
  style?: string;
}

/**
 * A view as one SVG text. Boxes and frames' titles are buttons: a page makes them work, and they have names for screen readers in any case.
 */
export function draw(view: View, options: Options): Picture {
  const layout = layOut(view);
  const { style, criticalPaths } = options;
  const legend =
    style !== undefined ? legendOf(view, criticalPaths, layout.height) : { markup: '', height: 0, width: 0 };
  const width = Math.ceil(Math.max(layout.width, legend.width));
  const height = Math.ceil(layout.height + legend.height);
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" class="map"',
    style === undefined ? '' : ` viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="group" aria-label="Architecture: ${view.nodes.length} boxes, ${view.edges.length} arrows">`,
    style !== undefined ? `<style>${style}</style><rect class="ground" width="100%" height="100%"/>` : '',
    arrowHeads(criticalPaths.length),
    '<g class="world">',
    layout.columns.map(({ title, x, width }) => head(title, x, width)).join(''),
    view.groups.map((group) => frameOf(group, layout.frames.get(group.id))).join(''),
    `<g class="edges">${view.edges.map((edge, index) => edgeOf(edge, layout.lines[index] ?? [])).join('')}</g>`,
    `<g class="paths">${view.edges.map((edge, index) => pathsOf(edge, layout.lines[index] ?? [], criticalPaths)).join('')}</g>`,
    `<g class="nodes">${view.nodes.map((node) => nodeOf(node, layout.boxes.get(node.id), criticalPaths)).join('')}</g>`,
    legend.markup,
    '</g></svg>',
  ].join('');
  return { svg, layout };
}

/** How many colours critical paths have; with more paths they begin again, in another dash. */
const pathColours = 6;

/** The class that gives a critical path its colour. */
export function pathClass(index: number): string {
  return `path-${index % pathColours}${index >= pathColours ? ' again' : ''}`;
}

function arrowHeads(paths: number): string {
  const head = (id: string, className: string) =>
    `<marker id="${id}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5 8 4 0 7.5z" class="${className}"/></marker>`;
  const open =
    '<marker id="map-reads" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M1 .5 7.5 4 1 7.5" class="open-head"/></marker>';
  const ofPaths = Array.from(
    { length: Math.min(paths, pathColours) },
    (_, index) =>
      `<marker id="map-path-${index}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 10 5 0 10z" class="path-head path-${index}"/></marker>`,
  );
  return `<defs>${head('map-arrow', 'head')}${open}${ofPaths.join('')}</defs>`;
}

function head(title: string, x: number, width: number): string {
  return `<g class="column"><text x="${x}" y="34">${escaped(title)}</text><path d="M${x} 46h${width}"/></g>`;
}

function frameOf({ id, title, members }: MapGroup, frame: Box | undefined): string {
  if (!frame) return '';
  const { x, y, width, height } = frame;
  const name = `${title}, ${members.length} ${members.length === 1 ? 'box' : 'boxes'}`;
  return (
    `<g class="frame" data-group="${escaped(id)}"><rect class="ground-of-frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>` +
    `<g class="title" data-toggle="${escaped(id)}" role="button" tabindex="-1" aria-expanded="true" aria-label="${escaped(`${name}. Close the group.`)}">` +
    `<rect class="hit" x="${x}" y="${y}" width="${width}" height="28" rx="10"/>` +
    `<path class="twist" d="M${x + 14} ${y + 13}l4 4 4-4"/>` +
    `<text x="${x + 28}" y="${y + 19}">${escaped(fittedEnd(title, width - 70, 11.5))}</text>` +
    `<text class="count" x="${x + width - 14}" y="${y + 19}" text-anchor="end">${members.length}</text></g></g>`
  );
}

function edgeOf(edge: VisibleEdge, points: readonly Point[]): string {
  if (points.length < 2) return '';
  const [kind = 'runs'] = edge.kinds;
  const classes = ['edge', kind, ...(edge.criticalPaths.length > 0 ? ['on-path'] : [])].join(' ');
  const marker = kind === 'reads' || kind === 'serves' ? 'map-reads' : 'map-arrow';
  return (
    `<path class="${classes}" data-from="${escaped(edge.from)}" data-to="${escaped(edge.to)}" d="${curve(points)}"` +
    ` marker-end="url(#${marker})"/>`
  );
}

/** The critical paths along an edge, beside each other, over the edge. */
function pathsOf(edge: VisibleEdge, points: readonly Point[], all: readonly string[]): string {
  if (points.length < 2) return '';
  return edge.criticalPaths
    .map((name, position) => {
      const index = all.indexOf(name);
      const shift = (position - (edge.criticalPaths.length - 1) / 2) * 4;
      const d = curve(points.map(({ x, y }) => ({ x, y: y + shift })));
      return (
        `<path class="path ${pathClass(index)}" data-path="${escaped(name)}" data-from="${escaped(edge.from)}" data-to="${escaped(edge.to)}" d="${d}"` +
        ` marker-end="url(#map-path-${Math.max(0, index) % pathColours})"><title>${escaped(name)}</title></path>`
      );
    })
    .join('');
}

/** Level where it meets a box, and smooth between. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = `M${first.x} ${first.y}`;
  let from = first;
  const comesRound = points.length === 4 && (points[3]?.x ?? 0) < (points[2]?.x ?? 0);
  if (comesRound) {
    const [, second, third, last] = points;
    if (second && third && last)
      return `${d}C${second.x} ${second.y} ${third.x} ${third.y} ${last.x} ${last.y}`;
  }
  for (const point of rest) {
    if (point.y === from.y) d += `H${point.x}`;
    else {
      const half = Math.round(((from.x + point.x) / 2) * 10) / 10;
      d += `C${half} ${from.y} ${half} ${point.y} ${point.x} ${point.y}`;
    }
    from = point;
  }
  return d;
}

function nodeOf(node: VisibleNode, box: Box | undefined, paths: readonly string[]): string {
  if (!box) return '';
  const { x, y, width, height } = box;
  const worst = worstOf(node.findings.map((each) => each.severity));
  const isClosed = node.standsFor !== undefined;
  const classes = [
    'node',
    node.kind,
    ...(worst ? [worst, `heat-${heatOf(node)}`] : []),
    ...(isClosed ? ['closed'] : []),
  ];
  const left = sizes.padding + sizes.icon;
  const pills = pillsOf(node);
  const isTwoLines = node.detail !== undefined || pills.length > 0;
  const first = isTwoLines ? height / 2 - 5 : height / 2 + 4.5;
  const marks = pills.reduce((sum, { text }) => sum + pillWidth(text) + 4, 0);
  const detail =
    node.detail === undefined
      ? ''
      : `<text class="detail" x="${left}" y="${height / 2 + 14}">${escaped(fittedEnd(node.detail, width - left - sizes.padding - marks, sizes.detail))}</text>`;
  return [
    `<g class="${classes.join(' ')}" data-id="${escaped(node.id)}"${isClosed ? ` data-toggle="${escaped(node.id)}" aria-expanded="false"` : ''}`,
    ` transform="translate(${x} ${y})" role="button" tabindex="-1" aria-label="${escaped(spoken(node))}"><title>${escaped(spoken(node))}</title>`,
    node.criticalPaths
      .map((name, position) => ring(name, position, width, height, paths))
      .reverse()
      .join(''),
    isClosed ? `<rect class="behind" x="5" y="5" width="${width}" height="${height}" rx="7"/>` : '',
    `<rect class="box" width="${width}" height="${height}" rx="7"/>`,
    worst ? `<rect class="heat" width="${width}" height="${height}" rx="7"/>` : '',
    `<path class="bar" d="M7 0h-0a7 7 0 0 0 -7 7v${height - 14}a7 7 0 0 0 7 7h0a3 7 0 0 1 -3 -7v-${height - 14}a3 7 0 0 1 3 -7z"/>`,
    `<path class="icon" transform="translate(${sizes.padding - 2} ${first - 12})" d="${icons[node.kind]}"/>`,
    `<text class="label" x="${left}" y="${first}">${escaped((isClosed ? fittedEnd : fitted)(node.label, (width - left - sizes.padding) / 1.06, sizes.label))}</text>`,
    detail,
    pillsAt(pills, width - sizes.padding + 4, height / 2 + 10),
    worst ? badge(node.findings.length, worst, width) : '',
    '</g>',
  ].join('');
}

/** A ring around a box that a critical path leads through; several lie outside each other. */
function ring(
  name: string,
  position: number,
  width: number,
  height: number,
  paths: readonly string[],
): string {
  const out = 3 + position * 4;
  return (
    `<rect class="ring ${pathClass(paths.indexOf(name))}" data-path="${escaped(name)}" x="${-out}" y="${-out}"` +
    ` width="${width + out * 2}" height="${height + out * 2}" rx="${7 + out}"/>`
  );
}

function pillsAt(pills: ReturnType<typeof pillsOf>, right: number, middle: number): string {
  let x = right;
  let markup = '';
  for (const { text, title, className } of [...pills].reverse()) {
    const width = pillWidth(text);
    x -= width;
    markup =
      `<g class="pill ${className}" transform="translate(${x} ${middle - 8})"><title>${escaped(title)}</title>` +
      `<rect width="${width}" height="16" rx="8"/><text x="${width / 2}" y="11.5" text-anchor="middle">${escaped(text)}</text></g>${markup}`;
    x -= 4;
  }
  return markup;
}

/** The number of findings with a sign for the worst of them, so that heat can be read without colours. */
function badge(count: number, worst: keyof typeof severitySigns, right: number): string {
  const text = `${count}`;
  const width = Math.ceil(widthOf(text, 11)) + 25;
  return (
    `<g class="badge" transform="translate(${right - width + 8} -9)"><rect width="${width}" height="18" rx="9"/>` +
    `<path class="sign" transform="translate(6 4)" d="${severitySigns[worst]}"/><text x="${width - 7}" y="13" text-anchor="end">${text}</text></g>`
  );
}

/** 1 to 3, by how much was found: an error counts as three warnings. */
function heatOf({ findings }: VisibleNode): number {
  const weight = findings.reduce(
    (sum, { severity }) => sum + { error: 3, warning: 1, info: 0.4, hint: 0.2 }[severity],
    0,
  );
  return weight >= 8 ? 3 : weight >= 3 ? 2 : 1;
}

export const kindNames: Record<NodeKind, string> = {
  app: 'App',
  routes: 'Routes',
  socket: 'Socket server',
  code: 'Code',
  table: 'Table',
  room: 'Room',
  service: 'Service',
};

/** What a screen reader says of a box, and the mouse shows. */
export function spoken(node: VisibleNode): string {
  const isNamed = node.label.toLowerCase() === kindNames[node.kind].toLowerCase();
  const parts = [
    isNamed || node.standsFor !== undefined ? node.label : `${kindNames[node.kind]} ${node.label}`,
  ];
  if (node.detail !== undefined) parts.push(node.detail);
  if (node.tenancy !== undefined)
    parts.push(node.tenancy === 'owned' ? 'rows belong to a tenant' : 'rows carry no tenant');
  if (node.missingIndexes?.length) parts.push(`no index on ${node.missingIndexes.join(', ')}`);
  const worst = worstOf(node.findings.map((each) => each.severity));
  if (worst)
    parts.push(
      `${node.findings.length} ${node.findings.length === 1 ? 'finding' : 'findings'}, the worst of severity ${worst}`,
    );
  if (node.criticalPaths.length > 0)
    parts.push(
      `on the critical ${node.criticalPaths.length === 1 ? 'path' : 'paths'} ${node.criticalPaths.join(', ')}`,
    );
  if (node.standsFor !== undefined) parts.push('a closed group');
  return parts.join(', ');
}

/** What the signs mean, below the picture. */
function legendOf(
  view: View,
  paths: readonly string[],
  top: number,
): { markup: string; height: number; width: number } {
  const shown = paths.filter((name) => view.nodes.some((node) => node.criticalPaths.includes(name)));
  let x = 28;
  let markup = '';
  const add = (sign: string, signWidth: number, text: string) => {
    markup += `<g transform="translate(${x} ${top + 14})">${sign}<text x="${signWidth + 8}" y="4">${escaped(text)}</text></g>`;
    x += signWidth + 8 + widthOf(text, 12) + 26;
  };
  for (const name of shown)
    add(`<path class="path ${pathClass(paths.indexOf(name))}" d="M0 0h28"/>`, 28, name);
  const kinds = new Set(view.edges.flatMap((edge) => edge.kinds));
  if (kinds.has('writes'))
    add('<path class="edge writes" d="M0 0h28" marker-end="url(#map-arrow)"/>', 28, 'writes');
  if (kinds.has('reads'))
    add('<path class="edge reads" d="M0 0h28" marker-end="url(#map-reads)"/>', 28, 'reads only');
  for (const severity of ['error', 'warning', 'info'] as const)
    if (view.nodes.some((node) => worstOf(node.findings.map((each) => each.severity)) === severity))
      add(
        `<g class="node ${severity}"><g class="badge"><rect y="-9" width="18" height="18" rx="9"/><path class="sign" transform="translate(4 -5)" d="${severitySigns[severity]}"/></g></g>`,
        18,
        `${severity === 'info' ? 'infos' : `${severity}s`} found`,
      );
  return markup === ''
    ? { markup, height: 0, width: 0 }
    : { markup: `<g class="legend">${markup}</g>`, height: 44, width: x };
}
