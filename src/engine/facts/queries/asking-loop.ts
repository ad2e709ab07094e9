import type { Span } from '../../source/span';
import type { ts } from '../../source/syntax-tree';

/** A loop that asks a query once for each element of a list. */
export interface Loop {
  /** The statement that the query is to stand before. */
  statement: ts.Statement;
  body: ts.Block;
  /** The list, and how an element is called: `tickets`, `ticket` or `{ userId }`. */
  list: string;
  element: string;
}

/** Where the answer goes. `all` are all rows, `first` the first one or nothing, `one` an object or null. */
export interface Answer {
  /** The expression that is to be replaced, and what of the answer it stands for. */
  span: Span;
  takes: 'all' | 'first' | 'result' | 'one';
  /** What the declared name is, where a pattern has to be replaced as well. */
  pattern?: { span: Span; name: string };
  statement: ts.Statement;
  name?: string;
}
