import * as vscode from 'vscode';
import {
  type Exchange,
  type Model,
  ModelError,
  type ModelEvent,
  type Outgoing,
  type ToolCall,
  type ToolDefinition,
  type ToolResult,
} from '../../chat';

/** A language model that the editor offers, from whichever extension. The editor asks the person before the first use. */
export class EditorModel implements Model {
  readonly id = 'editor';
  readonly label: string;
  readonly destination: string;
  readonly #chat: vscode.LanguageModelChat;

  constructor(chat: vscode.LanguageModelChat) {
    this.label = chat.name;
    this.destination = vscode.l10n.t('{0}, through the editor', chat.vendor);
    this.#chat = chat;
  }

  open(outgoing: Outgoing, tools: readonly ToolDefinition[]): Exchange {
    return new EditorExchange(this.#chat, outgoing, tools);
  }
}

class EditorExchange implements Exchange {
  readonly #chat: vscode.LanguageModelChat;
  readonly #tools: vscode.LanguageModelChatTool[];
  readonly #messages: vscode.LanguageModelChatMessage[];

  constructor(
    chat: vscode.LanguageModelChat,
    { system, project, turns }: Outgoing,
    tools: readonly ToolDefinition[],
  ) {
    this.#chat = chat;
    this.#tools = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    const { User, Assistant } = vscode.LanguageModelChatMessage;
    // The API has no place of its own for instructions.
    this.#messages = [
      User(`${system}\n\n${project}`),
      ...turns.map(({ role, text }) => (role === 'user' ? User(text) : Assistant(text))),
    ];
  }

  async *round(
    results: readonly ToolResult[],
    mayCall: boolean,
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent> {
    if (results.length > 0)
      this.#messages.push(
        vscode.LanguageModelChatMessage.User(
          results.map(
            ({ id, text }) =>
              new vscode.LanguageModelToolResultPart(id, [new vscode.LanguageModelTextPart(text)]),
          ),
        ),
      );
    const cancellation = new vscode.CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const calls: ToolCall[] = [];
    let text = '';
    try {
      const response = await this.#chat.sendRequest(
        this.#messages,
        {
          justification: vscode.l10n.t('Marcus answers your question about this code.'),
          ...(mayCall ? { tools: this.#tools } : {}),
        },
        cancellation.token,
      );
      for await (const part of response.stream) {
        if (signal.aborted) return;
        if (part instanceof vscode.LanguageModelTextPart) {
          text += part.value;
          yield { type: 'text', delta: part.value };
        } else if (part instanceof vscode.LanguageModelToolCallPart) {
          calls.push({ id: part.callId, name: part.name, input: part.input });
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      throw asModelError(error);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
    yield { type: 'usage', usage: await this.#usage(text) };
    if (calls.length === 0) return yield { type: 'end', reason: 'end', calls };
    this.#messages.push(
      vscode.LanguageModelChatMessage.Assistant([
        ...(text ? [new vscode.LanguageModelTextPart(text)] : []),
        ...calls.map(
          ({ id, name, input }) => new vscode.LanguageModelToolCallPart(id, name, asObject(input)),
        ),
      ]),
    );
    yield { type: 'end', reason: 'calls', calls };
  }

  /** The API tells no usage; it counts when asked. What it costs is between the person and who offers the model. */
  async #usage(answer: string) {
    const count = async (text: string | vscode.LanguageModelChatMessage): Promise<number> => {
      try {
        return await this.#chat.countTokens(text);
      } catch {
        return 0;
      }
    };
    const sent = await Promise.all(this.#messages.map(count));
    return {
      inputTokens: sent.reduce((sum, tokens) => sum + tokens, 0),
      outputTokens: await count(answer),
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
    };
  }
}

function asObject(input: unknown): object {
  return typeof input === 'object' && input !== null ? input : {};
}

function asModelError(error: unknown): ModelError {
  const of = (
    kind: ModelError['error']['kind'],
    message: string,
    retryable: boolean,
    remedy?: 'choose-model',
  ) => new ModelError({ kind, message, retryable, remedy }, { cause: error });
  if (error instanceof vscode.LanguageModelError) {
    if (error.code === vscode.LanguageModelError.NoPermissions.name)
      return of(
        'forbidden',
        vscode.l10n.t('You have not let Marcus use this model. Allow it, or choose another one.'),
        true,
        'choose-model',
      );
    if (error.code === vscode.LanguageModelError.NotFound.name)
      return of(
        'no-model',
        vscode.l10n.t('The editor no longer has this model. Choose another one.'),
        false,
        'choose-model',
      );
    if (error.code === vscode.LanguageModelError.Blocked.name)
      return of(
        'rate-limited',
        vscode.l10n.t(
          'The model declined: a limit is reached, or it may not be asked this. {0}',
          error.message,
        ),
        true,
      );
  }
  const message = error instanceof Error ? error.message : String(error);
  return of('unavailable', vscode.l10n.t('The editor’s model failed: {0}', message), true);
}
