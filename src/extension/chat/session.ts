import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  allowanceOf,
  type Caps,
  type Change,
  Conversation,
  type ConversationStore,
  type ConversationSummary,
  emptyConversation,
  exportMarkdown,
  type Knowledge,
  PatchDesk,
  type Question,
  restoreConversation,
  trimmed,
} from '../../chat';
import type { Consent } from './consent';
import { patchScheme } from './names';
import { applyPatch, fitToFiles } from './patch-application';
import type { PatchAddress, PatchDocuments } from './patch-documents';
import type { Providers } from './providers';

const currentKey = 'marcus.conversation.current';
const mostMessages = 200;
const savePause = 500;
/** A diff follows the file that it is of, a moment after each change. */
const diffPause = 150;
const untitled = vscode.l10n.t('New conversation');

/** The conversations of a workspace: the one that is open, and the others that are kept. */
export class Session implements vscode.Disposable {
  readonly patches: PatchDesk;
  readonly #providers: Providers;
  readonly #consent: Consent;
  readonly #knowledge: Knowledge;
  readonly #store: ConversationStore;
  readonly #memento: vscode.Memento;
  readonly #documents: PatchDocuments;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscription: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<Change>();
  readonly onDidChange = this.#changed.event;
  readonly #listChanged = new vscode.EventEmitter<void>();
  /** The list of conversations is no longer what it was. */
  readonly onDidChangeList = this.#listChanged.event;
  #id: string = randomUUID();
  #title = untitled;
  #conversation: Conversation;
  #saving: ReturnType<typeof setTimeout> | undefined;
  /** Files that changed and whose diffs have not followed yet, by path. */
  readonly #stale = new Set<string>();
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  /** Resolves when the conversation of the last session is back. */
  readonly restored: Promise<void>;

  constructor(
    memento: vscode.Memento,
    store: ConversationStore,
    providers: Providers,
    consent: Consent,
    knowledge: Knowledge,
    documents: PatchDocuments,
    log: vscode.LogOutputChannel,
  ) {
    this.#memento = memento;
    this.#store = store;
    this.#providers = providers;
    this.#consent = consent;
    this.#knowledge = knowledge;
    this.#documents = documents;
    this.#log = log;
    this.#conversation = this.#open(emptyConversation());
    this.patches = new PatchDesk(() => this.#conversation, knowledge, {
      fit: (patch) => fitToFiles(patch, knowledge),
      apply: (patch, isPart) => applyPatch(patch, knowledge, isPart),
      preview: (patchId, title, files) =>
        documents.preview({ conversation: this.#id, patchId }, title, files),
      close: (patchId) => documents.close((address) => this.patchIn(address) === patchId),
    });
    documents.textAfter = async (address, file) => {
      const patchId = this.patchIn(address);
      return patchId && this.patches.textAfter(patchId, file);
    };
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#fileChanged(document.uri);
      }),
      // Undo and redo of a patch that makes a file delete it and make it again.
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => void this.#fileChanged(uri))),
      vscode.workspace.onDidCreateFiles(({ files }) => files.forEach((uri) => void this.#fileChanged(uri))),
    );
    const last = memento.get<string>(currentKey);
    this.restored = last ? this.open(last) : Promise.resolve();
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  get about(): { id: string; title: string } {
    return { id: this.#id, title: this.#title };
  }

  /** The id of a patch of the open conversation; undefined for one of another, which may have the same number. */
  patchIn({ conversation, patchId }: PatchAddress): string | undefined {
    return conversation === this.#id && this.#conversation.patch(patchId) ? patchId : undefined;
  }

  async ask(question: Question): Promise<void> {
    await this.restored;
    await this.#withAllowance((provider, allowance) =>
      this.#conversation.ask(question, provider, this.#knowledge, allowance),
    );
  }

  /** Asks an earlier question in other words, in its place. */
  async askInstead(messageId: string, question: Question): Promise<void> {
    await this.#withAllowance((provider, allowance) =>
      this.#conversation.askInstead(messageId, question, provider, this.#knowledge, allowance),
    );
  }

  async retry(): Promise<void> {
    await this.#withAllowance((provider, allowance) =>
      this.#conversation.retry(provider, this.#knowledge, allowance),
    );
  }

  stop(): void {
    this.#conversation.stop();
  }

  /** The question behind a suggestion that an answer made. */
  suggested(messageId: string, part: number, index: number): Question | undefined {
    const message = this.#conversation.messages.find(({ id }) => id === messageId);
    const value = message?.role === 'assistant' ? message.parts[part] : undefined;
    return value?.kind === 'suggestions' ? value.items[index]?.question : undefined;
  }

  /** Puts the open conversation away and begins a new one. */
  async startNew(): Promise<void> {
    await this.#putAway();
    this.#show(randomUUID(), untitled, emptyConversation());
  }

  async open(id: string): Promise<void> {
    if (id === this.#id) return;
    const summary = (await this.#store.list()).find((each) => each.id === id);
    if (!summary) return;
    const data = await this.#store.load(id);
    await this.#putAway();
    this.#show(id, summary.title, data);
  }

  list(): Promise<ConversationSummary[]> {
    return this.#store.list();
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#store.rename(id, title);
    await this.#listed();
  }

  async remove(id: string): Promise<void> {
    await this.#store.remove(id);
    if (id === this.#id) {
      // What is still being said must not bring it back.
      this.#conversation.stop();
      this.#show(randomUUID(), untitled, emptyConversation());
    }
    this.#listChanged.fire();
  }

  /** A conversation as Markdown, in an editor from which it can be saved. */
  async export(id: string): Promise<void> {
    const isOpen = id === this.#id;
    const title = isOpen ? this.#title : (await this.#store.list()).find((each) => each.id === id)?.title;
    if (title === undefined) return;
    const { messages } = isOpen ? this.#conversation : await this.#store.load(id);
    const content = exportMarkdown(title, messages);
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'markdown', content }),
    );
  }

  dispose(): void {
    this.#conversation.stop();
    clearTimeout(this.#refreshing);
    this.#subscription.dispose();
    void this.#save();
    this.#changed.dispose();
    this.#listChanged.dispose();
  }

  /**
   * Who answers, within the caps that are set and with the person's consent. Rejects with a sentence where nobody may be asked: then nothing has
   * been sent and nothing has changed.
   */
  async #withAllowance(
    run: (provider: Providers['current'], allowance: { tokens?: number; dollars?: number }) => Promise<void>,
  ): Promise<void> {
    const provider = await this.#providers.ready();
    if (!provider.destination) return run(provider, {});
    const left = allowanceOf(capSettings(), this.#conversation.usage);
    if (!left.ok) throw new Error(left.reason);
    if (!(await this.#consent.mayAsk(provider))) throw new Error(vscode.l10n.t('Nothing was sent.'));
    await run(provider, left.allowance);
  }

  #open(data: Parameters<typeof restoreConversation>[0]): Conversation {
    const conversation: Conversation = new Conversation(restoreConversation(data), (change) => {
      // An answer to a conversation that was put away has been stopped; its last word is of no interest.
      if (conversation === this.#conversation) this.#heard(change);
    });
    return conversation;
  }

  #show(id: string, title: string, data: unknown): void {
    this.#id = id;
    this.#title = title;
    this.#conversation = this.#open(data);
    // Their patches have nobody any more who could accept them.
    void this.#documents.close(({ conversation }) => conversation !== id);
    void this.#memento.update(currentKey, id);
    this.#changed.fire({ type: 'reset' });
    this.#listChanged.fire();
  }

  async #putAway(): Promise<void> {
    this.#conversation.stop();
    await this.#save();
  }

  #fileChanged(uri: vscode.Uri): void {
    if (uri.scheme === patchScheme || uri.scheme === 'output') return;
    const isMeant = (one: string): boolean => vscode.Uri.parse(one).toString() === uri.toString();
    this.patches.noticed(isMeant).catch((error: unknown) => {
      this.#log.warn(`chat: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.#stale.add(uri.path);
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      const paths = new Set(this.#stale);
      this.#stale.clear();
      this.#documents.refresh((_, { path }) => paths.has(path));
    }, diffPause);
  }

  #heard(change: Change): void {
    this.#changed.fire(change);
    if (change.type === 'part' && change.value.kind === 'patch') {
      const { id } = change.value;
      this.#documents.refresh((address) => this.patchIn(address) === id);
    }
    // A window can close at any time: what has ended is kept at once, what still runs every now and then.
    if (change.type === 'state' || change.type === 'reset') void this.#save();
    else this.#saving ??= setTimeout(() => void this.#save(), savePause);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    const [id, data] = [this.#id, trimmed(this.#conversation.toJSON(), mostMessages)];
    try {
      await this.#store.save(id, data);
      if (data.messages.length > 0) void this.#memento.update(currentKey, id);
      await this.#listed();
    } catch (error) {
      this.#log.error(
        `The conversation cannot be kept: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  async #listed(): Promise<void> {
    const known = (await this.#store.list()).find(({ id }) => id === this.#id);
    if (known) this.#title = known.title;
    this.#listChanged.fire();
  }
}

/** The caps that are set for a conversation. */
export function capSettings(): Caps {
  const settings = vscode.workspace.getConfiguration('marcus.chat.limit');
  return { tokens: settings.get<number>('tokens', 0), dollars: settings.get<number>('dollars', 0) };
}
