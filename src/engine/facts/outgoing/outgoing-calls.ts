import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, Manifest, OutgoingCallFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { hostExpression, namesAround } from './addressee';
import { clientName, configured, configuredDefaults } from './http-clients';
import { isBounded } from './outgoing-bounds';
import { chainLimit, limitOf, passedOn } from './outgoing-limits';
import { axiosStyle, type Style, styleOf, verbs } from './outgoing-styles';

type Limit = OutgoingCallFact['timeout'];

/** The library whose clients can be configured that a path starts from, and whether it is such a client and not the library itself. */
export function configurableClient(
  path: AccessPath,
): { library: string; made: boolean; elsewhere?: boolean } | undefined {
  if (/^(global#(globalThis\.)?fetch$|undici#(fetch|request|stream)$)/.test(path))
    return { library: 'undici', made: false };
  const library = /^(axios|got|ky|request|undici)#/.exec(path)?.[1];
  // An instance that is handed in: some file of the project makes it.
  if (/^axios#Axios(Instance)?\(\)/.test(path)) return { library: 'axios', made: true, elsewhere: true };
  if (path.startsWith('@nestjs/axios#')) return { library: 'axios', made: false };
  return library === undefined ? undefined : { library, made: madeClient.test(path) };
}

const madeClient =
  /^(axios#create\(\)|got#extend\(\)|ky#(create|extend)\(\)|request#defaults\(\)|undici#(Pool|Client|Agent)\(\))/;

/** Calls to other services, and the clients that are configured for them. */
export const outgoingCallCollector: CallCollector = {
  names: [
    'fetch',
    'axios',
    'got',
    'needle',
    'create',
    'extend',
    'superagent',
    'default',
    ...verbs,
    'del',
    'stream',
    'json',
    'ky',
    'ofetch',
    '$fetch',
    'defaults',
    'use',
    'setGlobalDispatcher',
    'register',
    'registerAsync',
    'Pool',
    'Client',
    'Agent',
    'Axios',
  ],
  call(node, name, file) {
    if (!mayGoOut(node.expression, file)) return;
    const path = file.paths.of(node.expression);
    if (path === undefined) return;
    if (ts.isNewExpression(node)) {
      if (/^undici#(Pool|Client|Agent)$/.test(path)) configured(file, node, 'undici');
      else if (path === 'axios#Axios') configured(file, node, 'axios');
    } else if (name === 'use' || name === 'setGlobalDispatcher' || name.startsWith('register'))
      configuredDefaults(file, node, path);
    else collect(node, path, file);
  },
};

/**
 * Whether a call can be an outgoing one, told without binding the file: `get` and `create` are everywhere, and most of them
 * are a Map's or a factory's.
 */
function mayGoOut(callee: ts.Expression, file: FileReader): boolean {
  let root: ts.Expression = callee;
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root) || ts.isNonNullExpression(root))
    root = root.expression;
  if (ts.isIdentifier(root)) {
    if (root.text === 'fetch' || root.text === 'globalThis' || root.text === 'window') return true;
    const specifier = file.importedFrom(root.text);
    if (specifier !== undefined)
      return isOutgoingModule(specifier) || /^https?$/.test(specifier) || file.isProjectPath(specifier);
  }
  return file.facts.imports.some(
    (each) => isOutgoingModule(each.specifier) || /^https?$/.test(each.specifier),
  );
}

/** Whether a package is an app of a framework that runs its code by its own rules: Next.js caches and limits what it fetches. */
export function hostsApps(manifest: Manifest | undefined): boolean {
  return manifest?.dependencies.includes('next') ?? false;
}

/** Calls whose name is whatever an import gave it: `import request from 'node-fetch'`. */
export function isOutgoingModule(specifier: string): boolean {
  return /^(node-fetch|cross-fetch|isomorphic-fetch|isomorphic-unfetch|undici|axios|got|ky|ofetch|ohmyfetch|@nestjs\/axios|needle|superagent|request|request-promise(-native)?)$/.test(
    specifier,
  );
}

export function collectImportedOutgoingCall(node: ts.CallExpression, file: FileReader): void {
  const path = file.paths.of(node.expression);
  if (path?.endsWith('#')) collect(node, path, file);
}

function collect(node: ts.CallExpression, path: string, file: FileReader): void {
  if (/^(axios#create|got#extend|ky#(create|extend)|request#defaults)$/.test(path)) {
    configured(file, node, path.split('#')[0] as string);
    return;
  }
  const style = styleOf(path, node, file);
  if (style) {
    outgoing(file, node, path, style);
    return;
  }
  const { module, members } = splitPath(path);
  const method = memberName(unwrap(node.expression));
  // An imported client of the project: what it is, the model knows.
  if (
    method &&
    /^\.|^@?[~#]?\//.test(module) &&
    members !== '' &&
    (verbs as readonly string[]).includes(method) &&
    node.arguments.length > 0
  ) {
    outgoing(file, node, path, axiosStyle(method, node), true);
  }
}

function outgoing(
  file: FileReader,
  node: ts.CallExpression,
  path: string,
  style: Style | undefined,
  imported = false,
): void {
  if (!style) return;
  const own: { limit: Limit; fix: OutgoingCallFact['addTimeout'] } =
    style.library === 'superagent' ? { limit: chainLimit(node), fix: undefined } : limitOf(file, node, style);
  const fix = own.fix;
  const limit = own.limit !== 'set' && isBounded(node, file) ? 'set' : own.limit;
  const passed = limit === 'unknown' ? passedOn(file, node) : undefined;
  const within = file.within(node);
  const target = targetOf(file, node, style);
  const host = target && hostOf(file, target, style);
  const isSpelledOut = host !== undefined && host.hostIsExpression !== true;
  const hostFrom = target && !isSpelledOut ? hostExpression(file, target.expression) : undefined;
  file.facts.outgoingCalls.push({
    library: style.library,
    callee: path,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    timeout: limit,
    client: clientName(node.expression),
    ...host,
    ...(hostFrom === undefined ? {} : { hostFrom, about: namesAround(file, node) }),
    ...(imported ? { imported } : {}),
    ...(passed === undefined ? {} : { passedOn: passed }),
    ...(fix && limit === 'none' ? { addTimeout: fix } : {}),
    ...(within === undefined ? {} : { within }),
  });
}

/** The members of a call's options that say where it goes. */
const addressMembers = ['url', 'uri', 'href', 'hostname', 'host', 'socketPath', 'baseURL'];

/** The expression that says where a call goes: the address, or a member of its options. */
function targetOf(
  file: FileReader,
  node: ts.CallExpression,
  style: Style,
): { expression: ts.Expression; member?: string } | undefined {
  // `needle('get', address)`
  const first = style.options === 3 ? node.arguments[1] : node.arguments[0];
  if (!first) return undefined;
  const inner = unwrap(first);
  if (!ts.isObjectLiteralExpression(inner)) return { expression: inner };
  const { members } = readOptions(file, inner);
  const member = addressMembers.find((each) => members.get(each));
  const expression = member === undefined ? undefined : members.get(member);
  return expression && member !== undefined ? { expression, member } : undefined;
}

function hostOf(
  file: FileReader,
  { expression, member }: { expression: ts.Expression; member?: string },
  style: Style,
): { host: string; hostIsExpression?: true } | undefined {
  const literal = unwrap(expression);
  if (/^host(name)?$/.test(member ?? '') && ts.isStringLiteralLike(literal)) return { host: literal.text };
  const target = baseOf(expression);
  const [start] = file.texts.of(target)[0]?.pieces ?? [];
  if (start && 'text' in start) {
    const host = /^https?:\/\/([^/?#]+)/.exec(start.text)?.[1];
    if (host !== undefined) return { host };
    // A path below a base address that the client has.
    if (style.library === 'axios' || start.text.startsWith('/')) return undefined;
  }
  const holder = start && 'hole' in start ? start.hole : target;
  return ts.isStringLiteralLike(holder)
    ? undefined
    : { host: file.words(holder, 40), hostIsExpression: true };
}

/** What an address starts with: `new URL(path, base)` with its base. */
function baseOf(target: ts.Expression): ts.Expression {
  const node = unwrap(target);
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'URL')
    return target;
  const [path, base] = node.arguments ?? [];
  const start = base ?? path;
  return start && ts.isStringLiteralLike(unwrap(start)) ? start : target;
}
