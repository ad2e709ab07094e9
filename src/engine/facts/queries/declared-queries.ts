import { ts } from '../../source/syntax-tree';
import { looksLikeSql } from '../reading/embedded-sql';
import { calleeName, type FileReader } from '../reading/file-reader';
import { collectQuery } from './queries';

/**
 * Calls of the functions that the project has declared to send SQL, whatever they are called: the first argument that is SQL
 * counts, and the one after it holds the values.
 */
export function collectDeclaredQueries(
  calls: readonly ts.CallExpression[],
  names: ReadonlySet<string>,
  file: FileReader,
): void {
  const known = new Set(file.facts.queries.map((query) => query.span.start));
  for (const node of calls) {
    const name = calleeName(node.expression);
    if (name === undefined || !names.has(file.importedName(name))) continue;
    if (known.has(file.span(node).start)) continue;
    const at = node.arguments.findIndex((argument) => isSql(argument, file));
    if (at >= 0) collectQuery(node, name, file, node.arguments.slice(at));
  }
}

function isSql(argument: ts.Expression, file: FileReader): boolean {
  if (ts.isFunctionLike(argument)) return false;
  return file.texts
    .of(argument)
    .some(({ pieces }) => looksLikeSql(pieces.map((piece) => ('text' in piece ? piece.text : 'x')).join('')));
}
