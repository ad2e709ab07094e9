import { defineFileRule, type FileRuleContext, type QueryFact, type RuleFix } from '../../../src/engine';
import { allBlocks, type QueryBlock, type Star } from '../../shared/blocks';
import { sqlName } from '../../shared/names';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'database/select-star',
    title: 'SELECT * in application code',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'safe',
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        returning: {
          type: 'boolean',
          default: false,
          description: 'Whether RETURNING * is reported, too.',
        },
      },
    },
    messages: {
      star: '{{star}} reads every column of {{table}}, also those that later migrations add. Name the columns this code uses.',
      view: 'This view is defined with {{star}}: it keeps the columns that {{table}} has today, whatever is added or reordered later. Name them.',
    },
  },
  {
    queries(query, context) {
      if (query.elsewhere) return;
      const inSqlFile = query.client === 'sql-file';
      // Statements of a migration or an ad-hoc script run once; a view that they define stays.
      const runs = isProductionCode(context.file);
      if (!runs && context.file.role !== 'migration') return;
      for (const statement of query.statements) {
        const isView = statement.block?.place === 'view';
        if ((inSqlFile || !runs) && !isView) continue;
        for (const block of allBlocks(statement)) report(block, query, isView, context);
      }
    },
  },
);

function report(
  block: QueryBlock,
  query: QueryFact,
  isView: boolean,
  context: FileRuleContext<'star' | 'view'>,
): void {
  if (block.place === 'exists') return;
  for (const star of block.stars) {
    const isReturning = star.place === 'returning';
    if (isReturning ? context.options.returning !== true : star.place !== 'select') continue;
    if (!isReturning && block.kind !== 'select') continue;
    const tables = tablesOf(block, star);
    // Over a CTE or subquery the columns are spelled out there.
    if (tables.length === 0) continue;
    const fix = nameColumns(block, star, query, context);
    context.report({
      messageId: isView ? 'view' : 'star',
      data: {
        star: star.qualifier !== undefined ? `${star.qualifier}.*` : isReturning ? 'RETURNING *' : 'SELECT *',
        table: tables.join(' and '),
      },
      span: star.span,
      related: tables.flatMap((name) => {
        const table = context.model.schema.table(name);
        return table
          ? [{ ...table.definedAt, message: `Table ${table.name} has ${table.columns.size} columns.` }]
          : [];
      }),
      fixes: fix ? [fix] : [],
    });
  }
}

/** The base tables whose columns a star reads. */
function tablesOf(block: QueryBlock, star: Star): string[] {
  if (star.place === 'returning' && star.qualifier === undefined && block.target) return [block.target.name];
  const tables =
    star.qualifier === undefined
      ? block.tables
      : block.tables.filter((table) => (table.alias ?? table.name) === star.qualifier);
  return [...new Set(tables.map((table) => table.name))];
}

/** The columns from the schema, when all that the star stands for is known and can be edited in place. */
function nameColumns(
  block: QueryBlock,
  star: Star,
  query: QueryFact,
  context: FileRuleContext,
): RuleFix | undefined {
  if (
    query.holes.some(
      (hole) =>
        hole.stands === 'identifier' && hole.span.start < star.span.end && hole.span.end > star.span.start,
    )
  )
    return undefined;
  if (star.qualifier === undefined && (block.derived.length > 0 || block.usingColumns.length > 0))
    return undefined;
  const text = context.text(context.file.path).slice(star.span.start, star.span.end);
  const isCall = text === 'select()';
  if (!text.endsWith('*') && !isCall) return undefined;
  const sources =
    star.place === 'returning' && star.qualifier === undefined && block.target
      ? [block.target]
      : star.qualifier === undefined
        ? block.tables
        : block.tables.filter((table) => (table.alias ?? table.name) === star.qualifier);
  const qualified = star.qualifier !== undefined || sources.length > 1;
  const names: string[] = [];
  const written = (name: string) => (query.client === 'builder' ? name : sqlName(name, query.dialect));
  for (const source of sources) {
    const columns = context.model.schema.columnsOf(source.name);
    if (!columns || columns.length === 0) return undefined;
    for (const column of columns)
      names.push(qualified ? `${written(source.alias ?? source.name)}.${written(column)}` : written(column));
  }
  // In a literal of the same quotes a quoted name would end it.
  const quote = isCall ? "'" : query.client === 'builder' ? quoteBefore(star, context) : query.literal?.quote;
  if (quote !== undefined && names.some((name) => name.includes(quote))) return undefined;
  // A view in a migration has been made already: whoever edits it decides whether a new migration is due.
  const safe = query.client !== 'sql-file';
  return {
    title: `Name the ${names.length} columns`,
    safe,
    // A query builder takes each name as a literal of its own, and quotes it itself: 'a', 'b'.
    edits: [
      isCall
        ? { span: star.span, text: `select(${names.map((name) => `'${name}'`).join(', ')})` }
        : { span: star.span, text: names.join(query.client === 'builder' ? `${quote}, ${quote}` : ', ') },
    ],
  };
}

function quoteBefore(star: Star, context: FileRuleContext): string {
  return context.text(context.file.path)[star.span.start - 1] ?? "'";
}
