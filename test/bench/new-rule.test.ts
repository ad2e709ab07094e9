import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addToCatalogue } from '../../scripts/new-rule/catalogue';
import { parseRuleId } from '../../scripts/new-rule/skeletons';
import { tempFolders } from '../workspace/temp-folder';

const repository = path.resolve(__dirname, '../..');
const index = readFileSync(path.join(repository, 'rules/index.ts'), 'utf8');

describe('npm run new-rule', () => {
  const folder = tempFolders();

  function newRule(root: string, ...args: string[]) {
    const script = path.join(repository, 'scripts/new-rule.ts');
    return spawnSync(process.execPath, ['--import', 'tsx', script, '--root', root, ...args], {
      cwd: repository,
      encoding: 'utf8',
    });
  }

  it('writes rule, document and test, and the line in the catalogue', () => {
    const { path: root, at } = folder({ 'rules/index.ts': index });
    const { status, stdout, stderr } = newRule(root, 'database/some-rule', '--scope', 'project');
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.equal(
      stdout,
      `wrote    rules/database/some-rule/rule.ts
wrote    rules/database/some-rule/rule.md
wrote    test/rules/database/some-rule.test.ts
changed  rules/index.ts
`,
    );
    assert.match(
      readFileSync(at('rules/database/some-rule/rule.ts'), 'utf8'),
      /defineProjectRule\([\s\S]*id: 'database\/some-rule'/,
    );
    assert.match(readFileSync(at('rules/index.ts'), 'utf8'), /^ {2}\[someRule, someRuleDocument\],$/m);
    const again = newRule(root, 'database/some-rule');
    assert.deepEqual(
      { status: again.status, stderr: again.stderr },
      { status: 1, stderr: 'new-rule: rules/database/some-rule/rule.ts exists already\n' },
    );
  });

  it('writes files that the formatter would not change', () => {
    const { path: root, at } = folder({
      'rules/index.ts': index,
      'biome.json': readFileSync(path.join(repository, 'biome.json'), 'utf8'),
    });
    newRule(root, 'api/first-rule');
    newRule(root, 'websocket/second-rule', '--scope', 'project');
    const biome = path.join(repository, 'node_modules/@biomejs/biome/bin/biome');
    execFileSync(process.execPath, [biome, 'check', at('rules'), at('test')], { cwd: root, stdio: 'pipe' });
  });
});

describe('addToCatalogue', () => {
  it('puts imports in the order of paths and the entry at the end of its category', () => {
    const before = `import type { Rule } from '../src/engine';
import b from './api/b-b/rule';
import bDocument from './api/b-b/rule.md';
import d from './security/d-d/rule';
import dDocument from './security/d-d/rule.md';

const catalogue: readonly [Rule, string][] = [
  [b, bDocument],
  [d, dDocument],
];
`;
    assert.equal(
      addToCatalogue(addToCatalogue(before, parseRuleId('api/c-c')), parseRuleId('websocket/e-e')),
      `import type { Rule } from '../src/engine';
import b from './api/b-b/rule';
import bDocument from './api/b-b/rule.md';
import cC from './api/c-c/rule';
import cCDocument from './api/c-c/rule.md';
import d from './security/d-d/rule';
import dDocument from './security/d-d/rule.md';
import eE from './websocket/e-e/rule';
import eEDocument from './websocket/e-e/rule.md';

const catalogue: readonly [Rule, string][] = [
  [b, bDocument],
  [cC, cCDocument],
  [d, dDocument],
  [eE, eEDocument],
];
`,
    );
  });

  it('refuses a rule that is there, and a file that it does not understand', () => {
    assert.throws(
      () => addToCatalogue(index, parseRuleId('database/select-star')),
      /has database\/select-star already/,
    );
    assert.throws(() => addToCatalogue('', parseRuleId('database/some-rule')), /has no imports to add to/);
  });
});

describe('parseRuleId', () => {
  it('makes names of the id', () => {
    assert.deepEqual(parseRuleId('websocket/full-object-broadcast'), {
      id: 'websocket/full-object-broadcast',
      category: 'websocket',
      variable: 'fullObjectBroadcast',
      title: 'Full object broadcast',
    });
  });

  it('refuses what is no id', () => {
    assert.throws(() => parseRuleId('data/some-rule'), /does not start with a category: database, api/);
    for (const id of [
      'database/Some-Rule',
      'database/',
      'database',
      'database/some',
      'database/a-b/c',
      'database/-a-b',
      '../x',
    ]) {
      assert.throws(() => parseRuleId(id), Error, id);
    }
  });
});
