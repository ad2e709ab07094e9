import type { TableUse } from '../../../source/sql/statement';
import type { ts } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { assign, emptyStatement, selectColumns, writtenColumns } from './block';
import { type Chain, namesOf, type Step } from './chain';
import { readConditions } from './conditions';
import { type ClientMethod, importsClient, isClientPath, methodNamed } from './data-clients';
import { className } from './declared';
import { addModelQuery } from './model-query';
import { repositoryOf, useOf } from './repositories';
import { readCriteria } from './typeorm';
import { readQueryBuilder } from './typeorm-builder';

/** Steps that make a query builder. */
export const mikroOrmStarts = ['createQueryBuilder', 'qb'];

/** `em.find(User, { … })`, `userRepository.findOne({ … })`, and query builders made from either. */
export function readMikroOrm(chain: Chain, file: FileReader): boolean {
  const { start, steps } = chain;
  // Its methods are called as those of others: without its import nothing tells.
  if (!importsClient(file, 'mikro-orm')) return false;
  const at = steps.findIndex(
    (step) => mikroOrmStarts.includes(step.name) || methodNamed(file, step.name, 'mikro-orm') !== undefined,
  );
  const step = steps[at];
  if (!step || at > 3) return false;
  const receiver = at === 0 ? start : (steps[at - 1] as Step).node;
  const entity = entityOf(file, receiver, step);
  if (!entity) return false;
  if (mikroOrmStarts.includes(step.name))
    return readQueryBuilder(chain, at, entity.table, receiver, file, 'mikro-orm');
  const method = methodNamed(file, step.name, 'mikro-orm');
  if (!method || method.does === 'scope') return false;
  const block = emptyStatement(file.span(step.node), method.does);
  const table = entity.table ?? { name: '?', span: file.span(step.node) };
  if (method.does === 'select') block.tables.push(table);
  else block.target = table;
  readArguments(file, block, method, step.name, step.node.arguments.slice(entity.arguments));
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
  block: ReturnType<typeof emptyStatement>,
  method: ClientMethod,
  name: string,
  [first, second]: readonly ts.Expression[],
): void {
  if (method.single) block.limited = true;
  if (method.aggregate) block.outputs.push({ aggregate: true, span: block.span });
  if (method.takes === undefined) block.open = true;
  if (method.takes === 'conditions' && first) readCriteria(file, block, first);
  if (name === 'nativeUpdate') assign(file, block, second);
  if (name.startsWith('upsert')) block.onConflict = true;
  if (method.takes === 'values') {
    const columns = writtenColumns(file, first);
    if (columns) block.insertColumns = columns;
  }
  const options = readOptions(file, method.takes === 'options' ? first : second);
  const where = options.members.get('where');
  if (method.takes === 'options' && where) readConditions(file, block, where);
  // Filters that are declared with the entity are switched on here.
  if (options.members.has('filters')) block.open = true;
  if (options.open && method.takes === 'options') {
    block.open = true;
    block.unseen = true;
  } else if (options.open && block.kind === 'select') block.unseen = true;
  if (options.members.has('limit') || options.members.has('first')) block.limited = true;
  if (block.kind === 'select') selectColumns(file, block, options.members.get('fields'));
}

/** The entity that a receiver's queries are about; undefined for what is no repository and no entity manager. */
function entityOf(
  file: FileReader,
  receiver: ts.Expression,
  step: Step,
): { table: TableUse | undefined; arguments: number } | undefined {
  const repository = repositoryOf(file, receiver, 'mikro-orm');
  if (repository) return { table: repository === 'any' ? undefined : repository, arguments: 0 };
  const last = namesOf(receiver)?.at(-1) ?? '';
  const isManager = /^(\w*em|\w*manager|fork)$/i.test(last);
  if (!isManager && !isClientPath(file, file.paths.of(receiver), 'mikro-orm')) return undefined;
  const entity = className(step.node.arguments[0]);
  if (entity) return { table: useOf(file, entity), arguments: 1 };
  const method = methodNamed(file, step.name, 'mikro-orm');
  return method?.takes === undefined && method?.distinctive ? { table: undefined, arguments: 0 } : undefined;
}
