import {
  type DeclaredName,
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  type SyntaxTree,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { isExported, isHandedOn, nameOf } from './function-syntax';

/** A later change of a variable. */
export interface Mutation {
  how: 'set' | 'append' | 'push';
  value: ts.Expression;
}

/** Uses of a name, by its text: which declaration each of them means is told when somebody asks. */
interface Uses {
  calls: { name: ts.Identifier; value: ts.CallExpression }[];
  mutations: { name: ts.Identifier; value: Mutation }[];
}

/** What a file does with its own names: who calls its functions, and how its variables change after their declaration. */
export class LocalUses {
  #uses: Map<string, Uses> | undefined;
  #handedOn: Map<string, ts.Identifier[]> | undefined;
  readonly #mutations = new Map<DeclaredName, Mutation[]>();

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
    const uses = symbol && this.#usesOf(name.text);
    if (!uses) return undefined;
    const calls = this.#ofSymbol(uses.calls, symbol);
    return calls.length === 0 || this.#isHandedOn(name.text, symbol) ? undefined : calls;
  }

  /** The calls of a variable that holds a function. */
  callsNamed(name: ts.Identifier): ts.CallExpression[] {
    const symbol = this.tree.symbolOf(name);
    return symbol ? this.#ofSymbol(this.#usesOf(name.text)?.calls ?? [], symbol) : [];
  }

  /** A private method is called only by its own class. */
  #callsOfMethod(method: ts.MethodDeclaration): ts.CallExpression[] | undefined {
    const isPrivate =
      ts.isPrivateIdentifier(method.name) ||
      method.modifiers?.some((each) => each.kind === ts.SyntaxKind.PrivateKeyword);
    const name = propertyName(method.name);
    if (!isPrivate || name === undefined) return undefined;
    const found: ts.CallExpression[] = [];
    for (const node of this.tree.operationsIn(method.parent)) {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) continue;
      const { expression } = node;
      if (expression.expression.kind === ts.SyntaxKind.ThisKeyword && expression.name.text === name)
        found.push(node);
    }
    return found;
  }

  /** Later changes of a variable: assignments, `+=`, and what is pushed to an array. */
  mutationsOf(name: ts.Identifier): Mutation[] {
    const symbol = this.tree.symbolOf(name);
    if (!symbol) return [];
    const known = this.#mutations.get(symbol);
    if (known) return known;
    const found = this.#ofSymbol(this.#usesOf(name.text)?.mutations ?? [], symbol);
    this.#mutations.set(symbol, found);
    return found;
  }

  #ofSymbol<T>(uses: readonly { name: ts.Identifier; value: T }[], symbol: DeclaredName): T[] {
    return uses.filter(({ name }) => this.tree.symbolOf(name) === symbol).map(({ value }) => value);
  }

  #usesOf(text: string): Uses | undefined {
    this.#uses ??= this.#collect();
    return this.#uses.get(text);
  }

  /** Resolving each name here would cost more than all questions together. */
  #collect(): Map<string, Uses> {
    const found = new Map<string, Uses>();
    const of = ({ text }: ts.Identifier): Uses => {
      let uses = found.get(text);
      if (!uses) {
        uses = { calls: [], mutations: [] };
        found.set(text, uses);
      }
      return uses;
    };
    const change = (name: ts.Identifier, value: Mutation) => of(name).mutations.push({ name, value });
    for (const node of this.tree.operations) {
      if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
        if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
          change(node.left, { how: 'set', value: node.right });
        if (node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken)
          change(node.left, { how: 'append', value: node.right });
      } else if (ts.isCallExpression(node)) {
        const callee = node.expression;
        if (ts.isIdentifier(callee)) of(callee).calls.push({ name: callee, value: node });
        else if (
          ts.isPropertyAccessExpression(callee) &&
          ts.isIdentifier(callee.expression) &&
          /^(push|unshift)$/.test(callee.name.text)
        ) {
          for (const value of node.arguments)
            change(callee.expression, {
              how: 'push',
              value: ts.isSpreadElement(value) ? value.expression : value,
            });
        }
      }
    }
    return found;
  }

  /** Whether a function is handed on as a value: then it has callers that the file does not show. */
  #isHandedOn(text: string, symbol: DeclaredName): boolean {
    this.#handedOn ??= this.#collectHandedOn();
    return this.#handedOn.get(text)?.some((each) => this.tree.symbolOf(each) === symbol) ?? false;
  }

  #collectHandedOn(): Map<string, ts.Identifier[]> {
    const found = new Map<string, ts.Identifier[]>();
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.Identifier) {
        const name = node as ts.Identifier;
        if (name.parent && isHandedOn(name)) found.set(name.text, [...(found.get(name.text) ?? []), name]);
      }
      ts.forEachChild(node, visit);
    };
    this.tree.bind();
    visit(this.tree.root);
    return found;
  }
}
