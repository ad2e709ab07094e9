import type { SqlParser } from '../../source/sql/parser';
import type { FileFacts } from '../facts';

/** A `.sql` file: its queries, and what it does to the schema. */
export function collectSqlFile(text: string, facts: FileFacts, parser: SqlParser): void {
  const undoFrom = startOfUndo(text);
  for (const statement of parser.parse(text)) {
    if (statement.span.start < undoFrom) facts.schemaChanges.push(...statement.changes);
    if (!statement.analysed)
      facts.gaps.push({
        span: statement.span,
        message: 'This SQL statement was not analysed: no parser accepts it.',
      });
    if (!statement.block) continue;
    facts.queries.push({
      callee: 'sql#',
      method: '',
      client: 'sql-file',
      dialect: parser.dialect,
      span: statement.span,
      calleeSpan: statement.span,
      statements: [statement],
      sql: text.slice(statement.span.start, Math.min(statement.span.end, statement.span.start + 300)),
      holes: [],
      parametrized: false,
      tenantValues: [],
      boundValues: [],
    });
  }
}

/** Where the half begins that takes a migration back, in files that hold both: dbmate, goose, node-pg-migrate, sql-migrate. */
function startOfUndo(text: string): number {
  const marker = /^\s*--\s*(?:migrate:down|\+goose\s+down|\+migrate\s+down|down\s+migration|@down)\b/im.exec(
    text,
  );
  return marker ? marker.index : text.length;
}
