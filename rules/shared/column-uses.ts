import {
  columnOf,
  type FileFacts,
  type ProjectModel,
  type QueryBlock,
  type QueryFact,
  type Span,
  sameWords,
  type Table,
  type TableUse,
} from '../../src/engine';
import { allBlocks } from './blocks';
import { isProductionCode } from './roles';

/** A place where a query looks rows up by a column. */
export interface ColumnLookUp {
  path: string;
  span: Span;
  clause: 'JOIN' | 'WHERE';
}

/** Every JOIN and WHERE of the project's queries and views by the column that it uses: `table.column` in words. */
export function lookUps(model: ProjectModel): (table: Table, column: string) => ColumnLookUp[] {
  const found = new Map<string, ColumnLookUp[]>();
  for (const file of model.filesInOrder) {
    for (const query of model.queriesOf(file)) {
      if (!countsAsUse(file, query)) continue;
      for (const statement of query.statements)
        for (const block of allBlocks(statement)) note(block, file.path, model, found);
    }
  }
  return (table, column) => found.get(keyOf(table, column)) ?? [];
}

/** What a migration runs, it runs once; a view that it makes is read for ever. */
function countsAsUse(file: FileFacts, query: QueryFact): boolean {
  if (query.client !== 'sql-file') return isProductionCode(file);
  return (
    file.role === 'source' ||
    (file.role === 'migration' && query.statements.some((statement) => statement.verb === 'create'))
  );
}

function note(
  block: QueryBlock,
  path: string,
  model: ProjectModel,
  found: Map<string, ColumnLookUp[]>,
): void {
  const uses = block.target ? [block.target, ...block.tables] : block.tables;
  const tables = uses.flatMap((use) => {
    const table = model.schema.table(use.name);
    return table ? [{ use, table }] : [];
  });
  if (tables.length === 0) return;
  const add = (column: { name: string; qualifier?: string }, span: Span, clause: ColumnLookUp['clause']) => {
    const table = ownerOf(column, tables);
    if (!table) return;
    const key = keyOf(table, columnOf(table, column.name)?.name ?? column.name);
    const all = found.get(key) ?? [];
    if (!all.some((each) => each.path === path && each.span.start === span.start))
      found.set(key, [...all, { path, span, clause }]);
  };
  for (const { column, operand, clause, span, operator } of block.predicates) {
    if (!looksUp(operator)) continue;
    const kind = clause === 'on' || operand.kind === 'column' ? 'JOIN' : 'WHERE';
    add(column, span, kind);
    if (operand.kind === 'column') add(operand.column, span, kind);
  }
  for (const column of block.usingColumns)
    for (const { table } of tables)
      if (columnOf(table, column.name)) add({ ...column, qualifier: table.name }, column.span, 'JOIN');
}

/** Operators for which an index finds the rows. */
function looksUp(operator: string): boolean {
  return (
    /^(=|in|any|<|>|<=|>=|between|is not distinct from|== any|= any)$/i.test(operator) ||
    operator === 'is null'
  );
}

function ownerOf(
  column: { name: string; qualifier?: string },
  tables: readonly { use: TableUse; table: Table }[],
): Table | undefined {
  if (column.qualifier !== undefined) {
    const label = column.qualifier.toLowerCase();
    return tables.find(
      ({ use, table }) =>
        (use.alias ?? use.name).toLowerCase() === label || table.name.toLowerCase() === label,
    )?.table;
  }
  const holding = tables.filter(({ table }) => columnOf(table, column.name));
  return holding.length === 1 ? holding[0]?.table : undefined;
}

function keyOf(table: Table, column: string): string {
  return `${table.name.toLowerCase()}.${sameWords(column)}`;
}
