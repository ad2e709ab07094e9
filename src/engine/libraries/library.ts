import type { AnswerEntry, ErrorAnswerEntry, HandlerEntry, HttpErrorEntry } from './contract/answers';
import type { BoundaryEntry } from './contract/boundaries';
import type { ConnectionEntry, HandleEntry } from './contract/connections';
import type { DataClientEntry } from './contract/data-clients';
import type { DatabaseEntry } from './contract/databases';
import type { DecoratorEntry } from './contract/decorators';
import type { FileRouteEntry } from './contract/file-routes';
import type { GraphTypeEntry } from './contract/graph-types';
import type { MiddlewareEntry } from './contract/middleware';
import type { ModelQueryEntry } from './contract/model-queries';
import type { MountEntry } from './contract/mounts';
import type { AgentEntry, OutgoingClientEntry, OutgoingEntry } from './contract/outgoing';
import type { ProcedureEntry } from './contract/procedures';
import type { ProseEntry } from './contract/prose';
import type { RequestEntry } from './contract/requests';
import type { ResultEntry } from './contract/results';
import type { RouterEntry } from './contract/routers';
import type { RemoteShellEntry, RunEntry } from './contract/runs';
import type { SchemaEntry } from './contract/schemas';
import type { SecretEntry } from './contract/secrets';
import type { ServerEntry } from './contract/servers';
import type { SocketEntry } from './contract/sockets';
import type { FragmentEntry, StatementEntry, TagEntry } from './contract/statements';
import type { TableEntry } from './contract/tables';
import type { TokenEntry } from './contract/tokens';
import type { TransactionEntry } from './contract/transactions';
import type { WorkerEntry } from './contract/workers';

/**
 * What Marcus can say of a library, by topic: each a list of lines about parts of its exports. A topic has a file in `contract/`, which says what
 * its lines mean and who reads them.
 */
export interface Topics {
  prose: ProseEntry;
  routers: RouterEntry;
  mounts: MountEntry;
  decorators: DecoratorEntry;
  middleware: MiddlewareEntry;
  requests: RequestEntry;
  servers: ServerEntry;
  boundaries: BoundaryEntry;
  tokens: TokenEntry;
  secrets: SecretEntry;
  runs: RunEntry;
  remoteShells: RemoteShellEntry;
  answers: AnswerEntry;
  handlers: HandlerEntry;
  errorAnswers: ErrorAnswerEntry;
  httpErrors: HttpErrorEntry;
  agents: AgentEntry;
  outgoing: OutgoingEntry;
  outgoingClients: OutgoingClientEntry;
  sockets: SocketEntry;
  workers: WorkerEntry;
  databases: DatabaseEntry;
  statements: StatementEntry;
  tags: TagEntry;
  fragments: FragmentEntry;
  handles: HandleEntry;
  connections: ConnectionEntry;
  transactions: TransactionEntry;
  results: ResultEntry;
  graphTypes: GraphTypeEntry;
  fileRoutes: FileRouteEntry;
  procedures: ProcedureEntry;
  dataClients: DataClientEntry;
  modelQueries: ModelQueryEntry;
  tables: TableEntry;
  schemas: SchemaEntry;
}

export type Topic = keyof Topics;

/** What a package is for, as a whole: said of an import, whatever is used of it. */
export type LibraryKind =
  /** It writes log lines. */
  | 'logger'
  /** It makes apps or routers: `get(path, …)` on something of it defines a route. */
  | 'router'
  /** `get(path)` on something of it asks somebody else, or reads a value, whatever it is called. */
  | 'no-router'
  /** Its decorators make classes whose methods answer requests. */
  | 'controllers'
  /** Its container binds decorated classes to an app, with guards and a prefix that hold for all of them. */
  | 'container'
  /** It checks values against schemas. */
  | 'validator'
  /** It counts how often somebody asks. */
  | 'rate-limiter'
  /** It signs people in, and limits by itself how often they may try. */
  | 'sign-in-limiter'
  /** It reads the arguments of a command line. */
  | 'argument-parser'
  /** It answers health requests by itself. */
  | 'health-check'
  /** A file that imports it runs on a server. */
  | 'server'
  /** It cannot be loaded in a browser at all. What has a part for browsers, or is used there for its types, is none. */
  | 'server-only'
  /** A package that depends on it is a back end. */
  | 'back-end'
  /** A file that imports it runs in a browser. */
  | 'browser'
  /** A package that depends on it is a front end. */
  | 'browser-framework'
  /** A package that depends on it holds code for both sides, which it takes apart. */
  | 'full-stack'
  /** It signs or checks JSON Web Tokens. */
  | 'tokens'
  /** It logs in somewhere with the password of its options. */
  | 'login'
  /** It runs an app's code by rules of its own: it caches and ends what the app fetches. */
  | 'app-host'
  /** It ties what is logged to the request it is logged for. */
  | 'correlator'
  /** It gives each request an id, which its log lines carry once it is told to log. */
  | 'request-logger'
  /** It serves WebSocket connections, or hands their sockets to handlers. */
  | 'sockets'
  /** Its sockets join rooms, which can be sent to, and hear `disconnect` when they are gone. */
  | 'rooms'
  /** Its decorators make classes that serve sockets. */
  | 'gateways'
  /** It connects to servers whose sockets join rooms. */
  | 'rooms-client'
  /** Given a server of sockets, it probes their connections itself. */
  | 'prober'
  /** It closes a server, or lets one be closed, when the process is told to end. */
  | 'closer'
  /** It hands an app to a platform, which starts and ends its instances. */
  | 'serverless'
  /** It has clients of databases, queues or collectors that a process closes when it ends: ending those leaves a server open. */
  | 'client'
  /** It gives the process itself: its signals and its end. */
  | 'process'
  /** It waits for what emitters say: `await once(emitter, 'close')`. */
  | 'emitter'
  /** It makes or finds what classes and functions are: what it decorates does nothing outside of the program. */
  | 'injector'
  /** Its models ask for documents by calls such as `findById`. */
  | 'document-mapper'
  /** A service that takes texts like SQL, and has no tables of the project. */
  | 'sql-like'
  /** Its routes are files; one that is called `middleware` or `proxy` and imports it stands before all of them. */
  | 'file-router'
  /** It keeps records: what is given to `create` of something of it is stored. */
  | 'store';

/** What is said of only some of a sheet's packages. */
export interface KindOf {
  kind: LibraryKind;
  of: readonly string[];
}

/** A data sheet: all that Marcus believes of one library, or of a family that is used in the same way. Plain data, also in a configuration. */
export type Library = LibraryHead & { readonly [T in Topic]?: readonly Topics[T][] };

/**
 * What an import asks for. A star is any text; with more than two of them a name could be compared in too many ways.
 *
 * @pattern ^(?!\.\.|/|\./?$)[^\s*]*(\*[^\s*]*){0,2}$
 * @minLength 1
 */
type ImportPattern = string;

export interface LibraryHead {
  /**
   * What people call it, in messages and documents.
   *
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  /**
   * What is imported: `pg`, `mysql2/promise`, `drizzle-orm/*` for everything below it. Packages that are used in the same way stand here too. `global` is
   * what a runtime gives without an import.
   *
   * @minItems 1
   */
  packages: readonly ImportPattern[];
  kinds?: readonly (LibraryKind | KindOf)[];
  /** Set on what a runtime gives: a package of that name in a package.json is something else, and its version says nothing. */
  runtime?: true;
}

/** Gives a data sheet its type: `export default defineLibrary({ … })`. */
export function defineLibrary(sheet: Library): Library {
  return sheet;
}
