import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { isFunctionNode, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { assign, columnOf, emptyStatement, inside, selectColumns, writtenColumns } from './block';
import type { BuilderBlock } from './builder-block';
import { nestSubqueries, readBuilderCondition } from './builder-conditions';
import { readJoin, readTable } from './builder-tables';
import { callsIn, chainOf, computedStep, type Step } from './chain';
import { importsClient } from './data-clients';
import { className } from './declared';

/** Steps that may add conditions which cannot be seen from here. */
const opening = new Set([
  computedStep,
  'modify',
  'joinRaw',
  'with',
  'withRecursive',
  'union',
  'unionAll',
  'intersect',
  'using',
  'fromRaw',
  '$if',
  '$call',
  'modifiers',
  'context',
  'runBefore',
  'onBuild',
  'withGraphJoined',
  'joinRelated',
  'leftJoinRelated',
  'innerJoinRelated',
  'relate',
  'unrelate',
]);

/** What a chain says, beside its block. */
export interface BuilderQuery {
  block: QueryBlock;
  single: boolean;
  /** `transacting(trx)`, `query(trx)`. */
  transaction?: ts.Expression;
}

/** Reads the steps of a builder that names tables and columns by strings: knex, Kysely, Objection. */
export class BuilderChain {
  readonly #block: QueryBlock;
  readonly #within: BuilderBlock;
  #single = false;
  #transaction: ts.Expression | undefined;

  constructor(
    private readonly file: FileReader,
    node: ts.Node,
    private readonly steps: readonly Step[],
    /** The table, where the chain starts from a model and names none. */
    private readonly model?: TableUse,
  ) {
    const block = emptyStatement(file.span(node));
    this.#block = block;
    this.#within = { file, block, subqueryOf: (expression) => subqueryOf(file, expression) };
  }

  /** The query; undefined where the chain names no table. */
  read(): BuilderQuery | undefined {
    for (const step of this.steps) this.#step(step);
    const block = this.#block;
    if (this.model) block.tables.unshift(this.model);
    if (block.tables.length === 0 && block.derived.length === 0) return undefined;
    if (block.kind !== 'select') {
      const target = block.tables.shift();
      if (target) block.target = target;
    }
    return {
      block,
      single: this.#single,
      ...(this.#transaction ? { transaction: this.#transaction } : {}),
    };
  }

  #step({ name, node }: Step): void {
    const { file } = this;
    const block = this.#block;
    const [first, second] = node.arguments;
    if (opening.has(name)) block.open = true;
    if (name === computedStep || name === 'modify' || name === 'onBuild') block.unseen = true;
    switch (name) {
      case '':
      case 'from':
      case 'table':
      case 'into':
      case 'selectFrom':
        if (first && block.tables.length === 0 && !this.model) readTable(this.#within, first);
        return;
      case 'insertInto':
      case 'replaceInto':
        block.kind = 'insert';
        if (first) readTable(this.#within, first);
        return;
      case 'updateTable':
        block.kind = 'update';
        if (first) readTable(this.#within, first);
        return;
      case 'deleteFrom':
        block.kind = 'delete';
        if (first) readTable(this.#within, first);
        return;
      case 'selectAll':
        this.#selectAll(node);
        return;
      case 'insert':
      case 'upsert':
      case 'values':
      case 'insertAndFetch':
      case 'insertGraph':
      case 'insertGraphAndFetch':
      case 'upsertGraph':
      case 'upsertGraphAndFetch':
      case 'batchInsert':
        block.kind = 'insert';
        this.#insert(name === 'batchInsert' ? second : first);
        return;
      case 'set':
      case 'update':
      case 'patch':
      case 'patchAndFetch':
      case 'updateAndFetch':
        if (block.kind !== 'insert') block.kind = 'update';
        this.#update(first, second);
        return;
      case 'patchAndFetchById':
      case 'updateAndFetchById':
        block.kind = 'update';
        this.#byKey(first);
        this.#update(second, undefined);
        return;
      case 'findById':
      case 'deleteById':
      case 'whereId':
        if (name === 'deleteById') block.kind = 'delete';
        else this.#one();
        this.#byKey(first);
        return;
      case 'findByIds':
        this.#byKey(first);
        return;
      case 'findOne':
        this.#one();
        if (first) readBuilderCondition(this.#within, { name: 'where', node });
        return;
      case 'del':
      case 'delete':
      case 'truncate':
        block.kind = 'delete';
        return;
      case 'increment':
      case 'decrement':
        block.kind = 'update';
        return;
      case 'limit':
      case 'paginate':
      case 'pagination':
      case 'page':
      case 'range':
        block.limited = true;
        return;
      case 'first':
        this.#one();
        this.#select(name, node);
        return;
      case 'executeTakeFirst':
      case 'executeTakeFirstOrThrow':
      case 'resultSize':
        this.#single = true;
        return;
      case 'onConflict':
        block.onConflict = true;
        return;
      case 'orderBy':
        if (first) this.#columns([first], block.orderBy);
        return;
      case 'groupBy':
        this.#columns(node.arguments, block.groupBy);
        return;
      case 'forUpdate':
      case 'forShare':
        block.locking = true;
        return;
      case 'transacting':
        if (first) this.#transaction = first;
        return;
      case 'query':
        if (first && !isFunctionNode(unwrap(first))) this.#transaction = first;
        return;
    }
    if (/join$/i.test(name)) readJoin(this.#within, node);
    else if (/^(or)?(and)?(where|having)/i.test(name)) readBuilderCondition(this.#within, { name, node });
    else if (/^(select|columns?|distinct|returning)$/.test(name)) this.#select(name, node);
    else if (/^(count|sum|min|max|avg)(Distinct)?$/.test(name))
      block.outputs.push({ aggregate: true, span: file.span(node) });
  }

  /** At most one row: the builder asks for one, whatever else the chain says. */
  #one(): void {
    this.#single = true;
    this.#block.limited = true;
  }

  #byKey(key: ts.Expression | undefined): void {
    if (!key) return;
    const span = this.file.span(key);
    this.#block.hasWhere = true;
    this.#block.predicates.push({
      column: { name: 'id', span },
      operator: '=',
      operand: { kind: 'parameter', text: this.file.words(key), span },
      clause: 'where',
      conjunct: true,
      span,
    });
  }

  /** Kysely's `selectAll()` and `selectAll('t')`. */
  #selectAll(node: ts.CallExpression): void {
    const callee = node.expression;
    const start = ts.isPropertyAccessExpression(callee) ? this.file.span(callee.name).start : node.end;
    const [table] = node.arguments;
    const qualifier = table && ts.isStringLiteralLike(table) ? table.text : undefined;
    this.#block.stars.push({
      span: { start, end: node.end },
      ...(qualifier === undefined ? {} : { qualifier }),
      place: 'select',
    });
  }

  #select(name: string, node: ts.CallExpression): void {
    if (name === 'returning') this.#block.returning = true;
    const given = node.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      return ts.isArrayLiteralExpression(inner) ? [...inner.elements] : [inner];
    });
    // Knex takes `select()` for all columns.
    if (
      given.length === 0 &&
      name === 'select' &&
      (importsClient(this.file, 'knex') || importsClient(this.file, 'objection'))
    )
      this.#selectAll(node);
    for (const argument of given) {
      const inner = unwrap(argument);
      if (isFunctionNode(inner)) nestSubqueries(this.#within, inner);
      if (ts.isObjectLiteralExpression(inner)) {
        selectColumns(this.file, this.#block, inner);
        continue;
      }
      if (!ts.isStringLiteralLike(inner)) continue;
      const span = inside(this.file, inner);
      if (inner.text === '*' || inner.text.endsWith('.*')) {
        const qualifier = inner.text.slice(0, -2);
        this.#block.stars.push({
          span,
          ...(qualifier ? { qualifier } : {}),
          place: name === 'returning' ? 'returning' : 'select',
        });
      } else {
        const column = columnOf(this.file, inner);
        this.#block.outputs.push({
          aggregate: false,
          span,
          ...(column ? { name: column.name, column } : {}),
        });
      }
    }
  }

  #insert(rows: ts.Expression | undefined): void {
    const columns = writtenColumns(this.file, rows, false);
    if (columns) this.#block.insertColumns = columns;
  }

  #update(values: ts.Expression | undefined, second: ts.Expression | undefined): void {
    const node = values && unwrap(values);
    if (node && ts.isStringLiteralLike(node) && second) {
      const column = columnOf(this.file, node);
      if (column)
        this.#block.assignments.push({ column, value: { kind: 'other', span: this.file.span(second) } });
    } else if (!className(node)) assign(this.file, this.#block, node);
  }

  #columns(given: readonly ts.Expression[], into: QueryBlock['orderBy']): void {
    for (const argument of given) {
      const column = columnOf(this.file, argument);
      if (column) into.push(column);
    }
  }
}

/** The block of a query that stands inside another: a chain, or a callback that builds one. */
function subqueryOf(file: FileReader, expression: ts.Expression): QueryBlock | undefined {
  const node = unwrap(expression);
  if (isFunctionNode(node)) return new BuilderChain(file, node, callsIn(node)).read()?.block;
  if (!ts.isCallExpression(node)) return undefined;
  const block = new BuilderChain(file, node, chainOf(node).steps).read()?.block;
  // It runs as a part of the query around it.
  if (block) file.subqueries.add(node);
  return block;
}
