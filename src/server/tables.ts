import { type FileFacts, lineAt, lineStartsOf, overlaps, type Span } from '../engine';
import type { Analysis } from './analysis';
import type { ContextResult } from './protocol';

type TableOfContext = ContextResult['tables'][number];

/** The tables that queries in a stretch of a file touch, as the schema has them, in the order they are first named. */
export function tablesIn({ queries }: FileFacts, stretch: Span, analysis: Analysis): ContextResult['tables'] {
  const { project } = analysis.texts;
  const { schema, tenancy } = project.model();
  const names = new Set<string>();
  for (const query of queries) {
    if (!overlaps(query.span, stretch)) continue;
    for (const statement of query.statements) {
      for (const { name } of statement.mentions) names.add(name.toLowerCase());
      if (statement.block) collectTables(statement.block, names);
    }
  }
  return [...names].flatMap((name): TableOfContext[] => {
    const table = schema.table(name);
    if (!table) return [];
    const { path, span } = table.definedAt;
    const text = project.textOf(path);
    return [
      {
        name: table.name,
        columns: [...table.columns.values()].map((column) => ({ name: column.name, type: column.type })),
        tenantColumn: tenancy?.owned.get(name)?.column.name,
        definedAt:
          text === undefined
            ? undefined
            : { uri: analysis.texts.uriOf(path), path, line: lineAt(lineStartsOf(text), span.start) + 1 },
      },
    ];
  });
}

type Block = NonNullable<FileFacts['queries'][number]['statements'][number]['block']>;

function collectTables(block: Block, names: Set<string>): void {
  if (block.target) names.add(block.target.name.toLowerCase());
  for (const { name } of block.tables) names.add(name.toLowerCase());
  for (const nested of block.nested) collectTables(nested, names);
}
