import type { A_Expr, Node, SubLink } from 'libpg-query';
import type { Span } from '../span';
import { type BlockContext, type JsonClause, readExpression } from './postgres-expression';
import type { PostgresSource } from './postgres-source';
import { bare, columnUse, functionName, lastOf, stringOf } from './postgres-tree';
import { type Sides, sidesOf } from './predicate-sides';
import type { ColumnUse, Operand, Predicate } from './statement';

type Clause = Predicate['clause'];

const JSON_CLAUSE: Record<Clause, JsonClause> = { where: 'where', on: 'join', having: 'group' };

/** Reads the predicates of a condition into its block, and with them what its expressions hold. */
export function readCondition(
  context: BlockContext,
  node: Node | undefined,
  clause: Clause,
  conjunct: boolean,
): void {
  if (node === undefined) return;
  if ('BoolExpr' in node) {
    if (conjunct && node.BoolExpr.boolop === 'OR_EXPR') {
      readEither(context, node.BoolExpr.args ?? [], clause);
      return;
    }
    const all = conjunct && node.BoolExpr.boolop === 'AND_EXPR';
    for (const argument of node.BoolExpr.args ?? []) readCondition(context, argument, clause, all);
    return;
  }
  for (const { span, ...comparison } of comparisonsOf(context.source, node))
    context.block.predicates.push({ ...comparison, clause, conjunct, span });
  readExpression(context, node, JSON_CLAUSE[clause]);
}

/** Alternatives: only what each of them asks for holds for every row. */
function readEither(context: BlockContext, alternatives: readonly Node[], clause: Clause): void {
  const { predicates } = context.block;
  const each = alternatives.map((alternative) => {
    const from = predicates.length;
    readCondition(context, alternative, clause, true);
    return predicates.slice(from);
  });
  const isSame = (a: Predicate, b: Predicate): boolean =>
    b.conjunct &&
    a.operator === b.operator &&
    a.column.name === b.column.name &&
    a.column.qualifier === b.column.qualifier &&
    a.operand.kind === 'parameter' &&
    b.operand.kind === 'parameter' &&
    a.operand.text === b.operand.text;
  const held = each
    .flat()
    .map((one) => one.conjunct && each.every((group) => group.some((other) => isSame(one, other))));
  for (const [index, one] of each.flat().entries()) one.conjunct = held[index] === true;
}

type Comparison = Omit<Predicate, 'clause' | 'conjunct'>;

function comparisonsOf(source: PostgresSource, node: Node): Comparison[] {
  if ('A_Expr' in node) return compared(source, node.A_Expr);
  if ('SubLink' in node) return comparedToSubquery(source, node.SubLink);
  if ('NullTest' in node) {
    const operator = node.NullTest.nulltesttype === 'IS_NULL' ? 'is null' : 'is not null';
    return tested(source, node.NullTest.arg, operator, node.NullTest.location);
  }
  if ('BooleanTest' in node) {
    const operator = (node.BooleanTest.booltesttype ?? 'IS_TRUE').toLowerCase().replaceAll('_', ' ');
    return tested(source, node.BooleanTest.arg, operator, node.BooleanTest.location);
  }
  // A bare boolean column: WHERE active.
  if ('ColumnRef' in node) return tested(source, node, 'is true', undefined);
  return [];
}

function columnOf(source: PostgresSource, node: Node | undefined): ColumnUse | undefined {
  const inner = bare(node);
  return inner !== undefined && 'ColumnRef' in inner ? columnUse(source, inner.ColumnRef) : undefined;
}

function tested(
  source: PostgresSource,
  argument: Node | undefined,
  operator: string,
  location: number | undefined,
): Comparison[] {
  const column = columnOf(source, argument);
  if (column === undefined) return [];
  const span = location === undefined ? column.span : sidesOf(source, source.at(location), 'is').whole;
  return [{ column, operator, operand: { kind: 'none', span: { start: span.end, end: span.end } }, span }];
}

function compared(source: PostgresSource, operation: A_Expr): Comparison[] {
  const operator = operatorOf(operation);
  if (operator === undefined) return [];
  const left = bare(operation.lexpr);
  const right = bare(operation.rexpr);
  if (left === undefined || right === undefined) return [];
  const rows = 'RowExpr' in left ? left.RowExpr.args : undefined;
  const leftColumn = columnOf(source, left);
  const rightColumn = columnOf(source, right);
  if (rows === undefined && leftColumn === undefined && rightColumn === undefined) return [];
  const sides = sidesOf(source, source.at(operation.location), operator);
  if (rows !== undefined) return comparedRows(source, rows, right, operator, sides);
  const found: Comparison[] = [];
  if (leftColumn !== undefined)
    found.push({
      column: leftColumn,
      operator,
      operand: operandOf(source, right, sides.right),
      span: sides.whole,
    });
  const flipped = flip(operator);
  if (rightColumn !== undefined && flipped !== undefined)
    found.push({
      column: rightColumn,
      operator: flipped,
      operand: operandOf(source, left, sides.left),
      span: sides.whole,
    });
  return found;
}

/** `(a, b) = ($1, $2)` says as much as `a = $1 AND b = $2`; other row comparisons say nothing of one column alone. */
function comparedRows(
  source: PostgresSource,
  left: Node[],
  right: Node,
  operator: string,
  sides: Sides,
): Comparison[] {
  const values = 'RowExpr' in right ? right.RowExpr.args : undefined;
  if (values !== undefined && (operator !== '=' || values.length !== left.length)) return [];
  if (values === undefined && operator !== 'in' && operator !== '=' && operator !== 'any') return [];
  return left.flatMap((item, i): Comparison[] => {
    const value = values?.[i];
    const operand =
      value === undefined ? operandOf(source, right, sides.right) : operandOf(source, value, sides.right);
    const column = columnOf(source, item);
    const mirrored = columnOf(source, value);
    const found: Comparison[] = [];
    if (column !== undefined) found.push({ column, operator, operand, span: sides.whole });
    if (mirrored !== undefined)
      found.push({
        column: mirrored,
        operator,
        operand: operandOf(source, item, sides.left),
        span: sides.whole,
      });
    return found;
  });
}

function comparedToSubquery(source: PostgresSource, link: SubLink): Comparison[] {
  const test = bare(link.testexpr);
  if (test === undefined) return [];
  const name = stringOf(lastOf(link.operName));
  const all = link.subLinkType === 'ALL_SUBLINK';
  const operator = all ? `${name} all` : name === '' ? 'in' : name === '=' ? 'any' : `${name} any`;
  const sides = sidesOf(source, source.at(link.location), operator);
  const operand: Operand = { kind: 'subquery', span: sides.right };
  const items = 'RowExpr' in test ? (test.RowExpr.args ?? []) : [test];
  return items.flatMap((item) => {
    const column = columnOf(source, item);
    return column === undefined ? [] : [{ column, operator, operand, span: sides.whole }];
  });
}

/** The operator in our terms; undefined for what compares nothing. */
function operatorOf(operation: A_Expr): string | undefined {
  const name = stringOf(lastOf(operation.name));
  switch (operation.kind) {
    case 'AEXPR_OP':
      return name === '!=' ? '<>' : name;
    case 'AEXPR_OP_ANY':
      return name === '=' ? 'any' : `${name} any`;
    case 'AEXPR_OP_ALL':
      return `${name} all`;
    case 'AEXPR_DISTINCT':
      return 'is distinct from';
    case 'AEXPR_NOT_DISTINCT':
      return 'is not distinct from';
    case 'AEXPR_IN':
      return name === '=' ? 'in' : 'not in';
    case 'AEXPR_LIKE':
      return name.startsWith('!') ? 'not like' : 'like';
    case 'AEXPR_ILIKE':
      return name.startsWith('!') ? 'not ilike' : 'ilike';
    case 'AEXPR_SIMILAR':
      return name.startsWith('!') ? 'not similar to' : 'similar to';
    case 'AEXPR_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
      return 'between';
    case 'AEXPR_NOT_BETWEEN':
    case 'AEXPR_NOT_BETWEEN_SYM':
      return 'not between';
    default:
      return undefined;
  }
}

const FLIPPED = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
  ['@>', '<@'],
  ['<@', '@>'],
  ['&&', '&&'],
  ['is distinct from', 'is distinct from'],
  ['is not distinct from', 'is not distinct from'],
  // `$1 = ANY(tags)`
  ['any', 'contains'],
]);

/** The operator as the right operand sees it; undefined where it has no such form. */
function flip(operator: string): string | undefined {
  return FLIPPED.get(operator);
}

/** What stands on the other side of a predicate. `side` is the range of that side, for what has no end of its own. */
export function operandOf(source: PostgresSource, node: Node | undefined, side: Span): Operand {
  const inner = bare(node);
  if (inner === undefined) return { kind: 'other', span: side };
  if ('ColumnRef' in inner) {
    const column = columnUse(source, inner.ColumnRef);
    return column === undefined
      ? { kind: 'other', span: side }
      : { kind: 'column', column, span: column.span };
  }
  if ('ParamRef' in inner) return parameterAt(source, source.at(inner.ParamRef.location));
  if ('A_Const' in inner) {
    const at = source.at(inner.A_Const.location);
    if (source.token(at)?.kind === 'parameter') return parameterAt(source, at);
    // The sign of a negative number is a token of its own.
    return { kind: 'constant', span: source.span(at, source.token(at)?.kind === 'operator' ? at + 1 : at) };
  }
  if ('FuncCall' in inner) {
    // What LIKE … ESCAPE and SIMILAR TO become.
    const name = functionName(inner.FuncCall);
    if (name === 'like_escape' || name === 'similar_to_escape')
      return operandOf(source, inner.FuncCall.args?.[0], side);
    const first = source.at(inner.FuncCall.location);
    const span = source.span(first, source.closing(source.chainEnd(first) + 1));
    return { kind: 'call', name, span };
  }
  if ('SQLValueFunction' in inner) {
    const at = source.at(inner.SQLValueFunction.location);
    return { kind: 'call', name: source.word(at), span: source.span(at, at) };
  }
  if ('SubLink' in inner) return { kind: 'subquery', span: side };
  if ('List' in inner) return listOperand(source, inner.List.items, side);
  if ('A_ArrayExpr' in inner) return listOperand(source, inner.A_ArrayExpr.elements, side);
  return { kind: 'other', span: side };
}

function parameterAt(source: PostgresSource, at: number): Operand {
  const span = source.span(at, at);
  return { kind: 'parameter', text: source.slice(span), span };
}

/** IN lists, arrays and the bounds of BETWEEN: what all their items are, with the first one's text. */
function listOperand(source: PostgresSource, items: Node[] | undefined, side: Span): Operand {
  const [first, ...rest] = (items ?? []).map((item) => operandOf(source, item, side));
  if (first === undefined) return { kind: 'other', span: side };
  if (rest.length === 0) return first;
  const same = rest.every((item) => item.kind === first.kind);
  if (same && first.kind === 'constant') return { kind: 'constant', span: side };
  if (same && first.kind === 'parameter') return { ...first, span: side };
  return { kind: 'other', span: side };
}
