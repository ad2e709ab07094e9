import type { Configuration } from '../configuration';
import type { QueryScopeFact } from '../facts/facts';
import type { Column, Schema, Table } from './schema';

/** How the project keeps its tenants apart: the column that says whose a row is, and the tables that have it. */
export interface Tenancy {
  /** The column's name as most tables write it. */
  column: string;
  /** Tenant-owned tables by lower-case name, with the column's definition. */
  owned: Map<string, { table: Table; column: Column }>;
  /** Lower-case names of the tables whose rows are the tenants themselves. */
  tenants: ReadonlySet<string>;
  /** Whether row-level security on the column is set up for tables that are only known when the program runs. */
  securedAtRunTime: boolean;
}

const candidates = /^(tenant|organi[sz]ation|org|workspace|account|company|team)_?id$/i;
/** Words that also say what belongs to what within one tenant: a bank's account, a league's team. */
const ambiguous = /^(account|company|team)_?id$/i;
const unmistakable = /^tenant_?id$/i;

/**
 * The tenant column named in a configuration, else the one that most tables of the schema carry, or most tables of one package:
 * a repository may hold several back ends.
 */
export function findTenancy(
  schema: Schema,
  configuration: Configuration,
  scopes: readonly QueryScopeFact[] = [],
  packageOf: (path: string) => string = () => '',
): Tenancy | undefined {
  const tables = [...schema.tables.values()];
  const groups = [tables, ...byPackage(tables, packageOf)];
  const { column: named } = configuration.tenant;
  const found = groups.flatMap((group) => {
    const column = named ?? mostCarried(group);
    return column === undefined ? [] : [{ column, group }];
  })[0];
  if (!found) return undefined;
  const { column, group } = found;
  const exempt = new Set(configuration.tenant.exemptTables.map((each) => each.toLowerCase()));
  const owned: Tenancy['owned'] = new Map();
  for (const table of group) {
    const definition = table.columns.get(column.toLowerCase());
    const name = table.name.toLowerCase();
    if (definition && !exempt.has(name)) owned.set(name, { table, column: definition });
  }
  if (owned.size === 0) return undefined;
  return {
    column,
    owned,
    tenants: new Set(
      group.filter((table) => holdsTenants(table, column, group)).map(({ name }) => name.toLowerCase()),
    ),
    securedAtRunTime: scopes.some(
      ({ kind, names }) => kind === 'policy' && names.includes(column.toLowerCase()),
    ),
  };
}

function byPackage(tables: readonly Table[], packageOf: (path: string) => string): Table[][] {
  const groups = new Map<string, Table[]>();
  for (const table of tables) {
    const folder = packageOf(table.definedAt.path);
    groups.set(folder, [...(groups.get(folder) ?? []), table]);
  }
  return groups.size > 1 ? [...groups.values()] : [];
}

/** The tables that the tenant column refers to, or that are called so: `tenants`, `organization`. */
function holdsTenants(table: Table, column: string, tables: readonly Table[]): boolean {
  if (table.columns.has(column.toLowerCase())) return false;
  const stem = column.replace(/_?id$/i, '').toLowerCase();
  const name = table.name.toLowerCase();
  if (name === stem || name === `${stem}s` || name === `${stem.slice(0, -1)}ies`) return true;
  return tables.some((other) =>
    other.foreignKeys.some(
      (key) =>
        key.table.toLowerCase() === name &&
        key.columns.length === 1 &&
        key.columns[0]?.toLowerCase() === column.toLowerCase(),
    ),
  );
}

function mostCarried(tables: readonly Table[]): string | undefined {
  const counts = new Map<string, number>();
  for (const table of tables)
    for (const { name } of table.columns.values())
      if (candidates.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!best) return undefined;
  const [column, count] = best;
  // One table with such a column is a reference, not a tenancy, unless there are tenants; half of the tables is a decision.
  const isSure = unmistakable.test(column) && tables.some((table) => holdsTenants(table, column, tables));
  if (count < (isSure ? 1 : 2)) return undefined;
  if (ambiguous.test(column)) return count * 2 > tables.length ? column : undefined;
  const asked = tables.filter(
    (table) => !holdsTenants(table, column, tables) && !isAside(table, column, tables),
  );
  if (count * 2 >= tables.length) return column;
  return count * 2 > asked.length && count * 4 >= tables.length ? column : undefined;
}

/** How many columns a look-up table has at most. */
const few = 4;

/** Tables of which nobody expects the column: what belongs to a row that has it, and look-up tables that refer to nothing. */
function isAside(table: Table, column: string, tables: readonly Table[]): boolean {
  if (table.columns.has(column.toLowerCase())) return false;
  // Where no keys are declared at all, they tell nothing.
  if (table.foreignKeys.length === 0)
    return table.columns.size <= few && tables.some((other) => other.foreignKeys.length > 0);
  const seen = new Set<Table>();
  const belongs = (at: Table): boolean => {
    if (at.columns.has(column.toLowerCase())) return true;
    if (seen.has(at)) return false;
    seen.add(at);
    return at.foreignKeys.some((key) =>
      tables.some((other) => other.name.toLowerCase() === key.table.toLowerCase() && belongs(other)),
    );
  };
  return belongs(table);
}
