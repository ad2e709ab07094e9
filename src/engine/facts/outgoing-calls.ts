import {
  enclosingFunction,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../source/syntax-tree';
import { isProjectPath, splitPath } from './access-path';
import type { AccessPath, HttpClientFact, Manifest, OutgoingCallFact } from './facts';
import type { CallCollector, FileReader } from './file-reader';
import { insertion, intoLiteral, type OptionsObject, readOptions } from './options-object';
import { isBounded } from './outgoing-bounds';
import { axiosStyle, type Style, styleOf, verbs } from './outgoing-styles';

type Limit = OutgoingCallFact['timeout'];

/** The library whose clients can be configured that a path starts from, and whether it is such a client and not the library itself. */
export function configurableClient(path: AccessPath): { library: string; made: boolean } | undefined {
  if (/^(global#(globalThis\.)?fetch$|undici#(fetch|request|stream)$)/.test(path))
    return { library: 'undici', made: false };
  const library = /^(axios|got|ky|request|undici)#/.exec(path)?.[1];
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
  ],
  call(node, name, file) {
    if (!mayGoOut(node.expression, file)) return;
    const path = file.paths.of(node.expression);
    if (path === undefined) return;
    if (ts.isNewExpression(node)) {
      if (/^undici#(Pool|Client|Agent)$/.test(path)) configured(file, node, 'undici');
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
      return isOutgoingModule(specifier) || /^https?$/.test(specifier) || isProjectPath(specifier);
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
    ...(passed === undefined ? {} : { passedOn: passed }),
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
  let off = false;
  let fix: OutgoingCallFact['addTimeout'];
  for (const index of indexes) {
    const argument = node.arguments[index];
    if (!argument || isCallback(file, argument)) continue;
    if (style.single && index === 0 && isAddress(file, node)) continue;
    if (style.single && index === 1 && !isAddress(file, node)) continue;
    if (style.single && (ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument))) continue;
    const options = readOptions(file, argument);
    const limits = style.limits.filter((name) => options.members.has(name));
    if (style.limited && limits.length === 0) continue;
    if (limits.some((name) => isLimit(options.members.get(name)))) return { limit: 'set', fix: undefined };
    off ||= limits.length > 0;
    open ||= options.open;
    // What turns the limit off stands there already.
    if (options.literal && limits.length === 0) fix = intoLiteral(file, options.literal, style.add);
  }
  if (style.library === 'http' || style.library === 'https') {
    if (requestLimited(file, node)) return { limit: 'set', fix: undefined };
  }
  if (style.limited && !off) return { limit: 'set', fix: undefined };
  if (!off) fix ??= style.single ? undefined : fillTo(file, node, style);
  return { limit: open ? 'unknown' : 'none', fix };
}

/** `timeout: 0`, `signal: undefined` and `timeout: false` are spelled out, and limit nothing. */
function isLimit(value: ts.Expression | undefined): boolean {
  const node = value && unwrap(value);
  if (!node) return true;
  if (ts.isNumericLiteral(node)) return Number(node.text) !== 0;
  if (ts.isIdentifier(node)) return node.text !== 'undefined' && node.text !== 'Infinity';
  return node.kind !== ts.SyntaxKind.NullKeyword && node.kind !== ts.SyntaxKind.FalseKeyword;
}

/** The parameter of the function around a call that its options come from: `(url, options) => fetch(url, options)`. */
function passedOn(file: FileReader, node: ts.CallExpression): number | undefined {
  const around = enclosingFunction(node);
  if (!around) return undefined;
  let found: number | undefined;
  const visit = (at: ts.Node, depth: number): void => {
    if (found !== undefined || isFunctionNode(at)) return;
    if (ts.isIdentifier(at) && !isMemberName(at)) {
      const declaration = file.tree.declarationOf(at);
      if (declaration && ts.isParameter(declaration) && declaration.parent === around)
        found = around.parameters.indexOf(declaration);
      else if (depth < 2 && declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
        visit(declaration.initializer, depth + 1);
      else if (declaration && ts.isBindingElement(declaration) && declaration.dotDotDotToken) {
        const whole = declaration.parent.parent;
        if (ts.isParameter(whole) && whole.parent === around) found = around.parameters.indexOf(whole);
      }
      return;
    }
    ts.forEachChild(at, (child) => visit(child, depth));
  };
  for (const argument of node.arguments.slice(1)) {
    const inner = unwrap(argument);
    if (ts.isIdentifier(inner)) visit(inner, 0);
    else if (ts.isObjectLiteralExpression(inner))
      for (const property of inner.properties)
        if (ts.isSpreadAssignment(property)) visit(property.expression, 0);
  }
  return found;
}

function isMemberName(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
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
  // `needle('get', address)`
  const first = style.options === 3 ? node.arguments[1] : node.arguments[0];
  if (!first) return undefined;
  const inner = unwrap(first);
  let target: ts.Expression = inner;
  if (ts.isObjectLiteralExpression(inner)) {
    const { members } = readOptions(file, inner);
    const name = ['url', 'uri', 'href', 'hostname', 'host', 'socketPath', 'baseURL'].find((each) =>
      members.get(each),
    );
    const given = name === undefined ? undefined : members.get(name);
    if (!given) return undefined;
    const literal = unwrap(given);
    if (/^host(name)?$/.test(name ?? '') && ts.isStringLiteralLike(literal)) return { host: literal.text };
    target = given;
  }
  target = baseOf(target);
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

/** `axios.create({ timeout })`, `got.extend({ timeout })`. */
function configured(file: FileReader, node: ts.CallExpression | ts.NewExpression, library: string): void {
  const options = readOptions(
    file,
    node.arguments?.[library === 'undici' && node.arguments.length > 1 ? 1 : 0],
  );
  const limited = hasLimit(options);
  const fact: HttpClientFact = {
    library,
    name: holderName(node),
    timeout: limited || library === 'ky' ? 'set' : options.open && library !== 'undici' ? 'unknown' : 'none',
    span: file.span(node),
  };
  const base = options.members.get('baseURL') ?? options.members.get('prefixUrl');
  if (base) fact.host = file.words(base, 60).replace(/^['"`]|['"`]$/g, '');
  file.facts.httpClients.push(fact);
}

function hasLimit({ members }: OptionsObject): boolean {
  return ['timeout', 'signal', 'headersTimeout', 'bodyTimeout'].some(
    (name) => members.has(name) && isLimit(members.get(name)),
  );
}

/**
 * What sets a limit for all calls: `setGlobalDispatcher(new Agent({ headersTimeout }))`, an interceptor that does, Nest's
 * `HttpModule.register({ timeout })`.
 */
function configuredDefaults(file: FileReader, node: ts.CallExpression, path: string): void {
  const span = file.span(node);
  const add = (library: string, name: string, timeout: Limit): void => {
    file.facts.httpClients.push({ library, name, timeout, span });
  };
  const [first] = node.arguments;
  if (!first) return;
  if (path === 'undici#setGlobalDispatcher') {
    const made = agentOf(file, first);
    if (!made || hasLimit(readOptions(file, made.arguments?.[0]))) add('undici', '', 'set');
  } else if (/^@nestjs\/axios#HttpModule\.register(Async)?$/.test(path)) {
    const options = readOptions(file, first);
    if (hasLimit(options) || options.open || path.endsWith('Async')) add('axios', '', 'set');
  } else if (/^axios#(create\(\)\.)?interceptors\.request\.use$/.test(path)) {
    const limits = node.arguments.some((each) =>
      /\b(timeout|signal)\b\s*(\?\?|\|\|)?[=:]/.test(file.text(each)),
    );
    const holder = /^(\w+)\./.exec(file.text(node.expression))?.[1] ?? '';
    if (limits) add('axios', path.startsWith('axios#create') ? holder : '', 'set');
  }
}

function agentOf(file: FileReader, expression: ts.Expression): ts.NewExpression | undefined {
  const node = unwrap(expression);
  if (ts.isNewExpression(node)) return node;
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const value =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    unwrap(declaration.initializer);
  return value && ts.isNewExpression(value) ? value : undefined;
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
  if (!match || !isLimit(node.right)) return;
  const holder = unwrap(node.left.expression);
  const name = match[1] && ts.isPropertyAccessExpression(holder) ? clientName(holder) : '';
  file.facts.httpClients.push({ library: 'axios', name, timeout: 'set', span: file.span(node) });
}
