import { ts as compiler } from 'ts-morph';
import type { Language } from '../facts/facts';
import { type DeclaredName, type Scope, Scopes } from './scopes';
import type { Span } from './span';

export type { DeclaredName, Scope } from './scopes';

// A constant of our own: an import of a package is read through a getter each time, and nothing is asked more often than this.
export import ts = compiler;

/** What does something: a call, `new`, a tagged template, and whatever has an operator between two operands (assignments too). */
export type Operation =
  | ts.CallExpression
  | ts.NewExpression
  | ts.TaggedTemplateExpression
  | ts.BinaryExpression;

/** One JavaScript or TypeScript file as a tree. Names are looked up in its scopes; the compiler's binder, which costs as much as parsing, is not needed. */
export class SyntaxTree {
  readonly root: ts.SourceFile;
  #operations: readonly Operation[] | undefined;
  #identifiers: readonly ts.Identifier[] | undefined;
  readonly #scopes = new Scopes();
  #bound = false;

  constructor(path: string, text: string, language: Language) {
    this.root = ts.createSourceFile(
      path,
      text,
      // What comments say of types is nothing that facts speak of, and reading it is a tenth of the work.
      { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      false,
      scriptKinds[language] ?? ts.ScriptKind.TS,
    );
  }

  /** Syntax errors; a tree with errors still has everything that could be read. */
  get errors(): readonly ts.DiagnosticWithLocation[] {
    return (
      (this.root as ts.SourceFile & { parseDiagnostics?: ts.DiagnosticWithLocation[] }).parseDiagnostics ?? []
    );
  }

  /** Makes `parent` of every node available. */
  bind(): void {
    if (this.#bound) return;
    this.#bound = true;
    setParents(this.root);
  }

  /** The declaration that an identifier refers to, looked up through the scopes around it; undefined for a global. */
  declarationOf(name: ts.Identifier): ts.Declaration | undefined {
    return this.symbolOf(name)?.declaration;
  }

  /** The declared name that an identifier refers to; undefined for a global. */
  symbolOf(name: ts.Identifier): DeclaredName | undefined {
    this.bind();
    for (let at: ts.Node | undefined = name.parent; at; at = at.parent) {
      const found = this.#scopes.of(at)?.get(name.text);
      if (found) return found;
    }
    return undefined;
  }

  /** The scopes around a node, innermost first. */
  scopesAround(node: ts.Node): Scope[] {
    this.bind();
    const found: Scope[] = [];
    for (let at: ts.Node | undefined = node; at; at = at.parent) {
      const scope = this.#scopes.of(at);
      if (scope) found.push(scope);
    }
    return found;
  }

  /** All operations in the order of the text: whoever looks for some goes through these, and need not walk the tree again. */
  get operations(): readonly Operation[] {
    this.#operations ??= operationsOf(this.root);
    return this.#operations;
  }

  /** All names outside of types and imports, in the order of the text. */
  get identifiers(): readonly ts.Identifier[] {
    this.#identifiers ??= identifiersOf(this.root);
    return this.#identifiers;
  }

  /** Whoever walks the whole tree anyway gives all nodes their parents on the way, and says here what there was. */
  walked(operations: readonly Operation[], identifiers: readonly ts.Identifier[]): void {
    this.#operations = operations;
    this.#identifiers = identifiers;
    this.#bound = true;
  }

  /** The operations inside of a node, in the order of the text. */
  *operationsIn(node: ts.Node): Generator<Operation> {
    const { operations } = this;
    let low = 0;
    let high = operations.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((operations[middle] as Operation).pos < node.pos) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < operations.length; i++) {
      const operation = operations[i] as Operation;
      if (operation.pos >= node.end) return;
      if (operation.end <= node.end && operation !== node) yield operation;
    }
  }

  spanOf(node: ts.Node): Span {
    return { start: node.getStart(this.root), end: node.end };
  }

  textOf(node: ts.Node): string {
    return this.root.text.slice(node.getStart(this.root), node.end);
  }
}

/** Gives all nodes inside of one their parents. */
export function setParents(root: ts.Node): void {
  let parent = root;
  // Kept in a variable: a closure per node would cost as much as the visit.
  const visit = (node: ts.Node): void => {
    setParent(node, parent);
    const outer = parent;
    parent = node;
    ts.forEachChild(node, visit);
    parent = outer;
  };
  ts.forEachChild(root, visit);
}

export function setParent(node: ts.Node, parent: ts.Node): void {
  const settable: { parent: ts.Node } = node;
  settable.parent = parent;
}

/** Types say nothing that facts speak of. */
export function isTypeOnly(kind: ts.SyntaxKind): boolean {
  return (
    (kind >= ts.SyntaxKind.FirstTypeNode && kind <= ts.SyntaxKind.LastTypeNode) ||
    kind === ts.SyntaxKind.InterfaceDeclaration ||
    kind === ts.SyntaxKind.TypeAliasDeclaration
  );
}

function identifiersOf(root: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push(node);
    else if (!isTypeOnly(node.kind) && !ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

const scriptKinds: Partial<Record<Language, ts.ScriptKind>> = {
  typescript: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
  javascript: ts.ScriptKind.JSX,
  jsx: ts.ScriptKind.JSX,
};

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

// Asked for every node of every file: one look-up by kind, where `ts.isX` would be seven calls.
const functionKinds: boolean[] = [];
for (const kind of [
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]) {
  functionKinds[kind] = true;
}

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return functionKinds[node.kind] === true;
}

function operationsOf(root: ts.SourceFile): Operation[] {
  const operations: Operation[] = [];
  const visit = (node: ts.Node): void => {
    if (isOperation(node)) operations.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return operations;
}

function isOperation(node: ts.Node): node is Operation {
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isBinaryExpression(node)
  );
}

/** The expression below what changes nothing about its value: parentheses, casts, `!`, `satisfies`, `await`. */
export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  while (wrappingKinds[inner.kind] === true) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner;
}

// One look-up by kind as well: nearly every question about an expression begins with this one.
const wrappingKinds: boolean[] = [];
for (const kind of [
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.TypeAssertionExpression,
  ts.SyntaxKind.AwaitExpression,
]) {
  wrappingKinds[kind] = true;
}

/** The function around a node. Needs a bound tree. */
export function enclosingFunction(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}

/** The name of a property, when it is spelled out: `a`, `'a'`, `['a']`. */
export function propertyName(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  if (!name) return undefined;
  if (
    ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name) ||
    ts.isPrivateIdentifier(name)
  )
    return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return undefined;
}

/** The member that a property or element access reads, when it is spelled out. */
export function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text;
  return undefined;
}
