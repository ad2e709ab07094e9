import { ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { BuilderChain } from './builder-chain';
import { tableText } from './builder-tables';
import { type Chain, laterSteps, namesOf, type Step } from './chain';
import { isCalledAsClient, isClientPath } from './data-clients';
import { givenHandle } from './handle';
import { addModelQuery } from './model-query';
import type { ModelQuery } from './query-draft';

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

/** Steps without which a table that is handed to something of any name is no query: `this.db('t').where(…)`. */
export const knexSteps = ['where', 'first', 'del', 'orderBy', 'whereIn', 'insert', 'returning'];

/** A knex chain, from `knex('table')` or from one of the builder's own calls. */
export function readKnex(chain: Chain, file: FileReader): boolean {
  const { node, start, steps } = fromMember(chain, file);
  const [first] = steps;
  const names = namesOf(start);
  if (!first || !names || (first.name !== '' && !knexStarts.has(first.name))) return false;
  const last = names[names.length - 1] ?? '';
  if (notBuilders.test(last)) return false;
  // The shape comes first: asking for a path binds the file.
  if (first.name === '' ? !callsTable(first, steps, last, file) : !namesTable(steps)) return false;
  const known = isKnexName(file, last) ? {} : clientOf(file, start, first);
  if (!known) return false;
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
    ...known,
  });
  return true;
}

/** What a chain of another name starts from: a builder by its path, one that the model must know, or what is called with a table and is nothing else. */
function clientOf(
  file: FileReader,
  start: ts.Expression,
  first: Step,
): Pick<ModelQuery, 'assumes' | 'through'> | undefined {
  const path = file.paths.of(start) ?? '';
  if (isClientPath(file, path, 'knex')) return {};
  if (first.name !== '') return undefined;
  const isMember = ts.isPropertyAccessExpression(unwrap(start));
  if (isMember) return file.isProjectPath(path) ? { assumes: path, through: 'knex' } : undefined;
  return /^global#(\$|jQuery|cy|require|describe|it|test)/.test(path) || isOfAnotherPackage(file, path)
    ? undefined
    : {};
}

function isOfAnotherPackage(file: FileReader, path: string): boolean {
  return path !== '' && !/^(global|local|this|param:\d+)#/.test(path) && !file.isProjectPath(path);
}

/** `fastify.knex('table')`, `this.db('table')`: what is called is the member. */
function fromMember(chain: Chain, file: FileReader): Chain {
  const [first, ...rest] = chain.steps;
  const holder = first?.node.expression;
  if (!first || !holder || !ts.isPropertyAccessExpression(holder)) return chain;
  const isBuilder =
    isKnexName(file, first.name) ||
    (!knexStarts.has(first.name) &&
      rest.some((step) => builderSteps.test(step.name)) &&
      tableText(file, first.node.arguments[0]) !== undefined);
  return isBuilder ? { ...chain, start: holder, steps: [{ name: '', node: first.node }, ...rest] } : chain;
}

/** What knex and its transactions are called; a name with a capital is a type. */
export function isKnexName(file: FileReader, name: string): boolean {
  return !/^[A-Z][a-z]/.test(name) && isCalledAsClient(file, name, 'knex');
}

/** Calls that take text first and are no builder, whatever is called on their result. */
const notBuilders =
  /^(require|describe|it|test|cy|\$|jQuery|expect|fetch|request|get|post|import|super)$|^create|hash|hmac/i;

/** `knex('table')` alone; for any other name a chain that is built like knex's: `db('table').where(…)`. */
function callsTable({ node }: Step, steps: readonly Step[], name: string, file: FileReader): boolean {
  const [table] = node.arguments;
  if (!table) return false;
  const called = isKnexName(file, name);
  const text = tableText(file, table);
  const built = steps.slice(1).some((step) => builderSteps.test(step.name));
  if (text === undefined) return called && built;
  if (!/^[a-z_][\w.]*( as \w+)?$/i.test(text)) return false;
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
