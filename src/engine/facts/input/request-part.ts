import type { FunctionNode, ts } from '../../source/syntax-tree';
import type { AccessPath } from '../facts';

/** A part of a request that goes into an expression as it came. */
export interface RequestPart {
  /** Where it goes in: the expression at the end of the way, not where it was read. */
  node: ts.Expression;
  /** `req.body`. */
  root: string;
  /** The member of it; absent where all of it goes in, whatever its keys are. */
  field?: string;
  /** The member of an object literal that it goes into. */
  member?: string;
  /** Members that are left out of all of it, or are written over. */
  except?: string[];
  /** The local name that it went through last. */
  name?: string;
  /** Set where it is a function's parameter, and only its callers know what it is. */
  parameter?: { owner: FunctionNode; index: number };
  /** What its declaration says it is, where that may be a class that a framework checks it against. */
  type?: AccessPath;
}
