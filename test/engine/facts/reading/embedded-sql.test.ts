import assert from 'node:assert/strict';
import type { QueryBlock, QueryFact } from '../../../../src/engine';
import { readMark } from '../../marked-text';
import { factsOf } from '../reading';

const prelude = "const { Pool } = require('pg');\nconst pool = new Pool();\n";

async function queriesOf(code: string, path = 'src/app.js'): Promise<QueryFact[]> {
  return (await factsOf(prelude + code, path)).queries;
}

function firstBlock(queries: readonly QueryFact[]): QueryBlock {
  const block = queries[0]?.statements[0]?.block;
  assert.ok(block, `a statement is read: ${queries[0]?.sql}`);
  return block;
}

describe('SQL in code', () => {
  describe('maps the column of its predicate back to', () => {
    /** Code in which the place of the first predicate's column is marked. */
    const cases: [string, string][] = [
      ['a string', "pool.query('SELECT a FROM t WHERE «col» = 1');"],
      ['a string in double quotes', 'pool.query("SELECT a FROM t WHERE «col» = 1");'],
      ['a template', 'pool.query(`SELECT a FROM t WHERE «col» = 1`);'],
      ['a template of several lines', 'pool.query(`\n  SELECT a\n    FROM t\n   WHERE «col» = 1\n`);'],
      ['a template with Windows line ends', 'pool.query(`\r\n  SELECT a\r\n FROM t\r\n WHERE «col» = 1`);'],
      ['the second of two strings', "pool.query('SELECT a FROM t ' + 'WHERE «col» = 1');"],
      ['the third of three strings', "pool.query('SELECT a ' + 'FROM t ' +\n  'WHERE «col» = 1');"],
      ['behind \\n', "pool.query('SELECT a\\nFROM t\\nWHERE «col» = 1');"],
      ['behind \\t and \\r\\n', "pool.query('SELECT a\\tFROM t\\r\\nWHERE «col» = 1');"],
      ["behind \\'", "pool.query('SELECT \\'x\\' FROM t WHERE «col» = 1');"],
      ['behind \\"', 'pool.query("SELECT \\"x\\" FROM t WHERE «col» = 1");'],
      ['behind \\`', 'pool.query(`SELECT a AS "\\`" FROM t WHERE «col» = 1`);'],
      ['behind \\\\', 'pool.query(\'SELECT a AS "\\\\\\\\" FROM t WHERE «col» = 1\');'],
      ['behind a unicode escape', "pool.query('SELECT \\u0061 FROM t WHERE «col» = 1');"],
      ['behind a code point escape', "pool.query('SELECT \\'\\u{1F600}\\' FROM t WHERE «col» = 1');"],
      ['behind \\x', "pool.query('SELECT \\x61 FROM t WHERE «col» = 1');"],
      ['behind an emoji', "pool.query('SELECT \\'😀\\' FROM t WHERE «col» = 1');"],
      ['behind letters of several bytes', "pool.query('SELECT \\'äöü€\\' FROM t WHERE «col» = 1');"],
      ['behind a continued line', "pool.query('SELECT a FROM t \\\n WHERE «col» = 1');"],
      ['behind a hole', 'pool.query(`SELECT a FROM t WHERE x > ${n} OR «col» = 1`);'],
      ['behind a constant', "const T = 'tickets';\npool.query(`SELECT a FROM ${T} WHERE «col» = 1`);"],
      [
        'behind two constants',
        "const C = 'a, b';\nconst T = 'tt';\npool.query(`SELECT ${C} FROM ${T} WHERE «col» = 1`);",
      ],
      ['a constant', "const w = 'WHERE «col» = 1';\npool.query('SELECT a FROM t ' + w);"],
      ['text that is added later', "let q = 'SELECT a FROM t';\nq += ' WHERE «col» = 1';\npool.query(q);"],
      ['an element that is joined', "pool.query(['SELECT a FROM t', 'WHERE «col» = 1'].join(' '));"],
      [
        'an element that is pushed',
        "const w = ['SELECT a FROM t WHERE true'];\nw.push('«col» = 1');\npool.query(w.join(' AND '));",
      ],
      ['concat', "pool.query('SELECT a FROM t '.concat('WHERE «col» = 1'));"],
      [
        'a helper function',
        "const where = () => 'WHERE «col» = 1';\npool.query('SELECT a FROM t ' + where());",
      ],
      ['trim', 'pool.query(`\n SELECT a FROM t WHERE «col» = 1 `.trim());'],
      ['the text of an object', "pool.query({ text: 'SELECT a FROM t WHERE «col» = 1', values: [] });"],
      [
        'a tagged template',
        "const sql = require('postgres')();\nsql`SELECT a FROM t WHERE x > ${y} AND «col» = 1`;",
      ],
    ];
    for (const [name, code] of cases) {
      it(name, async () => {
        const { text, span } = readMark(prelude + code);
        const { queries } = await factsOf(text);
        const predicates = firstBlock(queries).predicates.filter((each) => each.column.name === 'col');
        assert.deepEqual(
          predicates.map((each) => each.column.span),
          [span],
          queries.map((each) => each.sql).join('\n'),
        );
      });
    }
  });

  it('covers what an escape is written with when a name contains one', async () => {
    const { text, span } = readMark(`${prelude}pool.query('SELECT a FROM t WHERE «c\\u006fl» = 1');`);
    const [predicate] = firstBlock((await factsOf(text)).queries).predicates;
    assert.equal(predicate?.column.name, 'col');
    assert.deepEqual(predicate?.column.span, span);
  });

  it('is as many texts as a condition has branches', async () => {
    const queries = await queriesOf("pool.query(all ? 'SELECT a FROM t' : 'SELECT b FROM u WHERE c = 1');");
    assert.deepEqual(
      queries.map((each) => each.sql),
      ['SELECT a FROM t', 'SELECT b FROM u WHERE c = 1'],
    );
  });

  describe('tells what a hole stands for:', () => {
    const cases: [string, QueryFact['holes'][number]['stands']][] = [
      ['SELECT a FROM t WHERE b = ${x}', 'value'],
      ['SELECT a FROM t WHERE b IN (${x})', 'value'],
      ['SELECT a FROM t LIMIT ${x}', 'value'],
      ['INSERT INTO t (a, b) VALUES (1, ${x})', 'value'],
      ["SELECT a FROM t WHERE b = '${x}'", 'quoted'],
      ["SELECT a FROM t WHERE b LIKE '%${x}%'", 'quoted'],
      ['SELECT a FROM ${x}', 'identifier'],
      ['SELECT a FROM t ORDER BY ${x}', 'identifier'],
      ['SELECT a FROM t ORDER BY b, ${x}', 'identifier'],
      ['SELECT ${x} FROM t', 'identifier'],
      ['SELECT a FROM "${x}"', 'identifier'],
      ['SELECT a FROM t_${x}', 'identifier'],
      ['SELECT a FROM t WHERE ${x}', 'fragment'],
      ['SELECT a FROM t ${x}', 'fragment'],
    ];
    for (const [sql, stands] of cases) {
      it(`${stands}: ${sql}`, async () => {
        const [query] = await queriesOf(`exports.f = (x) => pool.query(\`${sql}\`);`);
        assert.deepEqual(
          query?.holes.map((hole) => [hole.text, hole.stands]),
          [['x', stands]],
        );
      });
    }
  });

  it('leaves a block open when its condition is put together elsewhere', async () => {
    assert.equal(firstBlock(await queriesOf('pool.query(`SELECT a FROM t WHERE ${build()}`);')).open, true);
    assert.notEqual(
      firstBlock(await queriesOf('pool.query(`SELECT a FROM t WHERE a = ${build()}`);')).open,
      true,
    );
  });

  it('counts bound values, unless a spread hides their number', async () => {
    const values = async (bound: string) =>
      (await queriesOf(`pool.query('SELECT 1', ${bound});`))[0]?.values?.count;
    assert.equal(await values('[a, b]'), 2);
    assert.equal(await values('[]'), 0);
    assert.equal(await values('[a, ...b]'), undefined);
    assert.equal(await values('given'), undefined);
  });

  it('is known by the client that it goes to', async () => {
    const of = async (code: string, path = 'src/app.ts') => {
      const [query] = (await factsOf(code, path)).queries;
      return query && [query.client, query.dialect, query.callee];
    };
    assert.deepEqual(await of("import pg from 'pg'; new pg.Pool().query('SELECT 1');"), [
      'driver',
      'postgresql',
      'pg#Pool().query',
    ]);
    assert.deepEqual(await of("import m from 'mysql2/promise'; m.createPool({}).execute('SELECT 1');"), [
      'driver',
      'mysql',
      'mysql2/promise#createPool().execute',
    ]);
    assert.deepEqual(await of("const D = require('better-sqlite3'); new D('x').prepare('SELECT 1');"), [
      'driver',
      'sqlite',
      'better-sqlite3#().prepare',
    ]);
    assert.deepEqual(
      await of("import { DataSource } from 'typeorm'; new DataSource({}).query('SELECT 1');"),
      ['orm', 'postgresql', 'typeorm#DataSource().query'],
    );
    assert.deepEqual(await of("import { db } from './db'; db.query('SELECT 1');"), [
      'unknown',
      'postgresql',
      './db#db.query',
    ]);
  });

  it('is no prose, and no text of a logger', async () => {
    for (const code of [
      "log.info('Update the record now');",
      "console.log('SELECT a FROM t');",
      "pool.on('error', 'Select something from the list');",
      "show('Delete this item?');",
      "cache.get('select');",
      'pool.query(text);'.replace('pool', 'search'),
    ])
      assert.deepEqual(await queriesOf(code), [], code);
  });

  it('counts a statement that no parser accepts as a gap, and still knows its tables', async () => {
    const facts = await factsOf(`${prelude}pool.query('SELECT a FROM tickets WHERE WHERE');`);
    const [statement] = facts.queries[0]?.statements ?? [];
    assert.equal(statement?.analysed, false);
    assert.deepEqual(
      statement?.mentions.map((each) => each.name),
      ['tickets'],
    );
    assert.equal(facts.gaps.length, 1);
  });
});
