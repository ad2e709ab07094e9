import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { insideWorkspace, type Located, type Target, whyOffLimits } from '../../chat';
import type { PlaceView } from '../../webview/protocol';
import type { AskTarget } from '../services';

const largestFile = 1_000_000;

/**
 * The file behind a workspace-relative path, to be read or to be changed by a patch. Judged by the path, by where links lead, and by
 * what the file is.
 */
export async function locate(path: string): Promise<Located> {
  const clean = path.replace(/^\.\//, '');
  const offLimits = whyOffLimits(clean);
  if (offLimits) return { ok: false, reason: offLimits };
  const folders = vscode.workspace.workspaceFolders ?? [];
  let refusal = 'No folder is open.';
  let fresh: Located | undefined;
  for (const folder of folders) {
    for (const name of namesIn(folder, clean, folders.length)) {
      // Joined as text, so that a ".." is seen and not resolved.
      const uri = folder.uri.with({ path: `${folder.uri.path.replace(/\/$/, '')}/${name}` });
      const reason = await whyNotWritable(uri.toString());
      if (reason) {
        refusal = reason;
        continue;
      }
      const size = await sizeOf(uri);
      if (size !== undefined && size > largestFile) return { ok: false, reason: `${clean} is over 1 MB.` };
      const place: Located = { ok: true, uri: uri.toString(), path: name, exists: size !== undefined };
      if (place.exists) return place;
      fresh ??= place;
    }
  }
  return fresh ?? { ok: false, reason: refusal };
}

/** With several folders, a path for people begins with the folder's name. */
function namesIn(folder: vscode.WorkspaceFolder, path: string, folders: number): string[] {
  return folders > 1 && path.startsWith(`${folder.name}/`)
    ? [path.slice(folder.name.length + 1), path]
    : [path];
}

/** Undefined where there is no such file. */
async function sizeOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0 ? size : undefined;
  } catch {
    return undefined;
  }
}

/** Why a file may not be written, or undefined when it may. Follows symbolic links, which names alone cannot show. */
export async function whyNotWritable(uri: string): Promise<string | undefined> {
  const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  const byName = insideWorkspace(
    uri,
    roots.map((root) => root.toString()),
  );
  if (!byName.ok) return byName.reason;
  const file = vscode.Uri.parse(uri);
  if (file.scheme !== 'file') return undefined;
  try {
    const real = await realExisting(file.fsPath);
    const realRoots = await Promise.all(
      roots.filter(({ scheme }) => scheme === 'file').map((root) => realpath(root.fsPath)),
    );
    const followed = insideWorkspace(
      vscode.Uri.file(real).toString(),
      realRoots.map((root) => vscode.Uri.file(root).toString()),
    );
    // A new file right in a root resolves to the root itself.
    return followed.ok || realRoots.includes(real)
      ? undefined
      : `A symbolic link leads elsewhere: ${followed.reason}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The real path of a file, or of the nearest folder above it that exists. */
async function realExisting(path: string): Promise<string> {
  for (let at = path; ; ) {
    try {
      return await realpath(at);
    } catch (error) {
      const parent = vscode.Uri.joinPath(vscode.Uri.file(at), '..').fsPath;
      if (parent === at) throw error;
      at = parent;
    }
  }
}

/** The chat's form of what a command is asked about. */
export function toTarget({ uri, range, ruleId }: AskTarget): Target {
  return {
    uri: uri.toString(),
    path: vscode.workspace.asRelativePath(uri),
    range: range && {
      start: { line: range.start.line, character: range.start.character },
      end: { line: range.end.line, character: range.end.character },
    },
    ruleId,
  };
}

/** Opens the file that an answer mentions, when the workspace has just one such file. */
export async function openPlace({ path, first, last }: PlaceView): Promise<void> {
  const uri = await findFile(path);
  if (!uri) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no file {0} in this workspace.', path));
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const selection =
    first === undefined
      ? undefined
      : document.validateRange(new vscode.Range(first - 1, 0, (last ?? first) - 1, Number.MAX_SAFE_INTEGER));
  const editor = await vscode.window.showTextDocument(document, { preview: true, viewColumn: columnOf(uri) });
  if (!selection) return;
  editor.selection = new vscode.Selection(selection.start, selection.start);
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Where the file is seen already, if it is. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())
    ?.viewColumn;
}

async function findFile(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const roots = folders.map(({ uri }) => uri.toString());
  for (const folder of folders) {
    // With several folders, a path for people begins with the folder's name.
    const names = path.startsWith(`${folder.name}/`) ? [path, path.slice(folder.name.length + 1)] : [path];
    for (const name of names) {
      const uri = vscode.Uri.joinPath(folder.uri, name);
      if (insideWorkspace(uri.toString(), roots).ok && (await isFile(uri))) return uri;
    }
  }
  const literal = path.replace(/[*?[\]{}]/g, '[$&]').replace(/^\/+/, '');
  const found = await vscode.workspace.findFiles(`**/${literal}`, '**/node_modules/**', 2);
  return found.length === 1 ? found[0] : undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
