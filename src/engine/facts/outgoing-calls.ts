import {
  enclosingFunction,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../source/syntax-tree';
import { isProjectPath, splitPath } from './access-path';
import type { AccessPath, HttpClientFact, OutgoingCallFact } from './facts';
import type { CallCollector, FileReader } from './file-reader';
import { insertion, intoLiteral, readOptions } from './options-object';

type Limit = OutgoingCallFact['timeout'];

/** How a library's calls take their options: at which argument, and which members limit the time. */
interface Style {
  library: string;
  /** Index of the options argument. */
  options: number;
  limits: readonly string[];
  /** What the fix adds. */
  add: string;
  /** The call also accepts everything in one object as its first argument. */
  single?: boolean;
}

const fetchStyle = {
  options: 1,
  limits: ['signal', 'timeout', 'dispatcher'],
  add: 'signal: AbortSignal.timeout(10_000)',
};
const verbs = ['get', 'delete', 'head', 'options', 'post', 'put', 'patch', 'request'] as const;

/** The library whose clients can be configured that a path starts from, and whether it is such a client and not the library itself. */
export function configurableClient(path: AccessPath): { library: string; made: boolean } | undefined {
  const library = /^(axios|got)#/.exec(path)?.[1];
  return library === undefined
    ? undefined
    : { library, made: /^(axios#create\(\)|got#extend\(\))/.test(path) };
}

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
  ],
  call(node, _name, file) {
    if (ts.isNewExpression(node) || !mayGoOut(node.expression, file)) return;
    const path = file.paths.of(node.expression);
    if (path) collect(node, path, file);
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
      return isOutgoingModule(specifier) || /^https?$/.test(specifier) || isProjectPath(specifier);
  }
  return file.facts.imports.some(
    (each) => isOutgoingModule(each.specifier) || /^https?$/.test(each.specifier),
  );
}

/** Calls whose name is whatever an import gave it: `import request from 'node-fetch'`. */
export function isOutgoingModule(specifier: string): boolean {
  return /^(node-fetch|cross-fetch|isomorphic-fetch|isomorphic-unfetch|undici|axios|got|needle|superagent|request|request-promise(-native)?)$/.test(
    specifier,
  );
}

export function collectImportedOutgoingCall(node: ts.CallExpression, file: FileReader): void {
  const path = file.paths.of(node.expression);
  if (path?.endsWith('#')) collect(node, path, file);
}

function collect(node: ts.CallExpression, path: string, file: FileReader): void {
  if (path === 'axios#create' || path === 'got#extend') {
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

function styleOf(path: string, node: ts.CallExpression, file: FileReader): Style | undefined {
  if (
    /^(global#(globalThis\.|window\.)?fetch|undici#fetch|node-fetch#|cross-fetch#|cross-fetch#fetch|isomorphic-fetch#|isomorphic-unfetch#)$/.test(
      path,
    )
  ) {
    const [first] = node.arguments;
    const request = first && file.paths.of(first);
    return request?.endsWith('Request()')
      ? undefined
      : { library: path.startsWith('global') ? 'fetch' : (path.split('#')[0] as string), ...fetchStyle };
  }
  if (path === 'undici#request')
    return {
      library: 'undici',
      options: 1,
      limits: ['signal', 'headersTimeout', 'bodyTimeout', 'dispatcher'],
      add: fetchStyle.add,
    };
  const axios = /^axios#(create\(\))?(?:\.?(\w+))?$/.exec(path);
  if (axios) return axiosStyle(axios[2] ?? '', node);
  const got = /^got#(extend\(\)|got)?(?:\.?(get|post|put|patch|head|delete|stream|paginate))?$/.exec(path);
  if (got)
    return { library: 'got', options: 1, limits: ['timeout', 'signal'], add: 'timeout: { request: 10_000 }' };
  const needle = /^needle#(get|post|put|patch|delete|head|request)?$/.exec(path);
  if (needle) {
    const options =
      needle[1] === 'get' || needle[1] === 'head' ? 1 : needle[1] === 'request' || !needle[1] ? 3 : 2;
    return {
      library: 'needle',
      options,
      limits: ['timeout', 'open_timeout', 'response_timeout', 'read_timeout', 'signal'],
      add: 'response_timeout: 10_000',
    };
  }
  if (/^request(-promise(-native)?)?#(get|post|put|patch|del|delete|head)?$/.test(path)) {
    return { library: 'request', options: 1, limits: ['timeout'], add: 'timeout: 10_000', single: true };
  }
  if (/^superagent#(get|post|put|patch|del|delete|head)$/.test(path))
    return { library: 'superagent', options: -1, limits: ['timeout'], add: '' };
  if (/^https?#(request|get)$/.test(path))
    return {
      library: path.split('#')[0] as string,
      options: 1,
      limits: ['timeout', 'signal'],
      // A socket's `timeout` only tells; the signal ends the request.
      add: fetchStyle.add,
      single: true,
    };
  return undefined;
}

function axiosStyle(method: string, node: ts.CallExpression): Style | undefined {
  const base = { library: 'axios', limits: ['timeout', 'signal', 'cancelToken'], add: 'timeout: 10_000' };
  switch (method) {
    case 'get':
    case 'delete':
    case 'head':
    case 'options':
      return { ...base, options: 1 };
    case 'post':
    case 'put':
    case 'patch':
      return { ...base, options: 2 };
    case '':
    case 'request':
      return node.arguments[0] && ts.isStringLiteralLike(node.arguments[0])
        ? { ...base, options: 1 }
        : { ...base, options: 0, single: true };
    default:
      return undefined;
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
  const { limit, fix } =
    style.library === 'superagent' ? { limit: chainLimit(node), fix: undefined } : limitOf(file, node, style);
  const within = file.within(node);
  const host = hostOf(file, node, style);
  file.facts.outgoingCalls.push({
    library: style.library,
    callee: path,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    timeout: limit,
    client: clientName(node.expression),
    ...host,
    ...(imported ? { imported } : {}),
    ...(fix && limit === 'none' ? { addTimeout: fix } : {}),
    ...(within === undefined ? {} : { within }),
  });
}

function limitOf(
  file: FileReader,
  node: ts.CallExpression,
  style: Style,
): { limit: Limit; fix: OutgoingCallFact['addTimeout'] } {
  const indexes = style.single ? [0, 1] : [style.options];
  let open = false;
  let fix: OutgoingCallFact['addTimeout'];
  for (const index of indexes) {
    const argument = node.arguments[index];
    if (!argument || isCallback(file, argument)) continue;
    if (style.single && index === 0 && isAddress(file, node)) continue;
    if (style.single && index === 1 && !isAddress(file, node)) continue;
    if (style.single && (ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument))) continue;
    const options = readOptions(file, argument);
    if (style.limits.some((name) => options.members.has(name))) return { limit: 'set', fix: undefined };
    open ||= options.open;
    if (options.literal) fix = intoLiteral(file, options.literal, style.add);
  }
  if (style.library === 'http' || style.library === 'https') {
    if (requestLimited(file, node)) return { limit: 'set', fix: undefined };
  }
  fix ??= style.single ? undefined : fillTo(file, node, style);
  return { limit: open ? 'unknown' : 'none', fix };
}

/** Whether a call that takes either starts with an address, and not with options that hold one. */
function isAddress(file: FileReader, { arguments: [first, second] }: ts.CallExpression): boolean {
  const node = first && unwrap(first);
  if (!node || ts.isObjectLiteralExpression(node)) return false;
  if (second && ts.isObjectLiteralExpression(unwrap(second))) return true;
  const options = readOptions(file, node);
  return options.open && (!ts.isIdentifier(node) || !/opt|conf|param|init|request/i.test(node.text));
}

function isCallback(file: FileReader, argument: ts.Expression): boolean {
  const node = unwrap(argument);
  return isFunctionNode(node) || (ts.isIdentifier(node) && file.values.functionOf(node) !== undefined);
}

/** A missing options argument; `post(url)` has none for the body either, and gets `undefined` there. */
function fillTo(file: FileReader, node: ts.CallExpression, style: Style): OutgoingCallFact['addTimeout'] {
  const direct = insertion(file, node, style.options, style.add);
  if (direct || node.arguments.length !== style.options - 1) return direct;
  const last = node.arguments[node.arguments.length - 1];
  return last && { span: { start: last.end, end: last.end }, text: `, undefined, { ${style.add} }` };
}

/** `http.request(…)` whose request is later given a limit: `.setTimeout(…)`, `.on('timeout', …)`. */
function requestLimited(file: FileReader, node: ts.CallExpression): boolean {
  const holder = node.parent;
  if (holder && ts.isPropertyAccessExpression(holder))
    return /\.(setTimeout|on)\b/.test(`.${holder.name.text}`) && file.text(holder.parent).includes('imeout');
  if (!holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return false;
  const around = enclosingFunction(node);
  return new RegExp(`\\b${holder.name.text}\\s*\\.\\s*(setTimeout\\b|on(ce)?\\(\\s*['"]timeout)`).test(
    around ? file.text(around) : file.tree.root.text,
  );
}

/** superagent: `.timeout(…)` further along the chain. */
function chainLimit(node: ts.CallExpression): Limit {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (ts.isPropertyAccessExpression(at.parent) && at.parent.name.text === 'timeout') return 'set';
    if (!ts.isPropertyAccessExpression(at.parent) && !ts.isCallExpression(at.parent)) break;
  }
  return 'none';
}

/** The name that holds the client: `api` of `api.get`, `http` of `this.http.get`. */
function clientName(callee: ts.Expression): string {
  const node = unwrap(callee);
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return '';
  const holder = unwrap(node.expression);
  return ts.isIdentifier(holder) ? holder.text : (memberName(holder) ?? '');
}

function hostOf(
  file: FileReader,
  node: ts.CallExpression,
  style: Style,
): { host: string; hostIsExpression?: true } | undefined {
  const [first] = node.arguments;
  if (!first) return undefined;
  const inner = unwrap(first);
  let target: ts.Expression = inner;
  if (ts.isObjectLiteralExpression(inner)) {
    const options = readOptions(file, inner);
    const given = ['url', 'uri', 'href', 'hostname', 'host', 'socketPath', 'baseURL']
      .map((name) => options.members.get(name))
      .find((value) => value !== undefined);
    if (!given) return undefined;
    target = given;
  }
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

/** `axios.create({ timeout })`, `got.extend({ timeout })`. */
function configured(file: FileReader, node: ts.CallExpression, library: string): void {
  const options = readOptions(file, node.arguments[0]);
  const limited = options.members.has('timeout') || options.members.has('signal');
  const fact: HttpClientFact = {
    library,
    name: holderName(node),
    timeout: limited ? 'set' : options.open ? 'unknown' : 'none',
    span: file.span(node),
  };
  const base = options.members.get('baseURL') ?? options.members.get('prefixUrl');
  if (base) fact.host = file.words(base, 60).replace(/^['"`]|['"`]$/g, '');
  file.facts.httpClients.push(fact);
}

/** The variable or property that a made client is kept in. */
function holderName(node: ts.Node): string {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) || ts.isPropertyAssignment(at))
      return propertyName(at.name as ts.PropertyName) ?? '';
    if (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      return memberName(at.left) ?? (ts.isIdentifier(at.left) ? at.left.text : '');
    if (ts.isExportAssignment(at)) return 'default';
    if (ts.isStatement(at)) return '';
  }
  return '';
}

/** `axios.defaults.timeout = 10_000` sets a limit for all calls of the library. */
export function collectDefaults(node: ts.BinaryExpression, file: FileReader): void {
  if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(node.left))
    return;
  const path = file.paths.of(node.left);
  const match = path && /^axios#(create\(\)\.)?defaults\.timeout$/.exec(path);
  if (!match) return;
  const holder = unwrap(node.left.expression);
  const name = match[1] && ts.isPropertyAccessExpression(holder) ? clientName(holder) : '';
  file.facts.httpClients.push({ library: 'axios', name, timeout: 'set', span: file.span(node) });
}
