import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { handlersOf } from './handlers';
import { namedRouter } from './routers';

const top = { start: 0, end: 0 };

/** Next.js: a route's path is the path of its file, and its handlers are what the file exports. */
export function collectFileRoutes(file: FileReader): void {
  const { path, exports } = file.facts;
  const app = /(?:^|\/)app\/(.*\/)?route\.[jt]sx?$/.exec(path);
  const pages = /(?:^|\/)pages\/(api(?:\/.*)?)\.[jt]sx?$/.exec(path);
  if (app) {
    const route = `/${(app[1] ?? '')
      .split('/')
      .filter((part) => part && !/^\(.*\)$|^@/.test(part))
      .map(segment)
      .join('/')}`;
    for (const { name } of exports)
      if (/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(name)) add(file, name, route, name);
  } else if (pages) {
    const route = `/${(pages[1] as string)
      .replace(/\/index$/, '')
      .split('/')
      .map(segment)
      .join('/')}`;
    add(file, 'ALL', route, 'default');
  } else if (/^(.*\/)?middleware\.[jt]s$/.test(path)) middleware(file);
}

/** The file `middleware.ts` beside `app` or `pages` runs before every route of its package. */
function middleware(file: FileReader): void {
  if (!file.facts.imports.some((each) => /^next(\/|-|$)|^@clerk\/nextjs/.test(each.specifier))) return;
  const found = file.facts.exports.find(({ name }) => name === 'middleware' || name === 'default');
  if (!found) return;
  file.facts.mounts.push({
    prefix: '',
    on: router(file),
    mounted: { ...handlerOf(file, found.name), text: 'middleware' },
    argument: 0,
    call: handlerOf(file, found.name).span,
  });
}

function router(file: FileReader): number {
  return namedRouter(file, { name: '', made: 'files#', joins: 'files', prefix: '', span: top });
}

function add(file: FileReader, method: string, route: string, exported: string): void {
  const handler = handlerOf(file, exported);
  file.facts.routes.push({
    kind: 'http',
    method,
    path: route,
    pathSpan: handler.span,
    span: handler.span,
    on: router(file),
    handlers: [handler],
  });
}

function handlerOf(file: FileReader, exported: string): HandlerFact {
  const fact = file.facts.exports.find(({ name }) => name === exported);
  const declared = fact?.local === undefined ? undefined : file.topLevel(fact.local);
  const value = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  // `export const POST = withSession(async (request) => …)`
  if (value && !isFunctionNode(unwrap(value))) {
    const [wrapped] = handlersOf(file, [value], true);
    if (wrapped) return wrapped;
  }
  const index = fact?.function;
  const own = index === undefined ? undefined : file.facts.functions[index];
  return {
    span: own?.nameSpan ?? top,
    text: exported,
    ...(index === undefined ? {} : { function: index }),
    ...(fact?.denotes === undefined ? {} : { path: fact.denotes }),
  };
}

function segment(part: string): string {
  return part.replace(/^\[+(?:\.\.\.)?(.+?)\]+$/, ':$1');
}
