import assert from 'node:assert/strict';
import { allBlocks, at, blockOf, operand, parse, predicate } from './outline';

describe('predicates of PostgreSQL queries', () => {
  const cases: [string, string[]][] = [
    ['t.id = $1', ['where t.id = parameter:$1 ‹$1› in ‹t.id = $1›']],
    ['$1 = t.id', ['where t.id = parameter:$1 ‹$1› in ‹$1 = t.id›']],
    ['$1 < n', ['where n > parameter:$1 ‹$1› in ‹$1 < n›']],
    ['id::text = $1::text', ['where id = parameter:$1 ‹$1› in ‹id::text = $1::text›']],
    ['id = CAST($1 AS uuid)', ['where id = parameter:$1 ‹$1› in ‹id = CAST($1 AS uuid)›']],
    ['t.a = u.b', ['where t.a = column ‹u.b› in ‹t.a = u.b›', 'where u.b = column ‹t.a› in ‹t.a = u.b›']],
    ['a IN (1, 2)', ['where a in constant ‹(1, 2)› in ‹a IN (1, 2)›']],
    ['a NOT IN ($1, 2)', ['where a not in other ‹($1, 2)› in ‹a NOT IN ($1, 2)›']],
    ['a IN (SELECT b FROM u)', ['where a in subquery ‹(SELECT b FROM u)› in ‹a IN (SELECT b FROM u)›']],
    ['a = ANY($1::uuid[])', ['where a any parameter:$1 ‹$1› in ‹a = ANY($1::uuid[])›']],
    ['$1 = ANY(tags)', ['where tags contains parameter:$1 ‹$1› in ‹$1 = ANY(tags)›']],
    ['a <> ALL($1)', ['where a <> all parameter:$1 ‹$1› in ‹a <> ALL($1)›']],
    [
      'a BETWEEN 1 AND 2 AND b = -3',
      ['where a between constant ‹1 AND 2› in ‹a BETWEEN 1 AND 2›', 'where b = constant ‹-3› in ‹b = -3›'],
    ],
    ['a IS NULL', ['where a is null none ‹› in ‹a IS NULL›']],
    ['a IS NOT NULL', ['where a is not null none ‹› in ‹a IS NOT NULL›']],
    ['a IS DISTINCT FROM 1', ['where a is distinct from constant ‹1› in ‹a IS DISTINCT FROM 1›']],
    ["a ILIKE 'x%' ESCAPE '!'", ["where a ilike constant ‹'x%'› in ‹a ILIKE 'x%' ESCAPE '!'›"]],
    [
      '(a, b) = ($1, u.c)',
      [
        'where a = parameter:$1 ‹$1› in ‹(a, b) = ($1, u.c)›',
        'where b = column ‹u.c› in ‹(a, b) = ($1, u.c)›',
        'where u.c = column ‹b› in ‹(a, b) = ($1, u.c)›',
      ],
    ],
    ['(a, b) > ($1, $2)', []],
    ['active', ['where active is true none ‹› in ‹active›']],
    ['NOT active', ['where? active is true none ‹› in ‹active›']],
    ['a = 1 OR b = 2', ['where? a = constant ‹1› in ‹a = 1›', 'where? b = constant ‹2› in ‹b = 2›']],
    [
      'a = 1 AND (b = 2 OR c = 3)',
      [
        'where a = constant ‹1› in ‹a = 1›',
        'where? b = constant ‹2› in ‹b = 2›',
        'where? c = constant ‹3› in ‹c = 3›',
      ],
    ],
    [
      'a = 1 AND (b = 2 AND c = 3)',
      [
        'where a = constant ‹1› in ‹a = 1›',
        'where b = constant ‹2› in ‹b = 2›',
        'where c = constant ‹3› in ‹c = 3›',
      ],
    ],
    [
      "a = current_setting('x')::uuid",
      ["where a = call:current_setting ‹current_setting('x')› in ‹a = current_setting('x')::uuid›"],
    ],
    ['a = (auth.uid())', ['where a = call:auth.uid ‹auth.uid()› in ‹a = (auth.uid())›']],
    ['current_user = a', ['where a = call:current_user ‹current_user› in ‹current_user = a›']],
    ['lower(a) = $1', []],
    ["data->>'k' = $1", []],
  ];
  for (const [condition, expected] of cases)
    it(condition, async () => {
      const text = `SELECT 1 FROM t WHERE ${condition} ORDER BY a`;
      const block = await blockOf(text);
      assert.deepEqual(
        block.predicates.map((item) => predicate(text, item)),
        expected,
      );
      assert.equal(block.hasWhere, true);
    });

  it('come from ON and HAVING too, and an outer join narrows one side only', async () => {
    const text =
      'SELECT 1 FROM t JOIN u ON u.id = $1 LEFT JOIN v ON v.a = 1 AND t.b = 2 GROUP BY t.c HAVING max(t.d) > 1 AND t.c = 3';
    const { predicates } = await blockOf(text);
    assert.deepEqual(
      predicates.map((item) => predicate(text, item)),
      [
        'on u.id = parameter:$1 ‹$1› in ‹u.id = $1›',
        'on v.a = constant ‹1› in ‹v.a = 1›',
        'on? t.b = constant ‹2› in ‹t.b = 2›',
        'having t.c = constant ‹3› in ‹t.c = 3›',
      ],
    );
  });
});

describe('blocks of PostgreSQL queries', () => {
  const blocks: [string, string[]][] = [
    ['SELECT a FROM t', ['select statement ‹SELECT a FROM t›']],
    [
      'SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u) AND b IN (SELECT c FROM v)',
      ['select statement', 'select exists ‹SELECT 1 FROM u›', 'select in ‹SELECT c FROM v›'],
    ],
    ['SELECT (SELECT max(a) FROM u) FROM t', ['select statement', 'select scalar ‹SELECT max(a) FROM u›']],
    ['SELECT x.a FROM (SELECT a FROM t) AS x', ['select statement', 'select derived x ‹SELECT a FROM t›']],
    [
      'WITH x AS (SELECT a FROM t), y AS (DELETE FROM u RETURNING b) SELECT * FROM x, y',
      ['select statement', 'select cte x ‹SELECT a FROM t›', 'delete cte y ‹DELETE FROM u RETURNING b›'],
    ],
    [
      'SELECT a FROM t UNION ALL (SELECT b FROM u LIMIT 1) EXCEPT SELECT c FROM v ORDER BY 1',
      [
        'select statement',
        'select set-operand ‹SELECT a FROM t›',
        'select set-operand ‹SELECT b FROM u LIMIT 1›',
        'select set-operand ‹SELECT c FROM v›',
      ],
    ],
    [
      'INSERT INTO t (a) SELECT b FROM u JOIN v ON u.a = v.a ON CONFLICT DO NOTHING',
      ['insert statement', 'select insert-source ‹SELECT b FROM u JOIN v ON u.a = v.a›'],
    ],
    [
      'INSERT INTO t (a) VALUES ($1), ($2) RETURNING a',
      ['insert statement', 'values insert-source ‹VALUES ($1), ($2)›'],
    ],
    ['CREATE VIEW v AS SELECT a FROM t', ['select view ‹SELECT a FROM t›']],
    [
      'CREATE TABLE v AS WITH x AS (SELECT 1) SELECT a FROM x',
      ['select statement', 'select cte x ‹SELECT 1›'],
    ],
    ['(SELECT a FROM t)', ['select statement ‹SELECT a FROM t›']],
    ['SELECT * FROM ((SELECT 1)) x', ['select statement', 'select derived x ‹SELECT 1›']],
  ];
  for (const [text, expected] of blocks)
    it(text, async () => {
      const found = allBlocks(await blockOf(text)).map((block, i) => {
        const head = [block.kind, block.place, ...(block.name === undefined ? [] : [block.name])].join(' ');
        return expected[i]?.includes('‹') ? `${head} ‹${at(text, block.span)}›` : head;
      });
      assert.deepEqual(found, expected);
    });

  const stars: [string, string[]][] = [
    ['SELECT * FROM t', ['select ‹*›']],
    ['SELECT t.*, u.a FROM t, u', ['select t ‹t.*›']],
    ['SELECT s.t.* FROM s.t', ['select t ‹s.t.*›']],
    ['SELECT "T".* FROM "T"', ['select T ‹"T".*›']],
    ['SELECT count(*), 2 * 3, count(t.*) FROM t', ['count ‹*›', 'count t ‹t.*›']],
    ["SELECT 'é😀', * FROM t", ['select ‹*›']],
    ['DELETE FROM t RETURNING *', ['returning ‹*›']],
    ['SELECT row_to_json(t.*) FROM t', []],
    ['TABLE t', []],
  ];
  for (const [text, expected] of stars)
    it(`stars of ${text}`, async () => {
      const block = await blockOf(text);
      assert.deepEqual(
        block.stars.map(({ place, qualifier, span }) =>
          [place, ...(qualifier ? [qualifier] : []), `‹${at(text, span)}›`].join(' '),
        ),
        expected,
      );
    });

  it('tells tables from CTEs, derived tables and functions', async () => {
    const text =
      'WITH a AS (SELECT * FROM z), b (x) AS (SELECT * FROM z) SELECT 1 FROM a, b AS bb, s.a AS sa, (SELECT q FROM z) c, unnest($1) d, LATERAL (SELECT * FROM b) e';
    const block = await blockOf(text);
    assert.deepEqual(
      block.tables.map(({ name, schema, alias, span }) => [name, schema, alias, at(text, span)]),
      [['a', 's', 'sa', 's.a']],
    );
    assert.deepEqual(
      block.derived.map(({ name, alias, explicitColumns, block: index, span }) => [
        name,
        alias,
        explicitColumns,
        index,
        at(text, span),
      ]),
      [
        ['a', undefined, false, 0, 'a'],
        ['b', 'bb', true, 1, 'b'],
        ['c', undefined, true, 2, 'c'],
        ['d', undefined, true, undefined, 'unnest'],
        ['e', undefined, true, 3, 'e'],
      ],
    );
  });

  it('sees the CTEs of the blocks around it, and a plain CTE does not see itself', async () => {
    const inner = allBlocks(
      await blockOf('WITH a AS (SELECT 1 FROM a) SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM a)'),
    );
    assert.deepEqual(
      inner.map((block) => block.tables.map((table) => table.name)),
      [['t'], ['a'], []],
    );
    const recursive = allBlocks(
      await blockOf('WITH RECURSIVE a AS (SELECT 1 UNION SELECT n FROM a) SELECT n FROM a'),
    );
    assert.deepEqual(
      recursive.flatMap((block) => block.tables),
      [],
    );
  });

  it('reads writes', async () => {
    const text =
      'INSERT INTO s.t AS x (a, "B") VALUES ($1, 2) ON CONFLICT (a) DO UPDATE SET "B" = excluded."B", (c, d) = (1, $2) WHERE x.e = 1 RETURNING a AS q, *';
    const block = await blockOf(text);
    assert.deepEqual(block.target, { name: 't', schema: 's', alias: 'x', span: { start: 12, end: 15 } });
    assert.deepEqual(
      block.insertColumns?.map(({ name, span }) => `${name} ‹${at(text, span)}›`),
      ['a ‹a›', 'B ‹"B"›'],
    );
    assert.deepEqual(
      block.assignments.map(
        ({ column, value }) => `${column.name} ‹${at(text, column.span)}› ${operand(text, value)}`,
      ),
      ['B ‹"B"› column ‹excluded."B"›', 'c ‹c› constant ‹1›', 'd ‹d› parameter:$2 ‹$2›'],
    );
    assert.deepEqual(
      block.predicates.map((item) => predicate(text, item)),
      ['where? x.e = constant ‹1› in ‹x.e = 1›'],
    );
    assert.equal(block.onConflict, true);
    assert.equal(block.returning, true);
    assert.deepEqual(
      block.outputs.map(({ name, column, span }) => [name, column?.name, at(text, span)]),
      [['q', 'a', 'a AS q']],
    );
  });

  it('reads UPDATE … FROM and DELETE … USING', async () => {
    const update = 'UPDATE t SET a = now() + b, c = $1 FROM u WHERE t.id = u.id';
    const block = await blockOf(update);
    assert.equal(block.target?.name, 't');
    assert.deepEqual(
      block.tables.map(({ name }) => name),
      ['u'],
    );
    assert.deepEqual(
      block.assignments.map(({ value }) => operand(update, value)),
      ['other ‹now() + b›', 'parameter:$1 ‹$1›'],
    );
    const remove = await blockOf('DELETE FROM t USING u WHERE t.id = u.id');
    assert.deepEqual(
      [remove.kind, remove.target?.name, remove.tables[0]?.name, remove.predicates.length],
      ['delete', 't', 'u', 2],
    );
  });

  it('reads clauses', async () => {
    const text =
      'SELECT DISTINCT t.a, lower(b) AS l, sum(c)::int, coalesce(max(d), 0) FROM t JOIN u USING (a, k) GROUP BY t.a, b ORDER BY t.a, lower(b), u.z DESC LIMIT 5 FOR UPDATE';
    const block = await blockOf(text);
    assert.deepEqual(
      block.outputs.map(({ name, aggregate, span }) => [name, aggregate, at(text, span)]),
      [
        ['a', false, 't.a'],
        ['l', false, 'lower(b) AS l'],
        ['sum', true, 'sum(c)::int'],
        [undefined, true, 'coalesce(max(d), 0)'],
      ],
    );
    assert.deepEqual(
      block.usingColumns.map(({ name, span }) => `${name} ‹${at(text, span)}›`),
      ['a ‹a›', 'k ‹k›'],
    );
    assert.deepEqual(
      block.groupBy.map(({ span }) => at(text, span)),
      ['t.a', 'b'],
    );
    assert.deepEqual(
      block.orderBy.map(({ span }) => at(text, span)),
      ['t.a', 'u.z'],
    );
    assert.deepEqual(
      [block.distinct, block.limited, block.locking, block.returning],
      [true, true, true, false],
    );
  });

  const limits: [string, boolean][] = [
    ['LIMIT $1', true],
    ['FETCH FIRST 3 ROWS ONLY', true],
    ['LIMIT ALL', false],
    ['OFFSET 3', false],
  ];
  for (const [limit, expected] of limits)
    it(`${limit} is ${expected ? '' : 'not '}a limit`, async () =>
      assert.equal((await blockOf(`SELECT a FROM t ${limit}`)).limited, expected));

  const keys: [string, string][] = [
    ["SELECT t.data->>'a' FROM t", "t.data a select ‹t.data->>'a'›"],
    ["SELECT 1 FROM t WHERE (data->'a'->>'b')::int = 1", "data a.b where ‹data->'a'->>'b'›"],
    ["SELECT 1 FROM t WHERE data #>> '{a,b}' = 'x'", "data a.b where ‹data #>> '{a,b}'›"],
    ["SELECT 1 FROM t JOIN u ON t.data->>'a' = u.a", "t.data a join ‹t.data->>'a'›"],
    ["SELECT 1 FROM t ORDER BY data->>'a'", "data a order ‹data->>'a'›"],
    ["SELECT 1 FROM t GROUP BY data->>'a'", "data a group ‹data->>'a'›"],
    ["SELECT jsonb_extract_path_text(data, 'a', 'b') FROM t", "data a.b select ‹data, 'a', 'b'›"],
    ["SELECT data['a'] FROM t", "data a select ‹data['a'›"],
  ];
  for (const [text, expected] of keys)
    it(`JSON key of ${text}`, async () => {
      const { jsonKeys } = await blockOf(text);
      assert.deepEqual(
        jsonKeys.map(
          ({ column, key, clause, span }) =>
            `${[column.qualifier, column.name].filter(Boolean).join('.')} ${key} ${clause} ‹${at(text, span)}›`,
        ),
        [expected],
      );
    });

  it('leaves out JSON keys that the statement does not say', async () =>
    assert.deepEqual((await blockOf('SELECT data->>$1, data->>? FROM t')).jsonKeys, []));

  it('knows verbs', async () => {
    const text =
      'BEGIN; START TRANSACTION; COMMIT; END; ROLLBACK; ROLLBACK TO SAVEPOINT a; SAVEPOINT a; SET a = 1; WITH x AS (SELECT 1) DELETE FROM t; GRANT SELECT ON t TO a; VALUES (1); MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE';
    assert.deepEqual(
      (await parse(text)).map(({ verb }) => verb),
      [
        'begin',
        'begin',
        'commit',
        'commit',
        'rollback',
        'savepoint',
        'savepoint',
        'set',
        'delete',
        'other',
        'select',
        'merge',
      ],
    );
  });
});
