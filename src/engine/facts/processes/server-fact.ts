import { enclosingFunction, ts } from '../../source/syntax-tree';
import type { AccessPath, ServerFact } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** Records that something starts to listen, with what an edit beside it needs to know. */
export function addServer(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  made: AccessPath,
): void {
  const fact: ServerFact = { made, span: file.span(node), calleeSpan: file.span(node.expression) };
  const within = file.within(node);
  if (within !== undefined) fact.within = within;
  const callee = node.expression;
  if (ts.isPropertyAccessExpression(callee)) fact.receiver = file.text(callee.expression);
  const statement = statementOf(node);
  if (statement) {
    fact.statement = file.span(statement.node);
    fact.awaited = statement.awaited;
    if (statement.held !== undefined) fact.held = statement.held;
  }
  file.facts.servers.push(fact);
}

/** The statement that a call makes up, where it is nothing else: `app.listen()`, `await app.listen()`, `const server = app.listen()`. */
function statementOf(
  node: ts.Expression,
): { node: ts.Statement; held?: string; awaited: boolean } | undefined {
  const parent = node.parent;
  const awaited = ts.isAwaitExpression(parent);
  const whole: ts.Node = awaited ? parent : node;
  const holder = whole.parent;
  if (!isInBlock(holder)) {
    if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return undefined;
    const list = holder.parent;
    const statement = list.parent;
    const alone =
      ts.isVariableDeclarationList(list) &&
      ts.isVariableStatement(statement) &&
      list.declarations.length === 1;
    return alone && isInBlock(statement) ? { node: statement, held: holder.name.text, awaited } : undefined;
  }
  return ts.isExpressionStatement(holder) ? { node: holder, awaited } : undefined;
}

function isInBlock(node: ts.Node): boolean {
  if (!ts.isStatement(node)) return false;
  const { parent } = node;
  return ts.isSourceFile(parent) || (ts.isBlock(parent) && enclosingFunction(parent)?.body === parent);
}
