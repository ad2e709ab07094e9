import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { HttpClientFact, OutgoingCallFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { type OptionsObject, readOptions } from '../reading/options-object';
import { hostExpression } from './addressee';
import { agentLimit, isLimit, madeBy } from './outgoing-limits';

type Limit = OutgoingCallFact['timeout'];

/** The name that holds the client: `api` of `api.get`, `http` of `this.http.get`. */
export function clientName(callee: ts.Expression): string {
  const node = unwrap(callee);
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return '';
  const holder = unwrap(node.expression);
  return ts.isIdentifier(holder) ? holder.text : (memberName(holder) ?? '');
}

/** `axios.create({ timeout })`, `got.extend({ timeout })`. */
export function configured(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  library: string,
): void {
  const options = readOptions(
    file,
    node.arguments?.[library === 'undici' && node.arguments.length > 1 ? 1 : 0],
  );
  const byAgent = agentLimit(file, options);
  const limited = hasLimit(options) || byAgent === 'set' || library === 'ky';
  const open = (options.open && library !== 'undici') || byAgent === 'unknown';
  const fact: HttpClientFact = {
    library,
    name: holderName(node),
    timeout: limited ? 'set' : open ? 'unknown' : 'none',
    span: file.span(node),
  };
  const base = options.members.get('baseURL') ?? options.members.get('prefixUrl');
  if (base) {
    fact.host = file.words(base, 60).replace(/^['"`]|['"`]$/g, '');
    const hostFrom = hostExpression(file, base);
    if (hostFrom !== undefined) fact.hostFrom = hostFrom;
  }
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
export function configuredDefaults(file: FileReader, node: ts.CallExpression, path: string): void {
  const span = file.span(node);
  const add = (library: string, name: string, timeout: Limit): void => {
    file.facts.httpClients.push({ library, name, timeout, span });
  };
  const [first] = node.arguments;
  if (!first) return;
  if (path === 'undici#setGlobalDispatcher') {
    const made = madeBy(file, first);
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
