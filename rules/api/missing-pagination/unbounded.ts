import {
  columnOf,
  type Predicate,
  type ProjectModel,
  type QueryBlock,
  type QueryFact,
  type Table,
} from '../../../src/engine';

/** A query that brings as many rows as its tables have that fit. */
export interface Unbounded {
  block: QueryBlock;
  /** The table that its rows are of, as a message names it. */
  table: string;
  /** The column of a parent or owner whose rows it brings: those of one user, one ticket. */
  parent?: string;
}

/** What its own kind keeps small: as many rows as there are countries. */
const lookUps =
  /^(countr(y|ies)|currenc(y|ies)|languages?|locales?|time_?zones?|roles?|permissions?|plans?|payment_?methods?|shipping_?methods?|tax_?(rates?|categor(y|ies))|settings?|configs?|configurations?|options|preferences|feature_?flags?|migrations?|statuses|genders?|regions?|states|provinces|pg_.*|information_schema)$/i;

/** Whether nothing bounds the rows of a query: no limit, no key, no list of keys, no aggregate; undefined where it is bounded or cannot be told. */
export function unboundedOf(query: QueryFact, model: ProjectModel, text: string): Unbounded | undefined {
  if (query.single || query.client === 'sql-file') return undefined;
  const statement = query.statements.length === 1 ? query.statements[0] : undefined;
  const block = statement?.verb === 'select' ? statement.block : undefined;
  if (block?.kind !== 'select' || block.unseen || mayHoldLimit(query, text)) return undefined;
  if (!bringsRows(block)) return undefined;
  const [first] = block.tables.length > 0 ? block.tables : block.nested.flatMap((each) => each.tables);
  if (!first || isSmall(first.name, model)) return undefined;
  const conditions = [block, ...operandsOf(block)].map((each) => each.predicates.filter(isBound));
  const table = model.schema.table(first.name);
  if (conditions.some((all) => all.some((each) => picksFew(each, block, table)) || coversKey(all, table)))
    return undefined;
  // A table that only a variable names may be any.
  if (!table && /^(from)?table(s|_?name)?$/i.test(first.name)) return undefined;
  const parent = conditions.flat().find((each) => isParent(each, table, model));
  const name = table?.name ?? first.name;
  return { block, table: name, ...(parent ? { parent: parent.column.name } : {}) };
}

/** Whether a block brings rows without end; one that only wraps another is bounded where that is. */
function bringsRows(block: QueryBlock): boolean {
  if (block.limited || block.groupBy.length > 0 || block.outputs.some((each) => each.aggregate)) return false;
  if (block.tables.length > 0)
    return !block.nested.some(
      (each) => each.place === 'derived' && each.limited && block.tables.length === 0,
    );
  const sources = block.nested.filter((each) => /^(set-operand|derived|cte)$/.test(each.place));
  return sources.length > 0 && sources.every(bringsRows);
}

function operandsOf(block: QueryBlock): QueryBlock[] {
  return block.nested.filter((each) => each.place === 'set-operand');
}

/** A piece of SQL that is put in at the end, or is called after pages, may be the limit. */
function mayHoldLimit(query: QueryFact, text: string): boolean {
  return query.holes.some((hole) => {
    if (hole.stands !== 'fragment' || hole.origin === 'constant') return false;
    if (
      /limit|page|pagin|offset|cursor|take|suffix|tail|rest|clause$/i.test(hole.text) &&
      !/where|order|sort|column|filter/i.test(hole.text)
    )
      return true;
    // Hole or not, what comes after it in the literal says that it is not the end.
    const rest = text.slice(hole.span.end, query.span.end);
    return !/^[^`'"]*\b[A-Za-z]{2,}/.test(rest);
  });
}

function isBound({ conjunct, operand, clause }: Predicate): boolean {
  return conjunct && clause === 'where' && operand.kind !== 'column' && operand.kind !== 'none';
}

const equal = /^(=|is not distinct from|eq|\$eq)$/;

/** A key, or a list of keys that the caller has. */
function picksFew(
  { column, operator, operand }: Predicate,
  block: QueryBlock,
  table: Table | undefined,
): boolean {
  if (/^(in|any|= any|\$in)$/.test(operator))
    return operand.kind !== 'subquery' && !/^(status|state|type|kind|role)$/i.test(column.name);
  if (!equal.test(operator) || operand.kind === 'subquery') return false;
  const isOwn =
    block.tables.length === 1 ||
    column.qualifier === undefined ||
    column.qualifier === (block.tables[0]?.alias ?? block.tables[0]?.name);
  if (!isOwn) return false;
  if (
    /^_?(id|uuid|guid|pk|slug|email|token|username|user_?name|key|hash|code|email_?address|api_?key)$/i.test(
      column.name,
    )
  )
    return true;
  if (!table) return false;
  const name = columnOf(table, column.name)?.name ?? column.name;
  return [table.primaryKey, ...table.uniques.map((each) => each.columns)].some(
    (columns) => columns.length === 1 && columns[0]?.toLowerCase() === name.toLowerCase(),
  );
}

/** Whether equalities fix all columns of a key. */
function coversKey(all: readonly Predicate[], table: Table | undefined): boolean {
  if (!table) return false;
  const fixed = new Set(
    all
      .filter(({ operator }) => equal.test(operator))
      .map(({ column }) => (columnOf(table, column.name)?.name ?? column.name).toLowerCase()),
  );
  const keys = [
    table.primaryKey,
    ...table.uniques.map((each) => each.columns),
    ...table.indexes
      .filter((each) => each.unique && each.where === undefined)
      .map((each) => each.keys.map((key) => ('column' in key ? key.column : '\0'))),
  ];
  return keys.some(
    (columns) => columns.length > 0 && columns.every((column) => fixed.has(column.toLowerCase())),
  );
}

/** A reference to one parent that is no tenant: all tickets of a tenant are all tickets. */
function isParent({ column, operator }: Predicate, table: Table | undefined, model: ProjectModel): boolean {
  if (!equal.test(operator)) return false;
  const tenant = model.tenancy?.column ?? '';
  // What is called after its tenant is a part of it: the members of one space, in `space_members`.
  const stem = column.name.replace(/_?(id|uuid)$/i, '').toLowerCase();
  if (stem !== '' && table?.name.toLowerCase().startsWith(stem)) return true;
  if (
    column.name.toLowerCase() === tenant.toLowerCase() ||
    /^(tenant|organi[sz]ation|org|workspace|company|team|space)_?(id|uuid)?$/i.test(column.name)
  )
    return false;
  if (/[_a-z](_id|Id|_uuid|Uuid)$/.test(column.name)) return true;
  return (
    table?.foreignKeys.some((key) => key.columns.length === 1 && key.columns[0] === column.name) ?? false
  );
}

function isSmall(name: string, model: ProjectModel): boolean {
  const { smallTables } = model.configuration;
  const table = model.schema.table(name)?.name ?? name;
  return (
    lookUps.test(table) ||
    smallTables.some(
      (each) => each.toLowerCase() === table.toLowerCase() || each.toLowerCase() === name.toLowerCase(),
    )
  );
}
