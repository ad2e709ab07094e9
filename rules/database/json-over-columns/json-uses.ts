import {
  type Column,
  columnOf,
  type ProjectModel,
  type QueryBlock,
  type Span,
  type Table,
} from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';

interface JsonUse {
  path: string;
  table: Table;
  column: Column;
  span: Span;
  /** The row is found by its primary key or a unique one already. */
  oneRow: boolean;
}

/** A place where a query digs a key out of a JSON column. */
export interface Dig extends JsonUse {
  key: string;
  clause: QueryBlock['jsonKeys'][number]['clause'];
}

/** A condition on a JSON column as a whole: `metadata @> '{…}'`, `tags ? 'x'`. */
export interface Search extends JsonUse {
  operator: string;
}

/** Every key that production code digs out of JSON columns, and every condition that searches such a column. */
export function jsonUses(model: ProjectModel): { digs: Dig[]; searches: Search[] } {
  const digs: Dig[] = [];
  const searches: Search[] = [];
  for (const file of model.filesInOrder) {
    if (!isProductionCode(file)) continue;
    for (const query of model.queriesOf(file)) {
      for (const block of query.statements.flatMap(allBlocks)) {
        const tables = tablesOf(block, model);
        if (tables.length === 0) continue;
        digs.push(...digsOf(block, file.path, tables));
        searches.push(...searchesOf(block, file.path, tables));
      }
    }
  }
  return { digs, searches };
}

function digsOf(block: QueryBlock, path: string, tables: readonly Source[]): Dig[] {
  const digs: Dig[] = [];
  for (const { column: use, key, clause: written, span } of block.jsonKeys) {
    const clause = written === 'select' ? clauseOfOutput(block, span) : written;
    const owner = ownerOf(use, tables);
    const column = owner && columnOf(owner.table, use.name);
    // An unknown type is one that a model leaves to its library; hstore has the same arrows and is no JSON.
    if (!owner || !column || /hstore|\[\]$/.test(column.type)) continue;
    // `{ author: { name } }` may ask for a row of another table by the key that leads there.
    if (!mayHoldJson(column, owner.table)) continue;
    const dig: Dig = {
      path,
      table: owner.table,
      column,
      key,
      clause,
      span,
      oneRow: isOneRow(block, owner, tables),
    };
    // One query that both filters and sorts by a key is one thing to mend.
    if (!decidesRows(dig) || !digs.some((each) => sameKey(each, dig) && decidesRows(each))) digs.push(dig);
  }
  return digs;
}

function mayHoldJson(column: Column, table: Table): boolean {
  return (
    /json|text|char|string|clob|blob|^$|unknown/i.test(column.type) &&
    !table.foreignKeys.some((key) => key.columns.includes(column.name))
  );
}

/** `SELECT data->>'status' AS status … GROUP BY status`: what is selected under a name may sort or group by it. */
function clauseOfOutput(block: QueryBlock, span: Span): Dig['clause'] {
  const output = block.outputs.find((each) => each.span.start <= span.start && each.span.end >= span.end);
  const isNamed = (use: { name: string; qualifier?: string }) =>
    use.qualifier === undefined && use.name.toLowerCase() === output?.name?.toLowerCase();
  if (block.groupBy.some(isNamed)) return 'group';
  return block.orderBy.some(isNamed) ? 'order' : 'select';
}

function searchesOf(block: QueryBlock, path: string, tables: readonly Source[]): Search[] {
  return block.predicates.flatMap(({ column: use, operator, span }): Search[] => {
    if (!/^(@>|\?|\?\||\?&|@\?|@@)$/.test(operator)) return [];
    const owner = ownerOf(use, tables);
    const column = owner && columnOf(owner.table, use.name);
    if (!owner || column?.type !== 'jsonb') return [];
    return [{ path, table: owner.table, column, span, operator, oneRow: isOneRow(block, owner, tables) }];
  });
}

export function decidesRows(dig: Dig): boolean {
  return dig.clause !== 'select';
}

export function sameKey(a: Dig, b: Dig): boolean {
  return a.table === b.table && a.column === b.column && a.key === b.key;
}

interface Source {
  label: string;
  table: Table;
}

function tablesOf(block: QueryBlock, model: ProjectModel): Source[] {
  return (block.target ? [block.target, ...block.tables] : block.tables).flatMap((use) => {
    const table = model.schema.table(use.name);
    return table ? [{ label: (use.alias ?? use.name).toLowerCase(), table }] : [];
  });
}

function ownerOf(use: { name: string; qualifier?: string }, tables: readonly Source[]): Source | undefined {
  if (use.qualifier !== undefined) {
    const label = use.qualifier.toLowerCase();
    return tables.find((each) => each.label === label || each.table.name.toLowerCase() === label);
  }
  const holding = tables.filter(({ table }) => columnOf(table, use.name));
  return holding.length === 1 ? holding[0] : undefined;
}

/** `WHERE id = $1 AND data->>'x' = …`: the key decides about one row that was found by its own key. */
function isOneRow(block: QueryBlock, { label, table }: Source, tables: readonly Source[]): boolean {
  const equal = new Set(
    block.predicates
      .filter(
        ({ conjunct, operator, operand, column }) =>
          conjunct &&
          operator === '=' &&
          operand.kind !== 'column' &&
          (column.qualifier === undefined ? tables.length === 1 : column.qualifier.toLowerCase() === label),
      )
      .map(({ column }) => columnOf(table, column.name)?.name ?? column.name),
  );
  const all = (columns: readonly string[]) =>
    columns.length > 0 && columns.every((name) => equal.has(columnOf(table, name)?.name ?? name));
  return all(table.primaryKey) || table.uniques.some((unique) => all(unique.columns));
}

/** What others send or choose has no shape of its own; what several queries choose rows by has become a column. */
export function holdsVaryingShapes(column: string): boolean {
  return /(^|_)(payload|body|request|response|req|res|events?|event_data|raw|headers|settings|config|configuration|preferences|options|webhook|snapshot|custom_fields)$/.test(
    column.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase(),
  );
}
