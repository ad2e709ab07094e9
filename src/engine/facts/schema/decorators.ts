import { ts, unwrap } from '../../source/syntax-tree';

/** `@Column({ … })`: its name and arguments. */
export interface Decorator {
  name: string;
  args: readonly ts.Expression[];
  node: ts.Decorator;
}

export function decoratorsOf(node: ts.ClassLikeDeclaration | ts.PropertyDeclaration): Decorator[] {
  return (ts.getDecorators(node) ?? []).flatMap((decorator): Decorator[] => {
    const inner = unwrap(decorator.expression);
    const callee = ts.isCallExpression(inner) ? unwrap(inner.expression) : inner;
    const args = ts.isCallExpression(inner) ? inner.arguments : [];
    if (ts.isIdentifier(callee)) return [{ name: callee.text, args, node: decorator }];
    return ts.isPropertyAccessExpression(callee) ? [{ name: callee.name.text, args, node: decorator }] : [];
  });
}

/** Class declarations of a file, wherever they stand. */
export function classesOf(root: ts.SourceFile): ts.ClassLikeDeclaration[] {
  const found: ts.ClassLikeDeclaration[] = [];
  for (const statement of root.statements) {
    if (ts.isClassDeclaration(statement)) found.push(statement);
    else if (ts.isExportAssignment(statement) && ts.isClassExpression(unwrap(statement.expression)))
      found.push(unwrap(statement.expression) as ts.ClassExpression);
    else if (ts.isVariableStatement(statement))
      for (const { initializer } of statement.declarationList.declarations)
        if (initializer && ts.isClassExpression(unwrap(initializer)))
          found.push(unwrap(initializer) as ts.ClassExpression);
  }
  return found;
}

/** The class that a class extends, by name: `Base` of `extends Base` and of `extends mixin(Base)`. */
export function baseClassOf(node: ts.ClassLikeDeclaration): string | undefined {
  const clause = node.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword);
  let base: ts.Expression | undefined = clause?.types[0]?.expression;
  while (base && ts.isCallExpression(base)) base = base.arguments[0];
  return base && ts.isIdentifier(base) ? base.text : undefined;
}
