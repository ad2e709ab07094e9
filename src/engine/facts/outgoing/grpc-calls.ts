import { type DeclaredName, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { OutgoingCallFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';

const credentials =
  /^(@grpc\/grpc-js|grpc)#(default\.)?(credentials|ChannelCredentials)\.create(Insecure|Ssl|FromSecureContext|FromGoogleCredential)\(\)$/;
/** Methods that every client has, and that ask nobody. */
const ownMethods = /^(close|waitForReady|getChannel|on|once|bind)$/;
const deadline = 'deadline: Date.now() + 10_000';

/** A client made with `new UserService(address, grpc.credentials.createInsecure())`, and what holds it. */
interface GrpcClient {
  /** The variable's symbol, or the field's name. */
  holder: DeclaredName | string;
  address: ts.Expression;
}

/** Unary gRPC calls with callbacks: they wait for ever unless they have a deadline. */
export function collectGrpcCalls(calls: readonly ts.CallExpression[], file: FileReader): void {
  if (file.importedFromPackage(/^(@grpc\/grpc-js|grpc)$/) === undefined) return;
  const clients = clientsOf(calls, file);
  if (clients.length === 0) return;
  for (const node of calls) {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    if (method === undefined || ownMethods.test(method) || !ts.isPropertyAccessExpression(callee)) continue;
    const client = clients.find((each) => isHolder(unwrap(callee.expression), each, file));
    const last = node.arguments[node.arguments.length - 1];
    // A stream has no callback, and may live as long as it likes.
    if (!client || !last || node.arguments.length < 2 || !isCallback(last, file)) continue;
    add(node, client, file);
  }
}

function clientsOf(calls: readonly ts.CallExpression[], file: FileReader): GrpcClient[] {
  const found: GrpcClient[] = [];
  for (const node of calls) {
    if (!/^create/.test(memberName(unwrap(node.expression)) ?? '')) continue;
    const path = file.paths.of(node);
    if (path === undefined || !credentials.test(path)) continue;
    const made = madeWith(node, file);
    const [address, , options] = made?.arguments ?? [];
    // Interceptors may set a deadline for each call.
    if (!made || !address || readOptions(file, options).members.has('interceptors')) continue;
    const holder = holderOf(made, file);
    if (holder !== undefined) found.push({ holder, address });
  }
  return found;
}

/** The client that credentials are given to, directly or by way of a variable. */
function madeWith(node: ts.CallExpression, file: FileReader): ts.NewExpression | undefined {
  if (ts.isNewExpression(node.parent)) return node.parent;
  if (!ts.isVariableDeclaration(node.parent) || !ts.isIdentifier(node.parent.name)) return undefined;
  const symbol = file.tree.symbolOf(node.parent.name);
  let found: ts.NewExpression | undefined;
  const visit = (at: ts.Node): void => {
    if (found) return;
    if (ts.isNewExpression(at)) {
      const second = at.arguments?.[1];
      if (second && ts.isIdentifier(second) && file.tree.symbolOf(second) === symbol) found = at;
    }
    ts.forEachChild(at, visit);
  };
  visit(file.tree.root);
  return found;
}

function holderOf(made: ts.NewExpression, file: FileReader): GrpcClient['holder'] | undefined {
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

function add(node: ts.CallExpression, { address }: GrpcClient, file: FileReader): void {
  const between = node.arguments.slice(1, -1);
  const options = between.filter((each) => !isMetadata(each, file)).map((each) => readOptions(file, each));
  const timeout = options.some((each) => each.members.has('deadline'))
    ? 'set'
    : options.some((each) => each.open)
      ? 'unknown'
      : 'none';
  const target = unwrap(address);
  const fact: OutgoingCallFact = {
    library: 'gRPC',
    callee: '@grpc/grpc-js#Client()',
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    client: '',
    timeout,
    host: ts.isStringLiteralLike(target) ? target.text : file.words(target, 40),
    ...(ts.isStringLiteralLike(target) ? {} : { hostIsExpression: true }),
  };
  const before = node.arguments[node.arguments.length - 2];
  if (timeout === 'none' && options.length === 0 && before)
    fact.addTimeout = { span: { start: before.end, end: before.end }, text: `, { ${deadline} }` };
  const within = file.within(node);
  if (within !== undefined) fact.within = within;
  file.facts.outgoingCalls.push(fact);
}

function isMetadata(node: ts.Expression, file: FileReader): boolean {
  const path = file.paths.of(node);
  if (path !== undefined && /Metadata\(\)$/.test(path)) return true;
  return ts.isIdentifier(unwrap(node)) && /meta/i.test(file.text(node));
}
