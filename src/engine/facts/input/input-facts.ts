import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// What is done with what a request brings.

/** A write that request data reaches with no schema or check in between. */
export interface InputWriteFact {
  /** The part of the request, where it goes into what is written. */
  span: Span;
  /** `req.body`. */
  root: string;
  /** Whether all of it is written, whatever keys a caller sends. */
  whole: boolean;
  /** The members of it that are written, as far as they are spelled out. */
  fields: string[];
  /** What writes: `User.create`, `pool.query`. */
  write: string;
  writeSpan: Span;
  callee?: AccessPath;
  /** Set where it is given to a function of the project, and only the model can tell whether that writes it. */
  handed?: HandedValue[];
  /** The type that a framework would check the data against, where its declaration is of another file or a class. */
  type?: AccessPath;
  /** What the function that handles the request is called, where it has a name. */
  handler?: string;
  within?: number;
}

/** A value that is an argument, or goes into one. */
export interface GivenValue {
  argument: number;
  /** The member of the argument that it goes into; absent where it is the argument, or is spread into it. */
  member?: string;
  /** The member of the whole (a request's body, a parameter) that is given; absent where all of it is. */
  field?: string;
  /** Of all of it, what is left out or written over. */
  except?: string[];
}

/** A part of a request that is given to a function. */
export interface HandedValue extends GivenValue {
  span: Span;
  /** `req.body`. */
  root: string;
  type?: AccessPath;
}

/** A parameter, or a member of it, that a function writes with no check, or gives to another function that may write it. */
export interface ParameterWriteFact {
  /** Index into `functions`. */
  function: number;
  parameter: number;
  /** The member of it; absent where all of it is written. */
  field?: string;
  /** Of all of it, what is left out or written over. */
  except?: string[];
  /** What writes: `pool.query`. */
  write: string;
  writeSpan: Span;
  callee?: AccessPath;
  /** Set where it is given to a function of the project. */
  given?: GivenValue;
}
