import type {
  Message,
  MessageCreateParamsBase,
  MessageDeltaUsage,
  MessageParam,
  MessageStreamEvent,
  Tool,
} from '@anthropic-ai/sdk/resources/messages';
import { type Exchange, type Model, ModelError, type ModelEvent, type ToolResult } from '../model/model';
import type { Outgoing } from '../model/outgoing';
import { answerFor, costOf } from '../prices';
import type { Allowance, Usage } from '../provider';
import type { ToolDefinition } from '../tools/tool';
import { type ClaudeConnection, connect, whyNotUsable } from './client';
import { interrupted, modelError, spokenSeconds, stalled } from './errors';
import type { ClaudeModelInfo } from './models';

export interface ClaudeOptions {
  model: ClaudeModelInfo;
  baseUrl: string;
  /** Asked for at each question; undefined when there is none any more. */
  apiKey: () => Promise<string | undefined>;
  /** Milliseconds before each further try of a request that failed before it said anything. */
  retryAfter?: readonly number[];
  /** Milliseconds without a byte after which an answer counts as stalled. Pings are bytes. */
  idle?: number;
}

/** What both events of a stream say of usage. */
type ToldUsage = Partial<
  Pick<
    MessageDeltaUsage,
    'input_tokens' | 'output_tokens' | 'cache_read_input_tokens' | 'cache_creation_input_tokens'
  >
>;

/** Thinking counts, too. */
const mostOutputTokens = 32_000;
const usualRetries: readonly number[] = [1_000, 4_000, 10_000];
/** Whoever says to wait longer is believed at once: the person had better know. */
const longestWait = 30_000;
const usualIdle = 90_000;

/** Claude, through Anthropic's API or a gateway that speaks the same protocol. */
export class Claude implements Model {
  readonly id = 'claude';
  readonly label: string;
  readonly destination: string;
  readonly #options: ClaudeOptions;

  constructor(options: ClaudeOptions) {
    this.label = options.model.label;
    this.destination = hostOf(options.baseUrl);
    this.#options = options;
  }

  async open(outgoing: Outgoing, tools: readonly ToolDefinition[]): Promise<Exchange> {
    const { apiKey, baseUrl } = this.#options;
    const refused = whyNotUsable(baseUrl);
    if (refused)
      throw new ModelError({ kind: 'invalid', message: `marcus.baseUrl: ${refused}`, retryable: false });
    const key = await apiKey();
    if (!key) {
      const message =
        'There is no API key. Set one with “Marcus: Set API Key”, or ANTHROPIC_API_KEY in the environment.';
      throw new ModelError({ kind: 'no-key', message, retryable: false, remedy: 'set-key' });
    }
    return new ClaudeExchange({ apiKey: key, baseUrl }, this.#options, outgoing, tools);
  }
}

class ClaudeExchange implements Exchange {
  readonly #connection: ClaudeConnection;
  readonly #options: ClaudeOptions;
  readonly #stable: Pick<MessageCreateParamsBase, 'system' | 'tools'>;
  readonly #messages: MessageParam[];

  constructor(
    connection: ClaudeConnection,
    options: ClaudeOptions,
    { system, project, turns }: Outgoing,
    tools: readonly ToolDefinition[],
  ) {
    this.#connection = connection;
    this.#options = options;
    // Tools, persona and project stand first and stay the same: each mark ends a part that the next question can reuse.
    this.#stable = {
      tools: tools.map(toTool),
      system: [
        { type: 'text', text: system, cache_control: { type: 'ephemeral' } },
        { type: 'text', text: project, cache_control: { type: 'ephemeral' } },
      ],
    };
    this.#messages = turns.map(({ role, text }) => ({ role, content: [{ type: 'text', text }] }));
  }

  async *round(
    results: readonly ToolResult[],
    mayCall: boolean,
    signal: AbortSignal,
    left: Allowance = {},
  ): AsyncIterable<ModelEvent> {
    if (results.length > 0) {
      this.#messages.push({
        role: 'user',
        content: results.map(({ id, text, failed }) => ({
          type: 'tool_result',
          tool_use_id: id,
          content: text,
          is_error: failed,
        })),
      });
    }
    const delays = this.#options.retryAfter ?? usualRetries;
    for (let attempt = 0; ; attempt++) {
      let hasSpoken = false;
      try {
        for await (const event of this.#attempt(mayCall, signal, left)) {
          hasSpoken ||= event.type === 'text';
          yield event;
        }
        return;
      } catch (thrown) {
        if (signal.aborted) return;
        const failure = await modelError(thrown, this.#options.model.id);
        const wait = waitFor(failure, delays[attempt]);
        // What has been shown cannot be taken back, and said again it would stand there twice.
        if (hasSpoken || wait === undefined) throw failure;
        const label = `${reasonOf(failure)}; trying again in ${spokenSeconds(Math.ceil(wait / 1000))}`;
        yield { type: 'waiting', label, isOver: false };
        await pause(wait, signal);
        yield { type: 'waiting', label: `${reasonOf(failure)}; tried again`, isOver: true };
        if (signal.aborted) return;
      }
    }
  }

  async *#attempt(mayCall: boolean, signal: AbortSignal, left: Allowance): AsyncIterable<ModelEvent> {
    const { model, idle = usualIdle } = this.#options;
    const abort = new AbortController();
    const follow = (): void => abort.abort();
    signal.addEventListener('abort', follow, { once: true });
    let isStalled = false;
    const watch = new Watch(idle, () => {
      isStalled = true;
      abort.abort();
    });
    try {
      const client = await connect(this.#connection, () => watch.touch());
      if (signal.aborted) return;
      watch.touch();
      const stream = client.messages.stream(
        {
          model: model.id,
          max_tokens: mostOutput(model, left),
          ...this.#stable,
          messages: this.#messages,
          tool_choice: { type: mayCall ? 'auto' : 'none' },
          // The last block of the newest message: rounds of one answer read all that came before from the cache.
          cache_control: { type: 'ephemeral' },
        },
        { signal: abort.signal },
      );
      let isWhole = false;
      let used: Usage | undefined;
      for await (const event of stream) {
        // Told as early as it is known: an answer that is stopped has its price, too.
        const told = usageIn(event);
        if (told) {
          used = usageOf(model.id, told, used);
          yield { type: 'usage', usage: used };
        }
        if (event.type === 'content_block_start' && event.content_block.type.endsWith('thinking'))
          yield { type: 'thinking' };
        else if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')
          yield { type: 'text', delta: event.delta.text };
        else if (event.type === 'message_stop') isWhole = true;
      }
      if (signal.aborted) return;
      if (!isWhole) throw isStalled ? stalled(Math.round(idle / 1000)) : interrupted(undefined);
      const message = await stream.finalMessage();
      if (message.content.length > 0) this.#messages.push({ role: 'assistant', content: message.content });
      yield endOf(message);
    } catch (error) {
      if (isStalled) throw stalled(Math.round(idle / 1000));
      throw error;
    } finally {
      watch.stop();
      signal.removeEventListener('abort', follow);
      // Whoever stops listening, for whatever reason, stops paying.
      abort.abort();
    }
  }
}

/** How long an answer may be: what is left of a cap ends it, rather than being found out about afterwards. */
function mostOutput(model: ClaudeModelInfo, { tokens, dollars }: Allowance): number {
  const limits = [
    mostOutputTokens,
    model.maxOutputTokens,
    tokens,
    dollars === undefined ? undefined : answerFor(model.id, dollars),
  ].filter((limit) => limit !== undefined);
  return Math.max(1, Math.floor(Math.min(...limits)));
}

/** Milliseconds to wait before another try; undefined when there is none. */
function waitFor({ error }: ModelError, usual: number | undefined): number | undefined {
  if (!error.retryable || usual === undefined) return undefined;
  const asked = error.retryAfter === undefined ? usual : error.retryAfter * 1000;
  return asked <= longestWait ? asked : undefined;
}

function reasonOf({ error }: ModelError): string {
  switch (error.kind) {
    case 'rate-limited':
      return 'Rate limit reached';
    case 'overloaded':
      return 'Claude is overloaded';
    case 'network':
      return 'No connection to Claude';
    case 'interrupted':
      return 'The connection to Claude broke off';
    default:
      return 'Claude has a problem of its own';
  }
}

function endOf(message: Message): Extract<ModelEvent, { type: 'end' }> {
  switch (message.stop_reason) {
    case 'tool_use':
      return {
        type: 'end',
        reason: 'calls',
        calls: message.content.flatMap((block) =>
          block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
        ),
      };
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return { type: 'end', reason: 'length', calls: [] };
    case 'refusal':
      return { type: 'end', reason: 'refusal', calls: [] };
    default:
      return { type: 'end', reason: 'end', calls: [] };
  }
}

function usageIn(event: MessageStreamEvent): ToldUsage | undefined {
  if (event.type === 'message_start') return event.message.usage;
  return event.type === 'message_delta' ? event.usage : undefined;
}

/** The API tells the input at the beginning and the output at the end, each as a total so far. */
function usageOf(model: string, told: ToldUsage, before?: Usage): Usage {
  const counted = {
    inputTokens: told.input_tokens ?? before?.inputTokens ?? 0,
    outputTokens: told.output_tokens ?? before?.outputTokens ?? 0,
    cacheReadTokens: told.cache_read_input_tokens ?? before?.cacheReadTokens ?? 0,
    cacheWriteTokens: told.cache_creation_input_tokens ?? before?.cacheWriteTokens ?? 0,
  };
  return { ...counted, dollars: costOf(model, counted) };
}

function toTool({ name, description, inputSchema }: ToolDefinition): Tool {
  return { name, description, input_schema: inputSchema };
}

/** Calls back when nothing has touched it for a while. */
class Watch {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly idle: number,
    private readonly asleep: () => void,
  ) {}

  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.asleep, this.idle);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Waits, at most until the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish, { once: true });
  });
}

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return baseUrl;
  }
}
