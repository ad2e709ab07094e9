import {
  type Column,
  columnOf,
  type JsonTextFact,
  type ProjectModel,
  type QueryBlock,
  type QueryFact,
  sameWords,
  type Table,
} from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';
import { holdsVaryingShapes } from './json-uses';
import { isText, type JsonInText } from './text-columns';

/** Text columns into which an object of a fixed shape is stringified, and which are parsed where they are read. */
export function columnsKeptAsText(model: ProjectModel): JsonInText[] {
  const files = [...model.files.values()].filter(isProductionCode);
  const reads = files.flatMap((file) =>
    file.jsonTexts.filter((each) => each.kind === 'read').map((each) => ({ path: file.path, ...each })),
  );
  if (reads.length === 0) return [];
  return files.flatMap((file) => {
    const writes = file.jsonTexts.filter((each) => each.kind === 'written');
    if (writes.length === 0) return [];
    const queries = model.queriesOf(file);
    return writes.flatMap((write): JsonInText[] => {
      const into = columnOfWrite(write, queries, model);
      if (!into || holdsVaryingShapes(into.column.name)) return [];
      const read = reads.find((each) => names(into.column, each.property ?? ''));
      if (!read) return [];
      const { table, column } = into;
      return [
        {
          path: file.path,
          span: write.span,
          data: {
            table: table.name,
            column: column.name,
            evidence: `${write.keys.slice(0, 4).join(', ')} are stringified here and parsed when they are read`,
          },
          related: [
            { ...column.definedAt, message: `${table.name}.${column.name} is defined here.` },
            { path: read.path, span: read.span, message: `${column.name} is parsed here.` },
          ],
        },
      ];
    });
  });
}

/** The text column that a stringified value is written to: it stands among the values of an INSERT or UPDATE. */
function columnOfWrite(
  write: JsonTextFact,
  queries: readonly QueryFact[],
  model: ProjectModel,
): { table: Table; column: Column } | undefined {
  for (const query of queries) {
    const index = indexIn(query, write);
    if (index === undefined) continue;
    for (const block of query.statements.flatMap(allBlocks)) {
      const table = block.target && model.schema.table(block.target.name);
      if (!table) continue;
      const name = write.property ?? columnAt(block, index, query);
      const column = name === undefined ? undefined : columnOf(table, name);
      if (column && isText(table, column.name)) return { table, column };
    }
  }
  return undefined;
}

/** Which of the query's values is the text: it stands there, or the variable that it was put in a little before; -1 where it has a name. */
function indexIn({ span, boundValues }: QueryFact, write: JsonTextFact): number | undefined {
  if (write.variable === undefined)
    return span.start <= write.span.start && span.end >= write.span.end ? (write.index ?? -1) : undefined;
  const distance = span.start - write.span.end;
  const index = boundValues.indexOf(write.variable);
  return distance >= 0 && distance < nearby && index >= 0 ? index : undefined;
}

/** How many characters may lie between a variable and the query that binds it. */
const nearby = 1500;

/** The column of the n-th bound value: of an INSERT whose values are its placeholders in order, or of an assignment. */
function columnAt(block: QueryBlock, index: number, query: QueryFact): string | undefined {
  const assigned = block.assignments.find(
    ({ value }) => value.kind === 'parameter' && value.text === `$${index + 1}`,
  );
  if (assigned) return assigned.column.name;
  const inOrder = query.values?.count === block.insertColumns?.length;
  return inOrder ? block.insertColumns?.[index]?.name : undefined;
}

function names(column: Column, property: string): boolean {
  return sameWords(column.name) === sameWords(property) || column.property === property;
}
