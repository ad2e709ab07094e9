import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { isPath } from '../reading/spelled-path';
import { addRoute } from './add-route';
import { handlersOf } from './handlers';
import { handlersInOptions } from './route-options';
import { namedRouter } from './routers';
import { methodsOf } from './routes';

/**
 * Routes that a file exports as a list, for another to add to its server: `module.exports = [{ method: 'GET', path: '/health', handler }]` of hapi.
 * Where the server is, and what stands before it, the list does not say.
 */
export function collectRouteLists(file: FileReader): void {
  if (!/\bmethod\s*:/.test(file.tree.root.text) || !/\bpath\s*:/.test(file.tree.root.text)) return;
  file.tree.bind();
  for (const statement of file.tree.root.statements)
    for (const list of exportedLists(file, statement)) {
      const routes = list.elements.map(unwrap).filter(ts.isObjectLiteralExpression);
      if (routes.length === 0 || routes.length < list.elements.length || !routes.every(isRoute)) continue;
      for (const route of routes) addFrom(file, route, list);
    }
}

/** `module.exports = […]`, `export default […]`, `export const routes = […]`, and the same by way of a name. */
function exportedLists(file: FileReader, statement: ts.Statement): ts.ArrayLiteralExpression[] {
  if (ts.isExportAssignment(statement)) return listsOf(file, statement.expression);
  if (ts.isVariableStatement(statement)) {
    const isExported = statement.modifiers?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword);
    return isExported
      ? statement.declarationList.declarations.flatMap((each) => listsOf(file, each.initializer))
      : [];
  }
  if (!ts.isExpressionStatement(statement)) return [];
  const assigned = statement.expression;
  return ts.isBinaryExpression(assigned) && /^(module\.)?exports\b/.test(file.text(assigned.left))
    ? listsOf(file, assigned.right)
    : [];
}

function listsOf(file: FileReader, expression: ts.Expression | undefined): ts.ArrayLiteralExpression[] {
  const node = expression && unwrap(expression);
  if (!node) return [];
  if (ts.isArrayLiteralExpression(node)) return [node];
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  return value && ts.isArrayLiteralExpression(value) ? [value] : [];
}

/** A route of hapi has a method, a path, and a handler, which may stand among its options. */
function isRoute(node: ts.ObjectLiteralExpression): boolean {
  const names = new Set(node.properties.map((each) => propertyName(each.name) ?? ''));
  return (
    names.has('method') &&
    names.has('path') &&
    ['handler', 'options', 'config'].some((each) => names.has(each))
  );
}

function addFrom(file: FileReader, route: ts.ObjectLiteralExpression, list: ts.ArrayLiteralExpression): void {
  const { members } = readOptions(file, route);
  const path = members.get('path');
  if (!path || !isPath(file, path)) return;
  const options = members.get('options') ?? members.get('config');
  const handler = members.get('handler') ?? (options && readOptions(file, options).members.get('handler'));
  if (!handler) return;
  const on = namedRouter(file, { name: 'routes', made: '?#', prefix: '', span: file.span(list) });
  const handlers = [
    ...handlersInOptions(file, route),
    ...handlersInOptions(file, options),
    ...handlersOf(file, [handler], true),
  ];
  for (const method of methodsOf(members.get('method')))
    addRoute(file, route, method, unwrap(path), on, handlers);
}
