import assert from 'node:assert/strict';
import { modelOf, projectOf } from '../facts/reading';

const json = (value: unknown) => JSON.stringify(value);

describe('names that are no relative paths', () => {
  /** Name; the project's files; from, specifier, target. */
  const cases: [string, Record<string, string>, [string, string, string | undefined][]][] = [
    [
      'paths of the nearest tsconfig, with comments and trailing commas',
      {
        'tsconfig.json':
          '{ /* names */ "compilerOptions": { "paths": { "$lib/*": ["./source/*"], }, }, } // end',
        'source/users.ts': '',
        'app/a.ts': '',
      },
      [['app/a.ts', '$lib/users', 'source/users.ts']],
    ],
    [
      'paths that start at baseUrl',
      {
        'tsconfig.json': json({
          compilerOptions: { baseUrl: './source', paths: { '@core/*': ['kernel/*'] } },
        }),
        'source/kernel/pool.ts': '',
        'source/a.ts': '',
      },
      [['source/a.ts', '@core/pool', 'source/kernel/pool.ts']],
    ],
    [
      'an exact name before a pattern, and a longer pattern before a shorter one',
      {
        'tsconfig.json': json({
          compilerOptions: { paths: { '@app/*': ['a/*'], '@app/deep/*': ['b/*'], '@app/one': ['c/one.ts'] } },
        }),
        'a/deep/x.ts': '',
        'b/x.ts': '',
        'a/one.ts': '',
        'c/one.ts': '',
      },
      [
        ['a/z.ts', '@app/deep/x', 'b/x.ts'],
        ['a/z.ts', '@app/one', 'c/one.ts'],
      ],
    ],
    [
      'the second path where the first is not there',
      {
        'tsconfig.json': json({ compilerOptions: { paths: { '@x/*': ['gen/*', 'hand/*'] } } }),
        'hand/a.ts': '',
      },
      [['b.ts', '@x/a', 'hand/a.ts']],
    ],
    [
      'a base configuration of a monorepo',
      {
        'tsconfig.base.json': json({
          compilerOptions: { baseUrl: '.', paths: { '@acme/common/*': ['libs/common/src/lib/*'] } },
        }),
        'apps/api/tsconfig.json': json({ extends: '../../tsconfig.base.json' }),
        'apps/api/src/a.ts': '',
        'libs/common/src/lib/time.ts': '',
      },
      [['apps/api/src/a.ts', '@acme/common/time', 'libs/common/src/lib/time.ts']],
    ],
    [
      'a configuration that extends one of a package, and one written without .json',
      {
        'packages/tsconfig/package.json': json({ name: '@acme/tsconfig' }),
        'packages/tsconfig/base.json': '{}',
        'packages/tsconfig/tsconfig.node.json': json({
          compilerOptions: { paths: { '~own/*': ['${configDir}/src/*'] } },
        }),
        'apps/api/tsconfig.json': json({ extends: ['@acme/tsconfig/tsconfig.node', './none'] }),
        'apps/api/src/b.ts': '',
      },
      [['apps/api/src/a.ts', '~own/b', 'apps/api/src/b.ts']],
    ],
    [
      'configurations that extend each other in a circle',
      {
        'tsconfig.json': json({ extends: './tsconfig.b.json' }),
        'tsconfig.b.json': json({
          extends: './tsconfig.json',
          compilerOptions: { paths: { '@y/*': ['y/*'] } },
        }),
        'y/a.ts': '',
      },
      [['b.ts', '@y/a', 'y/a.ts']],
    ],
    [
      'a jsconfig.json, and a sibling of a tsconfig.json that says nothing',
      {
        'web/jsconfig.json': json({ compilerOptions: { paths: { '@w/*': ['./src/*'] } } }),
        'web/src/a.js': '',
        'api/tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }),
        'api/tsconfig.app.json': json({ compilerOptions: { paths: { '@a/*': ['./src/*'] } } }),
        'api/src/b.ts': '',
      },
      [
        ['web/src/z.js', '@w/a', 'web/src/a.js'],
        ['api/src/z.ts', '@a/b', 'api/src/b.ts'],
      ],
    ],
    [
      'bare names below baseUrl and src',
      {
        'tsconfig.json': json({ compilerOptions: { baseUrl: '.' } }),
        'shared/time.ts': '',
        'src/users.ts': '',
      },
      [
        ['src/a.ts', 'shared/time', 'shared/time.ts'],
        ['src/a.ts', 'src/users', 'src/users.ts'],
      ],
    ],
    [
      'packages of the project by main, exports, subpath and their sources',
      {
        'packages/db/package.json': json({
          name: '@acme/db',
          main: './dist/index.js',
          types: './dist/index.d.ts',
        }),
        'packages/db/src/index.ts': '',
        'packages/db/src/users.ts': '',
        'packages/db/scripts/seed.ts': '',
        'packages/ui/package.json': json({
          name: '@acme/ui',
          exports: {
            '.': { types: './dist/esm/main.d.ts', import: './dist/esm/main.js' },
            './button': './source/button.tsx',
            './icons/*': { import: { types: './dist/icons/*.d.ts', default: './dist/icons/*.js' } },
          },
        }),
        'packages/ui/src/main.ts': '',
        'packages/ui/source/button.tsx': '',
        'packages/ui/src/icons/plus.tsx': '',
        'packages/plain/package.json': json({ name: 'plain' }),
        'packages/plain/index.js': '',
      },
      [
        ['apps/a.ts', '@acme/db', 'packages/db/src/index.ts'],
        ['apps/a.ts', '@acme/db/users', 'packages/db/src/users.ts'],
        ['apps/a.ts', '@acme/db/dist/users', 'packages/db/src/users.ts'],
        ['apps/a.ts', '@acme/db/scripts/seed', 'packages/db/scripts/seed.ts'],
        ['apps/a.ts', '@acme/ui', 'packages/ui/src/main.ts'],
        ['apps/a.ts', '@acme/ui/button', 'packages/ui/source/button.tsx'],
        ['apps/a.ts', '@acme/ui/icons/plus', 'packages/ui/src/icons/plus.tsx'],
        ['apps/a.ts', 'plain', 'packages/plain/index.js'],
        ['apps/a.ts', '@acme/other', undefined],
        ['apps/a.ts', 'plainly', undefined],
      ],
    ],
    [
      "a package's own imports",
      {
        'api/package.json': json({
          name: 'api',
          imports: { '#db': './src/db.js', '#lib/*': { default: './dist/lib/*.js' } },
        }),
        'api/src/db.ts': '',
        'api/src/lib/time.ts': '',
      },
      [
        ['api/src/a.ts', '#db', 'api/src/db.ts'],
        ['api/src/a.ts', '#lib/time', 'api/src/lib/time.ts'],
      ],
    ],
    [
      'the customs @/, ~/ and #src/ where nothing says what they are',
      { 'api/package.json': '{}', 'api/src/a.ts': '', 'api/app/b.ts': '' },
      [
        ['api/src/z.ts', '@/a', 'api/src/a.ts'],
        ['api/src/z.ts', '~/b', 'api/app/b.ts'],
        ['api/src/z.ts', '#src/a', 'api/src/a.ts'],
      ],
    ],
    [
      'packages from outside, whatever a configuration says of them',
      {
        'package.json': json({ name: 'app', dependencies: { pg: '8' } }),
        'tsconfig.json': json({
          compilerOptions: { baseUrl: '.', paths: { '*': ['types/*'], react: ['./node_modules/react'] } },
        }),
        'test/fixtures/pg/package.json': json({ name: 'pg', main: 'index.js' }),
        'test/fixtures/pg/index.js': '',
        'types/pg.ts': '',
      },
      [
        ['src/a.ts', 'pg', undefined],
        ['src/a.ts', 'react', undefined],
      ],
    ],
  ];
  for (const [name, files, expected] of cases) {
    it(name, async () => {
      const model = await modelOf(files);
      for (const [from, specifier, target] of expected)
        assert.equal(model.modules.targetOf(from, specifier), target, specifier);
    });
  }

  it('lead through a package of the project to what it exports', async () => {
    const model = await modelOf({
      'packages/db/package.json': json({ name: '@acme/db', main: 'dist/index.js' }),
      'packages/db/src/index.ts': "export * from './pool';",
      'packages/db/src/pool.ts': "import { Pool } from 'pg';\nexport const pool = new Pool();",
      'apps/api/a.ts': '',
    });
    assert.equal(model.resolve('apps/api/a.ts', '@acme/db#pool.query'), 'pg#Pool().query');
  });

  it('are known to calls whatever was read first', async () => {
    const files: [string, string][] = [
      ['apps/api/a.ts', "import { load } from '@acme/db';\nexport async function run() { await load(); }"],
      ['packages/db/package.json', json({ name: '@acme/db' })],
      ['packages/db/index.ts', 'export async function load() {}'],
    ];
    for (const order of [files, [...files].reverse()]) {
      const project = await projectOf(Object.fromEntries(order));
      assert.deepEqual(
        project.factsOf('apps/api/a.ts')?.calls.map((each) => each.callee),
        ['@acme/db#load'],
      );
    }
  });

  it('are forgotten with the file that said them', async () => {
    const project = await projectOf({
      'a.ts': "import { load } from '@acme/db';\nexport async function run() { await load(); }",
      'db/package.json': json({ name: '@acme/db' }),
    });
    assert.equal(project.factsOf('a.ts')?.calls.length, 1);
    project.removeFile('db/package.json');
    assert.equal(project.factsOf('a.ts')?.calls.length, 0);
  });

  it('do not take the calls of packages from outside for calls of the project', async () => {
    const project = await projectOf({
      'package.json': json({ name: 'app' }),
      'a.ts': "import { load } from '@nestjs/common';\nexport async function run() { await load(); }",
    });
    assert.deepEqual(project.factsOf('a.ts')?.calls, []);
  });
});

describe('a function that is exported where it stands', () => {
  for (const text of [
    'exports.load = async () => 1;',
    'module.exports.load = async function () {};',
    'module.exports = { load() {} };',
    'module.exports = { load: () => 1 };',
  ])
    it(`${text} goes by its name`, async () => {
      const model = await modelOf({ 'db.js': text, 'a.js': '' });
      assert.deepEqual(model.modules.resolve('a.js', './db#load'), { file: 'db.js', path: 'local#load' });
    });
});
