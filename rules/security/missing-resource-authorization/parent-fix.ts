import { type FileFacts, type ProjectModel, type RuleFix, sameWords } from '../../../src/engine';
import { additionEdits } from '../../shared/added-conditions';
import type { Access } from './accesses';

/** The parent of the path as a condition of the query that looks its child up, where the table has such a column and the handler asks itself. */
export function parentFix(
  { reached, block, use, idText, id, table }: Access,
  parent: string,
  model: ProjectModel,
  text: (path: string) => string,
): RuleFix | undefined {
  const { file, query, through } = reached;
  if (through.length > 0) return undefined;
  const columns = [...(model.schema.table(table)?.columns.values() ?? [])];
  const column = columns.find((each) => sameWords(each.name) === sameWords(parent));
  const value = parentText(parent, idText, id, file, query.within);
  if (!column || value === undefined) return undefined;
  const edits = additionEdits(query, { kind: 'condition', block, use, column, value }, text(file.path));
  return (
    edits && {
      title: `Limit to ${column.name} = ${value}`,
      safe: false,
      changes: [{ path: file.path, edits }],
    }
  );
}

/** How the handler can write the parent's id: as it writes the child's. */
function parentText(
  parent: string,
  idText: string,
  id: string,
  file: FileFacts,
  within: number | undefined,
): string | undefined {
  if (idText.endsWith(`.${id}`)) return `${idText.slice(0, -id.length)}${parent}`;
  const isAtHand = file.givenNames.some(
    (each) => each.name === parent && each.within === within && each.by === 'caller',
  );
  return isAtHand ? parent : undefined;
}
