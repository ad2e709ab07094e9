import { isFunctionNode, memberName, ts, unwrap } from '../../../source/syntax-tree';
import type { QueryHandle } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { handleOf, opensTransaction } from './handle';

/**
 * What a query is sent on, told from its receiver and from where it stands: in a list that is sent as one transaction, or in a callback
 * of something that opens one without handing it over, it is in that transaction whatever it is called on.
 */
export function handleAt(file: FileReader, node: ts.Node, receiver: ts.Expression): QueryHandle {
  const handle = handleOf(file, receiver);
  if (handle.kind === 'transaction') return handle;
  const isInOne = isSentTogether(file, node) || (handle.kind !== 'client' && isAmbient(file, node));
  return isInOne ? { ...handle, kind: 'transaction' } : handle;
}

/** `prisma.$transaction([a, b])`, `db.batch([a, b])`, also by way of a list that is put together before. */
function isSentTogether(file: FileReader, node: ts.Node): boolean {
  const { text } = file.tree.root;
  if (!file.mentions('ransaction(') && !file.mentions('.batch(')) return false;
  let at = node;
  for (let holder = at.parent; holder; at = holder, holder = holder.parent) {
    if (ts.isCallExpression(holder)) {
      const callee = unwrap(holder.expression);
      const name = memberName(callee) ?? (ts.isIdentifier(callee) ? callee.text : undefined);
      if (name === '$transaction' || (name === 'batch' && at !== holder.expression)) return true;
      // A helper of the project that is given the list: `transaction([a, b])`.
      if (name !== undefined && opensTransaction.test(name) && ts.isArrayLiteralExpression(at)) return true;
      const list = ts.isPropertyAccessExpression(holder.expression)
        ? holder.expression.expression
        : undefined;
      if (name === 'push' && list && ts.isIdentifier(list)) return isSentLater(list.text, text);
    } else if (ts.isVariableDeclaration(holder))
      return ts.isIdentifier(holder.name) && isSentLater(holder.name.text, text);
    else if (!isOnTheWay(holder)) return false;
  }
  return false;
}

/** What a query passes through on its way into a list, without being waited for. */
function isOnTheWay(node: ts.Node): boolean {
  return (
    ts.isArrayLiteralExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isReturnStatement(node) ||
    ts.isBlock(node) ||
    ts.isAsExpression(node)
  );
}

function isSentLater(name: string, text: string): boolean {
  return new RegExp(
    `(\\$transaction|\\.batch)\\(\\s*(\\[[^\\]]*\\.\\.\\.)?${name.replaceAll('$', '\\$')}\\b`,
  ).test(text);
}

/**
 * `withTransaction(async () => …)`, `db.transaction(() => …)` of better-sqlite3: the callback gets no handle, so what it uses must be in
 * the transaction. Prisma's own call always hands one over, and what does not use it is outside.
 */
function isAmbient(file: FileReader, node: ts.Node): boolean {
  for (let at = node; at.parent; at = at.parent) {
    if (!isFunctionNode(at) || !ts.isCallExpression(at.parent)) continue;
    const callee = unwrap(at.parent.expression);
    const name = memberName(callee) ?? (ts.isIdentifier(callee) ? callee.text : '');
    if (at.parameters.length > 0 && !(name === 'transaction' && passesArguments(file, callee))) continue;
    if (name !== '$transaction' && opensTransaction.test(name) && at.parent.expression !== at) return true;
  }
  return false;
}

/** SQLite's drivers make a function of the callback: its parameters are those of its callers, and no handle. */
function passesArguments(file: FileReader, callee: ts.Expression): boolean {
  return file.libraries.find('transactions', file.paths.of(callee))?.ambient === true;
}
