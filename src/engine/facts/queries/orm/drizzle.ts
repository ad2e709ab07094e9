import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { memberName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { returned } from '../../schema/chain';
import { assign, emptyStatement, selectColumns, writtenColumns } from './block';
import { type Chain, laterSteps, namesOf, type Step, withoutReplaced } from './chain';
import { readConditions } from './conditions';
import { filtersOf, importsClient, isCalledAsClient, isClientsModule } from './data-clients';
import { columnOfTable, readDrizzleCondition } from './drizzle-conditions';
import { addModelQuery } from './model-query';

/** Steps that a chain of a database starts with. */
export const drizzleStarts = [
  'findMany',
  'findFirst',
  'select',
  'selectDistinct',
  'selectDistinctOn',
  'insert',
  'update',
  'delete',
  '$count',
];
/** What a database is called where its path does not tell. */
const databaseName = /^_?(db|tx|trx|txn|database|orm|conn|transaction|client|\w*(Db|DB|Tx))$/;

/** `db.select().from(users).where(eq(users.id, id))`, `db.insert(users).values(…)`, `db.query.users.findMany({ … })`. */
export function readDrizzle(chain: Chain, file: FileReader): boolean {
  const [first] = chain.steps;
  if (!first) return false;
  if (first.name === 'findMany' || first.name === 'findFirst') return readRelational(chain, first, file);
  return readStatement(chain, file);
}

/** The relational queries: `db.query.users.findFirst({ where, columns, with, limit })`. */
function readRelational({ start }: Chain, step: Step, file: FileReader): boolean {
  const table = unwrap(start);
  if (!ts.isPropertyAccessExpression(table)) return false;
  const query = unwrap(table.expression);
  if (memberName(query) !== 'query' || !ts.isPropertyAccessExpression(query)) return false;
  const block = emptyStatement(file.span(step.node));
  block.tables.push({ name: table.name.text, span: file.span(table.name) });
  const [argument] = step.node.arguments;
  if (argument) {
    const options = readOptions(file, argument);
    const where = options.members.get('where');
    if (options.open) block.unseen = true;
    if (options.open || (options.members.has('where') && !where)) block.open = true;
    if (where) readWhere(file, block, where);
    if (options.members.has('limit')) block.limited = true;
    selectColumns(file, block, options.members.get('columns'));
  }
  const single = step.name === 'findFirst';
  if (single) block.limited = true;
  addModelQuery(file, {
    node: step.node,
    receiver: query.expression,
    method: step.name,
    client: 'builder',
    block,
    single,
  });
  return true;
}

/** Conditions of a relational query: an object, a callback that is given the table, or an expression. */
function readWhere(file: FileReader, block: QueryBlock, where: ts.Expression): void {
  const node = unwrap(where);
  if (ts.isObjectLiteralExpression(node)) {
    readConditions(file, block, node);
    return;
  }
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) {
    readDrizzleCondition(file, block, node, 'where', true);
    return;
  }
  if (filtersOf(file, 'drizzle').callback === 'ignored') return;
  const condition = returned(node);
  if (condition) readDrizzleCondition(file, block, condition, 'where', true);
  else block.open = true;
  // The table goes by whatever the callback calls it.
  const [parameter] = node.parameters;
  const [table] = block.tables;
  if (!parameter || !ts.isIdentifier(parameter.name) || !table) return;
  for (const { column } of block.predicates)
    if (column.qualifier === parameter.name.text) column.qualifier = table.name;
}

function readStatement({ node, start, steps }: Chain, file: FileReader): boolean {
  const at = steps.findIndex((step) => /^(select\w*|insert|update|delete|\$count)$/.test(step.name));
  const verb = steps[at];
  if (!verb || at > 1) return false;
  const all = [...steps.slice(at), ...laterStepsOf(node, steps, file)];
  const table = tableStep(verb, all);
  const target = table?.node.arguments[0];
  const names = namesOf(start);
  const last = names?.[names.length - 1] ?? '';
  if (!target || !isTable(target) || !isDatabase(file, start, last, verb, all)) return false;
  const block = emptyStatement(file.span(node));
  const use = tableOf(file, target, block);
  const count = verb.name === '$count';
  block.kind = count || verb.name.startsWith('select') ? 'select' : (verb.name as QueryBlock['kind']);
  if (use && block.kind === 'select') block.tables.push(use);
  else if (use) block.target = use;
  if (count) {
    block.outputs.push({ aggregate: true, span: file.span(verb.node) });
    const [, condition] = verb.node.arguments;
    if (condition) readDrizzleCondition(file, block, condition, 'where', true);
  }
  if (block.kind === 'select') readOutputs(file, block, verb.node.arguments[0], verb.name);
  let single = count;
  const replaces = filtersOf(file, 'drizzle').secondWhere === 'replaces';
  for (const step of replaces ? withoutReplaced(all) : all) single = readStep(file, block, step) || single;
  // A query that is still to be built may get its conditions where it is handed on to.
  if (all.some((step) => step.name === '$dynamic') && !isKept(node)) {
    block.open = true;
    block.unseen = true;
  }
  addModelQuery(file, {
    node,
    receiver: start,
    method: verb.name,
    client: 'builder',
    block,
    single,
  });
  return true;
}

/** Whether a chain is the value of a variable, whose later steps are read, too. */
function isKept(node: ts.Node): boolean {
  const holder = node.parent;
  if (!holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return false;
  const { text } = holder.name;
  let handedOn = false;
  const visit = (at: ts.Node): void => {
    if (ts.isReturnStatement(at) && at.expression && ts.isIdentifier(at.expression))
      handedOn ||= at.expression.text === text;
    ts.forEachChild(at, visit);
  };
  visit(holder.parent.parent.parent);
  return !handedOn;
}

function laterStepsOf(node: ts.CallExpression, steps: readonly Step[], file: FileReader): Step[] {
  return steps.some((step) => /^(from|values|set|delete)$/.test(step.name)) ? laterSteps(node, file) : [];
}

/** The step that names the table. */
function tableStep(verb: Step, steps: readonly Step[]): Step | undefined {
  return verb.name.startsWith('select') ? steps.find((step) => step.name === 'from') : verb;
}

/** Tables are values here, and never text. */
function isTable(node: ts.Expression): boolean {
  const inner = unwrap(node);
  return ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner);
}

function isDatabase(
  file: FileReader,
  start: ts.Expression,
  last: string,
  verb: Step,
  steps: readonly Step[],
): boolean {
  const needed = { insert: /^(values|select)$/, update: /^set$/ }[verb.name];
  if (needed && !steps.some((step) => needed.test(step.name))) return false;
  const named = databaseName.test(last) || isCalledAsClient(file, last, 'drizzle');
  if (verb.name === 'delete') return named && (steps.length > 1 || importsClient(file, 'drizzle'));
  if (named) return true;
  if (importsClient(file, 'drizzle')) return true;
  return isClientsModule(file, file.paths.of(start), 'drizzle');
}

/** The table that an expression names; an alias and a subquery are followed to where they are made. */
function tableOf(file: FileReader, expression: ts.Expression, block: QueryBlock): TableUse | undefined {
  const node = unwrap(expression);
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '?';
  const span = file.span(node);
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const made =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  if (made && ts.isCallExpression(made)) {
    const called = namesOf(made.expression)?.at(-1);
    const [first] = made.arguments;
    if (/^(alias|aliasedTable)$/.test(called ?? '') && first && isTable(first))
      return { ...(tableOf(file, first, block) ?? { name: file.words(first) }), alias: name, span };
    if (called === 'as' || called === '$with') {
      block.derived.push({ name, span, explicitColumns: true });
      return undefined;
    }
  }
  return { name, span };
}

function readOutputs(
  file: FileReader,
  block: QueryBlock,
  columns: ts.Expression | undefined,
  method: string,
): void {
  if (/distinct/i.test(method)) block.distinct = true;
  const node = columns && unwrap(columns);
  if (!node || !ts.isObjectLiteralExpression(node)) return;
  for (const property of node.properties) {
    const span = file.span(property);
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    const column = value && columnOfTable(file, value);
    const called = value && ts.isCallExpression(value) ? namesOf(value.expression)?.at(-1) : undefined;
    block.outputs.push({
      aggregate: called !== undefined && /^(count|sum|avg|max|min)(Distinct)?$/.test(called),
      span,
      ...(column ? { name: column.name, column } : {}),
    });
  }
}

/** Reads a step into the block; true where it brings at most one row. */
function readStep(file: FileReader, block: QueryBlock, { name, node }: Step): boolean {
  const [first, second] = node.arguments;
  switch (name) {
    case 'where':
    case 'having':
      block.hasWhere = true;
      if (first) readDrizzleCondition(file, block, first, name, true);
      return false;
    case 'innerJoin':
    case 'leftJoin':
    case 'rightJoin':
    case 'fullJoin': {
      const use = first && isTable(first) ? tableOf(file, first, block) : undefined;
      if (use) block.tables.push(use);
      if (second) readDrizzleCondition(file, block, second, 'on', true);
      return false;
    }
    case 'limit':
      block.limited = true;
      return false;
    case 'values': {
      const columns = writtenColumns(file, first, false);
      if (columns) block.insertColumns = columns;
      return false;
    }
    case 'set':
      assign(file, block, first);
      return false;
    case 'onConflictDoUpdate':
    case 'onConflictDoNothing':
    case 'onDuplicateKeyUpdate':
      block.onConflict = true;
      return false;
    case 'returning':
      block.returning = true;
      return false;
    case 'for':
      block.locking = true;
      return false;
    case 'get':
      block.limited = true;
      return true;
    case 'modify':
    case '?':
      block.open = true;
      block.unseen = true;
      return false;
    default:
      return false;
  }
}
