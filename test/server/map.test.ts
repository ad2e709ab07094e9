import assert from 'node:assert/strict';
import { type MapResult, methods } from '../../src/server/protocol';
import { testCatalogue } from './support/catalogue';
import { TestClient } from './support/client';
import { TempFolder } from './support/folder';

const app = `const { Pool } = require('pg');
const express = require('express');
const pool = new Pool();
const app = express();
app.get('/tickets', async (req, res) => {
  const { rows } = await pool.query('SELECT id FROM tickets');
  res.json(rows);
});
app.listen(3000);
`;

describe('the map that the server gives', () => {
  let folder: TempFolder;
  let client: TestClient;
  const map = () => client.request<MapResult>(methods.map, {});
  const labels = ({ folders }: MapResult) =>
    folders.flatMap(({ graph }) => graph.nodes.map(({ kind, label }) => `${kind} ${label}`));

  beforeEach(async () => {
    folder = new TempFolder({
      'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }',
      'app.js': app,
      'migrations/001.sql': 'CREATE TABLE tickets (id uuid PRIMARY KEY);\n',
    });
    client = await TestClient.start(testCatalogue, { folders: [folder.uri] });
    await client.untilReady();
  });
  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  it('has a graph for each folder, with its name', async () => {
    const result = await map();
    assert.equal(result.scanning, false);
    assert.deepEqual(
      result.folders.map(({ uri }) => uri),
      [folder.uri],
    );
    assert.equal(result.folders[0]?.name, folder.uri.split('/').at(-1));
    assert.deepEqual(labels(result), ['app shop', 'routes /tickets', 'table tickets']);
  });

  it('follows what is saved, and the server tells when to ask again', async () => {
    let checks = 0;
    const saved = new Promise<void>((resolve) => {
      client.connection.onNotification(methods.checked, () => {
        checks++;
        resolve();
      });
    });
    const uri = folder.at('app.js');
    await client.open(uri, app.replace("'/tickets'", "'/orders'"));
    await client.save(uri);
    await saved;
    assert.ok(checks > 0);
    assert.deepEqual(labels(await map()), ['app shop', 'routes /orders', 'table tickets']);
  });
});
