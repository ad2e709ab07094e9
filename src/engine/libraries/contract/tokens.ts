import type { Entry } from '../entry';

/** Calls that sign tokens, and calls that set how long a library's tokens live. Read by the collector of signed tokens. */
export interface TokenEntry extends Entry {
  /** `signs`: a token comes about. `registers`: it says what the library's calls of `signs` with `registered` do where they say nothing themselves. */
  does: 'signs' | 'registers';
  /**
   * How the callee is written where no import leads to it, since a plugin adds it to objects of a framework: `reply.jwtSign`, `*.jwt.sign`. A star is
   * anything that such a member is read from.
   */
  writtenAs?: readonly string[];
  /** The package that a file imports in which so common a name counts. */
  besides?: string;
  /** The argument that holds the claims, counted from 0. Absent where the call signs nothing itself. */
  payload?: number;
  /** The argument that is the key, counted from 0. */
  key?: number;
  /** The argument that holds options, counted from 0. */
  options?: number | 'last';
  /** Options that hold a key. What is registered without any of them signs nothing. */
  keyOptions?: readonly string[];
  /** The option that says how long a token lives; absent where only the claim `exp` can. */
  lifetime?: LifetimeOption;
  /**
   * Set where a registration sets the lifetime of calls that say nothing: of all, or so that a call without a key of its own is told by the
   * registration alone.
   */
  registered?: 'always' | 'unless it has a key';
  /** Set where what is registered is handed to a framework: `app.register(plugin, options)`. */
  plugin?: boolean;
  /** The option whose function gives back the options: `useFactory`. */
  factory?: string;
  /**
   * `builder`: claims and lifetime are set by a chain of calls on what was made of the payload. `signer`: the call makes a function that signs what it is
   * given. Absent where the call signs its own arguments.
   */
  reader?: 'builder' | 'signer';
  /** Of a builder: the calls that set a claim. */
  setters?: { subject: string; audience: string };
}

/** How an option says how long a token lives. */
export interface LifetimeOption {
  /** The option, or the builder's call; a member of another option with a dot: `signOptions.expiresIn`. */
  option: string;
  /** What a number is: so many seconds or milliseconds from now, or a moment in seconds since 1970. A text is a number with its unit, in all libraries. */
  number: 'seconds' | 'milliseconds' | 'moment';
  /** What a text of digits alone counts; absent where such a text is not taken. */
  digits?: 'milliseconds';
  /** How fifteen minutes are written: what a fix adds. */
  short: string;
  /** Set where a lifetime that is undefined throws; otherwise it counts as none. */
  refusesUndefined?: boolean;
  /** Set where zero stands for no end. */
  zeroIsEndless?: boolean;
  /** How many seconds a token lives where nothing is said; absent where it lives without end. */
  byDefault?: number;
}
