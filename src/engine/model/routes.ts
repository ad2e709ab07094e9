import type { FileFacts, HandlerFact, MiddlewareRole, RouteFact } from '../facts/facts';
import {
  asksLimiter,
  bringsLimiter,
  roleOfLibrary,
  rolesOfName,
  soundsLikeLimiter,
} from '../facts/routes/middleware';
import type { FunctionRef, ReachedQuery } from './call-graph';
import type { ModelCore } from './core';
import { isBefore, join, type MountedMiddleware, RouterTree } from './router-tree';
import { spelledOut } from './spelled-paths';

export type { MiddlewareRole } from '../facts/facts';

/** Something that a request passes on its way to the handler. */
export interface Middleware {
  file: FileFacts;
  handler: HandlerFact;
  /** Where it is mounted: on the app, on a router below it, or on the route itself. */
  on: 'app' | 'router' | 'route';
  roles: ReadonlySet<MiddlewareRole>;
}

/** A route as requests see it: with the prefixes of all routers above, and what they pass in order. */
export interface Route {
  file: FileFacts;
  fact: RouteFact;
  method: string;
  /** The whole path: `/api/tickets/:id`. */
  path: string;
  /** Names of the path's parameters, in order. */
  parameters: string[];
  middleware: Middleware[];
  /** The function that answers; undefined where it cannot be told. */
  handler?: FunctionRef;
}

/** The routes of all apps, whatever framework they are written in. */
export class Routes {
  readonly #tree: RouterTree;
  readonly #roles = new Map<string, ReadonlySet<MiddlewareRole>>();
  #all: Route[] | undefined;
  #byFunction: Map<string, Route[]> | undefined;
  #byPlace: Map<string, Route[]> | undefined;
  #gateways: string[] | undefined;
  #limited: Set<string> | undefined;

  constructor(private readonly model: ModelCore) {
    this.#tree = new RouterTree(model.files, model.modules, model.libraries, (path) => model.packageOf(path));
  }

  /** Routes of production code, in the order of their files and places; one that is mounted twice is there twice. */
  get all(): readonly Route[] {
    this.#all ??= this.model.filesInOrder
      .filter((file) => file.role === 'source')
      .flatMap((file) => file.routes.flatMap((fact) => this.#routesOf(file, fact)));
    return this.#all;
  }

  /** What a route of a file is as requests see it, told by where its path stands: once for each way that leads there. */
  waysOf(path: string, { method, pathSpan }: RouteFact): readonly Route[] {
    if (!this.#byPlace) {
      this.#byPlace = new Map();
      for (const route of this.all) {
        const key = placeOf(route.file.path, route.fact);
        const known = this.#byPlace.get(key);
        if (known) known.push(route);
        else this.#byPlace.set(key, [route]);
      }
    }
    return this.#byPlace.get(placeOf(path, { method, pathSpan })) ?? [];
  }

  /** The routes whose answer runs a function: as their handler, or called by it through the project. */
  servedBy(ref: FunctionRef): readonly Route[] {
    if (!this.#byFunction) {
      this.#byFunction = new Map();
      for (const route of this.all) {
        if (!route.handler) continue;
        for (const reached of this.model.calls.reachedFrom(route.handler)) {
          const key = keyOf(reached);
          const known = this.#byFunction.get(key);
          if (!known) this.#byFunction.set(key, [route]);
          else if (!known.includes(route)) known.push(route);
        }
      }
    }
    return this.#byFunction.get(keyOf(ref)) ?? [];
  }

  /** Whether a route's handler, or a function that it calls, answers with a page of HTML. */
  answersWithPage({ handler }: Route): boolean {
    if (!handler) return false;
    const { calls } = this.model;
    return calls
      .reachedFrom(handler)
      .some(({ file, index }) => file.pages.some((page) => calls.ownerOf(file, page.within) === index));
  }

  /** Whether something counts how often a route is asked: on the way to it, in what answers it, or before the whole app. */
  isLimited(route: Route): boolean {
    const { middleware, handler, path, file } = route;
    if (middleware.some(({ roles }) => roles.has('limits')))
      return !middleware.some(({ roles }) => roles.has('lifts'));
    // A library that signs people in and limits that by itself.
    if (file.imports.some(({ specifier }) => this.model.libraries.is(specifier, 'sign-in-limiter')))
      return true;
    if (this.#gatewayLimits.some((prefix) => covers(prefix, path))) return true;
    if (handler && this.model.calls.reachedFrom(handler).some((ref) => this.#limits(ref))) return true;
    // Where it could not be told what a router is mounted on, a limiter of the app may stand before it.
    return !this.#isPlaced(route) && this.#hasStrayLimiter(file);
  }

  /** Whether anything in a package limits requests, wherever it stands. */
  hasLimiter(folder: string): boolean {
    this.#limited ??= new Set(
      this.model.filesInOrder
        .filter((file) => this.#mentionsLimiter(file))
        .map((file) => this.model.packageOf(file.path)),
    );
    return this.#limited.has(folder) || this.#gatewayLimits.length > 0;
  }

  #mentionsLimiter(file: FileFacts): boolean {
    const { libraries } = this.model;
    if (file.manifest) return file.manifest.dependencies.some((each) => bringsLimiter(libraries, each));
    if (file.role !== 'source') return false;
    return (
      file.imports.some(({ specifier }) => bringsLimiter(libraries, specifier)) ||
      file.accessChecks.some(({ role }) => role === 'limits') ||
      file.mounts.some(({ mounted }) => this.rolesOf(file, mounted).has('limits')) ||
      file.routes.some(({ handlers }) => handlers.some((each) => this.rolesOf(file, each).has('limits'))) ||
      file.calls.some(({ callee }) => this.model.recognizes('rateLimiters', file.path, callee)) ||
      file.functions.some(({ name }) => soundsLikeLimiter(name))
    );
  }

  get #gatewayLimits(): string[] {
    this.#gateways ??= this.model.filesInOrder.flatMap((file) => file.gatewayLimits ?? []);
    return this.#gateways;
  }

  /** Whether a function asks a limiter, or is one. */
  #limits(ref: FunctionRef): boolean {
    const { file, index } = ref;
    if (index !== undefined && soundsLikeLimiter(file.functions[index]?.name ?? '')) return true;
    const { calls } = this.model;
    return (
      file.accessChecks.some(
        ({ role, within }) => role === 'limits' && calls.ownerOf(file, within) === index,
      ) ||
      calls
        .ownedBy(ref)
        .calls.some(
          ({ callee }) =>
            asksLimiter(callee.slice(callee.indexOf('#') + 1)) ||
            this.model.recognizes('rateLimiters', file.path, callee),
        )
    );
  }

  /** Whether a route is on an app itself, or on a router whose mount was found. */
  #isPlaced({ file, fact, path }: Route): boolean {
    if (this.#tree.isLoadedByFolder(file.path)) return false;
    if (path !== fact.path && !fact.path.includes('${')) return true;
    const router = file.routers[fact.on];
    if (fact.kind !== 'http' || router?.joins === 'container' || router?.joins === 'app') return true;
    if (router?.parameter !== undefined) return false;
    const made = this.model.resolve(file.path, router?.made ?? '');
    const known = this.model.libraries.find('routers', made);
    return known ? known.is === 'app' : made.endsWith('()');
  }

  /** A limiter of the package in another file than this one, such as a plugin that is loaded by its folder. */
  #hasStrayLimiter({ path }: FileFacts): boolean {
    const folder = this.model.packageOf(path);
    return this.model.filesInOrder.some(
      (file) =>
        file.path !== path &&
        file.role === 'source' &&
        this.model.packageOf(file.path) === folder &&
        (file.imports.some(({ specifier }) => bringsLimiter(this.model.libraries, specifier)) ||
          file.mounts.some(
            (mount) => mount.prefix === '' && this.rolesOf(file, mount.mounted).has('limits'),
          )),
    );
  }

  /** The queries that answering a route runs, those of its middleware left out. */
  queriesOf(route: Route): readonly ReachedQuery[] {
    return route.handler ? this.model.calls.queriesOf(route.handler) : [];
  }

  /** What a piece of middleware does: told by the configuration, its package, its body, and last by its name. */
  rolesOf(file: FileFacts, handler: HandlerFact): ReadonlySet<MiddlewareRole> {
    const key = `${file.path}\0${handler.span.start}:${handler.span.end}`;
    const known = this.#roles.get(key);
    if (known) return known;
    const roles = new Set(this.#computeRoles(file, handler));
    this.#roles.set(key, roles);
    return roles;
  }

  *#computeRoles(file: FileFacts, handler: HandlerFact): Generator<MiddlewareRole> {
    if (signsIn(handler.text)) return;
    if (handler.does) {
      yield handler.does;
      return;
    }
    for (const path of [handler.path, ...(handler.wrappers ?? [])]) {
      if (path === undefined) continue;
      if (this.model.recognizes('rateLimiters', file.path, path)) yield 'limits';
      if (this.model.recognizes('authGuards', file.path, path)) yield 'authorizes';
      if (this.model.recognizes('validators', file.path, path)) yield 'validates';
      const role = roleOfLibrary(this.model.libraries, this.model.resolve(file.path, path));
      if (role) {
        if (role !== 'nothing') yield role;
        // Who knows the package need not guess from names.
        if (path === handler.path) return;
      }
      // A wrapper's name tells what it adds; that of what it wraps, what that does.
      if (path !== handler.path) yield* rolesOfName(path.slice(path.indexOf('#') + 1));
    }
    const target = this.functionOf(file, handler);
    if (target) yield* this.#rolesOfBody(target);
    const own = target?.index === undefined ? undefined : target.file.functions[target.index]?.name;
    const isInline = handler.function !== undefined && handler.path === undefined;
    const letsAllPass = target?.index !== undefined && target.file.functions[target.index]?.letsAllPass;
    for (const role of rolesOfName(isInline ? (own ?? '') : handler.text))
      if (!letsAllPass || !refusing.has(role)) yield role;
  }

  /** What a function checks, or makes a function that checks: it asks a limiter, a session, a token, or sends away who may not pass. */
  *#rolesOfBody({ file, index }: FunctionRef): Generator<MiddlewareRole> {
    const isInside = (within: number | undefined) => {
      for (let at = within; at !== undefined; at = file.functions[at]?.within) if (at === index) return true;
      return false;
    };
    const checked = file.accessChecks.filter(({ within }) => isInside(within)).map(({ role }) => role);
    const answered = file.responses
      .filter(({ within }) => isInside(within))
      .map((response) => roleOfStatus[this.model.statusOf(file, response) ?? 0]);
    yield* checked;
    for (const role of answered) {
      // Who cannot tell who is there often answers 403 as well: that says nothing of what others may do.
      const isLogin = role === 'authorizes' && [...checked, ...answered].includes('authenticates');
      if (role && !isLogin) yield role;
    }
  }

  /** The function of the project that a handler is; undefined for a package's. */
  functionOf(file: FileFacts, handler: HandlerFact): FunctionRef | undefined {
    if (handler.function !== undefined) return { file, index: handler.function };
    if (handler.path === undefined) return undefined;
    return this.model.calls.targetOf(file, { callee: handler.path.replace(/\(\)$/, '') });
  }

  /** The function that answers: of a factory that is called where the route is defined, the one that it returns. */
  #answering(file: FileFacts, handler: HandlerFact): FunctionRef | undefined {
    const target = this.functionOf(file, handler);
    if (!handler.path?.endsWith('()')) return target;
    const made = (ref: FunctionRef | undefined): FunctionRef | undefined => {
      const index = ref?.index === undefined ? undefined : ref.file.functions[ref.index]?.returns;
      return ref && index !== undefined ? { file: ref.file, index } : undefined;
    };
    const given =
      handler.given === undefined
        ? undefined
        : made(this.functionOf(file, { ...handler, path: handler.given }));
    return given ?? made(target) ?? target;
  }

  #routesOf(file: FileFacts, fact: RouteFact): Route[] {
    const own = fact.handlers.slice(0, -1).map((handler) => this.#middleware(file, handler, 'route'));
    const answers = fact.handlers.at(-1);
    const wrapped = answers?.wrappers?.length
      ? [this.#middleware(file, { ...answers, text: '' }, 'route')]
      : [];
    const handler = answers && this.#answering(file, answers);
    const { order, middleware } = this.#tree.placeOn(file, fact.on, fact.span.end);
    const ownPath = spelledOut(fact.path, file, this.model.modules);
    return this.#tree.waysTo(file, fact.on).map((way) => {
      const isName = fact.kind !== 'http';
      const path = isName ? fact.path : join(way.prefix, ownPath) || '/';
      const passed = [
        ...way.passed
          .filter(({ under }) => isName || covers(under, path))
          .map(({ middleware: each, isApp }) => this.#mounted(each, isApp ? 'app' : 'router')),
        ...middleware
          .filter(
            (each) => isBefore(each.order, order) && (isName || covers(join(way.prefix, each.prefix), path)),
          )
          .map((each) =>
            this.#mounted(each, way.passed.length === 0 && way.prefix === '' ? 'app' : 'router'),
          ),
      ];
      return {
        file,
        fact,
        method: fact.method,
        path,
        parameters: isName ? [] : parametersOf(path),
        middleware: [...passed, ...own, ...wrapped],
        ...(handler ? { handler } : {}),
      };
    });
  }

  #mounted({ file, handler }: MountedMiddleware, on: Middleware['on']): Middleware {
    return this.#middleware(file, handler, on);
  }

  #middleware(file: FileFacts, handler: HandlerFact, on: Middleware['on']): Middleware {
    return { file, handler, on, roles: this.rolesOf(file, handler) };
  }
}

/** What takes a name and a password is the login itself, and guards nothing: `passport.authenticate('local')`. */
function signsIn(text: string): boolean {
  return /\b(authenticate|AuthGuard)\(\s*['"]local\w*['"]|\bLocal(Auth)?Guard\b/.test(text);
}

/** What only somebody does who sends others away. */
const refusing = new Set<MiddlewareRole>(['limits', 'authenticates', 'authorizes']);

/** What it means when middleware answers with a status of its own. */
const roleOfStatus: Record<number, MiddlewareRole> = {
  401: 'authenticates',
  403: 'authorizes',
  422: 'validates',
  429: 'limits',
};

/** Whether a route is reached without anybody asking who calls. */
export function isPublic(route: Route): boolean {
  const guarded = route.middleware.some(({ roles }) => roles.has('authenticates') || roles.has('authorizes'));
  return !guarded || route.middleware.some(({ roles }) => roles.has('opens'));
}

/** Whether something on the way to a route does this. */
export function passes(route: Route, role: MiddlewareRole): boolean {
  return route.middleware.some(({ roles }) => roles.has(role));
}

/** Whether a prefix as `/api/auth` or `/api/*` covers a path. Parameters stand for any part. */
export function covers(prefix: string, path: string): boolean {
  const wanted = prefix.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  return wanted.every((part, i) => {
    const other = given[i];
    if (/^[*(]|\*$|^\{\*/.test(part)) return true;
    return (
      other !== undefined &&
      (part === other || part.startsWith(':') || other.startsWith(':') || /[()^$\\]|\$\{/.test(part))
    );
  });
}

function parametersOf(path: string): string[] {
  return [...path.matchAll(/[:{]\*?(\w+)/g)].map((match) => match[1] as string);
}

function placeOf(path: string, { method, pathSpan }: Pick<RouteFact, 'method' | 'pathSpan'>): string {
  return `${path}\0${method}\0${pathSpan.start}`;
}

function keyOf({ file, index }: FunctionRef): string {
  return `${file.path}\0${index ?? ''}`;
}
