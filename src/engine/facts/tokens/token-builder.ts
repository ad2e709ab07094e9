import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** A token that a chain of calls puts together: `new SignJWT({ … }).setSubject(id).sign(key)`. */
export interface TokenBuilder {
  /** What the chain starts on; undefined where that cannot be seen. */
  made?: ts.NewExpression;
  /** The calls of the chain by their name. */
  calls: Map<string, ts.CallExpression>;
  /** Whether `setter` is called on the builder's variable in a statement of its own. */
  isSetElsewhere: boolean;
}

/** Longer chains are no chains. */
const maxCalls = 30;

/** What the call that ends a chain was put together from, also where the builder is kept in a variable. */
export function builderOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  setter: string,
): TokenBuilder {
  const builder: TokenBuilder = { calls: new Map(), isSetElsewhere: false };
  const callee = unwrap(node.expression);
  let at: ts.Expression = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : callee;
  for (let guard = 0; guard < maxCalls; guard++) {
    if (ts.isCallExpression(at)) {
      const name = memberName(at.expression);
      if (name !== undefined) builder.calls.set(name, at);
      at = ts.isPropertyAccessExpression(at.expression) ? unwrap(at.expression.expression) : at.expression;
    } else if (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    else if (ts.isIdentifier(at)) {
      if (new RegExp(`\\b${at.text.replace(/\$/g, '\\$')}\\s*\\.\\s*${setter}\\b`).test(file.tree.root.text))
        builder.isSetElsewhere = true;
      const declaration = file.tree.declarationOf(at);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return builder;
      at = unwrap(declaration.initializer);
    } else {
      if (ts.isNewExpression(at)) builder.made = at;
      return builder;
    }
  }
  return builder;
}
