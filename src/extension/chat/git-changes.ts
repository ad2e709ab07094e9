import * as vscode from 'vscode';
import type { ChangedFile, VersionedText } from '../../chat';

/** As far as the built-in git extension's API is used here; it has no types that can be installed. */
interface GitApi {
  repositories: {
    rootUri: vscode.Uri;
    state: Record<
      'workingTreeChanges' | 'indexChanges' | 'untrackedChanges',
      { uri: vscode.Uri }[] | undefined
    >;
    show(ref: string, path: string): Promise<string>;
  }[];
}

const mostFiles = 30;
/** What a person would not review line by line. */
const notReviewed =
  /(^|\/)(node_modules|dist|build|out|coverage)\/|\.(png|jpe?g|gif|webp|ico|pdf|zip|woff2?|lock)$|(^|\/)(package-lock\.json|pnpm-lock\.yaml)$/i;

/**
 * The files of the workspace that differ from the last commit. Undefined where the git extension is off or nothing is under git.
 */
export async function changedFiles(
  readText: (uri: string) => Promise<VersionedText | undefined>,
): Promise<ChangedFile[] | undefined> {
  const git = await gitApi();
  if (!git || git.repositories.length === 0) return undefined;
  const changes: ChangedFile[] = [];
  for (const repository of git.repositories) {
    const { workingTreeChanges, indexChanges, untrackedChanges } = repository.state;
    const uris = [workingTreeChanges, indexChanges, untrackedChanges].flatMap((list) => list ?? []);
    const distinct = new Map(uris.map(({ uri }) => [uri.toString(), uri]));
    for (const uri of distinct.values()) {
      if (changes.length >= mostFiles) return changes;
      const path = vscode.workspace.asRelativePath(uri);
      if (!vscode.workspace.getWorkspaceFolder(uri) || notReviewed.test(path)) continue;
      // A file that is new has nothing before, one that is deleted nothing after.
      const before = await repository.show('HEAD', uri.fsPath).catch(() => '');
      const after = (await readText(uri.toString()))?.text ?? '';
      if (before !== after && !`${before}${after}`.includes('\0'))
        changes.push({ uri: uri.toString(), path, before, after });
    }
  }
  return changes;
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  if (!extension) return undefined;
  try {
    const exports = extension.isActive ? extension.exports : await extension.activate();
    // Switched off, it throws when asked.
    return exports.enabled ? exports.getAPI(1) : undefined;
  } catch {
    return undefined;
  }
}
