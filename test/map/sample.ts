import { join } from 'node:path';
import { rules } from '../../rules';
import { type ArchitectureGraph, buildGraph, type MapNode } from '../../src/map';
import { openWorkspace } from '../../src/workspace';

let graph: Promise<ArchitectureGraph> | undefined;

/** The map of the sample workspace, drawn once for all tests. */
export function sampleGraph(): Promise<ArchitectureGraph> {
  graph ??= (async () => {
    const workspace = await openWorkspace(join(__dirname, '../workspaces/swarm'), { rules });
    const { findings } = workspace.check();
    return buildGraph(workspace.project.model(), findings);
  })();
  return graph;
}

/** A graph of so many boxes and arrows of all kinds, the same each time. */
export function largeGraph(size: number, arrows: number): ArchitectureGraph {
  const kinds = ['routes', 'routes', 'code', 'code', 'code', 'table', 'table', 'room', 'service'] as const;
  const columns = { app: 0, routes: 1, socket: 1, code: 2, table: 3, room: 4, service: 4 };
  const nodes: MapNode[] = Array.from({ length: size }, (_, index) => {
    const kind = index < 4 ? 'app' : (kinds[index % kinds.length] ?? 'code');
    return {
      id: `${kind}:${index}`,
      kind,
      label: `${kind}_${index}`,
      ...(kind === 'code' ? { place: { path: `src/part${index % 30}/file${index}.ts`, line: 1 } } : {}),
      parts: [],
      findings: [],
      criticalPaths: [],
      app: `app_${index % 4}`,
    };
  });
  let state = 1;
  const chance = (below: number) => {
    state = (state * 16_807) % 2_147_483_647;
    return state % below;
  };
  const edges = new Map<string, ArchitectureGraph['edges'][number]>();
  while (edges.size < arrows) {
    const [from, to] = [nodes[chance(size)], nodes[chance(size)]];
    if (!from || !to || columns[from.kind] >= columns[to.kind]) continue;
    edges.set(`${from.id} ${to.id}`, {
      from: from.id,
      to: to.id,
      kinds: [from.kind === 'app' ? 'serves' : 'reads'],
      criticalPaths: [],
    });
  }
  return { version: 1, nodes, edges: [...edges.values()], criticalPaths: [], rules: [] };
}
