import assert from 'node:assert/strict';
import { loadSqlParser } from '../../../../src/engine/source/sql/load';
import type { Dialect } from '../../../../src/engine/source/sql/statement';
import { allBlocks, at, blockOf, change, operand, parse, predicate } from './outline';

const OTHERS: Dialect[] = ['mysql', 'mariadb', 'sqlite', 'transactsql'];

describe('queries in other dialects', () => {
  for (const dialect of OTHERS)
    it(`are read alike in ${dialect}`, async () => {
      const text =
        'WITH c AS (SELECT id, x.* FROM x WHERE x.tenant_id = ?) SELECT t.*, count(*), t.a AS b, d.n FROM s.t AS t LEFT JOIN u ON u.a = t.a AND t.k = 2 JOIN c ON c.id = t.id CROSS JOIN (SELECT n FROM w) d WHERE t.id = ? AND :p = t.q AND x IN (?, ?) AND (y = 1 OR z IS NULL) AND EXISTS (SELECT 1 FROM k) ORDER BY t.a';
      const block = await blockOf(text, dialect);
      assert.deepEqual(
        allBlocks(block).map(({ place, name, span }) => [
          place,
          name,
          place === 'statement' ? '' : at(text, span),
        ]),
        [
          ['statement', undefined, ''],
          ['cte', 'c', 'SELECT id, x.* FROM x WHERE x.tenant_id = ?'],
          ['derived', 'd', 'SELECT n FROM w'],
          ['exists', undefined, 'SELECT 1 FROM k'],
        ],
      );
      assert.deepEqual(
        block.tables.map(({ name, schema, alias, span }) => [name, schema, alias, at(text, span)]),
        [
          ['t', 's', undefined, 's.t'],
          ['u', undefined, undefined, 'u'],
        ],
      );
      assert.deepEqual(
        block.derived.map(({ name, explicitColumns, block: index }) => [name, explicitColumns, index]),
        [
          ['c', false, 0],
          ['d', true, 1],
        ],
      );
      assert.deepEqual(
        block.stars.map(({ place, span }) => `${place} ‹${at(text, span)}›`),
        ['select ‹t.*›', 'count ‹*›'],
      );
      assert.deepEqual(
        block.predicates.map((item) => predicate(text, item)),
        [
          'on u.a = column ‹t.a› in ‹u.a = t.a›',
          'on? t.a = column ‹u.a› in ‹u.a = t.a›',
          'on? t.k = constant ‹2› in ‹t.k = 2›',
          'on c.id = column ‹t.id› in ‹c.id = t.id›',
          'on t.id = column ‹c.id› in ‹c.id = t.id›',
          'where t.id = parameter:? ‹?› in ‹t.id = ?›',
          'where t.q = parameter::p ‹:p› in ‹:p = t.q›',
          'where x in parameter:? ‹(?, ?)› in ‹x IN (?, ?)›',
          'where? y = constant ‹1› in ‹y = 1›',
          'where? z is null none ‹› in ‹z IS NULL›',
        ],
      );
      assert.deepEqual(
        block.orderBy.map(({ span }) => at(text, span)),
        ['t.a'],
      );
    });

  it('find each of several columns of one name at its own place', async () => {
    const text = 'SELECT a, b AS a, a + 1 FROM t WHERE a = 1 AND t.a = 2 ORDER BY a';
    for (const dialect of OTHERS) {
      const block = await blockOf(text, dialect);
      const starts = [
        block.outputs[0]?.column?.span,
        ...block.predicates.map(({ column }) => column.span),
        block.orderBy[0]?.span,
      ];
      assert.deepEqual(
        starts.map((span) => span?.start),
        [7, text.indexOf('a = 1'), text.indexOf('t.a'), text.length - 1],
      );
    }
  });

  const limits: [Dialect, string, boolean][] = [
    ['mysql', 'SELECT a FROM t LIMIT ?, ?', true],
    ['sqlite', 'SELECT a FROM t LIMIT ?', true],
    ['transactsql', 'SELECT TOP 10 a FROM t', true],
    ['transactsql', 'SELECT a FROM t ORDER BY a OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY', true],
    ['mysql', 'SELECT a FROM t', false],
  ];
  for (const [dialect, text, expected] of limits)
    it(`limit in ${dialect}: ${text}`, async () =>
      assert.equal((await blockOf(text, dialect)).limited, expected));

  it('writes', async () => {
    const insert = 'INSERT INTO t (a, `b`) SELECT x, y FROM u ON DUPLICATE KEY UPDATE a = VALUES(a), b = ?';
    const block = await blockOf(insert, 'mysql');
    assert.deepEqual(
      block.insertColumns?.map(({ span }) => at(insert, span)),
      ['a', '`b`'],
    );
    assert.deepEqual(
      block.nested.map(({ place, span }) => [place, at(insert, span)]),
      [['insert-source', 'SELECT x, y FROM u']],
    );
    assert.deepEqual(
      block.assignments.map(({ column, value }) => `${column.name} ${operand(insert, value)}`),
      ['a call:values ‹VALUES(a)›', 'b parameter:? ‹?›'],
    );
    assert.equal(block.onConflict, true);

    const upsert = 'INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET a = 1 RETURNING *';
    const upserted = await blockOf(upsert, 'sqlite');
    assert.deepEqual([upserted.onConflict, upserted.returning, upserted.stars.length], [true, true, 1]);

    const update = 'UPDATE t JOIN u ON t.id = u.id SET t.a = NOW(), b = ? WHERE u.k = @k';
    const updated = await blockOf(update, 'mysql');
    assert.deepEqual(
      [updated.target?.name, updated.tables.map(({ name }) => name), updated.predicates.length],
      ['t', ['u'], 3],
    );

    const remove = 'DELETE x FROM tickets x JOIN u ON x.id = u.id WHERE u.k = 1';
    const removed = await blockOf(remove, 'mysql');
    assert.deepEqual(
      [removed.target?.name, removed.target?.alias, removed.tables.map(({ name }) => name)],
      ['tickets', 'x', ['u']],
    );

    const output = 'INSERT INTO [t] ([a]) OUTPUT INSERTED.id VALUES (@a)';
    const inserted = await blockOf(output, 'transactsql');
    assert.deepEqual([inserted.target?.name, inserted.returning], ['t', true]);
  });

  it('set operations', async () => {
    const text = '(SELECT a FROM t) UNION ALL (SELECT * FROM u) UNION SELECT c FROM v';
    const block = await blockOf(text, 'mysql');
    assert.deepEqual(
      block.nested.map(({ place, span }) => [place, at(text, span)]),
      [
        ['set-operand', 'SELECT a FROM t'],
        ['set-operand', 'SELECT * FROM u'],
        ['set-operand', 'SELECT c FROM v'],
      ],
    );
  });

  it('JSON keys', async () => {
    const text = "SELECT data->>'$.a.b' FROM t WHERE json_extract(t.data, '$.s') = 'x'";
    for (const dialect of ['mysql', 'sqlite'] as const) {
      const { jsonKeys } = await blockOf(text, dialect);
      assert.deepEqual(
        jsonKeys.map(({ column, key, clause, span }) => [column.name, key, clause, at(text, span)]),
        [
          ['data', 'a.b', 'select', "data->>'$.a.b'"],
          ['data', 's', 'where', "json_extract(t.data, '$.s')"],
        ],
      );
    }
  });
});

describe('schema changes in other dialects', () => {
  const cases: [Dialect, string, object[]][] = [
    [
      'mysql',
      'CREATE TABLE IF NOT EXISTS t (id int AUTO_INCREMENT PRIMARY KEY, b varchar(10) NOT NULL, CONSTRAINT z FOREIGN KEY (b) REFERENCES k (id) ON DELETE CASCADE, UNIQUE KEY q (b), INDEX ix (id, b))',
      [
        {
          kind: 'create-table',
          table: 't',
          ifNotExists: true,
          columns: [
            {
              name: 'id',
              type: 'int',
              nullable: false,
              hasDefault: true,
              generated: false,
              span: 'id int AUTO_INCREMENT PRIMARY KEY',
            },
            {
              name: 'b',
              type: 'varchar',
              nullable: false,
              hasDefault: false,
              generated: false,
              span: 'b varchar(10) NOT NULL',
            },
          ],
          constraints: [
            { kind: 'primary-key', columns: ['id'], span: 'id int AUTO_INCREMENT PRIMARY KEY' },
            {
              kind: 'foreign-key',
              name: 'z',
              columns: ['b'],
              table: 'k',
              references: ['id'],
              span: 'CONSTRAINT z FOREIGN KEY (b) REFERENCES k (id) ON DELETE CASCADE',
            },
            { kind: 'unique', name: 'q', columns: ['b'], span: 'UNIQUE KEY q (b)' },
          ],
          span: 't',
        },
        {
          kind: 'create-index',
          table: 't',
          index: { name: 'ix', keys: [{ column: 'id' }, { column: 'b' }], unique: false, method: 'btree' },
          span: 'INDEX ix (id, b)',
        },
      ],
    ],
    [
      'mysql',
      'ALTER TABLE `t` DROP COLUMN y, ADD INDEX foo (x), CHANGE a b int, MODIFY c text, RENAME TO z',
      [
        { kind: 'drop-column', table: 't', column: 'y', span: 'y' },
        {
          kind: 'create-index',
          table: 't',
          index: { name: 'foo', keys: [{ column: 'x' }], unique: false, method: 'btree' },
          span: 'ADD INDEX foo (x)',
        },
        { kind: 'rename-column', table: 't', column: 'a', to: 'b', span: 'CHANGE a b int' },
        { kind: 'alter-column-type', table: 't', column: 'b', type: 'int', span: 'CHANGE a b int' },
        { kind: 'alter-column-type', table: 't', column: 'c', type: 'text', span: 'MODIFY c text' },
        { kind: 'rename-table', table: 't', to: 'z', span: 'RENAME TO z' },
      ],
    ],
    [
      'sqlite',
      'CREATE TABLE "t" ([a] INTEGER REFERENCES b(id) ON DELETE SET NULL, FOREIGN KEY (a) REFERENCES k DEFERRABLE INITIALLY DEFERRED)',
      [
        {
          kind: 'create-table',
          table: 't',
          ifNotExists: false,
          columns: [
            {
              name: 'a',
              type: 'integer',
              nullable: true,
              hasDefault: false,
              generated: false,
              span: '[a] INTEGER REFERENCES b(id) ON DELETE SET NULL',
            },
          ],
          constraints: [
            {
              kind: 'foreign-key',
              columns: ['a'],
              table: 'b',
              references: ['id'],
              span: '[a] INTEGER REFERENCES b(id) ON DELETE SET NULL',
            },
            {
              kind: 'foreign-key',
              columns: ['a'],
              table: 'k',
              references: [],
              span: 'FOREIGN KEY (a) REFERENCES k DEFERRABLE INITIALLY DEFERRED',
            },
          ],
          span: '"t"',
        },
      ],
    ],
    [
      'sqlite',
      'CREATE INDEX i ON t (lower(a), b) WHERE c IS NULL',
      [
        {
          kind: 'create-index',
          table: 't',
          index: {
            name: 'i',
            keys: [{ expression: 'lower(a)' }, { column: 'b' }],
            unique: false,
            method: 'btree',
            where: 'c IS NULL',
          },
          span: 'i',
        },
      ],
    ],
    ['sqlite', 'DROP INDEX IF EXISTS i', [{ kind: 'drop-index', name: 'i', span: 'i' }]],
    ['mysql', 'DROP INDEX i ON t', [{ kind: 'drop-index', name: 'i', table: 't', span: 'i' }]],
    [
      'transactsql',
      'DROP TABLE IF EXISTS [dbo].[a], b',
      [
        { kind: 'drop-table', table: 'a', span: '[dbo].[a]' },
        { kind: 'drop-table', table: 'b', span: 'b' },
      ],
    ],
    [
      'transactsql',
      'ALTER TABLE [dbo].[t] ADD CONSTRAINT [fk] FOREIGN KEY ([a]) REFERENCES [dbo].[b]([id]) ON DELETE NO ACTION ON UPDATE CASCADE',
      [
        {
          kind: 'add-constraint',
          table: 't',
          constraint: { kind: 'foreign-key', name: 'fk', columns: ['a'], table: 'b', references: ['id'] },
          span: 'ADD CONSTRAINT [fk] FOREIGN KEY ([a]) REFERENCES [dbo].[b]([id]) ON DELETE NO ACTION ON UPDATE CASCADE',
        },
      ],
    ],
    [
      'transactsql',
      'CREATE VIEW v AS SELECT a FROM t',
      [{ kind: 'create-view', view: 'v', materialized: false, span: 'v' }],
    ],
    [
      'mysql',
      'CREATE OR REPLACE VIEW v AS (SELECT * FROM t)',
      [{ kind: 'create-view', view: 'v', materialized: false, span: 'v' }],
    ],
  ];
  for (const [dialect, text, expected] of cases)
    it(`${dialect}: ${text}`, async () => {
      const [statement] = await parse(text, dialect);
      assert.equal(statement?.analysed, true);
      assert.deepEqual(
        statement?.changes.map((item) => change(text, item)),
        expected,
      );
    });

  it('does not take for analysed what the T-SQL grammar misreads as an assignment', async () =>
    assert.deepEqual(
      (await parse('create login x with password', 'transactsql')).map(({ analysed }) => analysed),
      [false],
    ));

  it('views keep their place', async () =>
    assert.equal((await blockOf('CREATE VIEW v AS SELECT * FROM t', 'transactsql')).place, 'view'));
});

describe('loading a parser', () => {
  it('happens once per dialect', () => {
    assert.equal(loadSqlParser('sqlite'), loadSqlParser('sqlite'));
    assert.notEqual(loadSqlParser('sqlite'), loadSqlParser('mysql'));
  });
});
