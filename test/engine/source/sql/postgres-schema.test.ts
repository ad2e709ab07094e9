import assert from 'node:assert/strict';
import { change, parse } from './outline';

describe('schema changes in PostgreSQL', () => {
  it('CREATE TABLE, with the constraints behind its columns', async () => {
    const text = `CREATE TABLE IF NOT EXISTS s.tickets (
      id bigserial PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES tenants,
      number int GENERATED ALWAYS AS IDENTITY UNIQUE,
      total numeric(10, 2) GENERATED ALWAYS AS (a * b) STORED,
      tags text[] DEFAULT '{}',
      note text CHECK (note <> ''),
      CONSTRAINT parent FOREIGN KEY (tenant_id, id) REFERENCES s.other (x, y) ON DELETE CASCADE,
      UNIQUE (tenant_id, note)
    )`;
    const [statement] = await parse(text);
    const column = (
      name: string,
      type: string,
      nullable: boolean,
      hasDefault: boolean,
      generated: boolean,
      span: string,
    ) => ({
      name,
      type,
      nullable,
      hasDefault,
      generated,
      span,
    });
    assert.deepEqual(
      statement?.changes.map((item) => change(text, item)),
      [
        {
          kind: 'create-table',
          table: 'tickets',
          schema: 's',
          ifNotExists: true,
          columns: [
            column('id', 'bigserial', false, true, false, 'id bigserial PRIMARY KEY'),
            column('tenant_id', 'uuid', false, false, false, 'tenant_id uuid NOT NULL REFERENCES tenants'),
            column('number', 'int4', false, true, false, 'number int GENERATED ALWAYS AS IDENTITY UNIQUE'),
            column(
              'total',
              'numeric',
              true,
              true,
              true,
              'total numeric(10, 2) GENERATED ALWAYS AS (a * b) STORED',
            ),
            column('tags', 'text[]', true, true, false, "tags text[] DEFAULT '{}'"),
            column('note', 'text', true, false, false, "note text CHECK (note <> '')"),
          ],
          constraints: [
            { kind: 'primary-key', columns: ['id'], span: 'id bigserial PRIMARY KEY' },
            {
              kind: 'foreign-key',
              columns: ['tenant_id'],
              table: 'tenants',
              references: [],
              span: 'tenant_id uuid NOT NULL REFERENCES tenants',
            },
            { kind: 'unique', columns: ['number'], span: 'number int GENERATED ALWAYS AS IDENTITY UNIQUE' },
            {
              kind: 'foreign-key',
              name: 'parent',
              columns: ['tenant_id', 'id'],
              table: 'other',
              references: ['x', 'y'],
              span: 'CONSTRAINT parent FOREIGN KEY (tenant_id, id) REFERENCES s.other (x, y) ON DELETE CASCADE',
            },
            { kind: 'unique', columns: ['tenant_id', 'note'], span: 'UNIQUE (tenant_id, note)' },
          ],
          span: 's.tickets',
        },
      ],
    );
  });

  const cases: [string, object[]][] = [
    [
      'ALTER TABLE ONLY t ADD CONSTRAINT c PRIMARY KEY (a, b)',
      [
        {
          kind: 'add-constraint',
          table: 't',
          constraint: { kind: 'primary-key', name: 'c', columns: ['a', 'b'] },
          span: 'ADD CONSTRAINT c PRIMARY KEY (a, b)',
        },
      ],
    ],
    [
      'ALTER TABLE t ADD COLUMN a int REFERENCES u (id), DROP COLUMN IF EXISTS b',
      [
        {
          kind: 'add-column',
          table: 't',
          column: {
            name: 'a',
            type: 'int4',
            nullable: true,
            hasDefault: false,
            generated: false,
            span: 'a int REFERENCES u (id)',
          },
          span: 'a int REFERENCES u (id)',
        },
        {
          kind: 'add-constraint',
          table: 't',
          constraint: { kind: 'foreign-key', columns: ['a'], table: 'u', references: ['id'] },
          span: 'a int REFERENCES u (id)',
        },
        { kind: 'drop-column', table: 't', column: 'b', span: 'b' },
      ],
    ],
    [
      'ALTER TABLE t ALTER COLUMN a TYPE text USING a::text',
      [{ kind: 'alter-column-type', table: 't', column: 'a', type: 'text', span: 'a' }],
    ],
    [
      'ALTER TABLE t DROP CONSTRAINT "C d"',
      [{ kind: 'drop-constraint', table: 't', name: 'C d', span: '"C d"' }],
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i',
      [
        {
          kind: 'add-constraint',
          table: 't',
          constraint: { kind: 'unique', name: 'u', columns: [], usingIndex: 'i' },
          span: 'ADD CONSTRAINT u UNIQUE USING INDEX i',
        },
      ],
    ],
    [
      'ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
      [
        { kind: 'enable-row-security', table: 't', forced: false, span: 'ENABLE ROW LEVEL SECURITY' },
        { kind: 'enable-row-security', table: 't', forced: true, span: 'FORCE ROW LEVEL SECURITY' },
      ],
    ],
    [
      'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
      [{ kind: 'disable-row-security', table: 't', span: 'DISABLE ROW LEVEL SECURITY' }],
    ],
    ['ALTER TABLE t RENAME TO u', [{ kind: 'rename-table', table: 't', to: 'u', span: 't' }]],
    ['ALTER TABLE t RENAME a TO b', [{ kind: 'rename-column', table: 't', column: 'a', to: 'b', span: 'a' }]],
    ['ALTER INDEX i RENAME TO j', [{ kind: 'rename-index', name: 'i', to: 'j', span: 'i' }]],
    [
      'ALTER TABLE t RENAME CONSTRAINT c TO d',
      [{ kind: 'rename-constraint', table: 't', name: 'c', to: 'd', span: 't' }],
    ],
    [
      'DROP TABLE IF EXISTS a, s.b CASCADE',
      [
        { kind: 'drop-table', table: 'a', span: 'a' },
        { kind: 'drop-table', table: 'b', span: 'b' },
      ],
    ],
    ['DROP INDEX CONCURRENTLY i', [{ kind: 'drop-index', name: 'i', span: 'i' }]],
    ['DROP MATERIALIZED VIEW v', [{ kind: 'drop-view', view: 'v', span: 'v' }]],
    ['DROP POLICY p ON s.t', [{ kind: 'drop-policy', table: 't', name: 'p', span: 'p' }]],
    [
      `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin ((data->>'a') DESC, lower(b) COLLATE "C" text_ops, c) INCLUDE (d) WHERE e IS NULL`,
      [
        {
          kind: 'create-index',
          table: 't',
          index: {
            name: 'i',
            keys: [{ expression: "data->>'a'" }, { expression: 'lower(b)' }, { column: 'c' }],
            unique: true,
            method: 'gin',
            where: 'e IS NULL',
          },
          span: 'i',
        },
      ],
    ],
    [
      'CREATE INDEX ON s.t (a, (b || c))',
      [
        {
          kind: 'create-index',
          table: 't',
          index: { keys: [{ column: 'a' }, { expression: 'b || c' }], unique: false, method: 'btree' },
          span: 's.t',
        },
      ],
    ],
    [
      "CREATE POLICY p ON t USING (tenant_id = current_setting('x')::uuid AND EXISTS (SELECT 1 FROM m WHERE m.user_id = auth.uid())) WITH CHECK (tenant_id IS NOT NULL)",
      [{ kind: 'create-policy', table: 't', name: 'p', columns: ['tenant_id', 'user_id'], span: 'p' }],
    ],
    [
      'CREATE OR REPLACE VIEW v AS SELECT 1',
      [{ kind: 'create-view', view: 'v', materialized: false, span: 'v' }],
    ],
    [
      'CREATE MATERIALIZED VIEW s.v AS SELECT 1',
      [{ kind: 'create-view', view: 'v', materialized: true, span: 's.v' }],
    ],
    [
      'CREATE TABLE p PARTITION OF t FOR VALUES IN (1)',
      [
        {
          kind: 'create-table',
          table: 'p',
          ifNotExists: false,
          columns: [],
          constraints: [],
          inherits: ['t'],
          span: 'p',
        },
      ],
    ],
    [
      'CREATE TABLE p AS SELECT 1',
      [{ kind: 'create-table', table: 'p', ifNotExists: false, columns: [], constraints: [], span: 'p' }],
    ],
    [
      'DO $$ BEGIN IF true THEN ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (é) REFERENCES u(id); END IF; EXCEPTION WHEN duplicate_object THEN null; END $$',
      [
        {
          kind: 'add-constraint',
          table: 't',
          constraint: { kind: 'foreign-key', name: 'c', columns: ['é'], table: 'u', references: ['id'] },
          span: 'ADD CONSTRAINT c FOREIGN KEY (é) REFERENCES u(id)',
        },
      ],
    ],
    ['CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DROP TABLE t; END $$', []],
    ["COMMENT ON TABLE t IS 'x'", []],
  ];
  for (const [text, expected] of cases)
    it(text, async () => {
      const [statement] = await parse(text);
      assert.equal(statement?.analysed, true);
      assert.deepEqual(
        statement?.changes.map((item) => change(text, item)),
        expected,
      );
    });
});
