import * as vscode from 'vscode';
import type { Chat, Services } from '../services';
import { EditorContext } from './editor-context';
import { LspKnowledge } from './lsp-knowledge';
import { PatchDocuments } from './patch-documents';
import { Session } from './session';
import { ChatView, viewId } from './view';
import { toTarget } from './workspace-paths';

/** Puts the chat in its place: the webview view, the other side of its diffs, and the commands on patches. */
export function registerChat(context: vscode.ExtensionContext, { client, log }: Services): Chat {
  const knowledge = new LspKnowledge(client);
  const editors = new EditorContext();
  const documents = new PatchDocuments(knowledge);
  const session = new Session(context.workspaceState, knowledge, documents);
  const view = new ChatView(context.extensionUri, session, editors, log);
  const patchCommand = (name: string, run: (patchId: string) => Promise<void>) =>
    vscode.commands.registerCommand(name, async (uri: unknown) => {
      const patchId = uri instanceof vscode.Uri ? documents.patchIdOf(uri) : undefined;
      if (!patchId) return;
      await run(patchId).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        log.error(`${name}: ${message}`);
        void vscode.window.showErrorMessage(`Marcus: ${message}`);
      });
    });
  const registered = vscode.Disposable.from(
    editors,
    documents,
    session,
    view,
    vscode.window.registerWebviewViewProvider(viewId, view),
    vscode.commands.registerCommand('marcus.chat.new', () => session.clear()),
    vscode.commands.registerCommand('marcus.chat.stop', () => session.stop()),
    // For the title bar of the diff editor, whose right side is a patch.
    patchCommand('marcus.chat.acceptPatch', (patchId) => session.accept(patchId)),
    patchCommand('marcus.chat.rejectPatch', (patchId) => session.reject(patchId)),
  );
  return {
    async ask(target) {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      // The answer streams into the view; whoever asked need not wait for its end.
      if (target) void session.ask({ text: '', targets: [toTarget(target)] });
      else view.focusInput();
    },
    dispose: () => registered.dispose(),
  };
}
