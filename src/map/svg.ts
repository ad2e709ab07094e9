import { type ArchitectureGraph, type MapNode, worstOf } from './graph';
import { type Box, type Layout, layOut, marksOf } from './layout';

/**
 * The map as one SVG text. Boxes are links in their own right: they can be reached with the keyboard and have names for screen readers. The page
 * around it brings the colours, as `--map-…`; without a page the picture has its own, for light and dark.
 */
export function toSvg(graph: ArchitectureGraph, { standalone }: { standalone: boolean }): string {
  const layout = layOut(graph);
  const { width, height } = layout;
  const edges = graph.edges.map((_, index) => edgeOf(graph, layout, index)).join('');
  const nodes = graph.nodes.map((node) => nodeOf(node, layout.boxes.get(node.id))).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 ${width} ${height}"`,
    standalone ? ` width="${width}" height="${height}"` : ' width="100%" height="100%"',
    ` role="group" aria-label="Architecture: ${graph.nodes.length} boxes, ${graph.edges.length} arrows">`,
    standalone ? `<style>${colors}${shapes}</style><rect width="100%" height="100%" class="ground"/>` : '',
    markers,
    `<g class="world"><g class="edges">${edges}</g><g class="nodes">${nodes}</g></g></svg>`,
  ].join('');
}

const markers =
  '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
  '<path d="M0 0 L8 4 L0 8 z" class="head"/></marker></defs>';

function edgeOf(graph: ArchitectureGraph, { boxes, lines }: Layout, index: number): string {
  const edge = graph.edges[index];
  if (!edge) return '';
  const points = lines.get(index) ?? straight(boxes.get(edge.from), boxes.get(edge.to));
  if (points.length < 2) return '';
  const classes = ['edge', edge.kind, ...(edge.criticalPaths.length > 0 ? ['critical'] : [])].join(' ');
  return (
    `<path class="${classes}" data-from="${escaped(edge.from)}" data-to="${escaped(edge.to)}" d="${curve(points)}"` +
    ' marker-end="url(#arrow)"/>'
  );
}

function straight(from: Box | undefined, to: Box | undefined): { x: number; y: number }[] {
  if (!from || !to) return [];
  // Keys run at the left side of the tables' column, around what stands between.
  const left = Math.min(from.x - from.width / 2, to.x - to.width / 2) - 18;
  return [
    { x: from.x - from.width / 2, y: from.y },
    { x: left, y: from.y },
    { x: left, y: to.y },
    { x: to.x - to.width / 2, y: to.y },
  ];
}

/** Straight at both ends, and smooth between. */
function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let i = 0; i < rest.length; i++) {
    const point = rest[i];
    const next = rest[i + 1];
    if (!point) continue;
    if (next)
      path += `Q${point.x} ${point.y} ${Math.round((point.x + next.x) * 5) / 10} ${Math.round((point.y + next.y) * 5) / 10}`;
    else path += `L${point.x} ${point.y}`;
  }
  return path;
}

function nodeOf(node: MapNode, box: Box | undefined): string {
  if (!box) return '';
  const { width, height } = box;
  const [x, y] = [box.x - width / 2, box.y - height / 2];
  const worst = worstOf(node.findings.map((each) => each.severity));
  const classes = [
    'node',
    node.kind,
    ...(worst ? [worst] : []),
    ...(node.criticalPaths.length > 0 ? ['critical'] : []),
  ];
  const room = Math.floor((width - 24) / 7.2);
  const marks = marksOf(node);
  const label = cut(node.label, room - marks.length * 3);
  const badge =
    node.findings.length > 0
      ? `<g class="badge"><circle cx="${width}" cy="0" r="9"/><text x="${width}" y="3.5" text-anchor="middle">${node.findings.length}</text></g>`
      : '';
  const marked = marks
    .map(
      (mark, index) =>
        `<g class="mark" transform="translate(${width - 14 - (marks.length - 1 - index) * 22} ${height / 2})"><title>${escaped(mark.title)}</title>` +
        `<rect x="-9" y="-8" width="18" height="16" rx="3"/><text y="4" text-anchor="middle">${mark.text}</text></g>`,
    )
    .join('');
  const middle = node.detail === undefined ? height / 2 + 4.5 : height / 2 - 4;
  const detail =
    node.detail === undefined
      ? ''
      : `<text class="detail" x="14" y="${height / 2 + 13}">${escaped(cut(node.detail, Math.floor(room * 1.15)))}</text>`;
  return (
    `<g class="${classes.join(' ')}" data-id="${escaped(node.id)}" transform="translate(${x} ${y})" role="button" tabindex="0"` +
    ` aria-label="${escaped(spoken(node))}"><title>${escaped(spoken(node))}</title>` +
    `<rect class="box" width="${width}" height="${height}" rx="5"/><rect class="bar" width="4" height="${height}" rx="2"/>` +
    `<text class="label" x="14" y="${middle}">${escaped(label)}</text>${detail}${marked}${badge}</g>`
  );
}

const kindNames: Record<MapNode['kind'], string> = {
  app: 'App',
  routes: 'Routes',
  code: 'Code',
  table: 'Table',
  socket: 'Socket server',
  room: 'Room',
  service: 'Service',
};

/** What a screen reader says of a box, and a pointer shows. */
export function spoken(node: MapNode): string {
  const parts = [`${kindNames[node.kind]} ${node.label}`];
  if (node.detail) parts.push(node.detail);
  if (node.tenancy)
    parts.push(node.tenancy === 'owned' ? 'rows belong to a tenant' : 'shared by all tenants');
  if (node.missingIndexes?.length) parts.push(`no index on ${node.missingIndexes.join(', ')}`);
  if (node.findings.length > 0)
    parts.push(`${node.findings.length} ${node.findings.length === 1 ? 'finding' : 'findings'}`);
  if (node.criticalPaths.length > 0) parts.push(`on the critical path ${node.criticalPaths.join(', ')}`);
  return parts.join(', ');
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, Math.max(1, length - 1))}…` : text;
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const light =
  '--map-ground:#ffffff;--map-box:#f6f7f9;--map-text:#1f2328;--map-quiet:#59636e;--map-line:#b6bec8;--map-border:#d1d9e0;' +
  '--map-app:#6f42c1;--map-routes:#0969da;--map-code:#57606a;--map-table:#1a7f37;--map-room:#bf3989;--map-service:#9a6700;' +
  '--map-error:#cf222e;--map-warning:#9a6700;--map-info:#0969da;--map-critical:#bc4c00;';
const dark =
  '--map-ground:#1f1f1f;--map-box:#2a2d2e;--map-text:#d4d4d4;--map-quiet:#9d9d9d;--map-line:#5a5f66;--map-border:#45494e;' +
  '--map-app:#b392f0;--map-routes:#58a6ff;--map-code:#9da5ae;--map-table:#56d364;--map-room:#f778ba;--map-service:#e3b341;' +
  '--map-error:#f85149;--map-warning:#d29922;--map-info:#58a6ff;--map-critical:#f0883e;';

/** Colours where there is no editor to take them from. */
export const colors = `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}`;

/** How the parts of the picture look; the colours are variables. */
export const shapes = [
  '.map{font:12px ui-sans-serif,system-ui,"Segoe UI",sans-serif;color:var(--map-text)}',
  '.ground{fill:var(--map-ground)}',
  '.edge{fill:none;stroke:var(--map-line);stroke-width:1.2}.edge.writes{stroke-width:2}.edge.references{stroke-dasharray:3 4;display:none}',
  '.edge.critical{stroke:var(--map-critical);stroke-width:2.4}.head{fill:var(--map-line)}',
  '.box{fill:var(--map-box);stroke:var(--map-border)}.label{fill:var(--map-text);font-weight:600}.detail{fill:var(--map-quiet);font-size:11px}',
  ...['app', 'routes', 'code', 'table', 'room', 'service'].map(
    (kind) => `.node.${kind} .bar{fill:var(--map-${kind})}`,
  ),
  '.node.socket .bar{fill:var(--map-room)}',
  '.node.error .box{stroke:var(--map-error);stroke-width:1.6}.node.warning .box{stroke:var(--map-warning);stroke-width:1.4}.node.info .box{stroke:var(--map-info)}',
  '.badge circle{fill:var(--map-quiet)}.badge text{fill:var(--map-ground);font-size:10px;font-weight:700}',
  '.node.error .badge circle{fill:var(--map-error)}.node.warning .badge circle{fill:var(--map-warning)}.node.info .badge circle{fill:var(--map-info)}',
  '.node.critical .box{stroke-dasharray:none;filter:drop-shadow(0 0 0 var(--map-critical));}.node.critical .label{text-decoration:underline;text-decoration-color:var(--map-critical);text-decoration-thickness:2px;text-underline-offset:3px}',
  '.mark rect{fill:none;stroke:var(--map-quiet)}.mark text{fill:var(--map-quiet);font-size:10px;font-weight:600}',
].join('');
