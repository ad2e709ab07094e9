import type { DecoratorEntry } from '../../libraries/contract/decorators';
import { ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact, RouteFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { spelledPath } from '../reading/spelled-path';
import { handlersOf } from './handlers';
import { addPage } from './pages';
import { joinPaths, namedRouter } from './routers';

/** Decorators that describe an operation for documents: `@ApiOperation()`. */
const documenting = /^Api[A-Z]/;

interface Decoration {
  name: string;
  decorator: ts.Decorator;
  call?: ts.CallExpression;
}

/** Decorated classes whose methods are routes or resolvers; each is a router of its own, mounted on its package's app. */
export function collectController(node: ts.ClassLikeDeclaration, file: FileReader): void {
  const own = decorationsOf(node);
  const controller = own.find((each) => meaningOf(file, each, 'controller'));
  const resolver = own.find((each) => meaningOf(file, each, 'resolver'));
  const found = controller ?? resolver;
  if (!found || !comesFromFramework(file, found)) return;
  const { joins } = meaningOf(file, found, controller ? 'controller' : 'resolver') ?? {};
  const before = handlersOfDecorations(
    file,
    own.filter((each) => each !== found),
  );
  const prefixes = controller ? pathsOf(file, controller.call?.arguments[0]) : [''];
  before.push(...handlersOf(file, controller?.call?.arguments.slice(1) ?? [], false));
  const className = node.name?.text ?? '';
  const { module } = splitPath(file.paths.of(calleeOf(found.decorator)) ?? '?#');
  const on = namedRouter(file, {
    name: className,
    made: `${module}#${found.name}`,
    prefix: '',
    span: file.span(node.name ?? found.decorator),
    className,
    ...(joins === undefined ? {} : { joins }),
  });
  for (const method of node.members) {
    if (!ts.isMethodDeclaration(method)) continue;
    const decorations = decorationsOf(method);
    const handlers = (routing: Decoration): HandlerFact[] => {
      const index = file.functionIndex.get(method);
      return [
        ...before,
        ...handlersOf(
          file,
          meaningOf(file, routing, 'route')?.takesMiddleware ? (routing.call?.arguments.slice(1) ?? []) : [],
          false,
        ),
        ...handlersOfDecorations(
          file,
          decorations.filter((each) => each !== routing),
        ),
        {
          span: file.span(method.name),
          text: file.words(method.name),
          ...(index === undefined ? {} : { function: index }),
        },
      ];
    };
    const verb = decorations.find((each) => meaningOf(file, each, 'route'));
    const operation = decorations.find((each) => meaningOf(file, each, 'operation'));
    const page = decorations.find((each) => meaningOf(file, each, 'page'));
    if (page) addPage(file, page.decorator, file.functionIndex.get(method));
    if (controller && verb) {
      for (const prefix of prefixes)
        for (const path of pathsOf(file, verb.call?.arguments[0]))
          add(file, method, verb, {
            kind: 'http',
            method: meaningOf(file, verb, 'route')?.method ?? 'ALL',
            path: joinPaths(prefix, path) || '/',
            on,
            handlers: handlers(verb),
          });
    } else if (resolver && operation) {
      add(file, method, operation, {
        kind: 'resolver',
        method: meaningOf(file, operation, 'operation')?.method ?? 'QUERY',
        path: file.text(method.name),
        on,
        handlers: handlers(operation),
      });
    }
  }
}

function add(
  file: FileReader,
  method: ts.MethodDeclaration,
  routing: Decoration,
  fact: Omit<RouteFact, 'pathSpan' | 'span' | 'within'>,
): void {
  const within = file.functionIndex.get(method);
  const at = fact.kind === 'resolver' ? method.name : (routing.call?.arguments[0] ?? routing.decorator);
  file.facts.routes.push({
    ...fact,
    pathSpan: file.span(at),
    span: file.span(method),
    ...(within === undefined ? {} : { within }),
  });
}

function comesFromFramework(file: FileReader, { decorator }: Decoration): boolean {
  const path = file.paths.of(calleeOf(decorator));
  return (
    path === undefined || file.libraries.is(splitPath(path).module, 'controllers') || path.startsWith('.')
  );
}

/** What a decorator means, in the sense that is asked for: as the sheet of its package has it, else as any of that name. */
function meaningOf(
  file: FileReader,
  { name, decorator }: Decoration,
  sense: DecoratorEntry['is'],
): DecoratorEntry | undefined {
  const named = file.libraries.all.named('decorators', name).filter(({ is }) => is === sense);
  if (named.length === 0) return undefined;
  const own = file.libraries.known('decorators', file.paths.of(calleeOf(decorator)));
  return named.find((each) => own?.library.decorators?.includes(each)) ?? named[0];
}

function calleeOf({ expression }: ts.Decorator): ts.Expression {
  return ts.isCallExpression(expression) ? expression.expression : expression;
}

function decorationsOf(node: ts.HasDecorators): Decoration[] {
  return (ts.getDecorators(node) ?? []).flatMap((decorator) => {
    const callee = calleeOf(decorator);
    if (!ts.isIdentifier(callee)) return [];
    const call = ts.isCallExpression(decorator.expression) ? { call: decorator.expression } : {};
    return [{ name: callee.text, decorator, ...call }];
  });
}

/** `@UseGuards(A, B)` puts its arguments before the handler; any other decorator stands for itself: `@Roles('admin')`, `@Public()`. */
function handlersOfDecorations(file: FileReader, decorations: readonly Decoration[]): HandlerFact[] {
  return decorations.flatMap((decoration) => {
    const { name, decorator, call } = decoration;
    if (documenting.test(name) || meaningOf(file, decoration, 'describes')) return [];
    if (call && meaningOf(file, decoration, 'uses')) return handlersOf(file, call.arguments, false);
    const path = file.paths.of(decorator.expression);
    return [
      {
        span: file.span(decorator),
        text: file.words(decorator, 60),
        ...(path === undefined ? {} : { path }),
      },
    ];
  });
}

function pathsOf(file: FileReader, argument: ts.Expression | undefined): string[] {
  if (!argument) return [''];
  const node = unwrap(argument);
  const spelled = spelledPath(file, node);
  if (spelled !== undefined) return [spelled];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => pathsOf(file, element));
  if (ts.isObjectLiteralExpression(node)) {
    const path = readOptions(file, node).members.get('path');
    return path ? pathsOf(file, path) : [''];
  }
  return [`\${${file.words(node, 30)}}`];
}
