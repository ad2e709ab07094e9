import type { Entry } from '../entry';

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
  /** The package whose limiter goes before a route of it, for a fix that adds one. */
  limiter?: string;
  /** Set where a route's options, with its hooks and schemas, stand behind its handler and not before it. */
  optionsLast?: boolean;
  /** Methods that return the router they are called on, beside those that define routes: a chain is followed through them. */
  chaining?: readonly string[];
  /** Methods that add what every later route passes: `onBeforeHandle(check)`. */
  hooks?: readonly string[];
  /** Methods that hand a part of the router to a function: under a prefix (`group('/x', (app) => …)`), behind hooks (`guard({ … }, (app) => …)`), or both. */
  groups?: readonly string[];
}
