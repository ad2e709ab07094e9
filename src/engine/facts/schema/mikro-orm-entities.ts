import type { TableEntry } from '../../libraries/contract/tables';
import type { SchemaChange } from '../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { entityName, isTrue, literal, literals, members, readChain, returned } from './chain';
import { baseClassOf, classesOf, type Decorator, decoratorsOf } from './decorators';
import { newTable, snakeCase } from './draft';
import { changesOf, type EntityKey, type EntityProperty, isSet, optionAt } from './mikro-orm-columns';
import { tableSource } from './table-sources';

/** MikroORM's entities: decorated classes, `defineEntity({ … })` and `new EntitySchema({ … })`. */
export function collectMikroOrmEntities(file: FileReader, into: SchemaChange[]): void {
  const source = tableSource(file, 'mikro-orm');
  if (!source) return;
  for (const node of classesOf(file.tree.root)) decoratedEntity(node, file, source.entry, into);
  for (const statement of file.tree.root.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const made = initializer && unwrap(initializer);
      if (ts.isIdentifier(name) && made && (ts.isCallExpression(made) || ts.isNewExpression(made)))
        describedEntity(name, made, file, source.entry, into);
    }
  }
}

function decoratedEntity(
  node: ts.ClassLikeDeclaration,
  file: FileReader,
  entry: TableEntry,
  into: SchemaChange[],
): void {
  const own = decoratorsOf(node);
  const entity = own.find((each) => each.name === 'Entity');
  // What is embedded has its columns in the tables of others, under names that those choose.
  if (!node.name || own.some((each) => each.name === 'Embeddable')) return;
  const options = members(entity?.args[0]);
  const name = node.name.text;
  const table = newTable(
    literal(options.get('tableName')) ?? literal(options.get('collection')) ?? snakeCase(name),
    file.span(node.name),
    'part',
    name,
  );
  const base = baseClassOf(node);
  if (base !== undefined) table.inherits = [base];
  if (!entity || isTrue(options.get('abstract'))) table.abstract = true;
  const properties = node.members
    .filter(ts.isPropertyDeclaration)
    .flatMap((each) => decoratedProperty(each, file) ?? []);
  if (table.abstract && properties.length === 0 && base === undefined) return;
  const keys = own.flatMap((each) => keyOf(each, file) ?? []);
  into.push(...changesOf(table, properties, keys, entry, file.parser.dialect));
}

const propertyDecorators =
  /^(Property|PrimaryKey|SerializedPrimaryKey|Enum|ManyToOne|OneToOne|OneToMany|ManyToMany|Embedded|Formula)$/;

function decoratedProperty(node: ts.PropertyDeclaration, file: FileReader): EntityProperty | undefined {
  const key = propertyName(node.name);
  const all = decoratorsOf(node);
  const decorator = all.find((each) => propertyDecorators.test(each.name));
  if (key === undefined || !decorator) return undefined;
  const { args, name } = decorator;
  const options = new Map<string, ts.Expression | true>(
    args.flatMap((each) => [...members(returned(each) ? undefined : each)]),
  );
  for (const each of all) {
    if (each.name === 'Unique') options.set('unique', true);
    // A decorator of the project's own that is called an index makes one, too.
    else if (/index$/i.test(each.name)) options.set('index', true);
  }
  const [first] = args;
  const typed = node.type && ts.isTypeReferenceNode(node.type) ? nameOfType(node.type) : undefined;
  const target =
    entityName(optionAt(options, 'entity')) ??
    (first && !ts.isObjectLiteralExpression(unwrap(first)) ? entityName(first) : typed);
  return {
    key,
    kind: name === 'Enum' ? 'Property' : name,
    options,
    ...(target === undefined ? {} : { target }),
    type: literal(optionAt(options, 'columnType')) ?? literal(optionAt(options, 'type')) ?? '',
    nullable: node.questionToken !== undefined || isSet(options, 'nullable'),
    span: file.span(node.name),
  };
}

/** `User` of a property's type `User`, `Ref<User>` or `Rel<User>`. */
function nameOfType(node: ts.TypeReferenceNode): string | undefined {
  const [inner] = node.typeArguments ?? [];
  if (inner && ts.isTypeReferenceNode(inner)) return nameOfType(inner);
  return ts.isIdentifier(node.typeName) ? node.typeName.text : undefined;
}

function keyOf({ name, args, node }: Decorator, file: FileReader): EntityKey | undefined {
  const properties = literals(members(args[0]).get('properties'));
  if (!properties || !/^(Index|Unique)$/.test(name)) return undefined;
  return { unique: name === 'Unique', properties, span: file.span(node) };
}

/** `const Ticket = defineEntity({ name: 'Ticket', tableName: 'tickets', properties: { … } })`. */
function describedEntity(
  constant: ts.Identifier,
  made: ts.CallExpression | ts.NewExpression,
  file: FileReader,
  entry: TableEntry,
  into: SchemaChange[],
): void {
  const called = ts.isIdentifier(made.expression) ? made.expression.text : '';
  const maker = ts.isNewExpression(made) ? 'EntitySchema' : 'defineEntity';
  if (called !== maker) return;
  const options = members(made.arguments?.[0]);
  const given = options.get('properties');
  const properties = given && (returned(given) ?? unwrap(given));
  if (!properties || !ts.isObjectLiteralExpression(properties)) return;
  const name = entityName(options.get('class')) ?? literal(options.get('name')) ?? constant.text;
  const table = newTable(
    literal(options.get('tableName')) ?? snakeCase(name),
    file.span(constant),
    'part',
    name,
  );
  const base = entityName(options.get('extends'));
  if (base !== undefined) table.inherits = [base];
  if (isTrue(options.get('abstract'))) table.abstract = true;
  // The constant stands for the entity in queries just as its class does.
  if (constant.text !== name)
    file.facts.dataModels.push({
      name: constant.text,
      table: table.table,
      client: 'orm',
      span: table.span,
    });
  const described = properties.properties.flatMap((each) =>
    ts.isPropertyAssignment(each) ? (describedProperty(each, file) ?? []) : [],
  );
  into.push(...changesOf(table, described, [...keysOf(options, file)], entry, file.parser.dialect));
}

const relationKinds: Record<string, string> = {
  'm:1': 'ManyToOne',
  '1:1': 'OneToOne',
  '1:m': 'OneToMany',
  'm:n': 'ManyToMany',
  embedded: 'Embedded',
};

/** `tenantId: p.string().fieldName('tenant_id')`, `author: () => p.manyToOne(User)`, `title: { type: 'string' }`. */
function describedProperty(node: ts.PropertyAssignment, file: FileReader): EntityProperty | undefined {
  const key = propertyName(node.name);
  if (key === undefined) return undefined;
  const span = file.span(node.name);
  const value = returned(node.initializer) ?? unwrap(node.initializer);
  if (ts.isObjectLiteralExpression(value)) {
    const options = members(value);
    const relation = literal(options.get('kind')) ?? literal(options.get('reference')) ?? '';
    const target = entityName(options.get('entity')) ?? entityName(options.get('type'));
    const isPrimary = isTrue(options.get('primary'));
    return {
      key,
      kind: relationKinds[relation] ?? (isPrimary ? 'PrimaryKey' : 'Property'),
      options,
      ...(target === undefined ? {} : { target }),
      type: literal(options.get('columnType')) ?? literal(options.get('type')) ?? '',
      nullable: isTrue(options.get('nullable')),
      span,
    };
  }
  const [made, ...rest] = readChain(value).steps;
  if (!made) return undefined;
  const options = new Map(rest.map((each) => [each.name, each.args[0] ?? (true as const)]));
  const isRelation = /^(manyToOne|oneToOne|oneToMany|manyToMany|embedded|formula)$/.test(made.name);
  const kind = `${made.name.charAt(0).toUpperCase()}${made.name.slice(1)}`;
  const target = isRelation ? entityName(made.args[0]) : undefined;
  return {
    key,
    kind: isRelation ? kind : options.has('primary') ? 'PrimaryKey' : 'Property',
    options,
    ...(target === undefined ? {} : { target }),
    type: literal(optionAt(options, 'columnType')) ?? made.name,
    nullable: isSet(options, 'nullable'),
    span,
  };
}

/** `indexes: [{ properties: ['a'] }]`, `uniques: [{ properties: ['a', 'b'] }]`. */
function* keysOf(options: ReadonlyMap<string, ts.Expression>, file: FileReader): Iterable<EntityKey> {
  for (const list of ['indexes', 'uniques']) {
    const given = options.get(list);
    const inner = given && unwrap(given);
    if (!inner || !ts.isArrayLiteralExpression(inner)) continue;
    for (const each of inner.elements) {
      const properties = literals(members(each).get('properties'));
      if (properties) yield { unique: list === 'uniques', properties, span: file.span(each) };
    }
  }
}
