import type { FileFacts } from '../facts/facts';
import type { Dialect } from '../source/sql/statement';
import { applyChange } from './schema-changes';
import { declareTables } from './schema-declarations';
import { Databases } from './schema-dialects';
import { applyInOrder, isOwnSchema } from './schema-order';
import { columnOf } from './table-lookup';
import { Schema } from './tables';

export { columnOf, hasLeadingIndex } from './table-lookup';
export { type Column, type ForeignKey, type Location, Schema, sameWords, type Table } from './tables';

/** Reduces the schema changes of all files: migrations in the order in which they run, then what code declares of its tables. */
export function reduceSchema(files: readonly FileFacts[], dialect: Dialect = 'postgresql'): Schema {
  const schema = new Schema();
  const described = files.filter((file) => file.schemaChanges.length > 0);
  // Tables of tests and examples are not the project's, unless they are all that there is.
  const own = described.filter(isOwnSchema);
  const sources = own.length > 0 ? own : described;
  const dropped = new Set<string>();
  applyInOrder(sources, (change, at) => applyChange(schema.tables, change, at, dropped));
  declareTables(schema, sources);
  schema.settle();
  finishForeignKeys(schema, dropped);
  const databases = new Databases(files, dialect);
  for (const table of schema.tables.values())
    table.indexesForeignKeys ||= databases.indexForeignKeys(table.definedAt.path);
  return schema;
}

/** Names the tables that foreign keys refer to, and leaves out those that went away with the table they referred to. */
function finishForeignKeys(schema: Schema, dropped: ReadonlySet<string>): void {
  for (const table of schema.tables.values()) {
    table.foreignKeys = table.foreignKeys.filter(
      (key) => schema.tables.has(key.table.toLowerCase()) || !dropped.has(key.table.toLowerCase()),
    );
    for (const key of table.foreignKeys) {
      const target = schema.table(key.table);
      if (target) key.table = target.name;
      key.columns = key.columns.map((name) => columnOf(table, name)?.name ?? name);
    }
  }
}
