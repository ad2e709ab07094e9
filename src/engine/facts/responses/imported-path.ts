import { ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** What a name, or a member of it, denotes as far as the imports tell: asked without binding the file. */
export function importedPath(file: FileReader, expression: ts.Expression): AccessPath | undefined {
  const members: string[] = [];
  let at = unwrap(expression);
  while (ts.isPropertyAccessExpression(at)) {
    members.unshift(at.name.text);
    at = unwrap(at.expression);
  }
  if (!ts.isIdentifier(at)) return undefined;
  const local = at.text;
  const specifier = file.importedFrom(local);
  if (specifier === undefined) return undefined;
  const isWhole = file.facts.imports.some((each) =>
    each.names.some((name) => name.local === local && (name.imported === 'default' || name.imported === '*')),
  );
  return `${specifier}#${[...(isWhole ? [] : [file.importedName(local)]), ...members].join('.')}`;
}
