import type { Usage } from '../provider';
import type { ToolDefinition } from '../tools/tool';
import type { Exchange, Model, ModelError, ModelEvent, ToolCall, ToolResult } from './model';
import type { Outgoing } from './outgoing';

/** A message of a chat that knows two sides, words, calls and results, and nothing else. */
export type ChatMessage =
  | { role: 'user'; text: string }
  | { role: 'user'; results: readonly ToolResult[] }
  | { role: 'assistant'; text: string; calls: readonly ToolCall[] };

/** A model behind the smallest interface that all have in common, as the editor offers them. */
export interface Chat {
  label: string;
  /** Where it gets what it is told. */
  destination: string;
  /** Streams what the model says. Ends early once the signal is aborted. */
  send(
    messages: readonly ChatMessage[],
    tools: readonly ToolDefinition[],
    signal: AbortSignal,
  ): AsyncIterable<{ text: string } | { call: ToolCall }>;
  /** How many tokens a text is; a chat that cannot count rejects. */
  count(text: string): Promise<number>;
  /** What went wrong, in words for the person. */
  explain(error: unknown): ModelError;
}

/** A model that is talked to through such a chat. */
export class ChatModel implements Model {
  readonly id = 'editor';
  readonly label: string;
  readonly destination: string;
  readonly #chat: Chat;

  constructor(chat: Chat) {
    this.label = chat.label;
    this.destination = chat.destination;
    this.#chat = chat;
  }

  open(outgoing: Outgoing, tools: readonly ToolDefinition[]): Exchange {
    return new ChatExchange(this.#chat, outgoing, tools);
  }
}

class ChatExchange implements Exchange {
  readonly #chat: Chat;
  readonly #tools: readonly ToolDefinition[];
  readonly #messages: ChatMessage[];

  constructor(chat: Chat, { system, project, turns }: Outgoing, tools: readonly ToolDefinition[]) {
    this.#chat = chat;
    this.#tools = tools;
    // Such a chat has no place of its own for instructions.
    this.#messages = [
      { role: 'user', text: `${system}\n\n${project}` },
      ...turns.map(
        ({ role, text }): ChatMessage => (role === 'user' ? { role, text } : { role, text, calls: [] }),
      ),
    ];
  }

  async *round(
    results: readonly ToolResult[],
    mayCall: boolean,
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent> {
    if (results.length > 0) this.#messages.push({ role: 'user', results });
    const calls: ToolCall[] = [];
    let text = '';
    try {
      for await (const part of this.#chat.send(this.#messages, mayCall ? this.#tools : [], signal)) {
        if (signal.aborted) return;
        if ('call' in part) {
          calls.push(part.call);
          continue;
        }
        text += part.text;
        yield { type: 'text', delta: part.text };
      }
    } catch (error) {
      if (signal.aborted) return;
      throw this.#chat.explain(error);
    }
    if (signal.aborted) return;
    yield { type: 'usage', usage: await this.#usage(text) };
    if (text || calls.length > 0) this.#messages.push({ role: 'assistant', text, calls });
    yield { type: 'end', reason: calls.length > 0 ? 'calls' : 'end', calls };
  }

  /** Nobody tells what was used; it is counted. What it costs is between the person and who offers the model. */
  async #usage(answer: string): Promise<Usage> {
    const before = this.#messages.map(textOf).join('\n');
    const count = (text: string) => this.#chat.count(text).catch(() => 0);
    const [inputTokens, outputTokens] = await Promise.all([count(before), count(answer)]);
    return { inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0 };
  }
}

function textOf(message: ChatMessage): string {
  if ('results' in message) return message.results.map(({ text }) => text).join('\n');
  const calls = 'calls' in message ? message.calls.map(({ input }) => JSON.stringify(input) ?? '') : [];
  return [message.text, ...calls].join('\n');
}
