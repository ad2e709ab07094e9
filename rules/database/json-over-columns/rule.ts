import { defineProjectRule, type ProjectModel, type RuleFix } from '../../../src/engine';
import { sqlName } from '../../shared/names';
import { createIndex, indexName, newMigration } from '../../shared/new-migration';
import { generatedColumn } from './generated-column';
import { type Dig, decidesRows, holdsVaryingShapes, jsonUses, type Search, sameKey } from './json-uses';
import { columnsKeptAsText } from './kept-as-text';
import { hasGinIndex, servesKey } from './served';
import { textColumnsOfJson } from './text-columns';

const mostRelated = 10;

export default defineProjectRule(
  {
    id: 'database/json-over-columns',
    title: 'JSON key where a column belongs',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      key: "{{table}}.{{column}} is dug for '{{key}}' to {{purpose}} rows, and no index serves that key, so every row's JSON is read. Make '{{key}}' a column, or index the expression.",
      search:
        "{{table}}.{{column}} is searched with {{operator}}, and no GIN index serves that, so every row's JSON is read. Make what is searched for a column, or add a GIN index.",
      text: '{{table}}.{{column}} is text that holds JSON of a fixed shape: {{evidence}}. Make its keys columns, or the column jsonb.',
    },
  },
  ({ model, report, text }) => {
    const { digs, searches } = jsonUses(model);
    for (const dig of digs) {
      const alike = digs.filter((each) => each !== dig && sameKey(each, dig));
      if (!decidesRows(dig) || dig.oneRow || servesKey(dig.table, dig.column, dig.key, text)) continue;
      if (holdsVaryingShapes(dig.column.name) && !alike.some(decidesRows)) continue;
      const fix = generatedColumn(dig, alike, model, text);
      report(dig.path, {
        messageId: 'key',
        data: { table: dig.table.name, column: dig.column.name, key: dig.key, purpose: purposes[dig.clause] },
        span: dig.span,
        related: [
          definition(dig),
          ...alike
            .slice(0, mostRelated)
            .map(({ path, span }) => ({ path, span, message: `'${dig.key}' is dug out here, too.` })),
        ],
        fixes: fix ? [fix] : [],
      });
    }
    for (const search of searches) {
      const alike = searches.filter((each) => each !== search && each.column === search.column);
      if (search.oneRow || hasGinIndex(search.table, search.column)) continue;
      if (holdsVaryingShapes(search.column.name) && alike.length === 0) continue;
      const fix = ginIndex(search, model, text);
      report(search.path, {
        messageId: 'search',
        data: { table: search.table.name, column: search.column.name, operator: search.operator },
        span: search.span,
        related: [
          definition(search),
          ...alike.slice(0, mostRelated).map(({ path, span }) => ({
            path,
            span,
            message: `${search.column.name} is searched here, too.`,
          })),
        ],
        fixes: fix ? [fix] : [],
      });
    }
    for (const { path, span, data, related } of [
      ...textColumnsOfJson(model, text),
      ...columnsKeptAsText(model),
    ])
      report(path, { messageId: 'text', data, span, related });
  },
);

const purposes: Record<Dig['clause'], string> = {
  select: 'show',
  where: 'choose',
  join: 'join',
  order: 'sort',
  group: 'group',
};

function definition({ table, column }: Dig | Search) {
  return { ...column.definedAt, message: `${table.name}.${column.name} is defined here.` };
}

/** A GIN index in a migration of its own, where the schema is kept in SQL. */
function ginIndex(search: Search, model: ProjectModel, text: (path: string) => string): RuleFix | undefined {
  const { table, column } = search;
  const { dialect } = model.configuration;
  if (dialect !== 'postgresql' || !column.definedAt.path.endsWith('.sql')) return undefined;
  const name = indexName(table.name, [column.name]);
  const body = createIndex(table, name, sqlName(column.name, dialect), dialect, 'gin');
  const change = newMigration(
    model,
    text,
    column.definedAt.path,
    `add_${name.replace(/_idx$/, '_index')}`,
    body,
  );
  return change && { title: 'Create a GIN index in a migration', safe: false, changes: [change] };
}
