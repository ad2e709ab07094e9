import type { GraphTypeEntry } from '../../libraries/contract/graph-types';
import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { addFieldResolver } from './field-resolver';
import { handlersOf } from './handlers';
import { namedRouter } from './routers';

/** Whether the text of a file has a name by which types are made, beside the word that resolvers go by. */
function usesGraphTypes(file: FileReader): boolean {
  return [...file.libraries.all.lastNames('graphTypes')].some((name) => file.mentions(`${name}(`));
}

/** `new GraphQLObjectType({ name: 'User', fields: … })`, `objectType({ name: 'User', … })`, `builder.prismaObject('User', { … })` */
export function collectGraphTypes(file: FileReader): void {
  if (!file.mentions('resolve') || !usesGraphTypes(file)) return;
  const visit = (node: ts.Node, type: string | undefined, field: FieldName | undefined): void => {
    let [own, named] = [type, field];
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.arguments) {
      const [first] = node.arguments;
      const made = graphTypeOf(node, file);
      if (made?.makes === 'type') own = first && typeName(first);
      else if (made?.makes === 'made') own = nameOfReceiver(node);
      else if (made?.makes === 'root') {
        rootFields(node, made, file);
        own = undefined;
      } else if (first && ts.isStringLiteralLike(first)) named = first;
    }
    if (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) {
      const name = propertyName(node.name);
      if (name !== 'resolve') named = node.name;
      else if (own !== undefined && named) {
        const value = ts.isMethodDeclaration(node) ? node : unwrap(node.initializer);
        const [parent] = isFunctionNode(value) ? value.parameters : [];
        if (isFunctionNode(value) && parent)
          addFieldResolver(file, {
            type: own,
            field: ts.isStringLiteralLike(named) ? named.text : (propertyName(named) ?? ''),
            node: value,
            parent,
            at: named,
          });
      }
    }
    ts.forEachChild(node, (child) => visit(child, own, named));
  };
  visit(file.tree.root, undefined, undefined);
}

function graphTypeOf(
  node: ts.CallExpression | ts.NewExpression,
  file: FileReader,
): GraphTypeEntry | undefined {
  const [entry] = file.libraries.all.named('graphTypes', calleeName(node.expression) ?? '');
  return entry;
}

/** `Post` of `builder.objectRef<PostRow>('Post').implement({ … })`. */
function nameOfReceiver(node: ts.CallExpression | ts.NewExpression): string | undefined {
  const callee = unwrap(node.expression);
  const receiver = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  const [first] = receiver && ts.isCallExpression(receiver) ? receiver.arguments : [];
  return (first && typeName(first)) ?? (receiver && ts.isIdentifier(receiver) ? receiver.text : undefined);
}

type FieldName = ts.PropertyName | ts.StringLiteralLike;

/** The fields of a root type as routes: `builder.queryField('posts', (t) => t.field({ resolve }))`. */
function rootFields(
  node: ts.CallExpression | ts.NewExpression,
  { method, named }: GraphTypeEntry,
  file: FileReader,
): void {
  const [first] = node.arguments ?? [];
  const own = named && first && ts.isStringLiteralLike(first) ? first : undefined;
  const visit = (at: ts.Node, name: FieldName | undefined): void => {
    const isMember = ts.isPropertyAssignment(at) || ts.isMethodDeclaration(at);
    if (isMember && propertyName(at.name) === 'resolve') {
      const value = ts.isMethodDeclaration(at) ? at : unwrap(at.initializer);
      if (name) addRootField(name, value, method ?? 'QUERY', file);
      return;
    }
    // Below a field stand its own options: `args: { id: … }` names no field.
    const next = isMember && !own && !/^(fields|args)$/.test(propertyName(at.name) ?? '') ? at.name : name;
    if (!(isMember && propertyName(at.name) === 'args')) ts.forEachChild(at, (child) => visit(child, next));
  };
  ts.forEachChild(node, (child) => visit(child, own));
}

function addRootField(name: FieldName, value: ts.Node, method: string, file: FileReader): void {
  const index = file.functionIndex.get(value);
  const path = ts.isStringLiteralLike(name) ? name.text : propertyName(name);
  if (path === undefined || (index === undefined && !ts.isExpression(value))) return;
  file.facts.routes.push({
    ...{ kind: 'resolver', method, path, pathSpan: file.span(name), span: file.span(value) },
    on: namedRouter(file, { name: '', made: 'graph#', prefix: '', span: { start: 0, end: 0 } }),
    handlers:
      index === undefined
        ? handlersOf(file, [value as ts.Expression], true)
        : [{ span: file.span(value), text: path, function: index }],
  });
}

function typeName(first: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(first)) return first.text;
  if (!ts.isObjectLiteralExpression(first)) return undefined;
  for (const property of first.properties) {
    if (ts.isPropertyAssignment(property) && propertyName(property.name) === 'name')
      return ts.isStringLiteralLike(property.initializer) ? property.initializer.text : undefined;
  }
  return undefined;
}
