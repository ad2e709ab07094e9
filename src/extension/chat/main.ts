import * as vscode from 'vscode';
import { ConversationStore } from '../../chat';
import { ruleIdOf } from '../rule-documents';
import type { AskTarget, Services } from '../services';
import { ApiKey } from './api-key';
import { Consent } from './consent';
import { conversationFiles } from './conversation-files';
import { QuestionDesk } from './desk';
import { EditorContext } from './editor-context';
import { ReadingTools } from './language-model-tools';
import { LspKnowledge } from './lsp-knowledge';
import { type ChatCommand, viewId } from './names';
import { Participant } from './participant';
import { PatchDocuments } from './patch-documents';
import { Providers } from './providers';
import { Session } from './session';
import { ChatView } from './view';
import { toTarget } from './workspace-paths';

/** The chat, once it is needed: it is a file of its own, because most windows look at findings and ask nothing. */
export class ChatMain implements vscode.Disposable {
  readonly view: ChatView;
  readonly participant: Participant;
  readonly tools: ReadingTools;
  readonly #session: Session;
  readonly #documents: PatchDocuments;
  readonly #desk: QuestionDesk;
  readonly #apiKey: ApiKey;
  readonly #providers: Providers;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable;

  /** @param patchChanged is told which document of a patch shows something else from now on */
  constructor(
    context: vscode.ExtensionContext,
    { client, log }: Services,
    patchChanged: (uri: vscode.Uri) => void,
  ) {
    const knowledge = new LspKnowledge(client);
    const editors = new EditorContext();
    const apiKey = new ApiKey(context.secrets);
    const providers = new Providers(apiKey, context.globalState);
    const store = new ConversationStore(conversationFiles(context.storageUri), () => Date.now());
    this.#log = log;
    this.#apiKey = apiKey;
    this.#providers = providers;
    this.#documents = new PatchDocuments(patchChanged);
    const consent = new Consent(apiKey, context.globalState);
    this.#session = new Session(
      context.workspaceState,
      store,
      providers,
      consent,
      knowledge,
      this.#documents,
      log,
    );
    this.#desk = new QuestionDesk(this.#session, editors, knowledge, providers);
    this.view = new ChatView(context.extensionUri, {
      session: this.#session,
      desk: this.#desk,
      editors,
      providers,
      knowledge,
      log,
    });
    this.participant = new Participant(knowledge);
    this.tools = new ReadingTools(knowledge);
    this.#disposables = vscode.Disposable.from(
      this.view,
      this.#desk,
      this.#session,
      providers,
      apiKey,
      editors,
    );
  }

  /**
   * Asks about the target in the panel; without one, puts the cursor where one asks. What would leave the machine, and cost something, is only
   * put there: the person sees what it is about, and sends it.
   */
  async ask(asked: AskTarget | undefined): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    if (!asked) return this.view.say({ type: 'focus' });
    const target = toTarget(asked);
    if ((await this.#providers.ready()).destination) {
      this.#desk.bring(target);
      const text = target.ruleId
        ? vscode.l10n.t('Explain this finding of {0}, and how to mend it.', target.ruleId)
        : vscode.l10n.t('What deserves attention here?');
      return this.view.say({ type: 'draft', text });
    }
    // The answer streams into the view; whoever asked need not wait for its end.
    this.#session.ask({ text: '', targets: [target] }).catch((error: unknown) => {
      this.#log.error(`chat: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  async run(command: ChatCommand, argument: unknown): Promise<void> {
    switch (command) {
      case 'marcus.chat.new':
        return this.#desk.startNew();
      case 'marcus.chat.stop':
        return this.#session.stop();
      case 'marcus.chat.export':
        return this.#session.export(this.#session.about.id);
      case 'marcus.chat.chooseModel':
        return this.view.pickModel();
      case 'marcus.setApiKey':
        return this.#providers.setKey();
      case 'marcus.removeApiKey':
        return this.#apiKey.remove();
      // For the title bar of a rule's document.
      case 'marcus.chat.askAboutRule': {
        const ruleId = argument instanceof vscode.Uri ? ruleIdOf(argument) : undefined;
        if (!ruleId) return;
        await vscode.commands.executeCommand(`${viewId}.focus`);
        if ((await this.#providers.ready()).destination)
          return this.view.say({ type: 'draft', text: `/explain ${ruleId}` });
        return this.#session.ask({ text: ruleId, command: 'explain', targets: [] });
      }
      // For the title bar of the diff editor, whose right side is a patch.
      case 'marcus.chat.acceptPatch':
      case 'marcus.chat.rejectPatch': {
        const address = argument instanceof vscode.Uri ? this.#documents.addressOf(argument) : undefined;
        if (!address) return;
        const patchId = this.#session.patchIn(address);
        if (!patchId) throw new Error(vscode.l10n.t('This patch is not in the conversation that is open.'));
        const { patches } = this.#session;
        return command === 'marcus.chat.acceptPatch' ? patches.accept(patchId) : patches.reject(patchId);
      }
    }
  }

  /** A document of our scheme: a file as a patch would leave it. */
  async patchText(uri: vscode.Uri): Promise<string> {
    // A window that comes back shows its diffs before anybody has asked anything.
    await this.#session.restored;
    return this.#documents.textOf(uri);
  }

  /** Takes over a patch that was proposed in the editor's own chat, to be looked at and decided on. */
  async reviewProposal(id: string): Promise<void> {
    const proposal = this.participant.proposal(id);
    if (!proposal)
      throw new Error(
        vscode.l10n.t('This patch was proposed before the window was loaded. Ask for it again.'),
      );
    await this.#session.restored;
    const { question, patch, check } = proposal;
    const provider = { id: 'participant', label: '@marcus' };
    const patchId = this.#session.conversation.adoptPatch(question, provider, patch, check);
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.#session.patches.preview(patchId);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
