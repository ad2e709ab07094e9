import {
  columnOf,
  defineProjectRule,
  type ForeignKey,
  hasLeadingIndex,
  type Location,
  type ProjectModel,
  type RuleFix,
  type Table,
} from '../../../src/engine';
import { type ColumnLookUp, lookUps } from '../../shared/column-uses';
import { sqlName } from '../../shared/names';
import { createIndex, indexName, newMigration } from '../../shared/new-migration';
import { isSchemaSource, wordIn } from '../../shared/schema-places';

const mostRelated = 10;

export default defineProjectRule(
  {
    id: 'database/missing-fk-index',
    title: 'Foreign key without an index',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      used: '{{table}}.{{columns}} refers to {{target}}, and no index leads with it, so {{uses}} here and every delete from {{target}} read all of {{table}}. Add an index on {{columns}}.',
      unused:
        '{{table}}.{{columns}} refers to {{target}}, and no index leads with it, so every delete from {{target}} reads all of {{table}}. Add an index on {{columns}}.',
    },
  },
  ({ model, report, text }) => {
    const usesOf = lookUps(model);
    const reported = new Set<string>();
    for (const table of model.schema.tables.values()) {
      if (table.indexesForeignKeys || isSmall(table, model)) continue;
      for (const key of table.foreignKeys) {
        const place = placeOf(table, key, text);
        const at = `${place.path}:${place.span.start}`;
        if (!isSchemaSource(model, place.path) || isServed(table, key) || reported.has(at)) continue;
        // A base class gives the same key to every table: one place, one finding.
        reported.add(at);
        // With the tenant before the key, an index serves this project's queries, though not the deletes.
        const uses = leadsWithTenant(table, key)
          ? []
          : key.columns.flatMap((column) => usesOf(table, column));
        const fix = addIndex(table, key, model, text);
        report(place.path, {
          messageId: uses.length > 0 ? 'used' : 'unused',
          data: {
            table: table.name,
            columns: key.columns.join(', '),
            target: key.table,
            uses: uses.length === 1 ? `one ${verbOf(uses)}` : `${uses.length} ${verbOf(uses)}s`,
          },
          span: place.span,
          ...(uses.length === 0 ? { severity: 'hint' as const } : {}),
          related: uses.slice(0, mostRelated).map(({ path, span, clause }) => ({
            path,
            span,
            message: `This ${clause} looks rows of ${table.name} up by ${key.columns.join(', ')}.`,
          })),
          fixes: fix ? [fix] : [],
        });
      }
    }
  },
);

/** Of a key of several columns, an index on one of them narrows the search already. */
function isServed(table: Table, key: ForeignKey): boolean {
  return (
    hasLeadingIndex(table, key.columns) || key.columns.some((column) => hasLeadingIndex(table, [column]))
  );
}

const tenantColumn = /^(tenant|organi[sz]ation|org|workspace|account|company|team)_?id$/i;

/** `(tenant_id, project_id)`: what a query finds that states both. */
function leadsWithTenant(table: Table, key: ForeignKey): boolean {
  return [...table.columns.values()].some(
    ({ name }) =>
      tenantColumn.test(name) &&
      !key.columns.includes(name) &&
      hasLeadingIndex(table, [name, ...key.columns]),
  );
}

function verbOf(uses: readonly ColumnLookUp[]): string {
  return uses.every((use) => use.clause === 'JOIN') ? 'join' : 'look-up';
}

/** Tables of which the configuration says that reading all of one costs nothing. */
function isSmall(table: Table, model: ProjectModel): boolean {
  return model.configuration.smallTables.some((name) => name.toLowerCase() === table.name.toLowerCase());
}

/** The column's name where it is defined, when that is beside the key; else its name within the key. */
function placeOf(table: Table, key: ForeignKey, text: (path: string) => string): Location {
  const [name = ''] = key.columns;
  const column = columnOf(table, name);
  if (column && column.definedAt.path === key.definedAt.path && key.columns.length === 1) {
    const inKey = wordIn(text(key.definedAt.path), key.definedAt.span, [name, column.property]);
    const inColumn = wordIn(text(column.definedAt.path), column.definedAt.span, [name, column.property]);
    return { path: key.definedAt.path, span: inColumn ?? inKey ?? key.definedAt.span };
  }
  return {
    path: key.definedAt.path,
    span:
      wordIn(text(key.definedAt.path), key.definedAt.span, [name, column?.property]) ?? key.definedAt.span,
  };
}

/** The index where the key is declared; for SQL, a migration that follows the others. */
function addIndex(
  table: Table,
  key: ForeignKey,
  model: ProjectModel,
  text: (path: string) => string,
): RuleFix | undefined {
  const { path } = key.definedAt;
  if (key.addIndex) {
    const { title, edits } = key.addIndex;
    return { title, safe: false, changes: [{ path, edits }] };
  }
  if (!path.endsWith('.sql')) return undefined;
  const { dialect } = model.configuration;
  const name = indexName(table.name, key.columns);
  const keys = key.columns.map((column) => sqlName(column, dialect)).join(', ');
  const title = `add_${name.replace(/_idx$/, '_index')}`;
  const change = newMigration(model, text, path, title, createIndex(table, name, keys, dialect));
  if (!change) return undefined;
  return {
    title:
      'create' in change
        ? 'Create the index in a new migration'
        : 'Create the index at the end of the schema',
    safe: false,
    changes: [change],
  };
}
