import { propertyName, type SyntaxTree, ts } from '../../source/syntax-tree';
import type { AccessPaths } from './access-path';
import { madeElsewhere, number, type Source, worst } from './value-source';

const maxDepth = 5;

/** What TypeScript annotations promise of values. */
export class TypedValues {
  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
  ) {}

  /**
   * What an annotation promises; undefined where it allows any text. A type of another file is asked for there, and is taken for
   * `otherwise` until then.
   */
  of(type: ts.TypeNode | undefined, otherwise?: Source, depth = 0): Source | undefined {
    if (!type || depth > maxDepth) return undefined;
    const next = (each: ts.TypeNode | undefined) => this.of(each, otherwise, depth + 1);
    switch (type.kind) {
      case ts.SyntaxKind.NumberKeyword:
      case ts.SyntaxKind.BigIntKeyword:
      case ts.SyntaxKind.BooleanKeyword:
      case ts.SyntaxKind.UndefinedKeyword:
        return number;
    }
    if (ts.isArrayTypeNode(type)) return next(type.elementType);
    if (ts.isParenthesizedTypeNode(type)) return next(type.type);
    if (ts.isLiteralTypeNode(type)) return { origin: 'enumeration' };
    if (ts.isTypeOperatorNode(type)) {
      return type.operator === ts.SyntaxKind.KeyOfKeyword ? { origin: 'enumeration' } : next(type.type);
    }
    // `(typeof columns)[number]`.
    if (ts.isIndexedAccessTypeNode(type))
      return /^\(?typeof\b/.test(this.tree.textOf(type.objectType)) ? { origin: 'enumeration' } : undefined;
    if (ts.isUnionTypeNode(type)) {
      const options = type.types.map(next);
      return options.every((option) => option !== undefined) ? worst(options as Source[]) : undefined;
    }
    return ts.isTypeReferenceNode(type) ? this.#ofReference(type, otherwise, depth) : undefined;
  }

  #ofReference(type: ts.TypeReferenceNode, otherwise: Source | undefined, depth: number): Source | undefined {
    const name = ts.isIdentifier(type.typeName) ? type.typeName : undefined;
    if (name?.text === 'Date') return number;
    if (name && /^(Array|ReadonlyArray|Readonly|NonNullable|Set|ReadonlySet|Partial)$/.test(name.text))
      return this.of(type.typeArguments?.[0], otherwise, depth + 1);
    const declaration = name && this.tree.declarationOf(name);
    if (declaration && ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
    if (declaration && ts.isTypeAliasDeclaration(declaration))
      return this.of(declaration.type, otherwise, depth + 1);
    if (!otherwise) return undefined;
    const path = this.paths.ofTypeName(type.typeName);
    return path !== undefined && this.paths.isProjectPath(path)
      ? this.#elsewhere(path, otherwise)
      : undefined;
  }

  #elsewhere(path: string, otherwise: Source): Source {
    return { ...otherwise, ...madeElsewhere(path, otherwise.origin) };
  }

  /** A member of what an annotation describes as an object: spelled out here, or in another file. */
  ofMember(type: ts.TypeNode | undefined, name: string, otherwise: Source): Source | undefined {
    const members = this.membersOf(type);
    if (members) {
      const found = members.find((each) => propertyName(each.name as ts.PropertyName | undefined) === name);
      return found && (ts.isPropertySignature(found) || ts.isPropertyDeclaration(found))
        ? this.of(found.type, otherwise)
        : undefined;
    }
    if (!type || !ts.isTypeReferenceNode(type)) return undefined;
    const path = this.paths.ofTypeName(type.typeName);
    return path !== undefined && this.paths.isProjectPath(path)
      ? this.#elsewhere(`${path}.${name}`, otherwise)
      : undefined;
  }

  /** The members of an object type, an interface or a class of this file. */
  membersOf(type: ts.TypeNode | undefined): readonly (ts.TypeElement | ts.ClassElement)[] | undefined {
    if (!type) return undefined;
    if (ts.isTypeLiteralNode(type)) return type.members;
    if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
    if (/^(Readonly|Partial|Required)$/.test(type.typeName.text))
      return this.membersOf(type.typeArguments?.[0]);
    const declaration = this.tree.declarationOf(type.typeName);
    if (!declaration) return undefined;
    if (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration))
      return declaration.members;
    return ts.isTypeAliasDeclaration(declaration) ? this.membersOf(declaration.type) : undefined;
  }
}
