import * as vscode from 'vscode';
import { ConversationStore } from '../../chat';
import type { Chat, Services } from '../services';
import { ApiKey } from './api-key';
import { conversationFiles } from './conversation-files';
import { QuestionDesk } from './desk';
import { EditorContext } from './editor-context';
import { registerLanguageModelTools } from './language-model-tools';
import { LspKnowledge } from './lsp-knowledge';
import { registerParticipant } from './participant';
import { PatchDocuments } from './patch-documents';
import { Providers } from './providers';
import { Session } from './session';
import { ChatView, viewId } from './view';
import { toTarget } from './workspace-paths';

/** Puts the chat in its place: the webview view, the other side of its diffs, the commands, and Marcus in the editor's own chat. */
export function registerChat(context: vscode.ExtensionContext, { client, log }: Services): Chat {
  const knowledge = new LspKnowledge(client);
  const editors = new EditorContext();
  const documents = new PatchDocuments(knowledge);
  const apiKey = new ApiKey(context.secrets);
  const providers = new Providers(apiKey, context.globalState);
  const store = new ConversationStore(conversationFiles(context.storageUri), () => Date.now());
  const session = new Session(context.workspaceState, store, providers, knowledge, documents, log);
  const desk = new QuestionDesk(session, editors, knowledge, providers);
  const view = new ChatView(context.extensionUri, {
    session,
    desk,
    editors,
    providers,
    apiKey,
    knowledge,
    log,
  });
  const command = (name: string, run: (argument: unknown) => unknown) =>
    vscode.commands.registerCommand(name, async (argument: unknown) => {
      try {
        await run(argument);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log.error(`${name}: ${message}`);
        void vscode.window.showErrorMessage(`Marcus: ${message}`);
      }
    });
  /** For the title bar of the diff editor, whose right side is a patch. */
  const patchCommand = (name: string, run: (patchId: string) => Promise<void>) =>
    command(name, async (uri) => {
      const patchId = uri instanceof vscode.Uri ? documents.patchIdOf(uri) : undefined;
      if (patchId) await run(patchId);
    });
  const registered = vscode.Disposable.from(
    editors,
    documents,
    apiKey,
    providers,
    session,
    desk,
    view,
    vscode.window.registerWebviewViewProvider(viewId, view),
    command('marcus.chat.new', () => desk.startNew()),
    command('marcus.chat.stop', () => session.stop()),
    command('marcus.chat.export', () => session.export(session.about.id)),
    command('marcus.chat.chooseModel', () => view.pickModel()),
    command('marcus.setApiKey', () => apiKey.ask()),
    command('marcus.removeApiKey', () => apiKey.remove()),
    patchCommand('marcus.chat.acceptPatch', (patchId) => session.patches.accept(patchId)),
    patchCommand('marcus.chat.rejectPatch', (patchId) => session.patches.reject(patchId)),
    registerParticipant(context.extensionUri, knowledge, async ({ question, patch, check }) => {
      await session.restored;
      const provider = { id: 'participant', label: '@marcus' };
      const id = session.conversation.adoptPatch(question, provider, patch, check);
      await vscode.commands.executeCommand(`${viewId}.focus`);
      await session.patches.preview(id);
    }),
    registerLanguageModelTools(knowledge),
  );
  return {
    async ask(target) {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      // The answer streams into the view; whoever asked need not wait for its end.
      if (!target) return view.focusInput();
      session.ask({ text: '', targets: [toTarget(target)] }).catch((error: unknown) => {
        log.error(`chat: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
    dispose: () => registered.dispose(),
  };
}
