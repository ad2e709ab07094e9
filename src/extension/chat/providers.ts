import * as vscode from 'vscode';
import {
  ChatModel,
  Claude,
  type ClaudeModelInfo,
  chooseModel,
  defaultBaseUrl,
  listModels,
  ModelError,
  ModelProvider,
  type Provider,
  RulebookProvider,
  whyNotUsable,
} from '../../chat';
import type { ModelChoice, Remedy } from '../../webview/protocol';
import type { ApiKey } from './api-key';
import { editorChat } from './editor-models';

const choiceKey = 'marcus.chat.provider';
const rulebookId = 'rulebook';
const claudePrefix = 'claude:';
const editorPrefix = 'editor:';

/**
 * Who answers. In a workspace that is not trusted it is the rulebook, whatever was chosen. Else it is who was chosen; where nobody was,
 * Claude when there is a key, and the rulebook when there is none.
 */
export class Providers implements vscode.Disposable {
  readonly #rulebook = new RulebookProvider();
  readonly #apiKey: ApiKey;
  readonly #choices: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  #current: Provider = this.#rulebook;
  #models: ClaudeModelInfo[] = [];

  constructor(apiKey: ApiKey, choices: vscode.Memento) {
    this.#apiKey = apiKey;
    this.#choices = choices;
    const refresh = (): void => void this.refresh();
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      apiKey.onDidChange(() => {
        this.#models = [];
        refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('marcus.model') && !event.affectsConfiguration('marcus.baseUrl'))
          return;
        if (event.affectsConfiguration('marcus.baseUrl')) this.#models = [];
        refresh();
      }),
      vscode.lm.onDidChangeChatModels(refresh),
    );
    refresh();
  }

  /** For display; `ready` gives the one to ask. */
  get current(): Provider {
    return this.#current;
  }

  /** Who answers now, with everything taken into account. */
  async ready(): Promise<Provider> {
    return this.refresh();
  }

  async refresh(): Promise<Provider> {
    const before = this.#current;
    this.#current = await this.#choose();
    const isSame = before.id === this.#current.id && before.label === this.#current.label;
    if (!isSame || before.destination !== this.#current.destination) this.#changed.fire();
    return this.#current;
  }

  /** All who could answer. The API is asked for its models; when that fails, the others are there all the same. */
  async list(): Promise<{ models: ModelChoice[]; problem?: { message: string; remedy?: Remedy } }> {
    await this.refresh();
    const selected = this.#idOf(this.#current);
    const choice = (id: string, label: string, group: string): ModelChoice => ({
      id,
      label,
      group,
      selected: id === selected,
    });
    const models = [choice(rulebookId, this.#rulebook.label, vscode.l10n.t('Without a model'))];
    if (!vscode.workspace.isTrusted)
      return {
        models,
        problem: { message: vscode.l10n.t('This workspace is not trusted: only the rulebook answers.') },
      };
    const editor = await vscode.lm.selectChatModels().then(
      (chats) => chats,
      () => [],
    );
    for (const chat of editor)
      models.push(
        choice(`${editorPrefix}${chat.id}`, `${chat.name} (${chat.vendor})`, vscode.l10n.t('Editor')),
      );
    const group = 'Claude';
    const apiKey = await this.#apiKey.get();
    if (!apiKey)
      return {
        models,
        problem: { message: vscode.l10n.t('For Claude, set an API key.'), remedy: 'set-key' },
      };
    try {
      const baseUrl = baseUrlSetting();
      const refused = whyNotUsable(baseUrl);
      if (refused) return { models, problem: { message: `marcus.baseUrl: ${refused}` } };
      this.#models = await listModels({ apiKey, baseUrl });
    } catch (error) {
      const { message, remedy } =
        error instanceof ModelError ? error.error : { message: String(error), remedy: undefined };
      const chosen = chooseModel(modelSetting(), []);
      return {
        models: [choice(`${claudePrefix}${chosen.id}`, chosen.label, group), ...models],
        problem: { message, remedy },
      };
    }
    return {
      models: [
        ...this.#models.map(({ id, label }) => choice(`${claudePrefix}${id}`, label, group)),
        ...models,
      ],
    };
  }

  /** Takes a choice of `list`. The model of Claude is a setting, so that it can be seen and synchronized like any other. */
  async choose(id: string): Promise<void> {
    if (id.startsWith(claudePrefix)) {
      const model = id.slice(claudePrefix.length);
      await this.#choices.update(choiceKey, 'claude');
      if (model !== chooseModel(modelSetting(), this.#models).id)
        await vscode.workspace
          .getConfiguration('marcus')
          .update('model', model, vscode.ConfigurationTarget.Global);
    } else if (id === rulebookId || id.startsWith(editorPrefix)) {
      await this.#choices.update(choiceKey, id);
    }
    await this.refresh();
  }

  /** Asks for a key; whoever gives one wants Claude to answer. */
  async setKey(): Promise<void> {
    if (!(await this.#apiKey.ask())) return;
    await this.#choices.update(choiceKey, 'claude');
    await this.refresh();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #choose(): Promise<Provider> {
    if (!vscode.workspace.isTrusted) return this.#rulebook;
    const choice = this.#choices.get<string>(choiceKey);
    if (choice === rulebookId) return this.#rulebook;
    if (choice?.startsWith(editorPrefix)) {
      const [chat] = await vscode.lm.selectChatModels({ id: choice.slice(editorPrefix.length) }).then(
        (chats) => chats,
        () => [],
      );
      return chat ? new ModelProvider(new ChatModel(editorChat(chat))) : this.#rulebook;
    }
    if (!choice && !(await this.#apiKey.get())) return this.#rulebook;
    return new ModelProvider(
      new Claude({
        model: chooseModel(modelSetting(), this.#models),
        baseUrl: baseUrlSetting(),
        apiKey: () => this.#apiKey.get(),
      }),
    );
  }

  #idOf(provider: Provider): string {
    if (provider.id === 'claude') return `${claudePrefix}${chooseModel(modelSetting(), this.#models).id}`;
    return provider.id === 'editor' ? (this.#choices.get<string>(choiceKey) ?? rulebookId) : rulebookId;
  }
}

function modelSetting(): string {
  return vscode.workspace.getConfiguration('marcus').get<string>('model', '');
}

/** The setting, else what the SDK itself would take from the environment. */
function baseUrlSetting(): string {
  const set = vscode.workspace.getConfiguration('marcus').get<string>('baseUrl', '').trim();
  return (set || process.env.ANTHROPIC_BASE_URL?.trim() || defaultBaseUrl).replace(/\/+$/, '');
}
