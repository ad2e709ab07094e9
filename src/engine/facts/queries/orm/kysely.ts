import { ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { BuilderChain } from './builder-chain';
import { type Chain, laterSteps } from './chain';
import { addModelQuery } from './model-query';

/** `db.selectFrom('t').select(['a']).where('x', '=', v).execute()`. */
export function readKysely({ node, start, steps }: Chain, file: FileReader): boolean {
  const at = steps.findIndex((step) => kyselyStarts.has(step.name));
  const [table] = steps[at]?.node.arguments ?? [];
  if (
    at < 0 ||
    !table ||
    (!ts.isStringLiteralLike(table) &&
      !ts.isArrayLiteralExpression(table) &&
      !ts.isCallExpression(unwrap(table)))
  )
    return false;
  const query = new BuilderChain(file, node, [...steps, ...laterSteps(node, file)]).read();
  if (!query) return false;
  addModelQuery(file, {
    node,
    receiver: start,
    method: steps[at]?.name ?? '',
    client: 'builder',
    block: query.block,
    byModel: false,
    single: query.single,
  });
  return true;
}

export const kyselyStarts = new Set(['selectFrom', 'insertInto', 'replaceInto', 'updateTable', 'deleteFrom']);
