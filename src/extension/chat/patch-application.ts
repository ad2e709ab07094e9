import * as vscode from 'vscode';
import {
  type Application,
  type Knowledge,
  type Patch,
  type PatchCheck,
  type ResolvedFile,
  resolvePatch,
  verifyFiles,
} from '../../chat';
import { whyNotWritable } from './workspace-paths';

/** A patch fitted to the files as they are now, or why it does not fit. All of its files are open afterwards. */
export async function fitToFiles(
  patch: Patch,
  knowledge: Knowledge,
): Promise<{ ok: true; files: ResolvedFile[]; moved: boolean } | { ok: false; reason: string }> {
  for (const file of patch.files) {
    const reason = await whyNotWritable(file.uri);
    if (reason) return { ok: false, reason: `${file.path}: ${reason}` };
  }
  try {
    // Open documents have a version and the line endings that the edits will meet.
    for (const file of patch.files) {
      if (file.kind === 'edit') await vscode.workspace.openTextDocument(vscode.Uri.parse(file.uri));
    }
  } catch {
    // What cannot be opened is reported by the file's own check below.
  }
  return resolvePatch(patch, knowledge);
}

/**
 * Writes a patch into the editors, whole or not at all and as one step to undo. Files are left unsaved. A file that changed
 * since the patch was checked is checked again; one that changes while this runs is left alone.
 *
 * @param isPart that it is only a part of the patch that was checked, so that the check says nothing of it
 */
export async function applyPatch(patch: Patch, knowledge: Knowledge, isPart: boolean): Promise<Application> {
  const fitted = await fitToFiles(patch, knowledge);
  if (!fitted.ok) return fitted;
  let check: PatchCheck | undefined;
  if (fitted.moved || isPart) {
    check = await verifyFiles(fitted.files, knowledge);
    if (check.state === 'checked' && check.syntaxErrors.length > 0) {
      return {
        ok: false,
        reason: isPart
          ? 'With this part alone the file would not parse.'
          : 'The file changed, and with the patch it would not parse any more.',
        check,
      };
    }
  }
  const edit = new vscode.WorkspaceEdit();
  const documents: vscode.TextDocument[] = [];
  for (const file of fitted.files) {
    const uri = vscode.Uri.parse(file.uri);
    if (file.kind === 'create') {
      edit.createFile(uri, {
        contents: new TextEncoder().encode(file.text),
        overwrite: false,
        ignoreIfExists: false,
      });
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.version !== file.version) {
      return { ok: false, reason: `${file.path} changed just now.`, check };
    }
    documents.push(document);
    for (const { start, end, text } of file.edits) {
      edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    }
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    return { ok: false, reason: 'The editor refused the change.', check };
  }
  await show(documents, fitted.files);
  return { ok: true, files: fitted.files, check };
}

/** Brings the first changed file to where the person can see and undo the change. */
async function show(
  documents: readonly vscode.TextDocument[],
  files: readonly ResolvedFile[],
): Promise<void> {
  const [document] = documents;
  const created = files.find(({ kind }) => kind === 'create');
  const shown =
    document ?? (created && (await vscode.workspace.openTextDocument(vscode.Uri.parse(created.uri))));
  if (!shown) return;
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === shown);
  const editor =
    visible ?? (await vscode.window.showTextDocument(shown, { preserveFocus: true, preview: false }));
  const [first] = files;
  if (first?.kind === 'edit' && first.edits[0]) {
    const at = shown.positionAt(first.edits[0].start);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
