import type { TableEntry } from '../../libraries/contract/tables';
import type { Span } from '../../source/span';
import type { ForeignKeyDefinition, IndexDefinition, SchemaChange } from '../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { type Chain, entityName, isTrue, literal, members, readChain, returned } from './chain';
import { type CreateTable, newColumn, newTable } from './draft';
import { tableSource } from './table-sources';

export function mayHoldDrizzleTables(file: FileReader): boolean {
  return tableSource(file, 'drizzle') !== undefined;
}

/** `export const users = pgTable('users', { … }, (t) => [ … ])`, at the top of a file. */
export function collectDrizzleTables(file: FileReader, into: SchemaChange[]): void {
  const source = tableSource(file, 'drizzle');
  if (!source) return;
  for (const statement of file.tree.root.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const call = initializer && unwrap(initializer);
      if (!ts.isIdentifier(name) || !call || !ts.isCallExpression(call)) continue;
      const table = tableName(file, call);
      const columns = columnsLiteral(call.arguments[1]);
      if (table !== undefined && columns)
        new TableReader(file, source, name.text, table, call, columns).read(into);
    }
  }
}

/** The name of the table that a call makes; undefined for other calls. */
function tableName(file: FileReader, call: ts.CallExpression): string | undefined {
  const callee = unwrap(call.expression);
  const name = literal(call.arguments[0]);
  if (name === undefined) return undefined;
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text === 'table' ? name : undefined;
  if (!ts.isIdentifier(callee) || !/table/i.test(callee.text)) return undefined;
  return `${prefixOf(file, callee.text)}${name}`;
}

/** What a table creator of the file puts before each name: `pgTableCreator((name) => \`app_${name}\`)`. */
function prefixOf(file: FileReader, creator: string): string {
  const declaration = file.topLevel(creator);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return '';
  const made = unwrap(declaration.initializer);
  const naming = ts.isCallExpression(made) ? returned(made.arguments[0]) : undefined;
  return naming && ts.isTemplateExpression(naming) ? naming.head.text : '';
}

function columnsLiteral(node: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  const inner = node && (returned(node) ?? unwrap(node));
  return inner && ts.isObjectLiteralExpression(inner) ? inner : undefined;
}

class TableReader {
  readonly #table: CreateTable;
  readonly #indexes: SchemaChange[] = [];
  /** Property → column. */
  readonly #names = new Map<string, string>();

  constructor(
    private readonly file: FileReader,
    private readonly source: { specifier: string; entry: TableEntry },
    entity: string,
    table: string,
    private readonly call: ts.CallExpression,
    private readonly columns: ts.ObjectLiteralExpression,
  ) {
    this.#table = newTable(table, file.span(call.arguments[0] as ts.Expression), 'whole', entity);
    this.#table.indexesForeignKeys = source.entry.indexesForeignKeys === true;
  }

  read(into: SchemaChange[]): void {
    for (const property of this.columns.properties) {
      if (ts.isPropertyAssignment(property)) this.#column(property);
    }
    // Columns that are spread in cannot be seen from here: then not all of the table is stated.
    if (this.columns.properties.some(ts.isSpreadAssignment)) this.#table.declared = 'part';
    for (const element of extras(this.call.arguments[2])) this.#extra(element);
    into.push(this.#table, ...this.#indexes);
  }

  #column(property: ts.PropertyAssignment): void {
    const key = propertyName(property.name);
    if (key === undefined) return;
    const { start, steps } = readChain(property.initializer);
    // `t.text('name')` starts from the builders that a callback is given; `text('name')` is a step by itself.
    const [builder, ...rest] = steps;
    if (!builder || (start && !ts.isIdentifier(start))) return;
    const name = literal(builder.args[0]) ?? key;
    this.#names.set(key, name);
    const span = this.file.span(property.name);
    const column = newColumn(name, builder.name.toLowerCase(), span);
    const has = (step: string) => rest.find((each) => each.name === step);
    column.nullable = !has('notNull') && !has('primaryKey');
    column.hasDefault = rest.some((each) => /^\$?default/.test(each.name));
    column.generated = has('generatedAlwaysAs') !== undefined;
    if (name !== key) column.property = key;
    if (isTrue(members(builder.args[1] ?? builder.args[0]).get('primaryKey')) || has('primaryKey'))
      this.#table.constraints.push({ kind: 'primary-key', columns: [name], span });
    if (has('unique')) this.#table.constraints.push({ kind: 'unique', columns: [name], span });
    this.#table.columns.push(column);
    const reference = returned(has('references')?.args[0]);
    if (reference && ts.isPropertyAccessExpression(reference)) {
      const table = entityName(reference.expression);
      if (table !== undefined)
        this.#foreignKey({ columns: [name], table, references: [reference.name.text] }, [key], span);
    }
  }

  #foreignKey(key: ForeignKeyDefinition, properties: readonly string[], span: Span): void {
    const addIndex = this.#addIndex(properties, key.columns);
    this.#table.constraints.push({ kind: 'foreign-key', ...key, ...(addIndex ? { addIndex } : {}), span });
  }

  /** `index('name').on(t.a)`, `primaryKey({ columns: [t.a, t.b] })`, `unique().on(t.a)`, `foreignKey({ … })`. */
  #extra(element: ts.Expression): void {
    const chain = readChain(element);
    const [first] = chain.steps;
    if (!first) return;
    const span = this.file.span(element);
    if (first.name === 'primaryKey') {
      const listed = members(first.args[0]).get('columns');
      const columns = listed ? this.#columnNames(elements(listed)) : this.#columnNames(first.args);
      this.#table.constraints.push({ kind: 'primary-key', columns, span });
    } else if (first.name === 'foreignKey') {
      const given = members(first.args[0] && (returned(first.args[0]) ?? first.args[0]));
      const own = elements(given.get('columns'));
      const [foreign] = elements(given.get('foreignColumns'));
      const table =
        foreign && ts.isPropertyAccessExpression(foreign) ? entityName(foreign.expression) : undefined;
      if (table === undefined || own.length === 0) return;
      const isSelf = foreign && this.#isOwn(foreign);
      this.#foreignKey(
        { columns: this.#columnNames(own), table: isSelf ? this.#table.table : table, references: [] },
        own.flatMap((each) => propertyOf(each) ?? []),
        span,
      );
    } else if (/^unique(Index)?$/.test(first.name) || /^(\w+)?[iI]ndex$/.test(first.name))
      this.#index(chain, span);
  }

  #index({ steps }: Chain, span: Span): void {
    const [first] = steps;
    const using = steps.find((each) => each.name === 'using');
    const on = steps.find((each) => each.name === 'on' || each.name === 'onOnly');
    const listed = [...(on?.args ?? []), ...(using?.args.slice(on ? using.args.length : 1) ?? [])];
    const keys = listed.map((each) => this.#key(each));
    const unique = first?.name.startsWith('unique') ?? false;
    const where = steps.find((each) => each.name === 'where')?.args[0];
    const name = literal(first?.args[0]);
    if (unique && !where && keys.every((key) => 'column' in key)) {
      const columns = keys.flatMap((key) => ('column' in key ? [key.column] : []));
      this.#table.constraints.push({ kind: 'unique', columns, span });
      return;
    }
    const index: IndexDefinition = { keys, unique, method: literal(using?.args[0]) ?? 'btree' };
    if (name !== undefined) index.name = name;
    if (where) index.where = this.#condition(where);
    this.#indexes.push({ kind: 'create-index', table: this.#table.table, index, declared: 'whole', span });
  }

  /** `t.a`, `t.a.desc()`; anything else is an expression, with columns by their names. */
  #key(node: ts.Expression): IndexDefinition['keys'][number] {
    let inner = unwrap(node);
    while (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(unwrap(inner.expression)))
      inner = unwrap((unwrap(inner.expression) as ts.PropertyAccessExpression).expression);
    const property = propertyOf(inner);
    if (property !== undefined) return { column: this.#names.get(property) ?? property };
    return { expression: this.#sqlText(node) };
  }

  #condition(node: ts.Expression): string {
    const inner = unwrap(node);
    if (ts.isCallExpression(inner) && entityName(inner.expression) === 'isNotNull' && inner.arguments[0]) {
      const property = propertyOf(inner.arguments[0]);
      if (property !== undefined) return `${this.#names.get(property) ?? property} IS NOT NULL`;
    }
    return this.#sqlText(node);
  }

  /** The text of sql`…` with its columns filled in. */
  #sqlText(node: ts.Expression): string {
    return this.file
      .text(node)
      .replace(/\$\{\s*(?:\w+\.)+(\w+)\s*\}/g, (_, property: string) => this.#names.get(property) ?? property)
      .replace(/^sql\s*`|`$/g, '');
  }

  #columnNames(nodes: readonly ts.Expression[]): string[] {
    return nodes.flatMap((node) => {
      const property = propertyOf(node);
      return property === undefined ? [] : [this.#names.get(property) ?? property];
    });
  }

  #isOwn(node: ts.Expression): boolean {
    const callback = this.call.arguments[2] && unwrap(this.call.arguments[2]);
    const parameter = callback && ts.isArrowFunction(callback) ? callback.parameters[0] : undefined;
    const inner = unwrap(node);
    return (
      parameter !== undefined &&
      ts.isIdentifier(parameter.name) &&
      ts.isPropertyAccessExpression(inner) &&
      entityName(inner.expression) === parameter.name.text
    );
  }

  /** An element beside the table's other indexes, or a third argument; with the import of `index` where it is missing. */
  #addIndex(
    properties: readonly string[],
    columns: readonly string[],
  ): ForeignKeyDefinition['addIndex'] | undefined {
    const { root } = this.file.tree;
    const third = this.call.arguments[2];
    const callback = third && unwrap(third);
    const parameter = callback && ts.isArrowFunction(callback) ? callback.parameters[0] : undefined;
    const holder = parameter && ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
    const t = holder ?? 'table';
    const index = `index('${[this.#table.table, ...columns].join('_')}_idx').on(${properties.map((each) => `${t}.${each}`).join(', ')})`;
    const edits: { span: Span; text: string }[] = [];
    const insert = (at: number, text: string) => edits.push({ span: { start: at, end: at }, text });
    const list = third && returned(third);
    if (!third) insert((this.call.arguments[1] as ts.Expression).end, `, (${t}) => [${index}]`);
    else if (!list || (parameter && holder === undefined)) return undefined;
    else {
      const isArray = ts.isArrayLiteralExpression(list);
      if (!isArray && !ts.isObjectLiteralExpression(list)) return undefined;
      const all: readonly ts.Node[] = isArray ? list.elements : list.properties;
      const last = all[all.length - 1];
      const element = isArray ? index : `${properties.join('_')}Idx: ${index}`;
      if (!parameter) return undefined;
      if (!last) return undefined;
      const start = last.getStart(root);
      const before = root.text.slice(root.text.lastIndexOf('\n', start) + 1, start);
      insert(last.end, /^\s*$/.test(before) ? `,\n${before}${element}` : `, ${element}`);
    }
    const imported = this.#importIndex();
    if (imported) edits.push(imported);
    return { title: `Add ${index}`, edits };
  }

  #importIndex(): { span: Span; text: string } | undefined {
    if (this.file.importedFrom('index') !== undefined) return undefined;
    for (const statement of this.file.tree.root.statements) {
      if (!ts.isImportDeclaration(statement) || literal(statement.moduleSpecifier) !== this.source.specifier)
        continue;
      const named = statement.importClause?.namedBindings;
      if (!named || !ts.isNamedImports(named) || named.elements.length === 0) continue;
      const start = (named.elements[0] as ts.ImportSpecifier).getStart(this.file.tree.root);
      return { span: { start, end: start }, text: 'index, ' };
    }
    return undefined;
  }
}

/** The elements of what the third argument gives back: a list, or an object's values. */
function extras(node: ts.Expression | undefined): readonly ts.Expression[] {
  const list = node && (returned(node) ?? unwrap(node));
  if (!list) return [];
  if (ts.isArrayLiteralExpression(list)) return list.elements;
  return ts.isObjectLiteralExpression(list) ? [...members(list).values()] : [];
}

function elements(node: ts.Expression | undefined): readonly ts.Expression[] {
  const inner = node && unwrap(node);
  return inner && ts.isArrayLiteralExpression(inner) ? inner.elements.map((each) => unwrap(each)) : [];
}

/** `tenantId` of `t.tenantId`. */
function propertyOf(node: ts.Expression): string | undefined {
  const inner = unwrap(node);
  return ts.isPropertyAccessExpression(inner) ? inner.name.text : undefined;
}
