import assert from 'node:assert/strict';
import { loadSqlParser } from '../../../src/engine';
import { collectFacts } from '../../../src/engine/facts/collect';
import type { FileFacts } from '../../../src/engine/facts/facts';
import { ProjectVersions } from '../../../src/engine/model/package-versions';

/** What is said of these depends on their version; `known` is known, whatever its version. */
const libraries = {
  knows: (name: string) => ['pg', '@acme/pg', 'ws', 'known'].includes(name),
  isVersioned: (name: string) => ['pg', '@acme/pg', 'ws'].includes(name),
};

async function versionsIn(files: Record<string, string>): Promise<ProjectVersions> {
  const sql = await loadSqlParser('postgresql');
  const facts = Object.entries(files).map(([path, text]): [string, FileFacts] => [
    path,
    collectFacts(path, text, sql),
  ]);
  return new ProjectVersions(new Map(facts), libraries);
}

/** A package.json that asks for these. */
const asks = (dependencies: Record<string, string>) => JSON.stringify({ dependencies });
/** A package-lock.json with these versions, by where they are installed. */
const npm = (versions: Record<string, string>) =>
  JSON.stringify({
    packages: Object.fromEntries(Object.entries(versions).map(([at, version]) => [at, { version }])),
  });
const pnpm = (importers: Record<string, Record<string, string>>) =>
  `importers:\n${Object.entries(importers)
    .map(
      ([folder, versions]) =>
        `  ${folder}:\n    dependencies:\n${Object.entries(versions)
          .map(([name, version]) => `      ${name}: { specifier: x, version: ${version} }\n`)
          .join('')}`,
    )
    .join('')}`;

describe('the version of a library', () => {
  const cases: [what: string, files: Record<string, string>, expected: Record<string, string | undefined>][] =
    [
      ['is not known where nothing tells', {}, { 'src/a.ts': undefined }],
      [
        'is what the lock file says',
        { 'package.json': asks({ pg: '^8.0.0' }), 'package-lock.json': npm({ 'node_modules/pg': '8.11.3' }) },
        { 'a.ts': '8.11.3', 'src/deep/a.ts': '8.11.3' },
      ],
      [
        'is what the lock file says of a package that no package.json asks for',
        { 'package.json': asks({}), 'package-lock.json': npm({ 'node_modules/pg': '8.11.3' }) },
        { 'a.ts': '8.11.3' },
      ],
      [
        'is what a lock file says that has no package.json',
        { 'yarn.lock': 'pg@^8:\n  version "8.1.0"\n' },
        { 'a.ts': '8.1.0' },
      ],
      [
        'is the lowest that the range allows',
        { 'package.json': asks({ pg: '^8.3.1 || ^9.0.0' }) },
        { 'a.ts': '8.3.1' },
      ],
      [
        'is the lowest of a range with a release before the first',
        { 'package.json': asks({ pg: '^9.0.0-beta.2' }) },
        { 'a.ts': '9.0.0-beta.2' },
      ],
      ['is told by a part of a version', { 'package.json': asks({ pg: '8' }) }, { 'a.ts': '8.0.0' }],
      [
        'is told by the part of a range that makes sense',
        { 'package.json': asks({ pg: '^8.0.0 || nonsense' }) },
        { 'a.ts': '8.0.0' },
      ],
      [
        'is told by what the package runs with before what it asks of its users',
        {
          'package.json': JSON.stringify({
            peerDependencies: { pg: '>=6', ws: '^7.0.0' },
            devDependencies: { pg: '^8.0.0' },
          }),
        },
        { 'a.ts': '8.0.0' },
      ],
      [
        'is told by the range where the lock file does not speak of it',
        { 'package.json': asks({ pg: '^8.0.0' }), 'package-lock.json': npm({ 'node_modules/ws': '8.0.0' }) },
        { 'a.ts': '8.0.0' },
      ],
      [
        'is told by the range where the lock file cannot be read',
        { 'package.json': asks({ pg: '^8.0.0' }), 'package-lock.json': '{ "packages": {\n<<<<<<< HEAD\n' },
        { 'a.ts': '8.0.0' },
      ],
      [
        'is told by the next lock file of the folder where the first does not speak of it',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'pnpm-lock.yaml': 'importers: {',
          'package-lock.json': npm({ 'node_modules/pg': '8.11.3' }),
        },
        { 'a.ts': '8.11.3' },
      ],
      [
        'is told by the other lock file before the one that a stray npm install leaves',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'package-lock.json': npm({ 'node_modules/pg': '8.0.1' }),
          'yarn.lock': 'pg@^8.0.0:\n  version "8.11.3"\n',
        },
        { 'a.ts': '8.11.3' },
      ],
      [
        'may be two in one workspace of npm',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'package-lock.json': npm({
            'node_modules/pg': '8.11.3',
            'packages/old/node_modules/pg': '6.4.2',
            'packages/old': '',
            'packages/new': '',
          }),
          'packages/old/package.json': asks({ pg: '^6.0.0' }),
          'packages/new/package.json': asks({ pg: '^8.0.0' }),
        },
        { 'a.ts': '8.11.3', 'packages/old/src/a.ts': '6.4.2', 'packages/new/src/a.ts': '8.11.3' },
      ],
      [
        'may be two in one workspace of pnpm, and one of the root for who asks for none',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'pnpm-lock.yaml': pnpm({
            '.': { pg: '8.11.3' },
            'packages/old': { pg: '6.4.2' },
            'packages/none': { ws: '8.0.0' },
          }),
          'packages/old/package.json': asks({ pg: 'catalog:' }),
          'packages/none/package.json': asks({ ws: '^8.0.0' }),
        },
        { 'a.ts': '8.11.3', 'packages/old/src/a.ts': '6.4.2', 'packages/none/src/a.ts': '8.11.3' },
      ],
      [
        'may be two in one workspace of yarn',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'yarn.lock': 'pg@^8.0.0:\n  version "8.11.3"\n\npg@^6.0.0:\n  version "6.4.2"\n',
          'packages/old/package.json': asks({ pg: '^6.0.0' }),
          'packages/none/package.json': asks({}),
        },
        { 'packages/old/src/a.ts': '6.4.2', 'packages/none/src/a.ts': '8.11.3' },
      ],
      [
        'is told by the range where a catalog of yarn stands between, if there is one version',
        { 'package.json': asks({ pg: 'catalog:' }), 'yarn.lock': '"pg@npm:^8.0.0":\n  version: 8.11.3\n' },
        { 'a.ts': '8.11.3' },
      ],
      [
        'is the newest that the range allows where an override of yarn stands between',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'yarn.lock':
            'pg@8.1.0:\n  version "8.1.0"\npg@~8.10.0:\n  version "8.10.2"\npg@9:\n  version "9.0.0"\n',
        },
        { 'a.ts': '8.10.2' },
      ],
      [
        'is the lowest of the range where yarn has none that fits',
        { 'package.json': asks({ pg: '^7.4.0' }), 'yarn.lock': 'pg@^8.0.0:\n  version "8.11.3"\n' },
        { 'a.ts': '7.4.0' },
      ],
      [
        'comes from the nearest lock file',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'package-lock.json': npm({ 'node_modules/pg': '8.11.3' }),
          'services/old/package.json': asks({ pg: '^6.0.0' }),
          'services/old/package-lock.json': npm({ 'node_modules/pg': '6.4.2' }),
        },
        { 'a.ts': '8.11.3', 'services/old/a.ts': '6.4.2', 'services/a.ts': '8.11.3' },
      ],
      [
        'is not told by a lock file that is not about the package',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'package-lock.json': npm({ 'node_modules/pg': '8.11.3' }),
          'tools/old/package.json': asks({ pg: '^6.1.0' }),
        },
        { 'tools/old/a.ts': '6.1.0' },
      ],
      [
        'is that of the package around one that only says of which type its files are',
        {
          'package.json': asks({ pg: '^8.0.0' }),
          'package-lock.json': npm({ 'node_modules/pg': '8.11.3' }),
          'src/package.json': '{ "type": "module" }',
        },
        { 'src/a.ts': '8.11.3' },
      ],
      [
        'is what the package.json of the root asks for, where a package asks for nothing',
        { 'package.json': asks({ pg: '^8.2.0' }), 'packages/api/package.json': '{' },
        { 'packages/api/a.ts': '8.2.0' },
      ],
    ];
  for (const [what, files, expected] of cases)
    it(what, async () => {
      const versions = await versionsIn(files);
      for (const [path, version] of Object.entries(expected))
        assert.equal(versions.of(path).versionOf('pg'), version, path);
    });

  const senseless = [
    '*',
    '',
    'x',
    'latest',
    'next',
    '>=0',
    'workspace:*',
    'workspace:^8.0.0',
    'catalog:',
    'catalog:old',
    'link:../pg',
    'file:../pg',
    'portal:../pg',
    'npm:',
    'npm:pg',
    'jsr:@acme/pg@1',
    'git+ssh://git@example.com/acme/pg.git#v8.0.0',
    'github:acme/pg',
    'acme/pg#v8.0.0',
    'https://example.com/pg-8.0.0.tgz',
    'patch:pg',
    'not a range',
    '>',
    '999999999999999999999.0.0',
    `${'8'.repeat(1_000)}`,
  ];
  for (const range of senseless)
    it(`is not known from ${JSON.stringify(range.slice(0, 60))}`, async () => {
      const versions = await versionsIn({
        'package.json': asks({ pg: range }),
        'pnpm-lock.yaml': pnpm({ '.': { pg: 'link:../pg' } }),
      });
      assert.equal(versions.of('a.ts').versionOf('pg'), undefined);
      assert.equal(versions.of('a.ts').packageOf('pg'), 'pg');
    });

  it('does not throw on a package.json that asks for something else than texts', async () => {
    const text =
      '{ "dependencies": { "pg": 8, "ws": "^8.0.0" }, "devDependencies": ["pg"], "peerDependencies": null }';
    const versions = (await versionsIn({ 'package.json': text })).of('a.ts');
    assert.deepEqual([versions.versionOf('pg'), versions.versionOf('ws')], [undefined, '8.0.0']);
  });
});

describe('another name for a package', () => {
  const cases: [what: string, files: Record<string, string>, meant: string, version: string | undefined][] = [
    ['is read from the package.json', { 'package.json': asks({ old: 'npm:pg@^7.1.0' }) }, 'pg', '7.1.0'],
    ['is read with a scope', { 'package.json': asks({ old: 'npm:@acme/pg@^7.1.0' }) }, '@acme/pg', '7.1.0'],
    ['is read without a version', { 'package.json': asks({ old: 'npm:@acme/pg' }) }, '@acme/pg', undefined],
    [
      'is read where only the name matters',
      { 'package.json': asks({ old: 'npm:known@^7.1.0' }) },
      'known',
      '7.1.0',
    ],
    [
      'of a package that nobody knows is the name',
      { 'package.json': asks({ old: 'npm:other@^7.1.0' }) },
      'old',
      undefined,
    ],
    [
      'is read from a lock file of npm',
      {
        'package.json': asks({ old: 'npm:pg@^7.0.0' }),
        'package-lock.json': '{ "packages": { "node_modules/old": { "name": "pg", "version": "7.18.2" } } }',
      },
      'pg',
      '7.18.2',
    ],
    [
      'is read from a lock file of pnpm',
      {
        'package.json': asks({ old: 'npm:pg@^7.0.0' }),
        'pnpm-lock.yaml': pnpm({ '.': { old: 'pg@7.18.2' } }),
      },
      'pg',
      '7.18.2',
    ],
    [
      'is read from a lock file of yarn',
      {
        'package.json': asks({ old: 'npm:pg@^7.0.0' }),
        'yarn.lock': '"old@npm:pg@^7.0.0":\n  version "7.18.2"\n',
      },
      'pg',
      '7.18.2',
    ],
    [
      'is read from a lock file of bun',
      {
        'package.json': asks({ old: 'npm:pg@^7.0.0' }),
        'bun.lock': '{ "workspaces": { "": {} }, "packages": { "old": ["pg@7.18.2", "", {}, ""], } }',
      },
      'pg',
      '7.18.2',
    ],
  ];
  for (const [what, files, meant, version] of cases)
    it(what, async () => {
      const versions = (await versionsIn({ ...files, 'ws.sql': '' })).of('src/a.ts');
      assert.deepEqual([versions.packageOf('old'), versions.versionOf('old')], [meant, version]);
      assert.deepEqual([versions.packageOf('pg'), versions.versionOf('pg')], ['pg', undefined]);
    });

  it('stands beside the package itself', async () => {
    const files = { 'package.json': asks({ pg: '^8.0.0', old: 'npm:pg@^7.0.0' }) };
    const versions = (await versionsIn(files)).of('a.ts');
    assert.deepEqual([versions.versionOf('pg'), versions.versionOf('old')], ['8.0.0', '7.0.0']);
  });
});

describe('what the versions of a file come down to', () => {
  const keyIn = async (files: Record<string, string>, path = 'a.ts') =>
    (await versionsIn(files)).of(path).key;

  it('is the same wherever equal answers come from', async () => {
    const expected = await keyIn({ 'package.json': asks({ pg: '8.0.0', ws: '^8.0.0' }) });
    assert.notEqual(expected, '');
    const files = { 'yarn.lock': 'ws@8:\n  version "8.0.0"\npg@8:\n  version "8.0.0"\n' };
    assert.equal(await keyIn(files), expected);
    assert.equal(await keyIn({ ...files, 'api/package.json': '{}' }, 'api/a.ts'), expected);
  });

  it('differs for another version, and for another package behind a name', async () => {
    const keys = await Promise.all(
      ['8.0.0', '8.0.1', 'npm:@acme/pg@8.0.0', 'npm:ws@8.0.0', '*'].map((pg) =>
        keyIn({ 'package.json': asks({ pg }) }),
      ),
    );
    assert.equal(new Set(keys).size, keys.length);
  });

  it('does not speak of packages whose version does not matter', async () => {
    const some = { 'package.json': asks({ known: '^1.0.0', other: '^1.0.0' }) };
    const locked = {
      ...some,
      'package-lock.json': npm({ 'node_modules/known': '1.2.3', 'node_modules/deep': '1.0.0' }),
    };
    assert.equal(await keyIn(some), '');
    assert.equal(await keyIn(locked), '');
  });
});
