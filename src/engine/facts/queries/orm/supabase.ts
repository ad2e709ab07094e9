import type { Predicate, QueryBlock } from '../../../source/sql/statement';
import { memberName, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import {
  assign,
  columnOf,
  emptyStatement,
  inside,
  memberValue,
  objectLiteral,
  operandOf,
  writtenColumns,
} from './block';
import { tableText } from './builder-tables';
import { type Chain, computedStep, laterSteps, namesOf, type Step } from './chain';
import { isCalledAsClient, isClientPath } from './data-clients';
import { addModelQuery } from './model-query';
import type { ModelQuery } from './query-draft';

/** Steps that name the table, or a function of the database. */
export const supabaseStarts = ['from', 'rpc'];

const verbs: Record<string, QueryBlock['kind']> = {
  select: 'select',
  insert: 'insert',
  upsert: 'insert',
  update: 'update',
  delete: 'delete',
};

/** Filters of a column, with the operators that SQL has for them. */
const filters: Record<string, string> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
  is: '=',
  in: 'in',
  contains: '@>',
  containedBy: '<@',
  overlaps: '&&',
  textSearch: '@@',
};

/** `supabase.from('rounds').select('id, title').eq('org_id', org).range(0, 49)`, `supabase.rpc('close_round', { … })`. */
export function readSupabase({ node, start, steps }: Chain, file: FileReader): boolean {
  const at = steps.findIndex((step) => supabaseStarts.includes(step.name));
  const made = steps[at];
  const [named] = made?.node.arguments ?? [];
  const verb = steps[at + 1];
  const name = tableText(file, named);
  if (!made || !named || name === undefined || at > 1) return false;
  if (made.name === 'from' && (!verb || !Object.hasOwn(verbs, verb.name))) return false;
  const found = clientOf(file, start);
  if (!found) return false;
  const block = emptyStatement(
    file.span(node),
    (verb && made.name === 'from' && verbs[verb.name]) || 'select',
  );
  const literal = unwrap(named);
  const table = { name, span: ts.isStringLiteralLike(literal) ? inside(file, literal) : file.span(literal) };
  if (made.name === 'rpc') {
    // What a function of the database brings, and for whom, it says itself.
    block.derived.push({ ...table, explicitColumns: true });
    block.open = true;
    block.unseen = true;
  } else if (block.kind === 'select') block.tables.push(table);
  else block.target = table;
  let single = false;
  for (const step of [...steps.slice(at + 1), ...laterSteps(node, file)])
    single = readStep(file, block, step) || single;
  addModelQuery(file, {
    node,
    receiver: start,
    method: verb?.name ?? made.name,
    client: 'builder',
    block,
    byModel: false,
    reader: 'supabase',
    single,
    ...found,
  });
  return true;
}

function clientOf(
  file: FileReader,
  start: ts.Expression,
): Pick<ModelQuery, 'assumes' | 'through'> | undefined {
  const names = namesOf(start) ?? [];
  if (names.some((name) => isCalledAsClient(file, name, 'supabase'))) return {};
  const path = file.paths.of(start);
  if (isClientPath(file, path, 'supabase')) return {};
  return path !== undefined && file.isProjectPath(path) ? { assumes: path, through: 'supabase' } : undefined;
}

/** Reads a step into the block; true where it brings at most one row. */
function readStep(file: FileReader, block: QueryBlock, { name, node }: Step): boolean {
  const [first, second, third] = node.arguments;
  switch (name) {
    case 'select':
      readColumns(file, block, node);
      return isCount(second);
    case 'insert':
    case 'upsert': {
      const columns = writtenColumns(file, first, false);
      if (columns) block.insertColumns = columns;
      if (name === 'upsert') block.onConflict = true;
      return false;
    }
    case 'update':
      assign(file, block, first);
      return false;
    case 'limit':
    case 'range':
      block.limited = true;
      return false;
    case 'single':
    case 'maybeSingle':
      block.limited = true;
      return true;
    case 'order': {
      const column = first && columnOf(file, first);
      if (column) block.orderBy.push(column);
      return false;
    }
    case 'match':
      readMatch(file, block, first);
      return false;
    case 'filter':
    case 'not':
      addCondition(file, block, name === 'not' ? 'not' : '=', { node, column: first, value: third });
      return false;
    case 'or':
      // Alternatives in a text: no one of them holds for every row.
      block.hasWhere = true;
      if (!first || !ts.isStringLiteralLike(unwrap(first))) block.open = true;
      return false;
    case 'modify':
    case computedStep:
      block.open = true;
      block.unseen = true;
      return false;
    default:
      if (Object.hasOwn(filters, name))
        addCondition(file, block, filters[name] as string, { node, column: first, value: second });
      return false;
  }
}

/** `select('*', { count: 'exact', head: true })` brings a figure and no rows. */
function isCount(options: ts.Expression | undefined): boolean {
  const head = options && memberValue(options, 'head');
  return head !== undefined && head.kind === ts.SyntaxKind.TrueKeyword;
}

/** The columns that a text lists; those of related tables stand in parentheses. Nothing said is all of them. */
function readColumns(file: FileReader, block: QueryBlock, node: ts.CallExpression): void {
  const isReturning = block.kind !== 'select';
  if (isReturning) block.returning = true;
  const place = isReturning ? 'returning' : 'select';
  const [first, second] = node.arguments;
  if (isCount(second)) {
    block.outputs.push({ aggregate: true, span: file.span(node) });
    return;
  }
  const literal = first && unwrap(first);
  if (!literal) {
    // A write tells its rows only where it is asked to, and mostly one.
    if (isReturning) return;
    const { expression } = node;
    const start = ts.isPropertyAccessExpression(expression) ? file.span(expression.name).start : node.end;
    block.stars.push({ span: { start, end: node.end }, place });
    return;
  }
  if (!ts.isStringLiteralLike(literal)) return;
  const from = file.span(literal).start + 1;
  const text = literal.text.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, (inner) => ' '.repeat(inner.length));
  for (const { 0: part, index } of text.matchAll(/[^,]+/g)) {
    const name = part.trim();
    const start = from + index + part.indexOf(name);
    const span = { start, end: start + name.length };
    if (name === '*') block.stars.push({ span, place });
    else if (/^\w+$/.test(name)) block.outputs.push({ name, column: { name, span }, aggregate: false, span });
    else if (name !== '') block.outputs.push({ aggregate: /\bcount\b/.test(name), span });
  }
}

/** `match({ org_id: org, status: 'open' })`: all of them. */
function readMatch(file: FileReader, block: QueryBlock, argument: ts.Expression | undefined): void {
  const literal = argument && objectLiteral(file, argument);
  block.hasWhere = true;
  for (const property of literal?.properties ?? []) {
    const name = propertyName(property.name);
    const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
    if (name === undefined) block.open = true;
    else
      push(file, block, {
        column: { name, span: file.span(property) },
        operator: '=',
        node: property,
        value,
      });
  }
  if (!literal) block.open = true;
}

function addCondition(
  file: FileReader,
  block: QueryBlock,
  operator: string,
  given: { node: ts.CallExpression; column: ts.Expression | undefined; value: ts.Expression | undefined },
): void {
  block.hasWhere = true;
  const column = given.column && columnOf(file, given.column);
  if (column && memberName(given.node.expression) !== undefined)
    push(file, block, { column, operator, node: given.node, value: given.value });
  else block.open = true;
}

function push(
  file: FileReader,
  block: QueryBlock,
  given: { column: Predicate['column']; operator: string; node: ts.Node; value: ts.Expression | undefined },
): void {
  const span = file.span(given.node);
  block.predicates.push({
    column: given.column,
    operator: given.operator,
    operand: given.value ? operandOf(file, given.value) : { kind: 'other', span },
    clause: 'where',
    conjunct: true,
    span,
  });
}
