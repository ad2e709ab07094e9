import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { assign, emptyStatement, selectColumns, writtenColumns } from './block';
import { type Chain, namesOf, type Step } from './chain';
import { leaveOutUndefined, readConditions } from './conditions';
import { type ClientMethod, filtersOf, importsClient, isClientsModule, methodNamed } from './data-clients';
import { className } from './declared';
import { addModelQuery } from './model-query';
import { makesRepository, repositoryOf, useOf } from './repositories';
import { readQueryBuilder } from './typeorm-builder';

/** `repository.find({ where })`, `manager.save(User, x)`, and query builders made from either. */
export function readTypeorm(chain: Chain, file: FileReader): boolean {
  const { start, steps } = chain;
  const at = steps.findIndex(
    (step) => step.name === 'createQueryBuilder' || methodNamed(file, step.name, 'typeorm') !== undefined,
  );
  const step = steps[at];
  if (!step || at > 3) return false;
  const receiver = at === 0 ? start : (steps[at - 1] as Step).node;
  const entity = entityOf(file, receiver, step);
  if (!entity) return false;
  if (step.name === 'createQueryBuilder') return readQueryBuilder(chain, at, entity.table, receiver, file);
  const method = methodNamed(file, step.name, 'typeorm');
  if (!method || method.does === 'scope') return false;
  const given = step.node.arguments.slice(entity.arguments);
  const block = emptyStatement(file.span(step.node), method.does);
  const table = entity.table ?? { name: '?', span: file.span(step.node) };
  if (method.does === 'select') block.tables.push(table);
  else block.target = table;
  readArguments(file, block, step.name, method, given);
  if (method.does === 'select' && filtersOf(file, 'typeorm').undefined === 'left out of reads')
    leaveOutUndefined(block);
  addModelQuery(file, {
    node: step.node,
    receiver,
    method: step.name,
    client: 'orm',
    block,
    ...(method.single ? { single: true } : {}),
  });
  return true;
}

function readArguments(
  file: FileReader,
  block: QueryBlock,
  name: string,
  method: ClientMethod,
  [first, second]: readonly ts.Expression[],
): void {
  if (method.single) block.limited = true;
  if (method.aggregate) block.outputs.push({ aggregate: true, span: block.span });
  if (method.takes === undefined && method.does !== 'insert') block.open = true;
  if (!first) return;
  if (method.takes === 'conditions') readCriteria(file, block, first);
  if (name === 'update') assign(file, block, second);
  if (name === 'upsert') block.onConflict = true;
  if (method.takes === 'values') {
    const columns = writtenColumns(file, first);
    if (columns) block.insertColumns = columns;
  }
  if (method.takes !== 'options') return;
  const options = readOptions(file, first);
  if (options.open) block.unseen = true;
  if (options.open || (options.members.has('where') && !options.members.get('where'))) block.open = true;
  const where = options.members.get('where');
  if (where) readConditions(file, block, where);
  // The old form: conditions where options are now.
  else if (
    options.literal &&
    !options.open &&
    ![...options.members.keys()].some((key) => findOptions.has(key))
  )
    readConditions(file, block, first);
  if (options.members.has('take')) block.limited = true;
  selectColumns(file, block, options.members.get('select'));
}

const findOptions = new Set([
  'where',
  'select',
  'take',
  'skip',
  'order',
  'relations',
  'relationLoadStrategy',
  'cache',
  'lock',
  'join',
  'withDeleted',
  'loadEagerRelations',
  'loadRelationIds',
  'comment',
  'transaction',
]);

/** Conditions, or a key on its own: `delete(id)`, `update([1, 2], …)`. */
export function readCriteria(file: FileReader, block: QueryBlock, expression: ts.Expression): void {
  const node = unwrap(expression);
  const isObjects =
    ts.isObjectLiteralExpression(node) ||
    (ts.isArrayLiteralExpression(node) &&
      node.elements.some((each) => ts.isObjectLiteralExpression(unwrap(each))));
  if (isObjects) {
    readConditions(file, block, node);
    return;
  }
  const words = file.words(node);
  if (
    /(^|\.)(\w*(id|ids|uuid|uuids|key))$/i.test(words) ||
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node)
  ) {
    const span = file.span(node);
    block.hasWhere = true;
    block.predicates.push({
      column: { name: 'id', span },
      operator: /s$/i.test(words) || ts.isArrayLiteralExpression(node) ? 'in' : '=',
      operand: { kind: 'parameter', text: words, span },
      clause: 'where',
      conjunct: true,
      span,
    });
    return;
  }
  readConditions(file, block, node);
}

interface Entity {
  table: TableUse | undefined;
  /** How many arguments name the entity: one for an entity manager. */
  arguments: number;
}

/** The entity that a receiver's queries are about; undefined for what is no repository and no entity manager. */
function entityOf(file: FileReader, receiver: ts.Expression, step: Step): Entity | undefined {
  // The import comes first: looking at how something is declared binds the file.
  const isCall = ts.isCallExpression(unwrap(receiver));
  const knows = isCall || importsClient(file, 'typeorm') || makesRepository(file);
  const repository = knows ? repositoryOf(file, receiver, 'typeorm') : undefined;
  if (repository) return { table: repository === 'any' ? undefined : repository, arguments: 0 };
  const [first] = step.node.arguments;
  const names = namesOf(receiver);
  const last = names?.[names.length - 1] ?? '';
  if (/^(\w*manager|em|dataSource|\w*DataSource|connection)$/i.test(last)) {
    const entity = className(first);
    const path = file.paths.of(receiver) ?? '';
    const known = isClientsModule(file, path, 'typeorm');
    if (entity && (known || importsClient(file, 'typeorm') || /manager$|^em$/i.test(last)))
      return { table: useOf(file, entity), arguments: 1 };
    if ((step.name === 'save' || step.name === 'remove' || step.name === 'createQueryBuilder') && known)
      return { table: undefined, arguments: 0 };
  }
  if (!methodNamed(file, step.name, 'typeorm')?.distinctive && step.name !== 'createQueryBuilder')
    return undefined;
  // Without a type to go by, the name and a method that only TypeORM has.
  if (!/repo(sitory)?$/i.test(last)) return step.name === 'createQueryBuilder' ? unnamed : undefined;
  const path = file.paths.of(receiver);
  if (path !== undefined && /\(\)$/.test(path)) return undefined;
  const node = unwrap(receiver);
  const entity = last.replace(/_?(orm)?_?repo(sitory)?$/i, '');
  return { table: entity === '' ? undefined : { name: entity, span: file.span(node) }, arguments: 0 };
}

const unnamed: Entity = { table: undefined, arguments: 0 };
