import { type DeclaredName, type FunctionNode, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import {
  ConnectionFlow,
  type Effects,
  type Exit,
  free,
  held,
  type State,
  unreached,
} from './connection-flow';
import { HeldConnection, type Watched } from './held-connection';

const atOnce = /^(forEach|map|filter|some|every|reduce|flatMap|find|findIndex|all|allSettled|race|from)$/;
const keepers = /^(push|set|add|unshift|enqueue|assign|splice|defineProperty|register|decorate|bind)$/;

/** What expressions do to one connection: take it, give it back, hand it on, or throw while it is held. */
export class ConnectionEffects implements Effects {
  /** Places that give it back. */
  released = 0;
  /** Set where it becomes somebody else's. */
  handed = false;
  /** Functions of other files that it is given to. */
  readonly givenTo = new Set<string>();
  /** Ways out of callbacks in which it is still held. */
  readonly leaks: Exit[] = [];
  readonly #connection: HeldConnection;
  readonly #failures = new Set<DeclaredName>();
  readonly #flow = new ConnectionFlow(this);

  constructor(
    private readonly file: FileReader,
    private readonly watched: Watched,
  ) {
    this.#connection = new HeldConnection(file, watched);
  }

  /** The ways out of a function in which the connection is held. */
  run(body: ts.ConciseBody, state: State): Exit[] {
    const exits = this.#flow.run(body, state).filter((each) => (each.state & held) !== 0);
    return [...exits, ...this.leaks];
  }

  expression(node: ts.Expression, state: State, exits: Exit[]): State {
    if (state === unreached) return unreached;
    if (node === this.watched.acquisition) return held;
    switch (node.kind) {
      case ts.SyntaxKind.ArrowFunction:
      case ts.SyntaxKind.FunctionExpression:
      case ts.SyntaxKind.ClassExpression:
        return state;
      case ts.SyntaxKind.AwaitExpression:
        return this.#awaited(node as ts.AwaitExpression, state, exits);
      case ts.SyntaxKind.CallExpression:
      case ts.SyntaxKind.NewExpression:
        return this.#called(node as ts.CallExpression | ts.NewExpression, state, exits);
      case ts.SyntaxKind.BinaryExpression:
        return this.#binary(node as ts.BinaryExpression, state, exits);
      case ts.SyntaxKind.ConditionalExpression: {
        const { condition, whenTrue, whenFalse } = node as ts.ConditionalExpression;
        const tested = this.expression(condition, state, exits);
        const { met, unmet } = this.narrow(condition, tested);
        return this.expression(whenTrue, met, exits) | this.expression(whenFalse, unmet, exits);
      }
      default:
        return this.#children(node, state, exits);
    }
  }

  #children(node: ts.Node, state: State, exits: Exit[]): State {
    let at = state;
    ts.forEachChild(node, (child) => {
      if (ts.isExpression(child)) at = this.expression(child, at, exits);
      else if (!isFunctionNode(child)) at = this.#children(child, at, exits);
    });
    // An object or array that is kept holds it too.
    if (
      (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) &&
      !isArgument(node) &&
      this.#connection.isAmongValues(node)
    )
      at = this.#hand(at);
    return at;
  }

  #awaited(node: ts.AwaitExpression, state: State, exits: Exit[]): State {
    const inner = unwrap(node.expression);
    if (inner === this.watched.acquisition) {
      exits.push({ kind: 'throw', state, node });
      return held;
    }
    const { done, failed } = this.#promised(inner, state, exits);
    if (failed !== unreached && !this.#isSetUp(inner)) exits.push({ kind: 'throw', state: failed, node });
    return done;
  }

  /** `await runner.connect()`, `await client.query('BEGIN')` before the try: when that fails, there is nothing to give back yet. */
  #isSetUp(node: ts.Expression): boolean {
    if (!ts.isCallExpression(node)) return false;
    const given = node.arguments.some((each) => this.#connection.isHeld(each));
    if (given && /^(start|begin)\w*Transaction$/.test(calleeName(node.expression) ?? '')) return true;
    if (!ts.isPropertyAccessExpression(node.expression)) return false;
    const { text } = node.expression.name;
    const receiver = withoutListeners(node.expression.expression);
    if (receiver === this.watched.acquisition) return /^(connect|asPromise)$/.test(text);
    if (!this.#connection.isHeld(node.expression.expression)) return false;
    if (/^(connect|asPromise|startTransaction|beginTransaction)$/.test(text)) return true;
    const [first] = node.arguments;
    return (
      first !== undefined &&
      ts.isStringLiteralLike(first) &&
      /^\s*(BEGIN|START TRANSACTION|SET)\b/i.test(first.text)
    );
  }

  /** A promise's two ends: `then`, `catch` and `finally` with what their callbacks do. */
  #promised(node: ts.Expression, state: State, exits: Exit[]): { done: State; failed: State } {
    const inner = unwrap(node);
    if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) {
      const after = this.expression(node, state, exits);
      return { done: after, failed: after };
    }
    const name = inner.expression.name.text;
    if (!/^(then|catch|finally)$/.test(name)) {
      const after = this.expression(inner, state, exits);
      return { done: after, failed: after };
    }
    const { done, failed } = this.#promised(inner.expression.expression, state, exits);
    const [first, second] = inner.arguments.map((each) => this.#callback(each));
    if (name === 'finally') {
      const [whenDone, whenFailed] = [this.#settled(first, done), this.#settled(first, failed)];
      return { done: whenDone.done, failed: whenFailed.done };
    }
    if (name === 'catch') {
      const caught = this.#settled(first, failed);
      return { done: done | caught.done, failed: caught.failed };
    }
    const next = this.#settled(first, done);
    const caught = second ? this.#settled(second, failed) : { done: unreached, failed };
    return { done: next.done | caught.done, failed: next.failed | caught.failed };
  }

  #callback(argument: ts.Expression): FunctionNode | ts.Expression | undefined {
    const node = unwrap(argument);
    return isFunctionNode(node) ? node : (this.file.values.functionOf(node) ?? node);
  }

  #settled(callback: FunctionNode | ts.Expression | undefined, state: State): { done: State; failed: State } {
    if (state === unreached || !callback) return { done: state, failed: unreached };
    if (!isFunctionNode(callback)) {
      // `.finally(done)`, `.finally(client.release)`
      if (this.#connection.isDone(callback) || this.#connection.isReleaseItself(callback))
        return { done: this.#release(), failed: unreached };
      return { done: state, failed: unreached };
    }
    if (!callback.body) return { done: state, failed: unreached };
    const exits = this.#flow.run(callback.body, state);
    const states = (kind: Exit['kind']) =>
      exits.filter((each) => each.kind === kind).reduce((all, each) => all | each.state, unreached);
    // What a callback returns may be a promise that fails.
    const returned = states('return');
    const mayFail = exits.some((each) => each.kind === 'return' && this.#mayFail(each.node))
      ? returned
      : unreached;
    return { done: returned, failed: states('throw') | mayFail };
  }

  #mayFail(node: ts.Node): boolean {
    const value = ts.isReturnStatement(node) ? node.expression : ts.isExpression(node) ? node : undefined;
    return value !== undefined && ts.isCallExpression(unwrap(value)) && !this.#connection.releases(value);
  }

  #called(node: ts.CallExpression | ts.NewExpression, state: State, exits: Exit[]): State {
    const callee = unwrap(node.expression);
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(callee) &&
      /^(then|catch|finally)$/.test(callee.name.text)
    ) {
      const { done, failed } = this.#promised(node, state, exits);
      return done | failed;
    }
    let at = this.expression(node.expression, state, exits);
    for (const argument of node.arguments ?? []) at = this.expression(argument, at, exits);
    if (at === unreached || this.#isExit(callee)) return unreached;
    if (!(at & held)) return at;
    if (this.#connection.isRelease(node)) return this.#release();
    for (const argument of node.arguments ?? []) {
      const inner = unwrap(argument);
      if (isFunctionNode(inner)) at = this.#withCallback(node, inner, at);
      else if (this.#connection.isReleaseItself(inner)) at = this.#release();
      else if (
        !this.watched.lent &&
        ts.isObjectLiteralExpression(inner) &&
        this.#connection.isAmongValues(inner)
      )
        at = this.#hand(at);
      else if (this.#connection.isHeld(inner)) at = this.#given(node, at);
    }
    return at;
  }

  #isExit(callee: ts.Expression): boolean {
    return (
      ts.isPropertyAccessExpression(callee) &&
      callee.name.text === 'exit' &&
      ts.isIdentifier(callee.expression) &&
      callee.expression.text === 'process'
    );
  }

  /** `client.connect((error) => …)`: where that error is set, no connection was made. */
  #noteFailure(node: ts.CallExpression | ts.NewExpression, callback: FunctionNode): void {
    const callee = unwrap(node.expression);
    const [error] = callback.parameters;
    if (!error || !ts.isIdentifier(error.name) || !ts.isPropertyAccessExpression(callee)) return;
    if (callee.name.text !== 'connect' || !this.#connection.isHeld(callee.expression)) return;
    const symbol = this.file.tree.symbolOf(error.name);
    if (symbol) this.#failures.add(symbol);
  }

  /** Whether a name is an error that is only set where there is no connection. */
  #isFailure(node: ts.Expression): boolean {
    if (!ts.isIdentifier(node)) return false;
    const symbol = this.file.tree.symbolOf(node);
    return symbol !== undefined && (symbol === this.watched.error || this.#failures.has(symbol));
  }

  #withCallback(node: ts.CallExpression | ts.NewExpression, callback: FunctionNode, state: State): State {
    if (!callback.body) return state;
    this.#noteFailure(node, callback);
    if (this.#connection.releases(callback.body)) {
      const exits = this.#flow.run(callback.body, state);
      for (const each of exits) if (each.state & held) this.leaks.push(each);
      return free;
    }
    if (!this.#connection.mentions(callback.body)) return state;
    const callee = unwrap(node.expression);
    const name = calleeName(node.expression) ?? '';
    const isOwn = ts.isPropertyAccessExpression(callee) && this.#connection.isHeld(rootOf(callee.expression));
    // A LISTEN connection lives as long as the process.
    if (isOwn && /^(on|once|addListener)$/.test(name)) return state;
    if (
      isOwn ||
      atOnce.test(name) ||
      ts.isNewExpression(node) ||
      node.expression.kind === ts.SyntaxKind.ParenthesizedExpression
    )
      return state;
    if (/transaction|^begin$|^with|^run|^retry|^measure|^trace|^wrap|^time/i.test(name)) return state;
    return this.#hand(state);
  }

  /** The connection is an argument of a call that does not give it back. */
  #given(node: ts.CallExpression | ts.NewExpression, state: State): State {
    const callee = unwrap(node.expression);
    if (ts.isNewExpression(node)) return this.#hand(state);
    const name = calleeName(node.expression) ?? '';
    if (keepers.test(name)) return this.#hand(state);
    const awaited = isAwaited(node);
    if (ts.isIdentifier(callee)) {
      const declaration = this.file.tree.declarationOf(callee);
      // `resolve(client)`, `callback(null, client)`
      if (declaration && ts.isParameter(declaration) && !awaited) return this.#hand(state);
    }
    const path = this.file.paths.of(node.expression);
    if (path === undefined || /^(local|this|param:\d+|global)#/.test(path)) return state;
    if (!this.file.isProjectPath(path)) return this.#hand(state);
    this.givenTo.add(path);
    return state;
  }

  #binary(node: ts.BinaryExpression, state: State, exits: Exit[]): State {
    const { left, right, operatorToken } = node;
    const { kind } = operatorToken;
    if (kind === ts.SyntaxKind.EqualsToken) {
      const after = this.expression(right, state, exits);
      const value = unwrap(right);
      if (this.#connection.isHeld(value)) return this.#hand(after);
      // Set to something else: what it held is not followed any further.
      if (this.#connection.isHeld(left) && value !== this.watched.acquisition && isNothing(value))
        return free;
      return after;
    }
    const first = this.expression(left, state, exits);
    const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (!isAnd && kind !== ts.SyntaxKind.BarBarToken && kind !== ts.SyntaxKind.QuestionQuestionToken)
      return this.expression(right, first, exits);
    const { met, unmet } = this.narrow(left, first);
    return isAnd ? this.expression(right, met, exits) | unmet : met | this.expression(right, unmet, exits);
  }

  returned(node: ts.Expression, state: State, exits: Exit[]): State {
    const inner = unwrap(node);
    if (inner === this.watched.acquisition) return this.#hand(held);
    const after = this.expression(node, state, exits);
    return after & held && this.#connection.isAmongValues(inner) ? this.#hand(after) : after;
  }

  releases(node: ts.Node): boolean {
    return this.#connection.releases(node);
  }

  narrow(condition: ts.Expression, state: State): { met: State; unmet: State } {
    const node = unwrap(condition);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const { met, unmet } = this.narrow(node.operand, state);
      return { met: unmet, unmet: met };
    }
    if (this.#connection.isHeld(node)) return { met: state, unmet: state & ~held };
    if (this.#isFailure(node)) return { met: free, unmet: state };
    if (!ts.isBinaryExpression(node)) return { met: state, unmet: state };
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      const first = this.narrow(node.left, state);
      return { met: this.narrow(node.right, first.met).met, unmet: state };
    }
    if (isNothing(unwrap(node.right))) {
      const { met, unmet } = this.narrow(node.left, state);
      if (/^!==?$/.test(node.operatorToken.getText(this.file.tree.root))) return { met, unmet };
      if (/^===?$/.test(node.operatorToken.getText(this.file.tree.root))) return { met: unmet, unmet: met };
    }
    return { met: state, unmet: state };
  }

  #release(): State {
    this.released += 1;
    return free;
  }

  #hand(state: State): State {
    if (state & held) this.handed = true;
    return free;
  }
}

function rootOf(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = unwrap(at.expression);
  return at;
}

function isArgument(node: ts.Node): boolean {
  let at = node;
  while (ts.isPropertyAssignment(at.parent) || ts.isObjectLiteralExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) || ts.isNewExpression(at.parent);
}

function isAwaited(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isAwaitExpression(at);
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
}

/** `createClient()` of `createClient().on('error', log)`. */
function withoutListeners(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    if (!/^(on|once)$/.test(at.expression.name.text)) break;
    at = unwrap(at.expression.expression);
  }
  return at;
}
