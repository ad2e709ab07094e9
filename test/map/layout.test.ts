import assert from 'node:assert/strict';
import type { ArchitectureGraph } from '../../src/map';
import type { Box } from '../../src/map/boxes';
import { layOut } from '../../src/map/layout';
import { closedAtFirst, groupsOf, type View, viewOf } from '../../src/map/view';
import { largeGraph, sampleGraph } from './sample';

const whole = (graph: ArchitectureGraph) => viewOf(graph, groupsOf(graph), new Set());

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function checkPicture(view: View): void {
  const { boxes, frames, lines, width, height } = layOut(view);
  const places = [...boxes];
  for (const [index, [id, box]] of places.entries()) {
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, id);
    for (const [other, place] of places.slice(index + 1))
      assert.ok(!overlap(box, place), `${id} over ${other}`);
  }
  for (const { id, members } of view.groups) {
    const frame = frames.get(id);
    assert.ok(frame, id);
    for (const member of members) {
      const box = boxes.get(member);
      assert.ok(box && box.x > frame.x && box.y > frame.y, member);
      assert.ok(
        box.x + box.width < frame.x + frame.width && box.y + box.height < frame.y + frame.height,
        member,
      );
    }
  }
  for (const [index, edge] of view.edges.entries()) {
    const points = lines[index] ?? [];
    const from = boxes.get(edge.from);
    const to = edge.toGroup ? frames.get(edge.to) : boxes.get(edge.to);
    const [start, end] = [points[0], points[points.length - 1]];
    assert.ok(from && to && start && end, `${edge.from} → ${edge.to}`);
    assert.equal(start.x, from.x + from.width, `${edge.from} is left at its right side`);
    assert.ok(start.y > from.y && start.y < from.y + from.height);
    assert.ok(end.x === to.x || end.x === to.x + to.width, `${edge.to} is entered at a side`);
    assert.ok(end.y > to.y && end.y < to.y + to.height);
  }
}

describe('the layout', () => {
  it('puts no box over another, and all arrows to the sides of boxes', async function () {
    this.timeout(60_000);
    checkPicture(whole(await sampleGraph()));
    checkPicture(whole(largeGraph(300, 700)));
  });

  it('has a column for each kind, from left to right', async () => {
    const view = whole(await sampleGraph());
    const { boxes } = layOut(view);
    const range = (column: number) => {
      const all = view.nodes
        .filter((node) => node.column === column)
        .flatMap(({ id }) => boxes.get(id) ?? []);
      return [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x, width }) => x + width))] as const;
    };
    for (const column of [1, 2, 3, 4]) assert.ok(range(column)[0] > range(column - 1)[1], `column ${column}`);
  });

  it('lets arrows pass between boxes, and not behind them', () => {
    const view = whole(largeGraph(60, 120));
    const { boxes, lines } = layOut(view);
    for (const [index, points] of lines.entries())
      for (const [at, point] of points.slice(1).entries()) {
        const before = points[at];
        if (!before || before.y !== point.y || at === 0 || at === points.length - 2) continue;
        for (const [id, box] of boxes) {
          const isCrossed =
            box.x < point.x &&
            box.x + box.width > before.x &&
            point.y > box.y &&
            point.y < box.y + box.height;
          assert.ok(!isCrossed, `arrow ${index} goes through ${id}`);
        }
      }
  });

  it('puts tables that no code touches below the others', async () => {
    const graph = await sampleGraph();
    const groups = groupsOf(graph);
    const untouched = groups.find(({ id }) => id === 'untouched');
    assert.deepEqual(untouched?.members, ['table:vm_console_logs_orphaned', 'table:vm_hosts']);
    const { frames } = layOut(whole(graph));
    const [tables, rest] = [frames.get('tables'), frames.get('untouched')];
    assert.ok(tables && rest && rest.y > tables.y + tables.height);
  });

  it('shortens arrows: boxes stand near those that they are tied to', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const node = (kind: 'routes' | 'table', id: string) => ({
      id: `${kind}:${id}`,
      kind,
      label: id,
      parts: [],
      findings: [],
      criticalPaths: [],
    });
    const graph: ArchitectureGraph = {
      version: 1,
      nodes: [...ids.map((id) => node('routes', id)), ...[...ids].reverse().map((id) => node('table', id))],
      edges: ids.map((id) => ({
        from: `routes:${id}`,
        to: `table:${id}`,
        kinds: ['reads'],
        criticalPaths: [],
      })),
      criticalPaths: [],
      rules: [],
    };
    const { boxes } = layOut(whole(graph));
    for (const id of ids) assert.equal(boxes.get(`routes:${id}`)?.y, boxes.get(`table:${id}`)?.y, id);
  });

  it('is done for a thousand boxes in less than two seconds of a processor', () => {
    const took = (graph: ArchitectureGraph) => {
      const view = whole(graph);
      layOut(view);
      const begun = process.cpuUsage();
      layOut(view);
      const { user } = process.cpuUsage(begun);
      return user / 1000;
    };
    const milliseconds = took(largeGraph(1000, 2500));
    // Two seconds are the limit for a person who waits; processor time does not count other programs.
    assert.ok(milliseconds < 2000, `${milliseconds} ms`);
  });
});

describe('a view', () => {
  it('shows all of a small graph, and closes the largest groups of a large one', async () => {
    const small = await sampleGraph();
    assert.equal(closedAtFirst(small, groupsOf(small)).size, 0);
    const large = largeGraph(1000, 2500);
    const groups = groupsOf(large);
    const view = viewOf(large, groups, closedAtFirst(large, groups));
    assert.ok(view.nodes.length <= 150, `${view.nodes.length}`);
    // Code is closed before all else.
    assert.ok(view.nodes.every(({ kind, standsFor }) => kind !== 'code' || standsFor !== undefined));
    assert.equal(
      view.nodes.reduce((sum, node) => sum + (node.standsFor ?? 1), 0),
      1000,
    );
  });

  it('has one box with everything of a closed group, and one arrow for all of its arrows', async () => {
    const graph = await sampleGraph();
    const groups = groupsOf(graph);
    const view = viewOf(graph, groups, new Set(['tables']));
    const closed = view.nodes.find(({ id }) => id === 'tables');
    assert.equal(closed?.standsFor, 20);
    assert.equal(closed?.detail, '20 tables');
    assert.ok(closed?.missingIndexes?.includes('tickets.assigned_agent_id'));
    assert.ok(closed.criticalPaths.includes('Ticket orchestration'));
    const arrows = view.edges.filter(
      ({ from, to }) => from === 'code:platform/src/engine-pg.js' && to === 'tables',
    );
    assert.deepEqual(
      arrows.map(({ kinds }) => kinds),
      [['writes', 'reads']],
    );
    checkPicture(view);
  });

  it('leaves out what is filtered away, with its arrows and empty groups', async () => {
    const graph = await sampleGraph();
    const view = viewOf(graph, groupsOf(graph), new Set(), ({ kind }) => kind === 'app' || kind === 'routes');
    assert.deepEqual([...new Set(view.nodes.map(({ kind }) => kind))].sort(), ['app', 'routes']);
    assert.ok(view.edges.every(({ kinds }) => kinds[0] === 'serves'));
    assert.deepEqual(
      view.groups.map(({ id }) => id),
      ['serves:@swarm/agent-gateway', 'serves:@swarm/platform'],
    );
  });
});
