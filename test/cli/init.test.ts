import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rules } from '../../rules';
import { ConfigurationValidator, readConfiguration } from '../../src/engine';
import { tempFolders } from '../workspace/temp-folder';
import { marcus } from './marcus';

describe('marcus init', () => {
  const folder = tempFolders();
  const shop = {
    'package.json': '{ "name": "shop", "dependencies": { "pg": "8", "express": "5" } }',
    'migrations/001.sql':
      'CREATE TABLE tenants (id uuid PRIMARY KEY);\nCREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL);\nCREATE TABLE items (id uuid PRIMARY KEY, tenant_id uuid NOT NULL);\n',
    'src/routes/orders.js':
      "const { Router } = require('express');\nconst { list } = require('../services/orders');\nconst router = Router();\nrouter.get('/orders', list);\nmodule.exports = router;\n",
    'src/services/orders.js':
      "const { all } = require('../repositories/orders');\nexports.list = () => all();\n",
    'src/repositories/orders.js': 'exports.all = () => [];\n',
    'src/app.js':
      "const express = require('express');\nconst app = express();\napp.use('/api', require('./routes/orders'));\napp.listen(3000);\n",
  };

  it('writes what it sees, in a form that is read without a fault', async () => {
    const { path, at } = folder(shop);
    const { status, out, err } = await marcus(path, 'init');
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    assert.deepEqual(out.split('\n'), [
      'The schema has 3 tables, in PostgreSQL.',
      '2 of them carry tenant_id, which keeps the tenants apart.',
      'Its folders make 3 layers: routes, services, data.',
      'It serves HTTP in shop, with 1 route.',
      'Wrote marcus.config.json.',
      '',
    ]);
    const validator = new ConfigurationValidator(rules.map(({ meta }) => meta));
    const { configuration, problems } = readConfiguration(
      readFileSync(at('marcus.config.json'), 'utf8'),
      validator,
    );
    assert.deepEqual(problems, []);
    assert.equal(configuration.dialect, 'postgresql');
    assert.equal(configuration.tenant.column, 'tenant_id');
    assert.deepEqual(configuration.layers, {
      routes: { files: ['src/routes/'], mayUse: ['services'] },
      services: { files: ['src/services/'], mayUse: ['data'] },
      data: { files: ['src/repositories/'], mayUse: [] },
    });
  });

  it('tells front end, back end and what they share apart', async () => {
    const { path, at } = folder({
      'package.json': '{}',
      'apps/web/src/main.tsx':
        "import '../../../packages/shared/src/types';\nexport const App = () => <p />;\n",
      'apps/api/src/main.ts': "import '../../../packages/shared/src/types';\n",
      'packages/shared/src/types.ts': 'export const a = 1;\n',
    });
    await marcus(path, 'init');
    const validator = new ConfigurationValidator([]);
    const { configuration } = readConfiguration(readFileSync(at('marcus.config.json'), 'utf8'), validator);
    assert.deepEqual(configuration.layers, {
      frontend: { files: ['apps/web/'], mayUse: ['shared'] },
      backend: { files: ['apps/api/'], mayUse: ['shared'] },
      shared: { files: ['packages/shared/'], mayUse: [] },
    });
  });

  it('leaves a file that is there', async () => {
    const { path, at } = folder({ 'marcus.config.json': '{ "smallTables": ["a"] }' });
    assert.deepEqual(await marcus(path, 'init'), {
      status: 2,
      out: '',
      err: 'marcus: marcus.config.json is there already; change or delete it\n',
    });
    assert.match(readFileSync(at('marcus.config.json'), 'utf8'), /smallTables/);
  });

  it('says so where there is nothing to see', async () => {
    const { path } = folder({ 'readme.txt': '' });
    const { status, out } = await marcus(path, 'init');
    assert.equal(status, 0);
    assert.match(out, /Nothing of the project could be told/);
  });
});

describe('marcus routes', () => {
  const folder = tempFolders();

  it('prints what requests pass, and what answering touches', async () => {
    const { path } = folder({
      'package.json': '{}',
      'app.js':
        "const express = require('express');\nconst { Pool } = require('pg');\nconst pool = new Pool();\nconst app = express();\napp.get('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id FROM orders WHERE id = $1', [req.params.id]);\n  await pool.query('INSERT INTO views (order_id) VALUES ($1)', [req.params.id]);\n  res.json(rows);\n});\nfunction authenticate(req, res, next) {}\n",
    });
    const table = await marcus(path, 'routes');
    assert.equal(table.status, 0);
    assert.match(table.out, /^method\s+path\s+middleware\s+tables\s+findings\s+where$/m);
    assert.match(table.out, /^GET\s+\/orders\/:id\s+authenticate\s+orders, views\*\s+–\s+app\.js:5$/m);
    const json = JSON.parse((await marcus(path, 'routes --format json')).out);
    assert.deepEqual(json.version, 1);
    assert.deepEqual(json.routes[0].reads, ['orders']);
    assert.deepEqual(json.routes[0].writes, ['views']);
    assert.deepEqual(json.routes[0].middleware, ['authenticate']);
  });

  it('says so where there are none', async () => {
    const { path } = folder({ 'a.js': 'exports.a = 1;\n' });
    assert.equal((await marcus(path, 'routes')).out, 'No routes.\n');
  });

  it('is status 2 for an unknown folder', async () => {
    const { path } = folder({ 'a.js': '' });
    assert.equal((await marcus(path, 'routes nowhere')).status, 2);
  });
});
