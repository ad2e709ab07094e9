import type { Entry } from '../entry';

/**
 * Servers, clients and sockets of WebSocket connections. `path` is the value, as `new`, a call or a type gives it: `WebSocketServer()`. Read by the
 * collectors in `facts/sockets`, and by the model where another file holds the server. A line may say several of these things of one value.
 */
export interface SocketEntry extends Entry {
  /** It takes connections. */
  server?: SocketServer;
  /** It is one connection as a server holds it, and as handlers are given it. */
  held?: true;
  /** It opens a connection to another side where it is made with an address. */
  client?: SocketClient;
  /** It is the collection of all sockets that are connected. */
  allSockets?: true;
  /** What is emitted on it goes to every connected socket, unless rooms are named on the way. */
  sendsToAll?: true;
  /** The member of the call's first argument whose `enabled` makes the library probe the connections of the server that it is given. */
  probesWith?: string;
}

/** What is known of a server of connections. */
export interface SocketServer {
  /**
   * The expressions that make it: only `new`, only a call, either, or a call `register(plugin)` of an app that is given the path. Left out, it is one
   * and is not made there: what a getter or a type gives.
   */
  made?: 'new' | 'call' | 'either' | 'registered';
  /** Whether the library finds out by itself that a client is gone: `own`, `none`, or `unknown` where what it runs on decides. */
  heartbeat: 'own' | 'none' | 'unknown';
  /** Options that turn the library's own heartbeat off, or set it so late that it finds nothing. */
  off?: {
    options: readonly string[];
    /** Which arguments hold them, from 0; left out, they may stand anywhere in the file: in options of a route that is added later. */
    at?: readonly number[];
    /** The member of these arguments that has them; left out, they stand there themselves. */
    in?: string;
    /** What to put instead of the value; left out, the option is to go. */
    instead?: string;
  };
  /** The expression in which the connected sockets are, each of which has `ping()` and `terminate()`, as seen from what holds the server; an app for one that is registered. */
  clients?: string;
}

/** What is known of a client of connections. */
export interface SocketClient {
  /** The expressions that open it: only `new`, or also a call. */
  made: 'new' | 'either';
  /** Whether it connects again when the connection is lost. */
  reconnects: 'never' | 'backoff';
  /** The option that keeps it from connecting again when it is false. */
  turnedOffBy?: string;
}
