import type { QueryBlock } from '../../../source/sql/statement';
import { ts } from '../../../source/syntax-tree';
import type { QueryClient, QueryHandle } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { handleAt } from './amid-transaction';
import { assign, emptyStatement, memberValue, selectColumns, writtenColumns } from './block';
import { type Chain, laterSteps, type Step } from './chain';
import { readConditions } from './conditions';
import { type ClientMethod, methodNamed } from './data-clients';
import { givenHandle } from './handle';
import { type ModelReceiver, modelOfCall } from './model-class';
import { modelOfInstance } from './model-instance';
import { addModelQuery } from './model-query';
import { readCriteria } from './typeorm';

/**
 * Queries that are methods of a model's class, as Sequelize, Mongoose and TypeORM's BaseEntity have them: `User.findAll({ where })`,
 * `User.findOne({ email })`, or of one row: `user.save()`. They look alike, so the reader goes by the shape of the arguments.
 */
export function readActiveRecord(chain: Chain, file: FileReader): boolean {
  const { steps } = chain;
  const first = steps.findIndex((step) => methodNamed(file, step.name, 'model')?.does !== 'scope');
  if (first < 0) return false;
  const at = steps.findIndex((step, index) => index >= first && isMethod(file, step.name, 'model'));
  const step = steps[at];
  const method = step && methodNamed(file, step.name, 'model');
  if (step && method && at <= 2 + first) {
    const only = method.distinctive && method.asks !== 'builder' ? method.asks : undefined;
    // `User.scope('active').findAll()` is called on the model.
    const receiver = modelOfCall(file, { ...chain, steps: steps.slice(first) }, at - first, only);
    if (receiver) {
      const isScoped = steps.slice(0, first).some((scope) => scope.node.arguments.length > 0);
      addQuery(file, chain, at, method, receiver, { open: isScoped });
      return true;
    }
  }
  return readInstance(chain, file);
}

function isMethod(file: FileReader, name: string, reader: 'model' | 'instance'): boolean {
  const method = methodNamed(file, name, reader);
  return method !== undefined && method.does !== 'scope';
}

/** `new Todo(…).save()`, `const note = await Note.findByPk(id); … note.update(…)`: a write of one row that the program has. */
function readInstance(chain: Chain, file: FileReader): boolean {
  const [step] = chain.steps;
  const method = step && methodNamed(file, step.name, 'instance');
  if (!step || !method || method.does === 'scope') return false;
  const instance = modelOfInstance(file, chain.start);
  const receiver = instance && modelOfCall(file, { ...chain, start: instance.model }, 0, undefined);
  if (!receiver) return false;
  const does = instance.isNew && step.name === 'save' ? 'insert' : method.does;
  // The row is a variable, and no table: a finding stands at the method.
  const callee = step.node.expression;
  const span = file.span(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
  const written: ClientMethod = { ...method, does, takes: 'nothing' };
  // It is written on the connection of its model, unless it was found in a session.
  const handle = instance.inSession ? undefined : handleAt(file, step.node, instance.model);
  addQuery(file, chain, 0, written, { ...receiver, table: { ...receiver.table, span } }, { handle });
  return true;
}

/** The query of a step; `open` where it has conditions that the step does not say, `handle` where its receiver does not tell. */
function addQuery(
  file: FileReader,
  chain: Chain,
  at: number,
  method: ClientMethod,
  receiver: ModelReceiver,
  { open = false, handle }: { open?: boolean; handle?: QueryHandle | undefined } = {},
): void {
  const step = chain.steps[at] as Step;
  const asks = method.distinctive ? method.asks : undefined;
  const client = receiver.client ?? asks ?? 'orm';
  const block = emptyStatement(file.span(step.node), method.does === 'scope' ? 'select' : method.does);
  if (open) block.open = true;
  const { table } = receiver;
  if (method.does === 'select') block.tables.push(table);
  else block.target = table;
  const given = readArguments(file, block, step, method, client);
  const later = chain.steps.slice(at + 1);
  const added = [...later, ...laterSteps(chain.node, file)];
  // A cursor brings one after another.
  if (added.some((each) => /^(limit|cursor|stream|paginate)$/.test(each.name))) block.limited = true;
  if (added.some((each) => each.name === 'modify')) block.unseen = true;
  addModelQuery(file, {
    node: step.node,
    receiver: at === 0 ? chain.start : (chain.steps[at - 1] as Step).node,
    method: step.name,
    client,
    block,
    single: method.single === true,
    assumes: receiver.assumes,
    handle: given ?? handle,
  });
}

function readArguments(
  file: FileReader,
  block: QueryBlock,
  step: Step,
  method: ClientMethod,
  client: QueryClient,
): QueryHandle | undefined {
  const [first, second, third] = step.node.arguments;
  if (method.single) block.limited = true;
  if (method.aggregate) block.outputs.push({ aggregate: true, span: block.span });
  // Sequelize's `update(values, { where })` and `increment(field, { where })`; options come last everywhere.
  const withWhere = [first, second, third].find((each) => each !== undefined && hasMember(each, 'where'));
  if (method.takes === 'key' && first) readCriteria(file, block, first);
  else if (withWhere) {
    readOptionsWhere(file, block, withWhere);
    if (block.kind === 'update' && withWhere !== first) assign(file, block, first);
  } else if (method.takes === 'conditions' || method.takes === 'either') {
    if (first) readConditions(file, block, first);
    if (block.kind === 'update' && client === 'orm') assign(file, block, second);
  } else if (method.takes === 'values') {
    const columns = client === 'orm' ? writtenColumns(file, first) : undefined;
    if (columns) block.insertColumns = columns;
  } else if (method.takes === 'options' && first) {
    const options = readOptions(file, first);
    if (options.open) {
      block.open = true;
      block.unseen = true;
    }
    if (options.members.has('limit') || options.members.has('take')) block.limited = true;
    const where = options.members.get('where');
    if (where) readConditions(file, block, where);
  } else if (method.takes === 'nothing') block.open = true;
  for (const options of [first, second, third]) {
    if (options && options === third && ts.isIdentifier(options)) block.unseen = true;
    const given = options && transactionIn(options);
    const handle = given && givenHandle(file, given);
    if (handle) return handle;
    if (options && block.kind === 'select' && (hasMember(options, 'limit') || hasMember(options, 'take')))
      block.limited = true;
  }
  return undefined;
}

function readOptionsWhere(file: FileReader, block: QueryBlock, argument: ts.Expression): void {
  const options = readOptions(file, argument);
  const where = options.members.get('where');
  if (where) readConditions(file, block, where);
  else block.open = true;
  if (options.open) {
    block.open = true;
    block.unseen = true;
  }
  if (options.members.has('limit') || options.members.has('take')) block.limited = true;
  if (block.kind === 'select')
    selectColumns(file, block, options.members.get('attributes') ?? options.members.get('select'));
}

function hasMember(argument: ts.Expression, name: string): boolean {
  return memberValue(argument, name) !== undefined;
}

function transactionIn(argument: ts.Expression): ts.Expression | undefined {
  return memberValue(argument, 'transaction') ?? memberValue(argument, 'session');
}
