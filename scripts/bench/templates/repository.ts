import type { Domain } from '../domain';
import { camel } from '../names';

export function repositoryFile({ table, type, parent, columns, index }: Domain): string {
  const names = columns.map(({ name }) => name);
  const first = names[0] ?? 'id';
  const list = ['id', 'tenant_id', ...names, 'created_by', 'created_at'].join(', ');
  const selected = index % 5 === 0 ? '*' : list;
  const tenant = index % 7 === 0 ? '' : ' AND tenant_id = $2';
  return `import { pool } from '../db';

export interface ${type} {
  id: string;
  tenantId: string;
${columns.map(({ name, ts }) => `  ${camel(name)}: ${ts};`).join('\n')}
  createdBy: string;
}

const sortable${type} = new Map([${names.map((name) => `['${camel(name)}', '${name}']`).join(', ')}]);

export class ${type}Repository {
  async list(tenantId: string, status: string, limit: number, offset: number): Promise<${type}[]> {
    const { rows } = await pool.query(
      \`SELECT ${selected}
         FROM ${table}
        WHERE tenant_id = $1 AND status = $2
        ORDER BY created_at DESC, id
        LIMIT $3 OFFSET $4\`,
      [tenantId, status, limit, offset],
    );
    return rows.map(to${type});
  }

  async byId(tenantId: string, id: string): Promise<${type} | undefined> {
    const { rows } = await pool.query('SELECT ${list} FROM ${table} WHERE id = $1${tenant}', [id, tenantId]);
    return rows[0] && to${type}(rows[0]);
  }

  async sorted(tenantId: string, by: string, limit: number): Promise<${type}[]> {
    const column = sortable${type}.get(by) ?? 'created_at';
    const { rows } = await pool.query(
      \`SELECT ${list} FROM ${table} WHERE tenant_id = $1 ORDER BY \${column} LIMIT $2\`,
      [tenantId, limit],
    );
    return rows.map(to${type});
  }

  async search(tenantId: string, term: string): Promise<${type}[]> {
${
  index % 9 === 0
    ? `    const { rows } = await pool.query(
      "SELECT ${list} FROM ${table} WHERE tenant_id = $1 AND ${first} ILIKE '%" + term + "%' LIMIT 50",
      [tenantId],
    );`
    : `    const { rows } = await pool.query(
      'SELECT ${list} FROM ${table} WHERE tenant_id = $1 AND ${first} ILIKE $2 LIMIT 50',
      [tenantId, \`%\${term}%\`],
    );`
}
    return rows.map(to${type});
  }

  async withParent(tenantId: string, parentIds: string[]): Promise<{ id: string; parentTitle: string; total: number }[]> {
    const { rows } = await pool.query(
      \`WITH recent AS (
         SELECT c.id, c.parent_id, count(*) OVER (PARTITION BY c.parent_id) AS total
           FROM ${table} c
          WHERE c.tenant_id = $1 AND c.created_at > now() - interval '30 days'
       )
       SELECT r.id, p.external_ref AS parent_title, r.total
         FROM recent r
         JOIN ${parent} p ON p.id = r.parent_id AND p.tenant_id = $1
        WHERE p.id = ANY($2)
        ORDER BY r.total DESC\`,
      [tenantId, parentIds],
    );
    return rows.map((row) => ({ id: row.id, parentTitle: row.parent_title, total: Number(row.total) }));
  }

  async insert(tenantId: string, input: Partial<${type}>): Promise<${type}> {
    const { rows } = await pool.query(
      \`INSERT INTO ${table} (tenant_id, ${names.join(', ')}, created_by)
       VALUES ($1, ${names.map((_, column) => `$${column + 2}`).join(', ')}, $${names.length + 2})
       ON CONFLICT (tenant_id, id) DO NOTHING
       RETURNING ${list}\`,
      [tenantId, ${names.map((name) => `input.${camel(name)}`).join(', ')}, input.createdBy],
    );
    return to${type}(rows[0]);
  }

  async update(tenantId: string, id: string, input: Partial<${type}>): Promise<${type} | undefined> {
    const { rows } = await pool.query(
      \`UPDATE ${table}
          SET ${names.map((name, column) => `${name} = COALESCE($${column + 3}, ${name})`).join(',\n              ')}
        WHERE id = $1 AND tenant_id = $2
        RETURNING ${list}\`,
      [id, tenantId, ${names.map((name) => `input.${camel(name)}`).join(', ')}],
    );
    return rows[0] && to${type}(rows[0]);
  }

  async transition(
    tenantId: string,
    id: string,
    action: string,
    rank: number,
    userId: string,
    reason: string | null,
  ): Promise<${type}> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query(
        'UPDATE ${table} SET status = $3 WHERE id = $1 AND tenant_id = $2 RETURNING ${list}',
        [id, tenantId, action],
      );
      await client.query(
        'INSERT INTO audit_entries (tenant_id, entity, entity_id, action, rank, user_id, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [tenantId, '${table}', id, action, rank, userId, reason],
      );
      await client.query('COMMIT');
      return to${type}(rows[0]);
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async remove(tenantId: string, id: string): Promise<void> {
    await pool.query('DELETE FROM ${table} WHERE id = $1 AND tenant_id = $2', [id, tenantId]);
  }
}

function to${type}(row: Record<string, unknown>): ${type} {
  return {
    id: String(row.id),
    tenantId: String(row.tenant_id),
${columns.map(({ name, ts }) => `    ${camel(name)}: row.${name} as ${ts},`).join('\n')}
    createdBy: String(row.created_by),
  };
}
`;
}
