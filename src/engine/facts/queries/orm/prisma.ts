import type { QueryBlock } from '../../../source/sql/statement';
import { ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { assign, columnOf, emptyStatement, selectColumns, writtenColumns } from './block';
import { type Chain, namesOf } from './chain';
import { readConditions } from './conditions';
import { addModelQuery } from './model-query';

/** Prisma's methods of a model, and what each does. */
const methods: Record<
  string,
  { kind: QueryBlock['kind']; single?: boolean; distinctive?: boolean; aggregate?: boolean }
> = {
  findMany: { kind: 'select', distinctive: true },
  findFirst: { kind: 'select', single: true, distinctive: true },
  findFirstOrThrow: { kind: 'select', single: true, distinctive: true },
  findUnique: { kind: 'select', single: true, distinctive: true },
  findUniqueOrThrow: { kind: 'select', single: true, distinctive: true },
  count: { kind: 'select', single: true, aggregate: true },
  aggregate: { kind: 'select', single: true, aggregate: true },
  groupBy: { kind: 'select', aggregate: true },
  create: { kind: 'insert' },
  createMany: { kind: 'insert' },
  createManyAndReturn: { kind: 'insert', distinctive: true },
  update: { kind: 'update' },
  updateMany: { kind: 'update' },
  updateManyAndReturn: { kind: 'update', distinctive: true },
  upsert: { kind: 'insert' },
  delete: { kind: 'delete' },
  deleteMany: { kind: 'delete' },
};

export const prismaMethods = Object.keys(methods);

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
  const method = step && Object.hasOwn(methods, step.name) ? methods[step.name] : undefined;
  const model = unwrap(start);
  if (!step || !method || !ts.isPropertyAccessExpression(model) || !/^_?[a-z]/.test(model.name.text))
    return false;
  const client = unwrap(model.expression);
  const [argument] = step.node.arguments;
  if (step.node.arguments.length > 1 || !isPrisma(file, client, method.distinctive === true, argument))
    return false;
  const span = file.span(step.node);
  const block = emptyStatement(span, method.kind);
  const table = { name: model.name.text, span: file.span(model.name) };
  if (block.kind === 'select') block.tables.push(table);
  else block.target = table;
  readArgument(file, block, argument, step.name);
  if (method.aggregate && step.name !== 'groupBy') block.outputs.push({ aggregate: true, span });
  addModelQuery(file, {
    node: steps.length === 1 ? node : step.node,
    receiver: client,
    method: step.name,
    client: 'orm',
    block,
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
 * called `db` or `tx` needs a method that only Prisma has, or its arguments.
 */
function isPrisma(
  file: FileReader,
  client: ts.Expression,
  distinctive: boolean,
  argument: ts.Expression | undefined,
): boolean {
  const names = namesOf(client);
  if (!names || names.includes('query')) return false;
  if (names.some((name) => /prisma/i.test(name))) return true;
  const last = names[names.length - 1] ?? '';
  const called =
    /^(db|tx|trx|txn|t|client|database|orm|transaction|transactionClient|dbClient|tenantDb|p|em|manager)$/i.test(
      last,
    );
  if (!called && !ts.isIdentifier(client)) return false;
  const path = file.paths.of(client) ?? '';
  if (/^@prisma\/|prisma[^#]*#|#(Extended)?Prisma/i.test(path)) return true;
  return (
    called && (distinctive || hasPrismaArguments(argument)) && !/^(drizzle-orm|mongoose|typeorm)/.test(path)
  );
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
