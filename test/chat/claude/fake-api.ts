import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What the API is asked, as far as tests look. */
export interface ReceivedRequest {
  path: string;
  headers: IncomingMessage['headers'];
  body: RequestBody;
}

export interface RequestBody {
  model: string;
  max_tokens: number;
  stream?: boolean;
  system: { type: 'text'; text: string; cache_control?: unknown }[];
  tools: { name: string; description: string; input_schema: unknown }[];
  tool_choice: { type: string };
  cache_control?: unknown;
  messages: { role: 'user' | 'assistant'; content: ContentBlock[] }[];
}

export type ContentBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown }
  | { type: 'tool_result'; tool_use_id: string; content: string; is_error?: boolean };

/** One answer of the script. */
export type ScriptedAnswer =
  | {
      /** Pieces of the text, each an event of its own. */
      text?: string | string[];
      /** It thinks before it speaks. */
      thinking?: boolean;
      calls?: { id?: string; name: string; input: unknown }[];
      /** `tool_use` with calls, `end_turn` without, when left out. */
      stop?: 'end_turn' | 'tool_use' | 'max_tokens' | 'refusal' | 'model_context_window_exceeded';
      usage?: { input?: number; output?: number; cacheRead?: number; cacheWrite?: number };
      /** Milliseconds before each event. */
      pace?: number;
      /** The connection breaks after so many events. */
      cutAfter?: number;
      /** Nothing more comes after so many events, and the connection stays. */
      hangAfter?: number;
      /** An `error` event comes after so many events. */
      errorAfter?: { events: number; type: string; message: string };
    }
  | { status: number; type: string; message?: string; headers?: Record<string, string> }
  | ((request: RequestBody) => ScriptedAnswer);

export interface FakeModel {
  id: string;
  display_name: string;
  max_tokens?: number;
  lifecycle?: 'active' | 'deprecated' | 'retired';
}

const usualModels: FakeModel[] = [
  { id: 'claude-fable-5-2', display_name: 'Claude Fable 5.2', max_tokens: 128_000 },
  { id: 'claude-sonnet-5-5', display_name: 'Claude Sonnet 5.5', max_tokens: 128_000 },
  { id: 'claude-opus-5-5', display_name: 'Claude Opus 5.5', max_tokens: 128_000 },
  { id: 'claude-haiku-5-5', display_name: 'Claude Haiku 5.5', max_tokens: 128_000 },
];

/**
 * The Messages API on loopback, as far as Marcus uses it: it speaks the real streaming protocol, and answers what a script says. What
 * the script no longer covers gets a plain answer, so that a workbench under test never hangs.
 *
 *     const api = await FakeMessagesApi.start([{ text: 'Hello' }]);
 *     … marcus.baseUrl = api.url …
 *     await api.stop();
 */
export class FakeMessagesApi {
  readonly requests: ReceivedRequest[] = [];
  models: FakeModel[] = usualModels;
  /** The one key that is let in. */
  key = 'test-key';
  /** Answers that were not read to their end, because the client went away. */
  abandoned = 0;
  readonly #script: ScriptedAnswer[];
  readonly #server: Server;

  private constructor(script: readonly ScriptedAnswer[]) {
    this.#script = [...script];
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
  }

  /** Listens on a port that is free. */
  static async start(script: readonly ScriptedAnswer[] = []): Promise<FakeMessagesApi> {
    const api = new FakeMessagesApi(script);
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Adds answers to the end of the script. */
  say(...answers: ScriptedAnswer[]): void {
    this.#script.push(...answers);
  }

  /** The bodies of the questions that came, oldest first. */
  get bodies(): RequestBody[] {
    return this.requests.filter(({ path }) => path === '/v1/messages').map(({ body }) => body);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const body: RequestBody = text ? JSON.parse(text) : {};
    this.requests.push({ path, headers: request.headers, body });
    if (!this.#knows(request)) return fail(response, 401, 'authentication_error', 'invalid x-api-key');
    if (path === '/v1/models') return this.#list(response);
    if (path !== '/v1/messages') return fail(response, 404, 'not_found_error', 'no such path');
    if (!this.models.some(({ id }) => id === body.model))
      return fail(response, 404, 'not_found_error', `model: ${body.model}`);
    let answer: ScriptedAnswer = this.#script.shift() ?? { text: 'I have nothing to add.' };
    while (typeof answer === 'function') answer = answer(body);
    if ('status' in answer) {
      const { status, type, message = type, headers } = answer;
      return fail(response, status, type, message, headers);
    }
    await this.#stream(answer, body, response);
  }

  #knows({ headers }: IncomingMessage): boolean {
    return headers['x-api-key'] === this.key || headers.authorization === `Bearer ${this.key}`;
  }

  #list(response: ServerResponse): void {
    const data = this.models.map(({ id, display_name, max_tokens = null, lifecycle = 'active' }) => ({
      type: 'model',
      id,
      display_name,
      max_tokens,
      lifecycle,
      created_at: '2026-10-01T00:00:00Z',
    }));
    json(response, 200, {
      data,
      has_more: false,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    });
  }

  async #stream(
    answer: Extract<ScriptedAnswer, { pace?: number }>,
    { model }: RequestBody,
    response: ServerResponse,
  ): Promise<void> {
    const { pace = 0, cutAfter, hangAfter, errorAfter } = answer;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'request-id': 'req_1',
    });
    let isOpen = true;
    const closed = new Promise<void>((resolve) =>
      response.once('close', () => {
        isOpen = false;
        if (!response.writableEnded) this.abandoned++;
        resolve();
      }),
    );
    let sent = 0;
    for (const event of eventsOf(answer, model)) {
      if (pace > 0) await delay(pace);
      if (!isOpen) return;
      if (sent === cutAfter) {
        response.destroy();
        return;
      }
      if (sent === hangAfter) return closed;
      if (errorAfter && sent === errorAfter.events) {
        const { type, message } = errorAfter;
        response.end(sse({ type: 'error', error: { type, message } }));
        return;
      }
      await new Promise((resolve) => response.write(sse(event), resolve));
      sent++;
    }
    response.end();
  }
}

function* eventsOf(
  answer: Extract<ScriptedAnswer, { pace?: number }>,
  model: string,
): Iterable<{ type: string }> {
  const { text = [], thinking = false, calls = [], usage = {} } = answer;
  const { input = 100, output = 20, cacheRead = 0, cacheWrite = 0 } = usage;
  const counted = {
    input_tokens: input,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
  };
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...counted, output_tokens: 1 },
  };
  yield { type: 'message_start', message } as { type: string };
  yield { type: 'ping' };
  let index = 0;
  const block = function* (content_block: object, deltas: object[]): Iterable<{ type: string }> {
    yield { type: 'content_block_start', index, content_block } as { type: string };
    for (const delta of deltas) yield { type: 'content_block_delta', index, delta } as { type: string };
    yield { type: 'content_block_stop', index } as { type: string };
    index++;
  };
  if (thinking)
    yield* block({ type: 'thinking', thinking: '', signature: '' }, [
      { type: 'thinking_delta', thinking: 'Hm.' },
      { type: 'signature_delta', signature: 'signed' },
    ]);
  const pieces = typeof text === 'string' ? [text] : text;
  if (pieces.length > 0)
    yield* block(
      { type: 'text', text: '' },
      pieces.map((piece) => ({ type: 'text_delta', text: piece })),
    );
  for (const [at, { id = `toolu_${at + 1}`, name, input: given }] of calls.entries()) {
    const partial = JSON.stringify(given);
    const half = Math.floor(partial.length / 2);
    // The real API sends the input in pieces that are no JSON by themselves.
    yield* block({ type: 'tool_use', id, name, input: {} }, [
      { type: 'input_json_delta', partial_json: partial.slice(0, half) },
      { type: 'input_json_delta', partial_json: partial.slice(half) },
    ]);
  }
  const stop_reason = answer.stop ?? (calls.length > 0 ? 'tool_use' : 'end_turn');
  yield {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: { ...counted, output_tokens: output },
  } as { type: string };
  yield { type: 'message_stop' };
}

function sse(event: { type: string; error?: object }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function fail(
  response: ServerResponse,
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  json(response, status, { type: 'error', error: { type, message } }, headers);
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
