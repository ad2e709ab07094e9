import { propertyName, ts, unwrap } from '../../../source/syntax-tree';
import { assignmentToThis, enclosingClass } from '../../reading/access-path';
import type { FileReader } from '../../reading/file-reader';

/** How a name or a member of `this` is declared: its type, its decorators, and the value it is given first. */
export interface Declared {
  type?: ts.TypeNode | undefined;
  decorators: readonly ts.Decorator[];
  value?: ts.Expression | undefined;
}

/** The declaration of `name` or `this.name`; undefined for any other expression. */
export function declaredAs(file: FileReader, expression: ts.Expression): Declared | undefined {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    if (declaration && ts.isParameter(declaration))
      return { type: declaration.type, decorators: ts.getDecorators(declaration) ?? [] };
    if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
    if (declaration.initializer)
      return { type: declaration.type, decorators: [], value: declaration.initializer };
    const symbol = file.tree.symbolOf(node);
    const [value] = (symbol && file.paths.assignments().get(symbol)) ?? [];
    return { type: declaration.type, decorators: [], value };
  }
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  file.tree.bind();
  return memberOf(enclosingClass(node), node.name.text);
}

function memberOf(owner: ts.ClassLikeDeclaration | undefined, name: string): Declared | undefined {
  for (const element of owner?.members ?? []) {
    if (ts.isPropertyDeclaration(element) && propertyName(element.name) === name) {
      const found = {
        type: element.type,
        decorators: ts.getDecorators(element) ?? [],
        value: element.initializer ?? assignedIn(owner, name),
      };
      return found;
    }
    if (ts.isGetAccessorDeclaration(element) && propertyName(element.name) === name) {
      const last = element.body?.statements[element.body.statements.length - 1];
      const value = last && ts.isReturnStatement(last) ? last.expression : undefined;
      return { type: element.type, decorators: [], value };
    }
    if (!ts.isConstructorDeclaration(element)) continue;
    for (const parameter of element.parameters) {
      if (parameter.modifiers?.length && propertyName(parameter.name) === name)
        return { type: parameter.type, decorators: ts.getDecorators(parameter) ?? [] };
    }
  }
  const value = assignedIn(owner, name);
  return value ? { decorators: [], value } : undefined;
}

function assignedIn(owner: ts.ClassLikeDeclaration | undefined, name: string): ts.Expression | undefined {
  for (const element of owner?.members ?? []) {
    if (!ts.isConstructorDeclaration(element)) continue;
    for (const statement of element.body?.statements ?? []) {
      const value = assignmentToThis(statement, name);
      if (value) return value;
    }
  }
  return undefined;
}

/** `Repository` and `User` of `Repository<User>`; `typeof User` counts as `User`. */
export function namesOfType(type: ts.TypeNode | undefined): { name: string; of?: ts.Node } | undefined {
  if (!type) return undefined;
  if (ts.isUnionTypeNode(type)) {
    for (const each of type.types) {
      const found = namesOfType(each);
      if (found) return found;
    }
    return undefined;
  }
  if (ts.isTypeQueryNode(type)) return { name: 'typeof', of: type.exprName };
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const name = ts.isIdentifier(type.typeName) ? type.typeName.text : type.typeName.right.text;
  const [argument] = type.typeArguments ?? [];
  if (!argument) return { name };
  if (ts.isTypeReferenceNode(argument)) return { name, of: argument.typeName };
  return ts.isTypeQueryNode(argument) ? { name, of: argument.exprName } : { name };
}

/** A name that starts with a capital, as classes do: `User`, `models.User`; with the place of its last part. */
export function className(node: ts.Node | undefined): ts.Identifier | undefined {
  if (!node) return undefined;
  const inner = ts.isExpression(node) ? unwrap(node) : node;
  const last = ts.isPropertyAccessExpression(inner)
    ? inner.name
    : ts.isQualifiedName(inner)
      ? inner.right
      : inner;
  return ts.isIdentifier(last) && /^_?[A-Z]/.test(last.text) ? last : undefined;
}
