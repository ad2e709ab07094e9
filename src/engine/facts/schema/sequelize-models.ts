import type { SchemaChange } from '../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { entityName, isFalse, isTrue, literal, members } from './chain';
import { baseClassOf, classesOf, type Decorator, decoratorsOf } from './decorators';
import { type CreateTable, newColumn, newTable, plural, snakeCase } from './draft';
import { describedColumn, describedColumns, fieldsOf } from './sequelize-columns';
import { connectionNames } from './table-sources';

/** Sequelize's models: `sequelize.define(…)`, `User.init(…)`, decorated classes, and the associations between them. */
export function collectSequelizeModels(file: FileReader, into: SchemaChange[]): void {
  const owner = { name: '' };
  for (const node of classesOf(file.tree.root)) decoratedModel(node, file, into);
  const visit = (node: ts.Node): void => {
    const before = owner.name;
    if (ts.isClassLike(node) && node.name) owner.name = node.name.text;
    if (ts.isCallExpression(node)) call(node, owner.name, file, into);
    ts.forEachChild(node, visit);
    owner.name = before;
  };
  visit(file.tree.root);
}

function call(node: ts.CallExpression, className: string, file: FileReader, into: SchemaChange[]): void {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return;
  const name = callee.name.text;
  const receiver = unwrap(callee.expression);
  if (name === 'define') {
    const model = literal(node.arguments[0]);
    if (model !== undefined && node.arguments[1])
      defineModel(
        model,
        node.arguments[0] as ts.Expression,
        node.arguments[1],
        node.arguments[2],
        file,
        into,
      );
  } else if (name === 'init' && node.arguments.length === 2) {
    const options = members(node.arguments[1]);
    if (!connectionNames(file, 'sequelize').some((each) => options.has(each))) return;
    const model = entityName(receiver) ?? (literal(options.get('modelName')) || className);
    defineModel(
      model || className,
      receiver,
      node.arguments[0] as ts.Expression,
      node.arguments[1],
      file,
      into,
    );
  } else if (/^(belongsTo|hasMany|hasOne)$/.test(name))
    associate(node, name, receiver, className, file, into);
}

function defineModel(
  model: string,
  named: ts.Expression,
  attributes: ts.Expression,
  optionsNode: ts.Expression | undefined,
  file: FileReader,
  into: SchemaChange[],
): void {
  const options = members(optionsNode);
  const underscored = isTrue(options.get('underscored'));
  const inferred = underscored ? snakeCase(model) : model;
  const name =
    literal(options.get('tableName')) ?? (isTrue(options.get('freezeTableName')) ? model : plural(inferred));
  const table = newTable(name, file.span(named), 'part', model);
  for (const { column, keys, span } of describedColumns(attributes, file, underscored)) {
    table.columns.push(column);
    for (const key of keys) table.constraints.push({ ...key, span });
  }
  into.push(table, ...indexesOf(table, options.get('indexes'), file));
}

/** `indexes: [{ fields: ['userId'], unique: true }]`. */
function indexesOf(table: CreateTable, node: ts.Expression | undefined, file: FileReader): SchemaChange[] {
  const inner = node && unwrap(node);
  if (!inner || !ts.isArrayLiteralExpression(inner)) return [];
  return inner.elements.flatMap((element): SchemaChange[] => {
    const given = members(element);
    const columns = fieldsOf(given.get('fields'));
    const where = given.get('where');
    if (columns.length === 0) return [];
    const span = file.span(element);
    return [
      {
        kind: 'create-index',
        table: table.entity ?? table.table,
        index: {
          keys: columns.map((column) => ({ column })),
          unique: isTrue(given.get('unique')),
          method: (literal(given.get('using')) ?? literal(given.get('type')) ?? 'btree')
            .toLowerCase()
            .replace('unique', 'btree'),
          ...(where ? { where: file.words(where) } : {}),
        },
        declared: 'part',
        span,
      },
    ];
  });
}

/** `Post.belongsTo(User, { foreignKey: 'userId' })`, and the same said from the other end. */
function associate(
  node: ts.CallExpression,
  kind: string,
  receiver: ts.Expression,
  className: string,
  file: FileReader,
  into: SchemaChange[],
): void {
  const self = receiver.kind === ts.SyntaxKind.ThisKeyword ? className : entityName(receiver);
  const other = entityName(node.arguments[0]);
  if (!self || !other) return;
  const options = members(node.arguments[1]);
  if (isFalse(options.get('constraints'))) return;
  const given = options.get('foreignKey');
  const named = literal(given) ?? literal(members(given).get('field')) ?? literal(members(given).get('name'));
  const as = literal(options.get('as'));
  const [from, to] = kind === 'belongsTo' ? [self, other] : [other, self];
  // What is not spelled out is named by settings of the whole connection: only the end that owns the key says enough.
  if (named === undefined && kind !== 'belongsTo') return;
  const base = as ?? to;
  const column = named ?? `${base.charAt(0).toLowerCase()}${base.slice(1)}Id`;
  const span = file.span(given ?? (node.arguments[0] as ts.Expression));
  into.push(
    { kind: 'add-column', table: from, column: newColumn(column, '', span), declared: 'part', span },
    {
      kind: 'add-constraint',
      table: from,
      constraint: { kind: 'foreign-key', columns: [column], table: to, references: [] },
      declared: 'part',
      span,
    },
  );
}

/** sequelize-typescript's `@Column` and what Sequelize 7 calls `@Attribute`; both know `@Table`, which Sequelize 7 does without. */
function decoratedModel(node: ts.ClassLikeDeclaration, file: FileReader, into: SchemaChange[]): void {
  const own = decoratorsOf(node).find((each) => each.name === 'Table');
  const name = node.name?.text;
  const properties = node.members.filter(ts.isPropertyDeclaration);
  if (name === undefined || !(own || properties.some((each) => has(decoratorsOf(each), 'Attribute')))) return;
  const options = members(own?.args[0]);
  const underscored = isTrue(options.get('underscored'));
  const tableName =
    literal(options.get('tableName')) ??
    literal(own?.args[0]) ??
    plural(underscored ? snakeCase(name) : name);
  const table = newTable(tableName, file.span(node.name as ts.Identifier), 'part', name);
  const base = baseClassOf(node);
  if (base !== undefined && base !== 'Model') table.inherits = [base];
  const indexes: SchemaChange[] = [];
  for (const property of properties) decoratedColumn(property, table, indexes, file, underscored);
  for (const property of properties) keyOfAssociation(decoratorsOf(property), table, file);
  into.push(table, ...indexes, ...indexesOf(table, options.get('indexes'), file));
}

function decoratedColumn(
  property: ts.PropertyDeclaration,
  table: CreateTable,
  indexes: SchemaChange[],
  file: FileReader,
  underscored: boolean,
): void {
  const key = propertyName(property.name);
  const all = decoratorsOf(property);
  const column = all.find((each) => each.name === 'Column' || each.name === 'Attribute');
  const foreign = all.find((each) => each.name === 'ForeignKey');
  if (key === undefined || !(column || foreign)) return;
  const span = file.span(property.name);
  const described = column?.args[0]
    ? describedColumn(key, column.args[0], span, file, underscored)
    : { column: newColumn(underscored ? snakeCase(key) : key, '', span), keys: [], span };
  const renamed = literal(all.find((each) => each.name === 'ColumnName')?.args[0]);
  if (renamed !== undefined) {
    described.column.name = renamed;
    described.column.property = key;
  }
  if (has(all, 'NotNull')) described.column.nullable = false;
  table.columns.push(described.column);
  const columns = [described.column.name];
  for (const each of described.keys) table.constraints.push({ ...each, columns, span });
  if (has(all, 'PrimaryKey')) table.constraints.push({ kind: 'primary-key', columns, span });
  if (has(all, 'Unique')) table.constraints.push({ kind: 'unique', columns, span });
  const target = foreign && entityName(foreign.args[0]);
  if (target !== undefined)
    table.constraints.push({ kind: 'foreign-key', columns, table: target, references: [], span });
  if (has(all, 'Index'))
    indexes.push({
      kind: 'create-index',
      table: table.entity ?? table.table,
      index: { keys: columns.map((each) => ({ column: each })), unique: false, method: 'btree' },
      declared: 'part',
      span,
    });
}

/** `@BelongsTo(() => User, 'userId')`: the attribute of that name is a key of the other table. */
function keyOfAssociation(all: readonly Decorator[], table: CreateTable, file: FileReader): void {
  const owner = all.find((each) => each.name === 'BelongsTo');
  const target = entityName(owner?.args[0]);
  const second = owner?.args[1];
  const attribute = literal(second) ?? literal(members(second).get('foreignKey'));
  if (!owner || target === undefined || attribute === undefined) return;
  const known = table.columns.find((each) => (each.property ?? each.name) === attribute);
  if (
    !known ||
    table.constraints.some((each) => each.kind === 'foreign-key' && each.columns[0] === known.name)
  )
    return;
  table.constraints.push({
    kind: 'foreign-key',
    columns: [known.name],
    table: target,
    references: [],
    span: file.span(owner.node),
  });
}

function has(all: readonly Decorator[], name: string): boolean {
  return all.some((each) => each.name === name);
}
