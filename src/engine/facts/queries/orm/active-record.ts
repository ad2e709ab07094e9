import type { QueryBlock } from '../../../source/sql/statement';
import { ts } from '../../../source/syntax-tree';
import type { QueryClient, QueryHandle } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { assign, emptyStatement, memberValue, selectColumns, writtenColumns } from './block';
import { type Chain, laterSteps, type Step } from './chain';
import { readConditions } from './conditions';
import { givenHandle } from './handle';
import { modelOfCall } from './model-class';
import { addModelQuery } from './model-query';
import { readCriteria } from './typeorm';

/**
 * Queries that are methods of a model's class, as Sequelize, Mongoose and TypeORM's BaseEntity have them: `User.findAll({ where })`,
 * `User.findOne({ email })`. They look alike, so the reader goes by the shape of the arguments.
 */
interface Method {
  kind: QueryBlock['kind'];
  /** What the first argument is. */
  takes: 'options' | 'conditions' | 'key' | 'values' | 'either' | 'nothing';
  single?: boolean;
  aggregate?: boolean;
  /** The one client that has it; the model of the project tells where several do. */
  only?: 'orm' | 'document';
}

const methods: Record<string, Method> = {
  findAll: { kind: 'select', takes: 'options', only: 'orm' },
  findAndCountAll: { kind: 'select', takes: 'options', only: 'orm' },
  findByPk: { kind: 'select', takes: 'key', single: true, only: 'orm' },
  findOrCreate: { kind: 'select', takes: 'options', single: true, only: 'orm' },
  findOrBuild: { kind: 'select', takes: 'options', single: true, only: 'orm' },
  bulkCreate: { kind: 'insert', takes: 'values', only: 'orm' },
  destroy: { kind: 'delete', takes: 'options', only: 'orm' },
  upsert: { kind: 'insert', takes: 'values' },
  findOneBy: { kind: 'select', takes: 'conditions', single: true, only: 'orm' },
  findOneByOrFail: { kind: 'select', takes: 'conditions', single: true, only: 'orm' },
  findOneOrFail: { kind: 'select', takes: 'options', single: true, only: 'orm' },
  findBy: { kind: 'select', takes: 'conditions', only: 'orm' },
  find: { kind: 'select', takes: 'either' },
  findOne: { kind: 'select', takes: 'either', single: true },
  create: { kind: 'insert', takes: 'values' },
  update: { kind: 'update', takes: 'either' },
  delete: { kind: 'delete', takes: 'conditions' },
  save: { kind: 'insert', takes: 'nothing' },
  count: { kind: 'select', takes: 'either', single: true, aggregate: true },
  increment: { kind: 'update', takes: 'nothing' },
  decrement: { kind: 'update', takes: 'nothing' },
  findById: { kind: 'select', takes: 'key', single: true },
  findByIdAndUpdate: { kind: 'update', takes: 'key', single: true, only: 'document' },
  findByIdAndDelete: { kind: 'delete', takes: 'key', single: true, only: 'document' },
  findByIdAndRemove: { kind: 'delete', takes: 'key', single: true, only: 'document' },
  findOneAndUpdate: { kind: 'update', takes: 'conditions', single: true, only: 'document' },
  findOneAndReplace: { kind: 'update', takes: 'conditions', single: true, only: 'document' },
  findOneAndDelete: { kind: 'delete', takes: 'conditions', single: true, only: 'document' },
  findOneAndRemove: { kind: 'delete', takes: 'conditions', single: true, only: 'document' },
  insertMany: { kind: 'insert', takes: 'values', only: 'document' },
  insertOne: { kind: 'insert', takes: 'values', only: 'document' },
  updateOne: { kind: 'update', takes: 'conditions', only: 'document' },
  updateMany: { kind: 'update', takes: 'conditions', only: 'document' },
  replaceOne: { kind: 'update', takes: 'conditions', only: 'document' },
  deleteOne: { kind: 'delete', takes: 'conditions', only: 'document' },
  deleteMany: { kind: 'delete', takes: 'conditions', only: 'document' },
  bulkWrite: { kind: 'update', takes: 'nothing', only: 'document' },
  bulkSave: { kind: 'update', takes: 'nothing', only: 'document' },
  countDocuments: { kind: 'select', takes: 'conditions', single: true, aggregate: true, only: 'document' },
  estimatedDocumentCount: {
    kind: 'select',
    takes: 'nothing',
    single: true,
    aggregate: true,
    only: 'document',
  },
  aggregate: { kind: 'select', takes: 'nothing', only: 'document' },
  distinct: { kind: 'select', takes: 'nothing', aggregate: true, only: 'document' },
};

export const activeRecordMethods = Object.keys(methods);

export function readActiveRecord(chain: Chain, file: FileReader): boolean {
  const at = chain.steps.findIndex((step) => Object.hasOwn(methods, step.name));
  const step = chain.steps[at];
  const method = step && methods[step.name];
  if (!step || !method || at > 2) return false;
  const receiver = modelOfCall(file, chain, at, method.only);
  if (!receiver) return false;
  const client: QueryClient = receiver.client ?? method.only ?? 'orm';
  const block = emptyStatement(file.span(step.node), method.kind);
  const { table } = receiver;
  if (method.kind === 'select') block.tables.push(table);
  else block.target = table;
  const handle = readArguments(file, block, step, method, client);
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
    handle,
  });
  return true;
}

function readArguments(
  file: FileReader,
  block: QueryBlock,
  step: Step,
  method: Method,
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
