import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { tempFolders } from '../workspace/temp-folder';
import { marcus } from './marcus';

const shop = {
  'package.json': '{ "name": "shop</script>", "dependencies": { "express": "5" } }',
  'app.js': `const { Pool } = require('pg');
const express = require('express');
const pool = new Pool();
const app = express();
app.get('/orders', async (req, res) => {
  const { rows } = await pool.query('SELECT id FROM orders');
  res.json(rows);
});
app.listen(3000);
`,
  'migrations/001.sql': 'CREATE TABLE orders (id uuid PRIMARY KEY);\n',
};

describe('marcus map', () => {
  const folder = tempFolders();

  it('prints a picture, unless another format is asked for', async () => {
    const { path } = folder(shop);
    const { status, out, err } = await marcus(path, 'map');
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    assert.match(out, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="map" viewBox=/);
    assert.match(out, /data-id="table:orders"/);
    const chart = await marcus(path, 'map --format mermaid');
    assert.match(chart.out, /^flowchart LR\n(.*\n)+ {2}n\d -\.->\|reads\| n\d\n/);
  });

  it('prints the graph as JSON, with a version', async () => {
    const { path } = folder(shop);
    const graph = JSON.parse((await marcus(path, 'map --format json')).out);
    assert.equal(graph.version, 1);
    assert.deepEqual(
      graph.nodes.map(({ id }: { id: string }) => id),
      ['app:', 'routes:shop</script>:/orders', 'table:orders'],
    );
    assert.deepEqual(graph.edges[1].kinds, ['reads']);
  });

  it('writes a page that needs nothing else, in the format that the file’s name says', async () => {
    const { path, at } = folder(shop);
    const { status, out, err } = await marcus(path, 'map -o map.html');
    assert.deepEqual({ status, out, err }, { status: 0, out: '', err: 'Wrote map.html.\n' });
    const html = readFileSync(at('map.html'), 'utf8');
    const { document } = new JSDOM(html).window;
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';/);
    assert.equal(document.querySelectorAll('[src], link').length, 0);
    // A name cannot end the element that holds the data.
    const data = JSON.parse(document.getElementById('marcus-map')?.textContent ?? '');
    assert.equal(data.graph.nodes[0].label, 'shop</script>');
    assert.equal(data.root, path.replaceAll('\\', '/'));
  });

  it('takes a format that is named before the one of the file’s name', async () => {
    const { path, at } = folder(shop);
    await marcus(path, 'map . --format json --output map.txt');
    assert.equal(JSON.parse(readFileSync(at('map.txt'), 'utf8')).version, 1);
    await marcus(path, 'map --output plain');
    assert.match(readFileSync(at('plain'), 'utf8'), /^<svg /);
  });

  it('is status 2 for an unknown folder, an unknown format and a file that cannot be written', async () => {
    const { path, at } = folder(shop);
    assert.deepEqual(await marcus(path, 'map nowhere'), {
      status: 2,
      out: '',
      err: 'marcus: no such folder: nowhere\n',
    });
    assert.equal((await marcus(path, 'map --format png')).status, 2);
    const unwritable = await marcus(path, 'map -o missing/map.svg');
    assert.equal(unwritable.status, 2);
    assert.match(unwritable.err, /^marcus: missing\/map\.svg cannot be written: /);
    assert.ok(!existsSync(at('missing')));
  });
});
