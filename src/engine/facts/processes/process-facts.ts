import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';
import type { ValueFact } from '../modules/value-facts';

// Processes: what listens, what ends them, what they run.

/** Where something starts to listen for requests. */
export interface ServerFact {
  /** What listens, as `express#()`; the model resolves project paths further. */
  made: AccessPath;
  /** The `listen` call and its callee. */
  span: Span;
  calleeSpan: Span;
  /** Source text of what `listen` is called on. */
  receiver?: string;
  /** The statement that is nothing but the call, directly in a function or module; and the variable that it declares. */
  statement?: Span;
  held?: string;
  awaited?: boolean;
  within?: number;
}

/** A shell that is opened on another machine, or files that are copied there: by a library (`ssh2`), or by running `ssh`. */
export interface RemoteShellFact {
  /** The library, or the program that is run. */
  library: string;
  span: Span;
  calleeSpan: Span;
  /** What the host is taken from, as written. */
  host?: string;
  /** Words that tell whose machine it is: the host, the arguments, the functions and the class around, the file. */
  about: string[];
  within?: number;
}

/** What runs when the process is told to end. */
export interface SignalHandlerFact {
  /** `SIGTERM`; `*` where the code does not spell it out. */
  signals: string[];
  span: Span;
  /** Index into `functions` of an inline handler. */
  function?: number;
  /** What a handler that stands elsewhere denotes. */
  handler?: AccessPath;
  /** Set where it is only there when tests run. */
  forTests?: boolean;
  /** Set where a framework closes everything when the signal comes. */
  closes?: boolean;
  within?: number;
}

/** `process.exit()`. */
export interface ProcessExitFact {
  span: Span;
  /** Whether it runs as soon as its function does, and waits for nothing. */
  atOnce: boolean;
  /** It runs when a server has closed. */
  onceClosed?: true;
  within?: number;
}

/**
 * A call that closes something. `server`: one that waits for its open connections, or a server of sockets that does not end them; `client`: one of a database or queue; `unknown`: a
 * server, as far as one can see; `nothing`: a method that what it is called on does not have.
 */
export interface ClosingFact {
  span: Span;
  of: 'server' | 'client' | 'unknown' | 'nothing';
  within?: number;
}

/** A function that makes a server and returns it. */
export interface ServerFactoryFact {
  /** Index into `functions`. */
  function: number;
  makes: AccessPath;
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
