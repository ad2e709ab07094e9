import type { Entry } from '../entry';

/**
 * What makes a type of a graph in code, or adds fields to one. Builders of schemas are handed from file to file, so that the calls are also told by their names in files that
 * use resolvers.
 */
export interface GraphTypeEntry extends Entry {
  /**
   * `type`: its first argument, or the `name` in it, names the type; functions called `resolve` in it answer its fields. `made`: the same, where the type was named by the call
   * that it is called on: `objectRef('Post').implement({ fields })`. `root`: its fields are asked once for each request.
   */
  makes: 'type' | 'made' | 'root';
  /** Of a root type: `QUERY`. */
  method?: string;
  /** Of a root type: whether its first argument names the one field that it adds. */
  named?: boolean;
}
