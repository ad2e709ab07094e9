import assert from 'node:assert/strict';
import { defaultConfiguration, type ProjectModel } from '../../../src/engine';
import { modelOf, projectOf } from '../facts/reading';

/** Each table in one line: its columns, then what is declared over them. */
function outline({ schema }: ProjectModel): string[] {
  return [...schema.tables.values()].map((table) =>
    [
      `${table.name}(${[...table.columns.values()].map((column) => column.name).join(', ')})`,
      ...(table.primaryKey.length > 0 ? [`primary ${table.primaryKey}`] : []),
      ...table.uniques.map(({ columns }) => `unique ${columns}`),
      ...table.foreignKeys.map((key) => `${key.columns} → ${key.table}`),
      ...table.indexes.map(
        (index) => `index ${index.keys.map((key) => ('column' in key ? key.column : key.expression))}`,
      ),
      ...(table.rowSecurity ? ['row security'] : []),
      ...table.policies.map((policy) => `policy ${policy.columns}`),
    ].join('; '),
  );
}

/** What migrations, numbered in this order, leave. */
async function schemaOf(...migrations: string[]): Promise<string[]> {
  const files = migrations.map((text, index) => [`migrations/${index + 1}_change.sql`, text]);
  return outline(await modelOf(Object.fromEntries(files)));
}

describe('the schema that migrations leave', () => {
  const table = 'CREATE TABLE t (id int PRIMARY KEY, a int, b text);';
  const cases: [name: string, migrations: string[], expected: string[]][] = [
    ['a table', [table], ['t(id, a, b); primary id']],
    ['a column added later', [table, 'ALTER TABLE t ADD COLUMN c int;'], ['t(id, a, b, c); primary id']],
    ['a column dropped', [table, 'ALTER TABLE t DROP COLUMN a;'], ['t(id, b); primary id']],
    [
      'a dropped column takes its index and key along',
      [
        'CREATE TABLE p (id int); CREATE TABLE t (id int, a int REFERENCES p); CREATE INDEX ON t (a);',
        'ALTER TABLE t DROP COLUMN a;',
      ],
      ['p(id)', 't(id)'],
    ],
    [
      'a column renamed, in its index and key too',
      [
        'CREATE TABLE p (id int); CREATE TABLE t (a int UNIQUE REFERENCES p); CREATE INDEX ON t (a);',
        'ALTER TABLE t RENAME COLUMN a TO z;',
      ],
      ['p(id)', 't(z); unique z; z → p; index z'],
    ],
    [
      'a table renamed',
      [table, 'ALTER TABLE t RENAME TO u;', 'ALTER TABLE u DROP COLUMN b;'],
      ['u(id, a); primary id'],
    ],
    ['a table dropped', [table, 'DROP TABLE t;'], []],
    ['a table dropped and made again', [table, 'DROP TABLE t;', 'CREATE TABLE t (x int);'], ['t(x)']],
    [
      'a table that two files create has what both say',
      [table, 'CREATE TABLE IF NOT EXISTS t (x int);'],
      ['t(id, a, b, x); primary id'],
    ],
    ['an index made later', [table, 'CREATE INDEX t_a ON t (a, b);'], ['t(id, a, b); primary id; index a,b']],
    [
      'an index dropped',
      [table, 'CREATE INDEX t_a ON t (a);', 'DROP INDEX t_a;'],
      ['t(id, a, b); primary id'],
    ],
    [
      'a constraint added',
      [table, 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b);'],
      ['t(id, a, b); primary id; unique a,b'],
    ],
    [
      'a foreign key dropped',
      [
        'CREATE TABLE p (id int); CREATE TABLE t (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p);',
        'ALTER TABLE t DROP CONSTRAINT fk;',
      ],
      ['p(id)', 't(a)'],
    ],
    [
      'row-level security',
      [table, 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a = 1);'],
      ['t(id, a, b); primary id; row security; policy a'],
    ],
    [
      'row-level security taken away',
      [
        table,
        'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a = 1);',
        'DROP POLICY p ON t; ALTER TABLE t DISABLE ROW LEVEL SECURITY;',
      ],
      ['t(id, a, b); primary id'],
    ],
    ['a change of a table that is not known', ['ALTER TABLE t ADD COLUMN c int;'], []],
    ['a view is no table', [table, 'CREATE VIEW v AS SELECT id FROM t;'], ['t(id, a, b); primary id']],
  ];
  for (const [name, migrations, expected] of cases) {
    it(name, async () => assert.deepEqual(await schemaOf(...migrations), expected));
  }

  it('runs numbered migrations as numbers, whatever order the files come in', async () => {
    const model = await modelOf({
      'migrations/10_drop.sql': 'ALTER TABLE t DROP COLUMN a;',
      'migrations/9_add.sql': 'ALTER TABLE t ADD COLUMN a int;',
      'migrations/1_make.sql': 'CREATE TABLE t (id int);',
    });
    assert.deepEqual(outline(model), ['t(id)']);
  });

  it('takes a whole-schema file before migrations', async () => {
    const model = await modelOf({
      'migrations/001.sql': 'ALTER TABLE t ADD COLUMN a int;',
      'schema.sql': 'CREATE TABLE t (id int);',
    });
    assert.deepEqual(outline(model), ['t(id, a)']);
  });

  it('finds tables and columns without regard to case', async () => {
    const { schema } = await modelOf({ 'schema.sql': 'CREATE TABLE "Users" (id int, "fullName" text);' });
    assert.deepEqual(schema.columnsOf('USERS'), ['id', 'fullName']);
    assert.equal(schema.columnsOf('none'), undefined);
  });

  it('remembers where a column was defined', async () => {
    const { schema } = await modelOf({
      'migrations/1.sql': 'CREATE TABLE t (id int);',
      'migrations/2.sql': 'ALTER TABLE t ADD COLUMN a int;',
    });
    assert.equal(schema.table('t')?.columns.get('id')?.definedAt.path, 'migrations/1.sql');
    assert.deepEqual(schema.table('t')?.columns.get('a')?.definedAt, {
      path: 'migrations/2.sql',
      span: { start: 25, end: 30 },
    });
  });
});

describe('tenancy', () => {
  const tables = (count: number, columns: string) =>
    Array.from(
      { length: count },
      (_, i) => `CREATE TABLE ${columns.replace(/\W/g, '')}_${i} (id int, ${columns});`,
    ).join('');
  const cases: [name: string, schema: string, column: string | undefined][] = [
    ['tenant_id on most tables', tables(3, 'tenant_id int') + tables(1, 'x int'), 'tenant_id'],
    ['half of the tables', tables(2, 'org_id int') + tables(2, 'x int'), 'org_id'],
    ['less than half', tables(2, 'org_id int') + tables(3, 'x int'), undefined],
    ['one table only', tables(1, 'tenant_id int'), undefined],
    ['organization_id', tables(2, 'organization_id int'), 'organization_id'],
    ['workspace_id', tables(2, 'workspace_id int'), 'workspace_id'],
    ['account_id', tables(2, 'account_id int'), 'account_id'],
    ['tenantId, as it is written', tables(2, '"tenantId" int'), 'tenantId'],
    ['the one that more tables carry', tables(2, 'account_id int') + tables(3, 'tenant_id int'), 'tenant_id'],
    ['user_id is no tenant', tables(4, 'user_id int'), undefined],
    ['no tables', '', undefined],
  ];
  for (const [name, schema, column] of cases) {
    it(name, async () => {
      const { tenancy } = await modelOf({ 'schema.sql': schema });
      assert.equal(tenancy?.column, column);
    });
  }

  it('follows the configuration', async () => {
    const project = await projectOf({
      'schema.sql': tables(3, 'tenant_id int') + tables(1, 'realm int'),
    });
    const tenant = { column: 'realm', exemptTables: [], exemptPaths: [] };
    project.configure({ ...defaultConfiguration, tenant });
    assert.deepEqual([...(project.model().tenancy?.owned.keys() ?? [])], ['realmint_0']);
    project.configure({
      ...defaultConfiguration,
      tenant: { exemptTables: ['TENANT_IDINT_1'], exemptPaths: [] },
    });
    assert.deepEqual(
      [...(project.model().tenancy?.owned.keys() ?? [])],
      ['tenant_idint_0', 'tenant_idint_2'],
    );
  });
});
