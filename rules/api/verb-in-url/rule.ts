import {
  type DescribedRouteFact,
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type MountFact,
  type RouteFact,
  type RuleFix,
  type Span,
} from '../../../src/engine';
import { partsOf } from '../../shared/path-words';
import { isProductionCode } from '../../shared/roles';
import { renameRoute } from './rename-route';
import { resourceForm } from './resource-form';
import { verbOf } from './verbs';

export default defineFileRule(
  {
    id: 'api/verb-in-url',
    title: 'Verb in a route’s path',
    severity: 'info',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      prefix:
        'Everything under {{path}} says “{{verb}}” in its path, which is for the method to say. Name the resource: {{resource}}.',
      verb: '{{method}} {{path}} says “{{verb}}” in its path, which is for the method to say. Name the resource: {{resource}}.',
    },
  },
  {
    describedRoutes(route, context) {
      const { file } = context;
      if (!isDescription(file) || file.describedRoutes.find((each) => each.path === route.path) !== route)
        return;
      const segments = partsOf(route.path).map((part) => part.replace(/^\{(.+)\}$/, ':$1'));
      const index = segments.findIndex((_, i) => verbOf(segments, i));
      const verb = index < 0 ? undefined : verbOf(segments, index);
      if (!verb || isInCode(route, context)) return;
      const resource = resourceForm(route.method, { ...verb, segments, index });
      context.report({
        messageId: 'verb',
        data: {
          method: route.method,
          path: `/${segments.join('/')}`,
          verb: verb.verb,
          resource: `${resource.method} ${resource.path}`,
        },
        span: route.pathSpan,
      });
    },
    mounts(mount, context) {
      const { file } = context;
      if (mount.prefix === '' || !isProductionCode(file)) return;
      const segments = partsOf(mount.prefix);
      const index = segments.findIndex((_, i) => verbOf(segments, i));
      const verb = index < 0 ? undefined : verbOf(segments, index);
      const span = verb && prefixSpan(mount, context);
      // A verb alone may be the name of a thing that its routes say more of.
      if (!verb || !span || verb.rest.length === 0 || !leadsToRoutes(mount, context)) return;
      const resource = resourceForm('ALL', { ...verb, segments, index });
      context.report({
        messageId: 'prefix',
        data: { path: `/${segments.join('/')}`, verb: verb.verb, resource: resource.path },
        span,
      });
    },
    routes(route, context) {
      const { file } = context;
      if (route.kind !== 'http' || !isProductionCode(file) || !isFirstAt(file, route)) return;
      const segments = partsOf(route.path);
      const found = segments.findIndex((_, i) => verbOf(segments, i));
      const verb = found < 0 ? undefined : verbOf(segments, found);
      if (!verb || answersWithPage(route, context)) return;
      // Prefixes of routers above say more of what the resource is.
      const [way] = context.model.routes.waysOf(file.path, route);
      const whole = way && partsOf(way.path).length >= segments.length ? partsOf(way.path) : segments;
      const index = whole.length - segments.length + found;
      const resource = resourceForm(route.method, { ...verb, segments: whole, index });
      const fix =
        way && renameRoute(way, resource, { whole, index, segment: segments[found] as string }, context);
      context.report({
        messageId: 'verb',
        data: {
          method: route.method,
          path: `/${whole.join('/')}`,
          verb: verb.verb,
          resource: `${resource.method} ${resource.path}`,
        },
        span: route.pathSpan,
        fixes: fix ? [fix satisfies RuleFix] : [],
      });
    },
  },
);

/** A description of the project's own API, also among its documents; not one that tests or others brought. */
function isDescription({ role, path }: FileFacts): boolean {
  return role === 'source' || (role === 'example' && /(^|\/)docs?\//.test(path));
}

/** Whether code of the project defines the route, which says so itself. */
function isInCode({ method, path }: DescribedRouteFact, { model }: FileRuleContext): boolean {
  const end = plain(path);
  return model.routes.all.some(
    (route) =>
      route.fact.kind === 'http' &&
      (route.method === method || route.method === 'ALL') &&
      `/${plain(route.path)}`.endsWith(`/${end}`),
  );
}

/** The literal that spells a prefix out, once for all that is mounted by the call. */
function prefixSpan({ call, prefix, mounted }: MountFact, { file, text }: FileRuleContext): Span | undefined {
  const first = file.mounts.find((each) => each.call.start === call.start && each.prefix === prefix);
  const last = file.mounts.findLast((each) => each.call.start === call.start && each.prefix === prefix);
  if (last?.mounted.span.start !== mounted.span.start || !first) return undefined;
  const source = text(file.path).slice(call.start, call.end);
  const at = ["'", '"', '`'].map((quote) => source.indexOf(quote + prefix + quote)).find((each) => each >= 0);
  if (at === undefined) return undefined;
  const start = call.start + at;
  return { start, end: start + prefix.length + 2 };
}

/** Whether routes have the prefix from here, and not from their own paths; pages may be called as they like. */
function leadsToRoutes({ prefix, mounted }: MountFact, { file, model }: FileRuleContext): boolean {
  const start = `/${partsOf(prefix).join('/')}/`;
  return model.routes.all.some(
    (route) =>
      route.fact.kind === 'http' &&
      `/${partsOf(route.path).join('/')}/`.includes(start) &&
      !`/${partsOf(route.fact.path).join('/')}/`.includes(start) &&
      (mounted.router === undefined || route.file.path === file.path) &&
      !(route.method === 'GET' && model.routes.answersWithPage(route)),
  );
}

/** A path whose parameters are all alike, however a framework writes them. */
function plain(path: string): string {
  return partsOf(path)
    .map((part) => (/^[:{[]/.test(part) ? ':' : part))
    .join('/');
}

/** A path that is given for several methods is one place. */
function isFirstAt(file: FileFacts, route: RouteFact): boolean {
  return file.routes.find((each) => each.pathSpan.start === route.pathSpan.start) === route;
}

/** A page is addressed by people: `GET /users/:id/edit` is a form. */
function answersWithPage(route: RouteFact, { file, model }: FileRuleContext): boolean {
  if (route.method !== 'GET') return false;
  const ways = model.routes.waysOf(file.path, route);
  if (ways.some((way) => model.routes.answersWithPage(way))) return true;
  const own = route.handlers.at(-1)?.function;
  return own !== undefined && file.pages.some((page) => page.within === own);
}
