import type { QueryBlock } from '../../../source/sql/statement';
import { ts, unwrap } from '../../../source/syntax-tree';
import { splitPath } from '../../reading/access-path';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { assign, columnOf, emptyStatement, selectColumns, writtenColumns } from './block';
import { type Chain, namesOf } from './chain';
import { leaveOutUndefined, readConditions } from './conditions';
import { filtersOf, isCalledAsClient, isClientPath, isClientsModule, methodNamed } from './data-clients';
import { addModelQuery } from './model-query';
import type { ModelQuery } from './query-draft';

/** Members of a call's argument that Prisma takes. */
const prismaArguments = new Set([
  'where',
  'data',
  'select',
  'include',
  'omit',
  'take',
  'skip',
  'cursor',
  'orderBy',
  'distinct',
  'by',
  'create',
  'update',
  '_count',
  '_sum',
  '_max',
  '_min',
  '_avg',
  'having',
  'skipDuplicates',
]);

/** `prisma.user.findMany({ where, select, take })`, on the client, an injected service, or a transaction's `tx`. */
export function readPrisma({ node, start, steps }: Chain, file: FileReader): boolean {
  const [step] = steps;
  const method = step && methodNamed(file, step.name, 'prisma');
  const model = unwrap(start);
  if (!step || !method || !ts.isPropertyAccessExpression(model) || !/^_?[a-z]/.test(model.name.text))
    return false;
  const client = unwrap(model.expression);
  const [argument] = step.node.arguments;
  if (step.node.arguments.length > 1 || method.does === 'scope') return false;
  const found = clientOf(file, client, method.distinctive === true, argument);
  if (!found) return false;
  const span = file.span(step.node);
  const block = emptyStatement(span, method.does);
  const table = { name: model.name.text, span: file.span(model.name) };
  if (block.kind === 'select') block.tables.push(table);
  else block.target = table;
  readArgument(file, block, argument, step.name);
  if (filtersOf(file, 'prisma').undefined === 'left out') leaveOutUndefined(block);
  if (method.aggregate && step.name !== 'groupBy') block.outputs.push({ aggregate: true, span });
  addModelQuery(file, {
    node: steps.length === 1 ? node : step.node,
    receiver: client,
    method: step.name,
    client: 'orm',
    block,
    ...found,
    ...(method.single || block.limited ? { single: method.single === true } : {}),
  });
  return true;
}

function readArgument(
  file: FileReader,
  block: QueryBlock,
  argument: ts.Expression | undefined,
  method: string,
): void {
  const unique = /^find(Unique|First)|^(count|aggregate)$/.test(method);
  if (unique) block.limited = true;
  if (!argument) return;
  const options = readOptions(file, argument);
  const given = (name: string) => options.members.get(name);
  if (options.open) block.unseen = true;
  if (options.open || (options.members.has('where') && !given('where'))) block.open = true;
  if (given('where')) readConditions(file, block, given('where'));
  if (options.members.has('take')) block.limited = true;
  if (method === 'upsert') {
    block.onConflict = true;
    const columns = writtenColumns(file, given('create'));
    if (columns) block.insertColumns = columns;
    assign(file, block, given('update'));
  } else if (block.kind === 'insert') {
    const columns = writtenColumns(file, given('data'));
    if (columns) block.insertColumns = columns;
  } else if (block.kind === 'update') assign(file, block, given('data'));
  if (block.kind === 'select') selectColumns(file, block, given('select'));
  if (options.members.has('distinct')) block.distinct = true;
  const by = given('by');
  if (method === 'groupBy' && by) {
    const column = columnOf(file, ts.isArrayLiteralExpression(by) ? (by.elements[0] ?? by) : by);
    if (column) block.groupBy.push(column);
  }
}

/**
 * Whether the receiver is a Prisma client. Projects wrap it in a module or a service, which their names and paths tell; what is
 * called `db` or `tx` needs a method that only Prisma has, or its arguments. What any other name stands for that comes from another file, the model tells.
 */
function clientOf(
  file: FileReader,
  client: ts.Expression,
  distinctive: boolean,
  argument: ts.Expression | undefined,
): Pick<ModelQuery, 'assumes' | 'through'> | undefined {
  const names = namesOf(client);
  if (!names || names.includes('query')) return undefined;
  if (names.some((name) => isCalledAsClient(file, name, 'prisma'))) return {};
  const last = names[names.length - 1] ?? '';
  const called =
    /^(db|tx|trx|txn|t|client|database|orm|transaction|transactionClient|dbClient|tenantDb|p|em|manager)$/i.test(
      last,
    );
  const fits = distinctive || hasPrismaArguments(argument);
  if (!called && !fits && !ts.isIdentifier(client)) return undefined;
  const path = file.paths.of(client) ?? '';
  if (isClientPath(file, path, 'prisma') || isClientsModule(file, path, 'prisma')) return {};
  if (
    splitPath(path)
      .module.split('/')
      .some((part) => isCalledAsClient(file, part, 'prisma'))
  )
    return {};
  const { members } = splitPath(path);
  if (ts.isIdentifier(client) && /^(Extended)?Prisma/i.test(members)) return {};
  if (called && fits) return isOtherClient(file, path) ? undefined : {};
  return fits && file.isProjectPath(path) ? { assumes: path, through: 'prisma' } : undefined;
}

/** Whether a path starts from a package of another client. */
function isOtherClient(file: FileReader, path: string): boolean {
  return (['drizzle', 'model', 'typeorm'] as const).some((reader) => isClientsModule(file, path, reader));
}

function hasPrismaArguments(argument: ts.Expression | undefined): boolean {
  const node = argument && unwrap(argument);
  return (
    node !== undefined &&
    ts.isObjectLiteralExpression(node) &&
    node.properties.length > 0 &&
    node.properties.every((each) => {
      const name = each.name && ts.isIdentifier(each.name) ? each.name.text : undefined;
      return name !== undefined && prismaArguments.has(name);
    })
  );
}
