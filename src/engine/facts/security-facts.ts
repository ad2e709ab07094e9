import type { Span } from '../source/span';
import type { AccessPath } from './modules/path-facts';
import type { ValueFact } from './modules/value-facts';

// Tokens, secrets, and what is done with what a request brings.

/** A token that is signed here. */
export interface TokenSigningFact {
  /** The library as its data sheet calls it, and the version that the file has, where it is known and the library sets no end by itself. */
  library: string;
  version?: string;
  span: Span;
  calleeSpan: Span;
  lifetime:
    | { kind: 'none' }
    | { kind: 'seconds'; seconds: number; span: Span }
    /** A moment in milliseconds, which every library takes for seconds: some 58,000 years. */
    | { kind: 'milliseconds'; span: Span }
    | { kind: 'set' }
    | { kind: 'unknown' };
  /**
   * Set for libraries that are registered once and sign in many places: a call without a lifetime has the registration's, and a
   * registration without one may be made good by every call.
   */
  part?: 'registration' | 'call';
  /** How a lifetime can be added here. */
  addLifetime?: { span: Span; text: string };
  /** What it says: several where a function of the file signs what others give it. Empty where nothing is signed here, or it cannot be seen what. */
  claims: TokenClaims[];
  /** The function, as an index into `functions`, and its parameter that is signed as it is given. */
  signs?: { function: number; parameter: number };
  /** The parameter of that function which is the options, as it is given: who leaves it out sets no lifetime. */
  optionsFrom?: number;
  within?: number;
}

/** Claims that are handed to a function of another file. Only the model can tell whether it signs them. */
export interface HandedClaimsFact {
  callee: AccessPath;
  argument: number;
  /** How many arguments there are; absent where a list is spread into them. */
  given?: number;
  claims: TokenClaims;
  within?: number;
}

/** What a token says, as far as it is spelled out where it is signed. */
export interface TokenClaims {
  /** Names of the claims; those of an object in it with its name: `user.id`. */
  names: string[];
  /** Whether there may be more that cannot be seen. */
  open: boolean;
  /** What is signed. */
  span: Span;
  /** The one whom it is for, as written: `user.id`. */
  subject?: string;
  /** Set where it is for one errand (a password reset, a download), or for a program: it is not what a user calls with. */
  ownUse?: boolean;
  /** What it is signed with, as written, and whether it names those who may accept it. */
  key?: string;
  audience?: boolean;
  /** Expressions in scope that hold the tenant, best first. */
  tenantValues: string[];
  /** How a claim can be added: `{claim}` stands for its name and value. */
  addClaim?: { span: Span; text: string };
}

/** A place where text is run that is not spelled out in the code: as JavaScript in this process, or as a command. */
export interface CodeRunFact {
  runs: 'code' | 'command';
  /** What is called, as written: `vm.runInNewContext`. */
  name: string;
  span: Span;
  calleeSpan: Span;
  /** Source text of what is run, shortened, and where it comes from. */
  text: string;
  given: ValueFact;
  /** The parameter of a function (an index into `functions`) by which callers choose it. */
  parameter?: { of: number; index: number };
  /** Set where it came with a message of a socket or a queue. */
  isMessage?: true;
  within?: number;
}

/** A token that is verified here. */
export interface TokenCheckFact {
  span: Span;
  ignoresExpiry?: Span;
  /** That option with its comma: what goes away when it is removed. */
  withComma?: Span;
  within?: number;
}

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

/** A secret that is written into the code. Its text is in no other field, so that no message can repeat it. */
export interface SecretFact {
  /** The literal, with its quotes. */
  span: Span;
  /** Told by its form, by its name, by what takes it, or because a secret falls back to it. */
  kind: 'format' | 'named' | 'used' | 'fallback';
  /** What it is or where it goes: `a GitHub token`, `jwtSecret`, `jwt.sign`. */
  what: string;
  /** The environment variable that should hold it. */
  variable: string;
  /** How it can be read from the environment instead. */
  fromEnvironment?: { variable: string; edits: { span: Span; text: string }[] };
}
