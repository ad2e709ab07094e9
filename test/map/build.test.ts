import assert from 'node:assert/strict';
import { createProject, loadSqlParser } from '../../src/engine';
import { type ArchitectureGraph, buildGraph } from '../../src/map';
import { sampleGraph } from './sample';

const nodeOf = (graph: ArchitectureGraph, id: string) => {
  const node = graph.nodes.find((each) => each.id === id);
  assert.ok(node, `${id} is not among ${graph.nodes.map((each) => each.id).join(', ')}`);
  return node;
};
const edgesFrom = (graph: ArchitectureGraph, id: string) =>
  graph.edges
    .filter(({ from, kinds }) => from === id && kinds[0] !== 'references')
    .map(({ to, kinds }) => `${kinds.join('+')} ${to}`);

/** The map of a project that is written out. */
async function graphOf(files: Record<string, string>): Promise<ArchitectureGraph> {
  const project = createProject({ rules: [], sql: await loadSqlParser('postgresql') });
  for (const [path, text] of Object.entries(files)) project.setFile(path, text);
  return buildGraph(project.model(), project.check().findings);
}

describe('the graph of the sample workspace', () => {
  let graph: ArchitectureGraph;
  before(async function () {
    this.timeout(60_000);
    graph = await sampleGraph();
  });

  it('has its two apps, and the routes of each grouped by resource', () => {
    const apps = graph.nodes.filter(({ kind }) => kind === 'app').map(({ label }) => label);
    assert.deepEqual(apps, ['@swarm/agent-gateway', '@swarm/platform']);
    const comments = nodeOf(graph, 'routes:@swarm/platform:/api/comments');
    assert.equal(comments.detail, 'DELETE 1, GET 1, POST 1');
    assert.equal(comments.place?.path, 'platform/src/routes/comments.js');
    assert.deepEqual(edgesFrom(graph, comments.id), [
      'writes+reads table:ticket_comments',
      'reads table:tickets',
      'reads table:users',
    ]);
  });

  it('shows tenancy and missing indexes at the tables', () => {
    const tickets = nodeOf(graph, 'table:tickets');
    assert.equal(graph.tenantColumn, 'tenant_id');
    assert.equal(tickets.tenancy, 'owned');
    assert.deepEqual(tickets.missingIndexes, ['assigned_agent_id']);
    assert.equal(tickets.place?.path, 'migrations/002_projects_and_tickets.sql');
    assert.ok(
      tickets.parts.some(({ label }) => label === 'id uuid'),
      JSON.stringify(tickets.parts[0]),
    );
    assert.equal(nodeOf(graph, 'table:vm_hosts').tenancy, 'shared');
    assert.equal(nodeOf(graph, 'table:projects').missingIndexes, undefined);
  });

  it('has socket servers with their heartbeat, and the rooms that are sent to', () => {
    const sockets = graph.nodes.filter(({ kind }) => kind === 'socket');
    assert.deepEqual(
      sockets.map(({ place, detail }) => `${place?.path}: ${detail}`),
      [
        'agent-gateway/src/log-stream.ts: ws, heartbeat',
        'platform/src/ops-console.js: socket.io, heartbeat',
        'platform/src/websocket.js: ws, no heartbeat',
      ],
    );
    const rooms = graph.nodes.filter(({ kind }) => kind === 'room').map(({ label }) => label);
    assert.deepEqual(rooms, ['everyone', 'project:…', 'rooms named elsewhere', 'session:…', 'ticket:…']);
  });

  it('calls services what the project calls them', () => {
    const services = graph.nodes.filter(({ kind }) => kind === 'service').map(({ label }) => label);
    assert.deepEqual(services.sort(), [
      'Anthropic',
      'Unix socket',
      'artifacts',
      'github',
      'mail',
      'platform',
      'slack',
      'unknown hosts',
    ]);
  });

  it('leads critical paths along the calls that are on them, and no further', () => {
    const along = (from: string, to: string) =>
      graph.edges.find((edge) => edge.from === from && edge.to === to)?.criticalPaths;
    const engine = 'code:platform/src/engine-pg.js';
    const sockets = 'code:platform/src/websocket.js';
    assert.deepEqual(along(engine, 'code:platform/src/ai-dispatcher.js'), [
      'Ticket orchestration',
      'Approvals',
    ]);
    assert.deepEqual(along(sockets, 'room:ticket:…'), ['Real-time updates']);
    assert.deepEqual(along('routes:@swarm/platform:/api/tickets', sockets), ['Real-time updates']);
    assert.deepEqual(along('code:platform/src/swarm-manager.js', 'code:platform/src/firecracker-client.js'), [
      'VM management',
    ]);
    // A route that merely uses what a path uses too is not on it.
    assert.deepEqual(nodeOf(graph, 'routes:@swarm/platform:/api/usage').criticalPaths, []);
    assert.deepEqual(along(sockets, 'room:everyone'), []);
    for (const { from, to, criticalPaths } of graph.edges)
      for (const name of criticalPaths)
        for (const end of [from, to])
          assert.ok(nodeOf(graph, end).criticalPaths.includes(name), `${name} ${end}`);
  });

  it('carries the findings, each with its place', () => {
    const comments = nodeOf(graph, 'routes:@swarm/platform:/api/tickets');
    assert.ok(comments.findings.length > 0);
    for (const { findings } of graph.nodes)
      for (const { ruleId, place } of findings) {
        assert.ok(graph.rules.includes(ruleId));
        assert.ok(place.line >= 1);
      }
    // What no route runs is shown at its file.
    assert.deepEqual(
      nodeOf(graph, 'code:platform/src/config.js').findings.map(({ ruleId }) => ruleId),
      ['security/hardcoded-secret'],
    );
  });

  it('has each arrow once, between boxes that are there', () => {
    const ids = new Set(graph.nodes.map(({ id }) => id));
    const seen = new Set<string>();
    for (const { from, to } of graph.edges) {
      assert.ok(ids.has(from) && ids.has(to), `${from} → ${to}`);
      assert.ok(!seen.has(`${from} ${to}`), `${from} → ${to}`);
      seen.add(`${from} ${to}`);
    }
  });

  it('is plain JSON, the same each time', async () => {
    assert.deepEqual(JSON.parse(JSON.stringify(graph)), graph);
  });
});

describe('the graph', () => {
  const manifest = '{ "name": "shop", "dependencies": { "express": "5", "pg": "8" } }';
  const app = (body: string) =>
    `const express = require('express');\nconst { Pool } = require('pg');\nconst pool = new Pool();\nconst app = express();\n${body}\napp.listen(3000);\n`;

  it('merges reading and writing of one table into one arrow', async () => {
    const graph = await graphOf({
      'package.json': manifest,
      'app.js': app(
        "app.post('/orders', async (req, res) => {\n  await pool.query('SELECT id FROM orders');\n  await pool.query('INSERT INTO orders (id) VALUES (1)');\n  res.end();\n});",
      ),
    });
    assert.deepEqual(edgesFrom(graph, 'routes:shop:/orders'), ['writes+reads table:orders']);
  });

  it('shows a helper’s queries at the route that calls it, and at no box of its own', async () => {
    const graph = await graphOf({
      'package.json': manifest,
      'orders.js':
        "const { Pool } = require('pg');\nconst pool = new Pool();\nexports.all = () => pool.query('SELECT id FROM orders');\n",
      'app.js': app(
        "const { all } = require('./orders');\napp.get('/orders', async (req, res) => res.json(await all()));",
      ),
    });
    assert.deepEqual(edgesFrom(graph, 'routes:shop:/orders'), ['reads table:orders']);
    assert.deepEqual(
      graph.nodes.filter(({ kind }) => kind === 'code'),
      [],
    );
  });

  it('is empty for a project without a back end', async () => {
    const graph = await graphOf({ 'package.json': '{}', 'a.js': 'exports.a = 1;\n' });
    assert.deepEqual([graph.nodes, graph.edges], [[], []]);
  });
});
