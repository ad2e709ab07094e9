import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules';
import { openWorkspace } from '../../src/workspace';
import { FactsCache } from '../../src/workspace/facts-cache';
import { tempFolders } from './temp-folder';

describe('the cache of facts', () => {
  const folder = tempFolders();
  const files = {
    'package.json': '{ "dependencies": { "pg": "8" } }',
    'a.js':
      "const { Pool } = require('pg');\nconst pool = new Pool();\nexports.all = () => pool.query('SELECT * FROM a');\n",
    'b.js': 'exports.b = 1;\n',
  };

  /** Counts what is recalled and what is made anew. */
  async function run(root: string, caches: string, program = __filename) {
    const store = FactsCache.open(caches, root, program);
    const counts = { recalled: 0, made: 0 };
    const recall = store.recall.bind(store);
    store.recall = (...given) => {
      const facts = recall(...given);
      // Only what depends on others is counted.
      if (given[0] === 'package.json') return facts;
      if (facts) counts.recalled++;
      else counts.made++;
      return facts;
    };
    const workspace = await openWorkspace(root, { rules, store });
    const { findings, errors } = workspace.check();
    store.save();
    return { ...counts, findings, errors };
  }

  it('is asked once for each file that says how others are read, and for these', async () => {
    const { path: root, at } = folder({
      ...files,
      'package.json': '{ "name": "own", "dependencies": { "mysql2": "^3.0.0" } }',
      'package-lock.json': '{ "packages": { "node_modules/mysql2": { "version": "3.1.0" } } }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "#own/*": ["./*"] } } }',
    });
    const store = FactsCache.open(at('caches'), root, __filename);
    const asked: string[] = [];
    const recall = store.recall.bind(store);
    store.recall = (...given) => {
      asked.push(given[0]);
      return recall(...given);
    };
    (await openWorkspace(root, { rules, store })).check();
    assert.deepEqual(asked, ['package-lock.json', 'package.json', 'tsconfig.json', 'a.js', 'b.js']);
  });

  it('recalls what has not changed, and finds the same', async () => {
    const { path: root, at } = folder(files);
    const caches = at('caches');
    const first = await run(root, caches);
    assert.equal(first.recalled, 0);
    assert.equal(first.findings.length, 1);
    const second = await run(root, caches);
    assert.deepEqual(second, { ...first, recalled: 2, made: 0 });
  });

  it('reads again what has changed, and forgets what is gone', async () => {
    const { path: root, at } = folder(files);
    const caches = at('caches');
    await run(root, caches);
    writeFileSync(at('b.js'), files['a.js']);
    const { recalled, made, findings } = await run(root, caches);
    assert.deepEqual({ recalled, made, findings: findings.length }, { recalled: 1, made: 1, findings: 2 });
  });

  it('adds what has changed at the end, and writes everything anew when half of it is out of date', async () => {
    const { path: root, at } = folder(files);
    const caches = at('caches');
    await run(root, caches);
    const [name = ''] = readdirSync(caches);
    const lines = () => readFileSync(path.join(caches, name), 'utf8').split('\n').length;
    assert.equal(lines(), 4);
    for (const expected of [5, 6, 7, 4, 5]) {
      writeFileSync(at('b.js'), `exports.b = 'after ${lines()} lines, ${expected} expected';\n`);
      assert.deepEqual(await run(root, caches).then(({ made, recalled }) => ({ made, recalled })), {
        made: 1,
        recalled: 1,
      });
      assert.equal(lines(), expected);
    }
  });

  it('reads again what is to be read in another way', async () => {
    const { path: root, at } = folder(files);
    const caches = at('caches');
    await run(root, caches);
    writeFileSync(at('marcus.config.json'), '{ "roles": { "a.js": "test" } }');
    const { recalled, made, findings } = await run(root, caches);
    assert.deepEqual({ recalled, made, findings: findings.length }, { recalled: 1, made: 1, findings: 0 });
  });

  it('is of no use to another build of the program', async () => {
    const { path: root, at } = folder({ ...files, 'program.txt': 'one' });
    await run(root, at('caches'), at('program.txt'));
    writeFileSync(at('program.txt'), 'another');
    assert.equal((await run(root, at('caches'), at('program.txt'))).recalled, 0);
  });

  it('may be spoilt or in a place that cannot be written to', async () => {
    const { path: root, at } = folder(files);
    const caches = at('caches');
    const first = await run(root, caches);
    const [name = ''] = readdirSync(caches);
    const text = readFileSync(path.join(caches, name), 'utf8');
    writeFileSync(path.join(caches, name), text.replaceAll('{"path"', '{path'));
    assert.deepEqual((await run(root, caches)).findings, first.findings);
    assert.deepEqual((await run(root, at('a.js'))).findings, first.findings);
  });
});
