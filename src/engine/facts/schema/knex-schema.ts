import type { Span } from '../../source/span';
import type { ForeignKeyDefinition, SchemaChange } from '../../source/sql/statement';
import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { literal, literals, members, readChain, type Step } from './chain';
import { newColumn, newTable } from './draft';

/** Column builders whose type has another name in SQL; the others are called what their type is. */
const types: Record<string, string> = {
  increments: 'integer',
  bigIncrements: 'bigint',
  string: 'varchar',
  dateTime: 'timestamp',
  datetime: 'timestamp',
  bigint: 'bigint',
  bigInteger: 'bigint',
  tinyint: 'smallint',
  smallint: 'smallint',
  mediumint: 'integer',
  binary: 'bytea',
  enu: 'enum',
  double: 'double precision',
  specificType: '',
};
const columnBuilders = new Set([
  ...Object.keys(types),
  ...['integer', 'text', 'float', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'json', 'jsonb', 'uuid'],
  ...['enum', 'geometry', 'geography', 'point'],
]);

const tableCalls = new Set(['createTable', 'createTableIfNotExists', 'alterTable', 'table']);

/** `knex.schema.createTable('t', (table) => { … })` and its siblings, each step of a chain by itself. Returns whether it was one. */
export function collectKnexSchema(call: ts.CallExpression, file: FileReader, into: SchemaChange[]): boolean {
  const { start, steps } = readChain(call);
  if (!start || !isSchemaBuilder(start)) return false;
  let found = false;
  for (const step of steps) {
    const table = literal(step.args[0]);
    if (table === undefined) continue;
    const span = file.span(step.args[0] as ts.Expression);
    if (tableCalls.has(step.name) && step.args[1]) {
      new TableReader(file, bare(table), step.name.startsWith('create'), inner(span), into).read(step);
      found = true;
    } else if (/^dropTable(IfExists)?$/.test(step.name)) {
      into.push({ kind: 'drop-table', table: bare(table), span: inner(span) });
      found = true;
    } else if (step.name === 'renameTable' && step.args[1]) {
      into.push({
        kind: 'rename-table',
        table: bare(table),
        to: literal(step.args[1]) ?? '',
        span: inner(span),
      });
      found = true;
    }
  }
  return found;
}

/** `knex.schema`, `trx.schema.withSchema('x')`, and a `schema` handed over by itself. */
function isSchemaBuilder(start: ts.Expression): boolean {
  if (ts.isIdentifier(start)) return /^schema(Builder)?$/.test(start.text);
  return ts.isPropertyAccessExpression(start) && start.name.text === 'schema';
}

class TableReader {
  readonly #indexed: SchemaChange[] = [];
  #table = '';

  constructor(
    private readonly file: FileReader,
    private readonly name: string,
    private readonly creates: boolean,
    private readonly span: Span,
    private readonly into: SchemaChange[],
  ) {}

  read(step: Step): void {
    const callback = unwrap(step.args[step.args.length - 1] as ts.Expression);
    if (this.creates) {
      const table = newTable(this.name, this.span);
      table.ifNotExists = step.name === 'createTableIfNotExists';
      this.into.push(table);
    }
    if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return;
    const [builder] = callback.parameters;
    if (builder && ts.isIdentifier(builder.name)) this.#table = builder.name.text;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && this.#chain(node)) return;
      ts.forEachChild(node, visit);
    };
    visit(callback.body);
    this.into.push(...this.#indexed);
  }

  #chain(call: ts.CallExpression): boolean {
    const { start, steps } = readChain(call);
    const isBuilder =
      start !== undefined &&
      (start.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(start) && start.text === this.#table));
    const [first, ...rest] = steps;
    if (!isBuilder || !first) return false;
    if (columnBuilders.has(first.name)) this.#column(first, rest);
    else this.#tableStep(first, rest, call);
    return true;
  }

  #column(first: Step, rest: readonly Step[]): void {
    const name = literal(first.args[0]) ?? (/ncrements$/.test(first.name) ? 'id' : undefined);
    if (name === undefined) return;
    const span = first.args[0] ? inner(this.file.span(first.args[0])) : this.file.span(first.node);
    const type =
      first.name === 'specificType' ? (literal(first.args[1]) ?? '') : (types[first.name] ?? first.name);
    const column = newColumn(name, type.toLowerCase(), span);
    // `.alter()` changes a column that is there; its keys stay as they are.
    const alters = rest.some((step) => step.name === 'alter');
    const steps = new Map(rest.map((step) => [step.name, step]));
    column.nullable = !steps.has('notNullable') && !/ncrements$/.test(first.name);
    column.hasDefault = steps.has('defaultTo') || /ncrements$/.test(first.name);
    if (alters)
      this.into.push({ kind: 'alter-column-type', table: this.name, column: name, type: column.type, span });
    else this.into.push({ kind: 'add-column', table: this.name, column, span });
    const add = (constraint: Extract<SchemaChange, { kind: 'add-constraint' }>['constraint']) =>
      this.into.push({ kind: 'add-constraint', table: this.name, constraint, span });
    if (steps.has('primary') || /ncrements$/.test(first.name)) add({ kind: 'primary-key', columns: [name] });
    if (steps.has('unique')) add({ kind: 'unique', columns: [name] });
    if (steps.has('index')) this.#index([name], span);
    const target = this.#target(rest);
    if (target) {
      const at = { start: first.node.end, end: first.node.end };
      const addIndex = { title: 'Add .index()', edits: [{ span: at, text: '.index()' }] };
      add({ kind: 'foreign-key', columns: [name], ...target, addIndex });
    }
  }

  /** `.references('id').inTable('users')`, `.references('users.id')`. */
  #target(steps: readonly Step[]): { table: string; references: string[] } | undefined {
    const references = steps.find((step) => step.name === 'references');
    if (!references) return undefined;
    const columns = literals(references.args[0]) ?? [];
    const inTable = literal(steps.find((step) => step.name === 'inTable')?.args[0]);
    const [column = ''] = columns;
    if (inTable !== undefined) return { table: bare(inTable), references: columns };
    const dot = column.lastIndexOf('.');
    return dot > 0 ? { table: bare(column.slice(0, dot)), references: [column.slice(dot + 1)] } : undefined;
  }

  #tableStep(first: Step, rest: readonly Step[], call: ts.CallExpression): void {
    const span = this.file.span(first.node);
    const names = literals(first.args[0]);
    const at = first.args[0] ? this.file.span(first.args[0]) : span;
    const { name: table } = this;
    switch (first.name) {
      case 'timestamps':
        this.#timestamps(first, span);
        return;
      case 'primary':
      case 'unique':
        if (!names) return;
        this.into.push({
          kind: 'add-constraint',
          table,
          constraint: {
            kind: first.name === 'primary' ? 'primary-key' : 'unique',
            columns: names,
            ...nameOf(first.args[1]),
          },
          span: at,
        });
        return;
      case 'index':
        if (names) this.#index(names, at, first);
        return;
      case 'foreign': {
        const target = names && this.#target(rest);
        if (!names || !target) return;
        const constraint: ForeignKeyDefinition = { columns: names, ...target, ...nameOf(first.args[1]) };
        const keyName = rest.find((step) => step.name === 'withKeyName');
        if (keyName) Object.assign(constraint, nameOf(keyName.args[0]));
        constraint.addIndex = this.#indexAfter(call, names);
        this.into.push({
          kind: 'add-constraint',
          table,
          constraint: { kind: 'foreign-key', ...constraint },
          span: at,
        });
        return;
      }
      case 'dropColumn':
      case 'dropColumns':
        for (const arg of first.args)
          for (const column of literals(arg) ?? [])
            this.into.push({ kind: 'drop-column', table, column, span: at });
        return;
      case 'renameColumn': {
        const [column, to] = [literal(first.args[0]), literal(first.args[1])];
        if (column !== undefined && to !== undefined)
          this.into.push({ kind: 'rename-column', table, column, to, span: at });
        return;
      }
      case 'dropIndex':
      case 'dropForeign':
      case 'dropUnique':
      case 'dropPrimary':
        this.#drop(first, names ?? [], at);
    }
  }

  #timestamps(step: Step, span: Span): void {
    const camel = step.args[2] !== undefined || members(step.args[0]).get('useCamelCase') !== undefined;
    for (const name of camel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at'])
      this.into.push({
        kind: 'add-column',
        table: this.name,
        column: newColumn(name, 'timestamp', span),
        span,
      });
  }

  #index(columns: string[], span: Span, step?: Step): void {
    const options = members(step?.args[2] ?? step?.args[1]);
    const method = literal(step?.args[2]) ?? literal(options.get('indexType')) ?? 'btree';
    const where = options.get('predicate');
    const notNull = where && /whereNotNull\(\s*['"`]([\w.]+)['"`]\s*\)/.exec(this.file.text(where))?.[1];
    this.#indexed.push({
      kind: 'create-index',
      table: this.name,
      index: {
        name: literal(step?.args[1]) ?? `${this.name}_${columns.join('_')}_index`.toLowerCase(),
        keys: columns.map((column) => ({ column })),
        unique: false,
        method: method.toLowerCase(),
        ...(where ? { where: notNull ? `${notNull} IS NOT NULL` : this.file.words(where) } : {}),
      },
      span,
    });
  }

  #drop(step: Step, columns: readonly string[], span: Span): void {
    const kind = step.name.slice(4).toLowerCase();
    const name = literal(step.args[1]) ?? `${this.name}_${columns.join('_')}_${kind}`.toLowerCase();
    if (kind === 'index') this.into.push({ kind: 'drop-index', name, table: this.name, span });
    else
      this.into.push({
        kind: 'drop-constraint',
        table: this.name,
        name: kind === 'primary' ? `${this.name}_pkey` : name,
        span,
      });
  }

  /** `table.index(['a'])` as a statement of its own after the foreign key's. */
  #indexAfter(call: ts.CallExpression, columns: readonly string[]): ForeignKeyDefinition['addIndex'] {
    const { text } = this.file.tree.root;
    const start = call.getStart(this.file.tree.root);
    const indentation = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start) + 1))?.[0] ?? '';
    const semicolon = text[call.end] === ';';
    const at = semicolon ? call.end + 1 : call.end;
    const quote = text.includes('"') && !text.includes("'") ? '"' : "'";
    const list = columns.map((column) => `${quote}${column}${quote}`).join(', ');
    const line = `${this.#table || 'table'}.index([${list}])${semicolon ? ';' : ''}`;
    return {
      title: 'Add .index()',
      edits: [{ span: { start: at, end: at }, text: `\n${indentation}${line}` }],
    };
  }
}

function nameOf(node: ts.Expression | undefined): { name?: string } {
  const name = literal(node) ?? literal(members(node).get('indexName'));
  return name === undefined ? {} : { name };
}

/** Without its schema. */
function bare(table: string): string {
  return table.slice(table.lastIndexOf('.') + 1);
}

/** The text between the quotes. */
function inner(span: Span): Span {
  return { start: span.start + 1, end: span.end - 1 };
}
