import * as vscode from 'vscode';
import {
  methods,
  type RecognizeArgument,
  type RecognizeParams,
  type RecognizeResult,
} from '../server/protocol';
import type { ServerClient } from './services';

/** Asks what the helper is called, and writes it into the configuration: the answer to "missing", where it is not. */
export async function recognize(client: ServerClient, argument: unknown): Promise<void> {
  if (!isArgument(argument)) return;
  const { uri, kind, noun } = argument;
  const entry = await vscode.window.showInputBox({
    title: vscode.l10n.t('This is our {0}', noun),
    prompt:
      kind === 'healthRoutes'
        ? vscode.l10n.t('Its path, or the name of what adds it')
        : vscode.l10n.t('Its name, or import path and name: src/tenant#scoped'),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name is needed.') : undefined),
  });
  if (entry === undefined) return;
  const params: RecognizeParams = { uri, kind, entry: entry.trim() };
  const { change } = await client.request<RecognizeResult>(methods.recognize, params);
  const file = vscode.Uri.parse(change.uri);
  const edit = new vscode.WorkspaceEdit();
  if ('create' in change) {
    edit.createFile(file, { contents: new TextEncoder().encode(change.create) });
  } else {
    const document = await vscode.workspace.openTextDocument(file);
    if (change.version !== null && change.version !== document.version)
      throw new Error(
        vscode.l10n.t('{0} changed just now; try again.', vscode.workspace.asRelativePath(file)),
      );
    for (const { range, newText } of change.edits) {
      const { start, end } = range;
      edit.replace(file, new vscode.Range(start.line, start.character, end.line, end.character), newText);
    }
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('The editor refused the change.'));
  await vscode.window.showTextDocument(file, { preserveFocus: true, preview: false });
}

function isArgument(value: unknown): value is RecognizeArgument {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, kind, noun } = value as Partial<Record<string, unknown>>;
  return typeof uri === 'string' && typeof kind === 'string' && typeof noun === 'string';
}
