import type { Span } from '../../source/span';
import type { ForeignKeyDefinition, SchemaChange } from '../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { entityName, isFalse, isTrue, literal, literals, members, returned } from './chain';
import { baseClassOf, classesOf, type Decorator, decoratorsOf } from './decorators';
import { type CreateTable, newColumn, newTable, snakeCase } from './draft';
import { tableSource } from './table-sources';

const columnDecorators =
  /^(Column|PrimaryColumn|PrimaryGeneratedColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn|ObjectIdColumn|Generated|ViewColumn|VirtualColumn)$/;
const relations =
  /^(OneToMany|ManyToMany|ManyToOne|OneToOne|RelationId|RelationCount|TreeChildren|TreeParent|JoinTable)$/;

/** TypeORM's entities, and base classes that give columns to them. */
export function collectTypeOrmEntities(file: FileReader, into: SchemaChange[]): void {
  for (const node of classesOf(file.tree.root)) {
    const name = node.name?.text;
    if (name === undefined) continue;
    const own = decoratorsOf(node);
    const entity = own.find((each) => each.name === 'Entity');
    const isView = own.some((each) => each.name === 'ViewEntity' || each.name === 'ChildEntity');
    if (isView) continue;
    const reader = new EntityReader(file, node, name, entity);
    reader.read(own, into);
  }
}

class EntityReader {
  readonly #table: CreateTable;
  readonly #indexes: SchemaChange[] = [];
  /** Property → columns. */
  readonly #names = new Map<string, string[]>();

  constructor(
    private readonly file: FileReader,
    private readonly node: ts.ClassLikeDeclaration,
    name: string,
    entity: Decorator | undefined,
  ) {
    const options = members(entity?.args.find((each) => ts.isObjectLiteralExpression(unwrap(each))));
    const table = literal(entity?.args[0]) ?? literal(options.get('name')) ?? snakeCase(name);
    this.#table = newTable(table, file.span(node.name ?? node), 'part', name);
    const base = baseClassOf(node);
    if (base !== undefined) this.#table.inherits = [base];
    if (!entity) this.#table.abstract = true;
  }

  read(own: readonly Decorator[], into: SchemaChange[]): void {
    const properties = this.node.members.filter(ts.isPropertyDeclaration);
    for (const property of properties) this.#property(property);
    for (const property of properties)
      for (const decorator of decoratorsOf(property)) this.#propertyKey(property, decorator);
    for (const decorator of own) this.#tableKey(decorator);
    if (this.#table.abstract && this.#table.columns.length === 0 && this.#table.constraints.length === 0) {
      // A class in the middle of a line of classes passes on what it inherits.
      if (this.#table.inherits) into.push(this.#table);
      return;
    }
    into.push(this.#table, ...this.#indexes);
  }

  #property(property: ts.PropertyDeclaration): void {
    const key = propertyName(property.name);
    const all = decoratorsOf(property);
    if (key === undefined || all.length === 0) return;
    const relation = all.find((each) => relations.test(each.name));
    if (relation) {
      this.#relation(property, key, relation, all);
      return;
    }
    const decorator = all.find((each) => columnDecorators.test(each.name));
    // A decorator of the project's own stands for a column, unless others say what the property is.
    if (
      !decorator &&
      all.every((each) =>
        /^(Index|Unique|JoinColumn|Exclude|Expose|Transform|Type|Field|ApiProperty\w*|Is\w+)$/.test(
          each.name,
        ),
      )
    )
      return;
    const options = optionsOf(decorator ?? (all[0] as Decorator));
    const name = literal(options.get('name')) ?? key;
    const type = literal(decorator?.args[0]) ?? literal(options.get('type')) ?? '';
    const span = this.file.span(property.name);
    const column = newColumn(name, isTrue(options.get('array')) ? `${type}[]` : type, span);
    column.nullable = isTrue(options.get('nullable'));
    column.hasDefault = options.has('default') || /^(Create|Update|Primary)/.test(decorator?.name ?? '');
    column.generated = options.has('asExpression');
    if (name !== key) column.property = key;
    this.#table.columns.push(column);
    this.#names.set(key, [name]);
    const isPrimary = /^Primary|^ObjectId/.test(decorator?.name ?? '') || isTrue(options.get('primary'));
    if (isPrimary) this.#primary([name], span);
    if (isTrue(options.get('unique')))
      this.#table.constraints.push({ kind: 'unique', columns: [name], span });
  }

  #primary(columns: string[], span: Span): void {
    const known = this.#table.constraints.find((each) => each.kind === 'primary-key');
    if (known) known.columns.push(...columns);
    else this.#table.constraints.push({ kind: 'primary-key', columns, span });
  }

  /** The side of a relation that holds the key: many-to-one, and one-to-one with a join column. */
  #relation(
    property: ts.PropertyDeclaration,
    key: string,
    relation: Decorator,
    all: readonly Decorator[],
  ): void {
    const joins = all.filter((each) => each.name === 'JoinColumn');
    const holds =
      /^(ManyToOne|TreeParent)$/.test(relation.name) || (relation.name === 'OneToOne' && joins.length > 0);
    if (!holds) return;
    const isTree = relation.name === 'TreeParent';
    const target = isTree ? this.node.name?.text : entityName(relation.args[0]);
    const options = members(relation.args[relation.args.length - 1]);
    if (target === undefined) return;
    const given = joins.flatMap((each) => joinOptions(each.args[0]));
    const columns = (given.length > 0 ? given : [new Map<string, ts.Expression>()]).map((each) => {
      const referenced = literal(each.get('referencedColumnName')) ?? 'id';
      return { name: literal(each.get('name')) ?? camelJoin(key, referenced), referenced };
    });
    const names = columns.map((each) => each.name);
    this.#names.set(key, names);
    const span = this.file.span(property.name);
    if (relation.name === 'OneToOne') this.#table.constraints.push({ kind: 'unique', columns: names, span });
    if (isTrue(options.get('primary'))) this.#primary([...names], span);
    for (const name of names) {
      if (this.#table.columns.some((each) => each.name === name)) continue;
      const column = newColumn(name, '', span);
      column.nullable = !isFalse(options.get('nullable'));
      this.#table.columns.push(column);
    }
    if (isFalse(options.get('createForeignKeyConstraints'))) return;
    this.#table.constraints.push({
      kind: 'foreign-key',
      columns: names,
      table: target,
      references: columns.map((each) => each.referenced),
      addIndex: this.#addIndex(property),
      span,
    });
  }

  /** `@Index()` on a property, `@PrimaryColumn` beside a relation. */
  #propertyKey(property: ts.PropertyDeclaration, { name, args, node }: Decorator): void {
    const columns = this.#names.get(propertyName(property.name) ?? '');
    if (!columns || (name !== 'Index' && name !== 'Unique')) return;
    this.#key(name, columns, args, this.file.span(node));
  }

  /** `@Index(['a', 'b'])`, `@Unique('name', ['a', 'b'])`, `@Index((post) => [post.a])` on the class. */
  #tableKey({ name, args, node }: Decorator): void {
    if (name !== 'Index' && name !== 'Unique') return;
    for (const arg of args) {
      const given = listedProperties(arg);
      if (given)
        this.#key(
          name,
          given.flatMap((each) => this.#names.get(each) ?? [each]),
          args,
          this.file.span(node),
        );
    }
  }

  #key(kind: string, columns: string[], args: readonly ts.Expression[], span: Span): void {
    const options = members(args[args.length - 1]);
    const where = literal(options.get('where'));
    const special = ['fulltext', 'spatial'].some((each) => isTrue(options.get(each)));
    if (kind === 'Unique' || (isTrue(options.get('unique')) && where === undefined)) {
      this.#table.constraints.push({ kind: 'unique', columns, span });
      return;
    }
    const name = literal(args[0]);
    this.#indexes.push({
      kind: 'create-index',
      table: this.#table.entity ?? this.#table.table,
      index: {
        ...(name === undefined ? {} : { name }),
        keys: columns.map((column) => ({ column })),
        unique: isTrue(options.get('unique')),
        method: special ? 'fulltext' : 'btree',
        ...(where === undefined ? {} : { where }),
      },
      declared: 'part',
      span,
    });
  }

  /** `@Index()` above the property, with its import where it is missing. */
  #addIndex(property: ts.PropertyDeclaration): ForeignKeyDefinition['addIndex'] & object {
    const { root } = this.file.tree;
    const start = property.getStart(root);
    const before = root.text.slice(root.text.lastIndexOf('\n', start - 1) + 1, start);
    const edits = [{ span: { start, end: start }, text: `@Index()\n${/^\s*$/.test(before) ? before : ''}` }];
    const source = tableSource(this.file, 'typeorm');
    if (source && this.file.importedFrom('Index') === undefined) {
      for (const statement of root.statements) {
        if (!ts.isImportDeclaration(statement) || literal(statement.moduleSpecifier) !== source.specifier)
          continue;
        const named = statement.importClause?.namedBindings;
        const last =
          named && ts.isNamedImports(named) ? named.elements[named.elements.length - 1] : undefined;
        if (last) edits.push({ span: { start: last.end, end: last.end }, text: ', Index' });
      }
    }
    return { title: 'Add @Index()', edits };
  }
}

function optionsOf(decorator: Decorator): Map<string, ts.Expression> {
  return members(decorator.args.find((each) => ts.isObjectLiteralExpression(unwrap(each))));
}

/** One object, or a list of them for a key of several columns. */
function joinOptions(node: ts.Expression | undefined): Map<string, ts.Expression>[] {
  const inner = node && unwrap(node);
  if (inner && ts.isArrayLiteralExpression(inner)) return inner.elements.map((each) => members(each));
  return [members(inner)];
}

/** `author` and `id` make `authorId`. */
function camelJoin(property: string, referenced: string): string {
  return `${property}${referenced.charAt(0).toUpperCase()}${referenced.slice(1)}`;
}

/** The properties that `['a', 'b']`, `(post) => [post.a]` or `{ a: 1 }` list. */
function listedProperties(node: ts.Expression): string[] | undefined {
  const body = returned(node);
  if (body && ts.isArrayLiteralExpression(body))
    return body.elements.flatMap((each) => {
      const inner = unwrap(each);
      return ts.isPropertyAccessExpression(inner) ? [inner.name.text] : [];
    });
  const inner = unwrap(node);
  return ts.isArrayLiteralExpression(inner) ? literals(inner) : undefined;
}
