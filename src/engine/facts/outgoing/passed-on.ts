import { enclosingFunction, type FunctionNode, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { rootOfPattern } from '../reading/function-syntax';

/**
 * The parameter that a call's options come from: `(url, options) => fetch(url, options)`, also from within an inline function such as that of a
 * promise.
 */
export function passedOn(
  file: FileReader,
  node: ts.CallExpression,
  options: ts.Expression | undefined,
): number | undefined {
  const inner = options && unwrap(options);
  if (!inner) return undefined;
  const sources = ts.isObjectLiteralExpression(inner)
    ? inner.properties.flatMap((each) => (ts.isSpreadAssignment(each) ? [each.expression] : []))
    : ts.isIdentifier(inner)
      ? [inner]
      : [];
  for (const around of functionsAround(node)) {
    for (const source of sources) {
      const found = parameterIn(file, source, around, 0);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The function around a node, and what is around that where it is handed inline to another. */
function functionsAround(node: ts.Node): FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    found.push(at);
    const isInline = ts.isCallExpression(at.parent) || ts.isNewExpression(at.parent);
    if (!isInline) break;
  }
  return found;
}

function parameterIn(
  file: FileReader,
  node: ts.Node,
  around: FunctionNode,
  depth: number,
): number | undefined {
  if (isFunctionNode(node)) return undefined;
  if (!ts.isIdentifier(node))
    return ts.forEachChild(node, (child) => parameterIn(file, child, around, depth));
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return undefined;
  if (ts.isParameter(declaration))
    return declaration.parent === around ? around.parameters.indexOf(declaration) : undefined;
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer && depth < 2
      ? parameterIn(file, declaration.initializer, around, depth + 1)
      : undefined;
  // The rest of what was given: `({ url, ...options }) => …`, `const { proxy, ...rest } = options`.
  if (!ts.isBindingElement(declaration) || !declaration.dotDotDotToken) return undefined;
  const whole = rootOfPattern(declaration);
  if (ts.isParameter(whole)) return whole.parent === around ? around.parameters.indexOf(whole) : undefined;
  return whole.initializer && depth < 2 ? parameterIn(file, whole.initializer, around, depth + 1) : undefined;
}

/** A member of what a function is given, by the parameter's index. */
export interface AskedMember {
  parameter: number;
  member: string;
}

/**
 * What has to be asked for, or else a value is undefined: `timeout` for `controller?.signal`, where the controller is only made
 * `if (options.timeout)`.
 */
export function askedFor(file: FileReader, value: ts.Expression | undefined): AskedMember | undefined {
  const node = value && unwrap(value);
  if (!node || !ts.isPropertyAccessExpression(node) || !node.questionDotToken) return undefined;
  const holder = unwrap(node.expression);
  const declaration = ts.isIdentifier(holder) ? file.tree.declarationOf(holder) : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name))
    return undefined;
  if (declaration.initializer) return undefined;
  const symbol = file.tree.symbolOf(declaration.name);
  const [made, more] = (symbol && file.paths.assignments().get(symbol)) ?? [];
  return made && !more ? conditionOf(file, made) : undefined;
}

/** The member of a parameter that the nearest `if` around asks for. */
function conditionOf(file: FileReader, node: ts.Node): AskedMember | undefined {
  for (let at = node; at.parent && !isFunctionNode(at.parent); at = at.parent) {
    if (!ts.isIfStatement(at.parent) || at.parent.thenStatement !== at) continue;
    const condition = unwrap(at.parent.expression);
    if (!ts.isPropertyAccessExpression(condition)) return undefined;
    const holder = unwrap(condition.expression);
    const declaration = ts.isIdentifier(holder) ? file.tree.declarationOf(holder) : undefined;
    const around = enclosingFunction(at);
    return around && declaration && ts.isParameter(declaration) && declaration.parent === around
      ? { parameter: around.parameters.indexOf(declaration), member: condition.name.text }
      : undefined;
  }
  return undefined;
}
