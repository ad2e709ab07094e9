import {
  type FileFacts,
  type PlaceFact,
  placesAround,
  type QueryFact,
  type ReachedQuery,
  type Report,
  type Span,
} from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';

/** A query of rows: not BEGIN, not a schema statement, not one whose text is handed in. */
export function isData(query: QueryFact): boolean {
  return (
    query.client !== 'sql-file' &&
    query.statements.some(
      (statement) =>
        ['select', 'insert', 'update', 'delete', 'merge'].includes(statement.verb) &&
        statement.block !== undefined,
    )
  );
}

/** Whether it only reads, and holds no row for a write. */
export function isRead(query: QueryFact): boolean {
  return query.statements.every(
    (statement) => statement.verb === 'select' && !allBlocks(statement).some((block) => block.locking),
  );
}

/** Whether a pass of the loop writes, too. */
export function hasWrite({ span }: PlaceFact, queries: readonly QueryFact[]): boolean {
  return queries.some(
    (each) =>
      span.start <= each.span.start &&
      each.span.end <= span.end &&
      !isRead(each) &&
      each.client !== 'sql-file',
  );
}

/** A whole table that helpers read many calls further on, such as one of settings: it is no part of what the loop does to its elements. */
export function isAside({ query, through }: ReachedQuery): boolean {
  return (
    through.length > 3 &&
    isRead(query) &&
    query.holes.length === 0 &&
    query.statements.every((statement) =>
      allBlocks(statement).every(
        (block) => !block.hasWhere && block.predicates.length === 0 && !block.open && block.tables.length > 0,
      ),
    )
  );
}

/** What stands in a polling loop of a called function runs as often as that loop wants: the call only starts it. */
export function isPolled(reached: ReachedQuery): boolean {
  return stepsOf(reached).some((step) =>
    placesAround(step.file, step.span).some((place) => place.loop?.each === 'poll'),
  );
}

/** Helpers that ask only where something is not there yet may have it from the query of the list. */
export function isConditional(reached: ReachedQuery): boolean {
  return stepsOf(reached).some((step) =>
    placesAround(step.file, step.span).some(
      (place) => place.kind === 'arm' && /^(then|else)$/.test(place.arm?.name ?? ''),
    ),
  );
}

/** The places of the calls on the way, and of the query itself. */
function stepsOf({ file, query, through }: ReachedQuery): { file: FileFacts; span: Span }[] {
  return [...through.map((each) => ({ file: each.file, span: each.call.span })), { file, span: query.span }];
}

/** The calls on the way to a query, and the query itself. */
export function relatedTo({ file, query, through }: ReachedQuery): NonNullable<Report['related']> {
  return [
    ...through.map((each) => ({
      path: each.file.path,
      span: each.call.calleeSpan,
      message: 'Called on the way.',
    })),
    { path: file.path, span: query.calleeSpan, message: 'The query that it runs.' },
  ];
}

/** What a message calls a query. */
export function wordsOf(query: QueryFact): { verb: string; preposition: string; table: string } {
  const statement = query.statements.find((each) => each.block);
  const [block] = statement ? allBlocks(statement) : [];
  const named = block?.target?.name ?? block?.tables[0]?.name ?? block?.nested[0]?.tables[0]?.name ?? '?';
  const table = named === '?' ? 'the database' : named;
  const verb = (block?.kind ?? 'query').toUpperCase();
  return { verb, preposition: verb === 'INSERT' ? 'into' : verb === 'UPDATE' ? 'of' : 'from', table };
}
