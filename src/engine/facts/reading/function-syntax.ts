import { type FunctionNode, isFunctionNode, propertyName, ts } from '../../source/syntax-tree';

/** The values that a function can return. */
export function returnsOf(callee: FunctionNode): ts.Expression[] {
  if (!callee.body) return [];
  if (!ts.isBlock(callee.body)) return [callee.body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(callee.body);
  return found;
}

export function nameOf(callee: FunctionNode): ts.Node | undefined {
  if (callee.name) return callee.name;
  const holder = callee.parent;
  if (
    holder &&
    (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder))
  )
    return holder.name;
  return undefined;
}

export function isExported(callee: FunctionNode): boolean {
  let at: ts.Node = callee;
  while (at.parent && !ts.isSourceFile(at.parent) && !ts.isVariableStatement(at))
    at = ts.isFunctionDeclaration(at) ? at.parent : at.parent;
  const holder = ts.isFunctionDeclaration(callee) ? callee : at;
  return (
    ts.canHaveModifiers(holder) &&
    (ts.getModifiers(holder)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

/** An identifier used as a value: an argument, a property's value, exported; not where it is called or declared. */
export function isHandedOn(name: ts.Identifier): boolean {
  const holder = name.parent;
  if (ts.isCallExpression(holder)) return holder.expression !== name;
  if (
    ts.isShorthandPropertyAssignment(holder) ||
    ts.isExportSpecifier(holder) ||
    ts.isExportAssignment(holder) ||
    ts.isArrayLiteralExpression(holder)
  )
    return true;
  if (ts.isPropertyAssignment(holder)) return holder.initializer === name;
  if (ts.isBinaryExpression(holder)) return holder.right === name;
  return ts.isReturnStatement(holder);
}

/** A function that takes a request first: an inline argument of a call such as `app.get(path, handler)`, or a named one with (req, res)-like parameters. */
export function isHandlerLike(node: ts.Node): boolean {
  if (!isFunctionNode(node)) return false;
  const second = node.parameters[1];
  if (second && ts.isIdentifier(second.name) && /^_?(res|reply|response|next|h)$/.test(second.name.text))
    return true;
  return (
    node.parent !== undefined &&
    ts.isCallExpression(node.parent) &&
    node.parent.arguments.some(
      (argument) => ts.isStringLiteralLike(argument) && argument.text.startsWith('/'),
    )
  );
}

export function rootOfPattern(element: ts.BindingElement): ts.VariableDeclaration | ts.ParameterDeclaration {
  let at: ts.BindingElement | ts.VariableDeclaration | ts.ParameterDeclaration = element;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  return at;
}

export function keysOfPattern(element: ts.BindingElement): string[] {
  const keys: string[] = [];
  for (let at: ts.Node = element; ts.isBindingElement(at); at = at.parent.parent) {
    const key = at.dotDotDotToken ? undefined : propertyName(at.propertyName ?? at.name);
    if (key !== undefined && !ts.isArrayBindingPattern(at.parent)) keys.unshift(key);
  }
  return keys;
}

/** The names that a parameter or variable binds. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : boundNames(each.name)));
}
