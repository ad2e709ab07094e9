import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { isCheck } from './input-checks';

/** Routes that check what a request carries before they call a handler by its name, also one of another file. */
export function noteCheckedHandlers(file: FileReader, node: ts.CallExpression): void {
  const name = memberName(node.expression);
  if (
    name === undefined ||
    !/^(get|post|put|patch|delete|all|route|use)$/.test(name) ||
    node.arguments.length < 2
  )
    return;
  const [path] = node.arguments;
  if (
    path &&
    !ts.isStringLiteralLike(path) &&
    name !== 'use' &&
    name !== 'route' &&
    name !== 'all' &&
    node.arguments.length < 2
  )
    return;
  file.tree.bind();
  const checks = node.arguments.filter((each) => isCheck(file, each));
  if (checks.length === 0) return;
  for (const argument of node.arguments) {
    if (checks.includes(argument)) continue;
    for (const reference of referencesIn(argument)) {
      const path = file.paths.of(reference);
      if (path !== undefined) file.facts.checkedHandlers.push(path);
    }
  }
}

/** `createUser`, `users.create`, and these wrapped: `asyncHandler(users.create)`. */
function referencesIn(argument: ts.Expression): ts.Expression[] {
  const node = unwrap(argument);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return [node];
  return ts.isCallExpression(node) || ts.isArrayLiteralExpression(node)
    ? (ts.isCallExpression(node) ? [...node.arguments] : [...node.elements]).flatMap(referencesIn)
    : [];
}
