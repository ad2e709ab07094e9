import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { calleeName } from '../reading/file-reader';
import { imports, importsSockets, isNoServer, socketAt } from './libraries';
import type { Registration, SocketFile } from './socket-file';

const socketNames =
  /^_?(ws|wss?Client|socket|sock|webSocket|websocket|clientSocket|conn|connection|rawSocket|rawClient)$/;
const handlerMembers =
  /^(handleConnection|handleDisconnect|onConnection|onConnect|onOpen|onMessage|onClose|open|message|close|drain|pong)$/;

/** Which expressions of a file stand for a socket that a server holds, or for its id. */
export class HeldSockets {
  /** Parameters and variables that hold a socket. */
  readonly declarations = new Set<ts.Node>();
  /** Parameters that are given a socket's id. */
  readonly #ids = new Set<ts.Node>();
  /** What a socket is told when it is gone: `disconnect` where it joins rooms, `close` for all others. */
  readonly event: 'close' | 'disconnect';
  /** Whether the file is about sockets at all. */
  readonly known: boolean;

  constructor(private readonly sockets: SocketFile) {
    const { file } = sockets;
    this.event =
      imports(file, 'rooms') || sockets.registrations.some((each) => each.event === 'disconnect')
        ? 'disconnect'
        : 'close';
    const connections = sockets.registrations.filter((each) => isConnection(sockets, each));
    this.known =
      importsSockets(file) ||
      connections.length > 0 ||
      // Only a server's socket has these, whoever it was registered by.
      /\bsocket\.(handshake|broadcast)\b|\breadyState\b|\bwebsocket:\s*true|\bsocket\.join\(|\.ws\(\s*['"`]\//.test(
        file.tree.root.text,
      );
    if (!this.known) return;
    for (const { handler } of connections) this.#addFirst(sockets.functionOf(handler));
    for (const call of sockets.calls) this.#noteCall(call);
    for (const each of sockets.functions) this.#noteFunction(each);
    // What a handler hands its socket to holds it too.
    for (let size = -1, round = 0; round < 6 && size !== this.declarations.size + this.#ids.size; round++) {
      size = this.declarations.size + this.#ids.size;
      for (const call of sockets.calls) this.#handOn(call);
      for (const each of sockets.declarations)
        if (each.initializer && ts.isIdentifier(each.name) && this.isSocket(each.initializer))
          this.declarations.add(each);
    }
  }

  #addFirst(handler: FunctionNode | undefined): void {
    const first = handler?.parameters[0];
    if (first) this.declarations.add(first);
  }

  /** `wss.handleUpgrade(req, socket, head, (ws) => …)`, `app.ws('/x', (ws) => …)`, `app.get('/x', { websocket: true }, (socket) => …)`. */
  #noteCall(call: ts.CallExpression): void {
    const name = calleeName(call.expression) ?? '';
    if (name === 'handleUpgrade' && call.arguments[3])
      this.#addFirst(this.sockets.functionOf(call.arguments[3]));
    if (name === 'ws' && call.arguments[1])
      this.#addFirst(this.sockets.functionOf(call.arguments[call.arguments.length - 1] as ts.Expression));
    if (
      /^(get|route)$/.test(name) &&
      /websocket:\s*true|wsHandler/.test(this.sockets.file.text(call).slice(0, 2000))
    ) {
      const last = call.arguments[call.arguments.length - 1];
      if (last && /websocket:\s*true/.test(this.sockets.file.text(call)))
        this.#addFirst(this.sockets.functionOf(last));
    }
  }

  #noteFunction(node: FunctionNode): void {
    for (const parameter of node.parameters) {
      if (!ts.isIdentifier(parameter.name)) continue;
      const path = parameter.type && this.sockets.file.paths.ofType(parameter.type);
      const typed =
        socketAt(this.sockets.file, path)?.held ||
        (parameter.type !== undefined && /\bWebSocket\b/.test(this.sockets.file.text(parameter.type)));
      if (
        typed ||
        (path === undefined && mayHoldSocket(parameter) && this.#isNamedSocket(parameter.name.text))
      )
        this.declarations.add(parameter);
    }
    const name =
      ts.isMethodDeclaration(node) || (node.parent && ts.isPropertyAssignment(node.parent))
        ? propertyName((ts.isMethodDeclaration(node) ? node : (node.parent as ts.PropertyAssignment)).name)
        : undefined;
    if (
      name !== undefined &&
      handlerMembers.test(name) &&
      /^(client|ws|socket|conn)/i.test(node.parameters[0]?.name.getText() ?? '')
    )
      this.#addFirst(node);
  }

  #isNamedSocket(name: string): boolean {
    return socketNames.test(name) || (name === 'client' && importsSockets(this.sockets.file));
  }

  #handOn(call: ts.CallExpression): void {
    if (!call.arguments.some((each) => this.isSocket(each) || this.isId(each))) return;
    const target = this.sockets.functionOf(call.expression);
    call.arguments.forEach((argument, i) => {
      const parameter = target?.parameters[i];
      if (parameter && ts.isIdentifier(parameter.name) && this.isSocket(argument))
        this.declarations.add(parameter);
      else if (parameter && this.isId(argument)) this.#ids.add(parameter);
    });
  }

  isSocket(expression: ts.Expression): boolean {
    const node = unwrap(expression);
    if (ts.isIdentifier(node)) {
      const declaration = this.sockets.file.tree.declarationOf(node);
      return declaration !== undefined && this.declarations.has(declaration);
    }
    // What older versions of a plugin, and wrappers, hand to their handlers has the socket as a member.
    return (
      ts.isPropertyAccessExpression(node) &&
      /^(socket|ws)$/.test(node.name.text) &&
      this.isSocket(node.expression)
    );
  }

  /** `socket.id`, also under a name of its own. */
  isId(expression: ts.Expression): boolean {
    const node = unwrap(expression);
    if (ts.isPropertyAccessExpression(node)) return node.name.text === 'id' && this.isSocket(node.expression);
    if (!ts.isIdentifier(node)) return false;
    const declaration = this.sockets.file.tree.declarationOf(node);
    if (declaration && this.#ids.has(declaration)) return true;
    if (
      declaration &&
      ts.isBindingElement(declaration) &&
      ts.isVariableDeclaration(declaration.parent.parent)
    )
      return (
        propertyName(declaration.propertyName ?? declaration.name) === 'id' &&
        declaration.parent.parent.initializer !== undefined &&
        this.isSocket(declaration.parent.parent.initializer)
      );
    return (
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer !== undefined &&
      !ts.isIdentifier(unwrap(declaration.initializer)) &&
      this.isId(declaration.initializer)
    );
  }

  /** The socket, its id, or something made here that has one of them in it; as written. */
  memberIn(expression: ts.Expression, depth = 0): ts.Expression | undefined {
    const node = unwrap(expression);
    if (this.isSocket(node) || this.isId(node)) return node;
    if (depth > 3) return undefined;
    if (ts.isObjectLiteralExpression(node)) {
      for (const each of node.properties) {
        const value = ts.isPropertyAssignment(each)
          ? each.initializer
          : ts.isShorthandPropertyAssignment(each)
            ? each.name
            : undefined;
        const found = value && this.memberIn(value, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    if (ts.isArrayLiteralExpression(node)) {
      for (const each of node.elements) {
        const found = ts.isSpreadElement(each) ? undefined : this.memberIn(each, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    if (ts.isNewExpression(node)) {
      for (const each of node.arguments ?? []) {
        const found = this.memberIn(each, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    if (!ts.isIdentifier(node)) return undefined;
    const declaration = this.sockets.file.tree.declarationOf(node);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
    const value = unwrap(declaration.initializer);
    return ts.isObjectLiteralExpression(value) || ts.isNewExpression(value)
      ? this.memberIn(value, depth + 1)
      : undefined;
  }

  /** The function whose parameter or variable the socket of an expression is. */
  scopeOf(member: ts.Expression): FunctionNode | undefined {
    let at: ts.Expression = unwrap(member);
    while (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    const declaration = ts.isIdentifier(at) ? this.sockets.file.tree.declarationOf(at) : undefined;
    for (let node: ts.Node | undefined = declaration; node; node = node.parent)
      if (isFunctionNode(node)) return node;
    return undefined;
  }
}

/** `wss.on('connection', …)` and its likes: not of an HTTP or TCP server. */
export function isConnection({ file }: SocketFile, { event, receiver }: Registration): boolean {
  if (event !== 'connection' && event !== 'connect') return false;
  const path = file.paths.of(receiver) ?? '';
  if (isNoServer(file, path)) return false;
  if (socketAt(file, path)?.server || socketAt(file, path)?.sendsToAll) return true;
  if (event === 'connect') return false;
  const words = memberName(receiver) ?? file.text(receiver);
  if (/^(server|httpServer|http|tcp\w*|net\w*)$/i.test(words))
    return importsSockets(file) && !/createServer/.test(file.tree.root.text);
  return (
    /(wss?|io|server|socket|nsp|namespace|chat|admin|gateway|of\(.*\)|ns)$/i.test(words) ||
    importsSockets(file)
  );
}

/** No type that says something else: `conn: string`. */
function mayHoldSocket({ type }: ts.ParameterDeclaration): boolean {
  return (
    type === undefined ||
    ts.isTypeReferenceNode(type) ||
    ts.isIntersectionTypeNode(type) ||
    type.kind === ts.SyntaxKind.AnyKeyword
  );
}
