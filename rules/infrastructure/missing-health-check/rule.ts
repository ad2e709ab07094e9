import { type App, defineProjectRule, type ProjectModel, type RuleFix } from '../../../src/engine';

/** A path that a load balancer or orchestrator would ask for; a bare `/status` only at the top, since things have a status too. */
const healthPath =
  /(^|\/)_*(health(z|check|-check|_check|checks)?|live(z|ness)?|ready(z)?|readiness|startupz?)(\/[\w:-]*)?\/?$|^(\/?_?(api|internal|v\d+))*\/?_?(ping|status|heartbeat|alive|up)\/?$/i;

export default defineProjectRule(
  {
    id: 'infrastructure/missing-health-check',
    title: 'Server without a health route',
    severity: 'info',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    absence: 'health route',
    messages: {
      missing:
        '{{app}} listens for requests, but has no health route, so a load balancer cannot tell a broken instance from a good one. Add GET /healthz that asks the database.',
    },
  },
  ({ model, report, text }) => {
    for (const app of model.apps) {
      if (hasHealthCheck(app, model) || hasDeclaredCheck(app, model)) continue;
      const { path, server } = app.listens;
      const fix = addRoute(app, text);
      report(path, {
        messageId: 'missing',
        data: { app: app.name },
        span: server.calleeSpan,
        fixes: fix ? [fix] : [],
      });
    }
  },
);

function hasHealthCheck(app: App, model: ProjectModel): boolean {
  if (app.answersHealth) return true;
  // A router mounted at `/health` answers there, whatever its own paths are.
  if (app.mounts.some(({ mount }) => healthPath.test(mount.prefix))) return true;
  const isCheck = ({ method, path }: { method: string; path: string }) =>
    /^(GET|HEAD|ALL)$/.test(method) && healthPath.test(path);
  if (app.routes.some(({ route }) => isCheck(route))) return true;
  // A route may get its path from the folder that it is in.
  return model.routes.all.some((route) => isCheck(route) && model.packageOf(route.file.path) === app.folder);
}

/** What the project itself calls its health route: a path, with or without the prefix of its router, or what is mounted there. */
function hasDeclaredCheck({ listens, routes, mounts }: App, model: ProjectModel): boolean {
  const declared = model.settingsOf(listens.path).configuration.recognize.healthRoutes;
  if (declared.length === 0) return false;
  const paths = new Set(declared.map(plain));
  const isDeclared = (path: string) => paths.has(plain(path));
  return (
    routes.some(
      ({ route }) =>
        isDeclared(route.path) || mounts.some(({ mount }) => isDeclared(`${mount.prefix}/${route.path}`)),
    ) ||
    mounts.some(
      ({ path, mount }) =>
        isDeclared(mount.prefix) ||
        (mount.mounted.path !== undefined && model.recognizes('healthRoutes', path, mount.mounted.path)),
    )
  );
}

function plain(path: string): string {
  return path.split('/').filter(Boolean).join('/');
}

/** A route before all others, on the app that they are defined on: before the middleware, it needs no session. What "healthy" means is the project's to refine. */
function addRoute(app: App, textOf: (path: string) => string): RuleFix | undefined {
  const place = app.first;
  if (!place) return undefined;
  const text = textOf(place.path);
  const owner = /^[A-Za-z_$][\w$]*(?=\s*\.)/.exec(text.slice(place.span.start))?.[0];
  if (owner === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', place.span.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const semicolon = /;\s*\n/.test(text) ? ';' : '';
  const pool = /\b(pool)\b\s*(=|,|\})/.test(text) ? 'pool' : undefined;
  const body = pool
    ? [
        `${owner}.get('/healthz', async (req, res) => {`,
        '  try {',
        `    await ${pool}.query('SELECT 1')${semicolon}`,
        `    res.json({ status: 'ok' })${semicolon}`,
        '  } catch {',
        `    res.status(503).json({ status: 'unavailable' })${semicolon}`,
        '  }',
        `})${semicolon}`,
      ]
    : [
        `${owner}.get('/healthz', (req, res) => {`,
        `  res.json({ status: 'ok' })${semicolon}`,
        `})${semicolon}`,
      ];
  const added = `${body.map((line) => indent + line).join('\n')}\n\n`;
  const edits = [{ span: { start: lineStart, end: lineStart }, text: added }];
  return { title: 'Add GET /healthz', safe: false, changes: [{ path: place.path, edits }] };
}
