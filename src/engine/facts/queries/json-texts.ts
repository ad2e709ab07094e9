import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** Objects of a fixed shape that are made JSON text to be kept, and JSON text that is read from a row. */
export function collectJsonTexts(file: FileReader): void {
  const { root } = file.tree;
  if (!/\bJSON\.(stringify\(\s*\{|parse\()/.test(root.text)) return;
  const visit = (node: ts.Node, parent: ts.Node): void => {
    if (ts.isCallExpression(node)) note(node, parent, file);
    ts.forEachChild(node, (child) => visit(child, node));
  };
  ts.forEachChild(root, (child) => visit(child, root));
}

function note(call: ts.CallExpression, parent: ts.Node, file: FileReader): void {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return;
  const [first] = call.arguments;
  if (callee.expression.text !== 'JSON' || !first) return;
  const span = file.span(call);
  if (callee.name.text === 'parse') {
    const property = memberName(unwrap(first));
    if (property !== undefined) file.facts.jsonTexts.push({ kind: 'read', span, property, keys: [] });
    return;
  }
  const keys = callee.name.text === 'stringify' ? fixedKeys(unwrap(first)) : undefined;
  if (!keys) return;
  if (ts.isPropertyAssignment(parent)) {
    const property = propertyName(parent.name);
    if (property !== undefined) file.facts.jsonTexts.push({ kind: 'written', span, property, keys });
  } else if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    file.facts.jsonTexts.push({ kind: 'written', span, variable: parent.name.text, keys });
  else if (ts.isArrayLiteralExpression(parent))
    file.facts.jsonTexts.push({ kind: 'written', span, index: parent.elements.indexOf(call), keys });
}

/** The keys of an object literal that has the same ones each time; undefined for any other value. */
function fixedKeys(node: ts.Expression): string[] | undefined {
  if (!ts.isObjectLiteralExpression(node) || node.properties.length === 0) return undefined;
  const keys = node.properties.map((property) => propertyName(property.name));
  return keys.every((key) => key !== undefined) ? (keys as string[]) : undefined;
}
