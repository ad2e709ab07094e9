import type { OutgoingCallFact, Route } from '../engine';

/** The part of a path that names what it is about: `/api/tickets` of `/api/tickets/:id/comments`. */
export function resourceOf({ fact, path, file }: Route): string {
  if (fact.kind !== 'http') {
    const base = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
    return fact.kind === 'procedure' ? `${base} procedures` : base;
  }
  const parts = path.split('/').filter(Boolean);
  const at = parts.findIndex((part) => !/^(api|rest|internal|public|v\d+|[:*{].*|\$\{.*)$/i.test(part));
  return at < 0 ? path || '/' : `/${parts.slice(0, at + 1).join('/')}`;
}

/** `GET 3, POST 1`. */
export function methodsOf(methods: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const method of methods) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([method, count]) => `${method} ${count}`)
    .join(', ');
}

/** What rooms are called, with the parts that vary left out (`ticket:…`); where nothing is spelled out, all that can be said. */
export function roomName(text: string | undefined): string {
  const name = (text ?? '').replace(/^[`'"]|[`'"]$/g, '').replace(/\$\{[^}]*\}/g, '…');
  const isSpelledOut = /^\s*[`'"]/.test(text ?? '');
  if (isSpelledOut) return /[\p{L}\d]/u.test(name) ? name : 'rooms named elsewhere';
  // A function or a constant that makes the name says as much: `projectRoom(id)`, `ROOMS.admin`.
  const [, made] = /^(?:[\w$]+\.)*([\w$]+)\s*\(/.exec(name) ?? [];
  if (made !== undefined) return `${made}(…)`;
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^[A-Z][A-Z\d_]+$/.test(last) ? last : 'rooms named elsewhere';
}

/** Words that say that something is an address, and not whose. */
const addressWords =
  /^(a?pi|base|url|uri|urls|host|hostname|origin|endpoint|address|addr|server|service|webhook|hook|path|href|root|domain|http|https|client|instance|request|fetcher|axios|got|ky|the|my|to|of|get|build|make|create|full|target|next|remote|external|internal|default|public|private|key|id|env|v\d+)$/i;
/** What holds settings. */
const holders = /^(config|configuration|cfg|conf|settings?|options|opts|env|process|this|self|props|params|args|import|meta|constants?)$/i;

/** A service by name: its host, else the words that the project itself has for it. */
export interface ServiceName {
  label: string;
  /** What the name was taken from, as written. */
  from?: string;
}

/**
 * What to call the service that a call goes to: the host where it is spelled out; else what is left of the expression that holds the address
 * (`config.slack.webhookUrl` is slack) or of the client's name (`githubApi`). Undefined where none of them says anything.
 */
export function serviceName(
  { host, hostIsExpression, client, library }: Pick<OutgoingCallFact, 'host' | 'hostIsExpression' | 'client' | 'library'>,
  address?: string,
): ServiceName | undefined {
  if (host !== undefined && !hostIsExpression) return { label: host };
  for (const text of [host, address]) {
    if (text === undefined) continue;
    const spelled = hostIn(text);
    if (spelled !== undefined) return { label: spelled };
    const words = wordsOf(text);
    if (words !== undefined) return { label: words, from: text };
  }
  const words = client === library ? undefined : wordsOf(client);
  return words === undefined ? undefined : { label: words, from: client };
}

/** `api.github.com` of a URL, also of one with parts filled in after the host, or of a bare host. */
function hostIn(text: string): string | undefined {
  const [, host] = /^[`'"]?(?:https?|wss?):\/\/([^/`'"?#]+)/i.exec(text) ?? [];
  if (host !== undefined) return /\$\{|[^\w.:[\]-]/.test(host) ? undefined : host;
  return /^([\w-]+\.)+[a-z]{2,}(:\d+)?$/.test(text) && !holders.test(text.split('.')[0] ?? '')
    ? knownEnding(text)
    : undefined;
}

/** `config.host` looks like a host, and is none: only endings that are domains count where no scheme says so. */
function knownEnding(text: string): string | undefined {
  return /\.(com|org|net|io|dev|app|co|ai|cloud|me|sh|gov|edu|eu|de|uk|us|local|internal|test)(:\d+)?$/.test(text)
    ? text
    : undefined;
}

/** `slack` of `config.slack.webhookUrl`, `github` of `process.env.GITHUB_API_URL` and of `githubApi`. */
function wordsOf(expression: string): string | undefined {
  // A built address says in its first hole whose it is: `${config.billing.url}/invoices`.
  const [, hole] = /\$\{([^}]*)\}/.exec(expression) ?? [];
  const isText = /^[`'"/]/.test(expression);
  const text = hole !== undefined && /^[`'"]?\$\{/.test(expression) ? hole : isText ? undefined : expression;
  if (text === undefined || !/^[\w$.?!#\[\]'"]+$/.test(text)) return undefined;
  const members = text.split(/[.?!#\[\]'"]+/).filter((each) => each !== '' && !holders.test(each));
  const isSetting = text.includes('.') || /^[A-Z\d_]+$/.test(text) || members.length === 1;
  if (!isSetting) return undefined;
  const words = members
    .flatMap((each) => each.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[\s_$-]+/))
    .filter((each) => each.length > 1 && !addressWords.test(each));
  return words.length > 0 && words.length <= 4 ? words.join(' ').toLowerCase() : undefined;
}
