import type { AccessPath, FileFacts } from '../facts/facts';
import { contains, type Span } from '../source/span';

/** Something that a file does, where it does it, and through what. */
export interface Deed {
  span: Span;
  /** Index into `functions`. */
  within?: number;
  callee?: AccessPath;
}

/**
 * Whether a deed goes through something that is recognised: it is called on it, is handed to it in a callback, stands in a
 * function that calls it, or in the very function that is meant.
 */
export function isAmidRecognized(
  file: FileFacts,
  { span, within, callee }: Deed,
  recognizes: (path: AccessPath) => boolean,
): boolean {
  if (callee !== undefined && recognizes(callee)) return true;
  const around = new Set<number>();
  for (let index = within; index !== undefined; index = file.functions[index]?.within) around.add(index);
  if ([...around].some((index) => recognizes(`local#${file.functions[index]?.name ?? ''}`))) return true;
  return file.calls.some(
    (call) =>
      (contains(call.span, span) || (call.within !== undefined && around.has(call.within))) &&
      recognizes(call.callee),
  );
}
