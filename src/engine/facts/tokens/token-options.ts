import type { TokenEntry } from '../../libraries/contract/tokens';
import type { ts } from '../../source/syntax-tree';

/** The argument that holds the options of a call that signs tokens, or registers what does. */
export function optionsGiven(
  given: readonly ts.Expression[],
  { options }: TokenEntry,
): ts.Expression | undefined {
  if (options === undefined) return undefined;
  return options === 'last' ? given[given.length - 1] : given[options];
}
