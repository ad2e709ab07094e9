import { type App, defineProjectRule, isPublic, type ProjectModel, type Route } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { addLimiter } from './add-limiter';
import { credentialDeed } from './credentials';

export default defineProjectRule(
  {
    id: 'api/missing-rate-limit',
    title: 'Public endpoint without a rate limit',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    absence: 'rate limiter',
    messages: {
      credentials:
        '{{method}} {{path}} {{deed}}, and nothing on its way limits how often one may ask, so passwords and codes can be tried at full speed. Put a rate limiter before it.',
      app: '{{app}} answers {{routes}} without asking who calls, and has no rate limiter, so one client can take all of its capacity. Put a rate limiter before its routes, or tell Marcus what limits them.',
    },
  },
  ({ model, report, text }) => {
    const reported = new Set<string>();
    for (const ways of byDefinition(model.routes.all)) {
      const [route] = ways;
      const deed = route && credentialDeed(route);
      if (!route || deed === undefined || !ways.every((way) => isOpen(way, model))) continue;
      if (route.method === 'ALL' && model.routes.answersWithPage(route)) continue;
      reported.add(model.packageOf(route.file.path));
      const fix = addLimiter(route, model, text);
      report(route.file.path, {
        messageId: 'credentials',
        data: {
          method: route.fact.kind === 'action' ? 'The server action' : route.method,
          path: route.path,
          deed,
        },
        span: route.fact.pathSpan,
        fixes: fix ? [fix] : [],
      });
    }
    for (const app of model.apps) {
      // Its endpoints that take credentials have said so already.
      if (reported.has(app.folder) || model.routes.hasLimiter(app.folder)) continue;
      const open = publicRoutes(app, model);
      if (open.length === 0) continue;
      report(app.listens.path, {
        messageId: 'app',
        data: { app: app.name, routes: inWords(open) },
        span: app.listens.server.calleeSpan,
        // A gateway that is kept elsewhere may limit what comes in.
        severity: 'info',
        related: open.slice(0, 5).map(({ file, fact, method, path }) => ({
          path: file.path,
          span: fact.pathSpan,
          message: `${method} ${path} is public.`,
        })),
      });
    }
  },
);

/** Routes by where they are defined: one that is mounted twice is one. */
function byDefinition(routes: readonly Route[]): Route[][] {
  const found = new Map<string, Route[]>();
  for (const route of routes) {
    const key = `${route.file.path}\0${route.fact.pathSpan.start}`;
    found.set(key, [...(found.get(key) ?? []), route]);
  }
  return [...found.values()];
}

/** Whether anybody may ask this as often as they like. */
function isOpen(route: Route, model: ProjectModel): boolean {
  const { file, fact, handler } = route;
  if (!isPublic(route) || model.routes.isLimited(route)) return false;
  // What a GraphQL or tRPC server is mounted behind is not known here.
  const isMounted = fact.kind === 'procedure' || fact.kind === 'resolver';
  if (isMounted && model.routes.hasLimiter(model.packageOf(file.path))) return false;
  if (model.isAmidRecognized('rateLimiters', file, fact)) return false;
  const own = handler?.index === undefined ? undefined : handler.file.functions[handler.index];
  return !(
    handler?.index !== undefined &&
    own &&
    model.isAmidRecognized('rateLimiters', handler.file, { span: own.nameSpan, within: handler.index })
  );
}

const healthPath = /(^|\/)_*(health|live|ready|ping|status|metrics|favicon|robots|up$|version)/i;

function publicRoutes(app: App, model: ProjectModel): Route[] {
  return model.routes.all.filter(
    (route) =>
      isProductionCode(route.file) &&
      model.packageOf(route.file.path) === app.folder &&
      isPublic(route) &&
      route.path !== '/' &&
      !/[*]/.test(route.path) &&
      !healthPath.test(route.path),
  );
}

function inWords(routes: readonly Route[]): string {
  const [first] = routes;
  const name = first ? `${first.method} ${first.path}` : '';
  return routes.length === 1 ? name : `${name} and ${routes.length - 1} more`;
}
