import type { ts } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { argumentsOf } from './calls';

/**
 * Calls of what the project has declared to be its own helpers, as far as they are not noted already: also where the helper
 * comes from a package.
 */
export function collectDeclaredCalls(
  calls: readonly ts.CallExpression[],
  names: ReadonlySet<string>,
  file: FileReader,
): void {
  const known = new Set(file.facts.calls.map((call) => call.calleeSpan.end));
  for (const node of calls) {
    const words = file.text(node.expression).match(/[\w$]+/g) ?? [];
    if (!words.some((word) => names.has(word) || names.has(file.importedName(word)))) continue;
    const calleeSpan = file.span(node.expression);
    if (known.has(calleeSpan.end)) continue;
    const callee = file.paths.of(node.expression) ?? `?#${file.words(node.expression)}`;
    const within = file.within(node);
    file.ownCalls.add(node);
    file.facts.calls.push({
      callee,
      span: file.span(node),
      calleeSpan,
      arguments: argumentsOf(file, node),
      ...(within === undefined ? {} : { within }),
    });
  }
}
