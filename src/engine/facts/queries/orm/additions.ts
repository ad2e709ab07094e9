import type { Span } from '../../../source/span';
import { memberName, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { intoLiteral } from '../../reading/options-object';
import { isClientsModule } from './data-clients';
import type { ModelQuery } from './query-draft';

interface Edit {
  span: Span;
  text: string;
}
type Addition = readonly Edit[] | undefined;

/** Methods that take their conditions as `where` of an options object, also when they are given none. */
const optional =
  /^(findMany|findFirst|findFirstOrThrow|findAll|findAndCountAll|findOne|count|deleteMany|updateMany)$/;
/** Methods whose first argument is the conditions. */
const bare = /^(findBy|findOneBy|findOneByOrFail|findAndCountBy|countBy|existsBy)$/;
const kyselyStart = /^(selectFrom|updateTable|deleteFrom)$/;

/** How a condition can be added to a call of a builder or an ORM; the texts are explained at `QueryFact.addCondition`. */
export function conditionOf(file: FileReader, query: ModelQuery): Addition {
  const { client, node, byModel } = query;
  if (client === 'document') return undefined;
  if (client === 'orm') return inOptions(file, node) ?? undefined;
  const calls = callsOf(node);
  if (query.reader === 'supabase') {
    const verb = calls.find((call) =>
      /^(select|update|delete)$/.test(memberName(unwrap(call.expression)) ?? ''),
    );
    return verb && after(verb, ".eq('{name}', {value})");
  }
  if (byModel === false) {
    for (const call of calls) {
      const [table] = call.arguments;
      if (!table || !ts.isStringLiteralLike(unwrap(table))) continue;
      const name = memberName(unwrap(call.expression));
      if (name !== undefined && kyselyStart.test(name)) return after(call, ".where('{name}', '=', {value})");
      if (name === undefined || /^(from|into|table)$/.test(name))
        return after(call, '.where({ {key}: {value} })');
    }
    return undefined;
  }
  return inDrizzle(file, calls);
}

/** How a column and its value can be added to what a call inserts. */
export function rowValueOf(file: FileReader, query: ModelQuery): Addition {
  if (query.client === 'document' || query.block.kind !== 'insert') return undefined;
  for (const call of callsOf(query.node)) {
    const name = memberName(unwrap(call.expression)) ?? '';
    if (!/^(create|insert|values|save)$/.test(name)) continue;
    const [first] = call.arguments;
    const literal = first && unwrap(first);
    if (!literal || !ts.isObjectLiteralExpression(literal)) continue;
    const data = literal.properties.find((each) => propertyName(each.name) === 'data');
    const row = data && ts.isPropertyAssignment(data) ? unwrap(data.initializer) : literal;
    if (!ts.isObjectLiteralExpression(row)) return undefined;
    return [intoLiteral(file, row, query.byModel === false ? '{key}: {value}' : '{member}')];
  }
  return undefined;
}

/** The calls of a chain, the last first. */
function callsOf(last: ts.CallExpression): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  for (let at: ts.Expression = last; ; ) {
    if (ts.isCallExpression(at)) {
      calls.push(at);
      at = unwrap(at.expression);
    } else if (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    else return calls;
  }
}

function after(call: ts.CallExpression, text: string): Addition {
  return [{ span: { start: call.end, end: call.end }, text }];
}

/** `findMany({ where: { … } })`, `update({ … }, { where: { … } })`, `findOneBy({ … })`. */
function inOptions(file: FileReader, node: ts.CallExpression): Addition {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const name = callee.name.text;
  const literals = node.arguments.map((each) => unwrap(each)).filter(ts.isObjectLiteralExpression);
  const [first] = literals;
  if (bare.test(name)) return first ? [intoLiteral(file, first, '{member}')] : undefined;
  const unique = /^findUnique(OrThrow)?$/.exec(name);
  for (const literal of literals) {
    const where = literal.properties.find((each) => propertyName(each.name) === 'where');
    if (!where) continue;
    const conditions = ts.isPropertyAssignment(where) ? unwrap(where.initializer) : undefined;
    if (!conditions || !ts.isObjectLiteralExpression(conditions)) return undefined;
    const edit = intoLiteral(file, conditions, '{member}');
    // Only one row can be meant by a unique key; with a condition besides, it is the first of those that fit.
    return unique ? [{ span: file.span(callee.name), text: `findFirst${unique[1] ?? ''}` }, edit] : [edit];
  }
  if (!optional.test(name)) return undefined;
  if (first && node.arguments.length === 1) return [intoLiteral(file, first, 'where: { {member} }')];
  if (node.arguments.length > 0) return undefined;
  const end = node.end - 1;
  return [{ span: { start: end, end }, text: '{ where: { {member} } }' }];
}

/** `.where(and(eq(t.id, id), eq(t.tenantId, …)))`, where the file has the functions for it. */
function inDrizzle(file: FileReader, calls: readonly ts.CallExpression[]): Addition {
  const has = (name: string) => isClientsModule(file, file.importedFrom(name), 'drizzle');
  const start = calls.find((call) =>
    /^(from|update|delete)$/.test(memberName(unwrap(call.expression)) ?? ''),
  );
  const table = start?.arguments[0] && unwrap(start.arguments[0]);
  if (!start || !table || !ts.isIdentifier(table) || !has('eq')) return undefined;
  const condition = `eq(${table.text}.{property}, {value})`;
  const where = calls.find((call) => memberName(unwrap(call.expression)) === 'where');
  const given = where?.arguments[0] && unwrap(where.arguments[0]);
  if (!where) {
    const set = calls.find((call) => memberName(unwrap(call.expression)) === 'set');
    return after(set ?? start, `.where(${condition})`);
  }
  if (!given || !has('and')) return undefined;
  if (ts.isCallExpression(given) && ts.isIdentifier(given.expression) && given.expression.text === 'and') {
    const last = given.arguments.at(-1);
    return last && [{ span: { start: last.end, end: last.end }, text: `, ${condition}` }];
  }
  const { start: from, end } = file.span(given);
  return [
    { span: { start: from, end: from }, text: 'and(' },
    { span: { start: end, end }, text: `, ${condition})` },
  ];
}
