import type { Operand, Predicate, QueryBlock } from '../../../source/sql/statement';
import { isFunctionNode, memberName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { columnOf } from './block';
import type { BuilderBlock } from './builder-block';
import { callsIn, chainOf, type Step } from './chain';
import { readConditions } from './conditions';
import { isText, readConditionText } from './sql-text';

/** `.where('t.x', v)`, `.where('x', '>', v)`, `.where({ x: v })`, `.whereIn(…)`, `.whereRaw('x = ?', [v])`, `.where((b) => …)`. */
export function readBuilderCondition(within: BuilderBlock, { name, node }: Step): void {
  const { file, block } = within;
  block.hasWhere = true;
  const clause = /having/i.test(name) ? 'having' : 'where';
  const conjunct =
    !/^or/i.test(name) && !/not(?!null)/i.test(name.replace(/NotIn$|NotNull$|NotBetween$/i, ''));
  // `a OR b` at the top: nothing before it holds for all rows any more.
  if (/^or/i.test(name))
    for (const each of block.predicates) if (each.clause === 'where') each.conjunct = false;
  const [first, second, third] = node.arguments;
  if (!first) return;
  const condition = unwrap(first);
  if (/exists$/i.test(name)) {
    nest(within, condition, 'exists');
    return;
  }
  if (/raw$/i.test(name)) {
    if (isText(condition)) readConditionText(file, block, condition, clause, conjunct);
    else block.open = true;
    return;
  }
  if (isFunctionNode(condition)) {
    readCallback(within, condition, conjunct);
    return;
  }
  if (ts.isObjectLiteralExpression(condition)) {
    readConditions(file, block, condition, conjunct);
    return;
  }
  if (!ts.isStringLiteralLike(condition)) {
    block.open = true;
    return;
  }
  const column = columnOf(file, condition);
  if (!column) return;
  const span = file.span(node);
  const operator = operatorOf(name, second, third);
  const value = third ?? second;
  const isReference = /(Ref|Column)$/.test(name);
  const other = isReference && value ? columnOf(file, value) : undefined;
  const operand: Operand = other
    ? { kind: 'column', column: other, span: other.span }
    : value
      ? nest(within, value, 'in')
        ? { kind: 'subquery', span: file.span(value) }
        : { kind: 'parameter', text: file.words(value), span: file.span(value) }
      : { kind: 'none', span };
  block.predicates.push({ column, operator, operand, clause, conjunct, span });
}

/** A subquery in a condition; false for any other value. */
function nest(within: BuilderBlock, value: ts.Expression, place: 'in' | 'exists'): boolean {
  const inner = unwrap(value);
  if (!isFunctionNode(inner) && !ts.isCallExpression(inner)) return false;
  const nested = within.subqueryOf(inner);
  if (!nested) return false;
  nested.place = place;
  within.block.nested.push(nested);
  return true;
}

/** `(b) => b.where(…).orWhere(…)` in parentheses, and Kysely's `(eb) => eb.and([eb('x', '=', v), …])`. */
function readCallback(within: BuilderBlock, callback: ts.Node, conjunct: boolean): void {
  const { file, block } = within;
  const inner = nestSubqueries(within, callback);
  const calls = callsIn(callback).filter(
    ({ node }) => !inner.some((each) => each.pos <= node.pos && node.end <= each.end),
  );
  const either = calls.some((call) => /^or/i.test(call.name));
  const before = block.predicates.length;
  for (const call of calls)
    if (/where/i.test(call.name))
      readBuilderCondition(within, { name: call.name.replace(/^or/i, ''), node: call.node });
  readExpressions(file, block, callback, inner);
  if (block.predicates.length === before && inner.length === 0) block.open = true;
  if (either || !conjunct) for (const each of block.predicates.slice(before)) each.conjunct = false;
}

/** Kysely's `eb.selectFrom('t')…` inside a callback: part of the query around it. */
export function nestSubqueries(within: BuilderBlock, callback: ts.Node): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node, parent: ts.Node): void => {
    if (ts.isCallExpression(node) && chainOf(node).steps.some((step) => step.name === 'selectFrom')) {
      const nested = within.subqueryOf(node);
      if (nested) {
        const called = ts.isCallExpression(parent) ? memberName(parent.expression) : undefined;
        nested.place = /exists/i.test(called ?? '') ? 'exists' : 'scalar';
        within.block.nested.push(nested);
        found.push(node);
        return;
      }
    }
    ts.forEachChild(node, (child) => visit(child, node));
  };
  ts.forEachChild(callback, (child) => visit(child, callback));
  return found;
}

/** `eb('column', '=', value)` anywhere in a callback. */
function readExpressions(
  file: FileReader,
  block: QueryBlock,
  callback: ts.Node,
  without: readonly ts.Node[],
): void {
  const visit = (node: ts.Node): void => {
    if (without.includes(node)) return;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.arguments.length === 3) {
      const [left, operator, right] = node.arguments;
      const column = left && columnOf(file, left);
      if (column && right && operator && ts.isStringLiteralLike(operator) && ts.isStringLiteralLike(left)) {
        const predicate: Predicate = {
          column,
          operator: operator.text.toLowerCase(),
          operand: { kind: 'parameter', text: file.words(right), span: file.span(right) },
          clause: 'where',
          conjunct: true,
          span: file.span(node),
        };
        block.predicates.push(predicate);
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(callback, visit);
}

/** `a.x = b.y` speaks of both columns. */
export function readEqual(
  file: FileReader,
  block: QueryBlock,
  left: ts.Node,
  right: ts.Expression,
  clause: 'on' | 'where',
): void {
  const column = columnOf(file, left);
  if (!column) return;
  const other = clause === 'on' ? columnOf(file, right) : undefined;
  const span = { start: file.span(left).start, end: file.span(right).end };
  const operand: Operand = other
    ? { kind: 'column', column: other, span: other.span }
    : { kind: 'parameter', text: file.words(right), span: file.span(right) };
  block.predicates.push({ column, operator: '=', operand, clause, conjunct: true, span });
  if (other)
    block.predicates.push({
      column: other,
      operator: '=',
      operand: { kind: 'column', column, span: column.span },
      clause,
      conjunct: true,
      span,
    });
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
