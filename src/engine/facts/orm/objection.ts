import type { TableUse } from '../../source/sql/statement';
import { ts, unwrap } from '../../source/syntax-tree';
import { enclosingClass } from '../access-path';
import type { FileReader } from '../file-reader';
import { BuilderChain } from './builder-chain';
import { type Chain, laterSteps, namesOf } from './chain';
import { className, declaredAs, namesOfType } from './declared';
import { givenHandle } from './handle';
import { addModelQuery } from './model-query';

const objectionSteps =
  /^(where\w*|orWhere\w*|andWhere\w*|findById|findOne|findByIds|insert\w*|patch\w*|update\w*|delete\w*|upsertGraph\w*|withGraph\w+|modify|orderBy|select|first|throwIfNotFound|joinRelated|page|limit|onBuild|returning|count|resultSize|relate|range|context|whereNotDeleted|modifiers|sum|column|onError|then|alias|distinct|groupBy|join\w*|leftJoin\w*|forUpdate)$/;

/** `Person.query(trx).where('age', '>', 60)`: a chain whose table is its model's. */
export function readObjection({ node, start, steps }: Chain, file: FileReader): boolean {
  const at = steps.findIndex(
    (step) =>
      step.name === 'query' ||
      step.name === '$query' ||
      step.name === 'relatedQuery' ||
      step.name === '$relatedQuery',
  );
  const step = steps[at];
  if (!step || step.node.arguments.length > 1 || at > 2) return false;
  const [given] = step.node.arguments;
  if (given && !isHandleLike(given) && !/elatedQuery$/.test(step.name)) return false;
  const after = steps.slice(at + 1);
  const receiver = at === 0 ? start : (steps[at - 1]?.node ?? start);
  const model = modelOf(file, receiver, step.name);
  if (!model) return false;
  const isClass = /^_?[A-Z]/.test(model.name);
  if (!isClass && !after.some((each) => objectionSteps.test(each.name))) return false;
  const query = new BuilderChain(file, node, [step, ...after, ...laterSteps(node, file)], model).read();
  if (!query) return false;
  if (step.name === '$query') query.block.open = true;
  addModelQuery(file, {
    node,
    receiver,
    method: step.name,
    client: 'builder',
    block: query.block,
    single: query.single,
    handle: given && step.name === 'query' ? givenHandle(file, given) : undefined,
  });
  return true;
}

/** `query(trx)`: no text, and nothing that is built. */
function isHandleLike(given: ts.Expression): boolean {
  const node = unwrap(given);
  return (
    (ts.isIdentifier(node) && /trx|tx|knex|transaction|^t$|undefined|db/i.test(node.text)) ||
    (ts.isPropertyAccessExpression(node) && /trx|tx|knex|transaction|db/i.test(node.name.text))
  );
}

/** The model of `Person`, `this.personModel()`, `this.model`, `models.Person`. */
function modelOf(file: FileReader, receiver: ts.Expression, method: string): TableUse | undefined {
  const node = unwrap(receiver);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ownModel(file, node);
  const direct = className(node);
  if (direct) return { name: direct.text, span: file.span(direct) };
  const callee = ts.isCallExpression(node) ? unwrap(node.expression) : node;
  const called = className(callee);
  if (called) return { name: called.text, span: file.span(called) };
  const span = file.span(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
  const declared = declaredAs(file, callee);
  const type = namesOfType(declared?.type);
  const typed = className(type?.of);
  if (typed) return { name: typed.text, span };
  const value = declared?.value && unwrap(declared.value);
  const made = value && (ts.isCallExpression(value) ? namesOf(value)?.[0] : className(value)?.text);
  if (made !== undefined && /^[A-Z]/.test(made)) return { name: made, span };
  const names = namesOf(callee);
  const last = names?.[names.length - 1] ?? '';
  if (/model$/i.test(last)) return { name: last.replace(/_?model$/i, '') || 'model', span };
  if (method === '$query' || method === '$relatedQuery') return { name: last, span };
  return undefined;
}

/** `this.query()` in a static method of a model. */
function ownModel(file: FileReader, node: ts.Node): TableUse | undefined {
  if (!/\btableName\b|extends \w*Model\b|mixin\(/.test(file.tree.root.text)) return undefined;
  file.tree.bind();
  const own = enclosingClass(node)?.name;
  return own && { name: own.text, span: file.span(node) };
}
