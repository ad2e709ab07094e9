import type { Configuration } from '../configuration';
import type { Column, Schema, Table } from './schema';

/** How the project keeps its tenants apart: the column that says whose a row is, and the tables that have it. */
export interface Tenancy {
  /** The column's name as most tables write it. */
  column: string;
  /** Tenant-owned tables by lower-case name, with the column's definition. */
  owned: Map<string, { table: Table; column: Column }>;
}

const candidates = /^(tenant|organi[sz]ation|org|workspace|account|company|team)_?id$/i;

/** The tenant column named in a configuration, else the one that most tables of the schema carry. */
export function findTenancy(schema: Schema, configuration: Configuration): Tenancy | undefined {
  const tables = [...schema.tables.values()];
  const column = configuration.tenant.column ?? mostCarried(tables);
  if (column === undefined) return undefined;
  const owned: Tenancy['owned'] = new Map();
  for (const table of tables) {
    const found = table.columns.get(column.toLowerCase());
    const exempt = configuration.tenant.exemptTables.some(
      (each) => each.toLowerCase() === table.name.toLowerCase(),
    );
    if (found && !exempt) owned.set(table.name.toLowerCase(), { table, column: found });
  }
  return owned.size > 0 ? { column, owned } : undefined;
}

function mostCarried(tables: readonly Table[]): string | undefined {
  const counts = new Map<string, number>();
  for (const table of tables)
    for (const { name } of table.columns.values())
      if (candidates.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  // One table with such a column is a reference, not a tenancy; half of the tables is a decision.
  return best && best[1] >= 2 && best[1] * 2 >= tables.length ? best[0] : undefined;
}
