import { memberName, propertyName, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import { enclosingClass } from './access-path';

/** `statements.all`, `Orders.all`, `this.all`: what the object or class of this file spells out for that member. */
export function spelledMember(tree: SyntaxTree, node: ts.Expression): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const name = memberName(node);
  const holder = unwrap(node.expression);
  if (name === undefined) return undefined;
  if (holder.kind === ts.SyntaxKind.ThisKeyword) {
    tree.bind();
    return memberOfClass(enclosingClass(node), name);
  }
  if (!ts.isIdentifier(holder)) return undefined;
  const declaration = tree.declarationOf(holder);
  if (declaration && ts.isClassLike(declaration)) return memberOfClass(declaration, name);
  const made =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  if (!made || !ts.isObjectLiteralExpression(made)) return undefined;
  const property = made.properties.find((each) => propertyName(each.name) === name);
  if (!property || !ts.isPropertyAssignment(property)) return undefined;
  // What is spread after it may take its place.
  const after = made.properties.slice(made.properties.indexOf(property) + 1);
  return after.some(ts.isSpreadAssignment) ? undefined : property.initializer;
}

function memberOfClass(holder: ts.ClassLikeDeclaration | undefined, name: string): ts.Expression | undefined {
  for (const member of holder?.members ?? [])
    if (ts.isPropertyDeclaration(member) && propertyName(member.name) === name) return member.initializer;
  return undefined;
}
