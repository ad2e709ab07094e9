import type { DefaultLimit } from '../../libraries/contract/outgoing';
import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// Calls to other services, and the clients that are configured for them.

/** Something that reads like a time limit, and does not end the wait for a server that accepts and never answers. */
export interface UselessLimit {
  /** As it is spelled: `timeout.connect`. */
  option: string;
  /**
   * `off`: it turns a limit off; `connect`: it ends with the connection; `body`: it begins with the body; `event`: it only emits an event, and
   * nobody listens; `ignored`: the library does not read it; `beside`: not beside another option; `agent`: the library undoes its agent's limit.
   */
  why: 'off' | 'connect' | 'body' | 'event' | 'ignored' | 'beside' | 'agent';
  /** The other option of `beside`; for `ignored`, the one that would have to be set too. */
  other?: string;
}

/** What an argument of a call says as options, by the names of its members. */
export interface GivenOptions {
  members: string[];
  /** Set where it may have more than can be seen. */
  open?: true;
}

/** A request to another service. */
export interface OutgoingCallFact {
  /** Set where all such calls ask one service, whose client can limit them all. */
  asksOneService?: true;
  library: string;
  /** The library with the version that the file gets, where that is known: `axios 1.6.0`. */
  release?: string;
  callee: AccessPath;
  span: Span;
  calleeSpan: Span;
  /** The host called, or the expression that holds it. */
  host?: string;
  hostIsExpression?: boolean;
  /** What the host is taken from, as written where the value comes from: `vm.ipAddress`. Absent where it is spelled out. */
  hostFrom?: string;
  /** What the code around it calls things: functions with their parameters, the class, the file. */
  about?: string[];
  /** The name that holds the client: `api` of `api.get()`. */
  client: string;
  /** What the call itself says of a limit; its client and its library may say more. */
  timeout: 'none' | 'set' | 'unknown';
  /** What its library does where nothing is said; absent where it waits without end. */
  byDefault?: DefaultLimit;
  /** What only looks like a limit of the call. */
  useless?: UselessLimit[];
  /** Set where only the model can tell whether this is an outgoing call: its client is imported from the project. */
  imported?: boolean;
  /** How a time limit can be added here. */
  addTimeout?: { span: Span; text: string };
  /** Where the function around passes on what it is given: by which parameter, and which members of it would limit the call. */
  passedOn?: { parameter: number; limits: string[] };
  /** Set for a call of a function of the project that may be such a wrapper: what each of its arguments says. */
  gives?: GivenOptions[];
  within?: number;
}

/** A configured HTTP client (`axios.create`, `got.extend`, `axios.defaults`). */
export interface HttpClientFact {
  library: string;
  /** As in `OutgoingCallFact`. */
  release?: string;
  useless?: UselessLimit[];
  byDefault?: DefaultLimit;
  /** The variable that holds it; empty where it is kept in none. */
  name: string;
  /** Set where it is no client but a change of the defaults of all. */
  forAll?: true;
  host?: string;
  /** What the host is taken from, as in `OutgoingCallFact`. */
  hostFrom?: string;
  timeout: 'none' | 'set' | 'unknown';
  span: Span;
}
