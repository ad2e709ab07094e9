import * as vscode from 'vscode';
import { type Change, type Knowledge, spokenUsage } from '../../chat';
import { clientCommands, type OpenRuleArgument } from '../../server/protocol';
import { type FromWebview, parseFromWebview, type ToWebview } from '../../webview/protocol';
import { complete } from './completions';
import type { QuestionDesk } from './desk';
import { contextChip, type EditorContext, startersFor } from './editor-context';
import { Outbox } from './outbox';
import { pageHtml, resourceRoot } from './page';
import { messageView, partView, totalView, usageView, viewOf } from './present';
import type { Providers } from './providers';
import { capSettings, type Session } from './session';
import { openPlace } from './workspace-paths';

/** What the view shows and acts on. */
export interface ViewParts {
  session: Session;
  desk: QuestionDesk;
  editors: EditorContext;
  providers: Providers;
  knowledge: Knowledge;
  log: vscode.LogOutputChannel;
}

/**
 * The chat's place in the side bar. The page comes and goes with the view; whenever it says that it is ready it is shown
 * everything, and told of each change from then on.
 */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #parts: ViewParts;
  readonly #subscriptions: vscode.Disposable;
  readonly #outbox = new Outbox((message) => void this.#webview?.postMessage(message));
  #webview: vscode.Webview | undefined;
  /** The page of this webview listens. */
  #ready = false;
  /** What the page is told as soon as it listens. */
  #waiting: ToWebview | undefined;

  constructor(extensionUri: vscode.Uri, parts: ViewParts) {
    this.#extensionUri = extensionUri;
    this.#parts = parts;
    const { session, desk, providers } = parts;
    this.#subscriptions = vscode.Disposable.from(
      session.onDidChange((change) => this.#post(this.#messageFor(change))),
      session.onDidChangeList(() => void this.#postConversations()),
      providers.onDidChange(() => this.#post(this.#all())),
      desk.onDidChange(() => this.#post(this.#context())),
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

  /** Puts the cursor, or a text, where one asks: now, or as soon as the page is there. */
  say(message: Extract<ToWebview, { type: 'focus' | 'draft' }>): void {
    if (this.#ready) this.#post(message);
    else this.#waiting = message;
  }

  /** Opens the list of models, as the command does. */
  async pickModel(): Promise<void> {
    const { providers } = this.#parts;
    const { models, problem } = await providers.list();
    const picked = await vscode.window.showQuickPick(
      models.map(({ id, label, group, selected }) => ({ id, label, description: group, picked: selected })),
      { placeHolder: problem?.message ?? vscode.l10n.t('Who shall answer?') },
    );
    if (picked) await providers.choose(picked.id);
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
        return this.#all();
      case 'message':
        return { type: 'message', message: messageView(change.message) };
      case 'part':
        return {
          type: 'part',
          messageId: change.messageId,
          part: change.part,
          value: partView(change.value),
        };
      case 'usage': {
        const total = totalView(this.#parts.session.conversation.usage, capSettings());
        return { type: 'usage', messageId: change.messageId, usage: usageView(change.usage), total };
      }
      case 'text':
      case 'state':
        return change;
    }
  }

  #all(): ToWebview {
    const { session, providers } = this.#parts;
    return {
      type: 'show',
      view: viewOf(session.conversation, session.about, providers.current, capSettings()),
    };
  }

  #context(): ToWebview {
    const { desk, editors } = this.#parts;
    return {
      type: 'context',
      chips: desk.entries.map(contextChip),
      starters: startersFor(editors.target).map(({ label }) => label),
    };
  }

  async #postConversations(): Promise<void> {
    const { session } = this.#parts;
    const items = (await session.list()).map(({ id, title, updated, questions, usage }) => ({
      id,
      title,
      updated,
      detail: [
        questions === 1 ? vscode.l10n.t('1 question') : vscode.l10n.t('{0} questions', questions),
        ...(usage.inputTokens + usage.outputTokens > 0 ? [spokenUsage(usage)] : []),
      ].join(', '),
      current: id === session.about.id,
    }));
    this.#post({ type: 'conversations', items });
  }

  #received(value: unknown): void {
    const message = parseFromWebview(value);
    if (!message) {
      this.#parts.log.warn('The chat page sent a message that is none of ours.');
      return;
    }
    this.#act(message).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#parts.log.error(`chat, ${message.type}: ${reason}`);
      void vscode.window.showErrorMessage(`Marcus: ${reason}`);
    });
  }

  async #act(message: FromWebview): Promise<void> {
    const { session, desk, editors, providers, knowledge } = this.#parts;
    const { patches } = session;
    switch (message.type) {
      case 'ready':
        // After a reload the page knows where it was in the conversation that is about to be back.
        await session.restored;
        return this.#show();
      case 'ask':
        return this.#orGiveBack(message.text, desk.ask(message.text));
      case 'edit':
        return this.#orGiveBack(message.text, desk.askInstead(message.messageId, message.text));
      case 'start': {
        const starter = startersFor(editors.target)[message.index];
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
      case 'chip':
        return desk.turn(message.id, message.on);
      case 'addContext':
        return desk.add(message.reference);
      case 'look':
        return this.#post({ type: 'preview', preview: await desk.look(message.text) });
      case 'complete': {
        const items = await complete(message.word, knowledge);
        return this.#post({ type: 'completions', id: message.id, items });
      }
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
      case 'propose':
        return patches.propose(message.messageId, message.code, editors.target);
      case 'preview':
        return patches.preview(message.patchId);
      case 'accept':
        return patches.accept(message.patchId, message);
      case 'reject':
        return patches.reject(message.patchId, message);
      case 'models':
        return this.#post({ type: 'models', ...(await providers.list()) });
      case 'chooseModel':
        await providers.choose(message.id);
        return this.#post({ type: 'models', ...(await providers.list()) });
      case 'setKey':
        return providers.setKey();
      case 'conversations':
        return this.#postConversations();
      case 'newConversation':
        return desk.startNew();
      case 'openConversation':
        return session.open(message.id);
      case 'renameConversation':
        return session.rename(message.id, message.title);
      case 'deleteConversation':
        return session.remove(message.id);
      case 'exportConversation':
        return session.export(message.id);
    }
  }

  /** A question that could not be asked is not lost: it goes back to where it was typed, with the reason. */
  async #orGiveBack(text: string, asked: Promise<void>): Promise<void> {
    try {
      await asked;
    } catch (error) {
      this.#post({ type: 'draft', text, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  #show(): void {
    this.#ready = true;
    this.#post(this.#all());
    this.#post(this.#context());
    if (this.#waiting) this.#post(this.#waiting);
    this.#waiting = undefined;
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
