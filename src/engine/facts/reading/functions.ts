import { type FunctionNode, isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FunctionFact } from '../facts';
import type { FileReader } from './file-reader';

/** Records a function as the walk enters it; `within` is the function around it. */
export function collectFunction(
  node: FunctionNode,
  file: FileReader,
  within: number | undefined,
  className: string | undefined,
  parent: ts.Node,
): number {
  const named = node.name ?? nameFromHolder(parent);
  const own = ts.isConstructorDeclaration(node)
    ? 'constructor'
    : ((named && propertyName(named as ts.PropertyName)) ?? '');
  const index = file.facts.functions.length;
  const start = node.getStart(file.tree.root);
  const fact: FunctionFact = {
    name: className && own ? `${className}.${own}` : own,
    parameters: node.parameters.map((parameter) =>
      ts.isIdentifier(parameter.name) ? parameter.name.text : file.words(parameter.name, 40),
    ),
    span: { start, end: node.end },
    nameSpan: named ? file.span(named) : { start, end: Math.min(node.end, start + 8) },
    async: node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false,
  };
  if (className) fact.className = className;
  if (node.body === undefined) fact.declaredOnly = true;
  if (within !== undefined) fact.within = within;
  file.facts.functions.push(fact);
  file.functionIndex.set(node, index);
  return index;
}

/** `const load = () => …`, `{ load: () => … }`, `load = () => …` name the function they hold. */
function nameFromHolder(holder: ts.Node): ts.Node | undefined {
  if (
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyAssignment(holder) ||
    ts.isPropertyDeclaration(holder)
  ) {
    return ts.isIdentifier(holder.name) || ts.isStringLiteralLike(holder.name) ? holder.name : undefined;
  }
  if (ts.isBinaryExpression(holder) && ts.isPropertyAccessExpression(holder.left)) return holder.left.name;
  return undefined;
}

/** Notes which functions end by returning one that is spelled out: `() => (req, res) => …`. Runs once all functions are known. */
export function noteReturnedFunctions(file: FileReader): void {
  for (const [node, index] of file.functionIndex) {
    if (!isFunctionNode(node) || !node.body) continue;
    const last = ts.isBlock(node.body) ? node.body.statements.at(-1) : undefined;
    const returned = last && ts.isReturnStatement(last) ? last.expression : node.body;
    if (!returned || ts.isBlock(returned)) continue;
    const inner = file.functionIndex.get(unwrap(returned));
    const fact = file.facts.functions[index];
    if (inner !== undefined && fact) fact.returns = inner;
  }
}
