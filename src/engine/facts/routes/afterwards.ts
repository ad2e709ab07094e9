import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { spelledPath } from '../reading/spelled-path';
import { handlersOf } from './handlers';
import { routerMethods } from './router-methods';
import { joinPaths } from './routers';

/** What is put before a route after it was defined. */
export interface Afterwards {
  prefix: string;
  before: HandlerFact[];
}

/**
 * What is put before a route by calls on it, and on the groups around it: `router.get('/x', show).use(auth())` and
 * `router.group(() => { … }).prefix('/api').use(auth())`. Nothing for libraries that have no such calls.
 */
export function putBefore(file: FileReader, route: ts.Node): Afterwards {
  const { afterwards, groups } = routerMethods(file);
  const found: Afterwards = { prefix: '', before: [] };
  if (!afterwards) return found;
  for (let at: ts.Node | undefined = route; at; at = groupAround(at, groups)) {
    const own = callsOn(file, at, afterwards);
    found.prefix = joinPaths(own.prefix, found.prefix);
    found.before.unshift(...own.before);
  }
  return found;
}

/** Whether a call is one on a route or group that is defined already, and mounts nothing. */
export function isAfterwards(file: FileReader, node: ts.CallExpression, name: string): boolean {
  const { afterwards } = routerMethods(file);
  if (!afterwards) return false;
  const callee = unwrap(node.expression);
  return (
    ts.isPropertyAccessExpression(callee) &&
    ts.isCallExpression(unwrap(callee.expression)) &&
    [...afterwards.prefix, ...afterwards.middleware].includes(name)
  );
}

function callsOn(
  file: FileReader,
  node: ts.Node,
  { prefix, middleware }: NonNullable<ReturnType<typeof routerMethods>['afterwards']>,
): Afterwards {
  const found: Afterwards = { prefix: '', before: [] };
  for (let at = node; ; ) {
    const member = at.parent;
    const call = member && ts.isPropertyAccessExpression(member) ? member.parent : undefined;
    if (!call || !ts.isCallExpression(call) || call.expression !== member) return found;
    const { text } = (member as ts.PropertyAccessExpression).name;
    const [first] = call.arguments;
    if (first && prefix.includes(text))
      found.prefix = joinPaths(spelledPath(file, first) ?? '', found.prefix);
    if (middleware.includes(text)) found.before.push(...handlersOf(file, call.arguments, false));
    at = call;
  }
}

/** The call whose function, `group(() => { … })`, a node stands in. */
function groupAround(node: ts.Node, groups: ReadonlySet<string>): ts.Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at) || !at.parent || !ts.isCallExpression(at.parent)) continue;
    const callee = unwrap(at.parent.expression);
    if (ts.isPropertyAccessExpression(callee) && groups.has(callee.name.text)) return at.parent;
  }
  return undefined;
}
