import type { Entry } from '../entry';

/** Where a handler gets what a caller sent, where a path tells it: `readBody(event)`, `request.input('name')` of a typed context. Parameters called `req`, `ctx` and the like are known without. */
export interface RequestEntry extends Entry {
  /** Which part of the request. */
  part: 'body' | 'query' | 'params' | 'headers' | 'cookies';
  /** The argument that names one member of it, counted from 0; absent where there is all of it. */
  key?: number;
  /** Whether a schema has checked it. */
  checked?: boolean;
}
