import type { FindingsResult, RoutesResult, WireFinding, WireTable } from '../../server/protocol';
import { placeOf } from '../target';

/** What the project model knows, in lines that a model reads and a person can check in the preview. */

export function findingLine({ severity, ruleId, path, range, message }: WireFinding): string {
  return `${severity} ${ruleId} at ${placeOf(path, range)}: ${message}`;
}

export function foundLine(found: FindingsResult['findings'][number]): string {
  return `${found.severity} ${found.ruleId} at ${found.path}:${found.line}: ${found.message}`;
}

export function routeLine({ method, path, file, line }: RoutesResult['routes'][number]): string {
  return `${method} ${path} (${file}:${line})`;
}

/** A table with all that matters for a query on it. */
export function tableText(table: WireTable): string {
  const list = (columns: readonly string[]) => columns.join(', ');
  return [
    `table ${table.name}${table.definedAt ? ` (${table.definedAt.path}:${table.definedAt.line})` : ''}`,
    ...table.columns.map(({ name, type, notNull }) => `  ${name} ${type}${notNull ? ' not null' : ''}`),
    ...(table.primaryKey.length > 0 ? [`  primary key (${list(table.primaryKey)})`] : []),
    ...table.uniques.map((columns) => `  unique (${list(columns)})`),
    ...table.foreignKeys.map(
      ({ columns, references }) => `  foreign key (${list(columns)}) references ${references}`,
    ),
    ...table.indexes.map((columns) => `  index (${list(columns)})`),
    ...(table.rowSecurity ? ['  row-level security is on'] : []),
    ...(table.tenantColumn ? [`  its rows belong to a tenant by ${table.tenantColumn}`] : []),
  ].join('\n');
}

/** A table in one line: enough to know what to look up. */
export function tableLine({ name, columns }: WireTable): string {
  return `${name} (${columns.map((column) => column.name).join(', ')})`;
}
