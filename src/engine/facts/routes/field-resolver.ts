import { type FunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { boundNames } from '../reading/function-syntax';

const rootTypes =
  /^(Root)?(Query|Mutation|Subscription)$|^(Root|Query|Mutation|Subscription)(Query|Type|Root)$/;

export interface Resolver {
  type: string;
  field: string;
  node: FunctionNode;
  parent: ts.ParameterDeclaration;
  at: ts.Node;
}

/** Records a function that resolves a field, but for those of root types. */
export function addFieldResolver(file: FileReader, { type, field, node, parent, at }: Resolver): void {
  const index = file.functionIndex.get(node);
  // `__resolveReference` and the like are a gateway's, which asks for many at once.
  if (index === undefined || rootTypes.test(type) || field.startsWith('__')) return;
  if (file.facts.fieldResolvers.some((each) => each.function === index)) return;
  const parents = madeFrom(boundNames(parent.name), node);
  file.facts.fieldResolvers.push({ type, field, function: index, parents, span: file.span(at) });
}

/** Names that hold the parent or something taken from it: `const { id } = parent;`. */
function madeFrom(parents: string[], node: FunctionNode): string[] {
  const names = new Set(parents);
  const statements = node.body && ts.isBlock(node.body) ? node.body.statements : [];
  for (const statement of statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      let root = initializer && unwrap(initializer);
      while (root && ts.isPropertyAccessExpression(root)) root = unwrap(root.expression);
      if (root && ts.isIdentifier(root) && names.has(root.text))
        for (const each of boundNames(name)) names.add(each);
    }
  }
  return [...names];
}
