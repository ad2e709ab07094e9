import type { SqlParser } from '../source/sql/parser';
import type { FileFacts } from './facts';

/** A `.sql` file: its queries, and what it does to the schema. */
export function collectSqlFile(text: string, facts: FileFacts, parser: SqlParser): void {
  for (const statement of parser.parse(text)) {
    facts.schemaChanges.push(...statement.changes);
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
