import { ts } from '../../source/syntax-tree';
import type { HandlerFact, RouteFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { spelledPath } from '../reading/spelled-path';
import { putBefore } from './afterwards';
import { joinPaths } from './routers';

/** Adds one route for each path that is spelled out. */
export function addRoute(
  file: FileReader,
  node: ts.Node,
  method: string,
  path: ts.Expression,
  on: number,
  handlers: HandlerFact[],
): void {
  const paths = ts.isArrayLiteralExpression(path) ? [...path.elements] : [path];
  const within = file.within(node);
  const { prefix, before } = putBefore(file, node);
  for (const each of paths) {
    const own = spelledPath(file, each) ?? file.text(each).replace(/^[`'"/]|[`'"/]$/g, '');
    const fact: RouteFact = {
      kind: 'http',
      method: method === 'del' ? 'DELETE' : method.toUpperCase(),
      path: prefix === '' ? own : joinPaths(prefix, own),
      pathSpan: file.span(each),
      span: file.span(node),
      on,
      handlers: [...before, ...handlers],
    };
    if (within !== undefined) fact.within = within;
    file.facts.routes.push(fact);
  }
}
