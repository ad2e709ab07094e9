import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// Sockets: served, opened, kept, probed, let go, and what is sent to them.

/** One message sent to a room, to several, or to everyone. */
export interface BroadcastFact {
  span: Span;
  calleeSpan: Span;
  /** `some`: those of all sockets that a condition picks. */
  to: 'everyone' | 'room' | 'rooms' | 'some';
  /** The room expression's source text and span. */
  room?: { text: string; span: Span };
  /** Source texts of what is sent, event first, to tell whether two sends say the same. */
  message: string[];
  within?: number;
  /** The event's name, where it is spelled out. */
  event?: string;
  /** For a message to everyone: what it is about, and what goes to everyone. */
  content?: BroadcastContent;
  /** What of the message is a whole row, entity or collection, as far as the file tells. */
  wholes: WholeValue[];
  /**
   * What sends it: socket.io, a loop over the connected sockets, or a function of the project that hands a message to the sockets
   * of a room. `assumes` is what must turn out to be socket.io's server where only the model can tell.
   */
  sender:
    | { kind: 'server' /** `io`, `socket.broadcast`. */; receiver: string; assumes?: AccessPath }
    | { kind: 'loop' /** `wss.clients`, `this.sockets`. */; over: string }
    | {
        kind: 'own';
        /** `this.broadcastToRoom`. */
        callee: string;
        /** Where the function is defined in this file. */
        defined?: Span;
        /** What sends to several rooms: a function there is, or one to be added with this text. */
        several?: { callee: string; add?: { span: Span; text: string } };
      };
  /** The `if` of its own that it stands in, without an else. */
  condition?: { text: string; statement: Span };
  statement: Span;
}

/** What a message to everyone says. */
export interface BroadcastContent {
  /** Names that say what it is for: of the functions around it, and of the route or process event that it answers. */
  about: string[];
  /** Constants only, figures of the process (time, counts, version), or data that somebody gave. */
  carries: 'constants' | 'figures' | 'data';
  /** Only an administrator gets here, and what is sent has words for people. */
  announced?: true;
  /** The room that can be sent to instead, with the edit that does it. */
  narrow?: { room: string; edits: { span: Span; text: string }[] };
}

/** A whole row, entity or collection that goes into a message. */
export interface WholeValue {
  /** Where it stands in the message. */
  span: Span;
  text: string;
  how: 'whole' | 'spread';
  /** The call whose result it is; absent for a collection that the process keeps. */
  from?: { span: Span; callee?: AccessPath; within?: number };
}

/** A server of WebSocket connections. */
export interface SocketServerFact {
  library: string;
  /** The version of the library that the file's package has; absent where nothing tells. */
  version?: string;
  /** Where its connected sockets are, as seen from what holds it: `clients`. */
  clients?: string;
  /** What holds it: `wss`, `this.wss`. */
  name?: string;
  /** The call or `new` expression, and what is called. */
  span: Span;
  calleeSpan: Span;
  /** Whether the library itself probes connections: never, by default, or it does and was told not to. */
  heartbeat: 'own' | 'none' | 'off' | 'unknown';
  /** It came through an HTTP server, which its connections keep from closing. */
  keepsServerOpen?: true;
  /** The option that turns it off, and what turns it on again. */
  turnedOff?: { span: Span; text: string; fix?: { span: Span; text: string } };
  /** How a heartbeat can be added here. */
  addHeartbeat?: { span: Span; text: string };
  within?: number;
}

/** `ping`: a probe that is sent again and again; `terminate`: a connection that stays silent is ended. */
export interface HeartbeatFact {
  kind: 'ping' | 'terminate';
  span: Span;
  within?: number;
}

/** A WebSocket connection to somewhere else. */
export interface SocketClientFact {
  library: string;
  /** What holds it: `socket`, `this.ws`. */
  name?: string;
  /** The address, or the name of what holds it. */
  url?: string;
  span: Span;
  calleeSpan: Span;
  /**
   * What happens when it closes. `off`: the library would reconnect and was told not to; `handed on`: somebody else is told; `unknown`: it
   * cannot be seen.
   */
  afterClose: 'nothing' | 'off' | 'at once' | 'fixed' | 'backoff' | 'handed on' | 'unknown';
  /** Where it is waited for the next attempt, or what turns reconnecting off. */
  because?: Span;
  /** Opened for one exchange, or for the connection of somebody else. */
  shortLived: boolean;
  /** How it can be made to reconnect. */
  addReconnect?: { title: string; edits: { span: Span; text: string }[] };
  within?: number;
}

/** A socket, or its id, that is put into or taken out of something that outlives it. */
export interface MembershipFact {
  kind: 'added' | 'removed';
  /** What holds it, unique in the file: `Hub.rooms@12`; and as a reader calls it: `this.rooms`. */
  holder: string;
  name: string;
  /** Where it comes from, when that is another file of the project. */
  imported?: AccessPath;
  /** What is put in: `socket`, `socket.id`. */
  member: string;
  /** The call or assignment. */
  span: Span;
  /** Removed when a socket closes, or by a sweep. */
  onClose: boolean;
  /** The event at which it should be removed: `close`, `disconnect`. */
  event: string;
  /** How the removal can be added. */
  addRemoval?: { title: string; edits: { span: Span; text: string }[] };
  within?: number;
}

/** A room that a client joins by a name that it chooses, with nothing of the session in the name, and nothing asked about it here. */
export interface RoomJoinFact {
  span: Span;
  /** The name, as far as the client chooses it. */
  room: { text: string; span: Span };
  /** What puts the socket into the room, where that is a function of another file, which may ask. */
  via?: AccessPath;
  /** How the name can be made the tenant's own. */
  addTenant?: { span: Span; text: string };
  within?: number;
}

/** What runs when a socket closes, as far as the file tells. */
export interface SocketClosingFact {
  span: Span;
  /** Something runs that the file does not show. */
  open: boolean;
  /** Calls that leave the file or cannot be told, with the bare name of what is called. */
  calls: { callee?: AccessPath; method: string; within?: number; span: Span }[];
}
