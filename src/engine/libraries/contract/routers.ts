import type { Entry } from '../entry';

/** A function that makes a limiter, as a fix writes it down. */
export interface LimiterToAdd {
  package: string;
  /** What goes into a manifest: `^7.5.0`. */
  version: string;
  /** The function, as the package exports it; its `default` is the same. */
  name: string;
  /** The members of its options that allow ten requests in a quarter of an hour: enough for a person who mistypes, far too few to guess. */
  options: string;
}

/**
 * What requests are routed by: an app, a router, a plugin's instance, or a class whose decorators make one. Read by the collectors of routes and mounts; what
 * is not listed but belongs to a package of the kind `router` counts as one too, without what is said here.
 */
export interface RouterEntry extends Entry {
  /**
   * `app`: requests reach it by themselves. `router`: only where it is mounted.
   */
  is: 'app' | 'router';
  /**
   * The apps of a package that it belongs to without being mounted there: those that decorated classes are bound to by a container (`container`), those that
   * are made by hand (`app`), those that serve the files of folders (`files`). Absent where only mounting joins them.
   */
  joins?: 'container' | 'app' | 'files';
  /** Whether a handler of Node's form, `(req, res) => …`, can be added to it by `get`. */
  takesNodeHandlers?: boolean;
  /** A limiter that goes before a route of it, for a fix that adds one. */
  limiter?: LimiterToAdd;
  /** Set where a route's options, with its hooks and schemas, stand behind its handler and not before it. */
  optionsLast?: boolean;
  /** Members of a route's options that stand before its handler, as hooks; other members than these, `schemas` and `describing` are middleware of that name, as `{ auth: true }` is. */
  optionHooks?: readonly string[];
  /** Members of a route's options that are schemas of what the request brings. */
  schemas?: readonly string[];
  /** Members of a route's options that stand before nothing. */
  describing?: readonly string[];
  /** Methods that return the router they are called on, beside those that define routes: a chain is followed through them. */
  chaining?: readonly string[];
  /** Methods that return the router under the prefix that they are given: `basePath('/v1')`. */
  prefixing?: readonly string[];
  /** Methods that add what every later route passes: `onBeforeHandle(check)`. */
  hooks?: readonly string[];
  /** Methods of what defining a route or a group returns: they put a prefix, or what requests pass, before it. */
  afterwards?: { prefix: readonly string[]; middleware: readonly string[] };
  /** Members of a first argument of hooks, and their values, that make a hook hold for those too who mount the router: `onBeforeHandle({ as: 'global' }, check)`. */
  sharing?: Readonly<Record<string, readonly string[]>>;
  /** Whether a function that is mounted adds its hooks and routes to the very router that it is mounted on. */
  sharesFunctions?: boolean;
  /** Methods that hand a part of the router to a function: under a prefix (`group('/x', (app) => …)`), behind hooks (`guard({ … }, (app) => …)`), or both. */
  groups?: readonly string[];
}
