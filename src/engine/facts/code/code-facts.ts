import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';
import type { TransactionEdit } from '../transactions/transaction-facts';

// What code consists of, and what it calls.

export interface FunctionFact {
  /** As written: `loadUser`, `TicketService.load`; empty for an anonymous one. */
  name: string;
  className?: string;
  parameters: string[];
  span: Span;
  /** The name, or the keyword where there is none. */
  nameSpan: Span;
  /** Index of the enclosing function, if any. */
  within?: number;
  async: boolean;
  /** A signature without a body: of an abstract method, or one of several that a function is declared with. */
  declaredOnly?: true;
  /** Index of the function that it returns, where it ends in one that is spelled out: what it makes is called in its place. */
  returns?: number;
  /** Of middleware, `(req, res, next)`: whether it refuses nobody. */
  letsAllPass?: true;
  /** How what it sends to the shared pool can run in one transaction, where its shape allows that. */
  inTransaction?: TransactionEdit;
}

/** A part of a file in which code runs together. */
export interface PlaceFact {
  kind: 'function' | 'loop' | 'arm';
  span: Span;
  /** Index into `places` of the place around it. */
  outer?: number;
  /** For a function: its index into `functions`, and whether it is called where it stands, as a callback of `map`. */
  function?: number;
  atOnce?: boolean;
  loop?: LoopFact;
  /** For an arm: the offset that all arms of one branch share, and whether what comes after the branch follows it. */
  arm?: { of: number; name: string; leaves: boolean /** What it leaves. */; ends?: 'function' | 'loop' };
}

export interface LoopFact {
  /** The loop's head, or the array method's name. */
  head: Span;
  /** Source text of what it goes over, or its condition. */
  over: string;
  /** What one pass stands for: only `element` makes the number of passes grow with the data, one query each. */
  each: 'element' | 'batch' | 'fixed' | 'retry' | 'poll' | 'stream';
  /** Names that hold the element, or are declared in the body. */
  names: string[];
}

/** A call whose target may be a function of this project. */
export interface CallFact {
  callee: AccessPath;
  /** Index into `functions` of the function that contains it; absent at module level. */
  within?: number;
  span: Span;
  calleeSpan: Span;
  /** Source texts of the arguments, shortened; a long one is empty. */
  arguments: string[];
  /** Where its result goes, as far as that can be seen. */
  use?: ResultUse;
}

/** Where all of what a call brings goes: into the answer to a request, or to the caller of its function. */
export type ResultUse = 'answered' | 'returned';

/** A class, for what it inherits. */
export interface ClassFact {
  name: string;
  extends?: AccessPath;
  span: Span;
  /** The HTTP status that its instances carry, where the class spells one out: errors that are thrown as answers. */
  status?: number;
}

/**
 * What can be read from an object of this kind: a class, an interface, the type of an object or a tuple, an object that is written out, or what a
 * function returns. Only members that lead on to code of the project are kept.
 */
export interface ShapeFact {
  name: string;
  kind: 'class' | 'abstract' | 'type' | 'object' | 'result';
  /** Member name → what it denotes. A tuple's members are `0`, `1`, … */
  members: Record<string, AccessPath>;
  /** Names of the interfaces and of the class that a class says it is. */
  is: string[];
}

/**
 * An indirection that is declared at the top of a file: something to be implemented, something that makes another thing, something that only
 * hands on, or a type that is left open.
 */
export type AbstractionFact = {
  name: string;
  /** Its name; of a generic type, the parameter's. */
  span: Span;
  exported: boolean;
} & (
  | {
      kind: 'contract';
      of: 'interface' | 'abstract';
      /** Whether it extends or implements another one. */
      builds: boolean;
      /** How often this file speaks of it, beside its declaration and the classes that say they are it. */
      usedHere: number;
    }
  | { kind: 'generic'; parameter: string }
  | { kind: 'factory' /** The class that it makes, as written. */; product: string }
  | {
      kind: 'forwarder';
      /** The member that it hands on to, and what that is. */
      field: string;
      to: AccessPath;
      methods: number;
    }
);

/** What a container hands out: the class made for a token, or what a constructor calls the thing that it asks for by a token. */
export interface BindingFact {
  /** Source text of the token: `TYPES.Users`, `'users'`; the bare name for containers that go by names. */
  token: string;
  /** The interface or class that is promised. */
  contract?: string;
  made?: AccessPath;
}
