import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  type SyntaxTree,
  ts,
  unwrap,
} from '../source/syntax-tree';
import { isExported, isHandedOn, nameOf } from './function-syntax';

/** A later change of a variable. */
export interface Mutation {
  how: 'set' | 'append' | 'push';
  value: ts.Expression;
}

/** What a file does with its own names: who calls its functions, and how its variables change after their declaration. */
export class LocalUses {
  #calls: Map<ts.Symbol, ts.CallExpression[]> | undefined;
  #mutations: Map<ts.Symbol, Mutation[]> | undefined;
  readonly #escaped = new Set<ts.Symbol>();

  constructor(private readonly tree: SyntaxTree) {}

  /** The function of this file that a callee names, directly or as a method of the same class. */
  functionOf(callee: ts.Expression): FunctionNode | undefined {
    const node = unwrap(callee);
    if (ts.isIdentifier(node)) {
      const declaration = this.tree.declarationOf(node);
      if (!declaration) return undefined;
      if (ts.isFunctionDeclaration(declaration)) return declaration;
      if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
        const value = unwrap(declaration.initializer);
        return isFunctionNode(value) ? value : undefined;
      }
      return undefined;
    }
    const name = memberName(node);
    if (
      name === undefined ||
      !ts.isPropertyAccessExpression(node) ||
      node.expression.kind !== ts.SyntaxKind.ThisKeyword
    )
      return undefined;
    this.tree.bind();
    for (let at = node.parent; at; at = at.parent) {
      if (!ts.isClassLike(at)) continue;
      const found = at.members.find(
        (each) => ts.isMethodDeclaration(each) && propertyName(each.name) === name,
      );
      return found && ts.isMethodDeclaration(found) ? found : undefined;
    }
    return undefined;
  }

  /** All calls of a function, when the file shows them all: it is named, and not exported. */
  callsOf(callee: FunctionNode): ts.CallExpression[] | undefined {
    const name = nameOf(callee);
    if (ts.isMethodDeclaration(callee)) return this.#callsOfMethod(callee);
    if (!name || !ts.isIdentifier(name) || isExported(callee)) return undefined;
    const symbol = this.tree.symbolOf(name);
    if (!symbol) return undefined;
    if (!this.#calls) this.#collect();
    return this.#escaped.has(symbol) ? undefined : this.#calls?.get(symbol);
  }

  /** The calls of a variable that holds a function. */
  callsNamed(name: ts.Identifier): ts.CallExpression[] {
    if (!this.#calls) this.#collect();
    const symbol = this.tree.symbolOf(name);
    return (symbol && this.#calls?.get(symbol)) ?? [];
  }

  /** A private method is called only by its own class. */
  #callsOfMethod(method: ts.MethodDeclaration): ts.CallExpression[] | undefined {
    const isPrivate =
      ts.isPrivateIdentifier(method.name) ||
      method.modifiers?.some((each) => each.kind === ts.SyntaxKind.PrivateKeyword);
    const name = propertyName(method.name);
    if (!isPrivate || name === undefined) return undefined;
    const found: ts.CallExpression[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const { expression } = node;
        if (expression.expression.kind === ts.SyntaxKind.ThisKeyword && expression.name.text === name)
          found.push(node);
      }
      ts.forEachChild(node, visit);
    };
    visit(method.parent);
    return found;
  }

  /** Later changes of a variable: assignments, `+=`, and what is pushed to an array. */
  mutationsOf(name: ts.Identifier): Mutation[] {
    if (!this.#mutations) this.#collect();
    const symbol = this.tree.symbolOf(name);
    return (symbol && this.#mutations?.get(symbol)) ?? [];
  }

  #collect(): void {
    const calls = new Map<ts.Symbol, ts.CallExpression[]>();
    const mutations = new Map<ts.Symbol, Mutation[]>();
    const add = <T>(map: Map<ts.Symbol, T[]>, name: ts.Identifier, value: T): void => {
      const symbol = this.tree.symbolOf(name);
      if (!symbol) return;
      const list = map.get(symbol);
      if (list) list.push(value);
      else map.set(symbol, [value]);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
        if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
          add(mutations, node.left, { how: 'set', value: node.right });
        if (node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken)
          add(mutations, node.left, { how: 'append', value: node.right });
      }
      if (ts.isCallExpression(node)) {
        if (ts.isIdentifier(node.expression)) add(calls, node.expression, node);
        const callee = node.expression;
        if (
          ts.isPropertyAccessExpression(callee) &&
          ts.isIdentifier(callee.expression) &&
          /^(push|unshift)$/.test(callee.name.text)
        ) {
          for (const value of node.arguments)
            add(mutations, callee.expression, {
              how: 'push',
              value: ts.isSpreadElement(value) ? value.expression : value,
            });
        }
      }
      // A function that is handed on as a value has callers that the file does not show.
      if (ts.isIdentifier(node) && node.parent && isHandedOn(node)) {
        const symbol = this.tree.symbolOf(node);
        if (symbol) this.#escaped.add(symbol);
      }
      ts.forEachChild(node, visit);
    };
    this.tree.bind();
    this.#calls = calls;
    this.#mutations = mutations;
    visit(this.tree.root);
  }
}
