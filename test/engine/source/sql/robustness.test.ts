import assert from 'node:assert/strict';
import type { Dialect } from '../../../../src/engine/source/sql/statement';
import { at, parse, spansIn } from './outline';

const DIALECTS: Dialect[] = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'transactsql'];

const TEXTS = [
  "WITH c AS (SELECT x.* FROM s.x WHERE x.t = $1) SELECT t.*, count(*), 'é😀', d->'a'->>'b' FROM t LEFT JOIN u USING (a), (SELECT 1) q WHERE (a, b) = ($1, ?) AND c IN (SELECT 1) OR NOT d BETWEEN 1 AND 2 ORDER BY a LIMIT :n",
  'INSERT INTO t (a, b) SELECT * FROM u ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING *; UPDATE t SET a = 1, (b, c) = (1, 2) FROM u; DELETE FROM t WHERE a = ANY($1)',
  "CREATE TABLE t (id serial PRIMARY KEY, b int REFERENCES u(id) DEFAULT 1, UNIQUE (b)); ALTER TABLE t ADD COLUMN c int, DROP d; CREATE INDEX i ON t ((a->>'b')) WHERE c; DO $$ BEGIN ALTER TABLE t DROP a; END $$",
  "COPY t FROM stdin;\n1\tit's\n\\.\n\\connect x\nDELIMITER //\nSELECT `a`, [b], E'\\'', $q$;$q$ /* /* */ */ // ",
];

describe('any text at all', () => {
  for (const dialect of DIALECTS)
    it(`makes the ${dialect} parser neither throw nor give spans outside of the text`, async () => {
      let seed = 1;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % below;
      };
      const noise = [
        '(',
        ')',
        "'",
        '"',
        ';',
        '$$',
        '/*',
        '\\',
        '\0',
        '\ud800',
        'é',
        '?',
        ':a',
        ' select ',
        '[',
        ' from ',
      ];
      for (const text of TEXTS)
        for (let i = 0; i < 60; i++) {
          const cut = random(text.length);
          const inputs = [
            text.slice(0, cut),
            text.slice(cut),
            text.slice(0, cut) + noise[random(noise.length)] + text.slice(cut + random(3)),
          ];
          for (const input of inputs)
            for (const span of spansIn(await parse(input, dialect)))
              assert.ok(
                span.start >= 0 && span.start <= span.end && span.end <= input.length,
                `${JSON.stringify(span)} in ${input}`,
              );
        }
    }).timeout(30_000);

  it('of half a megabyte is read in time that grows with its length only', async () => {
    const texts = [
      'SELECT a.b FROM t a WHERE a.id = $1;\n'.repeat(13_000),
      `SELECT ${'('.repeat(500_000)}`,
      `SELECT 1 FROM t WHERE ${'a = 1 AND '.repeat(20_000)} b = 2`,
      `SELECT ${"a || 'x' || ".repeat(40_000)} b`,
      "'a ".repeat(150_000),
      'COPY a FROM stdin;\n'.repeat(25_000),
    ];
    for (const text of texts) assert.ok((await parse(text)).length > 0);
  }).timeout(60_000);
});

describe('a broken statement', () => {
  it('does not hide its neighbours', async () => {
    const text = 'SELECT a FROM t; SELEC b FROM s.u JOIN v w; CREATE TABLE (; SELECT c FROM x';
    assert.deepEqual(
      (await parse(text)).map(({ analysed, span }) => [analysed, at(text, span)]),
      [
        [true, 'SELECT a FROM t'],
        [false, 'SELEC b FROM s.u JOIN v w'],
        [false, 'CREATE TABLE ('],
        [true, 'SELECT c FROM x'],
      ],
    );
  });

  it('gives its verb and the tables that its tokens tell of', async () => {
    const text =
      'UPDATE s.t AS x SET a = = 1 FROM u JOIN "V" ON true WHERE extract(year FROM d) IS DISTINCT FROM 3';
    const [statement] = await parse(text);
    assert.equal(statement?.analysed, false);
    assert.equal(statement?.verb, 'update');
    assert.deepEqual(
      statement?.mentions.map(({ name, schema, alias, span }) => [name, schema, alias, at(text, span)]),
      [
        ['t', 's', 'x', 's.t'],
        ['u', undefined, undefined, 'u'],
        ['V', undefined, undefined, '"V"'],
      ],
    );
  });

  it('is told from the statements around it in a long text too', async () => {
    const text = `${'SELECT a FROM t;\n'.repeat(5_000)}SELEC;\n${'SELECT b FROM u;\n'.repeat(5_000)}`;
    const statements = await parse(text);
    assert.equal(statements.length, 10_001);
    assert.deepEqual(
      statements.filter(({ analysed }) => !analysed).map(({ span }) => at(text, span)),
      ['SELEC'],
    );
  }).timeout(20_000);
});

describe('positions', () => {
  it('count UTF-16 units behind characters of every length', async () => {
    const text = "SELECT 'é€😀' AS ä, t.* FROM tß AS t WHERE t.ö = $1";
    const [statement] = await parse(text);
    const block = statement?.block;
    assert.deepEqual(
      block?.stars.map(({ span }) => at(text, span)),
      ['t.*'],
    );
    assert.deepEqual(
      block?.tables.map(({ name, span }) => [name, at(text, span)]),
      [['tß', 'tß']],
    );
    assert.deepEqual(
      block?.predicates.map(({ span }) => at(text, span)),
      ['t.ö = $1'],
    );
  });

  it('hold behind a byte-order mark, a NUL and half a surrogate pair', async () => {
    const text = "\ufeffSELECT '\ud800' a;\0 SELECT t.* FROM t";
    const statements = await parse(text);
    assert.deepEqual(
      statements.map(({ analysed }) => analysed),
      [true, true],
    );
    assert.deepEqual(
      statements[1]?.block?.stars.map(({ span }) => at(text, span)),
      ['t.*'],
    );
  });
});
