import type { LockFact } from '../libraries/lock-files/lock-fact';
import type { Span } from '../source/span';
import type { SchemaChange } from '../source/sql/statement';
import type {
  AbstractionFact,
  BindingFact,
  CallFact,
  ClassFact,
  FunctionFact,
  PlaceFact,
  ShapeFact,
} from './code/code-facts';
import type { ConnectionFact, ConnectionReleaserFact } from './connections/connection-facts';
import type { InputWriteFact, ParameterWriteFact } from './input/input-facts';
import type { LogFact } from './logs/log-facts';
import type { CompilerFact, ExportFact, ImportFact, Manifest } from './modules/module-facts';
import type { AccessPath } from './modules/path-facts';
import type { HttpClientFact, OutgoingCallFact } from './outgoing/outgoing-facts';
import type {
  ClosingFact,
  CodeRunFact,
  ProcessExitFact,
  RemoteShellFact,
  ServerFact,
  ServerFactoryFact,
  SignalHandlerFact,
} from './processes/process-facts';
import type {
  DatabaseFunctionFact,
  DataModelFact,
  JsonTextFact,
  QueryFact,
  QueryScopeFact,
  TriggerFact,
} from './queries/query-facts';
import type {
  AccessCheckFact,
  DescribedRouteFact,
  FieldResolverFact,
  GivenNameFact,
  MountFact,
  PageFact,
  RequestPathFact,
  ResponseFact,
  RouteFact,
  RouterFact,
} from './routes/route-facts';
import type { SecretFact } from './secrets/secret-facts';
import type {
  BroadcastFact,
  HeartbeatFact,
  MembershipFact,
  RoomJoinFact,
  SocketClientFact,
  SocketClosingFact,
  SocketServerFact,
} from './sockets/socket-facts';
import type { JobHandlerFact, ModuleStateFact } from './state/state-facts';
import type { HandedClaimsFact, TokenCheckFact, TokenSigningFact } from './tokens/token-facts';
import type { TransactionFact } from './transactions/transaction-facts';

export type * from './code/code-facts';
export type * from './connections/connection-facts';
export type * from './input/input-facts';
export type * from './logs/log-facts';
export type * from './modules/module-facts';
export type * from './modules/path-facts';
export type * from './modules/value-facts';
export type * from './outgoing/outgoing-facts';
export type * from './processes/process-facts';
export type * from './queries/query-facts';
export type * from './routes/route-facts';
export type * from './secrets/secret-facts';
export type * from './sockets/socket-facts';
export type * from './state/state-facts';
export type * from './tokens/token-facts';
export type * from './transactions/transaction-facts';

/**
 * What one file says, as plain JSON: the map step's result. Facts describe what the code does, in the field's terms
 * and not in those of a framework; rules say what is wrong with it. All spans are UTF-16 offsets into the file.
 */
export interface FileFacts {
  path: string;
  language: Language;
  role: FileRole;
  /** Where the code runs, as far as the file alone tells. */
  side: 'server' | 'browser' | 'unknown';
  /** What it is marked as at its head: code for browsers, or functions that they may call on the server. */
  directive?: 'client' | 'server';
  /** Whether it needs, as soon as it is loaded, what cannot run in a browser. */
  serverOnly?: true;
  lineStarts: number[];
  imports: ImportFact[];
  exports: ExportFact[];
  functions: FunctionFact[];
  /** Functions, loops and arms of branches, outer ones first. */
  places: PlaceFact[];
  calls: CallFact[];
  classes: ClassFact[];
  shapes: ShapeFact[];
  abstractions: AbstractionFact[];
  /** What generic types of the project are given in this file, by their names. */
  givenTypes: { name: string; given: string[] }[];
  /** Of these, what the file itself declares as a type, by name. */
  declaredTypes: string[];
  bindings: BindingFact[];
  fieldResolvers: FieldResolverFact[];
  transactions: TransactionFact[];
  queries: QueryFact[];
  /** Conditions that are added to queries where they are not written. */
  queryScopes: QueryScopeFact[];
  /** What stands for a table in code. */
  dataModels: DataModelFact[];
  schemaChanges: SchemaChange[];
  /** Triggers that run when a row is updated. */
  triggers: TriggerFact[];
  databaseFunctions: DatabaseFunctionFact[];
  /** Values that are made JSON text, and JSON text that is read. */
  jsonTexts: JsonTextFact[];
  routers: RouterFact[];
  routes: RouteFact[];
  /** In a file that describes an API. */
  describedRoutes: DescribedRouteFact[];
  mounts: MountFact[];
  accessChecks: AccessCheckFact[];
  givenNames: GivenNameFact[];
  /** Where a function answers with a page of HTML. */
  pages: PageFact[];
  /** Paths of requests that are made here. */
  requestPaths: RequestPathFact[];
  servers: ServerFact[];
  /** Where requests are answered, by what is sent or by an error that is thrown. */
  responses: ResponseFact[];
  broadcasts: BroadcastFact[];
  socketServers: SocketServerFact[];
  /** Where connections are probed, or ended when they stay silent. */
  heartbeats: HeartbeatFact[];
  socketClients: SocketClientFact[];
  memberships: MembershipFact[];
  socketClosings: SocketClosingFact[];
  roomJoins: RoomJoinFact[];
  tokenSignings: TokenSigningFact[];
  /** Claims that are handed to functions of other files, which may sign them. */
  handedClaims: HandedClaimsFact[];
  tokenChecks: TokenCheckFact[];
  secrets: SecretFact[];
  codeRuns: CodeRunFact[];
  inputWrites: InputWriteFact[];
  /** Parameters of functions that are written unchecked. */
  parameterWrites: ParameterWriteFact[];
  /** Handlers that are routed behind a check of what the request carries. */
  checkedHandlers: AccessPath[];
  /** Whether the file uses a library that checks values. */
  checksInput?: boolean;
  outgoingCalls: OutgoingCallFact[];
  httpClients: HttpClientFact[];
  remoteShells: RemoteShellFact[];
  signalHandlers: SignalHandlerFact[];
  processExits: ProcessExitFact[];
  closings: ClosingFact[];
  jobHandlers: JobHandlerFact[];
  /** State of the module that functions leave something of what they were given in. */
  moduleStates: ModuleStateFact[];
  serverFactories: ServerFactoryFact[];
  logs: LogFact[];
  connections: ConnectionFact[];
  connectionReleasers: ConnectionReleaserFact[];
  /** Whether the file gives requests an id, or keeps a context for each. */
  correlatesRequests?: boolean;
  suppressions: SuppressionFact[];
  /** Syntax errors, and statements that were not analysed: counted, never "clean". */
  gaps: Gap[];
  /** Constants of other files that paths of routes are put together from: `ROUTES.HEALTH`, as a path has it in `${…}`, → what it denotes. */
  pathNames?: Record<string, AccessPath>;
  /** Paths under which the configuration of a web server limits requests; `/` for all. */
  gatewayLimits?: string[];
  /** What a `package.json` says of its package. */
  manifest?: Manifest;
  /** What a lock file says of installed packages. */
  lock?: LockFact;
  /** What a `tsconfig.json` or `jsconfig.json` says of the names that modules go by. */
  compiler?: CompilerFact;
}

export type Language = 'typescript' | 'tsx' | 'javascript' | 'jsx' | 'sql' | 'json' | 'yaml' | 'other';

/** What a file is for, from its path and name. Rules that speak of production code look only at `source`. */
export type FileRole =
  | 'source'
  | 'test'
  | 'migration'
  | 'seed'
  | 'script'
  | 'fixture'
  | 'example'
  | 'generated'
  | 'vendored'
  | 'config';

/** `marcus-disable…` in a comment. */
export interface SuppressionFact {
  kind: 'next-line' | 'line' | 'file-start' | 'file-end';
  /** Rule ids; empty means all. */
  rules: string[];
  reason?: string;
  span: Span;
  line: number;
}

export interface Gap {
  span: Span;
  message: string;
  /** Set where Marcus itself failed, and not the text. */
  fault?: boolean;
}
