import type { OutgoingClientEntry } from '../../libraries/contract/outgoing';
import type { Known } from '../../libraries/look-up';
import { versionedName } from '../../libraries/versions';
import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { HttpClientFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { type OptionsObject, readOptions } from '../reading/options-object';
import { hostExpression } from './addressee';
import {
  isLimit,
  limitAmong,
  limitOfAgent,
  linesOfAnyVersion,
  madeBy,
  mostLimited,
  ownVersionOf,
} from './limits';

type ClientCall = ts.CallExpression | ts.NewExpression;

/** The name that holds the client: `api` of `api.get`, `http` of `this.http.get`. */
export function clientName(callee: ts.Expression): string {
  const node = unwrap(callee);
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return '';
  const holder = unwrap(node.expression);
  return ts.isIdentifier(holder) ? holder.text : (memberName(holder) ?? '');
}

/** Notes what a call makes or configures; whether it is such a call. */
export function collectClient(file: FileReader, node: ClientCall, path: string): boolean {
  const known = file.libraries.known('outgoingClients', path);
  if (!known) return false;
  const { does } = known.entry;
  if (does === 'makes') file.facts.httpClients.push(made(file, node, path, known));
  else if (node.arguments?.[0] && setsLimit(file, node, known.entry)) {
    const holder = does === 'intercepts' && path.includes('()') ? rootName(file, node) : '';
    file.facts.httpClients.push(limited(file, node, holder, known));
  }
  return does !== 'stub';
}

/** `axios.create({ timeout })`, `got.extend({ timeout })`. */
function made(
  file: FileReader,
  node: ClientCall,
  path: string,
  { entry, library }: Known<'outgoingClients'>,
): HttpClientFact {
  const options = readOptions(file, node.arguments?.[entry.options ?? 0]);
  const version = ownVersionOf(file, splitPath(path).module, entry);
  const lines = linesOfAnyVersion(entry, library.outgoingClients, version);
  const { limit, useless } = mostLimited(lines.map((each) => limitAmong(file, options, each)));
  const name = entry.defaultsOf ?? library.name;
  return {
    library: name,
    ...(version === undefined ? {} : { release: versionedName(name, version) }),
    name: holderName(node),
    timeout: limit,
    ...(useless.length > 0 ? { useless } : {}),
    ...(entry.byDefault ? { byDefault: entry.byDefault } : {}),
    span: file.span(node),
    ...baseOf(file, options, entry),
  };
}

/** The address below which a client asks. */
function baseOf(
  file: FileReader,
  { members }: OptionsObject,
  { base = [] }: OutgoingClientEntry,
): Pick<HttpClientFact, 'host' | 'hostFrom'> {
  const given = base.map((each) => members.get(each)).find((each) => each !== undefined);
  if (!given) return {};
  const hostFrom = hostExpression(file, given);
  return {
    host: file.words(given, 60).replace(/^['"`]|['"`]$/g, ''),
    ...(hostFrom === undefined ? {} : { hostFrom }),
  };
}

/**
 * What sets a limit for all calls: `setGlobalDispatcher(new Agent({ headersTimeout }))`, an interceptor that does, Nest's
 * `HttpModule.register({ timeout })`.
 */
function setsLimit(file: FileReader, node: ClientCall, entry: OutgoingClientEntry): boolean {
  const [first] = node.arguments ?? [];
  switch (entry.does) {
    case 'sets':
      return entry.isUnseen || limitAmong(file, readOptions(file, first), entry).limit !== 'none';
    case 'dispatches':
      return first !== undefined && (!madeBy(file, first) || limitOfAgent(file, first).limit !== 'none');
    case 'intercepts': {
      const options = Object.keys(entry.limits ?? {}).join('|');
      const setting = new RegExp(`\\b(${options})\\b\\s*(\\?\\?|\\|\\|)?[=:]`);
      return node.arguments?.some((each) => setting.test(file.text(each))) ?? false;
    }
    default:
      return false;
  }
}

function limited(
  file: FileReader,
  node: ts.Node,
  name: string,
  { entry, library }: Known<'outgoingClients'>,
): HttpClientFact {
  return {
    library: entry.defaultsOf ?? library.name,
    name,
    ...(name === '' ? { forAll: true } : {}),
    timeout: 'set',
    span: file.span(node),
  };
}

/** `api` of `api.interceptors.request.use(…)`. */
function rootName(file: FileReader, node: ClientCall): string {
  return /^(\w+)\./.exec(file.text(node.expression))?.[1] ?? '';
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
  if (!file.importsAbout('outgoingClients')) return;
  const path = file.paths.of(node.left);
  const known = file.libraries.known('outgoingClients', path);
  if (known?.entry.does !== 'limit' || !isLimit(node.right)) return;
  const holder = unwrap(node.left.expression);
  const name = path?.includes('()') && ts.isPropertyAccessExpression(holder) ? clientName(holder) : '';
  file.facts.httpClients.push(limited(file, node, name, known));
}
