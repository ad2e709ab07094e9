import { fingerprint } from './fingerprint';
import { type Hunk, hunksOf } from './hunks';
import type { FilePatch, Patch } from './patch';

/** A part of a patch, by the index of its file and of its hunk there; a new file is one hunk. */
export interface HunkAt {
  file: number;
  hunk: number;
}

/** What a person decided about parts of a patch; what is not in here is still open. */
export type Decisions = Record<string, 'accepted' | 'rejected'>;

export function keyOf({ file, hunk }: HunkAt): string {
  return `${file}.${hunk}`;
}

/** All parts of a patch, of one file of it, or the one that is named. */
export function partsOf(patch: Patch, scope: { file?: number; hunk?: number } = {}): HunkAt[] {
  return patch.files.flatMap((each, file) =>
    scope.file !== undefined && scope.file !== file
      ? []
      : Array.from({ length: each.kind === 'edit' ? each.hunks.length : 1 }, (_, hunk) => ({
          file,
          hunk,
        })).filter(({ hunk }) => scope.hunk === undefined || scope.hunk === hunk),
  );
}

export function openParts(
  patch: Patch,
  decided: Decisions,
  scope?: { file?: number; hunk?: number },
): HunkAt[] {
  return partsOf(patch, scope).filter((part) => decided[keyOf(part)] === undefined);
}

/** The patch that has only these parts. */
export function subPatch(patch: Patch, parts: readonly HunkAt[]): Patch {
  return {
    ...patch,
    files: patch.files.flatMap((each, file): FilePatch[] => {
      const wanted = new Set(parts.filter((part) => part.file === file).map(({ hunk }) => hunk));
      if (wanted.size === 0) return [];
      if (each.kind === 'create') return [each];
      return [{ ...each, hunks: each.hunks.filter((_, hunk) => wanted.has(hunk)) }];
    }),
  };
}

/**
 * A file's patch after some of its hunks have gone into the file: those that are still open are anchored to the text as it is now.
 * Where that cannot be told they keep their anchors, and are refused with the reason when their turn comes.
 *
 * @param after the text with the accepted hunks, and `whole` the one with the open ones besides
 * @param open indices of the hunks that are not decided
 */
export function reanchored(
  file: FilePatch,
  after: string,
  whole: string,
  open: readonly number[],
): FilePatch {
  if (file.kind === 'create' || open.length === 0) return file;
  const renewed = hunksOf(after, whole);
  if (renewed.length !== open.length) return file;
  const byIndex = new Map<number, Hunk>(
    open.flatMap((index, at): [number, Hunk][] => (renewed[at] ? [[index, renewed[at]]] : [])),
  );
  return {
    ...file,
    fingerprint: fingerprint(after),
    hunks: file.hunks.map((hunk, index) => byIndex.get(index) ?? hunk),
  };
}
