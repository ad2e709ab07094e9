import { defineFileRule, type FileRuleContext, type QueryFact, type RuleFix } from '../../../src/engine';
import { allBlocks, type QueryBlock, type Star } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'database/select-star',
    title: 'SELECT * in application code',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'safe',
    messages: {
      star: '{{star}} reads every column of {{table}}, also those that later migrations add. Name the columns this code uses.',
      view: 'This view is defined with {{star}}: it keeps the columns that {{table}} has today, whatever is added or reordered later. Name them.',
    },
  },
  {
    queries(query, context) {
      const inSqlFile = query.client === 'sql-file';
      // Statements of a migration or an ad-hoc script run once; a view that they define stays.
      if (!inSqlFile && !isProductionCode(context.file)) return;
      for (const statement of query.statements) {
        const isView = statement.block?.place === 'view';
        if (inSqlFile && (!isView || !(context.file.role === 'migration' || isProductionCode(context.file))))
          continue;
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
  if (block.kind !== 'select' || block.place === 'exists') return;
  for (const star of block.stars) {
    if (star.place !== 'select') continue;
    const tables = tablesOf(block, star);
    // Over a CTE or subquery the columns are spelled out there.
    if (tables.length === 0) continue;
    const fix = nameColumns(block, star, query, context);
    context.report({
      messageId: isView ? 'view' : 'star',
      data: {
        star: star.qualifier === undefined ? 'SELECT *' : `${star.qualifier}.*`,
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
  if (!text.endsWith('*')) return undefined;
  const sources =
    star.qualifier === undefined
      ? block.tables
      : block.tables.filter((table) => (table.alias ?? table.name) === star.qualifier);
  const qualified = star.qualifier !== undefined || sources.length > 1;
  const names: string[] = [];
  for (const source of sources) {
    const columns = context.model.schema.columnsOf(source.name);
    if (!columns || columns.length === 0) return undefined;
    for (const column of columns)
      names.push(qualified ? `${quoted(source.alias ?? source.name)}.${quoted(column)}` : quoted(column));
  }
  if (query.client === 'builder') {
    // Each name is a literal of its own there: 'a', 'b'.
    const quote = context.text(context.file.path)[star.span.start - 1] ?? "'";
    const plain = names.map((name) => name.replaceAll('"', ''));
    return {
      title: `Name the ${names.length} columns`,
      safe: true,
      edits: [{ span: star.span, text: plain.join(`${quote}, ${quote}`) }],
    };
  }
  // In a quoted literal a quoted name would end it.
  if (query.literal?.quote === '"' && names.some((name) => name.includes('"'))) return undefined;
  // A view in a migration has been made already: whoever edits it decides whether a new migration is due.
  const safe = query.client !== 'sql-file';
  return {
    title: `Name the ${names.length} columns`,
    safe,
    edits: [{ span: star.span, text: names.join(', ') }],
  };
}

/** PostgreSQL folds unquoted names to lower case, so others need quotes. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name}"`;
}
