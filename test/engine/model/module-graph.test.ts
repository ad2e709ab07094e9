import assert from 'node:assert/strict';
import { modelOf } from '../facts/reading';

describe('the module graph', () => {
  describe('finds the file that a specifier means:', () => {
    const cases: [string, string, string, string | undefined][] = [
      ['the same folder', 'src/a.js', './b', 'src/b.js'],
      ['the folder above', 'src/a.js', '../lib/c', 'lib/c.ts'],
      ['with its extension', 'src/a.js', './b.js', 'src/b.js'],
      ['.js written for .ts', 'src/a.js', '../lib/c.js', 'lib/c.ts'],
      ['an index file', 'src/a.js', './d', 'src/d/index.ts'],
      ['an index file, written out', 'src/a.js', './d/index.js', 'src/d/index.ts'],
      ['a folder with a slash', 'src/a.js', './d/', 'src/d/index.ts'],
      ['its own folder', 'src/d/e.ts', '.', 'src/d/index.ts'],
      ['.tsx', 'src/a.js', './View', 'src/View.tsx'],
      ['.mjs', 'src/a.js', './m', 'src/m.mjs'],
      ['a file at the root', 'src/a.js', '../top', 'top.js'],
      ['a package', 'src/a.js', 'pg', undefined],
      ['a file that is not there', 'src/a.js', './none', undefined],
      ['a path that leaves the project', 'src/a.js', '../../out', undefined],
    ];
    for (const [name, from, specifier, target] of cases) {
      it(name, async () => {
        const files = [
          'src/a.js',
          'src/b.js',
          'lib/c.ts',
          'src/d/index.ts',
          'src/d/e.ts',
          'src/View.tsx',
          'src/m.mjs',
          'top.js',
        ]; // prettier-ignore
        const model = await modelOf(Object.fromEntries(files.map((path) => [path, ''])));
        assert.equal(model.modules.targetOf(from, specifier), target);
      });
    }
  });

  describe('follows a name to what it denotes:', () => {
    const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
    const esm = "import { Pool } from 'pg';\n";
    /** How `db` exports it; how the other file names it. */
    const cases: [string, Record<string, string>, string, string][] = [
      [
        'module.exports = value',
        { 'db.js': `${pool}module.exports = pool;` },
        './db#query',
        'pg#Pool().query',
      ],
      [
        'module.exports = { value }',
        { 'db.js': `${pool}module.exports = { pool };` },
        './db#pool.query',
        'pg#Pool().query',
      ],
      [
        'module.exports = { other: value }',
        { 'db.js': `${pool}module.exports = { db: pool };` },
        './db#db.query',
        'pg#Pool().query',
      ],
      [
        'module.exports.x = value',
        { 'db.js': `${pool}module.exports.pool = pool;` },
        './db#pool',
        'pg#Pool()',
      ],
      ['exports.x = value', { 'db.js': `${pool}exports.pool = pool;` }, './db#pool', 'pg#Pool()'],
      [
        'exports.a = exports.b = value',
        { 'db.js': `${pool}exports.a = exports.b = pool;` },
        './db#b',
        'pg#Pool()',
      ],
      [
        'module.exports = new …',
        { 'db.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();" },
        './db#query',
        'pg#Pool().query',
      ],
      [
        'export const',
        { 'db.ts': `${esm}export const pool = new Pool();` },
        './db#pool.query',
        'pg#Pool().query',
      ],
      [
        'export { a as b }',
        { 'db.ts': `${esm}const pool = new Pool();\nexport { pool as db };` },
        './db#db',
        'pg#Pool()',
      ],
      [
        'export default name',
        { 'db.ts': `${esm}const pool = new Pool();\nexport default pool;` },
        './db#query',
        'pg#Pool().query',
      ],
      ['export default new …', { 'db.ts': `${esm}export default new Pool();` }, './db#', 'pg#Pool()'],
      [
        'export … from',
        { 'db.ts': "export { pool } from './pool';", 'pool.ts': `${esm}export const pool = new Pool();` },
        './db#pool.query',
        'pg#Pool().query',
      ],
      [
        'export { default as x } from',
        {
          'db.ts': "export { default as pool } from './pool';",
          'pool.ts': `${esm}export default new Pool();`,
        },
        './db#pool',
        'pg#Pool()',
      ],
      [
        'export * from',
        {
          'db.ts': "export * from './other';\nexport * from './pool';",
          'other.ts': 'export const a = 1;',
          'pool.ts': `${esm}export const pool = new Pool();`,
        },
        './db#pool',
        'pg#Pool()',
      ],
      [
        'export * as x from',
        { 'db.ts': "export * as all from './pool';", 'pool.ts': `${esm}export const pool = new Pool();` },
        './db#all.pool',
        'pg#Pool()',
      ],
      [
        'an import that is exported again',
        {
          'db.ts': "import { pool } from './pool';\nexport { pool };",
          'pool.ts': `${esm}export const pool = new Pool();`,
        },
        './db#pool',
        'pg#Pool()',
      ],
      [
        'module.exports = require(…)',
        { 'db.js': "module.exports = require('./pool');", 'pool.js': `${pool}module.exports = pool;` },
        './db#query',
        'pg#Pool().query',
      ],
      ['a package', {}, 'pg#Pool', 'pg#Pool'],
      ['a name that is not exported', { 'db.ts': 'export const a = 1;' }, './db#b', './db#b'],
      [
        'files that export each other',
        { 'db.ts': "export * from './x';", 'x.ts': "export * from './db';" },
        './db#b',
        './db#b',
      ],
    ];
    for (const [name, files, path, resolved] of cases) {
      it(name, async () => {
        const model = await modelOf({ ...files, 'app.ts': '' });
        assert.equal(model.resolve('app.ts', path), resolved);
      });
    }
  });

  it('tells where the text of another file comes from', async () => {
    const origin = async (text: string, name: string) => {
      const model = await modelOf({ 'text.ts': text, 'app.ts': '' });
      const elsewhere = { known: 'constant', references: [{ path: `./text#${name}` }] } as const;
      return model.sourceOf('app.ts', {
        origin: 'unknown',
        elsewhere: { ...elsewhere, references: [...elsewhere.references] },
      }).origin;
    };
    assert.equal(await origin("export const columns = 'a, b';", 'columns'), 'constant');
    assert.equal(await origin('// SELECT\nexport const where = (x) => `a = ${x}`;', 'where'), 'parameter');
    assert.equal(
      await origin("// SELECT\nexport const order = (x) => (x ? 'a' : 'b');", 'order'),
      'enumeration',
    );
    assert.equal(await origin('export const columns = build();', 'columns'), 'unknown');
  });
});
