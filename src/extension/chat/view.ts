import * as vscode from 'vscode';
import type { Change } from '../../chat';
import { clientCommands, type OpenRuleArgument } from '../../server/protocol';
import { type FromWebview, parseFromWebview, type ToWebview } from '../../webview/protocol';
import { chipOf, type EditorContext, startersFor } from './editor-context';
import { Outbox } from './outbox';
import { pageHtml, resourceRoot } from './page';
import { messageView, partView, viewOf } from './present';
import type { Session } from './session';
import { openPlace } from './workspace-paths';

export const viewId = 'marcus.chat';

/**
 * The chat's place in the side bar. The page comes and goes with the view; whenever it says that it is ready it is shown
 * everything, and told of each change from then on.
 */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #session: Session;
  readonly #editors: EditorContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;
  readonly #outbox = new Outbox((message) => void this.#webview?.postMessage(message));
  #webview: vscode.Webview | undefined;
  /** The page of this webview listens. */
  #ready = false;
  #focusWhenReady = false;

  constructor(
    extensionUri: vscode.Uri,
    session: Session,
    editors: EditorContext,
    log: vscode.LogOutputChannel,
  ) {
    this.#extensionUri = extensionUri;
    this.#session = session;
    this.#editors = editors;
    this.#log = log;
    this.#subscriptions = vscode.Disposable.from(
      session.onDidChange((change) => this.#post(this.#messageFor(change))),
      editors.onDidChange(() => this.#post(this.#context())),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    this.#webview = webview;
    this.#ready = false;
    webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [resourceRoot(this.#extensionUri)],
    };
    const subscriptions = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => this.#received(message)),
      view.onDidChangeVisibility(() => {
        // A hidden page is destroyed; when it is back it says so.
        if (!view.visible) this.#ready = false;
      }),
    );
    view.onDidDispose(() => {
      subscriptions.dispose();
      if (this.#webview === webview) this.#webview = undefined;
      this.#ready = false;
    });
    webview.html = pageHtml(webview, this.#extensionUri);
  }

  /** Puts the cursor where one asks, now or as soon as the page is there. */
  focusInput(): void {
    if (this.#ready) this.#post({ type: 'focus' });
    else this.#focusWhenReady = true;
  }

  dispose(): void {
    this.#outbox.drop();
    this.#subscriptions.dispose();
  }

  #post(message: ToWebview): void {
    if (this.#ready) this.#outbox.post(message);
    else this.#outbox.drop();
  }

  #messageFor(change: Change): ToWebview {
    switch (change.type) {
      case 'reset':
        return { type: 'show', view: viewOf(this.#session.conversation, this.#session.provider) };
      case 'message':
        return { type: 'message', message: messageView(change.message) };
      case 'part':
        return {
          type: 'part',
          messageId: change.messageId,
          part: change.part,
          value: partView(change.value),
        };
      case 'text':
      case 'state':
        return change;
    }
  }

  #context(): ToWebview {
    const { target } = this.#editors;
    return {
      type: 'context',
      chip: target ? chipOf(target) : null,
      starters: startersFor(target).map(({ label }) => label),
    };
  }

  #received(value: unknown): void {
    const message = parseFromWebview(value);
    if (!message) {
      this.#log.warn('The chat page sent a message that is none of ours.');
      return;
    }
    this.#act(message).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.error(`chat, ${message.type}: ${reason}`);
      void vscode.window.showErrorMessage(`Marcus: ${reason}`);
    });
  }

  async #act(message: FromWebview): Promise<void> {
    const session = this.#session;
    switch (message.type) {
      case 'ready':
        return this.#show();
      case 'ask': {
        const { target } = this.#editors;
        return session.ask({ text: message.text, targets: message.withContext && target ? [target] : [] });
      }
      case 'start': {
        const starter = startersFor(this.#editors.target)[message.index];
        return starter && session.ask(starter.question);
      }
      case 'suggestion': {
        const question = session.suggested(message.messageId, message.part, message.index);
        return question && session.ask(question);
      }
      case 'stop':
        return session.stop();
      case 'retry':
        return session.retry();
      case 'open':
        return openPlace(message.place);
      case 'openRule':
        await vscode.commands.executeCommand(clientCommands.openRule, {
          ruleId: message.ruleId,
        } satisfies OpenRuleArgument);
        return;
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'insert':
        return insertAtCursor(message.text);
      case 'preview':
        return session.preview(message.patchId);
      case 'accept':
        return session.accept(message.patchId);
      case 'reject':
        return session.reject(message.patchId);
    }
  }

  #show(): void {
    this.#ready = true;
    this.#post({ type: 'show', view: viewOf(this.#session.conversation, this.#session.provider) });
    this.#post(this.#context());
    if (this.#focusWhenReady) this.#post({ type: 'focus' });
    this.#focusWhenReady = false;
  }
}

async function insertAtCursor(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file to insert the code into.'));
    return;
  }
  await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
