import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { BindingFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { PlainPaths } from './shapes';

/**
 * What containers hand out, as far as it is spelled out: inversify's `bind(TYPES.Users).to(PgUsers)`, tsyringe's `register` and
 * `registerSingleton`, Nest's `{ provide, useClass }`, awilix's `asClass`; and what constructors ask for with `@inject(TOKEN)`.
 */
export function collectBindings(file: FileReader): void {
  // Few files speak of a container, and only those are walked again.
  if (
    !/\.bind[<(]|\buseClass\b|\buseExisting\b|\basClass\(|\.registerSingleton[<(]|@[iI]nject\(/.test(
      file.tree.root.text,
    )
  )
    return;
  const names = new PlainPaths(file);
  file.tree.bind();
  const visit = (node: ts.Node): void => {
    const binding = bindingOf(node, file, names);
    if (binding) file.facts.bindings.push(binding);
    ts.forEachChild(node, visit);
  };
  visit(file.tree.root);
}

function bindingOf(node: ts.Node, file: FileReader, names: PlainPaths): BindingFact | undefined {
  if (ts.isCallExpression(node)) {
    const name = memberName(node.expression);
    if (name !== undefined && /^(to|toConstantValue|toDynamicValue|toSelf)$/.test(name))
      return inversify(node, file, names);
    if (name === 'register' || name === 'registerSingleton') return tsyringe(node, file, names);
  }
  if (ts.isPropertyAssignment(node)) return awilix(node, names);
  if (ts.isObjectLiteralExpression(node)) return provided(node, file, names);
  return ts.isParameter(node) || ts.isPropertyDeclaration(node) ? asked(node, node.parent, file) : undefined;
}

/** `container.bind<Users>(TYPES.Users).to(PgUsers)` */
function inversify(node: ts.CallExpression, file: FileReader, names: PlainPaths): BindingFact | undefined {
  const bound = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
  if (!bound || !ts.isCallExpression(bound) || !/^(re)?bind$/.test(memberName(bound.expression) ?? ''))
    return undefined;
  const [token] = bound.arguments;
  const [given] = node.arguments;
  if (!token || !given) return undefined;
  const made = madeBy(given, names, memberName(node.expression) === 'to');
  return made === undefined ? undefined : binding(token, bound.typeArguments?.[0], made, file);
}

/** `container.register<Users>('users', { useClass: PgUsers })`, `container.registerSingleton('users', PgUsers)` */
function tsyringe(node: ts.CallExpression, file: FileReader, names: PlainPaths): BindingFact | undefined {
  const [token, given] = node.arguments;
  if (!token || !given) return undefined;
  const value = ts.isObjectLiteralExpression(given) ? propertyValue(given, 'useClass') : given;
  const made = value && madeBy(value, names, true);
  return made === undefined ? undefined : binding(token, node.typeArguments?.[0], made, file);
}

/** Nest's `{ provide: USERS, useClass: PgUsers }` */
function provided(
  node: ts.ObjectLiteralExpression,
  file: FileReader,
  names: PlainPaths,
): BindingFact | undefined {
  const token = propertyValue(node, 'provide');
  const made = propertyValue(node, 'useClass') ?? propertyValue(node, 'useExisting');
  const factory = propertyValue(node, 'useFactory');
  const path = made ? madeBy(made, names, true) : factory && madeBy(factory, names, false);
  if (!token || path === undefined) return undefined;
  const fact = binding(token, undefined, path, file);
  // A class may be its own token.
  return ts.isIdentifier(token) ? { ...fact, contract: token.text } : fact;
}

/** awilix's `{ users: asClass(PgUsers).singleton() }` */
function awilix(node: ts.PropertyAssignment, names: PlainPaths): BindingFact | undefined {
  let value = unwrap(node.initializer);
  while (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression))
    value = unwrap(value.expression.expression);
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) return undefined;
  const [given] = value.arguments;
  const token = propertyName(node.name);
  if (token === undefined || !given || !/^as(Class|Function)$/.test(value.expression.text)) return undefined;
  const path = names.ofValue(given);
  return path === undefined ? undefined : { token, made: `${path}()` };
}

/** `@inject(TYPES.Users) private readonly users: Users` */
function asked(
  node: ts.ParameterDeclaration | ts.PropertyDeclaration,
  parent: ts.Node,
  file: FileReader,
): BindingFact | undefined {
  if (ts.isParameter(node) && !ts.isConstructorDeclaration(parent)) return undefined;
  const contract = contractOf(node.type);
  if (contract === undefined) return undefined;
  for (const modifier of node.modifiers ?? []) {
    if (!ts.isDecorator(modifier) || !ts.isCallExpression(modifier.expression)) continue;
    const { expression, arguments: given } = modifier.expression;
    const [token] = given;
    if (token && ts.isIdentifier(expression) && /^inject$/i.test(expression.text))
      return { token: file.text(token), contract };
  }
  return undefined;
}

function binding(
  token: ts.Expression,
  type: ts.TypeNode | undefined,
  made: string,
  file: FileReader,
): BindingFact {
  const contract = contractOf(type);
  return { token: file.text(token), made, ...(contract === undefined ? {} : { contract }) };
}

/** An instance of a class that is named, or of one that is made on the spot. */
function madeBy(given: ts.Expression, names: PlainPaths, isClass: boolean): string | undefined {
  const value = unwrap(given);
  if (ts.isArrowFunction(value) && !ts.isBlock(value.body)) return madeBy(value.body, names, false);
  const path = names.ofValue(value);
  return path === undefined || !isClass ? path : `${path}()`;
}

function contractOf(type: ts.TypeNode | undefined): string | undefined {
  return type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
    ? type.typeName.text
    : undefined;
}

function propertyValue(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of node.properties)
    if (ts.isPropertyAssignment(property) && propertyName(property.name) === name)
      return property.initializer;
  return undefined;
}
