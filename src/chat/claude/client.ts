import type Anthropic from '@anthropic-ai/sdk';

/** How to reach the API. The key is asked for each time, so that nobody keeps it. */
export interface ClaudeConnection {
  apiKey: string;
  baseUrl: string;
}

export const defaultBaseUrl = 'https://api.anthropic.com';

/** Headers have to come within this time. */
const answerWithin = 90_000;

type Sdk = typeof import('@anthropic-ai/sdk');

/** The SDK, loaded when first needed: most windows never ask a model. */
export function loadSdk(): Promise<Sdk> {
  return import('@anthropic-ai/sdk');
}

/**
 * A client that reports nothing anywhere: no tracing, no log. It makes each request once, since who retries has to tell the person.
 *
 * @param touched called for each piece of a response, pings included
 */
export async function connect(
  { apiKey, baseUrl }: ClaudeConnection,
  touched: () => void = () => {},
): Promise<Anthropic> {
  const { Anthropic } = await loadSdk();
  return new Anthropic({
    apiKey,
    authToken: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: answerWithin,
    logLevel: 'off',
    openTelemetry: false,
    fetch: async (input, init) => watched(await fetch(input, init), touched),
  });
}

/** Why an address cannot be used, or undefined. A key never travels in the clear, except on this machine. */
export function whyNotUsable(baseUrl: string): string | undefined {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    return `“${baseUrl}” is no address.`;
  }
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) return undefined;
  return `${url.protocol}//${url.host} is not encrypted. The key is only sent over https, or to this machine.`;
}

function watched(response: Response, touched: () => void): Response {
  if (!response.body) return response;
  const { status, statusText, headers } = response;
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      touched();
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(watch), { status, statusText, headers });
}
