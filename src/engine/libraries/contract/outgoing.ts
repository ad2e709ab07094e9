import type { Entry } from '../entry';

/** How much of a call a time limit covers, from connecting to the last byte of the answer. */
export type Coverage =
  /** All of it; where the library tries again, all tries together. */
  | 'whole'
  /** All of one try. Each further try has the same time again. */
  | 'try'
  /** Silence: the time without a byte. An answer that trickles in goes on. */
  | 'silence'
  /** Until the headers of the answer are there. */
  | 'headers'
  /** The body, once the headers are there: a server that never answers is waited for. */
  | 'body'
  /** Until the connection is open: a server that accepts and never answers is waited for. */
  | 'connect'
  /** Nothing: it emits an event, and only who listens can end the call. */
  | 'event'
  /** Nothing: the library does not read it. */
  | 'nothing';

/** What an option that limits the time means. */
export interface LimitMeaning {
  covers: Coverage;
  /** The option beside which this one is not read. */
  ignoredBeside?: string;
  /** The option that must be set too; without it the limit is only told in a log. */
  onlyWith?: string;
}

/** The limit that holds where nothing is said. */
export interface DefaultLimit {
  /** Of one try. */
  seconds: number;
  covers: Coverage;
  /** How often it is tried, the first time included; absent for once. */
  tries?: number;
  /** Set where it is the network's patience and no answer to how long a caller can wait: a call that says nothing is reported all the same. */
  isTooLong?: true;
}

/** What calls and clients have in common: which options limit the time, and what holds without them. */
export interface Limiting {
  /**
   * Options that limit the time, or look as if they did, by their name; `timeout.request` is a member of the option `timeout`. An option with
   * such members is judged by them where its value is spelled out as an object, and by its own line otherwise.
   */
  limits?: Readonly<Record<string, Coverage | LimitMeaning>>;
  /** Options that take an agent (topic `agents`), which may have a limit. */
  agents?: readonly string[];
  /** Set where the library takes the limit of an agent off the connection. */
  undoesAgents?: true;
  /** Absent where the library waits without end by itself. */
  byDefault?: DefaultLimit;
}

/** A call to another service. */
export interface OutgoingEntry extends Entry, Limiting {
  /** What messages call it, where the sheet's name does not say it. */
  called?: string;
  /** Set where messages call it by the module that was imported. */
  calledByModule?: true;
  /** Index of the argument that has the address; absent for the first. */
  address?: number;
  /** Set where no argument has an address: whom it asks, as messages and the map say it. */
  asks?: string;
  /** Index of the argument that has the options. With several, the first of them where an argument stands that is no callback. Absent where there are none. */
  options?: number | readonly number[];
  /** Set where the HTTP method may stand before all that, which then moves by one. */
  methodFirst?: true;
  /** Set where the call also takes everything in one object as its first argument. */
  takesAll?: true;
  /** The class of a first argument that brings options of its own, which then are not known. */
  ownOptions?: string;
  /** Calls further along the chain that set a limit: `.timeout(1000)`. */
  chained?: readonly string[];
  /** The member that a fix adds to the options. */
  fix?: string;
  /** The library whose clients and defaults hold for the call; absent for the sheet's own. */
  defaultsOf?: string;
  /** Set on calls that stand for those of a client whose making is not seen in the file: `api.get('/x')`. */
  isTypical?: true;
  /** How limits are found that no option says; `clientRequest`: by what is done with the request that the call gives. */
  reader?: 'clientRequest';
}

/** Something that makes or configures clients for such calls. */
export interface OutgoingClientEntry extends Entry, Limiting {
  /**
   * - `makes`: a client, whose calls have the options that are given here
   * - `sets`: the defaults of all calls of the library are the options given here
   * - `dispatches`: the agent that is given here carries all calls of the library
   * - `intercepts`: the function that is given here sees the options of each call
   * - `limit`: a member that is assigned a limit
   * - `credentials`: what a gRPC client is made with: `new Users(address, credentials)`
   * - `stub`: a gRPC client as an object of the service's methods
   * - `metadata`: what is sent beside a gRPC request, and is no options
   */
  does: 'makes' | 'sets' | 'dispatches' | 'intercepts' | 'limit' | 'credentials' | 'stub' | 'metadata';
  /** Index of the argument that has the options; absent for the first. */
  options?: number;
  /** The options that have the address below which the client asks. */
  base?: readonly string[];
  /** Set where a client of this type is often handed in, so that any client of the project may be meant. */
  isHandedIn?: true;
  /** Set where what is configured comes from a function, which is not looked into. */
  isUnseen?: true;
  /** The member that a fix adds to the options of a call. */
  fix?: string;
  /** The library that it is a client of; absent for the sheet's own. */
  defaultsOf?: string;
}

/** Something that keeps connections for outgoing calls, and is given to them among their options: `new https.Agent()`. */
export interface AgentEntry extends Entry, Limiting {
  /** Index of the argument of its constructor that has the options; absent for the first. */
  options?: number;
}
