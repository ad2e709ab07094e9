import type { OutgoingClientEntry } from '../../libraries/contract/outgoing';
import type { Known } from '../../libraries/look-up';
import { versionedName } from '../../libraries/versions';
import { type DeclaredName, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { OutgoingCallFact } from '../facts';
import { splitPath } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { limitAmong } from './limits';
import { isBounded } from './outgoing-bounds';

/** Methods that every client has, and that ask nobody. */
const ownMethods = /^(close|waitForReady|getChannel|on|once|bind)$/;

/** A client of one service, and what holds it. */
interface GrpcClient {
  /** The variable's symbol, or the field's name. */
  holder: DeclaredName | string;
  /** Where it asks; absent where it is configured elsewhere. */
  address?: ts.Expression;
  known: Known<'outgoingClients'>;
  path: string;
}

/** Unary gRPC calls: they wait for ever unless they have a deadline. */
export function collectGrpcCalls(calls: readonly ts.CallExpression[], file: FileReader): void {
  if (!file.importsAbout('outgoingClients')) return;
  const clients = clientsOf(calls, file);
  if (clients.length === 0) return;
  for (const node of calls) {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    if (method === undefined || ownMethods.test(method) || !ts.isPropertyAccessExpression(callee)) continue;
    const client = clients.find((each) => isHolder(unwrap(callee.expression), each, file));
    if (client && isUnary(node, client, file)) file.facts.outgoingCalls.push(toFact(node, client, file));
  }
}

/** A stream has no callback, nor is one value of it waited for, and it may live as long as it likes. */
function isUnary(node: ts.CallExpression, { known }: GrpcClient, file: FileReader): boolean {
  if (known.entry.does === 'stub') return awaitsOneValue(node);
  const last = node.arguments[node.arguments.length - 1];
  return node.arguments.length > 1 && last !== undefined && isCallback(last, file);
}

/** `firstValueFrom(users.find({ id }))`, `users.find({ id }).toPromise()`, also with operators in between. */
function awaitsOneValue(node: ts.CallExpression): boolean {
  let at: ts.Node = node;
  while (ts.isPropertyAccessExpression(at.parent) && ts.isCallExpression(at.parent.parent)) {
    if (at.parent.name.text === 'toPromise') return true;
    at = at.parent.parent;
  }
  const { parent } = at;
  return ts.isCallExpression(parent) && /^(first|last)ValueFrom$/.test(calleeName(parent.expression) ?? '');
}

function clientsOf(calls: readonly ts.CallExpression[], file: FileReader): GrpcClient[] {
  const found: GrpcClient[] = [];
  const making = file.libraries.all.lastNames('outgoingClients');
  for (const node of calls) {
    if (!making.has(memberName(unwrap(node.expression)) ?? '')) continue;
    const path = file.paths.of(node.expression);
    const known = path === undefined ? undefined : file.libraries.known('outgoingClients', path);
    if (path === undefined || !known) continue;
    const { does } = known.entry;
    if (does === 'stub') {
      const holder = holderOf(node, file);
      if (holder !== undefined) found.push({ holder, known, path });
    } else if (does === 'credentials') {
      const made = madeWith(node, file);
      const [address, , options] = made?.arguments ?? [];
      // Interceptors may set a deadline for each call.
      if (!made || !address || readOptions(file, options).members.has('interceptors')) continue;
      const holder = holderOf(made, file);
      if (holder !== undefined) found.push({ holder, address, known, path });
    }
  }
  return found;
}

/** The client that credentials are given to, directly or by way of a variable. */
function madeWith(node: ts.CallExpression, file: FileReader): ts.NewExpression | undefined {
  if (ts.isNewExpression(node.parent)) return node.parent;
  if (!ts.isVariableDeclaration(node.parent) || !ts.isIdentifier(node.parent.name)) return undefined;
  const symbol = file.tree.symbolOf(node.parent.name);
  return file.tree.operations.find((each): each is ts.NewExpression => {
    const second = ts.isNewExpression(each) ? each.arguments?.[1] : undefined;
    return second !== undefined && ts.isIdentifier(second) && file.tree.symbolOf(second) === symbol;
  });
}

function holderOf(made: ts.Expression, file: FileReader): GrpcClient['holder'] | undefined {
  let at: ts.Node = made;
  while (ts.isAsExpression(at.parent) || ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    return file.tree.symbolOf(parent.name);
  if (ts.isPropertyDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isBinaryExpression(parent)) {
    if (ts.isIdentifier(parent.left)) return file.tree.symbolOf(parent.left);
    return memberName(parent.left);
  }
  return undefined;
}

function isHolder(receiver: ts.Expression, { holder }: GrpcClient, file: FileReader): boolean {
  if (typeof holder === 'string')
    return (
      ts.isPropertyAccessExpression(receiver) &&
      receiver.expression.kind === ts.SyntaxKind.ThisKeyword &&
      receiver.name.text === holder
    );
  return (
    ts.isIdentifier(receiver) && receiver.text === holder.name && file.tree.symbolOf(receiver) === holder
  );
}

function isCallback(node: ts.Expression, file: FileReader): boolean {
  const inner = unwrap(node);
  if (isFunctionNode(inner)) return true;
  return (
    ts.isIdentifier(inner) &&
    (file.values.functionOf(inner) !== undefined || /^(cb|callback|done|next)$/.test(inner.text))
  );
}

function toFact(node: ts.CallExpression, client: GrpcClient, file: FileReader): OutgoingCallFact {
  const { entry } = client.known;
  const given = entry.does === 'stub' ? node.arguments.slice(1) : node.arguments.slice(1, -1);
  const options = given.filter((each) => !isMetadata(each, file)).map((each) => readOptions(file, each));
  const limits = options.map((each) => limitAmong(file, each, entry).limit);
  const limit = limits.find((each) => each === 'set') ?? limits.find((each) => each === 'unknown') ?? 'none';
  const timeout = limit !== 'set' && isBounded(node, file) ? 'set' : limit;
  const { module } = splitPath(client.path);
  const version = file.libraries.versionOf(module);
  const within = file.within(node);
  return {
    library: called,
    ...(version === undefined ? {} : { release: versionedName(module, version) }),
    callee: `${module}#Client()`,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    client: '',
    timeout,
    ...hostOf(client, file),
    ...(timeout === 'none' && options.length === 0 ? fixOf(node, entry) : {}),
    ...(within === undefined ? {} : { within }),
  };
}

/** What messages call such calls, whatever package makes them. */
const called = 'gRPC';

function hostOf(
  { address }: GrpcClient,
  file: FileReader,
): Pick<OutgoingCallFact, 'host' | 'hostIsExpression'> {
  if (!address) return {};
  const target = unwrap(address);
  return ts.isStringLiteralLike(target)
    ? { host: target.text }
    : { host: file.words(target, 40), hostIsExpression: true };
}

/** Before the callback. */
function fixOf(node: ts.CallExpression, { fix }: OutgoingClientEntry): Pick<OutgoingCallFact, 'addTimeout'> {
  const before = node.arguments[node.arguments.length - 2];
  return before && fix !== undefined
    ? { addTimeout: { span: { start: before.end, end: before.end }, text: `, { ${fix} }` } }
    : {};
}

function isMetadata(node: ts.Expression, file: FileReader): boolean {
  const path = file.paths.of(node)?.replace(/\(\)$/, '');
  if (file.libraries.find('outgoingClients', path)?.does === 'metadata') return true;
  return ts.isIdentifier(unwrap(node)) && /meta/i.test(file.text(node));
}
