import type { Domain } from '../domain';

export function migrationFile({ table, parent, columns, index }: Domain): string {
  return `-- ${table}
CREATE TABLE ${table} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  parent_id uuid REFERENCES ${parent} (id),
${columns.map(({ name, sql }) => `  ${name} ${sql},`).join('\n')}
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id)
);
${index % 3 === 0 ? '' : `CREATE INDEX ${table}_parent_id_idx ON ${table} (parent_id);\n`}CREATE INDEX ${table}_list_idx ON ${table} (tenant_id, status, created_at DESC);
${index % 2 === 0 ? '' : rowSecurity(table)}COMMENT ON TABLE ${table} IS 'one row per ${table}; see src/repositories/${table}.ts';
`;
}

function rowSecurity(table: string): string {
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ${table}_tenant ON ${table} USING (tenant_id = current_setting('app.tenant')::uuid);
`;
}
