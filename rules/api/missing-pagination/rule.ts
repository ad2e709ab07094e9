import { contains, defineProjectRule, type ReachedQuery, type Route } from '../../../src/engine';
import { partsOf, wordsOf } from '../../shared/path-words';
import { isProductionCode } from '../../shared/roles';
import { boundQuery } from './bound-query';
import { unboundedOf } from './unbounded';

export default defineProjectRule(
  {
    id: 'api/missing-pagination',
    title: 'Collection without pagination',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      all: '{{route}} answers with every row of {{table}} that fits, and nothing bounds how many these are: as the table grows, so does each answer. Give the query a LIMIT, and the caller a way to ask for the next page.',
      parent:
        '{{route}} answers with every row of {{table}} of one {{parent}}, and nothing bounds how many these are. Give the query a LIMIT, unless they stay few.',
    },
  },
  ({ model, report, text }) => {
    const reported = new Set<string>();
    for (const route of model.routes.all) {
      if (!listsThings(route)) continue;
      for (const reached of model.routes.queriesOf(route)) {
        const { file, query } = reached;
        const key = `${file.path}\0${query.span.start}`;
        if (reported.has(key) || !isProductionCode(file) || !reachesAnswer(reached)) continue;
        const unbounded = unboundedOf(query, model, text(file.path));
        if (!unbounded) continue;
        const { block, table, parent } = unbounded;
        // `GET /user` answers with one user, and what belongs to it.
        if (parent !== undefined && isOneThing(route)) continue;
        reported.add(key);
        const fix =
          reached.through.length === 0 ? boundQuery(route, reached, unbounded, text(file.path)) : undefined;
        report(file.path, {
          messageId: parent === undefined ? 'all' : 'parent',
          data: { route: nameOf(route), table, parent: parent === undefined ? '' : nounOf(parent) },
          // A repository's table is named where it is injected.
          span: contains(query.span, query.calleeSpan) ? query.calleeSpan : query.span,
          // The rows of one parent are mostly few; whether they stay so, only the project knows. What is filtered elsewhere may be one parent's.
          ...(parent === undefined && !(block.open && block.predicates.length === 0)
            ? {}
            : { severity: 'info' as const }),
          related: relatedTo(route, reached),
          fixes: fix ? [fix] : [],
        });
      }
    }
  },
);

/** A GET or a query whose path names a collection, and not one thing, a file to download, or a feed. */
function listsThings({ fact, method, path }: Route): boolean {
  if (!/^(GET|ALL|QUERY)$/.test(method)) return false;
  const parts = partsOf(fact.kind === 'http' ? path : `/${fact.path}`);
  if (parts.some((part) => wordsOf(part).some((word) => oneByOne.test(word)))) return false;
  const last = parts.at(-1) ?? '';
  return !/^[:{]/.test(last) || narrowing.test(last);
}

const oneByOne =
  /^(export|exports|download|downloads|csv|xlsx|pdf|stream|streams|feed|feeds|rss|atom|sitemap|backup|backups|health|healthz|healthcheck|metrics|cron|callback|webhooks?|sync|reports?|summary|statistics|stats|statement|analytics|charts?|dashboard|overview|me|profile|session)$/;
/** Parameters by which a collection is narrowed, where others name one thing: `/tickets/by-status/:status`. */
const narrowing =
  /^[:{](status|state|type|kind|category|categories|tag|role|year|month|date|day|letter|query|term|genre|region|country|city)\b/i;

/** Whether a path names one thing, as told by its last word. */
function isOneThing({ fact, path }: Route): boolean {
  const last = partsOf(path).findLast((part) => !/^[:{]/.test(part)) ?? '';
  return fact.kind === 'http' && !/(s|list|history|data)$/.test(last);
}

/** Whether all rows come back to the handler through every function on the way, and go into the answer. */
function reachesAnswer({ query, through }: ReachedQuery): boolean {
  return query.use !== undefined && through.every(({ call }) => call.use !== undefined);
}

function nameOf({ fact, method, path }: Route): string {
  return fact.kind === 'http' ? `${method} ${path}` : `The query ${fact.path}`;
}

/** `user` of `user_id`. */
function nounOf(column: string): string {
  return wordsOf(column.replace(/_?(id|uuid)$/i, '')).join(' ') || column;
}

function relatedTo({ file, fact, ...route }: Route, { through }: ReachedQuery) {
  return [
    { path: file.path, span: fact.pathSpan, message: `Answered by ${nameOf({ file, fact, ...route })}.` },
    ...through.map((each) => ({
      path: each.file.path,
      span: each.call.calleeSpan,
      message: 'Called on the way.',
    })),
  ];
}
