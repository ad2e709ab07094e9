import type { FileRuleContext, Hole, QueryFact, RuleFix } from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';

/** More columns than these make no list that one reads. */
const mostColumns = 12;

/** A choice from the columns of the one table that is read, where a value names what to order or group by. */
export function allowColumns(hole: Hole, query: QueryFact, context: FileRuleContext): RuleFix | undefined {
  if (hole.stands !== 'identifier') return undefined;
  const text = context.text(context.file.path);
  const before = text.slice(Math.max(0, hole.span.start - 60), hole.span.start);
  if (!/\b(?:order|group)\s+by\s+(?:\$\{\s*|['"`]\s*\+\s*)$/i.test(before)) return undefined;
  const tables = query.statements.flatMap(allBlocks).flatMap((block) => block.tables);
  const [table, ...others] = tables;
  if (!table || others.length > 0) return undefined;
  const columns = context.model.schema.columnsOf(table.name) ?? [];
  const [first] = columns;
  if (
    first === undefined ||
    columns.length > mostColumns ||
    !columns.every((each) => /^[a-z_]\w*$/.test(each))
  )
    return undefined;
  const value = text.slice(hole.span.start, hole.span.end);
  if (!/^[\w$.[\]'"]+$/.test(value)) return undefined;
  const list = columns.map((each) => `'${each}'`).join(', ');
  const chosen = `[${list}].includes(${value}) ? ${value} : '${first}'`;
  const isConcat = /\+\s*$/.test(before);
  return {
    title: `Choose ${value} from the columns of ${table.name}`,
    safe: false,
    edits: [{ span: hole.span, text: isConcat ? `(${chosen})` : chosen }],
  };
}
