import { isFunctionNode, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import type { ValueReader } from './value-reader';
import { type Source, worst } from './value-source';

/**
 * The keys of an object: constant where it is spelled out, and names of the code where its type spells them out. Undefined
 * where anybody may have chosen them.
 */
export function keysOf(
  tree: SyntaxTree,
  values: ValueReader,
  expression: ts.Expression,
  depth: number,
): Source | undefined {
  const node = unwrap(expression);
  if (depth > 8) return undefined;
  if (ts.isObjectLiteralExpression(node)) {
    const parts = node.properties.map((property): Source => {
      if (ts.isSpreadAssignment(property))
        return keysOf(tree, values, property.expression, depth + 1) ?? values.of(property.expression, depth);
      return property.name && ts.isComputedPropertyName(property.name)
        ? values.of(property.name.expression, depth)
        : { origin: 'constant' };
    });
    return worst(parts);
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = tree.declarationOf(node);
  if (!declaration) return undefined;
  if (ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return undefined;
  if (values.types.membersOf(declaration.type)) return { origin: 'enumeration' };
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer && values.mutationsOf(node).length === 0
      ? keysOf(tree, values, declaration.initializer, depth + 1)
      : undefined;
  const owner = declaration.parent;
  const calls = isFunctionNode(owner) ? values.callsOf(owner) : undefined;
  if (!isFunctionNode(owner) || !calls || calls.length === 0) return undefined;
  const index = owner.parameters.indexOf(declaration);
  const given = calls.map((call) => {
    const argument = call.arguments[index];
    return argument ? keysOf(tree, values, argument, depth + 1) : undefined;
  });
  return given.every((each) => each !== undefined) ? worst(given as Source[]) : undefined;
}
