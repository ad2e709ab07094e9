import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { isFunctionNode, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { assign, columnOf, emptyStatement, inside, writtenColumns } from './block';
import { type Chain, computedStep, laterSteps, type Step, withoutReplaced } from './chain';
import { readConditions } from './conditions';
import { filtersOf } from './data-clients';
import { className } from './declared';
import { addModelQuery } from './model-query';
import { isText, readConditionText } from './sql-text';

/** Calls that run a query builder and bring at most one row. */
const single =
  /^(getOne|getOneOrFail|getRawOne|getCount|getExists|loadOne|getSingleResult|getSingleResultOrFail)$/;
const many =
  /^(getMany|getRawMany|getManyAndCount|getRawAndEntities|stream|loadMany|execute|getResult|getResultList|getResultAndCount)$/;
/** Steps that say nothing about the rows. */
const neutral =
  /^(createQueryBuilder|orderBy|addOrderBy|groupBy|addGroupBy|skip|offset|cache|withDeleted|setParameters?|comment|printSql|then|catch|finally|useIndex|useTransaction|maxExecutionTime|relation|of|set|values|orIgnore|orUpdate|into|getQuery|getSql|getParameters|clone|callListeners|updateEntity|setQueryRunner|disableEscaping|expressionMap|distinctOn|map|filter|add|remove|from|subQuery|output)$/;

/** `repository.createQueryBuilder('t').select(…).where('t.x = :x', { x }).getMany()`. */
export function readQueryBuilder(
  chain: Chain,
  at: number,
  entity: TableUse | undefined,
  receiver: ts.Expression,
  file: FileReader,
  reader: 'typeorm' | 'mikro-orm' = 'typeorm',
): boolean {
  const [made, ...rest] = chain.steps.slice(at) as [Step, ...Step[]];
  const steps = [...rest, ...laterSteps(chain.node, file)];
  const block = emptyStatement(file.span(chain.node));
  const replaces = filtersOf(file, reader).secondWhere === 'replaces';
  const state: State = { file, block, table: entity, joins: [], single: false };
  // `createQueryBuilder(User, 'u')` names the entity, `createQueryBuilder('u')` only the alias.
  const [first, second] = made.node.arguments;
  const named = className(first);
  if (named) state.table = { name: named.text, span: file.span(named) };
  const alias = named ? second : first;
  if (alias && ts.isStringLiteralLike(alias)) state.alias = alias.text;
  for (const step of replaces ? withoutReplaced(steps) : steps) readStep(step, state);
  const table = state.table ?? { name: '?', span: file.span(made.node) };
  const use: TableUse =
    state.alias !== undefined && state.alias !== table.name ? { ...table, alias: state.alias } : table;
  if (!state.table) block.open = true;
  if (block.kind === 'select') block.tables.push(use, ...state.joins);
  else block.target = use;
  addModelQuery(file, {
    node: chain.node,
    receiver,
    method: 'createQueryBuilder',
    client: 'orm',
    block,
    ...(state.single ? { single: true } : {}),
  });
  return true;
}

interface State {
  file: FileReader;
  block: QueryBlock;
  table: TableUse | undefined;
  alias?: string;
  joins: TableUse[];
  single: boolean;
}

function readStep({ name, node }: Step, state: State): void {
  const { file, block } = state;
  const [first, second, third] = node.arguments;
  if (/^(and|or)?(where|having)$/i.test(name)) readWhere(name, first, state);
  else if (/^(and|or)?WhereInIds$/i.test(name) || name === 'whereInIds') block.hasWhere = true;
  else if (/join/i.test(name)) readJoin(name, [first, second, third], state);
  else if (/^(add)?select$/i.test(name) || name === 'returning') readSelect(first, state);
  else if (name === 'take' || name === 'limit') block.limited = true;
  else if (name === 'distinct') block.distinct = true;
  else if (name === 'setLock') block.locking = true;
  else if (name === 'update' || name === 'softDelete' || name === 'restore') {
    block.kind = 'update';
    if (name === 'update') takeTable(first, state);
    const values = className(first) ? second : first;
    if (values && !className(values)) assign(file, block, values);
  } else if (name === 'delete') {
    block.kind = 'delete';
    if (first && ts.isObjectLiteralExpression(unwrap(first))) readWhere('where', first, state);
  } else if (name === 'insert') block.kind = 'insert';
  else if (name === 'from' || name === 'into') {
    takeTable(first, state);
    if (second && ts.isStringLiteralLike(second)) state.alias = second.text;
  } else if (name === 'set') assign(file, block, first);
  else if (name === 'values') {
    const columns = writtenColumns(file, first);
    if (columns) block.insertColumns = columns;
  } else if (name === 'orUpdate' || name === 'orIgnore') block.onConflict = true;
  else if (single.test(name)) {
    state.single = true;
    block.limited = true;
    if (/Count|Exists/.test(name)) block.outputs.push({ aggregate: true, span: file.span(node) });
  } else if (!many.test(name) && (name === computedStep || !neutral.test(name))) {
    block.open = true;
    block.unseen = true;
  }
}

function takeTable(node: ts.Expression | undefined, state: State): void {
  const entity = className(node);
  if (entity) state.table = { name: entity.text, span: state.file.span(entity) };
  else if (node && ts.isStringLiteralLike(node))
    state.table = { name: node.text, span: inside(state.file, node) };
}

function readWhere(name: string, condition: ts.Expression | undefined, state: State): void {
  const { file, block } = state;
  const clause = /having/i.test(name) ? 'having' : 'where';
  block.hasWhere = true;
  if (!condition) return;
  const either = /^or/i.test(name);
  if (either) for (const each of block.predicates) if (each.clause === clause) each.conjunct = false;
  const node = unwrap(condition);
  if (ts.isObjectLiteralExpression(node)) readConditions(file, block, node, !either);
  else if (isText(node)) readConditionText(file, block, node, clause, !either);
  else if (ts.isNewExpression(node)) {
    // `new Brackets((qb) => qb.where(…).orWhere(…))`: alternatives that together are one condition.
    const [callback] = node.arguments ?? [];
    if (
      callback &&
      isFunctionNode(callback) &&
      !/\btenant|organi[sz]ation|channel/i.test(file.text(callback))
    )
      return;
    block.open = true;
  } else block.open = true;
}

function readJoin(name: string, given: (ts.Expression | undefined)[], state: State): void {
  const { file, block } = state;
  const [target, alias, condition] = given;
  if (!target || !alias || !ts.isStringLiteralLike(alias)) {
    if (name !== 'relation') block.open = true;
    return;
  }
  const entity = className(target);
  const text = ts.isStringLiteralLike(target) ? target.text : undefined;
  const table = entity?.text ?? text?.slice(text.lastIndexOf('.') + 1);
  // A relation's property names no table: its rows belong to the row that they are joined to.
  if (table !== undefined && entity)
    state.joins.push({ name: table, alias: alias.text, span: file.span(target) });
  if (condition && isText(condition)) readConditionText(file, block, condition, 'on');
}

function readSelect(argument: ts.Expression | undefined, { file, block }: State): void {
  if (!argument) return;
  const node = unwrap(argument);
  for (const each of ts.isArrayLiteralExpression(node) ? node.elements : [node]) {
    const column = columnOf(file, each);
    const span = file.span(each);
    const star = ts.isStringLiteralLike(each) ? /^(?:(\w+)\.)?\*$/.exec(each.text) : null;
    if (star)
      block.stars.push({ span, ...(star[1] === undefined ? {} : { qualifier: star[1] }), place: 'select' });
    else if (column) block.outputs.push({ name: column.name, column, aggregate: false, span });
    else block.outputs.push({ aggregate: /\b(count|sum|min|max|avg)\s*\(/i.test(file.words(each)), span });
  }
}
