import type { FileLibraries } from '../../libraries/look-up';
import {
  type DeclaredName,
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  type SyntaxTree,
  ts,
} from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import type { OwnModules } from './own-modules';

// A constant of our own: the compiler's is read through a getter each time.
const kinds = ts.SyntaxKind;

/** Chains longer than this are not worth following, and cycles end here. */
const maxDepth = 24;

/**
 * Tells what an expression denotes, from the imports of its file (see `AccessPath`). Purely local: project
 * imports stay `./file#name`, which the model resolves further.
 */
export class AccessPaths {
  readonly #known = new Map<ts.Node, AccessPath | undefined>();
  #assignments: Map<DeclaredName, ts.Expression[]> | undefined;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly own: OwnModules,
    private readonly libraries: FileLibraries,
  ) {}

  /** Whether a path, or a specifier, leads to another file of the project. */
  isProjectPath(path: AccessPath): boolean {
    return isProjectPath(path, this.own);
  }

  /** What the expression denotes; undefined where nothing is known. */
  of(node: ts.Expression, depth = 0): AccessPath | undefined {
    if (depth > maxDepth) return undefined;
    const known = this.#known.get(node);
    if (known !== undefined || this.#known.has(node)) return known;
    this.#known.set(node, undefined);
    const path = this.#compute(node, depth + 1);
    this.#known.set(node, path);
    return path;
  }

  #compute(node: ts.Expression, depth: number): AccessPath | undefined {
    switch (node.kind) {
      case kinds.Identifier:
        return this.#ofIdentifier(node as ts.Identifier, depth);
      case kinds.PropertyAccessExpression:
      case kinds.ElementAccessExpression:
        return this.#ofMember(node as ts.PropertyAccessExpression | ts.ElementAccessExpression, depth);
      case kinds.CallExpression:
        return this.#ofCall(node as ts.CallExpression, depth);
      case kinds.NewExpression: {
        const made = this.of((node as ts.NewExpression).expression, depth);
        return made === undefined ? undefined : `${made}()`;
      }
      case kinds.TaggedTemplateExpression: {
        const tag = this.of((node as ts.TaggedTemplateExpression).tag, depth);
        return tag === undefined ? undefined : `${tag}()`;
      }
      case kinds.ParenthesizedExpression:
      case kinds.AsExpression:
      case kinds.NonNullExpression:
      case kinds.SatisfiesExpression:
      case kinds.TypeAssertionExpression:
      case kinds.AwaitExpression:
        return this.of((node as ts.AwaitExpression).expression, depth);
      case kinds.BinaryExpression: {
        const { left, operatorToken, right } = node as ts.BinaryExpression;
        const either = [kinds.BarBarToken, kinds.QuestionQuestionToken, kinds.AmpersandAmpersandToken];
        if (either.includes(operatorToken.kind)) {
          const first =
            operatorToken.kind === kinds.AmpersandAmpersandToken ? undefined : this.of(left, depth);
          return first && !first.startsWith('param:') && !first.startsWith('global#globalThis')
            ? first
            : (this.of(right, depth) ?? first);
        }
        return operatorToken.kind === kinds.EqualsToken ? this.of(right, depth) : undefined;
      }
      case kinds.ConditionalExpression:
        return (
          this.of((node as ts.ConditionalExpression).whenTrue, depth) ??
          this.of((node as ts.ConditionalExpression).whenFalse, depth)
        );
      default:
        return undefined;
    }
  }

  #ofIdentifier(name: ts.Identifier, depth: number): AccessPath | undefined {
    const declaration = this.tree.declarationOf(name);
    if (!declaration) return `global#${name.text}`;
    return this.ofDeclaration(declaration, depth);
  }

  /** What a declared name denotes. */
  ofDeclaration(declaration: ts.Declaration, depth = 0): AccessPath | undefined {
    if (ts.isImportSpecifier(declaration)) {
      const imported = (declaration.propertyName ?? declaration.name).text;
      return member(moduleOf(declaration.parent.parent.parent), imported);
    }
    if (ts.isImportClause(declaration)) return moduleOf(declaration.parent);
    if (ts.isNamespaceImport(declaration)) return moduleOf(declaration.parent.parent);
    if (ts.isImportEqualsDeclaration(declaration)) {
      const reference = declaration.moduleReference;
      return ts.isExternalModuleReference(reference) && ts.isStringLiteralLike(reference.expression)
        ? `${normalModule(reference.expression.text)}#`
        : undefined;
    }
    if (ts.isVariableDeclaration(declaration)) return this.#ofVariable(declaration, depth);
    if (ts.isBindingElement(declaration)) return this.#ofBinding(declaration, depth);
    if (ts.isParameter(declaration)) return this.#ofParameter(declaration);
    if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)) {
      return declaration.name ? `local#${declaration.name.text}` : undefined;
    }
    if ((ts.isFunctionExpression(declaration) || ts.isClassExpression(declaration)) && declaration.name)
      return `local#${declaration.name.text}`;
    if (ts.isEnumDeclaration(declaration)) return `local#${declaration.name.text}`;
    return undefined;
  }

  #ofVariable(declaration: ts.VariableDeclaration, depth: number): AccessPath | undefined {
    if (!ts.isIdentifier(declaration.name)) return undefined;
    const made = declaration.initializer && this.of(declaration.initializer, depth);
    if (made && !made.startsWith('param:')) return made;
    const typed = this.ofType(declaration.type);
    if (typed) return typed;
    if (declaration.initializer && isCallable(declaration.initializer))
      return `local#${declaration.name.text}`;
    if (made) return made;
    for (const value of this.#assignedTo(declaration)) {
      const path = this.of(value, depth);
      if (path) return path;
    }
    return undefined;
  }

  #ofBinding(element: ts.BindingElement, depth: number): AccessPath | undefined {
    const pattern = element.parent;
    const holder = pattern.parent;
    const whole = ts.isVariableDeclaration(holder)
      ? holder.initializer && this.of(holder.initializer, depth)
      : ts.isParameter(holder)
        ? this.#ofParameter(holder)
        : this.#ofBinding(holder, depth);
    if (whole === undefined) return undefined;
    if (element.dotDotDotToken) return whole;
    if (ts.isArrayBindingPattern(pattern)) return member(whole, String(pattern.elements.indexOf(element)));
    const key = propertyName(element.propertyName ?? element.name);
    return key === undefined ? undefined : member(whole, key);
  }

  #ofParameter(parameter: ts.ParameterDeclaration): AccessPath | undefined {
    return this.ofType(parameter.type) ?? `param:${parameter.parent.parameters.indexOf(parameter)}#`;
  }

  /** The instance that a type annotation promises: `Pool` imported from `pg` is `pg#Pool()`. */
  ofType(type: ts.TypeNode | undefined): AccessPath | undefined {
    if (!type) return undefined;
    if (ts.isUnionTypeNode(type)) {
      for (const option of type.types) {
        const path = this.ofType(option);
        if (path) return path;
      }
      return undefined;
    }
    if (ts.isParenthesizedTypeNode(type)) return this.ofType(type.type);
    if (!ts.isTypeReferenceNode(type)) return undefined;
    if (
      ts.isIdentifier(type.typeName) &&
      (type.typeName.text === 'Promise' || type.typeName.text === 'Readonly')
    ) {
      return this.ofType(type.typeArguments?.[0]);
    }
    const path = this.#ofEntityName(type.typeName);
    return path && !path.startsWith('global#') ? `${path}()` : undefined;
  }

  /** What the name of a type denotes: `./direction#Direction`. */
  ofTypeName(name: ts.EntityName): AccessPath | undefined {
    return this.#ofEntityName(name);
  }

  #ofEntityName(name: ts.EntityName): AccessPath | undefined {
    if (ts.isIdentifier(name)) {
      const declaration = this.tree.declarationOf(name);
      if (!declaration) return `global#${name.text}`;
      if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) return undefined;
      // A parameter that is called like its type: `constructor(private Sheet: Sheet)`.
      if (ts.isParameter(declaration)) return undefined;
      // A parameter may be called like its own type, and is no type.
      if (ts.isParameter(declaration) || ts.isBindingElement(declaration)) return undefined;
      return this.ofDeclaration(declaration);
    }
    const left = this.#ofEntityName(name.left);
    return left === undefined ? undefined : member(left, name.right.text);
  }

  #ofMember(
    node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    depth: number,
  ): AccessPath | undefined {
    const name = memberName(node);
    if (name === undefined) return undefined;
    if (node.expression.kind === kinds.ThisKeyword) {
      return this.#ofOwnMember(node, name, depth) ?? `this#${name}`;
    }
    const whole = this.of(node.expression, depth);
    return whole === undefined ? undefined : member(whole, name);
  }

  /** `this.name`: what the class declares, is given in its constructor, or assigns. */
  #ofOwnMember(node: ts.Node, name: string, depth: number): AccessPath | undefined {
    this.tree.bind();
    const owner = enclosingClass(node);
    if (!owner) return undefined;
    for (const element of owner.members) {
      if (ts.isPropertyDeclaration(element) && propertyName(element.name) === name) {
        const path =
          (element.initializer && this.of(element.initializer, depth)) ?? this.ofType(element.type);
        if (path) return path;
      }
      if (!ts.isConstructorDeclaration(element)) continue;
      for (const parameter of element.parameters) {
        const isProperty =
          parameter.modifiers?.some((modifier) => modifier.kind !== kinds.Decorator) ?? false;
        if (isProperty && propertyName(parameter.name) === name) return this.ofType(parameter.type);
      }
      for (const statement of element.body?.statements ?? []) {
        const value = assignmentToThis(statement, name);
        const path = value && this.of(value, depth);
        if (path && !path.startsWith('param:')) return path;
      }
    }
    return undefined;
  }

  #ofCall(node: ts.CallExpression, depth: number): AccessPath | undefined {
    const [first] = node.arguments;
    if (first && ts.isStringLiteralLike(first)) {
      if (node.expression.kind === kinds.ImportKeyword) return `${normalModule(first.text)}#`;
      if (ts.isIdentifier(node.expression) && node.expression.text === 'require')
        return `${normalModule(first.text)}#`;
    }
    const callee = this.of(node.expression, depth);
    // A promisified function is called in another way, and does the same.
    if (first && this.libraries.find('results', callee)?.is === 'callee') return this.of(first, depth);
    return callee === undefined ? undefined : `${callee}()`;
  }

  /** Values that are assigned to a variable after its declaration. */
  #assignedTo(declaration: ts.VariableDeclaration): ts.Expression[] {
    if (!ts.isIdentifier(declaration.name)) return [];
    const symbol = this.tree.symbolOf(declaration.name);
    return (symbol && this.assignments().get(symbol)) ?? [];
  }

  /** Plain assignments `name = value` of the whole file by symbol. */
  assignments(): Map<DeclaredName, ts.Expression[]> {
    if (this.#assignments) return this.#assignments;
    const found = new Map<DeclaredName, ts.Expression[]>();
    this.#assignments = found;
    for (const node of this.tree.operations) {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === kinds.EqualsToken &&
        ts.isIdentifier(node.left)
      ) {
        const symbol = this.tree.symbolOf(node.left);
        if (symbol) found.set(symbol, [...(found.get(symbol) ?? []), node.right]);
      }
    }
    return found;
  }
}

/** `whole.name`; a member of a module comes straight after the `#`, and `default` is the module itself. */
export function member(whole: AccessPath, name: string): AccessPath {
  if (whole.endsWith('#')) return name === 'default' ? whole : `${whole}${name}`;
  return `${whole}.${name}`;
}

/** Module and members of a path. */
export function splitPath(path: AccessPath): { module: string; members: string } {
  const at = path.indexOf('#', path.startsWith('#') ? 1 : 0);
  return { module: path.slice(0, at), members: path.slice(at + 1) };
}

function moduleOf(declaration: ts.ImportDeclaration | ts.JSDocImportTag): AccessPath {
  const specifier = declaration.moduleSpecifier;
  return `${ts.isStringLiteralLike(specifier) ? normalModule(specifier.text) : '?'}#`;
}

export function normalModule(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice(5) : specifier;
}

function isCallable(node: ts.Expression): boolean {
  return isFunctionNode(node) || ts.isClassExpression(node);
}

export function enclosingClass(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let at = node.parent; at; at = at.parent) if (ts.isClassLike(at)) return at;
  return undefined;
}

export function assignmentToThis(statement: ts.Statement, name: string): ts.Expression | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== kinds.EqualsToken)
    return undefined;
  const { left } = expression;
  const own = ts.isPropertyAccessExpression(left) && left.expression.kind === kinds.ThisKeyword;
  return own && left.name.text === name ? expression.right : undefined;
}

export type { FunctionNode };

/** Whether a path starts in another file of the project: by a relative path, one of the customs that nearly all projects keep, or a name of its own. */
export function isProjectPath(path: AccessPath, own: OwnModules): boolean {
  return /^(\.|@\/|~\/|src\/|#[\w-]*\/)/.test(path) || own.covers(path);
}
