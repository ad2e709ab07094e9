import type { AccessPath, DataModelFact, FileFacts, QueryFact } from '../facts/facts';
import type { QueryReader } from '../libraries/contract/data-clients';
import type { Known, Libraries } from '../libraries/look-up';
import { readPath } from '../libraries/path-patterns';
import type { ColumnUse, QueryBlock, SqlStatement, TableUse } from '../source/sql/statement';
import type { ModuleGraph, Place } from './module-graph';
import { columnOf, type Schema, type Table } from './schema';
import type { SqlSenders } from './sql-senders';

/**
 * The queries of files in the schema's words. Builders and ORMs call tables and columns as the code does (`User`, `tenantId`); here
 * they get their names in the database, and calls that only look like a query are left out.
 */
export class ModelQueries {
  readonly #known = new WeakMap<FileFacts, readonly QueryFact[]>();
  #models: Map<string, DataModelFact> | undefined;

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly schema: Schema,
    private readonly modules: ModuleGraph,
    private readonly senders: SqlSenders,
    private readonly libraries: Libraries,
  ) {}

  of(file: FileFacts): readonly QueryFact[] {
    const known = this.#known.get(file);
    if (known) return known;
    const isPlain = file.queries.every(
      ({ names, assumes, sentBy }) => (names ?? assumes ?? sentBy) === undefined,
    );
    const queries = isPlain
      ? file.queries
      : file.queries.flatMap((query) =>
          this.#isQuery(file, query) ? [this.#inSchemaWords(this.#byOwnName(file, query))] : [],
        );
    this.#known.set(file, queries);
    return queries;
  }

  /** The first data model of each name. */
  get #byName(): Map<string, DataModelFact> {
    this.#models ??= new Map(
      [...this.files.values()].flatMap((file) =>
        file.role === 'test' ? [] : file.dataModels.map((model) => [model.name, model] as const),
      ),
    );
    return this.#models;
  }

  #isQuery(file: FileFacts, query: QueryFact): boolean {
    if (query.sentBy !== undefined) return this.senders.sends(file, { ...query, callee: query.sentBy });
    if (query.assumes === undefined) return true;
    const [statement] = query.statements;
    const use = statement?.block?.target ?? statement?.block?.tables[0];
    if (!use) return false;
    if (query.through !== undefined) return this.#isClient(file, query.assumes, query.through);
    const imported = /#([\w$]+)$/.exec(query.assumes)?.[1] ?? use.name;
    const resolved = this.modules.resolve(file.path, query.assumes);
    const isResolved = resolved.file !== file.path;
    if (isResolved && query.client === 'orm' && this.#gathersModels(resolved.file)) return true;
    if (isResolved && this.#modelNamed(resolved) !== undefined) return true;
    return [imported, use.name].some((name) =>
      isResolved ? this.#isDefinedIn(resolved.file, name) : this.#isModel(name),
    );
  }

  /** Whether a value is a client that this reader reads, as its library's data sheet says: made by it, typed by it, or of a class that extends it. */
  #isClient(file: FileFacts, path: AccessPath, reader: QueryReader): boolean {
    const hops = this.modules.hops(file.path, path);
    const last = hops.at(-1);
    return (
      hops.some((hop) => this.#isClientPath(hop.path, reader)) ||
      (last !== undefined && this.#extends(last, reader))
    );
  }

  /**
   * Whether a path leads to a client that this reader reads. A client that the library writes into the project is told by its name, from whichever
   * file of the project it comes.
   */
  #isClientPath(path: AccessPath, reader: QueryReader): boolean {
    const lines = this.libraries.about(path);
    if (
      lines.some(
        ({ topic, entry }) => topic === 'dataClients' && 'reader' in entry && entry.reader === reader,
      )
    )
      return true;
    if (!this.modules.isProjectPath(path)) return false;
    const [name, call] = readPath(path).steps;
    return (
      call === '()' &&
      this.libraries
        .of('dataClients')
        .some(
          ({ entry }) =>
            entry.reader === reader && entry.generated && [entry.path].flat().some((each) => each === name),
        )
    );
  }

  /** `class PrismaService extends PrismaClient`: an object of it is a client, too. */
  #extends({ file, path }: Place, reader: QueryReader): boolean {
    const { module, steps } = readPath(path);
    const [name, call] = steps;
    if (module !== 'local' || call !== '()' || steps.length !== 2) return false;
    const facts = this.files.get(file);
    const bases = facts?.shapes.find((shape) => shape.name === name)?.is ?? [];
    return bases.some((base) =>
      facts?.imports.some(({ specifier, names }) =>
        names.some(
          ({ local, imported }) =>
            local === base &&
            this.modules
              .hops(file, `${specifier}#${imported}()`)
              .some((hop) => this.#isClientPath(hop.path, reader)),
        ),
      ),
    );
  }

  /**
   * The model that a value of another file is, by the name that it is defined with there: it may be exported, or required, under any other.
   */
  #modelNamed({ file, path }: Place): { name: string | undefined; asks?: QueryFact['client'] } | undefined {
    const facts = this.files.get(file);
    const { module, steps } = readPath(path);
    const [name] = steps;
    if (!facts || name === undefined) return undefined;
    if (module === 'local') return steps.length === 1 && this.#isDefinedIn(file, name) ? { name } : undefined;
    for (const each of this.libraries.about(path)) {
      if (!isDataClient(each) || each.entry.is !== 'model') continue;
      const { entry } = each;
      const defined = new Set(facts.dataModels.map((model) => model.name));
      return { name: defined.size === 1 ? [...defined][0] : undefined, asks: entry.asks };
    }
    return undefined;
  }

  /** The query with its model called as it is defined, where the file that asks has another name for it. */
  #byOwnName(file: FileFacts, query: QueryFact): QueryFact {
    if (query.assumes === undefined || query.through !== undefined) return query;
    const [use] = query.statements.flatMap(({ block }) => block?.target ?? block?.tables[0] ?? []);
    if (!use || this.#isModel(use.name)) return query;
    const found = this.#modelNamed(this.modules.resolve(file.path, query.assumes));
    if (!found) return query;
    const name = found.name ?? use.name;
    const called = (each: TableUse): TableUse => (each === use ? { ...each, name } : each);
    return {
      ...query,
      client: found.asks ?? query.client,
      statements: query.statements.map((each) => {
        if (!each.block) return each;
        const { target, tables } = each.block;
        const block = {
          ...each.block,
          tables: tables.map(called),
          ...(target ? { target: called(target) } : {}),
        };
        return { ...each, block };
      }),
    };
  }

  #isModel(name: string): boolean {
    return this.#byName.has(name) || this.schema.entity(name) !== undefined;
  }

  /** The customary `models/index` of a library that defines models, which loads all of them and gives them out by name. */
  #gathersModels(path: string): boolean {
    return (
      /(^|\/)models?(\/index)?\.\w+$/.test(path) &&
      this.files
        .get(path)
        ?.imports.some(({ specifier }) =>
          this.libraries.sheetsOf(specifier).some((sheet) => sheet.tables?.some((each) => each.gathers)),
        ) === true
    );
  }

  /** A class of a domain may be called like an entity of another file. */
  #isDefinedIn(path: string, name: string): boolean {
    const file = this.files.get(path);
    return (
      file?.dataModels.some((model) => model.name === name) === true ||
      file?.schemaChanges.some((change) => change.kind === 'create-table' && change.entity === name) === true
    );
  }

  #inSchemaWords(query: QueryFact): QueryFact {
    const model = query.statements
      .map(({ block }) => block && this.#byName.get((block.target ?? block.tables[0])?.name ?? ''))
      .find((each) => each !== undefined);
    const client = model?.client === 'document' ? 'document' : query.client;
    if (query.names === undefined || client === 'document')
      return client === query.client ? query : { ...query, client };
    return { ...query, statements: query.statements.map((each) => this.#statement(each)) };
  }

  #statement(statement: SqlStatement): SqlStatement {
    return statement.block ? { ...statement, block: this.#block(statement.block) } : statement;
  }

  #block(block: QueryBlock): QueryBlock {
    const tables = new Map<string, Table>();
    const use = (each: TableUse): TableUse => {
      const table = this.#tableOf(each.name);
      if (!table) return each;
      const label = each.alias ?? each.name;
      tables.set(label.toLowerCase(), table);
      return label.toLowerCase() === table.name.toLowerCase()
        ? { ...each, name: table.name }
        : { ...each, name: table.name, ...(isQualifier(block, label) ? { alias: label } : {}) };
    };
    const target = block.target && use(block.target);
    const uses = block.tables.map(use);
    const [main] = tables.values();
    const result: QueryBlock = { ...block, tables: uses, ...(target ? { target } : {}) };
    const tableOfColumn = (column: ColumnUse): Table | undefined =>
      column.qualifier === undefined ? main : tables.get(column.qualifier.toLowerCase());
    const named = (column: ColumnUse): ColumnUse => {
      const table = tableOfColumn(column);
      const found = table && columnOf(table, column.name);
      return found ? { ...column, name: found.name } : column;
    };
    const isUnknown = (column: ColumnUse): boolean => {
      const table = tableOfColumn(column);
      return table !== undefined && table.columns.size > 0 && columnOf(table, column.name) === undefined;
    };
    // A name that is no column is a relation: what it asks for, or sets, stands in a column that is called otherwise.
    if (block.predicates.some((each) => isUnknown(each.column) && each.column.name !== 'id'))
      result.open = true;
    result.predicates = block.predicates.map((each) => ({
      ...each,
      column: named(each.column),
      operand:
        each.operand.kind === 'column'
          ? { ...each.operand, column: named(each.operand.column) }
          : each.operand,
    }));
    result.outputs = block.outputs.map((each) =>
      each.column ? { ...each, column: named(each.column) } : each,
    );
    result.assignments = block.assignments.map((each) => ({ ...each, column: named(each.column) }));
    result.orderBy = block.orderBy.map(named);
    result.groupBy = block.groupBy.map(named);
    if (block.insertColumns?.some(isUnknown)) delete result.insertColumns;
    else if (block.insertColumns) result.insertColumns = block.insertColumns.map(named);
    result.nested = block.nested.map((each) => this.#block(each));
    return result;
  }

  /** A table by what the code calls it: an entity, a model that names its table, or the name itself. */
  #tableOf(name: string): Table | undefined {
    const table = this.#byName.get(name)?.table;
    return this.schema.entity(name) ?? this.schema.table(table ?? name);
  }
}

function isDataClient(line: Known): line is Known<'dataClients'> {
  return line.topic === 'dataClients';
}

function isQualifier(block: QueryBlock, label: string): boolean {
  if (block.jsonKeys.some(({ column }) => column.qualifier === label)) return true;
  return block.predicates.some(
    ({ column, operand }) =>
      column.qualifier === label || (operand.kind === 'column' && operand.column.qualifier === label),
  );
}
