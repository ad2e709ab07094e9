import * as vscode from 'vscode';
import { type Chat, type ChatMessage, ModelError } from '../../chat';

/**
 * A language model that the editor offers, from whichever extension, as a chat that the core can use. The editor asks the person before the
 * first use.
 */
export function editorChat(model: vscode.LanguageModelChat): Chat {
  return {
    label: model.name,
    destination: vscode.l10n.t('{0}, through the editor', model.vendor),
    async *send(messages, tools, signal) {
      const cancellation = new vscode.CancellationTokenSource();
      const cancel = (): void => cancellation.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        const response = await model.sendRequest(
          messages.map(toMessage),
          {
            justification: vscode.l10n.t('Marcus answers your question about this code.'),
            tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
          },
          cancellation.token,
        );
        for await (const part of response.stream) {
          if (part instanceof vscode.LanguageModelTextPart) yield { text: part.value };
          else if (part instanceof vscode.LanguageModelToolCallPart)
            yield { call: { id: part.callId, name: part.name, input: part.input } };
        }
      } finally {
        signal.removeEventListener('abort', cancel);
        // Whoever stops listening stops the request.
        cancellation.cancel();
        cancellation.dispose();
      }
    },
    count: async (text) => model.countTokens(text),
    explain,
  };
}

function toMessage(message: ChatMessage): vscode.LanguageModelChatMessage {
  const { User, Assistant } = vscode.LanguageModelChatMessage;
  if ('results' in message)
    return User(
      message.results.map(
        ({ id, text }) =>
          new vscode.LanguageModelToolResultPart(id, [new vscode.LanguageModelTextPart(text)]),
      ),
    );
  if (message.role === 'user') return User(message.text);
  return Assistant([
    ...(message.text ? [new vscode.LanguageModelTextPart(message.text)] : []),
    ...message.calls.map(
      ({ id, name, input }) => new vscode.LanguageModelToolCallPart(id, name, asObject(input)),
    ),
  ]);
}

function asObject(input: unknown): object {
  return typeof input === 'object' && input !== null ? input : {};
}

function explain(error: unknown): ModelError {
  const of = (
    kind: ModelError['error']['kind'],
    message: string,
    retryable: boolean,
    remedy?: 'choose-model',
  ) => new ModelError({ kind, message, retryable, remedy }, { cause: error });
  if (error instanceof vscode.LanguageModelError) {
    const { NoPermissions, NotFound, Blocked } = vscode.LanguageModelError;
    switch (error.code) {
      case NoPermissions.name:
        return of(
          'forbidden',
          vscode.l10n.t('You have not let Marcus use this model. Allow it, or choose another one.'),
          true,
          'choose-model',
        );
      case NotFound.name:
        return of(
          'no-model',
          vscode.l10n.t('The editor no longer has this model. Choose another one.'),
          false,
          'choose-model',
        );
      case Blocked.name:
        return of(
          'rate-limited',
          vscode.l10n.t(
            'The model declined: a limit is reached, or it may not be asked this. {0}',
            error.message,
          ),
          true,
        );
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return of('unavailable', vscode.l10n.t('The editor’s model failed: {0}', message), true);
}
