import type { ErrorFormat, ResponseBodyFact, ResponseKeyFact } from '../../src/engine';

/** What an error body is made of where it is written anew: pieces of source text. */
export interface ErrorBodyParts {
  status: number | undefined;
  /** Source text of the message. */
  message: string;
  /** Source text of the code, where there is one already. */
  code?: string;
  /** Source text of other values by their key. */
  values?: ReadonlyMap<string, string>;
  quote: Quote;
}

export type Quote = "'" | '"';

const messageKey = /^(message|msg|error|detail|description|reason|title|error_?message|error_?msg|text)$/i;
const codeKey = /^(code|type|name|error_?code|kind|key|error)$/i;
const statusKey = /^(status|status_?code|http_?status|code)$/i;

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Payload too large',
  415: 'Unsupported media type',
  422: 'Unprocessable entity',
  429: 'Too many requests',
  500: 'Internal server error',
  501: 'Not implemented',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

/** What a status means, in words for a caller. */
export function reasonOf(status: number | undefined): string {
  return reasons[status ?? 500] ?? ((status ?? 500) < 500 ? 'Bad request' : 'Internal server error');
}

/** `{ error: { code, message } }`, or `plain text`. */
export function outlineOf(shape: Pick<ErrorFormat, 'kind' | 'keys'> | ResponseBodyFact): string {
  return shape.kind === 'object' ? outlineOfKeys(shape.keys) : 'plain text';
}

function outlineOfKeys(keys: readonly ResponseKeyFact[]): string {
  const words = keys.map((key) =>
    key.kind === 'object' && key.keys.length > 0
      ? `${key.name}: ${outlineOfKeys(key.keys)}`
      : key.kind === 'list'
        ? `${key.name}: […]`
        : key.name,
  );
  return `{ ${words.join(', ')} }`;
}

/** The same in a sentence: `error.code and error.message`, or `plain text`. */
export function keysInWords(shape: Pick<ErrorFormat, 'kind' | 'keys'> | ResponseBodyFact): string {
  if (shape.kind !== 'object') return 'plain text';
  const names = shape.keys.flatMap((key) =>
    key.keys.length > 0 ? key.keys.map((inner) => `${key.name}.${inner.name}`) : [key.name],
  );
  const last = names.pop() ?? '';
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
}

const none: ResponseKeyFact = { name: '', kind: 'text', value: { start: 0, end: 0 }, keys: [] };

/** The shape that is proposed where a project has none of its own. */
export const defaultFormat: Pick<ErrorFormat, 'kind' | 'keys'> = {
  kind: 'object',
  keys: [
    {
      ...none,
      name: 'error',
      kind: 'object',
      keys: [
        { ...none, name: 'code', literal: 'internal' },
        { ...none, name: 'message' },
      ],
    },
  ],
};

/** An error body in a shape, as source text; undefined where the shape has keys that nothing is known for. */
export function errorBody(
  shape: Pick<ErrorFormat, 'kind' | 'keys'>,
  parts: ErrorBodyParts,
): string | undefined {
  if (shape.kind === 'text') return parts.code === undefined ? parts.message : undefined;
  const written = objectOf(shape.keys, parts);
  if (written === undefined || parts.code === undefined || written.includes(parts.code)) return written;
  // A shape without a place for the code may have more keys: nothing is lost.
  return `${written.slice(0, -2)}, code: ${parts.code} }`;
}

function objectOf(keys: readonly ResponseKeyFact[], parts: ErrorBodyParts): string | undefined {
  const carrier = carrierOf(keys);
  const members: string[] = [];
  for (const key of keys) {
    const value =
      key.kind === 'object'
        ? objectOf(key.keys, parts)
        : key === carrier
          ? parts.message
          : otherPart(key, parts);
    if (value === undefined) return undefined;
    members.push(
      `${/^[A-Za-z_$][\w$]*$/.test(key.name) ? key.name : `${parts.quote}${key.name}${parts.quote}`}: ${value}`,
    );
  }
  return members.length > 0 ? `{ ${members.join(', ')} }` : undefined;
}

/** The key that holds the message: `message` before `error`, which then is a code or a title. */
function carrierOf(keys: readonly ResponseKeyFact[]): ResponseKeyFact | undefined {
  const able = keys.filter(
    (key) => (key.kind === 'text' || key.kind === 'value') && messageKey.test(key.name),
  );
  return able.find((key) => /^(message|msg|error_?message)$/i.test(key.name)) ?? able[0];
}

/** The message that a body has, where it says nothing else that would be lost: its source, and that of its code. */
export function messageOf(
  body: ResponseBodyFact,
): { message: ResponseKeyFact; code?: ResponseKeyFact; others: ResponseKeyFact[] } | undefined {
  const inner =
    body.keys.length > 0 ? body.keys.flatMap((key) => (key.kind === 'object' ? key.keys : [key])) : [];
  const message = carrierOf(inner);
  if (!message) return undefined;
  const rest = inner.filter((key) => key !== message);
  const code = rest.find((key) => codeKey.test(key.name) && key.kind === 'text');
  const others = rest.filter(
    (key) =>
      key !== code &&
      !(key.literal !== undefined && /^(status|status_?code|success|ok|code|error)$/i.test(key.name)),
  );
  return { message, ...(code ? { code } : {}), others };
}

function otherPart(
  key: ResponseKeyFact,
  { status, code, values, quote }: ErrorBodyParts,
): string | undefined {
  const given = values?.get(key.name);
  if (given !== undefined) return given;
  const literal = key.literal;
  if (statusKey.test(key.name) && (literal === undefined ? key.kind === 'value' : /^[45]\d\d$/.test(literal)))
    return status === undefined ? undefined : String(status);
  if (
    literal !== undefined &&
    /^(success|ok|status|error)$/i.test(key.name) &&
    /^(true|false|0|error|fail|failed|failure)$/.test(literal)
  )
    return key.kind === 'text' ? `${quote}${literal}${quote}` : literal;
  if (!codeKey.test(key.name) || key.kind === 'list') return undefined;
  return code ?? `${quote}${inStyleOf(literal ?? 'not_found', reasonOf(status))}${quote}`;
}

/** A reason in the way that a code is written: `NOT_FOUND`, `not_found`, `not-found`, `NotFound`, `Not Found`. */
function inStyleOf(code: string, reason: string): string {
  const words = reason.split(' ');
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  if (/ /.test(code)) return words.map(capital).join(' ');
  if (/^[A-Z][A-Z0-9_]*$/.test(code)) return words.join('_').toUpperCase();
  if (/-/.test(code)) return words.join('-').toLowerCase();
  if (/^[A-Z][a-z]/.test(code)) return words.map(capital).join('');
  if (code === 'internal' && reason === 'Internal server error') return code;
  return words.join('_').toLowerCase();
}

/** The quotes that a text mostly uses. */
export function quoteOf(text: string): Quote {
  return (text.match(/'/g)?.length ?? 0) >= (text.match(/"/g)?.length ?? 0) ? "'" : '"';
}
