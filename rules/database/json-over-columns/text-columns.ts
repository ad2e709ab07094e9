import { columnOf, type ProjectModel, type Span, type Table } from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';

export interface JsonInText {
  path: string;
  span: Span;
  data: { table: string; column: string; evidence: string };
  related: { path: string; span: Span; message: string }[];
}

const textTypes = /^(text|varchar|character varying|string|longtext|mediumtext|clob|char|nvarchar)/i;
/** A quoted key and its colon inside of a pattern: `%"status":"open"%`. */
const keyInPattern = /\\?"([\w-]+)\\?"\s*:/;

/** Text columns that a query searches for a JSON key. */
export function textColumnsOfJson(model: ProjectModel, text: (path: string) => string): JsonInText[] {
  const found: JsonInText[] = [];
  for (const file of model.filesInOrder) {
    if (!isProductionCode(file)) continue;
    for (const query of model.queriesOf(file)) {
      for (const block of query.statements.flatMap(allBlocks)) {
        for (const { column: use, operator, operand, span } of block.predicates) {
          if (!/^i?like$/.test(operator)) continue;
          const pattern =
            operand.kind === 'parameter'
              ? boundAt(operand.text, query.boundValues)
              : text(file.path).slice(operand.span.start, operand.span.end);
          const key = keyInPattern.exec(pattern ?? '')?.[1];
          if (key === undefined) continue;
          const tables = (block.target ? [block.target, ...block.tables] : block.tables).flatMap((each) => {
            const table = model.schema.table(each.name);
            const isMeant =
              use.qualifier === undefined ||
              use.qualifier.toLowerCase() === (each.alias ?? each.name).toLowerCase();
            return table && isMeant && isText(table, use.name) ? [table] : [];
          });
          const [table] = tables;
          const column = table && columnOf(table, use.name);
          if (!table || !column) continue;
          found.push({
            path: file.path,
            span,
            data: {
              table: table.name,
              column: column.name,
              evidence: `LIKE searches it for the key '${key}'`,
            },
            related: [{ ...column.definedAt, message: `${table.name}.${column.name} is defined here.` }],
          });
        }
      }
    }
  }
  return found;
}

/** Whether a table's column is text, as far as its type tells. */
export function isText(table: Table, name: string): boolean {
  const column = columnOf(table, name);
  return column !== undefined && textTypes.test(column.type);
}

/** The bound value of `$2`, as it is written. */
function boundAt(placeholder: string, values: readonly string[]): string | undefined {
  const number = /^\$(\d+)$/.exec(placeholder)?.[1];
  return number === undefined ? (values.length === 1 ? values[0] : undefined) : values[Number(number) - 1];
}
