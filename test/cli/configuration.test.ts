import assert from 'node:assert/strict';
import type { JsonReport } from '../../src/cli/json-reporter';
import { tempFolders } from '../workspace/temp-folder';
import { marcus } from './marcus';

describe('marcus check with configurations', () => {
  const folder = tempFolders();
  const odd = 'function odd() {}\n';
  const found = async (workingDirectory: string, args: string) => {
    const { out } = await marcus(workingDirectory, `check --format json ${args}`);
    const { findings } = JSON.parse(out) as JsonReport;
    return findings.map(({ path, severity }) => `${path} ${severity}`);
  };
  const severity = (value: string) => JSON.stringify({ rules: { 'architecture/no-odd': value } });

  it('takes the nearest for each file, from wherever it is asked', async () => {
    const { path, at } = folder({
      'package.json': '{}',
      'marcus.config.json': severity('error'),
      'a.js': odd,
      'apps/api/package.json': '{}',
      'apps/api/a.js': odd,
      'apps/web/marcus.config.json': severity('hint'),
      'apps/web/a.js': odd,
    });
    const all = ['a.js error', 'apps/api/a.js error', 'apps/web/a.js hint'];
    assert.deepEqual(await found(path, ''), all);
    assert.deepEqual(await found(path, 'apps/web apps/api'), ['apps/api/a.js error', 'apps/web/a.js hint']);
    assert.deepEqual(await found(path, 'a.js apps/api/a.js apps/web/a.js'), all);
    assert.deepEqual(await found(at('apps/api'), ''), ['a.js error']);
    assert.deepEqual(await found(at('apps/web'), '../api'), ['../api/a.js error']);
  });

  it('runs a rule that is asked for by name with its configured severity, or its own where it is off', async () => {
    const { path } = folder({
      'a.js': odd,
      'b/a.js': odd,
      'marcus.config.json': severity('info'),
      'b/marcus.config.json': severity('off'),
    });
    assert.deepEqual(await found(path, '--rule architecture/no-odd'), ['a.js info', 'b/a.js warning']);
    assert.deepEqual(await found(path, '--rule architecture/no-wrong'), []);
  });

  it('is status 2 and one line on standard error when a data sheet is faulty', async () => {
    const { path } = folder({
      'a.js': odd,
      'marcus.config.json':
        '{\n  "libraries": [{ "name": "Acme", "packages": ["@acme/http"], "outgoing": [{ "path": "get(url)" }] }]\n}\n',
    });
    const expected = {
      status: 2,
      out: '',
      err: 'marcus: marcus.config.json:2:86: “get(url)” is no member: a pattern has names, () for a call, * for any member and ** for any steps, with dots between them and no spaces.\n',
    };
    for (const command of ['check', 'check --print-config a.js', 'routes'])
      assert.deepEqual(await marcus(path, command), expected, command);
  });

  it('is status 2 and one line on standard error when one is faulty', async () => {
    const { path, at } = folder({
      'a.js': odd,
      'apps/api/marcus.config.json':
        '{\n  // no such rule\n  "rules": { "architecture/no-od": "off", "architecture/no-meh": "bad" }\n}\n',
      'apps/api/a.js': odd,
    });
    const expected = (file: string) => ({
      status: 2,
      out: '',
      err: `marcus: ${file}:3:14: There is no rule 'architecture/no-od'. Did you mean architecture/no-odd? (and 1 more)\n`,
    });
    assert.deepEqual(await marcus(path, 'check'), expected('apps/api/marcus.config.json'));
    assert.deepEqual(await marcus(at('apps/api'), 'check a.js'), expected('marcus.config.json'));
    assert.deepEqual(
      await marcus(at('apps/api'), 'check --print-config a.js'),
      expected('marcus.config.json'),
    );
  });

  it('prints what holds for a file', async () => {
    const { path, at } = folder({
      'marcus.config.json': '{ "rules": { "architecture/no-odd": "off" }, "smallTables": ["countries"] }',
      'package.json': '{ "dependencies": { "mysql2": "1" } }',
      'src/a.js': odd,
    });
    const { status, out } = await marcus(path, 'check --print-config src/a.js');
    assert.equal(status, 0);
    const printed = JSON.parse(out);
    assert.equal(printed.file, 'marcus.config.json');
    assert.deepEqual(printed.rules, {
      'architecture/no-meh': 'info',
      'architecture/no-odd': 'off',
      'architecture/no-secret': 'off',
      'architecture/no-wrong': 'error',
    });
    assert.deepEqual([printed.dialect, printed.smallTables], ['mysql', ['countries']]);
    assert.equal(
      JSON.parse((await marcus(at('src'), 'check --print-config .')).out).file,
      '../marcus.config.json',
    );
    assert.deepEqual(await marcus(path, 'check --print-config gone.js'), {
      status: 2,
      out: '',
      err: 'marcus: no such file or folder: gone.js\n',
    });
  });
});
