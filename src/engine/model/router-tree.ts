import type { FileFacts, HandlerFact, MountFact, RouterFact } from '../facts/facts';
import type { FileLibraries } from '../libraries/look-up';
import type { ModuleGraph } from './module-graph';
import { folderOf, join as joinFolders } from './module-names';
import { spelledOut } from './spelled-paths';

/** A router of the project: a file, and its index into that file's `routers`. */
export interface RouterRef {
  file: FileFacts;
  index: number;
}

/**
 * Where something stands among all that is mounted on a router: ends of calls compared one by one, outermost first, since all calls of a
 * chain begin at the same place. What is added to a router in a function that is called at a place stands at that place.
 */
export type Order = readonly number[];

/** Something that requests pass on a router before what is mounted later. */
export interface MountedMiddleware {
  file: FileFacts;
  handler: HandlerFact;
  /** The part of the router's paths that it holds for. */
  prefix: string;
  order: Order;
  /** Whether it holds for those too who mount the router. */
  shared?: boolean;
}

interface Edge {
  parent: string;
  prefix: string;
  order: Order;
}

interface Node {
  ref: RouterRef;
  fact: RouterFact;
  middleware: MountedMiddleware[];
  parents: Edge[];
}

/** Keys of a package's routers that stand for its app, by what belongs to it. */
type PackageApps = Record<NonNullable<RouterFact['joins']>, string[]>;

/** A way by which requests reach a router: the prefix that it has there, and what they have passed. */
export interface Way {
  prefix: string;
  passed: { middleware: MountedMiddleware; under: string; isApp: boolean }[];
}

const most = { ways: 8, depth: 8 };
const last = Number.MAX_SAFE_INTEGER;

/** Which router is mounted where, across files: through imports, functions that are given a router, and functions that return one. */
export class RouterTree {
  readonly #nodes = new Map<string, Node>();
  /** A router that stands for another one: imported, or handed to a function. */
  readonly #aliases = new Map<string, { to: string; at: Order }>();
  readonly #ways = new Map<string, Way[]>();
  /** Folders whose files are mounted, with a slash at the end. */
  readonly #folders: string[] = [];

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly modules: ModuleGraph,
    private readonly libraries: FileLibraries,
    private readonly packageOf: (path: string) => string,
  ) {
    const withRouters = [...files.values()].filter((file) => file.routers.length > 0);
    for (const file of withRouters)
      for (const [index, router] of file.routers.entries()) {
        const fact = { ...router, prefix: spelledOut(router.prefix, file, modules) };
        this.#nodes.set(keyOf(file, index), { ref: { file, index }, fact, middleware: [], parents: [] });
      }
    for (const file of withRouters) this.#joinImported(file);
    for (const file of withRouters) this.#joinHanded(file);
    for (const file of withRouters) this.#mount(file);
    for (const node of [...this.#nodes.values()]) this.#shareHooks(node, node, new Set());
    this.#joinControllers(withRouters);
  }

  /** What requests pass on their way to a router, once for each way. */
  waysTo(file: FileFacts, index: number): Way[] {
    return this.#waysTo(this.#canonical(keyOf(file, index)).key, 0);
  }

  /** Where something that stands at an offset of a file is on its router, and what is mounted on that router itself. */
  placeOn(file: FileFacts, index: number, offset: number): { order: Order; middleware: MountedMiddleware[] } {
    const { key, at } = this.#canonical(keyOf(file, index));
    return { order: [...at, offset], middleware: this.#nodes.get(key)?.middleware ?? [] };
  }

  #waysTo(key: string, depth: number): Way[] {
    const known = this.#ways.get(key);
    if (known) return known;
    const node = this.#nodes.get(key);
    if (!node || depth > most.depth) return [{ prefix: '', passed: [] }];
    const own = node.fact.prefix;
    this.#ways.set(key, [{ prefix: own, passed: [] }]);
    const ways: Way[] = [];
    for (const edge of node.parents) {
      const parent = this.#nodes.get(edge.parent);
      if (!parent) continue;
      for (const way of this.#waysTo(edge.parent, depth + 1)) {
        const before = parent.middleware
          .filter((each) => isBefore(each.order, edge.order))
          .map((middleware) => ({
            middleware,
            under: join(way.prefix, middleware.prefix),
            isApp: parent.parents.length === 0,
          }));
        ways.push({ prefix: join(way.prefix, edge.prefix, own), passed: [...way.passed, ...before] });
      }
      if (ways.length >= most.ways) break;
    }
    const result = ways.length > 0 ? ways.slice(0, most.ways) : [{ prefix: own, passed: [] }];
    this.#ways.set(key, result);
    return result;
  }

  #canonical(key: string): { key: string; at: Order } {
    let at: Order = [];
    let current = key;
    for (let hop = 0; hop < most.depth; hop++) {
      const alias = this.#aliases.get(current);
      if (!alias || alias.to === current) break;
      at = [...alias.at, ...at];
      current = alias.to;
    }
    return { key: current, at };
  }

  /** A router that a file imports, or gets from a function of the project, is the one that is made there. */
  #joinImported(file: FileFacts): void {
    for (const [index, { made }] of file.routers.entries()) {
      if (!made.startsWith('local#') && !this.modules.isProjectPath(made)) continue;
      const [target] = this.#targetsOf(file, { span: { start: 0, end: 0 }, text: '', path: made }, 0);
      if (!target) continue;
      const [from, to] = [keyOf(file, index), keyOf(target.file, target.index)];
      if (from !== to && this.#canonical(to).key !== from) this.#aliases.set(from, { to, at: [last] });
    }
  }

  /** A router that is handed to a function of the project is that function's parameter. */
  #joinHanded(file: FileFacts): void {
    for (const mount of file.mounts) {
      const shares = this.#sharesScope(file, mount);
      if (!shares) continue;
      const parent = keyOf(file, mount.on);
      for (const target of this.#targetsOf(file, mount.mounted, mount.argument)) {
        const child = keyOf(target.file, target.index);
        if (target.file.routers[target.index]?.parameter === undefined) continue;
        if (child !== parent && this.#canonical(parent).key !== child && !this.#aliases.has(child))
          this.#aliases.set(child, { to: parent, at: [mount.call.end] });
      }
    }
  }

  #sharesScope(file: FileFacts, mount: MountFact): boolean {
    if (mount.shares) return true;
    const { text, path } = mount.mounted;
    // What is handed on by a plain call has no prefix and no scope of its own.
    if (mount.prefix === '' && path !== undefined && mount.mounted.span.start === mount.call.start)
      return true;
    const exported = path === undefined ? undefined : this.modules.exportOf(file.path, path)?.fact;
    return (
      [...(mount.mounted.wrappers ?? []), exported?.denotes].some(
        (each) => this.libraries.find('mounts', each)?.mounts === 'shares',
      ) || /^fp\(/.test(text)
    );
  }

  #mount(file: FileFacts): void {
    for (const [position, mount] of file.mounts.entries()) {
      const on = this.#canonical(keyOf(file, mount.on));
      const order = [...on.at, mount.call.end, position];
      const prefix = spelledOut(mount.prefix, file, this.modules);
      if (mount.folder !== undefined) {
        this.#mountFolder(file, mount.folder, { parent: on.key, prefix, order });
        continue;
      }
      const targets = this.#targetsOf(file, mount.mounted, mount.argument).map((each) =>
        this.#canonical(keyOf(each.file, each.index)),
      );
      const children = targets.filter(({ key }) => key !== on.key);
      for (const { key } of children) this.#nodes.get(key)?.parents.push({ parent: on.key, prefix, order });
      if (targets.length === 0)
        this.#nodes.get(on.key)?.middleware.push({
          ...{ file, handler: mount.mounted, prefix, order },
          ...(mount.shared ? { shared: true } : {}),
        });
    }
  }

  /** Hooks that are said to hold for those too who mount the router, from where it is mounted on. */
  #shareHooks(from: Node, at: Node, seen: Set<Node>): void {
    const shared = from.middleware.filter((each) => each.shared);
    if (shared.length === 0 || seen.has(at)) return;
    seen.add(at);
    for (const { parent, order } of at.parents) {
      const node = this.#nodes.get(parent);
      if (!node || seen.has(node)) continue;
      // Not shared anew: the ways up are followed here.
      for (const { file, handler } of shared) node.middleware.push({ file, handler, prefix: '', order });
      this.#shareHooks(from, node, seen);
    }
  }

  /** Whether a file is mounted because of the folder that it is in. */
  isLoadedByFolder(path: string): boolean {
    return this.#folders.some((each) => path.startsWith(each));
  }

  /** Plugins of a folder, each under the folders that lead to it: those in `routes/api/users` are under `/api/users`. */
  #mountFolder(file: FileFacts, folder: string, edge: Edge): void {
    const base = `${joinFolders(folderOf(file.path), folder) ?? ''}/`;
    this.#folders.push(base);
    for (const other of this.files.values()) {
      if (other === file || !other.path.startsWith(base) || other.role !== 'source') continue;
      const under = folderOf(other.path)
        .slice(base.length)
        .replace(/(^|\/)_(\w+)/g, '$1:$2');
      for (const [index, { parameter, within }] of other.routers.entries()) {
        const isOwn = within !== undefined && other.functions[within]?.within === undefined;
        if (parameter?.index !== 0 || !isOwn) continue;
        const { key } = this.#canonical(keyOf(other, index));
        if (key !== edge.parent)
          this.#nodes.get(key)?.parents.push({ ...edge, prefix: join(edge.prefix, under) });
      }
    }
  }

  /** Decorated classes and files that are routes belong to the app of their package, wherever that is made. */
  #joinControllers(files: readonly FileFacts[]): void {
    const apps = new Map<string, PackageApps>();
    const of = (file: FileFacts) => {
      const folder = this.packageOf(file.path);
      const known = apps.get(folder) ?? { container: [], app: [], files: [] };
      apps.set(folder, known);
      return known;
    };
    for (const file of files) {
      for (const [index, router] of file.routers.entries()) {
        if (router.className !== undefined && router.joins) continue;
        const joins = this.#appOf(router);
        if (joins) of(file)[joins].push(keyOf(file, index));
      }
    }
    const mounted = new Map([...this.#nodes].map(([key, node]) => [key, [...node.middleware]]));
    for (const file of files) {
      for (const [index, { joins, className }] of file.routers.entries()) {
        const isMember = joins !== undefined && (className !== undefined || joins === 'files');
        const apps = isMember ? of(file)[joins] : [];
        const key = keyOf(file, index);
        const node = this.#nodes.get(key);
        const others = new Set(apps.map((each) => this.#canonical(each).key).filter((each) => each !== key));
        if (!node) continue;
        // All of them together are one app: what each has mounted is passed before anything of a controller's own.
        for (const other of others)
          for (const middleware of mounted.get(other) ?? [])
            node.middleware.push({ ...middleware, order: [-1] });
        const prefix = [...others].map((each) => this.#nodes.get(each)?.fact.prefix ?? '').find(Boolean);
        if (prefix && joins === 'container') node.fact = { ...node.fact, prefix };
      }
    }
  }

  /** Which kind of app a router is, for those that belong to one without being mounted there. */
  #appOf({ made, name, joins }: RouterFact): RouterFact['joins'] {
    return joins ?? this.libraries.find('routers', made)?.joins ?? (name === 'app' ? 'app' : undefined);
  }

  /** The routers that something mounted leads to; none for middleware. */
  #targetsOf(file: FileFacts, handler: HandlerFact, argument: number): RouterRef[] {
    if (handler.router !== undefined) return [{ file, index: handler.router }];
    if (handler.function !== undefined) return routersOf(file, handler.function, argument);
    const { path } = handler;
    if (path === undefined) return [];
    const exported = this.modules.exportOf(file.path, path);
    if (exported) {
      const target = this.files.get(exported.file);
      if (!target) return [];
      const { local } = exported.fact;
      const own = local === undefined ? -1 : target.routers.findIndex((each) => each.name === local);
      if (own >= 0) return [{ file: target, index: own }];
      if (exported.fact.function !== undefined) {
        const found = routersOf(target, exported.fact.function, argument);
        if (found.length > 0) return found;
      }
    }
    const resolved = this.modules.resolve(file.path, path);
    const target = this.files.get(resolved.file);
    if (!target) return [];
    const [, name = '', made = '', member = ''] =
      /^local#([\w$]+)((?:\(\))?)(?:\.([\w$]+))?/.exec(resolved.path) ?? [];
    if (name === '') return [];
    const inClass = target.routers.findIndex(
      (each) => each.className === name && (member === '' || each.name === `this.${member}`),
    );
    if (inClass >= 0) return [{ file: target, index: inClass }];
    // `new UserRoutes().router()`: a method that returns it.
    const method = target.functions.findIndex((each) => each.name === `${name}.${member}`);
    if (member !== '' && method >= 0) return routersOf(target, method, argument);
    // `new UserController(app)`: the constructor's parameter.
    const built = target.functions.findIndex((each) => each.name === `${name}.constructor`);
    if (built >= 0) return routersOf(target, built, argument);
    const function_ = target.functions.findIndex((each) => each.name === name);
    if (function_ >= 0) return routersOf(target, function_, argument);
    const variable = target.routers.findIndex((each) => each.name === name && made === '');
    return variable >= 0 ? [{ file: target, index: variable }] : [];
  }
}

/** The routers of a function: those that it returns, else those that it is given as an argument. */
function routersOf(file: FileFacts, function_: number, argument: number): RouterRef[] {
  const all = file.routers.map((fact, index) => ({ fact, index }));
  const returned = all.filter(({ fact }) => fact.returned && fact.within === function_);
  if (returned.length > 0) return returned.map(({ index }) => ({ file, index }));
  return all
    .filter(({ fact }) => fact.parameter?.index === argument && fact.within === function_)
    .map(({ index }) => ({ file, index }));
}

function keyOf(file: FileFacts, index: number): string {
  return `${file.path}\0${index}`;
}

export function isBefore(first: Order, second: Order): boolean {
  for (const [i, part] of first.entries()) {
    const other = second[i];
    if (other === undefined) return false;
    if (part !== other) return part < other;
  }
  return first.length < second.length;
}

/** Parts of a path with one slash between them; empty for the root. */
export function join(...parts: string[]): string {
  const joined = parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/');
  return joined === '' ? '' : `/${joined}`;
}
