import type { DecoratorEntry } from '../../libraries/contract/decorators';
import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { addFieldResolver } from './field-resolver';
import { collectGraphTypes } from './graph-types';

/**
 * Functions that resolve a field of a GraphQL type: methods of Nest and type-graphql, maps of resolvers as Apollo, Mercurius and Yoga take them,
 * and types that are made in code (graphql-js, Nexus, Pothos). Root types are left out: their fields run once per request.
 */
export function collectFieldResolvers(file: FileReader, classes: readonly ts.ClassLikeDeclaration[]): void {
  const { text } = file.tree.root;
  for (const node of classes) decoratedMethods(node, file);
  if (/[rR]esolvers?\b/.test(text) || /resolver/i.test(file.facts.path)) {
    for (const statement of file.tree.root.statements) resolverMaps(statement, file);
  }
  collectGraphTypes(file);
}

function decoratedMethods(node: ts.ClassLikeDeclaration, file: FileReader): void {
  for (const method of node.members) {
    if (!ts.isMethodDeclaration(method) || !hasDecorator(file, method, 'field')) continue;
    const parent = method.parameters.find((each) => hasDecorator(file, each, 'parent'));
    const field = propertyName(method.name);
    if (!parent || field === undefined) continue;
    const type = typeOfResolver(node, file) ?? (parent.type ? file.text(parent.type) : undefined);
    addFieldResolver(file, { type: type ?? '', field, node: method, parent, at: method.name });
  }
}

/** `@Resolver(() => Post)`, `@Resolver('Post')`, `@Resolver(Post)` */
function typeOfResolver(node: ts.ClassLikeDeclaration, file: FileReader): string | undefined {
  for (const decorator of ts.getDecorators(node) ?? []) {
    const call = decorator.expression;
    if (!ts.isCallExpression(call) || !isNamed(file, call.expression, 'resolver')) continue;
    const [first] = call.arguments;
    const value = first && ts.isArrowFunction(first) && !ts.isBlock(first.body) ? first.body : first;
    if (!value) return undefined;
    return ts.isStringLiteralLike(value) ? value.text : file.text(value);
  }
  return undefined;
}

function hasDecorator(file: FileReader, node: ts.HasDecorators, sense: DecoratorEntry['is']): boolean {
  return (ts.getDecorators(node) ?? []).some(({ expression }) =>
    isNamed(file, ts.isCallExpression(expression) ? expression.expression : expression, sense),
  );
}

/** Whether a decorator is called as one in this sense is. */
function isNamed(file: FileReader, callee: ts.Expression, sense: DecoratorEntry['is']): boolean {
  return file.libraries.all.named('decorators', calleeName(callee) ?? '').some(({ is }) => is === sense);
}

/** `const resolvers = { User: { posts: (parent) => … } }`, `export const User = { … }` in a file of resolvers. */
function resolverMaps(statement: ts.Statement, file: FileReader): void {
  const isResolverFile = /resolver/i.test(file.facts.path);
  if (ts.isVariableStatement(statement)) {
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      const value = initializer && unwrap(initializer);
      if (!value || !ts.isIdentifier(name)) continue;
      const typed = type ? file.text(type) : '';
      if (!ts.isObjectLiteralExpression(value)) visitOptions(value, file);
      else if (/resolvers?$/i.test(name.text) || /Resolvers\b/.test(typed)) {
        // `UserResolvers` is the type of one type's fields.
        const own = /^(?:\w+\.)?([A-Z]\w*)Resolvers\b/.exec(typed)?.[1];
        if (own !== undefined && own !== 'I') fieldsOf(own, value, file);
        else typesOf(value, file);
      } else if (isResolverFile && /^[A-Z][a-z]/.test(name.text)) fieldsOf(name.text, value, file);
    }
  } else if (ts.isExportAssignment(statement)) {
    const value = unwrap(statement.expression);
    if (ts.isObjectLiteralExpression(value) && isResolverFile) typesOf(value, file);
    else visitOptions(value, file);
  } else if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    const value = ts.isBinaryExpression(expression) ? unwrap(expression.right) : undefined;
    if (value && ts.isObjectLiteralExpression(value) && isResolverFile) typesOf(value, file);
    else visitOptions(value ?? unwrap(expression), file);
  }
}

/** `new ApolloServer({ typeDefs, resolvers: { … } })` */
function visitOptions(value: ts.Expression, file: FileReader): void {
  if (!ts.isCallExpression(value) && !ts.isNewExpression(value)) return;
  for (const argument of value.arguments ?? []) {
    if (!ts.isObjectLiteralExpression(argument)) {
      visitOptions(unwrap(argument), file);
      continue;
    }
    for (const property of argument.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const given = unwrap(property.initializer);
      if (propertyName(property.name) !== 'resolvers') visitOptions(given, file);
      else if (ts.isObjectLiteralExpression(given)) typesOf(given, file);
    }
  }
}

function typesOf(map: ts.ObjectLiteralExpression, file: FileReader): void {
  for (const property of map.properties) {
    const type = propertyName(property.name);
    if (type === undefined || !/^[A-Z]/.test(type)) continue;
    let value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    const named =
      value && ts.isIdentifier(value)
        ? value.text
        : ts.isShorthandPropertyAssignment(property)
          ? type
          : undefined;
    const declaration = named === undefined ? undefined : file.topLevel(named);
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      value = unwrap(declaration.initializer);
    if (value && ts.isObjectLiteralExpression(value)) fieldsOf(type, value, file);
  }
}

function fieldsOf(type: string, fields: ts.ObjectLiteralExpression, file: FileReader): void {
  for (const property of fields.properties) {
    const field = propertyName(property.name);
    if (field === undefined || !property.name) continue;
    let node: ts.Node | undefined = ts.isMethodDeclaration(property)
      ? property
      : ts.isPropertyAssignment(property)
        ? unwrap(property.initializer)
        : undefined;
    if (node && ts.isIdentifier(node)) node = functionCalled(node.text, file);
    // `{ posts: { resolve: (parent) => … } }`
    if (node && ts.isObjectLiteralExpression(node)) node = resolveOf(node);
    const [parent] = node && isFunctionNode(node) ? node.parameters : [];
    if (node && isFunctionNode(node) && parent)
      addFieldResolver(file, { type, field, node, parent, at: property.name });
  }
}

function functionCalled(name: string, file: FileReader): ts.Node | undefined {
  const declaration = file.topLevel(name);
  return declaration && ts.isVariableDeclaration(declaration)
    ? declaration.initializer && unwrap(declaration.initializer)
    : declaration;
}

function resolveOf(node: ts.ObjectLiteralExpression): ts.Node | undefined {
  for (const property of node.properties) {
    if (propertyName(property.name) !== 'resolve') continue;
    if (ts.isMethodDeclaration(property)) return property;
    if (ts.isPropertyAssignment(property)) return unwrap(property.initializer);
  }
  return undefined;
}
