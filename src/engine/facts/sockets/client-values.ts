import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { calleeName } from '../reading/file-reader';
import { returnsOf, rootOfPattern } from '../reading/function-syntax';
import type { HeldSockets } from './held-sockets';
import type { SocketFile } from './socket-file';

/** Events of a socket that bring nothing a client has written. */
const bringsNothing =
  /^(close|disconnect|disconnecting|error|pong|ping|open|connect|connection|drain|unexpected-response|upgrade|reconnect.*)$/;
/** Calls that give back what they are given, in another form. */
const passesOn =
  /^(parse|safeParse|parseAsync|String|Number|parseInt|toString|trim|toLowerCase|toUpperCase|slice|substring|replace|replaceAll|split|at|get|from|decodeURIComponent|encodeURIComponent|decode|normalize|concat|padStart|URL|URLSearchParams|cast|validateSync)$/;
/** What a client writes when it opens the connection. */
const handshake = /(^|\.)(req|request|upgradeReq|handshake)\.(url|query|params|headers|body|auth)\b/;
const maxDepth = 8;

/** Which values of a file a client has chosen: what it sends, and what stands in the request that it connects with. */
export class ClientValues {
  readonly #declarations = new Set<ts.Node>();
  readonly #known = new Map<ts.Node, boolean>();

  constructor(
    private readonly sockets: SocketFile,
    private readonly held: HeldSockets,
  ) {
    for (const each of sockets.registrations)
      if (!bringsNothing.test(each.event) && held.isSocket(each.receiver))
        this.#addAll(sockets.functionOf(each.handler), 0);
    for (const each of sockets.functions) this.#noteMethod(each);
    // What a handler hands on was chosen by the client too.
    for (let size = -1, round = 0; round < 5 && size !== this.#declarations.size; round++) {
      size = this.#declarations.size;
      this.#known.clear();
      for (const call of sockets.calls) this.#handOn(call);
    }
  }

  /** Whether nothing comes from a client at all. */
  get isEmpty(): boolean {
    return (
      this.#declarations.size === 0 &&
      !/handshake|searchParams|\.(url|query|params)\b/.test(this.sockets.file.tree.root.text)
    );
  }

  #addAll(handler: FunctionNode | undefined, from: number): void {
    for (const parameter of handler?.parameters.slice(from) ?? [])
      if (!this.held.declarations.has(parameter)) this.#declarations.add(parameter);
  }

  /** `message(ws, data)` of a server's handlers, and a gateway's `@SubscribeMessage('join') join(@MessageBody() body)`. */
  #noteMethod(node: FunctionNode): void {
    if (!ts.isMethodDeclaration(node)) {
      const holder = node.parent;
      if (
        ts.isPropertyAssignment(holder) &&
        /^(message|onMessage)$/.test(propertyName(holder.name) ?? '') &&
        this.#takesSocket(node)
      )
        this.#addAll(node, 1);
      return;
    }
    const { file } = this.sockets;
    const decorated = (ts.getDecorators(node) ?? []).some((each) =>
      /^SubscribeMessage\b/.test(file.text(each.expression)),
    );
    if (decorated) {
      for (const parameter of node.parameters) {
        const marks = (ts.getDecorators(parameter) ?? []).map((each) => file.text(each.expression));
        const isSocket =
          this.held.declarations.has(parameter) || marks.some((each) => /^ConnectedSocket\b/.test(each));
        // A decorator of the project gives what it says, as `@CurrentUser()`.
        if (!isSocket && (marks.length === 0 || marks.some((each) => /^MessageBody\b/.test(each))))
          this.#declarations.add(parameter);
      }
    } else if (
      /^(message|onMessage|handleMessage)$/.test(propertyName(node.name) ?? '') &&
      this.#takesSocket(node)
    )
      this.#addAll(node, 1);
  }

  #takesSocket(node: FunctionNode): boolean {
    const [first] = node.parameters;
    return first !== undefined && this.held.declarations.has(first);
  }

  #handOn(call: ts.CallExpression): void {
    const target = this.sockets.functionOf(call.expression);
    if (!target) return;
    call.arguments.forEach((argument, i) => {
      const parameter = target.parameters[i];
      if (parameter && !this.held.declarations.has(parameter) && this.isChosen(argument))
        this.#declarations.add(parameter);
    });
  }

  /** Whether an expression is chosen by a client, or has a part that is. */
  isChosen(expression: ts.Expression, depth = 0): boolean {
    const node = unwrap(expression);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#known.set(node, false);
    const found = depth <= maxDepth && this.#compute(node, depth + 1);
    this.#known.set(node, found);
    return found;
  }

  #compute(node: ts.Expression, depth: number): boolean {
    const { file } = this.sockets;
    if (ts.isIdentifier(node)) return this.#isName(node, depth);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      if (handshake.test(file.text(node))) return true;
      return this.isChosen(node.expression, depth);
    }
    if (ts.isTemplateExpression(node))
      return node.templateSpans.some((each) => this.isChosen(each.expression, depth));
    if (ts.isBinaryExpression(node))
      return this.isChosen(node.left, depth) || this.isChosen(node.right, depth);
    if (ts.isConditionalExpression(node))
      return this.isChosen(node.whenTrue, depth) || this.isChosen(node.whenFalse, depth);
    if (ts.isArrayLiteralExpression(node))
      return node.elements.some((each) => !ts.isSpreadElement(each) && this.isChosen(each, depth));
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.#isResult(node, depth);
    return false;
  }

  #isName(name: ts.Identifier, depth: number): boolean {
    const declaration = this.sockets.file.tree.declarationOf(name);
    if (!declaration) return false;
    const root = ts.isBindingElement(declaration) ? rootOfPattern(declaration) : declaration;
    if (this.#declarations.has(root)) return true;
    if (ts.isParameter(root)) return this.#isOfChosenList(root, depth);
    if (!ts.isVariableDeclaration(root)) return false;
    if (root.initializer) {
      // What waits for something asked a database or a service for it, unless it only reads what was sent.
      return this.isChosen(root.initializer, depth);
    }
    const loop = root.parent.parent;
    if (ts.isForOfStatement(loop)) return this.isChosen(loop.expression, depth);
    return ts.isIdentifier(root.name)
      ? this.sockets.file.values.mutationsOf(root.name).some((each) => this.isChosen(each.value, depth))
      : false;
  }

  /** `rooms.forEach((room) => …)` over a list that the client sent. */
  #isOfChosenList(parameter: ts.ParameterDeclaration, depth: number): boolean {
    const call = parameter.parent.parent;
    if (!ts.isCallExpression(call) || parameter.parent.parameters[0] !== parameter) return false;
    const callee = unwrap(call.expression);
    return (
      ts.isPropertyAccessExpression(callee) &&
      /^(forEach|map|filter|some|every)$/.test(callee.name.text) &&
      this.isChosen(callee.expression, depth)
    );
  }

  #isResult(node: ts.CallExpression | ts.NewExpression, depth: number): boolean {
    const name = calleeName(node.expression) ?? '';
    const given = node.arguments ?? [];
    const target = ts.isCallExpression(node) ? this.sockets.functionOf(node.expression) : undefined;
    // A function of this file that makes a name of what it is given.
    if (target) {
      const makesText = returnsOf(target).some((each) => {
        const made = unwrap(each);
        return ts.isTemplateExpression(made) || ts.isBinaryExpression(made) || ts.isIdentifier(made);
      });
      return makesText && given.some((each) => this.isChosen(each, depth));
    }
    if (passesOn.test(name)) {
      const callee = unwrap(node.expression);
      const receiver = ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
      return (
        given.some((each) => this.isChosen(each, depth)) ||
        (receiver !== undefined && this.isChosen(receiver, depth))
      );
    }
    // `roomName(id)` of another file.
    return /room|channel|topic/i.test(name) &&
      !/^(find|get|load|fetch|query|read|resolve|authorize|join)/i.test(name)
      ? given.some((each) => this.isChosen(each, depth))
      : false;
  }

  /** Names and members that a chosen expression is made of, as written: `message.ticketId`, `message`. */
  namesIn(expression: ts.Expression): string[] {
    const names = new Set<string>();
    const visit = (node: ts.Node, depth: number): void => {
      if (ts.isIdentifier(node)) {
        if (!this.isChosen(node)) return;
        names.add(node.text);
        const declaration = this.sockets.file.tree.declarationOf(node);
        const root =
          declaration && ts.isBindingElement(declaration) ? rootOfPattern(declaration) : declaration;
        if (depth < 5 && root && ts.isVariableDeclaration(root) && root.initializer)
          visit(root.initializer, depth + 1);
        return;
      }
      if (ts.isPropertyAccessExpression(node)) {
        if (handshake.test(this.sockets.file.text(node))) names.add(memberName(node) ?? '');
        visit(node.expression, depth);
        return;
      }
      if (isFunctionNode(node)) return;
      ts.forEachChild(node, (child) => visit(child, depth));
    };
    visit(expression, 0);
    return [...names];
  }
}
