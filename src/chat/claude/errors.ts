import { ModelError } from '../model/model';
import type { AnswerError } from '../provider';
import { loadSdk } from './client';

const longestDetail = 300;

/** What went wrong between us and the API, in words that say what one can do. Errors of our own come back as they are. */
export async function modelError(error: unknown, model: string): Promise<ModelError> {
  if (error instanceof ModelError) return error;
  const { APIConnectionTimeoutError, APIConnectionError, APIError } = await loadSdk();
  const options = { cause: error };
  const of = (kind: AnswerError['kind'], message: string, more: Partial<AnswerError> = {}) =>
    new ModelError({ kind, message, retryable: false, ...more }, options);

  if (error instanceof APIConnectionTimeoutError)
    return of('network', 'Claude did not answer in time. Try again.', { retryable: true });
  if (error instanceof APIConnectionError)
    return of(
      'network',
      `Claude cannot be reached: ${causeOf(error)}. Is there a network, and is marcus.baseUrl right?`,
      {
        retryable: true,
      },
    );
  if (!(error instanceof APIError)) return interrupted(error);

  const detail = said(error.apiMessage ?? error.message);
  const retryAfter = secondsOf(error.headers);
  // An error that comes in the middle of a stream has a type and no status.
  switch (error.status ?? statusOf[error.type ?? '']) {
    case 400:
      if (/credit balance|billing/i.test(detail))
        return of('no-credit', `Claude declined for lack of credit. ${detail}`);
      if (/too long|too many tokens|context (length|window)|exceed.*token/i.test(detail))
        return of(
          'too-large',
          'The question with its context is longer than this model takes. Take context out, or begin a new conversation.',
        );
      return of('invalid', `Claude did not accept the request. ${detail}`);
    case 401:
      return of(
        'unauthorized',
        'Claude does not know this API key. Set another one with “Marcus: Set API Key”.',
        {
          remedy: 'set-key',
        },
      );
    case 402:
      return of('no-credit', `Claude declined for lack of credit. ${detail}`);
    case 403:
      return of('forbidden', `This API key may not do that. ${detail}`, { remedy: 'set-key' });
    case 404:
      return of('no-model', `There is no model “${model}” for this API key. Choose another one.`, {
        remedy: 'choose-model',
      });
    case 408:
    case 504:
      return of('unavailable', 'Claude took too long. Try again, or ask for less at once.', {
        retryable: true,
      });
    case 413:
      return of(
        'too-large',
        'The question with its context is too large. Take context out, or begin a new conversation.',
      );
    case 429:
      return of(
        'rate-limited',
        retryAfter === undefined
          ? 'The rate limit of this API key is reached. Wait a little and try again.'
          : `The rate limit of this API key is reached. Try again in ${spokenSeconds(retryAfter)}.`,
        { retryable: true, retryAfter },
      );
    case 529:
      return of(
        'overloaded',
        'Claude is overloaded at the moment. Try again in a minute, or choose another model.',
        {
          retryable: true,
          retryAfter,
        },
      );
    default:
      return of(
        'unavailable',
        `Claude has a problem of its own${error.status ? ` (${error.status})` : ''}. Try again.`,
        {
          retryable: true,
          retryAfter,
        },
      );
  }
}

/** The answer began and did not end. */
export function interrupted(cause: unknown): ModelError {
  return new ModelError(
    {
      kind: 'interrupted',
      message: 'The connection to Claude broke off before the answer was whole.',
      retryable: true,
    },
    { cause },
  );
}

export function stalled(seconds: number): ModelError {
  return new ModelError({
    kind: 'interrupted',
    message: `Nothing has come from Claude for ${seconds} seconds. Try again.`,
    retryable: true,
  });
}

const statusOf: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  timeout_error: 504,
  api_error: 500,
  overloaded_error: 529,
};

/** What the API said, as one line. */
function said(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line;
}

function causeOf(error: Error): string {
  let deepest: unknown = error;
  while (deepest instanceof Error && deepest.cause) deepest = deepest.cause;
  return deepest instanceof Error ? said(deepest.message).replace(/\.$/, '') : 'no connection';
}

/** `retry-after` is seconds or a date. */
function secondsOf(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

export function spokenSeconds(seconds: number): string {
  if (seconds < 90) return `${seconds} second${seconds === 1 ? '' : 's'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
