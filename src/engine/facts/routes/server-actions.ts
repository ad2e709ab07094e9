import { isFunctionNode, ts } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { boundNames, isExported } from '../reading/function-syntax';
import { namedRouter } from './routers';

/**
 * Functions marked `'use server'`, or exported by a file that is: a page calls them by a request of its own, so that anybody can, with whatever arguments they choose. Runs
 * once it is known how the file is marked.
 */
export function collectServerActions(file: FileReader): void {
  if (!file.mentions('use server')) return;
  file.tree.bind();
  for (const [node, index] of file.functionIndex) {
    if (!isServerAction(file, node)) continue;
    const { name, nameSpan } = file.facts.functions[index] ?? {};
    if (!name || !nameSpan) continue;
    const on = namedRouter(file, {
      ...{ name: '', made: 'actions#', joins: 'files' as const, prefix: '' },
      span: { start: 0, end: 0 },
    });
    file.facts.routes.push({
      kind: 'action',
      method: 'ACTION',
      path: name,
      pathSpan: nameSpan,
      span: file.span(node),
      on,
      handlers: [{ span: nameSpan, text: name, function: index }],
    });
    noteArguments(file, node, index);
  }
}

/** Whether a function is called from afar, by whoever likes to. */
export function isServerAction(file: FileReader, node: ts.Node): boolean {
  if (!isFunctionNode(node) || !file.mentions('use server')) return false;
  const { body } = node;
  if (body && ts.isBlock(body) && isMarked(body.statements)) return true;
  return ts.isSourceFile(holderOf(node).parent) && isOfServerActions(file) && isExported(node);
}

/** Whether all that a file exports are server actions. */
export function isOfServerActions(file: FileReader): boolean {
  return file.mentions('use server') && isMarked(file.tree.root.statements);
}

/** The statement that declares a function. */
function holderOf(node: ts.Node): ts.Node {
  if (ts.isFunctionDeclaration(node)) return node;
  const list = ts.isVariableDeclaration(node.parent) ? node.parent.parent : undefined;
  return list?.parent ?? node;
}

/** Directives stand before all other statements. */
function isMarked(statements: ts.NodeArray<ts.Statement>): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === 'use server') return true;
  }
  return false;
}

/** Whatever it is given comes from the caller. */
function noteArguments(file: FileReader, node: ts.Node, within: number): void {
  if (!isFunctionNode(node)) return;
  for (const { name } of node.parameters)
    for (const each of boundNames(name))
      file.facts.givenNames.push({ name: each, by: 'caller', path: each, within });
}
