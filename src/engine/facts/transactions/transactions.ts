import type { Span } from '../../source/span';
import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';

const begins = /^(beginTransaction|startTransaction|startUnmanagedTransaction|transaction)$/;
const commits = /^(commit|commitTransaction)$/;
/** Also by a function of the project's own: `rollbackSafely(trx)`. */
const rollsBack = /roll_?back|^abortTransaction$/i;

/**
 * Transactions that are begun by a call and must be ended by others: mysql2's `beginTransaction()`, TypeORM's and Mongoose's
 * `startTransaction()`, and `transaction()` of Sequelize and knex where its result is kept.
 */
export function collectTransactions(calls: readonly ts.CallExpression[], file: FileReader): void {
  const named = calls.flatMap((node) => {
    const name = calleeName(node.expression);
    return name === undefined ? [] : [{ node, name }];
  });
  const starts = named.filter(({ node, name }) => begins.test(name) && !ts.isIdentifier(node.expression));
  if (starts.length === 0) return;
  file.tree.bind();
  for (const { node, name } of starts) {
    if (name === 'transaction' && !isKept(node)) continue;
    const within = file.within(node);
    const around =
      within === undefined ? { start: 0, end: file.tree.root.end } : file.facts.functions[within]?.span;
    if (!around) continue;
    const undoes = file.libraries.find('transactions', file.paths.of(node.expression))?.undoneBy ?? [];
    const inside = named.filter((each) => isInside(each.node, around));
    file.facts.transactions.push({
      span: file.span(node),
      ...(within === undefined ? {} : { within }),
      commits: inside.some((each) => commits.test(each.name)),
      rollsBack: inside
        .filter((each) => rollsBack.test(each.name) || undoes.includes(each.name))
        .map((each) => file.span(each.node)),
    });
  }
}

/** `const t = await sequelize.transaction();`: nobody ends it for us. */
function isKept(node: ts.CallExpression): boolean {
  if (node.arguments.some((each) => isFunctionNode(unwrap(each)))) return false;
  const holder = ts.isAwaitExpression(node.parent) ? node.parent.parent : node.parent;
  return ts.isVariableDeclaration(holder) || ts.isBinaryExpression(holder);
}

function isInside(node: ts.Node, { start, end }: Span): boolean {
  return node.pos >= start - 1 && node.end <= end;
}
