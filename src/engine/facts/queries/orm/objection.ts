import type { Span } from '../../../source/span';
import type { TableUse } from '../../../source/sql/statement';
import { memberName, ts, unwrap } from '../../../source/syntax-tree';
import { enclosingClass } from '../../reading/access-path';
import type { FileReader } from '../../reading/file-reader';
import { BuilderChain } from './builder-chain';
import { type Chain, laterSteps, namesOf, type Step } from './chain';
import { isCalledAsClient } from './data-clients';
import { className, declaredAs, namesOfType } from './declared';
import { givenHandle } from './handle';
import { addModelQuery } from './model-query';

const objectionSteps =
  /^(where\w*|orWhere\w*|andWhere\w*|findById|findOne|findByIds|insert\w*|patch\w*|update\w*|delete\w*|upsertGraph\w*|withGraph\w+|modify|orderBy|select|first|throwIfNotFound|joinRelated|page|limit|onBuild|returning|count|resultSize|relate|range|context|whereNotDeleted|modifiers|sum|column|onError|then|alias|distinct|groupBy|join\w*|leftJoin\w*|forUpdate)$/;

/** Steps that a chain of a model starts with. */
export const objectionStarts = [
  'query',
  '$query',
  'relatedQuery',
  '$relatedQuery',
  '$fetchGraph',
  '$loadRelated',
];

/** Calls of one row that ask for the rows of a relation of it. */
const ofRelation = /^\$(relatedQuery|fetchGraph|loadRelated)$/;

/** `Person.query(trx).where('age', '>', 60)`: a chain whose table is its model's. */
export function readObjection({ node, start, steps }: Chain, file: FileReader): boolean {
  const at = steps.findIndex(
    (step) =>
      step.name === 'query' ||
      step.name === '$query' ||
      step.name === 'relatedQuery' ||
      ofRelation.test(step.name),
  );
  const step = steps[at];
  if (!step || step.node.arguments.length > 1 || at > 2) return false;
  const [given] = step.node.arguments;
  if (given && !isHandleLike(file, given) && !/elatedQuery$/.test(step.name) && !ofRelation.test(step.name))
    return false;
  const after = steps.slice(at + 1);
  const receiver = at === 0 ? start : (steps[at - 1]?.node ?? start);
  const model = relationOf(file, step) ?? modelOf(file, receiver, step);
  if (!model) return false;
  const isClass = /^_?[A-Z]/.test(model.name);
  if (!isClass && !ofRelation.test(step.name) && !after.some((each) => objectionSteps.test(each.name)))
    return false;
  const query = new BuilderChain(file, node, [step, ...after, ...laterSteps(node, file)], model).read();
  if (!query) return false;
  // Which rows belong to the one it is called on, the relation says.
  if (step.name.startsWith('$')) query.block.open = true;
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
function isHandleLike(file: FileReader, given: ts.Expression): boolean {
  const node = unwrap(given);
  const name = ts.isIdentifier(node) ? node.text : memberName(node);
  return (
    name !== undefined &&
    (/trx|tx|transaction|^t$|undefined|db/i.test(name) || isCalledAsClient(file, name, 'knex'))
  );
}

/** `pets` of `person.$relatedQuery('pets')`, `orders` of `person.$fetchGraph('[orders.items]')`. */
function relationOf(file: FileReader, step: Step): TableUse | undefined {
  const [given] = step.node.arguments;
  if (!given || !ofRelation.test(step.name) || !ts.isStringLiteralLike(given)) return undefined;
  const name = /^\[?\s*([A-Za-z_]\w*)/.exec(given.text)?.[1];
  return name === undefined ? undefined : { name, span: methodSpan(file, step) };
}

function methodSpan(file: FileReader, { node }: Step): Span {
  const { expression } = node;
  return file.span(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
}

/** The model of `Person`, `this.personModel()`, `this.model`, `models.Person`. */
function modelOf(file: FileReader, receiver: ts.Expression, step: Step): TableUse | undefined {
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
  // The receiver is a row, and no model.
  if (step.name.startsWith('$')) return { name: last, span: methodSpan(file, step) };
  return undefined;
}

/** `this.query()` in a static method of a model. */
function ownModel(file: FileReader, node: ts.Node): TableUse | undefined {
  if (!/\btableName\b|extends \w*Model\b|mixin\(/.test(file.tree.root.text)) return undefined;
  file.tree.bind();
  const own = enclosingClass(node)?.name;
  return own && { name: own.text, span: file.span(node) };
}
