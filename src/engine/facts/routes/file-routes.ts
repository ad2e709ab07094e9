import type { FileRouteEntry } from '../../libraries/contract/file-routes';
import { perLibraries } from '../../libraries/look-up';
import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { handlersOf } from './handlers';
import { namedRouter } from './routers';

const top = { start: 0, end: 0 };

/** Routes whose paths are those of their files, and whose handlers are what the file exports: by the customs that the data sheets have. */
export function collectFileRoutes(file: FileReader): void {
  const { path, exports } = file.facts;
  const name = /([^/]*?)\.[jt]sx?$/.exec(path)?.[1];
  if (name === undefined) return;
  for (const { folder, entry } of customs(file.libraries.all)) {
    const inside = folder.exec(path)?.[1];
    if (inside !== undefined) {
      routesOf(file, entry, inside);
      return;
    }
  }
  if (/^(middleware|proxy)$/.test(name) && exports.length > 0) middleware(file);
}

/** The customs, with the part of a file's path that lies in their folder. */
const customs = perLibraries((libraries) =>
  libraries.sheets
    .flatMap(({ fileRoutes = [] }) => fileRoutes)
    .map((entry) => {
      const rest = entry.file === undefined ? '(.+)' : `((?:.*/)?)${entry.file}`;
      return { folder: new RegExp(`(?:^|/)${entry.folder}/${rest}\\.[jt]sx?$`), entry };
    }),
);

function routesOf(file: FileReader, entry: FileRouteEntry, inside: string): void {
  const names = file.facts.exports.map(({ name }) => name);
  if (entry.pagesByDefault && names.includes('default')) return;
  const [, own = inside, inName] = (entry.methodInName && /^(.*)\.(\w+)$/.exec(inside)) || [];
  const parts = own
    .split(entry.flat ? /[/.]/ : '/')
    .filter((part) => part && part !== 'index' && !/^\(.*\)$|^@/.test(part))
    .flatMap((part) => (entry.flat ? flatPart(part) : [segment(part)]));
  const route = `${entry.under ?? ''}/${parts.join('/')}`.replace(/(.)\/$/, '$1');
  for (const [exported, method] of Object.entries(entry.exports)) {
    if (!names.includes(exported) || !isMadeBy(file, exported, entry.madeBy)) continue;
    add(file, inName?.toUpperCase() ?? method, route, exported);
  }
}

/** `api+`, `_layout`, `$id`, `_index`: what a part of a flat file's name is in a path. */
function flatPart(part: string): string[] {
  const name = part.replace(/\+$/, '');
  if (name.startsWith('_')) return [];
  return [name.startsWith('$') ? `:${name.slice(1) || 'splat'}` : name];
}

/** Whether what is exported is made by one of these functions. */
function isMadeBy(file: FileReader, exported: string, makers: readonly string[] | undefined): boolean {
  if (!makers) return true;
  for (const statement of file.tree.root.statements) {
    if (exported !== 'default' || !ts.isExportAssignment(statement)) continue;
    const made = unwrap(statement.expression);
    return ts.isCallExpression(made) && makers.includes(calleeName(made.expression) ?? '');
  }
  return false;
}

/** The file `middleware.ts` beside `app` or `pages` runs before every route of its package. */
function middleware(file: FileReader): void {
  if (!file.facts.imports.some((each) => file.libraries.is(each.specifier, 'file-router'))) return;
  const found = file.facts.exports.find(({ name }) => /^(middleware|proxy|default)$/.test(name));
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
