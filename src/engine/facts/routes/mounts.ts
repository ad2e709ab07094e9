import type { RouterEntry } from '../../libraries/contract/routers';
import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact, MountFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { isPath, spelledPath } from '../reading/spelled-path';
import { addRoute } from './add-route';
import { handlersOf } from './handlers';
import { handlersAmongOptions } from './route-options';
import { routerMethods } from './router-methods';
import { isRouter, knownRouter, namedRouter, routerOf } from './routers';

/** `app.use('/prefix', …)`, `fastify.register(plugin, { prefix })`, Hono's `app.route('/prefix', sub)`. */
export function collectMounts(node: ts.CallExpression, file: FileReader): void {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || !isRouter(file, callee.expression)) return;
  const [first, ...rest] = node.arguments;
  if (!first) return;
  const on = routerOf(file, callee.expression);
  const name = callee.name.text;
  const listed = mountedFromList(file, first, rest[0]);
  if (listed.length > 0) {
    for (const { prefix, mounted } of listed)
      for (const handler of handlersOf(file, [mounted], false)) addMount(file, node, on, prefix, handler);
    return;
  }
  const prefixed =
    (rest.length > 0 || name !== 'register') && isPath(file, first) && !isFunctionNode(unwrap(first));
  const given = prefixed ? rest : [first, ...(name === 'register' ? [] : rest)];
  let prefixes = prefixed ? prefixesOf(file, first) : [''];
  if (name === 'register') {
    const { members } = readOptions(file, rest[0]);
    const prefix = members.get('prefix');
    // A plugin that waits for the routes to ask for it.
    if (members.get('global')?.kind === ts.SyntaxKind.FalseKeyword) return;
    prefixes = [(prefix && spelledPath(file, prefix)) ?? ''];
    const folder = loadedFolder(file, first, members);
    if (folder) {
      for (const mounted of handlersOf(file, given, false))
        file.facts.mounts.push({ ...folder, on, mounted, argument: 0, call: file.span(node) });
      return;
    }
  }
  const handlers = handlersOf(file, given, false);
  const shares = routerMethods(file).withOptionsLast?.sharesFunctions;
  for (const prefix of prefixes)
    for (const mounted of handlers)
      file.facts.mounts.push({
        ...{ prefix, on, mounted, argument: 0, call: file.span(node) },
        ...(shares ? { shares } : {}),
      });
  // `app.use('/health', (req, res) => …)` answers there as a route does.
  const last = given[given.length - 1] && unwrap(given[given.length - 1] as ts.Expression);
  if (name === 'use' && prefixed && last && isFunctionNode(last) && last.parameters.length < 3)
    addRoute(file, node, 'ALL', unwrap(first), on, handlersOf(file, given, true));
}

/** `register(autoload, { dir: join(__dirname, 'routes'), options: { prefix } })`: the folder, and what its paths start with. */
function loadedFolder(
  file: FileReader,
  plugin: ts.Expression,
  members: ReadonlyMap<string, ts.Expression | undefined>,
): { folder: string; prefix: string } | undefined {
  const dir = members.get('dir');
  if (!dir || file.libraries.find('mounts', file.paths.of(plugin))?.mounts !== 'folder') return undefined;
  const made = unwrap(dir);
  if (!ts.isCallExpression(made) || !/(^|\.)(join|resolve)$/.test(file.text(made.expression)))
    return undefined;
  const [, ...parts] = made.arguments.map(unwrap);
  if (parts.length === 0 || !parts.every(ts.isStringLiteralLike)) return undefined;
  const plain = members.get('dirNameRoutePrefix');
  if (plain && unwrap(plain).kind === ts.SyntaxKind.FalseKeyword) return undefined;
  const options = members.get('options');
  const prefix = options && readOptions(file, options).members.get('prefix');
  return {
    folder: parts.map((each) => each.text).join('/'),
    prefix: (prefix && spelledPath(file, prefix)) ?? '',
  };
}

function addMount(
  file: FileReader,
  node: ts.Node,
  on: number,
  prefix: string,
  mounted: HandlerFact,
  argument = 0,
): void {
  file.facts.mounts.push({ prefix, on, mounted, argument, call: file.span(node) });
}

function prefixesOf(file: FileReader, expression: ts.Expression): string[] {
  const node = unwrap(expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((each) => spelledPath(file, each) ?? '');
  if (ts.isRegularExpressionLiteral(node)) return [node.text];
  return [spelledPath(file, node) ?? ''];
}

/**
 * What a library's own methods add to a router: hooks for all that follows (`onBeforeHandle(check)`, `guard({ beforeHandle })`), or a part of the router that is handed to a
 * function, under a prefix and behind hooks.
 */
export function collectGroup(node: ts.CallExpression, name: string, file: FileReader): void {
  const { hooks, groups, withOptionsLast } = routerMethods(file);
  const callee = unwrap(node.expression);
  if (!(hooks.has(name) || groups.has(name)) || !ts.isPropertyAccessExpression(callee)) return;
  if (!isRouter(file, callee.expression)) return;
  const on = routerOf(file, callee.expression);
  const given = node.arguments.map(unwrap);
  const options = given.find(ts.isObjectLiteralExpression);
  const run = given.findLast((each) => isFunctionNode(each));
  const among = options && withOptionsLast ? handlersAmongOptions(file, options, withOptionsLast) : [];
  if (!groups.has(name) || !run || !isFunctionNode(run)) {
    const added = handlersOf(
      file,
      given.filter((each) => each !== options),
      false,
    );
    const shared = options !== undefined && isShared(file, options, withOptionsLast);
    for (const mounted of [...among, ...added])
      file.facts.mounts.push({
        ...{ prefix: '', on, mounted, argument: 0, call: file.span(node) },
        ...(shared ? { shared } : {}),
      });
    return;
  }
  const [first] = given;
  const prefix = first && first !== run && isPath(file, first) ? (spelledPath(file, first) ?? '') : '';
  for (const handler of handlersOf(file, [run], false)) addMount(file, node, on, prefix, handler);
  const part = run.parameters[0]?.name;
  if (!part || !ts.isIdentifier(part) || !options) return;
  // The hooks stand before the function, and so before all that it adds.
  for (const handler of among) addMount(file, options, routerOf(file, part), '', handler);
}

/** `{ as: 'scoped' }`: the hook holds for those too who mount the router. */
function isShared(
  file: FileReader,
  options: ts.ObjectLiteralExpression,
  entry: RouterEntry | undefined,
): boolean {
  const { members } = readOptions(file, options);
  return Object.entries(entry?.sharing ?? {}).some(([name, values]) => {
    const value = members.get(name);
    const given = value && unwrap(value);
    return given !== undefined && ts.isStringLiteralLike(given) && values.includes(given.text);
  });
}

/** `app.addHook('preHandler', authenticate)`. Hooks that run after the handler let nobody in or out. */
export function collectHook(node: ts.CallExpression, file: FileReader): void {
  const [event, hook] = node.arguments;
  const callee = unwrap(node.expression);
  if (!event || !hook || !ts.isPropertyAccessExpression(callee) || !isRouter(file, callee.expression)) return;
  const name = unwrap(event);
  if (!ts.isStringLiteralLike(name) || !/^(onRequest|preParsing|preValidation|preHandler)$/.test(name.text))
    return;
  const on = routerOf(file, callee.expression);
  for (const handler of handlersOf(file, [hook], false)) addMount(file, node, on, '', handler);
}

/**
 * `routes.forEach((route) => app.use(route.path, route.router))` over a list of this file, and the same in a loop: one mount for each
 * element that spells both out.
 */
function mountedFromList(
  file: FileReader,
  path: ts.Expression,
  mounted: ts.Expression | undefined,
): { prefix: string; mounted: ts.Expression }[] {
  if (!mounted) return [];
  const [from, what] = [memberOfElement(file, path), memberOfElement(file, mounted)];
  if (!from || !what || from.list !== what.list) return [];
  return from.list.elements.flatMap((element) => {
    const value = (key: string) => valueAt(unwrap(element), key);
    const [prefix, router] = [value(from.key), value(what.key)];
    const spelled = prefix && spelledPath(file, prefix);
    return spelled !== undefined && router ? [{ prefix: spelled, mounted: router }] : [];
  });
}

function valueAt(element: ts.Expression, key: string): ts.Expression | undefined {
  if (ts.isArrayLiteralExpression(element)) return element.elements[Number(key)];
  if (!ts.isObjectLiteralExpression(element)) return undefined;
  for (const property of element.properties) {
    if (ts.isPropertyAssignment(property) && propertyName(property.name) === key) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === key) return property.name;
  }
  return undefined;
}

/** `route.path`, or `path` taken from `route` by destructuring, where `route` is an element of a list spelled out in this file. */
function memberOfElement(
  file: FileReader,
  expression: ts.Expression,
): { list: ts.ArrayLiteralExpression; key: string } | undefined {
  const node = unwrap(expression);
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const declaration = file.tree.declarationOf(node.expression);
    const list = declaration && listOf(file, declaration);
    return list && { list, key: node.name.text };
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration || !ts.isBindingElement(declaration)) return undefined;
  const pattern = declaration.parent;
  const list = listOf(file, pattern.parent);
  if (!list) return undefined;
  const key = ts.isArrayBindingPattern(pattern)
    ? String(pattern.elements.indexOf(declaration))
    : propertyName(declaration.propertyName ?? declaration.name);
  return key === undefined ? undefined : { list, key };
}

/** The list that a loop's variable or a callback's parameter runs over. */
function listOf(file: FileReader, declaration: ts.Node): ts.ArrayLiteralExpression | undefined {
  let over: ts.Expression | undefined;
  if (ts.isParameter(declaration) && ts.isCallExpression(declaration.parent.parent)) {
    const callee = unwrap(declaration.parent.parent.expression);
    if (ts.isPropertyAccessExpression(callee) && /^(forEach|map)$/.test(callee.name.text))
      over = callee.expression;
  } else if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) over = loop.expression;
  }
  const node = over && unwrap(over);
  if (!node) return undefined;
  if (ts.isArrayLiteralExpression(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const list = file.tree.declarationOf(node);
  const value = list && ts.isVariableDeclaration(list) && list.initializer && unwrap(list.initializer);
  return value && ts.isArrayLiteralExpression(value) ? value : undefined;
}

/** Routers that are given to functions of the project, which define routes on them: `require('./routes')(app)`. Runs once all routers are known. */
export function collectHandedRouters(calls: readonly ts.CallExpression[], file: FileReader): void {
  if (file.facts.routers.length === 0) return;
  const names = new Set(file.facts.routers.map((each) => each.name));
  const mounted = new Set(file.facts.mounts.map((each) => each.call.start));
  for (const node of calls) {
    for (const [argument, expression] of node.arguments.entries()) {
      if (!ts.isIdentifier(expression) && !ts.isPropertyAccessExpression(expression)) continue;
      if (!names.has(file.text(expression))) continue;
      const router = knownRouter(file, expression);
      if (router === undefined || mounted.has(file.span(node).start)) continue;
      const path = file.paths.of(node.expression);
      if (path === undefined || !(file.isProjectPath(path) || /^(local|this)#/.test(path))) continue;
      addMount(
        file,
        node,
        router,
        '',
        { span: file.span(node.expression), text: file.words(node.expression), path },
        argument,
      );
    }
  }
}

/** What holds for all controllers of an app: its prefix, its guards, its middleware. */
export function collectControllerApp(calls: readonly ts.CallExpression[], file: FileReader): void {
  if (!file.facts.imports.some(({ specifier }) => file.libraries.is(specifier, 'container'))) return;
  for (const node of calls) {
    const callee = unwrap(node.expression);
    if (!ts.isPropertyAccessExpression(callee)) continue;
    const name = callee.name.text;
    if (name !== 'setGlobalPrefix' && name !== 'useGlobalGuards' && name !== 'forRoutes') continue;
    const on = controllerRouter(file);
    if (name === 'setGlobalPrefix') {
      const [prefix] = node.arguments;
      const router = file.facts.routers[on];
      const spelled = prefix && spelledPath(file, prefix);
      if (router && spelled !== undefined) router.prefix = spelled;
    } else if (name === 'useGlobalGuards') {
      for (const handler of handlersOf(file, node.arguments, false)) addMount(file, node, on, '', handler);
    } else mountedForRoutes(file, node, callee.expression, on);
  }
  globalProviders(file);
}

/** `consumer.apply(A, B).forRoutes('cats')`. */
function mountedForRoutes(
  file: FileReader,
  node: ts.CallExpression,
  receiver: ts.Expression,
  on: number,
): void {
  let at = unwrap(receiver);
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    if (at.expression.name.text === 'apply') {
      for (const target of node.arguments) {
        const spelled = spelledPath(file, target);
        const prefix = spelled === undefined || /^[*{]/.test(spelled) ? '' : spelled;
        for (const handler of handlersOf(file, at.arguments, false))
          addMount(file, node, on, prefix, handler);
      }
      return;
    }
    at = unwrap(at.expression.expression);
  }
}

/** `{ provide: APP_GUARD, useClass: ThrottlerGuard }`. */
function globalProviders(file: FileReader): void {
  const { text } = file.tree.root;
  if (!/\bAPP_GUARD\b/.test(text)) return;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const value = (name: string) => valueAt(node, name);
      const provided = value('provide');
      const used = value('useClass') ?? value('useExisting') ?? value('useFactory');
      if (provided && used && file.text(provided) === 'APP_GUARD')
        for (const handler of handlersOf(file, [used], false))
          addMount(file, node, controllerRouter(file), '', handler);
    }
    ts.forEachChild(node, visit);
  };
  visit(file.tree.root);
}

function controllerRouter(file: FileReader): number {
  return namedRouter(file, {
    name: '',
    made: 'container#',
    joins: 'container',
    prefix: '',
    span: { start: 0, end: 0 },
  });
}

export type { MountFact };
