import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';
import { type ArchitectureGraph, type MapNode, toMermaid, toSvg } from '../../src/map';
import { fitted, widthOf } from '../../src/map/text';
import { sampleGraph } from './sample';

const hostile = `"><script>alert(1)</script>'&\u0000\n]]>`;

function node(kind: MapNode['kind'], label: string, more: Partial<MapNode> = {}): MapNode {
  return { id: `${kind}:${label}`, kind, label, parts: [], findings: [], criticalPaths: [], ...more };
}

function graphOf(nodes: MapNode[], edges: ArchitectureGraph['edges'] = []): ArchitectureGraph {
  return { version: 1, nodes, edges, criticalPaths: [{ name: hostile }], rules: [] };
}

const hostileGraph = graphOf(
  [
    node('routes', hostile, { app: hostile, detail: hostile, criticalPaths: [hostile] }),
    node('table', hostile, { tenancy: 'owned', missingIndexes: [hostile], criticalPaths: [hostile] }),
  ],
  [{ from: `routes:${hostile}`, to: `table:${hostile}`, kinds: ['writes'], criticalPaths: [hostile] }],
);

/** Parsed as strictly as XML is. */
function parse(svg: string): Document {
  return new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
}

describe('the picture', () => {
  it('is well-formed, and holds hostile names as text', () => {
    const document = parse(toSvg(hostileGraph));
    assert.equal(document.querySelectorAll('script').length, 0);
    const table = document.querySelector('.node.table');
    assert.match(table?.getAttribute('aria-label') ?? '', /^Table "><script>alert\(1\)<\/script>'&/);
    for (const element of document.querySelectorAll('*'))
      for (const { name } of element.attributes) assert.ok(!/^on|^style$|href/.test(name), name);
  });

  it('has a button with a name for each box, with marks that need no colour', async function () {
    this.timeout(60_000);
    const graph = await sampleGraph();
    const document = parse(toSvg(graph));
    assert.equal(document.querySelectorAll('.node[role="button"]').length, graph.nodes.length);
    const tickets = document.querySelector('[data-id="table:tickets"]');
    assert.match(
      tickets?.getAttribute('aria-label') ?? '',
      /^Table tickets, 14 columns, rows belong to a tenant, no index on assigned_agent_id, \d+ findings, the worst of severity error, on the critical paths Ticket orchestration, VM management$/,
    );
    assert.deepEqual(
      [...(tickets?.querySelectorAll('.pill text') ?? [])].map(({ textContent }) => textContent),
      ['no index', 'tenant'],
    );
    assert.match(tickets?.querySelector('.badge text')?.textContent ?? '', /^\d+$/);
    assert.ok(tickets?.querySelector('.badge .sign'));
  });

  it('draws each critical path as a line of its own, with a legend', async () => {
    const graph = await sampleGraph();
    const document = parse(toSvg(graph));
    for (const { name } of graph.criticalPaths) {
      const lines = [...document.querySelectorAll('.paths .path')].filter(
        (each) => each.getAttribute('data-path') === name,
      );
      assert.ok(lines.length > 0, name);
      const colours = new Set(lines.map((each) => each.getAttribute('class')));
      assert.equal(colours.size, 1, 'one colour for one path');
    }
    const legend = [...document.querySelectorAll('.legend > g > text')].map(({ textContent }) => textContent);
    assert.deepEqual(legend.slice(0, 6), [
      'Ticket orchestration',
      'Real-time updates',
      'Approvals',
      'VM management',
      'writes',
      'reads only',
    ]);
  });

  it('says so where there is nothing to draw', () => {
    const document = parse(toSvg(graphOf([])));
    assert.match(document.querySelector('text')?.textContent ?? '', /No apps, routes, tables or services/);
  });

  it('brings its own colours for light and dark, and asks for nothing from outside', () => {
    const svg = toSvg(graphOf([node('app', 'shop')]));
    assert.match(svg, /prefers-color-scheme: dark/);
    assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /https?:|url\((?!#)|@import/);
  });

  it('cuts names that do not fit, and says them whole to whoever points at them', () => {
    const long = 'a_table_with_a_name_that_is_longer_than_any_box_could_ever_be';
    const document = parse(toSvg(graphOf([node('table', long)])));
    const label = document.querySelector('.label')?.textContent ?? '';
    assert.match(label, /^a_table_.*…$/);
    assert.ok(document.querySelector('.node title')?.textContent?.includes(long));
    assert.ok(widthOf(fitted(long, 100, 13), 13) <= 100);
    assert.equal(fitted('short', 100, 13), 'short');
  });
});

describe('the Mermaid chart', () => {
  it('names boxes by number and quotes what they are called', () => {
    const chart = toMermaid(hostileGraph);
    const lines = chart.split('\n');
    assert.equal(lines[0], 'flowchart LR');
    assert.equal(lines.length, 5);
    assert.match(lines[1] ?? '', /^ {2}n0\["[^"\n<>]*"\]$/);
    assert.match(lines[2] ?? '', /^ {2}n1\[\("[^"\n<>]*"\)\]$/);
    assert.equal(lines[3], '  n0 ==>|writes| n1');
  });

  it('tells kinds of boxes and arrows apart, and leaves keys out', () => {
    const finding = {
      ruleId: 'r',
      severity: 'error' as const,
      message: '',
      place: { path: 'a.js', line: 1 },
    };
    const chart = toMermaid(
      graphOf(
        [
          node('app', 'shop'),
          node('routes', '/orders', { findings: [finding] }),
          node('table', 'orders'),
          node('service', 'mail'),
        ],
        [
          { from: 'app:shop', to: 'routes:/orders', kinds: ['serves'], criticalPaths: [] },
          { from: 'routes:/orders', to: 'table:orders', kinds: ['reads'], criticalPaths: [] },
          { from: 'routes:/orders', to: 'service:mail', kinds: ['calls'], criticalPaths: [] },
          { from: 'table:orders', to: 'table:orders', kinds: ['references'], criticalPaths: [] },
        ],
      ),
    );
    assert.deepEqual(chart.trim().split('\n').slice(1), [
      '  n0(["shop"])',
      '  n1["/orders (1)"]',
      '  n2[("orders")]',
      '  n3{{"mail"}}',
      '  n0 --> n1',
      '  n1 -.->|reads| n2',
      '  n1 -->|calls| n3',
      '  classDef error stroke:#cf222e,stroke-width:2px;',
      '  class n1 error;',
    ]);
  });
});
