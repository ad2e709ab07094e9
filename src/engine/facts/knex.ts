import type { Span } from '../source/span';
import type { ColumnUse, Operand, Predicate, QueryBlock, TableUse } from '../source/sql/statement';
import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../source/syntax-tree';
import type { QueryFact } from './facts';
import type { FileReader } from './file-reader';
import { tenantValuesAt } from './tenant-values';

/** One call of a builder chain, in the order in which they run: `.where(…)`. */
interface Step {
  name: string;
  node: ts.CallExpression;
}

/** Where a chain starts: `knex('tickets')`, `trx('tickets')`, `knex.select(…)`; also through `Knex`-typed parameters. */
const root = /^knex#(\(\)|Knex(\.\w+)?\(\)|default\(\))(\.transaction\(\))?/;
const starts = new Set([
  'from',
  'table',
  'into',
  'select',
  'insert',
  'update',
  'with',
  'queryBuilder',
  'withSchema',
  'count',
]);
/** Steps that may add conditions which cannot be seen from here. */
const opening = new Set([
  'modify',
  'whereRaw',
  'andWhereRaw',
  'joinRaw',
  'with',
  'withRecursive',
  'union',
  'unionAll',
  'intersect',
  'using',
  'fromRaw',
]);

/**
 * A knex chain as a query in our own terms. Called with every call whose path starts from knex; only the last call of a
 * chain counts, the others are its steps.
 */
export function collectKnex(node: ts.CallExpression, file: FileReader): void {
  const holder = node.parent;
  if (holder && ts.isPropertyAccessExpression(holder) && holder.parent && ts.isCallExpression(holder.parent))
    return;
  const { steps, start } = chainOf(node);
  const path = file.paths.of(start) ?? `?#${file.words(start)}`;
  const first = steps[0];
  if (!first || (first.node.expression !== start && !starts.has(first.name))) return;
  if (!root.test(path) && !(first.name === '' && looksLikeChain(path, steps))) return;
  const reader = new ChainReader(file, node, [...steps, ...laterSteps(node, file)]);
  const block = reader.read();
  if (block) add(file, node, path, block);
}

const builderSteps =
  /^(where|orWhere|andWhere|whereIn|whereNot|whereNull|insert|update|del|delete|join|leftJoin|innerJoin|select|orderBy|returning|onConflict|count|first)$/;

/** A chain whose start cannot be told from this file, but that is built like knex's: `db('table').where(…)`. */
function looksLikeChain(path: string, steps: readonly Step[]): boolean {
  const [start, ...rest] = steps;
  const [table] = start?.node.arguments ?? [];
  if (!table || !ts.isStringLiteralLike(table) || !/^[a-z_][\w.]*( as \w+)?$/i.test(table.text)) return false;
  if (/^(global#(\$|jQuery|cy|require|describe|it|test)|jquery#|cheerio#)/.test(path)) return false;
  return rest.some((step) => builderSteps.test(step.name) && step.name !== 'first' && step.name !== 'select');
}

function add(file: FileReader, node: ts.CallExpression, path: string, block: QueryBlock): void {
  const within = file.within(node);
  const span = file.span(node);
  const verb = block.kind === 'values' ? 'insert' : block.kind;
  const fact: QueryFact = {
    callee: path,
    method: verb,
    client: 'builder',
    dialect: file.parser.dialect,
    span,
    calleeSpan: block.target?.span ?? block.tables[0]?.span ?? span,
    statements: [{ span, verb, analysed: true, mentions: [], block, changes: [] }],
    sql: file.words(node, 300),
    holes: [],
    parametrized: true,
    tenantValues: tenantValuesAt(file, node),
    boundValues: [],
  };
  if (within !== undefined) fact.within = within;
  file.facts.queries.push(fact);
}

function chainOf(node: ts.CallExpression): { steps: Step[]; start: ts.Expression } {
  const steps: Step[] = [];
  let at: ts.Expression = node;
  for (;;) {
    at = unwrap(at);
    if (!ts.isCallExpression(at)) return { steps, start: at };
    const callee = unwrap(at.expression);
    if (ts.isPropertyAccessExpression(callee)) {
      steps.unshift({ name: callee.name.text, node: at });
      at = callee.expression;
    } else {
      steps.unshift({ name: '', node: at });
      return { steps, start: callee };
    }
  }
}

/** `const q = db('t')…; if (…) q.where(…)`: steps that are added to the variable later. */
function laterSteps(node: ts.CallExpression, file: FileReader): Step[] {
  let holder: ts.Node = node.parent;
  while (holder && (ts.isAwaitExpression(holder) || ts.isParenthesizedExpression(holder)))
    holder = holder.parent;
  if (!holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return [];
  const { name } = holder;
  const found: Step[] = [];
  const symbol = file.tree.symbolOf(name);
  const scope = holder.parent.parent.parent;
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && at !== name && at.text === name.text && file.tree.symbolOf(at) === symbol) {
      for (
        let up: ts.Node = at;
        up.parent && ts.isPropertyAccessExpression(up.parent) && ts.isCallExpression(up.parent.parent);
        up = up.parent.parent
      ) {
        found.push({ name: up.parent.name.text, node: up.parent.parent });
      }
      // Handed to a function, it may come back with conditions.
      if (at.parent && ts.isCallExpression(at.parent) && at.parent.arguments.includes(at))
        found.push({ name: 'modify', node: at.parent });
    }
    ts.forEachChild(at, visit);
  };
  if (scope) visit(scope);
  return found;
}

class ChainReader {
  readonly #block: QueryBlock;

  constructor(
    private readonly file: FileReader,
    node: ts.CallExpression,
    private readonly steps: readonly Step[],
  ) {
    this.#block = emptyBlock(file.span(node));
  }

  /** The query; undefined where the chain names no table. */
  read(): QueryBlock | undefined {
    for (const step of this.steps) this.#step(step);
    const block = this.#block;
    if (block.tables.length === 0) return undefined;
    if (block.kind !== 'select') {
      const target = block.tables.shift();
      if (target) block.target = target;
    }
    return block;
  }

  #step({ name, node }: Step): void {
    const [first, second] = node.arguments;
    if (opening.has(name)) this.#block.open = true;
    if (name === '' || name === 'from' || name === 'table' || name === 'into') {
      if (first && this.#block.tables.length === 0) this.#table(first);
    } else if (/join$/i.test(name)) this.#join(node);
    else if (/^(or)?(and)?(where|having)/i.test(name)) this.#where(name, node);
    else if (/^(select|columns?|distinct|first|returning)$/.test(name)) this.#select(name, node);
    else if (name === 'insert' || name === 'upsert') this.#insert(first);
    else if (name === 'update') this.#update(first, second);
    else if (name === 'del' || name === 'delete' || name === 'truncate') this.#block.kind = 'delete';
    else if (name === 'increment' || name === 'decrement') this.#block.kind = 'update';
    else if (name === 'limit' || name === 'paginate') this.#block.limited = true;
    else if (name === 'onConflict') this.#block.onConflict = true;
    else if (/^(count|sum|min|max|avg)(Distinct)?$/.test(name))
      this.#block.outputs.push({ aggregate: true, span: this.file.span(node) });
    else if (name === 'orderBy' && first) this.#columns([first], this.#block.orderBy);
    else if (name === 'groupBy') this.#columns(node.arguments, this.#block.groupBy);
    else if (name === 'forUpdate' || name === 'forShare') this.#block.locking = true;
  }

  #table(argument: ts.Expression): void {
    const node = unwrap(argument);
    if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (!ts.isPropertyAssignment(property) || !ts.isStringLiteralLike(property.initializer)) continue;
        const alias = propertyName(property.name);
        this.#block.tables.push({
          name: property.initializer.text,
          ...(alias === undefined ? {} : { alias }),
          span: inside(this.file, property.initializer),
        });
      }
      return;
    }
    if (!ts.isStringLiteralLike(node)) {
      this.#block.open = true;
      return;
    }
    const [, whole = '', alias] = /^\s*(\S+)(?:\s+as\s+(\S+))?\s*$/i.exec(node.text) ?? [];
    const table: TableUse = { name: whole.slice(whole.lastIndexOf('.') + 1), span: inside(this.file, node) };
    if (alias) table.alias = alias;
    this.#block.tables.push(table);
  }

  #join(node: ts.CallExpression): void {
    const [table, ...on] = node.arguments;
    if (!table) return;
    this.#table(table);
    const [first] = on;
    if (first && isFunctionNode(first)) {
      for (const call of callsIn(first))
        if (/^(on|andOn|onVal|andOnVal)$/.test(call.name)) this.#on(call.node);
      return;
    }
    if (first && ts.isObjectLiteralExpression(unwrap(first))) {
      for (const property of (unwrap(first) as ts.ObjectLiteralExpression).properties) {
        if (ts.isPropertyAssignment(property)) this.#equal(property.name, property.initializer, 'on');
      }
      return;
    }
    const [left, right] = on.length === 3 ? [on[0], on[2]] : on;
    if (left && right) this.#equal(left, right, 'on');
  }

  #on(node: ts.CallExpression): void {
    const given = node.arguments;
    const [left, right] = given.length === 3 ? [given[0], given[2]] : [given[0], given[1]];
    if (left && right) this.#equal(left, right, 'on');
  }

  /** `a.x = b.y` speaks of both columns. */
  #equal(left: ts.Node, right: ts.Expression, clause: 'on' | 'where', conjunct = true): void {
    const column = columnOf(this.file, left);
    if (!column) return;
    const other = clause === 'on' ? columnOf(this.file, right) : undefined;
    const span = { start: this.file.span(left).start, end: this.file.span(right).end };
    const operand: Operand = other
      ? { kind: 'column', column: other, span: other.span }
      : { kind: 'parameter', text: this.file.words(right), span: this.file.span(right) };
    this.#block.predicates.push({ column, operator: '=', operand, clause, conjunct, span });
    if (other)
      this.#block.predicates.push({
        column: other,
        operator: '=',
        operand: { kind: 'column', column, span: column.span },
        clause,
        conjunct,
        span,
      });
  }

  #where(name: string, node: ts.CallExpression): void {
    const block = this.#block;
    block.hasWhere = true;
    const conjunct = !/^or/i.test(name) && !/not/i.test(name);
    // `a OR b` at the top: nothing before it holds for all rows any more.
    if (/^or/i.test(name))
      for (const each of block.predicates) if (each.clause === 'where') each.conjunct = false;
    const [first, second, third] = node.arguments;
    if (!first) return;
    const condition = unwrap(first);
    if (isFunctionNode(condition)) {
      const calls = callsIn(condition);
      const either = calls.some((call) => /^or/i.test(call.name));
      const before = block.predicates.length;
      for (const call of calls)
        if (/where/i.test(call.name)) this.#where(call.name.replace(/^or/i, ''), call.node);
      if (either || !conjunct) for (const each of block.predicates.slice(before)) each.conjunct = false;
      return;
    }
    if (ts.isObjectLiteralExpression(condition)) {
      for (const property of condition.properties) {
        if (ts.isPropertyAssignment(property))
          this.#equal(property.name, property.initializer, 'where', conjunct);
        else if (ts.isShorthandPropertyAssignment(property))
          this.#equal(property.name, property.name, 'where', conjunct);
        else block.open = true;
      }
      return;
    }
    if (!ts.isStringLiteralLike(condition)) {
      block.open = true;
      return;
    }
    const column = columnOf(this.file, condition);
    if (!column) return;
    const span = this.file.span(node);
    const operator = operatorOf(name, second, third);
    const value = third ?? second;
    const operand: Operand = value
      ? { kind: 'parameter', text: this.file.words(value), span: this.file.span(value) }
      : { kind: 'none', span };
    const predicate: Predicate = {
      column,
      operator,
      operand,
      clause: /having/i.test(name) ? 'having' : 'where',
      conjunct,
      span,
    };
    block.predicates.push(predicate);
  }

  #select(name: string, node: ts.CallExpression): void {
    if (name === 'first') this.#block.limited = true;
    if (name === 'returning') this.#block.returning = true;
    const given = node.arguments.flatMap((argument) => {
      const inner = unwrap(argument);
      return ts.isArrayLiteralExpression(inner) ? [...inner.elements] : [inner];
    });
    for (const argument of given) {
      const inner = unwrap(argument);
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
    this.#block.kind = 'insert';
    const node = rows && unwrap(rows);
    const one =
      node && ts.isArrayLiteralExpression(node) ? node.elements[0] && unwrap(node.elements[0]) : node;
    // Rows that are put together elsewhere may hold any column.
    if (!one || !ts.isObjectLiteralExpression(one) || one.properties.some(ts.isSpreadAssignment)) return;
    this.#block.insertColumns = one.properties.flatMap((property) => {
      const name = propertyName(property.name);
      return name === undefined ? [] : [{ name, span: this.file.span(property) }];
    });
  }

  #update(first: ts.Expression | undefined, second: ts.Expression | undefined): void {
    this.#block.kind = 'update';
    const node = first && unwrap(first);
    if (!node) return;
    if (ts.isStringLiteralLike(node) && second) {
      this.#block.assignments.push({
        column: { name: node.text, span: inside(this.file, node) },
        value: { kind: 'other', span: this.file.span(second) },
      });
      return;
    }
    if (!ts.isObjectLiteralExpression(node)) return;
    for (const property of node.properties) {
      const name = propertyName(property.name);
      if (name === undefined) continue;
      const span = this.file.span(property);
      const value =
        ts.isPropertyAssignment(property) && ts.isStringLiteralLike(unwrap(property.initializer))
          ? ('constant' as const)
          : ('other' as const);
      this.#block.assignments.push({ column: { name, span }, value: { kind: value, span } });
    }
  }

  #columns(given: readonly ts.Expression[], into: ColumnUse[]): void {
    for (const argument of given) {
      const column = columnOf(this.file, argument);
      if (column) into.push(column);
    }
  }
}

function operatorOf(
  name: string,
  second: ts.Expression | undefined,
  third: ts.Expression | undefined,
): string {
  if (/NotNull$/i.test(name)) return 'is not null';
  if (/Null$/i.test(name)) return 'is null';
  if (/NotIn$/i.test(name)) return 'not in';
  if (/In$/.test(name)) return 'in';
  if (/Between$/i.test(name)) return 'between';
  if (/Like$/i.test(name)) return 'like';
  const operator = second && unwrap(second);
  return third && operator && ts.isStringLiteralLike(operator) ? operator.text.toLowerCase() : '=';
}

/** `'t.column'`, `'column as name'`, or a property's name. */
function columnOf(file: FileReader, node: ts.Node): ColumnUse | undefined {
  const inner = ts.isExpression(node) ? unwrap(node) : node;
  const text = ts.isStringLiteralLike(inner)
    ? inner.text
    : ts.isIdentifier(inner) && (!node.parent || !ts.isCallExpression(node.parent))
      ? inner.text
      : undefined;
  if (text === undefined) return undefined;
  const [, qualifier, name] =
    /^\s*(?:[\w$]+\.)??(?:([\w$]+)\.)?([\w$]+)(?:\s+as\s+.*)?\s*$/i.exec(text) ?? [];
  if (!name) return undefined;
  return {
    name,
    ...(qualifier ? { qualifier } : {}),
    span: ts.isStringLiteralLike(inner) ? inside(file, inner) : file.span(inner),
  };
}

/** Builder calls of a callback: `this.on(…).andOn(…)`, `b.where(…).orWhere(…)`. */
function callsIn(callback: ts.Node): Step[] {
  const found: Step[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (ts.isCallExpression(node)) {
      const name = memberName(unwrap(node.expression));
      if (name !== undefined) found.push({ name, node });
    }
  };
  ts.forEachChild(callback, visit);
  return found;
}

/** The text between the quotes. */
function inside(file: FileReader, literal: ts.StringLiteralLike): Span {
  const { start, end } = file.span(literal);
  return { start: start + 1, end: end - 1 };
}

function emptyBlock(span: Span): QueryBlock {
  return {
    kind: 'select',
    place: 'statement',
    span,
    tables: [],
    derived: [],
    stars: [],
    outputs: [],
    predicates: [],
    usingColumns: [],
    assignments: [],
    onConflict: false,
    groupBy: [],
    orderBy: [],
    jsonKeys: [],
    hasWhere: false,
    limited: false,
    distinct: false,
    locking: false,
    returning: false,
    nested: [],
  };
}
