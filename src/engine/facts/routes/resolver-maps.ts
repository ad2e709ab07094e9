import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { handlersOf } from './handlers';
import { namedRouter } from './routers';

const operations: Record<string, string> = {
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
};

/** Resolvers of GraphQL's root types in a map: `const resolvers = { Query: { users: () => … } }`. */
export function collectResolverMaps(file: FileReader): void {
  const { root } = file.tree;
  if (!/\b(Query|Mutation)\s*:\s*\{/.test(root.text)) return;
  file.tree.bind();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      const operation = operations[propertyName(node.name) ?? ''];
      const fields = unwrap(node.initializer);
      if (operation !== undefined && ts.isObjectLiteralExpression(fields)) {
        for (const field of fields.properties) addResolver(file, operation, field);
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
}

function addResolver(file: FileReader, method: string, field: ts.ObjectLiteralElementLike): void {
  const name = field.name && propertyName(field.name);
  if (name === undefined || !field.name) return;
  const value = ts.isPropertyAssignment(field)
    ? unwrap(field.initializer)
    : ts.isShorthandPropertyAssignment(field)
      ? field.name
      : undefined;
  const own = ts.isMethodDeclaration(field) ? file.functionIndex.get(field) : undefined;
  const isResolver =
    own !== undefined ||
    (value !== undefined &&
      (isFunctionNode(value) ||
        ts.isIdentifier(value) ||
        ts.isPropertyAccessExpression(value) ||
        ts.isCallExpression(value)));
  if (!isResolver) return;
  const span = file.span(field.name);
  file.facts.routes.push({
    kind: 'resolver',
    method,
    path: name,
    pathSpan: span,
    span: file.span(field),
    on: namedRouter(file, { name: '', made: 'graph#', prefix: '', span: { start: 0, end: 0 } }),
    handlers: value
      ? handlersOf(file, [value], true)
      : [{ span, text: name, ...(own === undefined ? {} : { function: own }) }],
  });
}
