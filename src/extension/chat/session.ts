import * as vscode from 'vscode';
import {
  type Change,
  Conversation,
  type Knowledge,
  type PatchPart,
  type Provider,
  type Question,
  RulebookProvider,
  restoreConversation,
  trimmed,
} from '../../chat';
import { applyPatch, fitToFiles } from './patch-application';
import type { PatchDocuments } from './patch-documents';

const storageKey = 'marcus.conversation';
const mostMessages = 100;
const savePause = 500;

/** The one conversation of a window, kept in the workspace's storage, and what a person can do in it. */
export class Session implements vscode.Disposable {
  readonly provider: Provider = new RulebookProvider();
  readonly conversation: Conversation;
  readonly #changed = new vscode.EventEmitter<Change>();
  readonly onDidChange = this.#changed.event;
  readonly #storage: vscode.Memento;
  readonly #knowledge: Knowledge;
  readonly #documents: PatchDocuments;
  /** Patches that are being written: a second click must not judge what the first is about to change. */
  readonly #accepting = new Set<string>();
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: vscode.Memento, knowledge: Knowledge, documents: PatchDocuments) {
    this.#storage = storage;
    this.#knowledge = knowledge;
    this.#documents = documents;
    this.conversation = new Conversation(restoreConversation(storage.get(storageKey)), (change) =>
      this.#heard(change),
    );
    documents.patchOf = (patchId) => this.conversation.patch(patchId)?.patch;
  }

  ask(question: Question): Promise<void> {
    return this.conversation.ask(question, this.provider, this.#knowledge);
  }

  retry(): Promise<void> {
    return this.conversation.retry(this.provider, this.#knowledge);
  }

  stop(): void {
    this.conversation.stop();
  }

  clear(): void {
    this.conversation.clear();
  }

  /** The question behind a suggestion that an answer made. */
  suggested(messageId: string, part: number, index: number): Question | undefined {
    const message = this.conversation.messages.find(({ id }) => id === messageId);
    const value = message?.role === 'assistant' ? message.parts[part] : undefined;
    return value?.kind === 'suggestions' ? value.items[index]?.question : undefined;
  }

  /** Shows what the patch would do to the files as they are now. */
  async preview(patchId: string): Promise<void> {
    const part = this.#patch(patchId);
    if (!part) return;
    const fitted = await fitToFiles(part.patch, this.#knowledge);
    if (!fitted.ok) {
      this.conversation.updatePatch(patchId, { fate: { state: 'outdated', reason: fitted.reason } });
      return;
    }
    if (part.fate.state === 'outdated')
      this.conversation.updatePatch(patchId, { fate: { state: 'proposed' } });
    await this.#documents.preview(patchId, part.patch.title, fitted.files);
  }

  /** Writes the patch into the files, as the person said. */
  async accept(patchId: string): Promise<void> {
    const part = this.#patch(patchId);
    if (!part || part.fate.state === 'accepted' || this.#accepting.has(patchId)) return;
    this.#accepting.add(patchId);
    try {
      const application = await applyPatch(part.patch, this.#knowledge);
      if (application.check) this.conversation.updatePatch(patchId, { check: application.check });
      this.conversation.updatePatch(patchId, {
        fate: application.ok ? { state: 'accepted' } : { state: 'outdated', reason: application.reason },
      });
      if (application.ok) await this.#documents.close(patchId);
    } finally {
      this.#accepting.delete(patchId);
    }
  }

  async reject(patchId: string): Promise<void> {
    const part = this.#patch(patchId);
    if (!part || part.fate.state === 'accepted') return;
    this.conversation.updatePatch(patchId, { fate: { state: 'rejected' } });
    await this.#documents.close(patchId);
  }

  dispose(): void {
    this.conversation.stop();
    this.#save();
    this.#changed.dispose();
  }

  #patch(patchId: string): PatchPart | undefined {
    return this.conversation.patch(patchId);
  }

  #heard(change: Change): void {
    this.#changed.fire(change);
    // A window can close at any time: what has ended is kept at once, what still runs every now and then.
    if (change.type === 'state' || change.type === 'reset') this.#save();
    else this.#saving ??= setTimeout(() => this.#save(), savePause);
  }

  #save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    void this.#storage.update(storageKey, trimmed(this.conversation.toJSON(), mostMessages));
  }
}
