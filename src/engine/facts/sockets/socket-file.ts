import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { enclosingClass } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { calleeName } from '../reading/file-reader';

const kinds = ts.SyntaxKind;

/** A function that is registered for an event of something: `socket.on('close', handler)`, `socket.onclose = handler`. */
export interface Registration {
  receiver: ts.Expression;
  event: string;
  handler: ts.Expression;
  node: ts.CallExpression | ts.BinaryExpression;
}

/** Nodes that are visited along calls in one file: enough for any that people write, and an end for those that machines do. */
const maxVisits = 300_000;

/** After what something runs: a timer's delay, or something that cannot be told. */
export interface Wait {
  kind: 'timeout' | 'interval' | 'unknown';
  delay?: ts.Expression;
}

/** What the collectors of sockets share: one more look at a file that speaks of sockets, and ways to follow its functions. */
export class SocketFile {
  readonly news: ts.NewExpression[] = [];
  readonly calls: ts.CallExpression[] = [];
  /** Plain assignments. */
  readonly assignments: ts.BinaryExpression[] = [];
  readonly deletions: ts.DeleteExpression[] = [];
  readonly declarations: ts.VariableDeclaration[] = [];
  readonly functions: FunctionNode[] = [];
  readonly classes: ts.ClassLikeDeclaration[] = [];
  readonly loops: (ts.ForOfStatement | ts.ForInStatement)[] = [];
  /** `for (;;)` loops. */
  readonly counted: ts.ForStatement[] = [];
  readonly registrations: Registration[] = [];
  /** Identifiers that are used, and members that are read, by their name. */
  readonly #named = new Map<string, ts.Expression[]>();

  constructor(readonly file: FileReader) {
    file.tree.bind();
    const visit = (node: ts.Node): void => {
      this.#note(node);
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(file.tree.root, visit);
    for (const call of this.calls) this.#noteListener(call);
    for (const each of this.assignments) this.#noteHandlerProperty(each);
  }

  #note(node: ts.Node): void {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) this.#noteName(node);
    else if (isFunctionNode(node)) this.functions.push(node);
    else if (ts.isClassLike(node)) this.classes.push(node);
    else if (ts.isNewExpression(node)) this.news.push(node);
    else if (ts.isCallExpression(node)) this.calls.push(node);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === kinds.EqualsToken)
      this.assignments.push(node);
    else if (ts.isDeleteExpression(node)) this.deletions.push(node);
    else if (ts.isVariableDeclaration(node)) this.declarations.push(node);
    else if (ts.isForStatement(node)) this.counted.push(node);
    else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) this.loops.push(node);
  }

  #noteName(node: ts.Identifier | ts.PrivateIdentifier): void {
    const holder = node.parent;
    const isMember = ts.isPropertyAccessExpression(holder) && holder.name === node;
    const used = isMember ? holder : node;
    if (!ts.isIdentifier(used) && !ts.isPropertyAccessExpression(used)) return;
    const known = this.#named.get(node.text);
    if (known) known.push(used);
    else this.#named.set(node.text, [used]);
  }

  /** Uses of a name: as a variable, or as a member that is read or written. */
  named(name: string): readonly ts.Expression[] {
    return this.#named.get(name) ?? [];
  }

  #uses: Map<string, ts.Expression[]> | undefined;

  /** Expressions of the file that stand for a place. */
  usesOf(place: string): readonly ts.Expression[] {
    if (!this.#uses) {
      this.#uses = new Map();
      for (const each of [...this.#named.values()].flat()) {
        const at = this.placeOf(each);
        if (at === undefined) continue;
        const known = this.#uses.get(at);
        if (known) known.push(each);
        else this.#uses.set(at, [each]);
      }
    }
    return this.#uses.get(place) ?? [];
  }

  /** Some use of a member of a class: `this.socket`. */
  memberUse(owner: ts.ClassLikeDeclaration | undefined, name: ts.PropertyName): ts.Expression | undefined {
    const text = propertyName(name);
    return this.named(text ?? '').find(
      (each) =>
        ts.isPropertyAccessExpression(each) &&
        each.expression.kind === kinds.ThisKeyword &&
        enclosingClass(each) === owner,
    );
  }

  /** What `setSocket` sets, of `const [socket, setSocket] = useState()`. */
  stateOf(setter: ts.Identifier): ts.BindingName | undefined {
    const declaration = this.file.tree.declarationOf(setter);
    if (!declaration || !ts.isBindingElement(declaration) || !ts.isArrayBindingPattern(declaration.parent))
      return undefined;
    const [first] = declaration.parent.elements;
    return first && ts.isBindingElement(first) ? first.name : undefined;
  }

  #noteListener(call: ts.CallExpression): void {
    const callee = unwrap(call.expression);
    if (!ts.isPropertyAccessExpression(callee)) return;
    if (!/^(on|once|addListener|prependListener|addEventListener)$/.test(callee.name.text)) return;
    const [event, handler] = call.arguments;
    if (!event || !handler || !ts.isStringLiteralLike(event)) return;
    this.registrations.push({ receiver: unwrap(callee.expression), event: event.text, handler, node: call });
  }

  #noteHandlerProperty(node: ts.BinaryExpression): void {
    const left = unwrap(node.left);
    if (!ts.isPropertyAccessExpression(left)) return;
    const event = /^on(open|close|message|error)$/.exec(left.name.text)?.[1];
    if (event === undefined) return;
    const empty = node.right.kind === kinds.NullKeyword || this.file.text(node.right) === 'undefined';
    if (!empty)
      this.registrations.push({ receiver: unwrap(left.expression), event, handler: node.right, node });
  }

  #assigned: Map<string, ts.Expression[]> | undefined;
  #callsByTarget: Map<FunctionNode, ts.CallExpression[]> | undefined;
  readonly #places = new Map<ts.Node, string | undefined>();
  readonly #functionsBehind = new Map<ts.Node, FunctionNode | undefined>();
  #visitsLeft = maxVisits;

  /** The calls of a function in this file. */
  callsOf(target: FunctionNode): readonly ts.CallExpression[] {
    if (!this.#callsByTarget) {
      this.#callsByTarget = new Map();
      for (const call of this.calls) {
        const of = this.functionOf(call.expression);
        if (!of) continue;
        const known = this.#callsByTarget.get(of);
        if (known) known.push(call);
        else this.#callsByTarget.set(of, [call]);
      }
    }
    return this.#callsByTarget.get(target) ?? [];
  }

  /** What is assigned to a place, in the order of the text. */
  assignedTo(place: string): readonly ts.Expression[] {
    if (!this.#assigned) {
      this.#assigned = new Map();
      for (const { left, right } of this.assignments) {
        const to = this.placeOf(left);
        if (to !== undefined) this.#assigned.set(to, [...(this.#assigned.get(to) ?? []), right]);
      }
    }
    return this.#assigned.get(place) ?? [];
  }

  /**
   * What an expression stands for as a place that keeps a value: the same text for the same variable or member. Undefined for
   * what is no place.
   */
  placeOf(expression: ts.Expression): string | undefined {
    const node = unwrap(expression);
    if (this.#places.has(node)) return this.#places.get(node);
    const place = this.#placeOf(node);
    this.#places.set(node, place);
    return place;
  }

  #placeOf(node: ts.Expression): string | undefined {
    if (ts.isIdentifier(node)) {
      const declaration = this.file.tree.declarationOf(node);
      return declaration ? `${node.text}@${declaration.pos}` : node.text;
    }
    if (node.kind === kinds.ThisKeyword)
      return `${enclosingClass(node)?.name?.text ?? 'this'}@${enclosingClass(node)?.pos ?? ''}`;
    const name = memberName(node);
    if (name === undefined) return undefined;
    const whole = this.placeOf((node as ts.PropertyAccessExpression).expression);
    return whole === undefined ? undefined : `${whole}.${name}`;
  }

  /** The function of this file that an expression stands for, through `bind`, hooks that keep a function, and members. */
  functionOf(expression: ts.Expression, depth = 0): FunctionNode | undefined {
    const node = unwrap(expression);
    if (this.#functionsBehind.has(node)) return this.#functionsBehind.get(node);
    const found = this.#functionOf(node, depth);
    this.#functionsBehind.set(node, found);
    return found;
  }

  #functionOf(node: ts.Expression, depth: number): FunctionNode | undefined {
    if (isFunctionNode(node)) return node;
    if (depth > 4) return undefined;
    if (ts.isIdentifier(node)) {
      const declaration = this.file.tree.declarationOf(node);
      if (!declaration) return undefined;
      if (ts.isFunctionDeclaration(declaration)) return declaration;
      return ts.isVariableDeclaration(declaration) && declaration.initializer
        ? this.functionOf(declaration.initializer, depth + 1)
        : undefined;
    }
    if (ts.isCallExpression(node)) {
      const name = calleeName(node.expression);
      if (name === 'bind' && ts.isPropertyAccessExpression(node.expression))
        return this.functionOf(node.expression.expression, depth + 1);
      const [first] = node.arguments;
      return first &&
        /^(useCallback|useEvent|useEffectEvent|debounce|throttle|useRef|useMemoizedFn)$/.test(name ?? '')
        ? this.functionOf(first, depth + 1)
        : undefined;
    }
    const name = memberName(node);
    return name === undefined ? undefined : this.#member(node as ts.PropertyAccessExpression, name, depth);
  }

  #member(node: ts.PropertyAccessExpression, name: string, depth: number): FunctionNode | undefined {
    const holder = unwrap(node.expression);
    if (holder.kind === kinds.ThisKeyword) return memberFunction(this, enclosingClass(node), name, depth);
    // `connectRef.current` is what was last put there.
    if (name === 'current') {
      const place = this.placeOf(node);
      const [put] = place === undefined ? [] : this.assignedTo(place);
      return this.functionOf(put ?? holder, depth + 1);
    }
    if (!ts.isIdentifier(holder)) return undefined;
    const declaration = this.file.tree.declarationOf(holder);
    if (declaration && ts.isClassDeclaration(declaration))
      return memberFunction(this, declaration, name, depth);
    const value =
      declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
        ? unwrap(declaration.initializer)
        : undefined;
    if (!value) return undefined;
    if (ts.isObjectLiteralExpression(value)) {
      const found = value.properties.find((each) => propertyName(each.name) === name);
      if (found && ts.isMethodDeclaration(found)) return found;
      return found && ts.isPropertyAssignment(found)
        ? this.functionOf(found.initializer, depth + 1)
        : undefined;
    }
    if (!ts.isNewExpression(value) || !ts.isIdentifier(value.expression)) return undefined;
    const made = this.file.tree.declarationOf(value.expression);
    return made && ts.isClassDeclaration(made) ? memberFunction(this, made, name, depth) : undefined;
  }

  /**
   * Visits what runs when `start` runs, through the functions of this file that are called or handed to timers. `wait` is what it waits
   * for before.
   */
  reach(start: ts.Node, visit: (node: ts.Node, wait: Wait | undefined) => void): void {
    const seen = new Set<ts.Node>();
    const enter = (node: ts.Node, wait: Wait | undefined, depth: number): void => {
      if (seen.has(node) || depth > 10) return;
      seen.add(node);
      const own = wait ?? this.#sleptIn(node);
      const go = (child: ts.Node): void => {
        if (this.#visitsLeft-- <= 0) return;
        visit(child, own);
        if (ts.isCallExpression(child) && this.#follow(child, own, depth, enter)) return;
        ts.forEachChild(child, go);
      };
      go(node);
    };
    enter(start, undefined, 0);
  }

  /** Follows a call; true when its callback was followed as one that waits. */
  #follow(
    call: ts.CallExpression,
    wait: Wait | undefined,
    depth: number,
    enter: (node: ts.Node, wait: Wait | undefined, depth: number) => void,
  ): boolean {
    const name = calleeName(call.expression) ?? '';
    const [callback, delay] = call.arguments;
    if (callback && /^set(Timeout|Interval)$/.test(name)) {
      const next: Wait = {
        kind: name === 'setTimeout' ? 'timeout' : 'interval',
        ...(delay ? { delay } : {}),
      };
      enter(this.functionOf(callback) ?? callback, next, depth + 1);
      return true;
    }
    const target = this.functionOf(call.expression);
    if (target) enter(target, wait, depth + 1);
    for (const argument of call.arguments) {
      const handed = isFunctionNode(unwrap(argument)) ? undefined : this.functionOf(argument);
      // Who is given the function decides when to call it.
      if (handed) enter(handed, wait ?? { kind: 'unknown' }, depth + 1);
    }
    return false;
  }

  /** `await sleep(1000)` in a function. */
  #sleptIn(node: ts.Node): Wait | undefined {
    if (!isFunctionNode(node) || !node.body) return undefined;
    let found: Wait | undefined;
    const visit = (child: ts.Node): void => {
      if (found || isFunctionNode(child)) return;
      if (ts.isAwaitExpression(child)) {
        const awaited = unwrap(child.expression);
        const name = ts.isCallExpression(awaited) ? calleeName(awaited.expression) : undefined;
        if (
          ts.isCallExpression(awaited) &&
          /^(sleep|delay|wait|pause|backoff|setTimeout|timeout)/i.test(name ?? '')
        ) {
          const [delay] = awaited.arguments;
          found = delay ? { kind: 'timeout', delay } : { kind: 'unknown' };
          return;
        }
        const delay = ts.isNewExpression(awaited) ? promisedDelay(awaited) : undefined;
        if (delay) found = { kind: 'timeout', delay };
      }
      ts.forEachChild(child, visit);
    };
    visit(node.body);
    return found;
  }
}

/** `new Promise((resolve) => setTimeout(resolve, 1000))`. */
function promisedDelay(node: ts.NewExpression): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (child: ts.Node): void => {
    if (ts.isCallExpression(child) && calleeName(child.expression) === 'setTimeout')
      found ??= child.arguments[1];
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function memberFunction(
  sockets: SocketFile,
  owner: ts.ClassLikeDeclaration | undefined,
  name: string,
  depth: number,
): FunctionNode | undefined {
  for (const each of owner?.members ?? []) {
    if (propertyName(each.name) !== name) continue;
    if (ts.isMethodDeclaration(each)) return each;
    if (ts.isPropertyDeclaration(each) && each.initializer)
      return sockets.functionOf(each.initializer, depth + 1);
  }
  return undefined;
}

/** The nearest statement around a node. */
export function statementOf(node: ts.Node): ts.Statement | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (ts.isStatement(at)) return at;
  return undefined;
}

/** The white space before the first word of a node's line. */
export function indentOf(file: FileReader, node: ts.Node): string {
  const { text } = file.tree.root;
  const start = node.getStart(file.tree.root);
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
}

/** One step of the file's indentation. */
export function stepOf(file: FileReader): string {
  const first = /\n(\t| {2,8})(?=\S)/.exec(file.tree.root.text)?.[1];
  return first ?? '  ';
}

/** `;` where the file's statements end with one. */
export function semicolonOf(file: FileReader): string {
  return /;\s*(\n|$)/.test(file.tree.root.text) ? ';' : '';
}
