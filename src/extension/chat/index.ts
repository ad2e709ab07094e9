import * as vscode from 'vscode';
import type { Chat, Services } from '../services';
import type { ChatMain } from './main';
import {
  chatCommands,
  type LanguageModelToolName,
  languageModelTools,
  participantId,
  patchScheme,
  reviewCommand,
  viewId,
} from './names';

/**
 * Puts the chat in its place: the view, the other side of its diffs, the commands, and Marcus in the editor's own chat. All of them
 * only know how to load the chat; it is loaded when the first of them is used.
 */
export function registerChat(context: vscode.ExtensionContext, services: Services): Chat {
  const patchChanged = new vscode.EventEmitter<vscode.Uri>();
  let loading: Promise<ChatMain> | undefined;
  const load = (): Promise<ChatMain> => {
    loading ??= import('./main').then(
      ({ ChatMain }) => new ChatMain(context, services, (uri) => patchChanged.fire(uri)),
    );
    return loading;
  };
  const command = (name: string, run: (argument: unknown) => Promise<void>) =>
    vscode.commands.registerCommand(name, async (argument: unknown) => {
      try {
        await run(argument);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        services.log.error(`${name}: ${message}`);
        void vscode.window.showErrorMessage(`Marcus: ${message}`);
      }
    });
  const participant = vscode.chat.createChatParticipant(participantId, async (...asked) =>
    (await load()).participant.answer(...asked),
  );
  participant.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media/icon.png');
  const registered = vscode.Disposable.from(
    patchChanged,
    participant,
    vscode.window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: async (view) => (await load()).view.resolveWebviewView(view),
    }),
    vscode.workspace.registerTextDocumentContentProvider(patchScheme, {
      onDidChange: patchChanged.event,
      provideTextDocumentContent: async (uri) => (await load()).patchText(uri),
    }),
    ...chatCommands.map((name) => command(name, async (argument) => (await load()).run(name, argument))),
    command(reviewCommand, async (id) => (await load()).reviewProposal(String(id))),
    ...(Object.keys(languageModelTools) as LanguageModelToolName[]).map((name) =>
      vscode.lm.registerTool(name, {
        prepareInvocation: async ({ input }) => ({
          invocationMessage: (await load()).tools.label(name, input),
        }),
        invoke: async ({ input }) => (await load()).tools.invoke(name, input),
      }),
    ),
  );
  return {
    ask: async (target) => (await load()).ask(target),
    dispose: () => {
      registered.dispose();
      void loading?.then((chat) => chat.dispose());
    },
  };
}
