import { ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact, RouteFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { spelledPath } from '../reading/spelled-path';
import { handlersOf } from './handlers';
import { addPage } from './pages';
import { joinPaths, namedRouter } from './routers';

const controllerDecorators = /^(Controller|JsonController|controller|RestController)$/;
const resolverDecorators = /^(Resolver)$/;
const verbDecorators = /^((http)?(Get|Post|Put|Patch|Delete|Head|Options|All|Sse)|all)$/;
const operations: Record<string, string> = {
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
};
/** Packages whose decorators make controllers and resolvers. */
const decoratorModules =
  /^(@nestjs\/(common|graphql)|routing-controllers|inversify-express-utils|@inversifyjs\/http-core|type-graphql|tsoa|@tsed\/.+|@loopback\/.+|@foal\/.+|@midwayjs\/.+)$/;

interface Decoration {
  name: string;
  decorator: ts.Decorator;
  call?: ts.CallExpression;
}

/** Decorated classes whose methods are routes or resolvers; each is a router of its own, mounted on its package's app. */
export function collectController(node: ts.ClassLikeDeclaration, file: FileReader): void {
  const own = decorationsOf(node);
  const controller = own.find(({ name }) => controllerDecorators.test(name));
  const resolver = own.find(({ name }) => resolverDecorators.test(name));
  const found = controller ?? resolver;
  if (!found || !comesFromFramework(file, found)) return;
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
          /^(http|all$)/.test(routing.name) ? (routing.call?.arguments.slice(1) ?? []) : [],
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
    const verb = decorations.find(({ name }) => verbDecorators.test(name));
    const operation = decorations.find(({ name }) => operations[name] !== undefined);
    const page = decorations.find(({ name }) => name === 'Render');
    if (page) addPage(file, page.decorator, file.functionIndex.get(method));
    if (controller && verb) {
      const name = verb.name.replace(/^http/, '').toUpperCase();
      for (const prefix of prefixes)
        for (const path of pathsOf(file, verb.call?.arguments[0]))
          add(file, method, verb, {
            kind: 'http',
            method: name === 'SSE' ? 'GET' : name,
            path: joinPaths(prefix, path) || '/',
            on,
            handlers: handlers(verb),
          });
    } else if (resolver && operation) {
      add(file, method, operation, {
        kind: 'resolver',
        method: operations[operation.name] as string,
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
  return path === undefined || decoratorModules.test(splitPath(path).module) || path.startsWith('.');
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

/** Decorators that only describe. */
const describing =
  /^(Api\w*|HttpCode|Header|Render|Redirect|Version|UseInterceptors|UsePipes|UseFilters|Injectable|Catch|Description|Returns|Response|Produces|Tags)$/;

/** `@UseGuards(A, B)` puts its arguments before the handler; any other decorator stands for itself: `@Roles('admin')`, `@Public()`. */
function handlersOfDecorations(file: FileReader, decorations: readonly Decoration[]): HandlerFact[] {
  return decorations.flatMap(({ name, decorator, call }) => {
    if (describing.test(name)) return [];
    if (/^(UseGuards|UseBefore|Use|withMiddleware|UseMiddleware)$/.test(name) && call)
      return handlersOf(file, call.arguments, false);
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
