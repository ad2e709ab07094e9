import { emptyBlock, hasExplicitColumns } from './block';
import { type JsonClause, readCondition, readExpression } from './node-sql-expression';
import { type Frame, goToClause, readFrom, readFromItem } from './node-sql-from';
import { Cursor, get, isRecord, list, nameIn, queryIn, text, typeOf } from './node-sql-tree';
import type { Scope } from './scope';
import type { TokenRange } from './split';
import type { BlockPlace, ColumnUse, QueryBlock } from './statement';
import { tokenOperand } from './token-operand';
import type { TokenSource } from './token-source';

const SET_WORDS = new Set(['union', 'intersect', 'except', 'minus']);
const AFTER_SOURCE = new Set(['on', 'returning']);

/** Reads queries of node-sql-parser's tree into blocks. */
export class NodeSqlBlockReader {
  constructor(private readonly source: TokenSource) {}

  /** The block of a query that takes up the range. */
  read(node: unknown, place: BlockPlace, range: TokenRange, outer?: Scope): QueryBlock {
    const block = emptyBlock(place, this.source.span(range.first, range.last));
    const scope: Scope = { outer, names: new Map(), owner: block };
    const cursor = new Cursor(this.source, range.first, range.last);
    const nest = (query: unknown, inner: BlockPlace): void => {
      const found = cursor.query();
      if (found !== undefined) block.nested.push(this.read(query, inner, found, scope));
    };
    const frame: Frame = { block, cursor, nest, range, scope };
    this.with(frame, list(node, 'with'));
    switch (typeOf(node)) {
      case 'insert':
      case 'replace':
        this.insert(frame, node);
        break;
      case 'update':
        this.update(frame, node);
        break;
      case 'delete':
        this.remove(frame, node);
        break;
      default:
        if (isRecord(get(node, '_next'))) this.setOperation(frame, node);
        else this.select(frame, node);
    }
    return block;
  }

  private with(frame: Frame, ctes: unknown[]): void {
    const { block, cursor, scope } = frame;
    for (const cte of ctes) {
      const name = nameIn(get(cte, 'name'));
      cursor.name([name]);
      const named = list(cte, 'columns').length > 0;
      if (get(cte, 'recursive') === true || this.source.word(frame.range.first + 1) === 'recursive')
        scope.names.set(name.toLowerCase(), { explicit: true });
      const index = block.nested.length;
      frame.nest(queryIn(get(cte, 'stmt')) ?? get(cte, 'stmt'), 'cte');
      const query = block.nested[index];
      if (query === undefined) continue;
      query.name = name;
      scope.names.set(name.toLowerCase(), { explicit: named || hasExplicitColumns(query), block: index });
    }
  }

  private setOperation(frame: Frame, node: unknown): void {
    const { block, cursor, range } = frame;
    let operand: unknown = node;
    let first = cursor.at;
    while (isRecord(operand) && first <= range.last) {
      const from = first;
      const end = this.source.find(from, range.last, (token, i) => i > from && SET_WORDS.has(token.word));
      const last = end < 0 ? range.last : end - 1;
      const bracketed = this.source.token(from)?.kind === 'open' && this.source.closing(from) === last;
      const inner = bracketed ? { first: from + 1, last: last - 1 } : { first: from, last };
      // The first operand carries the others, and the WITH that was read already.
      const alone = { ...operand, _next: undefined, with: undefined };
      block.nested.push(this.read(alone, 'set-operand', inner, frame.scope));
      operand = operand._next;
      first = last + 2;
      if (this.source.word(first) === 'all' || this.source.word(first) === 'distinct') first++;
    }
    block.limited = get(node, '_limit') !== undefined && get(node, '_limit') !== null;
  }

  private select(frame: Frame, node: unknown): void {
    const { block, cursor, range } = frame;
    this.outputs(frame, node);
    readFrom(frame, list(node, 'from'));
    this.where(frame, node);
    if (goToClause(frame, 'group')) this.columns(frame, groupItems(node), block.groupBy, 'group');
    if (goToClause(frame, 'having')) readCondition(frame, get(node, 'having'), 'having', true);
    if (goToClause(frame, 'order')) this.columns(frame, list(node, 'orderby'), block.orderBy, 'order');
    const limit = get(node, 'limit');
    block.limited =
      list(limit, 'value').length > 0 || isRecord(get(limit, 'fetch')) || isRecord(get(node, 'top'));
    const locks = this.source.find(cursor.at, range.last, ({ word }, i) => {
      if (word !== 'for' && word !== 'in') return false;
      return this.source.word(i + 1) === 'update' || this.source.word(i + 1) === 'share';
    });
    block.locking = locks >= 0;
  }

  private outputs(frame: Frame, node: unknown): void {
    const { block, cursor, range } = frame;
    const select = this.source.find(cursor.at, range.last, ({ word }) => word === 'select');
    let first = select + 1;
    block.distinct = this.source.word(first) === 'distinct';
    if (block.distinct || this.source.word(first) === 'all') first++;
    if (this.source.word(first) === 'top') first = this.source.closing(first + 1) + 1;
    const end = this.source.outputsEnd(first, range.last);
    const columns = get(node, 'columns') === '*' ? ['*'] : list(node, 'columns');
    this.outputList(frame, columns, { first, last: end }, 'select');
    cursor.at = end + 1;
  }

  private outputList(
    frame: Frame,
    columns: unknown[],
    range: TokenRange,
    place: 'select' | 'returning',
  ): void {
    const { block, cursor } = frame;
    const parts = this.source.parts(range);
    for (const [i, column] of columns.entries()) {
      const part = parts[i];
      if (part === undefined) return;
      const expression = get(column, 'expr') ?? column;
      const span = this.source.span(part.first, part.last);
      if (
        column === '*' ||
        (typeOf(expression) === 'column_ref' && nameIn(get(expression, 'column')) === '*')
      ) {
        const qualifier = nameIn(get(expression, 'table'));
        block.stars.push(qualifier === '' ? { span, place } : { span, qualifier, place });
        continue;
      }
      cursor.at = part.first;
      const use = typeOf(expression) === 'column_ref' ? cursor.column(expression) : undefined;
      const output: QueryBlock['outputs'][number] = {
        aggregate: use === undefined && readExpression(frame, expression, 'select'),
        span,
      };
      const name = text(column, 'as') || (use?.name ?? nameIn(get(expression, 'name')));
      if (name !== '') output.name = name;
      if (use !== undefined) output.column = use;
      block.outputs.push(output);
      cursor.at = part.last + 1;
    }
  }

  private where(frame: Frame, node: unknown): void {
    frame.block.hasWhere = isRecord(get(node, 'where'));
    if (frame.block.hasWhere && goToClause(frame, 'where'))
      readCondition(frame, get(node, 'where'), 'where', true);
  }

  private columns(frame: Frame, items: unknown[], into: ColumnUse[], clause: JsonClause): void {
    for (const item of items) {
      const expression = get(item, 'expr') ?? item;
      const column = typeOf(expression) === 'column_ref' ? frame.cursor.column(expression) : undefined;
      if (column !== undefined) into.push(column);
      else readExpression(frame, expression, clause);
    }
  }

  private insert(frame: Frame, node: unknown): void {
    const { block, cursor, range } = frame;
    block.kind = 'insert';
    block.target = cursor.table(list(node, 'table')[0]);
    const columns = list(node, 'columns').map(nameIn);
    if (columns.length > 0)
      block.insertColumns = columns.flatMap((name) => {
        const found = cursor.name([name]);
        return found === undefined ? [] : [{ name, span: this.source.span(found.first, found.last) }];
      });
    const begin = this.source.find(cursor.at, range.last, ({ word }) => SOURCE_WORDS.has(word));
    if (begin >= 0) {
      const end = this.source.find(begin + 1, range.last, ({ word }, i) => {
        if (!AFTER_SOURCE.has(word)) return false;
        return word !== 'on' || CONFLICT_WORDS.has(this.source.word(i + 1));
      });
      this.insertSource(frame, get(node, 'values'), { first: begin, last: end < 0 ? range.last : end - 1 });
      cursor.at = end < 0 ? range.last + 1 : end;
    }
    // The grammar does not know ON CONFLICT, so that it was left out of what it was given.
    const conflict = this.source.find(cursor.at, range.last, ({ word }) => CONFLICT_WORDS.has(word));
    block.onConflict = conflict >= 0 || typeOf(node) === 'replace' || list(node, 'or').length > 0;
    this.assignments(frame, list(get(node, 'on_duplicate_update'), 'set'));
    this.returning(frame, get(node, 'returning'));
  }

  private insertSource(frame: Frame, node: unknown, range: TokenRange): void {
    const { block, scope } = frame;
    if (this.source.word(range.first) !== 'values') {
      block.nested.push(this.read(queryIn(node) ?? node, 'insert-source', range, scope));
      return;
    }
    const values = emptyBlock('insert-source', this.source.span(range.first, range.last));
    values.kind = 'values';
    block.nested.push(values);
  }

  private update(frame: Frame, node: unknown): void {
    const { block, cursor } = frame;
    block.kind = 'update';
    const [target, ...joined] = list(node, 'table');
    block.target = cursor.table(target);
    for (const item of joined) {
      readFromItem(frame, item);
      readCondition(frame, get(item, 'on'), 'on', true);
    }
    if (goToClause(frame, 'set')) this.assignments(frame, list(node, 'set'));
    readFrom(frame, list(node, 'from'));
    this.where(frame, node);
    this.returning(frame, get(node, 'returning'));
  }

  private remove(frame: Frame, node: unknown): void {
    const { block } = frame;
    block.kind = 'delete';
    const named = nameIn(list(node, 'table')[0]);
    readFrom(frame, list(node, 'from'));
    // What is deleted from is one of the tables in FROM, by its name or its alias.
    const target = block.tables.findIndex((table) => named === '' || (table.alias ?? table.name) === named);
    const [use] = block.tables.splice(Math.max(target, 0), 1);
    block.target = use;
    this.where(frame, node);
    this.returning(frame, get(node, 'returning'));
  }

  private assignments(frame: Frame, items: unknown[]): void {
    const { block, cursor, range } = frame;
    for (const item of items) {
      const column = cursor.column(item);
      const equals = cursor.symbol('=');
      if (column === undefined || equals < 0) continue;
      const end = this.source.outputEnd(equals + 1, range.last);
      block.assignments.push({ column, value: tokenOperand(this.source, { first: equals + 1, last: end }) });
      readExpression(frame, get(item, 'value'), 'select');
      cursor.at = Math.max(cursor.at, end + 1);
    }
  }

  private returning(frame: Frame, node: unknown): void {
    const { block, range } = frame;
    // T-SQL's OUTPUT was left out of what the grammar was given.
    block.returning = this.source.find(range.first, range.last, ({ word }) => word === 'output') >= 0;
    if (!isRecord(node) || !goToClause(frame, 'returning')) return;
    block.returning = true;
    const columns = get(node, 'columns') === '*' ? ['*'] : list(node, 'columns');
    this.outputList(frame, columns, { first: frame.cursor.at, last: range.last }, 'returning');
  }
}

const SOURCE_WORDS = new Set(['values', 'value', 'select', 'with']);
const CONFLICT_WORDS = new Set(['duplicate', 'conflict']);

function groupItems(node: unknown): unknown[] {
  const group = get(node, 'groupby');
  return Array.isArray(group) ? group : list(group, 'columns');
}
