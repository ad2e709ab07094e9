import { propertyName, type SyntaxTree, ts } from '../source/syntax-tree';
import { number, type Source, worst } from './value-source';

/** What a TypeScript annotation promises; undefined where it allows any text. */
export function ofType(type: ts.TypeNode | undefined): Source | undefined {
  if (!type) return undefined;
  switch (type.kind) {
    case ts.SyntaxKind.NumberKeyword:
    case ts.SyntaxKind.BigIntKeyword:
    case ts.SyntaxKind.BooleanKeyword:
      return number;
  }
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'Date')
    return number;
  if (ts.isArrayTypeNode(type)) return ofType(type.elementType);
  if (ts.isLiteralTypeNode(type)) return { origin: 'enumeration' };
  if (ts.isUnionTypeNode(type)) {
    const options = type.types.map(ofType);
    return options.every((option) => option !== undefined) ? worst(options as Source[]) : undefined;
  }
  return undefined;
}

/** A member of a parameter whose annotated object type spells it out as a number or literals. */
export function ofTypedMember(
  tree: SyntaxTree,
  parameter: ts.ParameterDeclaration,
  name: string | undefined,
): Source | undefined {
  if (!parameter.type || name === undefined) return undefined;
  let type: ts.TypeNode | undefined = parameter.type;
  let members: readonly ts.TypeElement[] = [];
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const declaration = tree.declarationOf(type.typeName);
    if (declaration && ts.isInterfaceDeclaration(declaration)) members = declaration.members;
    type = declaration && ts.isTypeAliasDeclaration(declaration) ? declaration.type : undefined;
  }
  if (type && ts.isTypeLiteralNode(type)) members = type.members;
  const found = members.find((each) => propertyName(each.name as ts.PropertyName | undefined) === name);
  return found && ts.isPropertySignature(found) ? ofType(found.type) : undefined;
}
