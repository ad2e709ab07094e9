import {
  type DeclaredName,
  type FunctionNode,
  isFunctionNode,
  memberName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { isGivenBackBy } from './connection-clients';

/** What is watched: the variable that holds the connection, and how it is taken and given back. */
export interface Watched {
  /** The call that takes it; undefined for one that a callback is given. */
  acquisition?: ts.Node;
  symbol: DeclaredName;
  /** `done` of `pool.connect((error, client, done) => …)`. */
  done?: DeclaredName;
  /** The error of such a callback: where it is set, there is no connection. */
  error?: DeclaredName;
  /** Whether it is lent by a pool: one that is made here becomes the part of whatever it is built into. */
  lent: boolean;
  /** The method that gives it back, as the data sheet of its package calls it. */
  release: string;
}

const releaser =
  /release|close|end|dispose|destroy|free|done|clean|return|disconnect|finish|quit|shut|drain|give/i;

/** One connection in the code of a function: what holds it, what speaks of it, what gives it back. */
export class HeldConnection {
  constructor(
    private readonly file: FileReader,
    private readonly watched: Watched,
  ) {}

  /** `client.release()`, `done()`, `pool.release(client)`, `cleanUp()` of a function beside it that gives it back. */
  isRelease(node: ts.CallExpression | ts.NewExpression): boolean {
    const callee = unwrap(node.expression);
    if (this.isDone(callee)) return true;
    if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
      const name = memberName(callee) ?? this.file.text(callee);
      if (this.isHeld(callee.expression)) return isGivenBackBy(name, this.watched) || /[dD]ispose/.test(name);
    }
    const name = calleeName(node.expression) ?? '';
    const mayGiveBack = releaser.test(name) || name === this.watched.release;
    if (mayGiveBack && (node.arguments ?? []).some((each) => this.isHeld(each))) return true;
    if (!ts.isCallExpression(node)) return false;
    const target = this.file.values.functionOf(callee);
    return target !== undefined && this.releasesHeld(target, node);
  }

  /** Whether a function of the file gives it back: the variable itself, or the parameter that it is given as. */
  releasesHeld(target: FunctionNode, call: ts.CallExpression): boolean {
    if (!target.body) return false;
    if (this.releases(target.body)) return true;
    const index = call.arguments.findIndex((each) => this.isHeld(each));
    const parameter = index < 0 ? undefined : target.parameters[index];
    if (!parameter || !ts.isIdentifier(parameter.name)) return false;
    const symbol = this.file.tree.symbolOf(parameter.name);
    if (!symbol) return false;
    const below = new HeldConnection(this.file, { ...this.watched, symbol });
    return below.releases(target.body);
  }

  /** `client.release`, which is given away to be called later. */
  isReleaseItself(node: ts.Expression): boolean {
    return (
      ts.isPropertyAccessExpression(node) &&
      this.isHeld(node.expression) &&
      isGivenBackBy(node.name.text, this.watched)
    );
  }

  /** Whether an expression's value is the connection, or holds it: `client`, `{ client }`, `() => client.query()`. */
  isAmongValues(node: ts.Node): boolean {
    if (isFunctionNode(node)) return node.body !== undefined && this.mentions(node.body);
    if (ts.isIdentifier(node)) return this.isHeld(node);
    if (ts.isShorthandPropertyAssignment(node))
      return (
        this.file.tree.symbolOf(node.name) === this.watched.symbol ||
        node.name.text === this.watched.symbol.name
      );
    if (ts.isPropertyAssignment(node)) return this.isAmongValues(unwrap(node.initializer));
    if (ts.isMethodDeclaration(node)) return node.body !== undefined && this.mentions(node.body);
    if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return this.isAmongValues(node.expression);
    if (ts.isObjectLiteralExpression(node)) return node.properties.some((each) => this.isAmongValues(each));
    if (ts.isArrayLiteralExpression(node))
      return node.elements.some((each) => this.isAmongValues(unwrap(each)));
    if (ts.isConditionalExpression(node))
      return this.isAmongValues(unwrap(node.whenTrue)) || this.isAmongValues(unwrap(node.whenFalse));
    if (ts.isBinaryExpression(node))
      return this.isAmongValues(unwrap(node.right)) || this.isAmongValues(unwrap(node.left));
    return false;
  }

  /** Whether code gives it back in some place. */
  releases(node: ts.Node): boolean {
    let found = false;
    const visit = (at: ts.Node): void => {
      if (found) return;
      if (ts.isCallExpression(at)) {
        const callee = unwrap(at.expression);
        const own =
          (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) &&
          this.isHeld(callee.expression) &&
          (isGivenBackBy(memberName(callee) ?? '', this.watched) ||
            /[dD]ispose/.test(this.file.text(callee)));
        const given =
          at.arguments.some((each) => this.isHeld(each)) && releaser.test(calleeName(at.expression) ?? '');
        found = own || given || this.isDone(callee) || at.arguments.some((each) => this.isDone(unwrap(each)));
      }
      ts.forEachChild(at, visit);
    };
    visit(node);
    return found;
  }

  /** Whether code speaks of it. */
  mentions(node: ts.Node): boolean {
    if (ts.isIdentifier(node)) return this.isHeld(node);
    return ts.forEachChild(node, (child) => this.mentions(child) || undefined) ?? false;
  }

  /** Whether an expression is the variable that holds it. */
  isHeld(node: ts.Expression): boolean {
    const inner = unwrap(node);
    return (
      ts.isIdentifier(inner) &&
      inner.text === this.watched.symbol.name &&
      this.file.tree.symbolOf(inner) === this.watched.symbol
    );
  }

  /** Whether an expression is the `done` that came with it. */
  isDone(node: ts.Expression): boolean {
    return (
      this.watched.done !== undefined &&
      ts.isIdentifier(node) &&
      this.file.tree.symbolOf(node) === this.watched.done
    );
  }
}
