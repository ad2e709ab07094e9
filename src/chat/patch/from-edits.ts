import type { Knowledge, Located } from '../knowledge';
import type { MaskedText } from '../safety/mask';
import type { SecretMasker } from '../safety/mask-secrets';
import { applyEdits, endOfLine, type OffsetEdit, withEndOfLine } from './edits';
import { type FilePatch, fileCreation, fileEdit, type Patch, PatchRefused } from './patch';

/** What somebody who has seen a file, its secrets masked, wants changed in it. */
export type ProposedFile =
  /** Each `old` stands exactly once in the file. */
  { path: string; edits: { old: string; new: string }[] } | { path: string; content: string };

/**
 * A patch from exact edits, made for the texts as they stand now. Edits are found in the text as it was shown, with its secrets masked,
 * and land in the real one; names of secrets in new text become the secrets again, on this machine.
 *
 * @throws PatchRefused with what has to be different, for whoever proposed it
 */
export async function patchFromEdits(
  title: string,
  proposed: readonly ProposedFile[],
  knowledge: Pick<Knowledge, 'locate'>,
  masker: SecretMasker,
): Promise<Patch> {
  const files: FilePatch[] = [];
  for (const one of proposed) {
    const place = await knowledge.locate(one.path);
    if (!place.ok) throw new PatchRefused(`${one.path}: ${place.reason}`);
    if (files.some(({ uri }) => uri === place.uri))
      throw new PatchRefused(`${place.path} is named twice. Put all of its edits together.`);
    const file = 'content' in one ? newFile(place, one.content) : await editedFile(place, one.edits, masker);
    if (file) files.push(file);
  }
  if (files.length === 0) throw new PatchRefused('The edits change nothing.');
  return { title, safe: false, files };
}

type Found = Extract<Located, { ok: true }>;

function newFile({ uri, path, exists }: Found, content: string): FilePatch {
  if (exists) throw new PatchRefused(`${path} is there already. Change it with edits.`);
  return fileCreation(uri, path, content);
}

async function editedFile(
  { uri, path, exists }: Found,
  edits: readonly { old: string; new: string }[],
  masker: SecretMasker,
): Promise<FilePatch | undefined> {
  const file = exists ? await masker.file(uri, path) : undefined;
  if (!file) throw new PatchRefused(`There is no file ${path}. Give "content" to make one.`);
  const next = applyEdits(
    file.original,
    edits.map((edit, index) => locateEdit(file, edit, `${path}, edit ${index + 1}`)),
  );
  if (next === undefined) throw new PatchRefused(`Two edits of ${path} overlap. Make one of them.`);
  return fileEdit(uri, path, file.original, next);
}

function locateEdit(file: MaskedText, edit: { old: string; new: string }, which: string): OffsetEdit {
  const eol = endOfLine(file.masked);
  const old = withEndOfLine(edit.old, eol);
  if (old === '')
    throw new PatchRefused(`${which}: "old" is empty. To insert, repeat a line beside the place.`);
  const at = file.masked.indexOf(old);
  if (at < 0) {
    const numbered = /^\s*\d+\| /m.test(old) ? ' Leave out the line numbers and bars.' : '';
    throw new PatchRefused(
      `${which}: "old" does not stand in the file, character for character.${numbered} Read the lines again.`,
    );
  }
  if (file.masked.indexOf(old, at + 1) >= 0)
    throw new PatchRefused(
      `${which}: "old" stands more than once. Add lines around it until it is the only one.`,
    );
  return {
    start: file.toOriginal(at, 'start'),
    end: file.toOriginal(at + old.length, 'end'),
    text: file.restore(withEndOfLine(edit.new, eol)),
  };
}
