import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// What is logged.

/** A call that writes a log line. */
export interface LogFact {
  /** What it is written through, as `pino#().info`; the model resolves project paths further. */
  callee: AccessPath;
  span: Span;
  within?: number;
}
