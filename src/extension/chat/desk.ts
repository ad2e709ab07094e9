import * as vscode from 'vscode';
import {
  type Composed,
  type ContextItem,
  ContextTray,
  compose,
  composeAgain,
  type Knowledge,
  type Preview,
  parseReferences,
  prepare,
  previewOf,
  type Question,
  type Reference,
  SecretMasker,
  type Target,
  Toolbox,
  type TrayEntry,
} from '../../chat';
import type { EditorContext } from './editor-context';
import type { Providers } from './providers';
import { resolveReference } from './resolve-reference';
import type { Session } from './session';

/** Where a question comes together: the tray with its context, the reading of what was typed, and the look at what would be sent. */
export class QuestionDesk implements vscode.Disposable {
  readonly #tray = new ContextTray();
  readonly #session: Session;
  readonly #editors: EditorContext;
  readonly #knowledge: Knowledge;
  readonly #providers: Providers;
  readonly #changed = new vscode.EventEmitter<void>();
  /** The tray is no longer what it was. */
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(session: Session, editors: EditorContext, knowledge: Knowledge, providers: Providers) {
    this.#session = session;
    this.#editors = editors;
    this.#knowledge = knowledge;
    this.#providers = providers;
    this.#tray.follow(editors.target);
    this.#subscription = editors.onDidChange(() => {
      this.#tray.follow(editors.target);
      this.#changed.fire();
    });
  }

  get entries(): TrayEntry[] {
    // Selections are told with a delay; what is asked now is about what is selected now.
    this.#tray.follow(this.#editors.target);
    return this.#tray.entries;
  }

  /** What the person wants to ask about, in place of what was brought before. */
  bring(target: Target): void {
    this.#tray.follow(this.#editors.target);
    this.#tray.bring(target);
    this.#changed.fire();
  }

  turn(id: string, on: boolean): void {
    this.#tray.turn(id, on);
    this.#changed.fire();
  }

  /** Adds what references in a text stand for; rejects with a sentence where one stands for nothing. */
  async add(text: string): Promise<void> {
    for (const reference of parseReferences(text).references) {
      const item = await resolveReference(reference, this.#editors, this.#knowledge);
      if (typeof item === 'string') throw new Error(item);
      this.#tray.add(item);
    }
    this.#changed.fire();
  }

  /** Asks what was typed; "/clear" begins a new conversation. Rejects with a sentence where it cannot be asked. */
  async ask(typed: string): Promise<void> {
    const question = await this.#question(typed);
    if (question.command === 'clear') return this.startNew();
    return this.#session.ask(question);
  }

  async askInstead(messageId: string, typed: string): Promise<void> {
    const before = this.#session.conversation.messages.find(({ id }) => id === messageId);
    if (before?.role !== 'user') return;
    // The context of the first time belongs to the question, and the tray to the next one.
    const question = asked(await composeAgain(typed, before, this.#resolve));
    if (question.command === 'clear') return this.startNew();
    return this.#session.askInstead(messageId, question);
  }

  async startNew(): Promise<void> {
    this.#tray.clear();
    await this.#session.startNew();
    this.#changed.fire();
  }

  /** What `ask` would send. */
  async look(typed: string): Promise<Preview> {
    const provider = await this.#providers.ready();
    if (!provider.destination) return { tokens: 0, masked: 0, leftOut: [], parts: [] };
    const question = await this.#question(typed);
    const masker = new SecretMasker(this.#knowledge);
    const history = this.#session.conversation.turns;
    const outgoing = await prepare({ question, history, knowledge: this.#knowledge }, undefined, masker);
    const tools = new Toolbox({ knowledge: this.#knowledge, masker }).definitions;
    return previewOf(
      outgoing,
      tools.map(
        ({ name, description, inputSchema }) => `${name}: ${description}\n${JSON.stringify(inputSchema)}`,
      ),
      provider.destination,
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #question(typed: string): Promise<Question> {
    return asked(await compose(typed, this.entries, this.#resolve));
  }

  readonly #resolve = (reference: Reference): Promise<ContextItem | string> =>
    resolveReference(reference, this.#editors, this.#knowledge);
}

function asked(composed: Composed): Question {
  if (!composed.ok) throw new Error(composed.reason);
  return composed.question;
}
