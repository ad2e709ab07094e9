import assert from 'node:assert/strict';
import { modelOf } from '../facts/reading';

const listens = "const express = require('express');\nconst app = express();\napp.listen(1);\n";

describe('sides', () => {
  const cases: [string, Record<string, string>, string, 'server' | 'browser' | 'unknown'][] = [
    ['a file that imports a server package', { 'a.js': "require('express');" }, 'a.js', 'server'],
    ['a file that imports a front-end package', { 'a.js': "import 'react';" }, 'a.js', 'browser'],
    ['a file with JSX', { 'a.tsx': 'export const A = () => <p />;' }, 'a.tsx', 'browser'],
    ['a file that says nothing', { 'a.js': 'exports.a = 1;' }, 'a.js', 'unknown'],
    ['as its package', { 'package.json': '{"dependencies":{"pg":"8"}}', 'a.js': '' }, 'a.js', 'server'],
    [
      'as its package: a front end',
      { 'web/package.json': '{"dependencies":{"react":"19"}}', 'web/a.js': '' },
      'web/a.js',
      'browser',
    ],
    [
      'the nearest package',
      {
        'package.json': '{"dependencies":{"pg":"8"}}',
        'web/package.json': '{"dependencies":{"vue":"3"}}',
        'web/a.js': '',
      },
      'web/a.js',
      'browser',
    ],
    [
      'as its importers, when its package is both',
      {
        'package.json': '{"dependencies":{"pg":"8","react":"19"}}',
        'a.js': '',
        'b.jsx': "import React from 'react';\nimport './a';",
      },
      'a.js',
      'browser',
    ],
    [
      'on the server, when both import it',
      { 'a.js': '', 'b.js': "import 'react';\nimport './a';", 'c.js': "import 'pg';\nimport './a';" },
      'a.js',
      'server',
    ],
    [
      'through an importer that says nothing itself',
      { 'a.js': '', 'b.js': "require('./a');", 'c.js': "require('pg');\nrequire('./b');" },
      'a.js',
      'server',
    ],
    [
      'importing types alone says nothing',
      { 'a.ts': '', 'b.ts': "import 'react';\nimport type { A } from './a';" },
      'a.ts',
      'unknown',
    ],
    [
      'files that import each other',
      { 'a.js': "require('./b');", 'b.js': "require('./a');" },
      'a.js',
      'unknown',
    ],
    ['a file that is not there', {}, 'a.js', 'unknown'],
  ];
  for (const [name, files, path, side] of cases) {
    it(name, async () => assert.equal((await modelOf(files)).sideOf(path), side));
  }
});

describe('apps', () => {
  it('are one per package, named as it', async () => {
    const { apps } = await modelOf({
      'api/package.json': '{ "name": "@shop/api" }',
      'api/src/server.js': listens,
      'api/src/second.js': listens,
      'jobs/package.json': '{}',
      'jobs/index.js': listens,
      'web/package.json': '{ "name": "web" }',
      'web/index.js': 'render();',
    });
    assert.deepEqual(
      apps.map((app) => [app.folder, app.name, app.listens.path]),
      [
        ['api', '@shop/api', 'api/src/second.js'],
        ['jobs', 'jobs', 'jobs/index.js'],
      ],
    );
  });

  it('have the routes and mounts of all files of their package, and the place before them all', async () => {
    const { apps } = await modelOf({
      'api/package.json': '{ "name": "api" }',
      'api/server.js': `${listens}app.use('/orders', require('./orders'));\n`,
      'api/orders.js':
        "const { Router } = require('express');\nconst router = Router();\nrouter.get('/:id', show);\nmodule.exports = router;\n",
      'other/package.json': '{ "name": "other" }',
      'other/x.js': "const app = require('express')();\napp.get('/x', y);\n",
    });
    const [app] = apps;
    assert.equal(apps.length, 1);
    assert.deepEqual(
      app?.routes.map(({ route }) => `${route.method} ${route.path}`),
      ['GET /:id'],
    );
    assert.deepEqual(
      app?.mounts.map(({ mount }) => [mount.prefix, mount.mounted.path]),
      [['/orders', './orders#']],
    );
    assert.equal(app?.first?.path, 'api/server.js');
    assert.equal(app?.answersHealth, false);
  });

  it('are not what a test or a script starts', async () => {
    assert.deepEqual((await modelOf({ 'test/a.test.js': listens, 'scripts/dev.js': listens })).apps, []);
  });

  it('are found through the file that makes the server', async () => {
    const { apps } = await modelOf({
      'app.js': "module.exports = require('express')();\n",
      'server.js': "const app = require('./app');\napp.listen(1);\n",
    });
    assert.deepEqual(
      apps.map((app) => [app.name, app.listens.path]),
      [['This project', 'server.js']],
    );
  });

  it('are told from command-line tools', async () => {
    const tool = '{ "name": "tool", "bin": "x.js" }';
    assert.equal((await modelOf({ 'package.json': tool, 'a.js': '' })).isCommandLineTool('a.js'), true);
    assert.equal((await modelOf({ 'package.json': tool, 'a.js': listens })).isCommandLineTool('a.js'), false);
    assert.equal((await modelOf({ 'package.json': '{}', 'a.js': '' })).isCommandLineTool('a.js'), false);
  });
});
