import assert from 'node:assert/strict';
import './dom';
import type { ArchitectureGraph, MapNode } from '../../src/map/graph';
import type { Host, Kept } from '../../src/webview/map/host';
import { MapPage } from '../../src/webview/map/page';
import { type FromMapPage, parseFromMapPage, type ToMapPage } from '../../src/webview/map/protocol';

const finding = {
  ruleId: 'database/missing-fk-index',
  severity: 'warning' as const,
  message: 'No index leads with order_id.',
  place: { path: 'migrations/001.sql', line: 4 },
};

function node(kind: MapNode['kind'], label: string, more: Partial<MapNode> = {}): MapNode {
  return { id: `${kind}:${label}`, kind, label, parts: [], findings: [], criticalPaths: [], ...more };
}

const graph: ArchitectureGraph = {
  version: 1,
  nodes: [
    node('app', 'shop', { place: { path: 'app.js', line: 9 } }),
    node('routes', '/orders', {
      app: 'shop',
      place: { path: 'orders.js', line: 3 },
      criticalPaths: ['Sales'],
    }),
    node('routes', '/health', { app: 'shop', place: { path: 'health.js', line: 1 } }),
    node('table', 'orders', {
      place: { path: 'migrations/001.sql', line: 1 },
      criticalPaths: ['Sales'],
      tenancy: 'owned',
    }),
    node('table', 'items', {
      place: { path: 'migrations/001.sql', line: 3 },
      findings: [finding],
      parts: [
        { label: 'order_id uuid', place: { path: 'migrations/001.sql', line: 4 }, severity: 'warning' },
      ],
    }),
  ],
  edges: [
    { from: 'app:shop', to: 'routes:/orders', kinds: ['serves'], criticalPaths: [] },
    { from: 'app:shop', to: 'routes:/health', kinds: ['serves'], criticalPaths: [] },
    { from: 'routes:/orders', to: 'table:orders', kinds: ['writes', 'reads'], criticalPaths: ['Sales'] },
    { from: 'routes:/orders', to: 'table:items', kinds: ['reads'], criticalPaths: [] },
  ],
  criticalPaths: [{ name: 'Sales', why: 'It pays for the rest.' }],
  rules: ['database/missing-fk-index'],
  tenantColumn: 'tenant_id',
};

/** A page with a host that only notes what it is told. */
function open(kept: Kept = {}) {
  document.body.replaceChildren();
  const posted: FromMapPage[] = [];
  let state = kept;
  let receive: (message: ToMapPage) => void = () => {};
  const host: Host = {
    opensCode: true,
    post: (message) => posted.push(message),
    listen: (callback) => {
      receive = callback;
    },
    recall: () => state,
    keep: (changed) => {
      state = changed;
    },
  };
  new MapPage(host).start();
  const show = (shown: ArchitectureGraph = graph, scanning = false) =>
    receive({ type: 'maps', folders: [{ name: 'shop', graph: shown }], scanning });
  return { posted, show, receive: (message: ToMapPage) => receive(message), state: () => state };
}

const one = (selector: string) => {
  const found = document.querySelector(selector);
  assert.ok(found, selector);
  return found;
};
const shown = () =>
  [...document.querySelectorAll('.node')].map((each) => each.getAttribute('data-id')).sort();
const text = (selector: string) => one(selector).textContent ?? '';
const click = (element: Element) => element.dispatchEvent(new window.MouseEvent('click', { bubbles: true }));
const press = (element: Element, key: string) =>
  element.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const focused = () => document.activeElement?.getAttribute('data-id');

describe('the page of the map', () => {
  it('asks for the map, and says what it waits for', () => {
    const { posted, show } = open();
    assert.deepEqual(posted, [{ type: 'ready' }]);
    assert.match(text('.note'), /Reading the workspace/);
    show({ ...graph, nodes: [], edges: [] }, true);
    assert.match(text('.note'), /Reading the workspace/);
    show({ ...graph, nodes: [], edges: [] });
    assert.match(text('.note'), /nothing to draw yet.*JavaScript or TypeScript/s);
  });

  it('goes to the code of a box that is clicked, and tells about it', () => {
    const { posted, show, state } = open();
    show();
    click(one('[data-id="table:items"] .label'));
    assert.deepEqual(posted.at(-1), {
      type: 'open',
      folder: 0,
      place: { path: 'migrations/001.sql', line: 3 },
      stay: true,
    });
    assert.equal(text('.details h2'), 'items');
    assert.match(
      text('.details'),
      /No index leads with order_id\..*Connections \(1\)read by \/orders.*Columns \(1\)/s,
    );
    assert.equal(state().selected, 'table:items');
    const place = [...document.querySelectorAll('.details .place')].find(
      (each) => each.textContent === 'order_id uuid',
    );
    assert.ok(place);
    click(place);
    assert.deepEqual(posted.at(-1), {
      type: 'open',
      folder: 0,
      place: { path: 'migrations/001.sql', line: 4 },
      stay: false,
    });
    click(one('.details .rule'));
    assert.deepEqual(posted.at(-1), { type: 'openRule', ruleId: 'database/missing-fk-index' });
    click(one('.details .icon-button'));
    assert.equal(state().selected, undefined);
  });

  it('shows only what a rule has found, or what a critical path leads through', () => {
    const { show, state } = open();
    show();
    const rules = one('select[aria-label="Rule"]');
    assert.ok(rules instanceof window.HTMLSelectElement);
    rules.value = 'database/missing-fk-index';
    rules.dispatchEvent(new window.Event('change'));
    assert.deepEqual(shown(), ['table:items']);
    assert.equal(text('.count'), '1 of 5 boxes');
    rules.value = '';
    rules.dispatchEvent(new window.Event('change'));
    click(one('.path-filter'));
    assert.deepEqual(shown(), ['app:shop', 'routes:/orders', 'table:orders']);
    assert.equal(state().path, 'Sales');
    assert.equal(one('.path-filter').getAttribute('aria-pressed'), 'true');
    click(one('.path-filter'));
    assert.equal(shown().length, 5);
  });

  it('can be walked through with the arrow keys, one box being in the order of Tab', () => {
    const { posted, show } = open();
    show();
    assert.equal(document.querySelectorAll('.node[tabindex="0"]').length, 1);
    const orders = one('[data-id="routes:/orders"]');
    press(orders, 'ArrowRight');
    assert.match(focused() ?? '', /^table:/);
    assert.equal(document.querySelectorAll('.node[tabindex="0"]').length, 1);
    press(one('[data-id="table:orders"]'), 'ArrowLeft');
    assert.equal(focused(), 'routes:/orders');
    press(one('[data-id="routes:/orders"]'), 'ArrowLeft');
    assert.equal(focused(), 'app:shop');
    press(one('[data-id="app:shop"]'), 'Enter');
    assert.deepEqual(posted.at(-1), {
      type: 'open',
      folder: 0,
      place: { path: 'app.js', line: 9 },
      stay: false,
    });
  });

  it('closes and opens groups, with mouse and keys', () => {
    const { show, state } = open();
    show();
    click(one('[data-toggle="tables"] text'));
    assert.deepEqual(shown(), ['app:shop', 'routes:/health', 'routes:/orders', 'tables']);
    assert.deepEqual(state().closed, ['tables']);
    assert.equal(focused(), 'tables');
    press(one('[data-id="tables"]'), 'Enter');
    assert.equal(shown().length, 5);
  });

  it('finds boxes by their names and by what is in them', () => {
    const { show, state } = open();
    show();
    const search = one('input[type="search"]');
    assert.ok(search instanceof window.HTMLInputElement);
    search.value = 'order_id';
    search.dispatchEvent(new window.Event('input'));
    assert.equal(text('.count'), '1 found');
    assert.equal(document.querySelectorAll('.node:not(.missed)').length, 1);
    press(search, 'Enter');
    assert.equal(state().selected, 'table:items');
  });

  it('is as it was after the page has been away, and follows new maps', () => {
    const { show } = open({ path: 'Sales', selected: 'table:orders', transform: { x: 5, y: 6, k: 0.7 } });
    show();
    assert.deepEqual(shown(), ['app:shop', 'routes:/orders', 'table:orders']);
    assert.equal(text('.details h2'), 'orders');
    assert.equal(one('.world').getAttribute('transform'), 'translate(5,6) scale(0.7)');
    show({
      ...graph,
      nodes: graph.nodes.filter(({ id }) => id !== 'table:orders'),
      edges: graph.edges.slice(0, 2),
      criticalPaths: [],
    });
    // The path is gone from the configuration, and the filter with it.
    assert.deepEqual(shown(), ['app:shop', 'routes:/health', 'routes:/orders', 'table:items']);
    assert.equal(one('.details').hasAttribute('hidden'), true);
  });

  it('keeps where the picture was moved to, and not where it was only fitted', () => {
    const { show, state } = open();
    const size = { clientWidth: 3000, clientHeight: 1800 };
    for (const [name, value] of Object.entries(size))
      Object.defineProperty(one('.canvas'), name, { get: () => value, configurable: true });
    show();
    assert.match(one('.world').getAttribute('transform') ?? '', /scale\(1\)$/);
    assert.equal(state().transform, undefined);
    Object.defineProperty(one('.canvas'), 'clientWidth', { get: () => 300 });
    window.dispatchEvent(new window.Event('resize'));
    assert.doesNotMatch(one('.world').getAttribute('transform') ?? '', /scale\(1\)$/);
    assert.equal(state().transform, undefined);
    press(one('.canvas'), '+');
    assert.notEqual(state().transform, undefined);
  });

  it('fits again when the map has grown, unless somebody has moved it', () => {
    const { show } = open();
    for (const name of ['clientWidth', 'clientHeight'])
      Object.defineProperty(one('.canvas'), name, { get: () => 600 });
    const place = () => one('.world').getAttribute('transform') ?? '';
    const scale = () => Number(/scale\(([\d.]+)\)/.exec(place())?.[1]);
    show({ ...graph, nodes: graph.nodes.slice(0, 1), edges: [] });
    assert.equal(scale(), 1);
    show();
    assert.ok(scale() < 1, place());
    press(one('.canvas'), '+');
    const moved = place();
    show({ ...graph, nodes: graph.nodes.slice(0, 4), edges: graph.edges.slice(0, 3) });
    assert.equal(place(), moved);
  });

  it('shows one folder of several, and opens files in that one', () => {
    const { posted, receive, state } = open();
    const other = {
      ...graph,
      nodes: [node('table', 'invoices', { place: { path: 'b.sql', line: 2 } })],
      edges: [],
    };
    receive({
      type: 'maps',
      folders: [
        { name: 'shop', graph },
        { name: 'billing', graph: other },
      ],
      scanning: false,
    });
    const folders = one('select[aria-label="Folder"]');
    assert.ok(folders instanceof window.HTMLSelectElement);
    assert.deepEqual([folders.hidden, folders.options.length], [false, 2]);
    folders.selectedIndex = 1;
    folders.dispatchEvent(new window.Event('change'));
    assert.deepEqual(shown(), ['table:invoices']);
    assert.equal(state().folder, 1);
    click(one('[data-id="table:invoices"]'));
    assert.deepEqual(posted.at(-1), {
      type: 'open',
      folder: 1,
      place: { path: 'b.sql', line: 2 },
      stay: true,
    });
  });

  it('says what went wrong, and lets one try again', () => {
    const { posted, receive } = open();
    receive({ type: 'failed', message: 'The language server has stopped.' });
    assert.match(text('.note'), /The language server has stopped/);
    click(one('.note button'));
    assert.deepEqual(posted.at(-1), { type: 'retry' });
  });

  it('takes from the page only messages of the protocol', () => {
    const place = { path: 'a.js', line: 2 };
    assert.deepEqual(parseFromMapPage({ type: 'open', folder: 0, place, stay: true, more: 1 }), {
      type: 'open',
      folder: 0,
      place,
      stay: true,
    });
    for (const wrong of [
      null,
      'ready',
      { type: 'open' },
      { type: 'open', folder: '0', place },
      { type: 'open', folder: 0, place: { path: 1, line: 2 } },
      { type: 'open', folder: 0, place: { path: 'a', line: 1.5 } },
      { type: 'openRule' },
      { type: 'run' },
    ])
      assert.equal(parseFromMapPage(wrong), undefined, JSON.stringify(wrong));
  });
});
