import type { FileChange, ProjectModel, RuleFix } from '../../../src/engine';
import { sqlName } from '../../shared/names';
import { createIndex, indexName, newMigration } from '../../shared/new-migration';
import type { Dig } from './json-uses';

/** `metadata->>'severity'`, `t.metadata ->> 'severity'`. */
const textOfKey = /^((?:\w+\.)?)"?\w+"?\s*->>\s*'[^']+'$/;

/**
 * A migration that adds the key as a generated column with an index, and the queries that then use it. Only where the key is read as
 * text at every place, in PostgreSQL, and the schema is kept in SQL.
 */
export function generatedColumn(
  dig: Dig,
  alike: readonly Dig[],
  model: ProjectModel,
  text: (path: string) => string,
): RuleFix | undefined {
  const { table, column, key } = dig;
  const { dialect } = model.configuration;
  const name = key.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  if (dialect !== 'postgresql' || !/^\w+$/.test(key) || table.columns.has(name)) return undefined;
  if (!column.definedAt.path.endsWith('.sql')) return undefined;
  const edits = new Map<string, { span: Dig['span']; text: string }[]>();
  for (const each of [dig, ...alike]) {
    const match = textOfKey.exec(text(each.path).slice(each.span.start, each.span.end));
    if (!match) return undefined;
    const replaced = { span: each.span, text: `${match[1]}${sqlName(name, dialect)}` };
    // What is only selected keeps its name in the result.
    if (each.clause !== 'select') edits.set(each.path, [...(edits.get(each.path) ?? []), replaced]);
  }
  const index = createIndex(table, indexName(table.name, [name]), sqlName(name, dialect), dialect).whole;
  const on = table.schema === undefined ? '' : `${sqlName(table.schema, dialect)}.`;
  const body =
    `ALTER TABLE ${on}${sqlName(table.name, dialect)}\n` +
    `    ADD COLUMN ${sqlName(name, dialect)} text GENERATED ALWAYS AS (${sqlName(column.name, dialect)} ->> '${key}') STORED;\n\n` +
    index;
  const title = `add_${table.name}_${name}`.toLowerCase();
  const migration = newMigration(model, text, dig.column.definedAt.path, title, {
    migration: body,
    whole: body,
  });
  if (!migration) return undefined;
  const changes: FileChange[] = [migration, ...[...edits].map(([path, all]) => ({ path, edits: all }))];
  return { title: `Make '${key}' a generated column with an index`, safe: false, changes };
}
