import type { Knowledge } from '../knowledge';
import { resolveAnchors } from './anchor';
import type { OffsetEdit } from './edits';
import type { Patch } from './patch';

/** One file as a patch leaves it: edits to the text as it is now, or a new file. `version` is the one that was read. */
export type ResolvedFile =
  | { kind: 'edit'; uri: string; path: string; edits: OffsetEdit[]; text: string; version: number | null }
  | { kind: 'create'; uri: string; path: string; text: string };

/** All files of a patch, or the first reason why it does not fit any more. */
export type ResolvedPatch =
  | { ok: true; files: ResolvedFile[]; moved: boolean }
  | { ok: false; reason: string };

/**
 * Fits a patch to the files as they are now. `moved` says that a file is no longer the one that the patch was made and
 * checked for. A patch fits whole or not at all.
 */
export async function resolvePatch(
  patch: Patch,
  knowledge: Pick<Knowledge, 'readText'>,
): Promise<ResolvedPatch> {
  const files: ResolvedFile[] = [];
  let moved = false;
  for (const file of patch.files) {
    const now = await knowledge.readText(file.uri);
    if (file.kind === 'create') {
      if (now) return { ok: false, reason: `${file.path} is there already.` };
      files.push({ kind: 'create', uri: file.uri, path: file.path, text: file.text });
      continue;
    }
    if (!now) return { ok: false, reason: `${file.path} cannot be read any more.` };
    const resolution = resolveAnchors(now.text, {
      fingerprint: file.fingerprint,
      anchors: file.hunks.map(({ anchor }) => anchor),
    });
    if (!resolution.ok) return { ok: false, reason: `${file.path}: ${resolution.reason}` };
    moved ||= resolution.moved;
    const { edits, text } = resolution;
    files.push({ kind: 'edit', uri: file.uri, path: file.path, edits, text, version: now.version });
  }
  return { ok: true, files, moved };
}
