import type { Entry } from '../entry';

/** What takes requests or connections from outside once it listens. Read by the collectors of servers and by the model's apps and processes. */
export interface ServerEntry extends Entry {
  /** `http`: requests that routes answer. `connections`: sockets, calls, or requests whose routes are not known. */
  serves: 'http' | 'connections';
  /**
   * How it comes to listen, beside a call of `listen` on it. `made`: as soon as it is made, or the function is called. `port`: as soon as it is made, where it is given a port
   * in its options; `first`: the same, where its first argument may also be the port.
   */
  listens?: 'made' | 'port' | 'first';
  /** The method that makes it listen, where that is not called `listen`. */
  method?: string;
  /**
   * How it is closed in an orderly way, for a fix that adds it: by its own `close`, which takes a callback (`own`) or returns a promise (`promise`); by that of what `listen`
   * returns (`returned`); by itself once its hooks are enabled (`hooks`). No fix is offered where it is absent.
   */
  closes?: 'own' | 'promise' | 'returned' | 'hooks';
  /** It handles SIGTERM itself: it answers what is in flight and closes. The option turns that off where it is false. */
  onSignal?: { option?: string };
  /**
   * Its connections last until one side ends them: they keep the HTTP server that they came through from closing, and its `closeAllConnections()` spares them. `with` are the
   * options that tie it to such a server; `endedByClose`, whether its own `close()` ends them.
   */
  keepsConnections?: { with: readonly string[]; endedByClose?: true };
}
