import type { Span } from '../source/span';
import type { Dialect, SchemaChange, SqlStatement } from '../source/sql/statement';

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
  lineStarts: number[];
  imports: ImportFact[];
  exports: ExportFact[];
  functions: FunctionFact[];
  /** Functions, loops and arms of branches, outer ones first. */
  places: PlaceFact[];
  calls: CallFact[];
  classes: ClassFact[];
  queries: QueryFact[];
  /** What stands for a table in code. */
  dataModels: DataModelFact[];
  schemaChanges: SchemaChange[];
  /** Values that are made JSON text, and JSON text that is read. */
  jsonTexts: JsonTextFact[];
  routers: RouterFact[];
  routes: RouteFact[];
  mounts: MountFact[];
  accessChecks: AccessCheckFact[];
  /** Where a function answers with a page of HTML. */
  pages: PageFact[];
  /** Paths of requests that are made here. */
  requestPaths: RequestPathFact[];
  servers: ServerFact[];
  broadcasts: BroadcastFact[];
  tokenSignings: TokenSigningFact[];
  tokenChecks: TokenCheckFact[];
  secrets: SecretFact[];
  inputWrites: InputWriteFact[];
  /** Handlers that are routed behind a check of what the request carries. */
  checkedHandlers: AccessPath[];
  /** Whether the file uses a library that checks values. */
  checksInput?: boolean;
  outgoingCalls: OutgoingCallFact[];
  httpClients: HttpClientFact[];
  suppressions: SuppressionFact[];
  /** Syntax errors, and statements that were not analysed: counted, never "clean". */
  gaps: Gap[];
  /** Paths under which the configuration of a web server limits requests; `/` for all. */
  gatewayLimits?: string[];
  /** What a `package.json` says of its package. */
  manifest?: Manifest;
}

export interface Manifest {
  name?: string;
  dependencies: string[];
  /** Whether it installs commands. */
  commands: boolean;
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

/**
 * What an expression denotes, told from imports: a module, then the members read, calls `()` and awaited results taken
 * from it. `pg#Pool().query` is the `query` of a `Pool` made by package `pg`; `./db#pool` the export `pool` of a project
 * file; `global#fetch` a global; `param:0#query` a member of the enclosing function's first parameter; `this#db` a
 * member of the enclosing class that is not resolved further. A default import is the module itself; `new X` and `X()` are both
 * written `X()`, so that one pattern covers a class and its factory.
 */
export type AccessPath = string;

export interface ImportFact {
  specifier: string;
  /** Local name → imported name: `default`, `*` or a name. Empty for a bare import. */
  names: { local: string; imported: string }[];
  typeOnly: boolean;
  span: Span;
}

/** `export`: the public name (`default`, a name, or `*` for `export * from`), and what it denotes. */
export interface ExportFact {
  name: string;
  denotes?: AccessPath;
  /** Index into `functions` when a function of this file is exported. */
  function?: number;
  /** The name that it has in this file. */
  local?: string;
  /** Where the value comes from, or for a function what it returns. */
  origin?: Origin;
}

export interface FunctionFact {
  /** As written: `loadUser`, `TicketService.load`; empty for an anonymous one. */
  name: string;
  className?: string;
  parameters: string[];
  span: Span;
  /** The name, or the keyword where there is none. */
  nameSpan: Span;
  /** Index of the enclosing function, if any. */
  within?: number;
  async: boolean;
}

/** A part of a file in which code runs together. */
export interface PlaceFact {
  kind: 'function' | 'loop' | 'arm';
  span: Span;
  /** Index into `places` of the place around it. */
  outer?: number;
  /** For a function: its index into `functions`, and whether it is called where it stands, as a callback of `map`. */
  function?: number;
  atOnce?: boolean;
  loop?: LoopFact;
  /** For an arm: the offset that all arms of one branch share, and whether what comes after the branch follows it. */
  arm?: { of: number; name: string; leaves: boolean };
}

export interface LoopFact {
  /** The loop's head, or the array method's name. */
  head: Span;
  /** Source text of what it goes over, or its condition. */
  over: string;
  /** What one pass stands for: only `element` makes the number of passes grow with the data, one query each. */
  each: 'element' | 'batch' | 'fixed' | 'retry' | 'poll' | 'stream';
  /** Names that hold the element, or are declared in the body. */
  names: string[];
}

/** A call whose target may be a function of this project. */
export interface CallFact {
  callee: AccessPath;
  /** Index into `functions` of the function that contains it; absent at module level. */
  within?: number;
  span: Span;
  calleeSpan: Span;
  /** Where its result goes, as far as that can be seen. */
  use?: ResultUse;
}

/** Where all of what a call brings goes: into the answer to a request, or to the caller of its function. */
export type ResultUse = 'answered' | 'returned';

/** A class, for what it inherits. */
export interface ClassFact {
  name: string;
  extends?: AccessPath;
  span: Span;
}

/**
 * Where a value comes from. `constant` and `enumeration` are spelled out in the code, `number` cannot carry text,
 * `placeholder` generates placeholders, `escaped` went through an escaping function, `request` comes from outside,
 * `parameter` is the enclosing function's, `environment` is configuration, `unknown` could be anything.
 */
export type Origin =
  | 'constant'
  | 'enumeration'
  | 'number'
  | 'placeholder'
  | 'escaped'
  | 'sql'
  | 'environment'
  | 'request'
  | 'parameter'
  | 'unknown';

/** A place in built text where a value goes in. */
export interface Hole {
  /** The expression in the source. */
  span: Span;
  /** Source text of the expression, shortened. */
  text: string;
  origin: Origin;
  /** For `request`: the path it was read from, as `req.query.sort`; for `parameter`: its name. */
  from?: string;
  /** Set where an earlier query of the file is built from the same place. */
  again?: boolean;
  /** What it is in another file of the project: the model can tell its origin. */
  reference?: AccessPath;
  /** Whether it stands where an identifier or keyword stands, or inside quotes, or where a value stands. */
  stands: 'value' | 'quoted' | 'identifier' | 'fragment';
}

/** A query sent to a database, or text built to become one. */
export interface QueryFact {
  /** The receiver and method called, as `pg#Pool().query`; the model resolves project paths further. */
  callee: AccessPath;
  /** The method's bare name, as `query`. */
  method: string;
  client: QueryClient;
  dialect: Dialect;
  /** The call expression; for a `.sql` file the statement. */
  span: Span;
  calleeSpan: Span;
  /** Index into `functions`. */
  within?: number;
  /** Parsed statements with spans mapped to the file. A span that touches text built elsewhere is the hole's or literal's. */
  statements: SqlStatement[];
  /** The SQL as one text with holes filled, shortened to a few hundred characters, for messages. */
  sql: string;
  holes: Hole[];
  /** The array literal of bound values, when it is one. */
  values?: { span: Span; count: number };
  /** True when holes are turned into bound values by a tagged template. */
  parametrized: boolean;
  /** Expressions in scope at the call that hold the tenant, best first: `req.tenantId`, `tenantId`. */
  tenantValues: string[];
  /** Values (source text) that are bound or interpolated, in order: the arguments array's elements. */
  boundValues: string[];
  /** Literal spans usable for edits: the single string or template literal that holds all the SQL, when there is one. */
  literal?: { span: Span; quote: "'" | '"' | '`' };
  /** What it is sent on. */
  handle?: QueryHandle;
  /** Where its rows go, all of them, as far as that can be seen. */
  use?: ResultUse;
  /** At most one row comes back, whatever the statement says: `findUnique`, `first()`, `one()`. */
  single?: boolean;
  /** Tables and columns are called as the code's data models call them; `model.queriesOf` has them as the schema does. */
  names?: 'model';
  /**
   * Set where only the model can tell whether this is a query: the value that must turn out to be a data model of the
   * project (`./user#User` of `User.find()`). `model.queriesOf` leaves out what does not.
   */
  assumes?: AccessPath;
}

/**
 * What a query is sent on: the shared pool (each query may take another connection), one connection, or a transaction that
 * is open. `name` is the expression that holds it (`tx`, `this.pool`); `parameter` its index where it is handed to the
 * enclosing function, or to the callback of the call that opens the transaction.
 */
export interface QueryHandle {
  kind: 'pool' | 'client' | 'transaction' | 'unknown';
  name: string;
  parameter?: number;
}

/** `document`: a database that is asked without SQL. Its tables are collections. */
export type QueryClient = 'sql-file' | 'driver' | 'builder' | 'orm' | 'document' | 'unknown';

/** What stands for a table or a collection in code: an entity, an ORM's model class, a table object. */
export interface DataModelFact {
  /** The class or variable. */
  name: string;
  /** The table or collection, where it is spelled out. */
  table?: string;
  client: QueryClient;
  span: Span;
}

/** `JSON.stringify({ … })` of an object whose keys are spelled out, as a value to be kept; `JSON.parse(row.column)`. */
export interface JsonTextFact {
  kind: 'written' | 'read';
  span: Span;
  /** The property that is set or read. */
  property?: string;
  /** Its place in a list of values. */
  index?: number;
  /** The keys of what is written. */
  keys: string[];
}

/**
 * Something that requests are routed by: an app, a router, a plugin's instance, a decorated class. A file that defines routes on what it was
 * given or has imported has a fact of its own for it; the model joins them.
 */
export interface RouterFact {
  /** What holds it: a variable, `this.router`, a parameter, the name of a class. */
  name: string;
  /** What it is, as `express#Router()`, or the project path that it is imported by. */
  made: AccessPath;
  /** A prefix of its own, as `new Router({ prefix: '/users' })` gives. */
  prefix: string;
  span: Span;
  /** Index into `functions` of the function that makes it or is given it. */
  within?: number;
  /** Set where it is handed to the function that it stands in: its place among the parameters, and the member that is taken from that. */
  parameter?: { index: number; member?: string };
  /** Whether the function that makes it returns it. */
  returned?: boolean;
  /** The class that has it as a member. */
  className?: string;
}

/** Something that a request goes through: middleware, a guard, a handler. */
export interface HandlerFact {
  span: Span;
  /** As written, shortened: `requireRole('admin')`. */
  text: string;
  /** What it denotes, without what only wraps it: `./users#create` of `asyncHandler(users.create)`. */
  path?: AccessPath;
  /** Index into `functions`, where it is spelled out here. */
  function?: number;
  /** Index into `routers`, where it is a router of this file. */
  router?: number;
  /** What it is wrapped in, outermost first: these run before it. */
  wrappers?: AccessPath[];
}

/**
 * Something that answers: an HTTP route, a procedure of a typed API (tRPC), a resolver of a GraphQL type. The methods of the latter two are
 * `QUERY`, `MUTATION` and `SUBSCRIPTION`, and their paths are names.
 */
export interface RouteFact {
  kind: 'http' | 'procedure' | 'resolver';
  /** Upper case; `ALL` for any. */
  method: string;
  /** As written at the definition, without mount prefixes: `/tickets/:id`. */
  path: string;
  pathSpan: Span;
  span: Span;
  /** Index into `routers`. */
  on: number;
  /** What a request goes through here, in order; the last one answers. */
  handlers: HandlerFact[];
  within?: number;
}

/** Something mounted on a router, under a prefix: another router, a plugin, middleware, a hook. In the order in which they are mounted. */
export interface MountFact {
  prefix: string;
  /** Index into `routers`. */
  on: number;
  mounted: HandlerFact;
  /** Which argument of the mounted function gets the router. */
  argument: number;
  /** The whole call: `app.use('/api', router)`. */
  call: Span;
}

/** A place in a function where a library is asked who calls, what they may do, or how often they have asked. */
export interface AccessCheckFact {
  role: 'limits' | 'authenticates' | 'authorizes';
  span: Span;
  within?: number;
}

/** A place in a function that answers with a page of HTML. */
export interface PageFact {
  span: Span;
  within?: number;
}

/** A text in the arguments of a call that spells out the path of a request. */
export interface RequestPathFact {
  /** The literal or template, with its quotes. */
  span: Span;
  /** Upper case, where the call spells it out: as its own name (a `member`), or as a `text` with quotes. */
  method?: string;
  methodSpan?: Span;
  spelled?: 'member' | 'text';
}

/** Where something starts to listen for requests. */
export interface ServerFact {
  /** What listens, as `express#()`; the model resolves project paths further. */
  made: AccessPath;
  /** The `listen` call and its callee. */
  span: Span;
  calleeSpan: Span;
  within?: number;
}

/** One message sent to a room, to several, or to everyone. */
export interface BroadcastFact {
  span: Span;
  calleeSpan: Span;
  to: 'everyone' | 'room' | 'rooms';
  /** The room expression's source text and span. */
  room?: { text: string; span: Span };
  /** Source texts of what is sent, event first, to tell whether two sends say the same. */
  message: string[];
  within?: number;
  /** What sends it: socket.io, or a function of the project that hands a message to the sockets of a room. */
  sender:
    | { kind: 'socket.io' /** `io`, `socket.broadcast`. */; receiver: string }
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

/** A token that is signed here. */
export interface TokenSigningFact {
  library: string;
  span: Span;
  calleeSpan: Span;
  lifetime:
    | { kind: 'none' }
    | { kind: 'seconds'; seconds: number; span: Span }
    | { kind: 'set' }
    | { kind: 'unknown' };
  /**
   * Set for libraries that are registered once and sign in many places: a call without a lifetime has the registration's, and a
   * registration without one may be made good by every call.
   */
  part?: 'registration' | 'call';
  /** How a lifetime can be added here. */
  addLifetime?: { span: Span; text: string };
  within?: number;
}

/** A token that is verified here. */
export interface TokenCheckFact {
  library: string;
  span: Span;
  ignoresExpiry?: Span;
  /** That option with its comma: what goes away when it is removed. */
  withComma?: Span;
  within?: number;
}

/** A write that request data reaches with no schema or check in between. */
export interface InputWriteFact {
  /** The part of the request, where it goes into what is written. */
  span: Span;
  /** `req.body`. */
  root: string;
  /** Whether all of it is written, whatever keys a caller sends. */
  whole: boolean;
  /** The members of it that are written, as far as they are spelled out. */
  fields: string[];
  /** What writes: `User.create`, `pool.query`. */
  write: string;
  writeSpan: Span;
  callee?: AccessPath;
  /** Set where it is given to a function of the project, and only the model can tell whether that writes. */
  handed?: boolean;
  /** What the function that handles the request is called, where it has a name. */
  handler?: string;
  within?: number;
}

/** A secret that is written into the code. Its text is in no other field, so that no message can repeat it. */
export interface SecretFact {
  /** The literal, with its quotes. */
  span: Span;
  /** Told by its form, by its name, by what takes it, or because a secret falls back to it. */
  kind: 'format' | 'named' | 'used' | 'fallback';
  /** What it is or where it goes: `a GitHub token`, `jwtSecret`, `jwt.sign`. */
  what: string;
  /** The environment variable that should hold it. */
  variable: string;
  /** How it can be read from the environment instead. */
  fromEnvironment?: { variable: string; edits: { span: Span; text: string }[] };
}

/** A request to another service. */
export interface OutgoingCallFact {
  library: string;
  callee: AccessPath;
  span: Span;
  calleeSpan: Span;
  /** The host called, or the expression that holds it. */
  host?: string;
  hostIsExpression?: boolean;
  /** The name that holds the client: `api` of `api.get()`. */
  client: string;
  timeout: 'none' | 'set' | 'unknown';
  /** Set where only the model can tell whether this is an outgoing call: its client is imported from the project. */
  imported?: boolean;
  /** How a time limit can be added here. */
  addTimeout?: { span: Span; text: string };
  within?: number;
}

/** A configured HTTP client (`axios.create`, `got.extend`, `axios.defaults`). */
export interface HttpClientFact {
  library: string;
  /** The variable that holds it; empty for changes of the library's defaults. */
  name: string;
  host?: string;
  timeout: 'none' | 'set' | 'unknown';
  span: Span;
}

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
