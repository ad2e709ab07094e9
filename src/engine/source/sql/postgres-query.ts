import type {
  DeleteStmt,
  InsertStmt,
  MergeStmt,
  Node,
  RangeVar,
  ReturningClause,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from 'libpg-query';
import { emptyBlock, hasExplicitColumns } from './block';
import { operandsOf, rangeOf } from './postgres-block';
import { type JsonClause, readExpression } from './postgres-expression';
import { type Frame, readFrom } from './postgres-from';
import { operandOf, readCondition } from './postgres-predicate';
import type { PostgresSource } from './postgres-source';
import { bare, columnUse, functionName, isStar, stringOf, tableUse } from './postgres-tree';
import type { Scope } from './scope';
import type { TokenRange } from './split';
import type { BlockPlace, ColumnUse, QueryBlock } from './statement';

/** Reads queries of PostgreSQL's tree into blocks. */
export class BlockReader {
  constructor(private readonly source: PostgresSource) {}

  /** The block of a SELECT, INSERT, UPDATE, DELETE or MERGE node that stands within the range. */
  read(node: Node, place: BlockPlace, range: TokenRange, outer?: Scope): QueryBlock {
    if ('SelectStmt' in node) return this.select(node.SelectStmt, place, range, outer);
    const frame = this.open(node, place, range, outer);
    if ('InsertStmt' in node) this.insert(frame, node.InsertStmt);
    else if ('UpdateStmt' in node) this.update(frame, node.UpdateStmt);
    else if ('DeleteStmt' in node) this.remove(frame, node.DeleteStmt);
    else if ('MergeStmt' in node) this.merge(frame, node.MergeStmt);
    return frame.block;
  }

  private open(node: Node, place: BlockPlace, around: TokenRange, outer: Scope | undefined): Frame {
    const range = rangeOf(this.source, node, place, around);
    const block = emptyBlock(place, this.source.span(range.first, range.last));
    const scope: Scope = { outer, names: new Map(), owner: block };
    const nest = (subquery: Node, inner: BlockPlace): void => {
      block.nested.push(this.read(subquery, inner, range, scope));
    };
    return { source: this.source, block, range, scope, nest };
  }

  private select(
    select: SelectStmt,
    place: BlockPlace,
    around: TokenRange,
    outer: Scope | undefined,
  ): QueryBlock {
    const frame = this.open({ SelectStmt: select }, place, around, outer);
    const { block } = frame;
    this.with(frame, select.withClause);
    if (select.valuesLists !== undefined) {
      block.kind = 'values';
      for (const row of select.valuesLists) readExpression(frame, row, 'select');
    }
    if (select.op !== undefined && select.op !== 'SETOP_NONE') {
      for (const operand of operandsOf(select))
        block.nested.push(this.select(operand, 'set-operand', frame.range, frame.scope));
    }
    this.outputs(frame, select.targetList, 'select');
    for (const item of select.fromClause ?? []) readFrom(frame, item);
    this.where(frame, select.whereClause);
    this.columns(frame, select.groupClause, block.groupBy, 'group');
    readCondition(frame, select.havingClause, 'having', true);
    this.columns(frame, select.sortClause, block.orderBy, 'order');
    for (const window of select.windowClause ?? []) readExpression(frame, window, 'select');
    const limit = select.limitCount;
    block.limited = limit !== undefined && !('A_Const' in limit && limit.A_Const.isnull === true);
    readExpression(frame, limit, 'select');
    readExpression(frame, select.limitOffset, 'select');
    block.distinct = select.distinctClause !== undefined;
    block.locking = select.lockingClause !== undefined;
    return block;
  }

  private insert(frame: Frame, insert: InsertStmt): void {
    const { block } = frame;
    block.kind = 'insert';
    this.with(frame, insert.withClause);
    this.target(frame, insert.relation);
    if (insert.cols !== undefined) block.insertColumns = this.named(insert.cols);
    if (insert.selectStmt !== undefined) frame.nest(insert.selectStmt, 'insert-source');
    const conflict = insert.onConflictClause;
    if (conflict !== undefined) {
      block.onConflict = true;
      this.assignments(frame, conflict.targetList);
      // It decides whether the row is updated, not which rows the statement is about.
      readCondition(frame, conflict.whereClause, 'where', false);
    }
    this.returning(frame, insert.returningClause);
  }

  private update(frame: Frame, update: UpdateStmt): void {
    frame.block.kind = 'update';
    this.with(frame, update.withClause);
    this.target(frame, update.relation);
    this.assignments(frame, update.targetList);
    for (const item of update.fromClause ?? []) readFrom(frame, item);
    this.where(frame, update.whereClause);
    this.returning(frame, update.returningClause);
  }

  private remove(frame: Frame, remove: DeleteStmt): void {
    frame.block.kind = 'delete';
    this.with(frame, remove.withClause);
    this.target(frame, remove.relation);
    for (const item of remove.usingClause ?? []) readFrom(frame, item);
    this.where(frame, remove.whereClause);
    this.returning(frame, remove.returningClause);
  }

  private merge(frame: Frame, merge: MergeStmt): void {
    frame.block.kind = 'merge';
    this.with(frame, merge.withClause);
    this.target(frame, merge.relation);
    if (merge.sourceRelation !== undefined) readFrom(frame, merge.sourceRelation);
    readCondition(frame, merge.joinCondition, 'on', true);
    for (const clause of merge.mergeWhenClauses ?? []) {
      if (!('MergeWhenClause' in clause)) continue;
      const { commandType, condition, targetList, values } = clause.MergeWhenClause;
      readCondition(frame, condition, 'where', false);
      if (commandType === 'CMD_UPDATE') this.assignments(frame, targetList);
      else if (targetList !== undefined) frame.block.insertColumns ??= this.named(targetList);
      for (const value of values ?? []) readExpression(frame, value, 'select');
    }
    this.returning(frame, merge.returningClause);
  }

  private with(frame: Frame, clause: WithClause | undefined): void {
    const { block, scope } = frame;
    for (const node of clause?.ctes ?? []) {
      if (!('CommonTableExpr' in node)) continue;
      const { ctename = '', ctequery, aliascolnames } = node.CommonTableExpr;
      const named = aliascolnames !== undefined;
      // A recursive query names itself while it is read; what decides its columns is its first operand.
      if (clause?.recursive) scope.names.set(ctename, { explicit: true });
      if (ctequery === undefined) continue;
      const index = block.nested.length;
      const query = this.read(ctequery, 'cte', frame.range, scope);
      query.name = ctename;
      block.nested.push(query);
      scope.names.set(ctename, { explicit: named || hasExplicitColumns(query), block: index });
    }
  }

  private target(frame: Frame, relation: RangeVar | undefined): void {
    if (relation !== undefined) frame.block.target = tableUse(this.source, relation);
  }

  private where(frame: Frame, condition: Node | undefined): void {
    frame.block.hasWhere = condition !== undefined;
    readCondition(frame, condition, 'where', true);
  }

  private outputs(frame: Frame, targets: Node[] | undefined, place: 'select' | 'returning'): void {
    const { block } = frame;
    for (const target of targets ?? []) {
      if (!('ResTarget' in target)) continue;
      const { val, name, location } = target.ResTarget;
      if (val === undefined) continue;
      // `TABLE t` has a star that nobody wrote.
      const first = this.source.at(location);
      if (first < 0) continue;
      if ('ColumnRef' in val && isStar(val.ColumnRef)) {
        const last = this.source.chainEnd(first);
        const qualifier = stringOf(val.ColumnRef.fields?.at(-2));
        const star: QueryBlock['stars'][number] = { span: this.source.span(first, last), place };
        if (qualifier !== '') star.qualifier = qualifier;
        block.stars.push(star);
        continue;
      }
      const inner = bare(val);
      const column =
        inner !== undefined && 'ColumnRef' in inner ? columnUse(this.source, inner.ColumnRef) : undefined;
      const call =
        inner !== undefined && 'FuncCall' in inner
          ? functionName(inner.FuncCall).split('.').at(-1)
          : undefined;
      const output: QueryBlock['outputs'][number] = {
        aggregate: readExpression(frame, val, 'select'),
        span: this.source.span(first, this.source.outputEnd(first, frame.range.last)),
      };
      const given = name ?? column?.name ?? call;
      if (given !== undefined) output.name = given;
      if (column !== undefined) output.column = column;
      block.outputs.push(output);
    }
  }

  private returning(frame: Frame, clause: ReturningClause | undefined): void {
    frame.block.returning = clause !== undefined;
    this.outputs(frame, clause?.exprs, 'returning');
  }

  private columns(frame: Frame, nodes: Node[] | undefined, into: ColumnUse[], clause: JsonClause): void {
    for (const node of nodes ?? []) {
      const inner = 'SortBy' in node ? node.SortBy.node : node;
      const column =
        inner !== undefined && 'ColumnRef' in inner ? columnUse(this.source, inner.ColumnRef) : undefined;
      if (column !== undefined) into.push(column);
      else if (!this.byPosition(frame, inner, into, clause)) readExpression(frame, inner, clause);
    }
  }

  /** `GROUP BY 1`: what is selected first. */
  private byPosition(frame: Frame, node: Node | undefined, into: ColumnUse[], clause: JsonClause): boolean {
    if (node === undefined || !('A_Const' in node) || node.A_Const.ival === undefined) return false;
    const { outputs, jsonKeys } = frame.block;
    const output = outputs[(node.A_Const.ival.ival ?? 0) - 1];
    if (output?.column) into.push(output.column);
    for (const key of jsonKeys)
      if (output && output.span.start <= key.span.start && key.span.end <= output.span.end)
        key.clause = clause;
    return true;
  }

  /** The columns that INSERT lists. */
  private named(targets: Node[]): ColumnUse[] {
    return targets.flatMap((target) => {
      if (!('ResTarget' in target)) return [];
      const at = this.source.at(target.ResTarget.location);
      return [{ name: target.ResTarget.name ?? '', span: this.source.span(at, at) }];
    });
  }

  private assignments(frame: Frame, targets: Node[] | undefined): void {
    for (const target of targets ?? []) {
      if (!('ResTarget' in target)) continue;
      const { name = '', val, location } = target.ResTarget;
      const at = this.source.at(location);
      const column = { name, span: this.source.span(at, at) };
      const value = val !== undefined && 'MultiAssignRef' in val ? assignedPart(val) : val;
      // The value of `a = value` stands after the equals sign; of `(a, b) = …` only the node's own place is known.
      const end = this.source.outputEnd(at, frame.range.last);
      const side = value === val ? this.source.span(Math.min(at + 2, end), end) : column.span;
      frame.block.assignments.push({ column, value: operandOf(this.source, value, side) });
      readExpression(frame, value, 'select');
    }
  }
}

function assignedPart(node: Node): Node | undefined {
  if (!('MultiAssignRef' in node)) return node;
  const { source, colno = 1 } = node.MultiAssignRef;
  if (source !== undefined && 'RowExpr' in source) return source.RowExpr.args?.[colno - 1];
  // One subquery assigns all: it is read once.
  return colno === 1 ? source : undefined;
}
