import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../../source/syntax-tree';
import { enclosingClass } from '../../reading/access-path';
import type { FileReader } from '../../reading/file-reader';
import { readOptions } from '../../reading/options-object';
import { assign, emptyStatement, selectColumns, writtenColumns } from './block';
import { type Chain, namesOf, type Step } from './chain';
import { readConditions } from './conditions';
import { className, declaredAs, namesOfType } from './declared';
import { addModelQuery } from './model-query';
import { readQueryBuilder } from './typeorm-builder';

interface Method {
  kind: QueryBlock['kind'];
  single?: boolean;
  aggregate?: boolean;
  /** What its first argument is: find options, or the conditions themselves; an entity when absent. */
  takes?: 'options' | 'conditions' | 'values';
  /** Whether a call is TypeORM's by its name alone, given a receiver that is called a repository. */
  distinctive?: boolean;
}

const methods: Record<string, Method> = {
  find: { kind: 'select', takes: 'options' },
  findAndCount: { kind: 'select', takes: 'options', distinctive: true },
  findOne: { kind: 'select', takes: 'options', single: true },
  findOneOrFail: { kind: 'select', takes: 'options', single: true, distinctive: true },
  findBy: { kind: 'select', takes: 'conditions', distinctive: true },
  findAndCountBy: { kind: 'select', takes: 'conditions', distinctive: true },
  findOneBy: { kind: 'select', takes: 'conditions', single: true, distinctive: true },
  findOneByOrFail: { kind: 'select', takes: 'conditions', single: true, distinctive: true },
  findByIds: { kind: 'select', takes: 'conditions', distinctive: true },
  findOneById: { kind: 'select', takes: 'conditions', single: true },
  count: { kind: 'select', takes: 'options', single: true, aggregate: true },
  countBy: { kind: 'select', takes: 'conditions', single: true, aggregate: true },
  exist: { kind: 'select', takes: 'options', single: true, aggregate: true },
  exists: { kind: 'select', takes: 'options', single: true, aggregate: true },
  existsBy: { kind: 'select', takes: 'conditions', single: true, aggregate: true },
  sum: { kind: 'select', single: true, aggregate: true },
  average: { kind: 'select', single: true, aggregate: true },
  minimum: { kind: 'select', single: true, aggregate: true },
  maximum: { kind: 'select', single: true, aggregate: true },
  save: { kind: 'insert' },
  insert: { kind: 'insert', takes: 'values' },
  upsert: { kind: 'insert', takes: 'values' },
  update: { kind: 'update', takes: 'conditions' },
  increment: { kind: 'update', takes: 'conditions' },
  decrement: { kind: 'update', takes: 'conditions' },
  delete: { kind: 'delete', takes: 'conditions' },
  remove: { kind: 'delete' },
  softDelete: { kind: 'update', takes: 'conditions', distinctive: true },
  softRemove: { kind: 'update', distinctive: true },
  restore: { kind: 'update', takes: 'conditions' },
  recover: { kind: 'update' },
  clear: { kind: 'delete' },
};

export const typeormMethods = [...Object.keys(methods), 'createQueryBuilder'];

/** `repository.find({ where })`, `manager.save(User, x)`, and query builders made from either. */
export function readTypeorm(chain: Chain, file: FileReader): boolean {
  const { start, steps } = chain;
  const at = steps.findIndex(
    (step) => step.name === 'createQueryBuilder' || Object.hasOwn(methods, step.name),
  );
  const step = steps[at];
  if (!step || at > 3) return false;
  const receiver = at === 0 ? start : (steps[at - 1] as Step).node;
  const entity = entityOf(file, receiver, step);
  if (!entity) return false;
  if (step.name === 'createQueryBuilder') return readQueryBuilder(chain, at, entity.table, receiver, file);
  const method = methods[step.name] as Method;
  const given = step.node.arguments.slice(entity.arguments);
  const block = emptyStatement(file.span(step.node), method.kind);
  const table = entity.table ?? { name: '?', span: file.span(step.node) };
  if (method.kind === 'select') block.tables.push(table);
  else block.target = table;
  readArguments(file, block, step.name, method, given);
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
  method: Method,
  [first, second]: readonly ts.Expression[],
): void {
  if (method.single) block.limited = true;
  if (method.aggregate) block.outputs.push({ aggregate: true, span: block.span });
  if (method.takes === undefined && method.kind !== 'insert') block.open = true;
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

const repositoryCall = /^get(\w*)Repository$|^withRepository$/;
const repositoryType = /^(Tree|Mongo|Entity)?Repository$/;
const typeormModule = /^(typeorm|@nestjs\/typeorm|@mikro-orm\/.+|typeorm-.+)$/;

/** The entity that a receiver's queries are about; undefined for what is no repository and no entity manager. */
function entityOf(file: FileReader, receiver: ts.Expression, step: Step): Entity | undefined {
  // The import comes first: looking at how something is declared binds the file.
  const isCall = ts.isCallExpression(unwrap(receiver));
  const knows = isCall || file.importedFromPackage(typeormModule) !== undefined || makesRepository(file);
  const repository = knows ? repositoryOf(file, receiver, 0) : undefined;
  if (repository) return { table: repository === 'any' ? undefined : repository, arguments: 0 };
  const [first] = step.node.arguments;
  const names = namesOf(receiver);
  const last = names?.[names.length - 1] ?? '';
  if (/^(\w*manager|em|dataSource|\w*DataSource|connection)$/i.test(last)) {
    const entity = className(first);
    const path = file.paths.of(receiver) ?? '';
    const known = typeormModule.test(path.slice(0, path.indexOf('#')));
    if (entity && (known || file.importedFromPackage(typeormModule) || /manager$|^em$/i.test(last)))
      return { table: useOf(file, entity), arguments: 1 };
    if ((step.name === 'save' || step.name === 'remove' || step.name === 'createQueryBuilder') && known)
      return { table: undefined, arguments: 0 };
  }
  if (!methods[step.name]?.distinctive && step.name !== 'createQueryBuilder') return undefined;
  // Without a type to go by, the name and a method that only TypeORM has.
  if (!/repo(sitory)?$/i.test(last)) return step.name === 'createQueryBuilder' ? unnamed : undefined;
  const path = file.paths.of(receiver);
  if (path !== undefined && /\(\)$/.test(path)) return undefined;
  const node = unwrap(receiver);
  const entity = last.replace(/_?(orm)?_?repo(sitory)?$/i, '');
  return { table: entity === '' ? undefined : { name: entity, span: file.span(node) }, arguments: 0 };
}

/** `const users = source.getRepository(User)`: a repository without an import of the library. */
function makesRepository(file: FileReader): boolean {
  const known = perFile.get(file);
  if (known !== undefined) return known;
  const makes = /\bget\w*Repository\b/.test(file.tree.root.text);
  perFile.set(file, makes);
  return makes;
}

const perFile = new WeakMap<FileReader, boolean>();

const unnamed: Entity = { table: undefined, arguments: 0 };

/** The entity of a repository: from the call that makes it, its type, its decorator, or the class that it is. */
function repositoryOf(
  file: FileReader,
  expression: ts.Expression,
  depth: number,
): TableUse | 'any' | undefined {
  const node = unwrap(expression);
  if (depth > 4) return undefined;
  if (ts.isCallExpression(node)) {
    const names = namesOf(node.expression);
    const last = names?.[names.length - 1] ?? '';
    if (!repositoryCall.test(last)) return undefined;
    const entity = [...node.arguments]
      .reverse()
      .map(className)
      .find((each) => each !== undefined);
    if (entity) return useOf(file, entity);
    const given = node.arguments[node.arguments.length - 1];
    return given && ts.isStringLiteralLike(given) ? { name: given.text, span: file.span(given) } : 'any';
  }
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ownEntity(file, node);
  if (node.kind === ts.SyntaxKind.SuperKeyword) return ownEntity(file, node);
  const declared = declaredAs(file, node);
  if (!declared) return undefined;
  for (const decorator of declared.decorators) {
    const call = decorator.expression;
    if (
      ts.isCallExpression(call) &&
      ts.isIdentifier(call.expression) &&
      call.expression.text === 'InjectRepository'
    ) {
      const entity = className(call.arguments[0]);
      if (entity) return useOf(file, entity);
    }
  }
  const type = namesOfType(declared.type);
  if (type && repositoryType.test(type.name) && typeormModule.test(file.importedFrom(type.name) ?? '')) {
    const entity = className(type.of);
    return entity ? useOf(file, entity) : 'any';
  }
  return declared.value ? repositoryOf(file, declared.value, depth + 1) : undefined;
}

/** `class UserRepository extends Repository<User>`: its own methods query users. */
function ownEntity(file: FileReader, node: ts.Node): TableUse | 'any' | undefined {
  file.tree.bind();
  const clause = enclosingClass(node)?.heritageClauses?.find(
    (each) => each.token === ts.SyntaxKind.ExtendsKeyword,
  );
  const [base] = clause?.types ?? [];
  if (!base || !ts.isIdentifier(base.expression) || !repositoryType.test(base.expression.text))
    return undefined;
  if (!typeormModule.test(file.importedFrom(base.expression.text) ?? '')) return undefined;
  const [argument] = base.typeArguments ?? [];
  const entity = argument && ts.isTypeReferenceNode(argument) ? className(argument.typeName) : undefined;
  return entity ? useOf(file, entity) : 'any';
}

function useOf(file: FileReader, name: ts.Identifier): TableUse {
  return { name: propertyName(name) ?? name.text, span: file.span(name) };
}
