import { enclosingFunction, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { RouterFact } from '../facts';
import { enclosingClass, splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';
import { spelledPath } from '../reading/spelled-path';
import { routerMethods } from './router-methods';
import { soundsLikeRouter } from './router-names';

const known = new WeakMap<FileReader, Map<string, number>>();

/** Whether routes can be defined on an expression: told by what it is made by, else by what it is called. */
export function isRouter(file: FileReader, receiver: ts.Expression): boolean {
  const root = rootOf(file, receiver).node;
  const path = file.paths.of(root);
  if (path !== undefined) {
    const { module } = splitPath(path);
    if (file.libraries.is(module, 'router')) return true;
    if (file.libraries.is(module, 'no-router')) return false;
  }
  return soundsLikeRouter(file.text(root).split('(')[0] ?? '') || isGrouped(file, root);
}

/** Whether a name is the part of a router that a function is handed: `group('/v1', (part) => part.get(…))`. */
function isGrouped(file: FileReader, node: ts.Expression): boolean {
  const { groups } = routerMethods(file);
  if (groups.size === 0 || !ts.isIdentifier(node)) return false;
  const declaration = file.tree.declarationOf(node);
  const around = declaration && ts.isParameter(declaration) ? declaration.parent.parent : undefined;
  if (!around || !ts.isCallExpression(around)) return false;
  const callee = unwrap(around.expression);
  return (
    ts.isPropertyAccessExpression(callee) && groups.has(callee.name.text) && isRouter(file, callee.expression)
  );
}

/** The router that an expression stands for, as an index into the file's `routers`; a fact is added for one not seen before. */
export function routerOf(file: FileReader, receiver: ts.Expression): number {
  const { node, prefix } = rootOf(file, receiver);
  const key = `${keyOf(file, node)}${prefix}`;
  let ofFile = known.get(file);
  if (!ofFile) {
    ofFile = new Map();
    known.set(file, ofFile);
  }
  const index = ofFile.get(key);
  if (index !== undefined) return index;
  const added = file.facts.routers.length;
  ofFile.set(key, added);
  const fact = describe(file, node);
  file.facts.routers.push({ ...fact, prefix: joinPaths(fact.prefix, prefix) });
  return added;
}

/** The router that a name of the file stands for, if routes or mounts of it are known. */
export function knownRouter(file: FileReader, node: ts.Expression): number | undefined {
  return known.get(file)?.get(keyOf(file, unwrap(node)));
}

/** A router without a variable: a decorated class, a framework's own. */
export function namedRouter(file: FileReader, fact: RouterFact): number {
  const at = file.facts.routers.findIndex((each) => each.name === fact.name && each.made === fact.made);
  return at >= 0 ? at : file.facts.routers.push(fact) - 1;
}

/** The receiver below the calls of a chain: `app` of `app.route('/x').get(a).post(b)`. */
function rootOf(file: FileReader, receiver: ts.Expression): { node: ts.Expression; prefix: string } {
  const { chaining, prefixing } = routerMethods(file);
  let node = unwrap(receiver);
  let prefix = '';
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const method = node.expression.name.text;
    if (!chaining.has(method)) break;
    const [first] = node.arguments;
    if (first && prefixing.has(method)) prefix = joinPaths(spelledPath(file, first) ?? '', prefix);
    node = unwrap(node.expression.expression);
  }
  return { node, prefix };
}

function keyOf(file: FileReader, node: ts.Expression): string {
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    return declaration ? `${declaration.pos}:${node.text}` : node.text;
  }
  if (isOwnMember(node)) return `${enclosingClass(node)?.pos}:${file.text(node)}`;
  // A chain that starts with what makes the router: `new Hono().get(…)`.
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    file.tree.bind();
    const holder = holderOf(node);
    return holder ? `${holder.parent.pos}:${holder.text}` : `${node.pos}`;
  }
  return file.text(node);
}

function describe(file: FileReader, node: ts.Expression): RouterFact {
  const made = file.paths.of(node) ?? '?#';
  const fact: RouterFact = { name: file.words(node, 40), made, prefix: '', span: file.span(node) };
  if (isOwnMember(node)) {
    const className = enclosingClass(node)?.name?.text;
    if (className !== undefined) fact.className = className;
  }
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    // What stands around it is known only once the file is bound: nothing may have asked for a name yet.
    file.tree.bind();
    // The chain's variable has its name: `const app = new Hono().get(…)`.
    const holder = holderOf(node);
    if (holder) {
      fact.name = holder.text;
      fact.span = file.span(holder);
    } else if (isReturned(node)) fact.returned = true;
    fact.prefix = ownPrefix(file, node);
    const within = file.within(node);
    if (within !== undefined) fact.within = within;
    if (holder && within !== undefined && returns(holder)) fact.returned = true;
    return fact;
  }
  if (!ts.isIdentifier(node)) return fact;
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return fact;
  const parameter = parameterOf(declaration);
  if (parameter) {
    const owner = file.functionIndex.get(parameter.parent);
    if (owner !== undefined) fact.within = owner;
    fact.parameter = { index: parameter.parent.parameters.indexOf(parameter) };
    if (ts.isBindingElement(declaration)) {
      const { parent, propertyName: from, name } = declaration;
      // `(...[router, deps])` names the arguments one by one.
      if (ts.isArrayBindingPattern(parent)) fact.parameter.index += parent.elements.indexOf(declaration);
      else if (ts.isIdentifier(from ?? name)) fact.parameter.member = ((from ?? name) as ts.Identifier).text;
    }
    return fact;
  }
  fact.span = file.span(ts.getNameOfDeclaration(declaration) ?? node);
  if (ts.isVariableDeclaration(declaration)) {
    const within = file.within(declaration);
    if (within !== undefined) {
      fact.within = within;
      if (ts.isIdentifier(declaration.name) && returns(declaration.name)) fact.returned = true;
    }
    if (declaration.initializer) {
      const root = rootOf(file, declaration.initializer);
      fact.prefix = joinPaths(ownPrefix(file, root.node), root.prefix);
    }
  }
  return fact;
}

function isOwnMember(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}

/** `new Router({ prefix: '/users' })`. */
function ownPrefix(file: FileReader, made: ts.Expression): string {
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return '';
  const [first] = made.arguments ?? [];
  if (!first || !ts.isObjectLiteralExpression(unwrap(first))) return '';
  const prefix = readOptions(file, first).members.get('prefix');
  return prefix ? (spelledPath(file, prefix) ?? '') : '';
}

function parameterOf(declaration: ts.Declaration): ts.ParameterDeclaration | undefined {
  if (ts.isParameter(declaration)) return declaration;
  if (!ts.isBindingElement(declaration)) return undefined;
  const holder = declaration.parent.parent;
  return ts.isParameter(holder) ? holder : undefined;
}

/** The variable that a chain of calls is put into. */
function holderOf(node: ts.Expression): ts.Identifier | undefined {
  let at: ts.Node = node;
  while (
    ts.isPropertyAccessExpression(at.parent) ||
    (ts.isCallExpression(at.parent) && at.parent.expression === at) ||
    ts.isParenthesizedExpression(at.parent)
  )
    at = at.parent;
  return ts.isVariableDeclaration(at.parent) && ts.isIdentifier(at.parent.name) ? at.parent.name : undefined;
}

function isReturned(node: ts.Expression): boolean {
  let at: ts.Node = node;
  while (ts.isPropertyAccessExpression(at.parent) || ts.isCallExpression(at.parent)) at = at.parent;
  return ts.isReturnStatement(at.parent) || (ts.isArrowFunction(at.parent) && at.parent.body === at);
}

/** Whether the function around a variable returns it, alone or in an object. */
function returns(name: ts.Identifier): boolean {
  const owner = enclosingFunction(name);
  if (!owner || !isFunctionNode(owner)) return false;
  return returnsOf(owner).some((value) => mentions(unwrap(value), name.text));
}

function mentions(value: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(value)) return value.text === name;
  if (ts.isObjectLiteralExpression(value))
    return value.properties.some(
      (each) =>
        (ts.isShorthandPropertyAssignment(each) && each.name.text === name) ||
        (ts.isPropertyAssignment(each) && mentions(unwrap(each.initializer), name)),
    );
  // `return router.routes()`
  return ts.isCallExpression(value) && memberName(value.expression) !== undefined
    ? mentions(unwrap((value.expression as ts.PropertyAccessExpression).expression), name)
    : false;
}

/** Two parts of a path, with one slash between them. */
export function joinPaths(first: string, second: string): string {
  const joined = [first, second]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/');
  return joined === '' ? '' : `/${joined}`;
}
