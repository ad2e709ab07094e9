import type { FileFacts, LogFact } from '../facts/facts';
import { contains, type Span } from '../source/span';
import type { App } from './apps';
import type { FunctionRef } from './call-graph';
import type { ModelCore } from './core';
import { filesOfProcess } from './processes';

/** A log line that is written while a request is handled. */
export interface RequestLog {
  path: string;
  log: LogFact;
}

const maxDepth = 3;
const requestName = /^_?(req|request)$/;
const afterRequest = /^_?(res|response|reply|rep|next|h|resp)$/;

/**
 * A log line that an app writes while it handles a request; undefined where it writes none, or where some file of it gives
 * requests an id.
 */
export function findRequestLog(model: ModelCore, app: App): RequestLog | undefined {
  const files = filesOfProcess(model, app.folder);
  if (files.some((file) => file.correlatesRequests)) return undefined;
  const own = files.filter((file) => file.role === 'source' && model.packageOf(file.path) === app.folder);
  const seen = new Set<string>();
  let layer: FunctionRef[] = [];
  for (const file of own) {
    const spans = file.routes.map((route) => route.span).filter((span) => span.end > span.start);
    const direct = file.logs.find((log) => isInHandler(file, log, spans) && !isDeclared(model, file, log));
    if (direct) return { path: file.path, log: direct };
    for (const call of file.calls) {
      if (!isInHandler(file, call, spans)) continue;
      const target = model.calls.targetOf(file, call);
      if (target) layer.push(target);
    }
  }
  for (let depth = 0; depth < maxDepth; depth++) {
    const next: FunctionRef[] = [];
    for (const { file, index } of layer) {
      const key = `${file.path}\0${index}`;
      if (index === undefined || seen.has(key)) continue;
      seen.add(key);
      const log = file.logs.find(
        (each) => isWithin(file, each.within, index) && !isDeclared(model, file, each),
      );
      if (log) return { path: file.path, log };
      for (const call of model.calls.ownedBy({ file, index }).calls) {
        const target = model.calls.targetOf(file, call);
        if (target) next.push(target);
      }
    }
    layer = next;
  }
  return undefined;
}

/** The project's own logger, declared in its configuration, is taken to carry what ties lines together. */
function isDeclared(model: ModelCore, file: FileFacts, log: LogFact): boolean {
  return model.recognizes('loggers', file.path, log.callee);
}

function isInHandler(
  file: FileFacts,
  deed: { span: Span; within?: number },
  routes: readonly Span[],
): boolean {
  if (deed.within === undefined) return false;
  if (routes.some((span) => contains(span, deed.span))) return true;
  for (let at: number | undefined = deed.within; at !== undefined; at = file.functions[at]?.within) {
    const around = file.functions[at];
    if (takesRequest(around?.parameters ?? [])) return true;
    // An interceptor of Nest stands around each request.
    if (/\.intercept$/.test(around?.name ?? '') && around?.parameters.length === 2) return true;
  }
  return false;
}

/** `(req, res)`, `(err, req, res, next)`, `(ctx, next)`. */
function takesRequest(parameters: readonly string[]): boolean {
  if (parameters[0] === 'ctx' && parameters[1] === 'next') return true;
  return parameters.some(
    (name, index) => requestName.test(name) && afterRequest.test(parameters[index + 1] ?? ''),
  );
}

function isWithin(file: FileFacts, within: number | undefined, index: number): boolean {
  for (let at = within; at !== undefined; at = file.functions[at]?.within) if (at === index) return true;
  return false;
}
