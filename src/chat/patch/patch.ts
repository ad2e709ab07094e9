import type { WireFileChange } from '../../server/protocol';
import type { Knowledge } from '../knowledge';
import { applyWireEdits } from './edits';
import { fingerprint } from './fingerprint';
import { type DiffHunk, type Hunk, hunksOf } from './hunks';

/** What a patch does to one file. It is JSON, so that it survives a reload. */
export type FilePatch =
  | {
      kind: 'edit';
      uri: string;
      path: string;
      /** Of the whole text that the patch was made for. */
      fingerprint: string;
      /** Each can be taken or left by itself. */
      hunks: Hunk[];
    }
  | { kind: 'create'; uri: string; path: string; text: string; diff: DiffHunk[] };

/** A proposed change of one or more files. It does nothing until a person accepts it. */
export interface Patch {
  /** Imperative: "Name the columns". */
  title: string;
  /** It keeps behaviour, as the rule that made it promises. */
  safe: boolean;
  files: FilePatch[];
}

/** The patch of one file that turns `base` into `next`, or undefined when they are the same. */
export function fileEdit(uri: string, path: string, base: string, next: string): FilePatch | undefined {
  if (base === next) return undefined;
  return {
    kind: 'edit',
    uri,
    path,
    fingerprint: fingerprint(base),
    hunks: hunksOf(base, next),
  };
}

/** The patch that makes a new file. */
export function fileCreation(uri: string, path: string, text: string): FilePatch {
  return { kind: 'create', uri, path, text, diff: hunksOf('', text).map(({ diff }) => diff) };
}

/** Why no patch could be made; a sentence for the person. */
export class PatchRefused extends Error {}

/**
 * A patch from the changes of one or more fixes, made for the texts as they stand now.
 * @throws PatchRefused when a file is missing, moved on since the changes were computed, or two changes overlap.
 */
export async function patchFromChanges(
  title: string,
  safe: boolean,
  changes: readonly WireFileChange[],
  knowledge: Pick<Knowledge, 'readText'>,
  pathOf: (uri: string) => string,
): Promise<Patch> {
  const files: FilePatch[] = [];
  for (const uri of new Set(changes.map((change) => change.uri))) {
    const path = pathOf(uri);
    const ofFile = changes.filter((change) => change.uri === uri);
    const creation = ofFile.find((change) => 'create' in change);
    if (creation && 'create' in creation) {
      files.push(fileCreation(uri, path, creation.create));
      continue;
    }
    const now = await knowledge.readText(uri);
    if (!now) throw new PatchRefused(`${path} cannot be read.`);
    const edits = ofFile.flatMap((change) => {
      if (!('edits' in change)) return [];
      if (change.version !== null && now.version !== null && change.version !== now.version) {
        throw new PatchRefused(`${path} changed while I was reading it. Ask again.`);
      }
      return change.edits;
    });
    const next = applyWireEdits(now.text, edits);
    if (next === undefined) throw new PatchRefused(`Two of the changes to ${path} overlap.`);
    const file = fileEdit(uri, path, now.text, next);
    if (file) files.push(file);
  }
  if (files.length === 0) throw new PatchRefused('The change is already there.');
  return { title, safe, files };
}
