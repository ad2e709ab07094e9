import {
  contains,
  defineProjectRule,
  isPublic,
  type ProjectModel,
  passes,
  type Route,
  type Span,
} from '../../../src/engine';
import { type Access, accessesOf } from './accesses';
import { isCheckedInHandler, knowsWhoIsLoggedIn, loadsRecord } from './checks';
import { parentFix } from './parent-fix';

export default defineProjectRule(
  {
    id: 'security/missing-resource-authorization',
    title: 'Record handed out without a check of whose it is',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    absence: 'auth guard',
    messages: {
      nested:
        '{{route}} looks up {{table}} by {{id}} alone: nothing ties it to {{parent}} of the path, so any {{id}} will do. Put the parent into the condition, or check access first.',
      owned:
        '{{route}} {{does}} {{table}} by {{id}} from the request, and nothing compares its {{owner}} with who is logged in: any user reaches any other’s. Put the owner into the condition, or check access first.',
      self: '{{route}} {{does}} {{table}} by {{id}} from the request, and nothing compares it with who is logged in: any user reaches any other’s account. Check that it is their own, or who may do this.',
    },
  },
  ({ model, report, text }) => {
    const known = new Map<Route, Access[]>();
    const accessesIn = (route: Route): Access[] => {
      const accesses = known.get(route) ?? accessesOf(route, model);
      known.set(route, accesses);
      return accesses;
    };
    // Asked only once there is something to report: it looks at all routes.
    let ownsRecords: boolean | undefined;
    const reported = new Set<string>();
    for (const route of model.routes.all) {
      if (!mayLackCheck(route, model)) continue;
      const accesses = accessesIn(route);
      const open = accesses.filter(
        (access) => !access.constrained && !isConstrainedElsewhere(access, accesses),
      );
      if (open.length === 0 || isCheckedInHandler(route, model)) continue;
      for (const access of open) {
        const { file, query } = access.reached;
        const key = `${file.path}:${query.span.start}`;
        const finding = judge(route, access, model);
        if (!finding || reported.has(key)) continue;
        if (finding.messageId === 'owned') {
          ownsRecords ??= keepsRecordsApart(model.routes.all.flatMap(accessesIn));
          if (!ownsRecords) continue;
        }
        if (model.isAmidRecognized('authGuards', file, query)) continue;
        reported.add(key);
        const fix =
          finding.messageId === 'nested'
            ? parentFix(access, finding.data.parent ?? '', model, text)
            : undefined;
        report(file.path, {
          ...finding,
          span: query.calleeSpan,
          related: relatedTo(route, access),
          fixes: fix ? [fix] : [],
        });
        // One finding for each route: the first look-up decides about the rest.
        break;
      }
    }
  },
);

/** More open look-ups than this say that users share what they work on, unless others are held apart. */
const manyOpen = 5;

/**
 * Whether the project keeps the records of its users apart at all. Where colleagues share everything, a column that names a user says who wrote a
 * record, and nobody asks for it: many look-ups, and none that names it.
 */
function keepsRecordsApart(accesses: readonly Access[]): boolean {
  const owned = accesses.filter((access) => access.owner !== undefined);
  const open = owned.filter((access) => !access.constrained).length;
  const held = owned.filter((access) => access.tied).length;
  return open <= manyOpen || held >= open / 3;
}

function relatedTo(
  route: Route,
  { reached, ownerAt }: Access,
): { path: string; span: Span; message: string }[] {
  const { file, query } = reached;
  const isHere = file === route.file && contains(route.fact.span, query.span);
  return [
    ...(isHere
      ? []
      : [{ path: route.file.path, span: route.fact.pathSpan, message: 'The route that leads here.' }]),
    ...(ownerAt ? [{ ...ownerAt, message: 'Whom it belongs to is said here.' }] : []),
  ];
}

/** Routes that ask who may do this are left alone, and so is what everybody may read. */
function mayLackCheck(route: Route, model: ProjectModel): boolean {
  if (!route.handler || passes(route, 'authorizes')) return false;
  return !route.middleware.some((each) => each.on === 'route' && loadsRecord(each, model));
}

/** A record that was looked up with its owner before may be changed by its id alone. */
function isConstrainedElsewhere(access: Access, all: readonly Access[]): boolean {
  return all.some((other) => other.constrained && other.table === access.table);
}

type Judgement = {
  messageId: 'nested' | 'owned' | 'self';
  data: Record<string, string>;
};

function judge(route: Route, access: Access, model: ProjectModel): Judgement | undefined {
  const { table, id, owner, isUser, verb } = access;
  const isHttp = route.fact.kind === 'http';
  const named = isHttp ? `${route.method} ${route.path}` : `${route.method.toLowerCase()} ${route.path}`;
  const does = verb === 'select' ? 'reads' : verb === 'delete' ? 'deletes from' : 'changes';
  const data = { route: named, table, id, does };
  const position = route.parameters.indexOf(id);
  const parent =
    position > 0
      ? route.parameters.slice(0, position).findLast((each) => /id$|slug$|key$/i.test(each))
      : undefined;
  if (parent !== undefined && route.parameters.length > 1)
    return { messageId: 'nested', data: { ...data, parent } };
  if (owner === undefined && !isUser) return undefined;
  // What everybody may read needs no owner; what changes a record does.
  if (isPublic(route) && !access.asksWho && (verb === 'select' || !knowsWhoIsLoggedIn(route, model)))
    return undefined;
  if (isUser) return { messageId: 'self', data };
  // An author is named to give credit; whose order it is is nobody else's business.
  if (verb === 'select' && /author|creat|posted|published/i.test(owner ?? '')) return undefined;
  return { messageId: 'owned', data: { ...data, owner: owner ?? '' } };
}
