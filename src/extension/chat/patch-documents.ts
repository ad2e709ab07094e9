import * as vscode from 'vscode';
import { type Knowledge, type Patch, type ResolvedFile, resolvePatch } from '../../chat';
import { patchScheme } from './names';

/** The left side of the diff of a new file. */
const nothing = 'nothing';

/** Shows patches as the editor's own diffs. What it shows is made anew from the files as they are when it is asked for. */
export class PatchDocuments {
  readonly #knowledge: Pick<Knowledge, 'readText'>;
  readonly #changed: (uri: vscode.Uri) => void;
  /** Where the patches are; the session sets it. */
  patchOf: (patchId: string) => Patch | undefined = () => undefined;

  /** @param changed is told which document shows something else from now on */
  constructor(knowledge: Pick<Knowledge, 'readText'>, changed: (uri: vscode.Uri) => void) {
    this.#knowledge = knowledge;
    this.#changed = changed;
  }

  async textOf(uri: vscode.Uri): Promise<string> {
    const [patchId = '', index] = uri.query.split('/');
    if (patchId === nothing) return '';
    const patch = this.patchOf(patchId);
    const file = patch?.files[Number(index)];
    if (!patch || !file) return vscode.l10n.t('This patch is no longer in the conversation.');
    const resolved = await resolvePatch({ ...patch, files: [file] }, this.#knowledge);
    return resolved.ok ? (resolved.files[0]?.text ?? '') : resolved.reason;
  }

  /** The patch that a document of our scheme belongs to. */
  patchIdOf(uri: vscode.Uri): string | undefined {
    return uri.scheme === patchScheme ? uri.query.split('/')[0] : undefined;
  }

  /** Opens the diff of a patch that fits the files as they are now: one editor for one file, the editor for many else. */
  async preview(patchId: string, title: string, files: readonly ResolvedFile[]): Promise<void> {
    const sides = files.map((file, index) => {
      const uri = vscode.Uri.parse(file.uri);
      const side = (query: string) => vscode.Uri.from({ scheme: patchScheme, path: uri.path, query });
      const after = side(`${patchId}/${index}`);
      this.#changed(after);
      return { uri, before: file.kind === 'edit' ? uri : undefined, empty: side(nothing), after };
    });
    const [only] = sides;
    if (sides.length === 1 && only) {
      const before = only.before ?? only.empty;
      await vscode.commands.executeCommand('vscode.diff', before, only.after, `Marcus: ${title}`, {
        preview: true,
      });
      return;
    }
    await vscode.commands.executeCommand(
      'vscode.changes',
      `Marcus: ${title}`,
      sides.map(({ uri, before, after }) => [uri, before, after]),
    );
  }

  /** Closes the diffs of a patch that has been decided on. */
  async close(patchId: string): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(({ input }) =>
      input instanceof vscode.TabInputTextDiff
        ? this.patchIdOf(input.modified) === patchId
        : isChangesOf(input, (uri) => this.patchIdOf(uri) === patchId),
    );
    if (ours.length > 0) await vscode.window.tabGroups.close(ours, true);
  }
}

/** The input of an editor for many files has no class in the API; its shape is looked at with care. */
function isChangesOf(input: unknown, isOurs: (uri: vscode.Uri) => boolean): boolean {
  const diffs =
    typeof input === 'object' && input !== null && 'textDiffs' in input ? input.textDiffs : undefined;
  return (
    Array.isArray(diffs) &&
    diffs.some(
      (diff: unknown) =>
        typeof diff === 'object' &&
        diff !== null &&
        'modified' in diff &&
        diff.modified instanceof vscode.Uri &&
        isOurs(diff.modified),
    )
  );
}
