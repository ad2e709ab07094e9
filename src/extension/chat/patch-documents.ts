import * as vscode from 'vscode';
import type { ResolvedFile } from '../../chat';
import { patchScheme } from './names';

/** The left side of the diff of a new file. */
const nothing = 'nothing';

/** A patch among all conversations: its id is only its own within one. */
export interface PatchAddress {
  conversation: string;
  patchId: string;
}

/** Shows patches as the editor's own diffs. What it shows is made anew from the files as they are when it is asked for. */
export class PatchDocuments {
  readonly #changed: (uri: vscode.Uri) => void;
  /** A file as the patch would leave it; undefined where there is no such patch. The session sets it. */
  textAfter: (patch: PatchAddress, file: number) => Promise<string | undefined> = async () => undefined;

  /** @param changed is told which document shows something else from now on */
  constructor(changed: (uri: vscode.Uri) => void) {
    this.#changed = changed;
  }

  async textOf(uri: vscode.Uri): Promise<string> {
    if (uri.query === nothing) return '';
    const address = this.addressOf(uri);
    const text = address && (await this.textAfter(address, Number(uri.query.split('/')[2])));
    return text ?? vscode.l10n.t('This patch is not in the conversation that is open.');
  }

  /** The patch that a document of our scheme belongs to. */
  addressOf(uri: vscode.Uri): PatchAddress | undefined {
    const [conversation, patchId] = uri.query.split('/');
    return uri.scheme === patchScheme && conversation && patchId ? { conversation, patchId } : undefined;
  }

  /** Shows anew what is open of a patch, whose parts or whose file are no longer what they were. */
  refresh(isMeant: (address: PatchAddress, uri: vscode.Uri) => boolean): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      const address = this.addressOf(uri);
      if (address && isMeant(address, uri)) this.#changed(uri);
    }
  }

  /** Opens the diff of a patch that fits the files as they are now: one editor for one file, the editor for many else. */
  async preview(
    { conversation, patchId }: PatchAddress,
    title: string,
    files: readonly { at: number; file: ResolvedFile }[],
  ): Promise<void> {
    const sides = files.map(({ at, file }) => {
      const uri = vscode.Uri.parse(file.uri);
      const side = (query: string) => vscode.Uri.from({ scheme: patchScheme, path: uri.path, query });
      const after = side(`${conversation}/${patchId}/${at}`);
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

  /** Closes the diffs of patches that have been decided on, or put away with their conversation. */
  async close(isMeant: (address: PatchAddress) => boolean): Promise<void> {
    const isOurs = (uri: vscode.Uri): boolean => {
      const address = this.addressOf(uri);
      return address !== undefined && isMeant(address);
    };
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(({ input }) =>
      input instanceof vscode.TabInputTextDiff ? isOurs(input.modified) : isChangesOf(input, isOurs),
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
