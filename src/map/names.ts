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
  /^(a?pi|base|url|uri|urls|host|hostname|origin|endpoint|address|addr|server|service|webhook|hook|path|href|root|domain|https?|client|instance|axios|got|ky|target|external|internal|default|public|private|key|id|v\d+|next|vite)$/i;
/** What holds settings. */
const holders = /^(config|configuration|cfg|conf|settings?|env|environment|process|secrets)$/i;

/** A service by name: its host, else the words that the project itself has for it. */
export interface ServiceName {
  label: string;
  /** What the name was taken from, as written. */
  from?: string;
}

/**
 * What to call the service that a call goes to: the host where it is spelled out; else what is left of the setting that holds the address
 * (`config.slack.webhookUrl` is slack) or of the client's name (`githubApi`). Undefined where none of them says anything: the name of a
 * variable is not that of a service.
 */
export function serviceName(
  { host, hostIsExpression, client }: Pick<OutgoingCallFact, 'host' | 'hostIsExpression' | 'client'>,
  address?: string,
): ServiceName | undefined {
  if (host !== undefined && !hostIsExpression) return { label: host };
  for (const text of [host, address]) {
    if (text === undefined) continue;
    if (/(^|\.)socketPath$/.test(text)) return { label: 'Unix socket', from: text };
    const label = hostIn(text) ?? settingIn(text);
    if (label !== undefined) return label === text ? { label } : { label, from: text };
  }
  const label = /(api|client|service|http)$/i.test(client) ? wordsOf([client]) : undefined;
  return label === undefined ? undefined : { label, from: client };
}

/** `api.github.com` of an address with a scheme, also of one with parts filled in after the host. */
function hostIn(text: string): string | undefined {
  const [, host] = /^[`'"]?(?:https?|wss?):\/\/([^/`'"?#]+)/i.exec(text) ?? [];
  return host === undefined || /[^\w.:[\]-]/.test(host) ? undefined : host;
}

/** `slack` of `config.slack.webhookUrl`, `github` of `process.env.GITHUB_API_URL`. */
function settingIn(expression: string): string | undefined {
  // An address that is built says in its first hole whose it is: `${config.billing.url}/invoices`.
  const [, hole] = /^[`'"]?\$\{([^}]*)\}/.exec(expression) ?? [];
  const text = hole ?? expression;
  if (!/^[\w$.?!#[\]'"]+$/.test(text)) return undefined;
  const members = text.split(/[.?!#[\]'"]+/).filter((each) => each !== '' && each !== 'this');
  const own = members.filter((each) => !holders.test(each));
  const isSetting = own.length < members.length || /^[A-Z][A-Z\d_]+$/.test(own[0] ?? '');
  return isSetting ? wordsOf(own) : undefined;
}

function wordsOf(names: readonly string[]): string | undefined {
  const words = names
    .flatMap((each) => each.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[\s_$-]+/))
    .filter((each) => each.length > 1 && !addressWords.test(each));
  return words.length > 0 && words.length <= 4 ? words.join(' ').toLowerCase() : undefined;
}
