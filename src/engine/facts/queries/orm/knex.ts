import { ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { BuilderChain } from './builder-chain';
import { type Chain, laterSteps, namesOf, type Step } from './chain';
import { givenHandle } from './handle';
import { addModelQuery } from './model-query';

/** Where a knex chain starts: `knex('tickets')`, `trx('tickets')`, `knex.select(…)`; also through `Knex`-typed parameters. */
const root = /^knex#(\(\)|Knex(\.\w+)?\(\)|default\(\))(\.transaction\(\))?/;
export const knexStarts = new Set([
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
  'batchInsert',
]);

/** Steps that only a builder of this family has, whatever it is called on. */
const builderSteps =
  /^(where|orWhere|andWhere|whereIn|whereNot|whereNull|whereRaw|insert|update|del|delete|join|leftJoin|innerJoin|select|orderBy|returning|onConflict|count|increment|decrement|modify|whereNotNull|whereNotIn|limit)$/;

/** A knex chain, from `knex('table')` or from one of the builder's own calls. */
export function readKnex(chain: Chain, file: FileReader): boolean {
  const { node, start, steps } = fromMember(chain);
  const [first] = steps;
  const names = namesOf(start);
  if (!first || !names || (first.name !== '' && !knexStarts.has(first.name))) return false;
  const last = names[names.length - 1] ?? '';
  if (notBuilders.test(last)) return false;
  // The shape comes first: asking for a path binds the file.
  if (first.name === '' ? !callsTable(first, steps, last) : !namesTable(steps)) return false;
  if (!isKnexName(last)) {
    const path = file.paths.of(start) ?? '';
    if (/^(global#(\$|jQuery|cy|require|describe|it|test)|jquery#|cheerio#)/.test(path)) return false;
    if (first.name !== '' && !root.test(path)) return false;
  }
  const query = new BuilderChain(file, node, [...steps, ...laterSteps(node, file)]).read();
  if (!query) return false;
  addModelQuery(file, {
    node,
    receiver: start,
    method: query.block.kind === 'values' ? 'insert' : query.block.kind,
    client: 'builder',
    block: query.block,
    byModel: false,
    single: query.single,
    handle: query.transaction && givenHandle(file, query.transaction),
  });
  return true;
}

/** `fastify.knex('table')`, `this.knex('table')`: what is called is the member. */
function fromMember(chain: Chain): Chain {
  const [first, ...rest] = chain.steps;
  if (!first || !isKnexName(first.name) || !ts.isPropertyAccessExpression(first.node.expression))
    return chain;
  return { ...chain, start: first.node.expression, steps: [{ name: '', node: first.node }, ...rest] };
}

/** What knex and its transactions are called. */
export function isKnexName(name: string): boolean {
  return /^_?(knex|trx|tx)$|knex$|Trx$/i.test(name) && name !== 'Knex';
}

/** Calls that take text first and are no builder, whatever is called on their result. */
const notBuilders =
  /^(require|describe|it|test|cy|\$|jQuery|expect|fetch|request|get|post|import|super)$|^create|hash|hmac/i;

/** `knex('table')` alone; for any other name a chain that is built like knex's: `db('table').where(…)`. */
function callsTable({ node }: Step, steps: readonly Step[], name: string): boolean {
  const [table] = node.arguments;
  if (!table) return false;
  const called = isKnexName(name);
  const inner = unwrap(table);
  const built = steps.slice(1).some((step) => builderSteps.test(step.name));
  if (!ts.isStringLiteralLike(inner)) return called && built;
  if (!/^[a-z_][\w.]*( as \w+)?$/i.test(inner.text)) return false;
  return (
    called ||
    (built &&
      (/db$/i.test(name) ||
        steps.slice(1).some((step) => step.name !== 'select' && builderSteps.test(step.name))))
  );
}

/** `knex.from('table')`, `knex.select('a').from('table')`. */
function namesTable(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    const [first] = step.node.arguments;
    return (
      /^(from|table|into|batchInsert)$/.test(step.name) &&
      first !== undefined &&
      ts.isStringLiteralLike(first)
    );
  });
}
