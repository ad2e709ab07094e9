import { type App, defineProjectRule } from '../../../src/engine';

/** A path that a load balancer or orchestrator would ask for; a bare `/status` only at the top, since things have a status too. */
const healthPath =
  /(^|\/)_*(health(z|check|-check|_check|checks)?|live(z|ness)?|ready(z)?|readiness|startupz?)(\/[\w:-]*)?\/?$|^(\/?_?(api|internal|v\d+))*\/?_?(ping|status|heartbeat|alive|up)\/?$/i;
const healthPackages =
  /^(@godaddy\/terminus|lightship|@nestjs\/terminus|fastify-healthcheck|under-pressure|@fastify\/under-pressure|fastify-custom-healthcheck|express-healthcheck|@cloudnative\/health(-connect)?|express-actuator|http-health)$/;

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
      if (hasHealthCheck(app)) continue;
      const { path, server } = app.listens;
      const fix = addRoute(app, text(path));
      report(path, {
        messageId: 'missing',
        data: { app: app.name },
        span: server.calleeSpan,
        fixes: fix ? [fix] : [],
      });
    }
  },
);

function hasHealthCheck(app: App): boolean {
  if ([...app.imports].some((specifier) => healthPackages.test(specifier))) return true;
  // A router mounted at `/health` answers there, whatever its own paths are.
  if (app.mounts.some((prefix) => healthPath.test(prefix))) return true;
  return app.routes.some(({ route }) => /^(GET|HEAD|ALL)$/.test(route.method) && healthPath.test(route.path));
}

/** Express: a route before `listen`, on the variable that listens. What "healthy" means is the project's to refine. */
function addRoute(
  app: App,
  text: string,
):
  | { title: string; safe: boolean; edits: { span: { start: number; end: number }; text: string }[] }
  | undefined {
  const { server } = app.listens;
  const owner = /^([A-Za-z_$][\w$]*)\.listen$/.exec(
    text.slice(server.calleeSpan.start, server.calleeSpan.end),
  )?.[1];
  if (!owner || !/^express#\(\)$/.test(server.made)) return undefined;
  const lineStart = text.lastIndexOf('\n', server.span.start) + 1;
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
  return {
    title: 'Add GET /healthz',
    safe: false,
    edits: [{ span: { start: lineStart, end: lineStart }, text: added }],
  };
}
