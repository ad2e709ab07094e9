import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules';
import {
  type CheckResult,
  createProject,
  defaultConfiguration,
  loadSqlParser,
  type Project,
} from '../../src/engine';
import { defineLibrary } from '../../src/engine/libraries/library';
import { factsOf, projectOf } from './facts/reading';

const schema = 'CREATE TABLE tickets (id int, tenant_id int); CREATE TABLE users (id int, tenant_id int);';
const query =
  "const { Pool } = require('pg');\nnew Pool().query('SELECT id FROM tickets WHERE id = $1', [1]);\n";
const ids = ({ findings }: CheckResult) => findings.map((each) => `${each.path} ${each.ruleId}`);
const leak = 'src/a.js database/missing-tenant-filter';

describe('a project', () => {
  it('follows its files', async () => {
    const project = await projectOf({ 'schema.sql': schema, 'src/a.js': query }, rules);
    assert.deepEqual(ids(project.check()), [leak]);
    project.setFile('src/a.js', query.replace('WHERE id', 'WHERE tenant_id'));
    assert.deepEqual(ids(project.check()), []);
    project.setFile('src/a.js', query);
    project.removeFile('schema.sql');
    assert.deepEqual(ids(project.check()), []);
    assert.deepEqual([...project.paths()], ['src/a.js']);
    assert.equal(project.textOf('schema.sql'), undefined);
    assert.equal(project.factsOf('schema.sql'), undefined);
    project.removeFile('never-there.js');
  });

  it('keeps facts and model while nothing changes', async () => {
    const project = await projectOf({ 'schema.sql': schema, 'src/a.js': query }, rules);
    const [facts, model] = [project.factsOf('src/a.js'), project.model()];
    project.setFile('src/a.js', query);
    assert.equal(project.factsOf('src/a.js'), facts);
    assert.equal(project.model(), model);
    project.setFile('src/a.js', `${query}\n`);
    assert.notEqual(project.factsOf('src/a.js'), facts);
    assert.notEqual(project.model(), model);
  });

  it('finds imported files anew when one comes or goes, or another says what names mean', async () => {
    const project = await projectOf({ 'src/a.js': query, 'lib/b.js': '' }, rules);
    const target = (specifier: string) => project.model().modules.targetOf('src/a.js', specifier);
    const [early, model] = [target('./late'), project.model()];
    assert.equal(early, undefined);
    project.setFile('src/late.js', '');
    assert.equal(target('./late'), 'src/late.js');
    project.removeFile('src/late.js');
    assert.equal(target('./late'), undefined);
    assert.notEqual(project.model(), model);
    assert.equal(target('#own/b'), undefined);
    project.setFile('tsconfig.json', '{ "compilerOptions": { "paths": { "#own/*": ["./lib/*"] } } }');
    assert.equal(target('#own/b'), 'lib/b.js');
    project.setFile('tsconfig.json', '{ "compilerOptions": { "paths": { "#own/*": ["./src/*"] } } }');
    assert.equal(target('#own/b'), undefined);
    assert.equal(target('#own/a'), 'src/a.js');
  });

  it('tells what other texts would say, and stays as it is', async () => {
    const project = await projectOf({ 'schema.sql': schema, 'src/a.js': query }, rules);
    const [model, facts] = [project.model(), project.factsOf('src/a.js')];
    const changes = new Map<string, string | null>([
      ['src/a.js', null],
      ['src/b.js', query],
    ]);
    assert.deepEqual(ids(project.checkWith(changes)), ['src/b.js database/missing-tenant-filter']);
    assert.deepEqual(ids(project.checkWith(new Map([['schema.sql', '']]))), []);
    assert.equal(project.model(), model);
    assert.equal(project.factsOf('src/a.js'), facts);
    assert.deepEqual([...project.paths()], ['schema.sql', 'src/a.js']);
    assert.deepEqual(ids(project.check()), [leak]);
  });

  it('has facts that survive as JSON', async () => {
    const facts = await factsOf(query);
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
  });

  it('gives the same findings whatever order the files come in', async () => {
    const all = sampleFiles();
    const forwards = await projectOf(Object.fromEntries(all), rules);
    const backwards = await projectOf(Object.fromEntries([...all].reverse()), rules);
    assert.deepEqual(backwards.check(), forwards.check());
  });
});

describe('a project with versions of libraries', () => {
  /** Until its second release, what acme was told was SQL that it sent. */
  const configuration = {
    ...defaultConfiguration,
    libraries: [
      defineLibrary({ name: 'Acme', packages: ['acme'], prose: [{ path: 'query', versions: '>=2' }] }),
    ],
  };
  const text = "const acme = require('acme');\nexports.all = () => acme.query('SELECT id FROM tickets');\n";
  const other = 'exports.b = 1;\n';
  const asks = (range: string) => JSON.stringify({ dependencies: { acme: range } });
  const yarn = (range: string, version: string) => `acme@${range}:\n  version "${version}"\n`;

  /** A project of these files, with how often each was mapped to facts. */
  async function open(files: Record<string, string>) {
    const made = new Map<string, number>();
    const store = {
      recall: () => undefined,
      keep: (path: string) => void made.set(path, (made.get(path) ?? 0) + 1),
    };
    const project = createProject({ rules, sql: await loadSqlParser('postgresql'), configuration, store });
    for (const [path, content] of Object.entries(files)) project.setFile(path, content);
    return { project, made };
  }

  const queriesIn = (project: Project, path: string) => project.factsOf(path)?.queries.length;

  it('reads a file as its package has them', async () => {
    const { project, made } = await open({
      'package.json': asks('^1.0.0 || ^2.0.0'),
      'yarn.lock': yarn('^1.0.0 || ^2.0.0', '2.3.0') + yarn('^1.0.0', '1.9.0'),
      'old/package.json': asks('^1.0.0'),
      'a.js': text,
      'old/src/a.js': text,
    });
    project.check();
    assert.deepEqual([queriesIn(project, 'a.js'), queriesIn(project, 'old/src/a.js')], [0, 1]);
    assert.deepEqual([...new Set(made.values())], [1], 'no file is read twice');
  });

  const changes: [what: string, change: (project: Project) => void, queries: number, read: string[]][] = [
    [
      'its lock file changes',
      (project) => project.setFile('yarn.lock', yarn('^1.0.0', '2.0.0')),
      0,
      ['lib/b.js', 'src/a.js', 'yarn.lock'],
    ],
    [
      'its lock file comes to the same',
      (project) => project.setFile('yarn.lock', `\n${yarn('^1.0.0', '1.9.0')}`),
      1,
      ['yarn.lock'],
    ],
    ['its lock file is gone', (project) => project.removeFile('yarn.lock'), 1, ['lib/b.js', 'src/a.js']],
    [
      'its lock file cannot be read',
      (project) => project.setFile('yarn.lock', '<<<<<<< HEAD\n'),
      1,
      ['lib/b.js', 'src/a.js', 'yarn.lock'],
    ],
    [
      'its package.json changes',
      (project) => project.setFile('package.json', asks('^2.0.0')),
      0,
      ['package.json', 'src/a.js'],
    ],
    [
      'a nearer package.json comes',
      (project) => project.setFile('src/package.json', asks('^2.0.0')),
      0,
      ['src/a.js', 'src/package.json'],
    ],
    [
      'another package gets another version',
      (project) => project.setFile('lib/package.json', asks('^2.0.0')),
      1,
      ['lib/b.js', 'lib/package.json'],
    ],
  ];
  for (const [what, change, queries, read] of changes)
    it(`reads again what is read otherwise, and nothing else, when ${what}`, async () => {
      const { project, made } = await open({
        'package.json': asks('^1.0.0'),
        'yarn.lock': yarn('^1.0.0', '1.9.0'),
        'src/a.js': text,
        'lib/package.json': asks('^1.0.0'),
        'lib/b.js': other,
        'a.sql': schema,
      });
      assert.equal(queriesIn(project, 'src/a.js'), 1);
      made.clear();
      change(project);
      assert.equal(queriesIn(project, 'src/a.js'), queries);
      assert.deepEqual(
        [...made].sort(),
        read.map((path) => [path, 1]),
      );
    });

  it('says nothing of a lock file itself', async () => {
    const secret = `{ "packages": { "node_modules/acme": { "version": "1.0.0", "token": "ghp_${'a1B2'.repeat(9)}" } } }`;
    const { project } = await open({ 'package-lock.json': secret });
    assert.deepEqual(project.check(), { findings: [], errors: [] });
    assert.deepEqual(project.factsOf('package-lock.json')?.gaps, []);
  });
});

describe('a broken file', () => {
  const find = (project: Project) =>
    project.check().findings.map((each) => `${each.path}:${each.line} ${each.ruleId}`);

  it('still yields what stands before and after the mistake', async () => {
    const text = `${query}function half( {\n${query.replace('const', 'var')}`;
    const project = await projectOf({ 'schema.sql': schema, 'src/a.js': text }, rules);
    assert.ok((project.factsOf('src/a.js')?.gaps.length ?? 0) > 0, 'the mistake is counted');
    assert.deepEqual(find(project), [
      'src/a.js:2 database/missing-tenant-filter',
      'src/a.js:5 database/missing-tenant-filter',
    ]);
  });

  it('still yields the tables that could be read', async () => {
    const project = await projectOf({ 'schema.sql': `${schema}\nCREATE TABLE (;\nCREATE TABLE c (id int);` });
    assert.deepEqual([...project.model().schema.tables.keys()], ['tickets', 'users', 'c']);
    assert.equal(project.factsOf('schema.sql')?.gaps.length, 1);
  });

  it('is no reason to throw when it is a package.json', async () => {
    const of = async (text: string) => (await factsOf(text, 'package.json')).manifest;
    assert.deepEqual(await of('{'), { dependencies: [], commands: false });
    assert.deepEqual(await of('null'), { dependencies: [], commands: false });
    assert.deepEqual(await of('{ "dependencies": 3 }'), { dependencies: [], commands: false });
  });
});

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function sampleFiles(): [string, string][] {
  const root = path.resolve(__dirname, '../workspaces/swarm');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((each) => /\.(js|tsx?|sql|json)$/.test(each) && statSync(path.join(root, each)).isFile())
    .sort()
    .map((each) => [each.split(path.sep).join('/'), readFileSync(path.join(root, each), 'utf8')]);
}

describe('no text makes the engine throw:', function () {
  this.timeout(60_000);

  async function check(texts: Iterable<[string, string]>): Promise<void> {
    const project = await projectOf({ 'schema.sql': schema }, rules);
    for (const [name, text] of texts) {
      project.setFile(name, text);
      const { findings, errors } = project.check();
      assert.deepEqual(errors, [], `${name}: ${JSON.stringify(text.slice(-200))}`);
      for (const { span, fixes } of findings) {
        const { length } = project.textOf(name) ?? '';
        assert.ok(span.start >= 0 && span.start <= span.end, 'a span has its end after its start');
        for (const change of fixes.flatMap((fix) => fix.changes)) {
          if (change.path !== name || !('edits' in change)) continue;
          for (const edit of change.edits) assert.ok(edit.span.end <= length, 'an edit lies in its file');
        }
      }
      project.removeFile(name);
    }
  }

  it('the files of the sample, cut off anywhere', async () => {
    const next = numbers(1);
    const texts = sampleFiles().flatMap(([name, text]) =>
      Array.from({ length: 6 }, (): [string, string] => [name, text.slice(0, next(text.length + 1))]),
    );
    await check(texts);
  });

  it('the files of the sample, with a stretch taken out', async () => {
    const next = numbers(2);
    const texts = sampleFiles().flatMap(([name, text]) =>
      Array.from({ length: 4 }, (): [string, string] => {
        const from = next(text.length + 1);
        return [name, text.slice(0, from) + text.slice(from + next(40))];
      }),
    );
    await check(texts);
  });

  it('bytes that mean nothing', async () => {
    const next = numbers(3);
    const alphabet =
      '{}()[]`\'"\\${}=>;,.:?*/+-@#\n\t SELECT FROM WHERE * const await \0\u2028\ud83d\ude00\ufeff';
    const names = ['a.js', 'a.ts', 'a.tsx', 'a.jsx', 'a.sql', 'package.json', 'a.prisma'];
    const texts = Array.from({ length: 300 }, (_, i): [string, string] => [
      names[i % names.length] as string,
      Array.from({ length: next(120) }, () => alphabet[next(alphabet.length)]).join(''),
    ]);
    await check(texts);
  });

  it('text that is nested deeply', async () => {
    const deep = 300;
    await check([
      ['a.js', `pool.query(${'('.repeat(deep)}'SELECT 1'${')'.repeat(deep)});`],
      ['b.js', `pool.query('SELECT a FROM t WHERE ' + ${"'a' + ".repeat(deep)}x);`],
      ['c.js', `${'f('.repeat(deep)}${')'.repeat(deep)}`],
      ['d.sql', `SELECT ${'('.repeat(deep)}1${')'.repeat(deep)};`],
      ['e.js', `${'{'.repeat(deep)}${'}'.repeat(deep)}`],
      ['f.js', ''],
      ['g.js', '\ufeffconst a = 1;'],
      ['h.js', '#!/usr/bin/env node\nconst a = 1;'],
    ]);
  });
});
