import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { LogFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';

/** Packages that write log lines. */
const loggers =
  /^(pino|winston|bunyan|log4js|consola|loglevel|signale|tslog|roarr|npmlog|@nestjs\/common|debug|winston-.+|@hapi\/log|fancy-log|caterpillar|electron-log|js-logger|lambda-log|ts-log|@tsed\/logger|koa-logger|nest-winston)$/;
const levels =
  /^(trace|debug|info|information|warn|warning|error|fatal|log|verbose|http|silly|notice|crit|critical|alert|emerg|success)$/;
const loggerName = /(^|[._])(log|logger|logging|winston|pino)$|(log|logger)$/i;

/** Packages that tie what is logged to the request it is logged for. */
const correlators =
  /^(pino-http|nestjs-pino|express-pino-logger|hono-pino|koa-pino-logger|fastify-request-context|@fastify\/request-context|express-request-id|express-requestid|koa-requestid|koa-request-id|koa-correlation-id|express-correlation-id|hono\/request-id|cls-hooked|cls-rtracer|nestjs-cls|continuation-local-storage|express-http-context2?|asynchronous-local-storage|cls-proxify|@opentelemetry\/.+|dd-trace|elastic-apm-node|newrelic|applicationinsights|@google-cloud\/(trace-agent|opentelemetry.*)|aws-xray-sdk(-\w+)?|@aws-lambda-powertools\/(logger|tracer)|zipkin(-.+)?|jaeger-client|correlation-id|express-winston-request-id|@nestjs-cls\/.+|nestjs-request-context|node-request-context|request-context|express-bunyan-logger|bunyan-request|restify-.*request.*|@medibloc\/.*request.*|@mgcrea\/fastify-request-logger|evlog(\/.*)?)$/;

/** Whether a package gives requests an id that their log lines carry. */
export function correlatesRequests(specifier: string): boolean {
  return correlators.test(specifier);
}

/** Names that no code has by chance unless requests are told apart. */
const correlation =
  /x-?_?(request|correlation|trace|transaction)-?_?id\b|x-amzn-(trace|request)|x-cloud-trace|x-b3-|traceparent|\b(AsyncLocalStorage|genReqId|requestIdHeader|requestIdLogLabel)\b|\b(correlation|trace)_?Id\b|\b(req|request|ctx|context|c|res|reply)\s*\.\s*((locals|state|raw|req|request)\s*\.\s*)?(request_?id|req_?id)\b|\b(req|request)\s*\.\s*id\b|\b(req|request|ctx)\s*\.\s*(raw\s*\.\s*)?log(ger)?\s*\.|\b(request_?id|req_?id)\b['"]?\s*[:=,]\s*(\(?\s*await\s+)?(crypto\s*\.\s*)?(randomUUID|uuid\w*|nanoid|v[147]|ulid|cuid2?|randomBytes|createId)\b|\bchild\s*\(\s*\{[^}]*\b(request_?id|req_?id)\b|\b(get|set)\(\s*['"](request_?id|req_?id)['"]/i;
const fastifyLogs = /\b(logger|loggerInstance)\b\s*(:(?!\s*false)|,|\})/;

/** Whether the file ties log lines to requests: reads or gives an id, or keeps a context for each request. */
export function isCorrelating(file: FileReader): boolean {
  const { text } = file.tree.root;
  if (file.facts.imports.some((each) => !each.typeOnly && correlatesRequests(each.specifier))) return true;
  const own =
    file.importedFromPackage(/^fastify$/) === undefined ? [correlation] : [correlation, fastifyLogs];
  if (!own.some((pattern) => pattern.test(text))) return false;
  // What a comment says is not what the code does.
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|[\s;{}(),])\/\/[^\n]*/g, '$1');
  return own.some((pattern) => pattern.test(code));
}

/** Calls that write a log line. */
export function collectLogs(calls: readonly ts.CallExpression[], file: FileReader): void {
  for (const node of calls) {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    if (method === undefined || !levels.test(method) || !ts.isPropertyAccessExpression(callee)) continue;
    const through = throughOf(callee, file);
    if (through === undefined) continue;
    const fact: LogFact = { callee: through, span: file.span(node) };
    const within = file.within(node);
    if (within !== undefined) fact.within = within;
    file.facts.logs.push(fact);
  }
}

/** The path of what logs; undefined for what only has a method of that name. */
function throughOf(callee: ts.PropertyAccessExpression, file: FileReader): string | undefined {
  const receiver = unwrap(callee.expression);
  const name = ts.isIdentifier(receiver) ? receiver.text : memberName(receiver);
  if (name === 'console') return `global#console.${callee.name.text}`;
  const specifier = name === undefined ? undefined : file.importedFrom(name);
  const named = name !== undefined && loggerName.test(name);
  // The name decides before names are bound: `info` and `error` are everywhere.
  if (!named && specifier === undefined) return undefined;
  const path = file.paths.of(callee);
  if (path === undefined) return named ? `local#${name}.${callee.name.text}` : undefined;
  const { module } = splitPath(path);
  if (loggers.test(module)) return path;
  if (!named) return undefined;
  return file.isProjectPath(path) || /^(local|this|param:\d+|global)#/.test(path) ? path : undefined;
}
