import type { Entry } from '../entry';

/** What a decorator makes of a class, a method or a parameter. Decorators of the project itself are told by the same names. */
export interface DecoratorEntry extends Entry {
  /**
   * Of a class: `controller` (its methods are routes, its first argument is their prefix), `resolver` (its methods answer fields of a graph). Of a method: `route`, `operation` (a field of a root
   * type), `field` (a field of another type), `page` (it answers with a page). Of either: `uses` (its arguments stand before the handler), `describes` (nothing stands before the handler).
   * Of a parameter: `input` (what the request brings), `parent` (the object whose field is resolved).
   */
  is:
    | 'controller'
    | 'resolver'
    | 'route'
    | 'operation'
    | 'field'
    | 'page'
    | 'uses'
    | 'describes'
    | 'input'
    | 'parent';
  /** Of a route or operation: `GET`, `ALL`, `QUERY`. */
  method?: string;
  /** Of a class: to which apps it belongs without being mounted, see `RouterEntry`. */
  joins?: 'container' | 'app';
  /** Of input: whether it may have any members that a caller chooses, so that writing it needs a check. */
  writable?: boolean;
  /** Of a route: whether what stands behind the path are middleware. */
  takesMiddleware?: boolean;
}
