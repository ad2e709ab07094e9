import { ts } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** What says of somebody that they run the place. */
const administrator = /\b(is_?)?(super_?)?(admin(istrator)?|superuser)\b/i;
const isOne = /(===?)\s*['"`](super_?)?admin/i;
const isNone = /(!==?)\s*['"`](super_?)?admin/i;

/** Whether a place is reached only by an administrator: in a branch for them, or behind a way out for all others. */
export function isBehindAdministrator(file: FileReader, node: ts.Node): boolean {
  if (!file.mentionsInAnyCase('admin', 'superuser')) return false;
  for (let child = node, at = node.parent; at; child = at, at = at.parent) {
    if (ts.isIfStatement(at) && child === at.thenStatement && asksForOne(file.text(at.expression)))
      return true;
    if (ts.isBlock(at) && at.statements.some((each) => each.end <= child.pos && leavesOthers(file, each)))
      return true;
  }
  return false;
}

/** `user.isAdmin`, `role === 'admin' && …`: it holds for administrators only. */
function asksForOne(condition: string): boolean {
  if (/\|\||!(?!=)/.test(condition)) return false;
  return isOne.test(condition) || (!isNone.test(condition) && administrator.test(condition));
}

/** `if (!user?.isAdmin) return;`: whoever is none does not get further. */
function leavesOthers(file: FileReader, statement: ts.Statement): boolean {
  if (!ts.isIfStatement(statement) || statement.elseStatement || !leaves(statement.thenStatement))
    return false;
  const condition = file.text(statement.expression);
  if (condition.includes('&&')) return false;
  return condition
    .split('||')
    .some((each) => isNone.test(each) || (/^[\s(]*!(?!=)/.test(each) && administrator.test(each)));
}

function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements[statement.statements.length - 1] : statement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}
