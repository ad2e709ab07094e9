import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// Tokens: what is signed, for how long, and what is checked.

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

/** A token that is verified here. */
export interface TokenCheckFact {
  span: Span;
  ignoresExpiry?: Span;
  /** That option with its comma: what goes away when it is removed. */
  withComma?: Span;
  within?: number;
}
