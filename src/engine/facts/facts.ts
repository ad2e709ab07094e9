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
  /** What a `tsconfig.json` or `jsconfig.json` says of the names that modules go by. */
  compiler?: CompilerFact;
}

export interface Manifest {
  name?: string;
  dependencies: string[];
  /** Whether it installs commands. */
  commands: boolean;
  /** Set where it is never published. */
  private?: true;
  /** What its name alone stands for, as written: `source`, `module`, `main`, `types`. */
  entries?: string[];
  /** Subpath (`.`, `./users`, `./*`) → what it may stand for, as written. */
  exports?: Record<string, string[]>;
  /** The package's names for its own files (`#db`, `#lib/*`) → what they may stand for. */
  imports?: Record<string, string[]>;
}

/** Names that a compiler's configuration gives to modules; paths as written, relative to its folder. */
export interface CompilerFact {
  /** Configurations that it builds on. */
  extends: string[];
  baseUrl?: string;
  /** Name or pattern (`@app/*`) → what it may stand for. */
  paths?: Record<string, string[]>;
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
  /** Whether only types are taken from it, as far as that is known: then nothing is loaded. */
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
  value?: ExportedValue;
  /** The same for what is read from it: an object's or a class's members, by name. */
  members?: Record<string, ExportedValue>;
}

/** A value that other files see. */
export interface ExportedValue extends ValueFact {
  /** For a function: indexes of the parameters that go into what it returns. */
  takes?: number[];
  /** A text that can be the path of a route, as spelled out: `/health`. */
  path?: string;
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
  /** A signature without a body: of an abstract method, or one of several that a function is declared with. */
  declaredOnly?: true;
  /** How what it sends to the shared pool can run in one transaction, where its shape allows that. */
  inTransaction?: TransactionEdit;
}

/** The edit that puts a stretch of a function into a transaction. */
export interface TransactionEdit {
  /** What runs in it. */
  region: Span;
  /** What the queries in it are sent on, as written: `pool`, `this.prisma`. */
  handle: string;
  /** What that must turn out to be, where only the model can tell: a pool that gives out connections. */
  pool?: AccessPath;
  edits: { span: Span; text: string }[];
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
  arm?: { of: number; name: string; leaves: boolean /** What it leaves. */; ends?: 'function' | 'loop' };
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
  /** Source texts of the arguments, shortened; a long one is empty. */
  arguments: string[];
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
  /** The HTTP status that its instances carry, where the class spells one out: errors that are thrown as answers. */
  status?: number;
}

/**
 * What can be read from an object of this kind: a class, an interface, the type of an object or a tuple, an object that is written out, or what a
 * function returns. Only members that lead on to code of the project are kept.
 */
export interface ShapeFact {
  name: string;
  kind: 'class' | 'abstract' | 'type' | 'object' | 'result';
  /** Member name → what it denotes. A tuple's members are `0`, `1`, … */
  members: Record<string, AccessPath>;
  /** Names of the interfaces and of the class that a class says it is. */
  is: string[];
}

/**
 * An indirection that is declared at the top of a file: something to be implemented, something that makes another thing, something that only
 * hands on, or a type that is left open.
 */
export type AbstractionFact = {
  name: string;
  /** Its name; of a generic type, the parameter's. */
  span: Span;
  exported: boolean;
} & (
  | {
      kind: 'contract';
      of: 'interface' | 'abstract';
      /** Whether it extends or implements another one. */
      builds: boolean;
      /** How often this file speaks of it, beside its declaration and the classes that say they are it. */
      usedHere: number;
    }
  | { kind: 'generic'; parameter: string }
  | { kind: 'factory' /** The class that it makes, as written. */; product: string }
  | {
      kind: 'forwarder';
      /** The member that it hands on to, and what that is. */
      field: string;
      to: AccessPath;
      methods: number;
    }
);

/** What a container hands out: the class made for a token, or what a constructor calls the thing that it asks for by a token. */
export interface BindingFact {
  /** Source text of the token: `TYPES.Users`, `'users'`; the bare name for containers that go by names. */
  token: string;
  /** The interface or class that is promised. */
  contract?: string;
  made?: AccessPath;
}

/** A function that resolves one field of a GraphQL type which is not a root type: it runs once for each object of that type in a result. */
export interface FieldResolverFact {
  type: string;
  field: string;
  /** Index into `functions`. */
  function: number;
  /** Names that hold the parent object, or parts of it. */
  parents: string[];
  /** Where the field is named. */
  span: Span;
}

/** A transaction that is begun by a call of the client's own, and must be ended by others: `connection.beginTransaction()`. */
export interface TransactionFact {
  span: Span;
  within?: number;
  /** Whether the same function commits, and where it rolls back. */
  commits: boolean;
  rollsBack: Span[];
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

/** Where a value comes from, as far as its file tells. */
export interface ValueFact {
  /** What to take it for where nothing else is known. */
  origin: Origin;
  /** For `request`: the path it was read from, as `req.query.sort`; for `parameter`: its name. */
  from?: string;
  /** Set where other files of the project tell more: `model.sourceOf` asks them. */
  elsewhere?: Elsewhere;
}

/** The parts of a value that are made in other files. */
export interface Elsewhere {
  /** The worst of the parts that this file tells. */
  known: Origin;
  from?: string;
  /** What each of the others is there, and what a function is given. */
  references: { path: AccessPath; given?: ValueFact[] }[];
}

/** A place in built text where a value goes in. */
export interface Hole extends ValueFact {
  /** The expression in the source. */
  span: Span;
  /** Source text of the expression, shortened. */
  text: string;
  /** Set where an earlier query of the file is built from the same place. */
  again?: boolean;
  /** Whether it stands where an identifier or keyword stands, inside quotes, where a value stands, or in a placeholder's name. */
  stands: 'value' | 'quoted' | 'identifier' | 'placeholder' | 'fragment';
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
  /** How a value that is part of the text can be bound instead. */
  binding?: ValueBindingFact;
  /** True when holes are turned into bound values by a tagged template. */
  parametrized: boolean;
  /** Expressions in scope at the call that hold the tenant, best first: `req.tenantId`, `tenantId`. */
  tenantValues: string[];
  /** Values (source text) that are bound or interpolated, in order: the arguments array's elements. */
  boundValues: string[];
  /**
   * How a condition, or a column with its value, can be added to a call of a builder or an ORM: edits whose text has `{name}` for the
   * column (`t.tenant_id`), `{key}` for the same as a key of an object, `{property}` for what code calls it, `{value}`, and `{member}` for a
   * member of an object literal (`tenantId`, `tenantId: req.tenantId`).
   */
  addCondition?: { span: Span; text: string }[];
  addValue?: { span: Span; text: string }[];
  /** Literal spans usable for edits: the single string or template literal that holds all the SQL, when there is one. */
  literal?: { span: Span; quote: "'" | '"' | '`' };
  /** What it is sent on. */
  handle?: QueryHandle;
  /** How a loop that runs it once per element can ask once instead, where that is the same. */
  askOnce?: { edits: { span: Span; text: string }[] };
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

/**
 * How the client binds values: `$1` or `?` in the text, and after it an array or further arguments. `text` is the one expression that
 * makes the text, in the function that sends it; `argument` is where the call gets it.
 */
export interface ValueBindingFact {
  placeholder: '$n' | '?';
  given: 'array' | 'arguments';
  text: Span;
  argument: Span;
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
  /** Its fields, where no other source of the schema tells them: a document's. */
  fields?: string[];
}

/**
 * A condition that is added to queries where they are not written: by an extension or middleware of a client, by a model's default scope, or by a
 * row-level security policy of tables that are only known when the program runs.
 */
export interface QueryScopeFact {
  kind: 'client' | 'model' | 'policy';
  /** Words that it mentions, in lower case. */
  names: string[];
  /** The model, where it is one's own. */
  model?: string;
  /** Set where it holds for the client itself, and not only for another that is made of it. */
  forAll?: boolean;
  span: Span;
}

/** A trigger of the database that runs when a row is updated. Names are in lower case. */
export interface TriggerFact {
  name: string;
  table: string;
  /** The function that it runs, where its body is not its own. */
  runs?: string;
  /** Tables that its own body inserts into. */
  inserts: string[];
}

/** A function or procedure of the database. Names are in lower case. */
export interface DatabaseFunctionFact {
  name: string;
  inserts: string[];
}

/** `JSON.stringify({ … })` of an object whose keys are spelled out, as a value to be kept; `JSON.parse(row.column)`. */
export interface JsonTextFact {
  kind: 'written' | 'read';
  span: Span;
  /** The property that is set or read. */
  property?: string;
  /** Its place in a list of values. */
  index?: number;
  /** The variable that holds it before it is a value. */
  variable?: string;
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

/** A path and method that an OpenAPI description of the project has. */
export interface DescribedRouteFact {
  method: string;
  /** As written: `/tickets/{id}`. */
  path: string;
  pathSpan: Span;
}

/** Something mounted on a router, under a prefix: another router, a plugin, middleware, a hook. In the order in which they are mounted. */
export interface MountFact {
  prefix: string;
  /** Index into `routers`. */
  on: number;
  mounted: HandlerFact;
  /** Which argument of the mounted function gets the router. */
  argument: number;
  /** Set where all files of a folder are mounted, each under the folders that it is in: the folder as seen from this file. */
  folder?: string;
  /** The whole call: `app.use('/api', router)`. */
  call: Span;
}

/**
 * A place in a function where it is asked who calls, what they may do, or how often they have asked: by a call, or by comparing what a
 * record belongs to with who is logged in.
 */
export interface AccessCheckFact {
  role: 'limits' | 'authenticates' | 'authorizes';
  span: Span;
  within?: number;
}

/**
 * A local name whose value a request brings (`const { id } = req.params`), or that says who is logged in (`const userId = req.user.id`).
 */
export interface GivenNameFact {
  name: string;
  by: 'caller' | 'session';
  /** What it was read from, as `req.params.id`. */
  path: string;
  /** Index into `functions` of the function in which it has that meaning. */
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
  /** Source text of what `listen` is called on. */
  receiver?: string;
  /** The statement that is nothing but the call, directly in a function or module; and the variable that it declares. */
  statement?: Span;
  held?: string;
  awaited?: boolean;
  within?: number;
}

/**
 * One place where a request is answered. `sent`: the response itself; `thrown`: an error that is thrown or handed to `next`, and
 * that something else turns into the response; `made`: such an error that a function returns or keeps.
 */
export interface ResponseFact {
  sort: 'sent' | 'thrown' | 'made';
  /** The call, assignment or `return`; for an error what makes it. */
  span: Span;
  within?: number;
  /** The status, where it is spelled out. Errors may have it from their class: `model.statusOf(file, response)`. */
  status?: number;
  /** Where several are spelled out, or one beside a value: `ready ? 200 : 503`, `err.status || 500`. */
  statuses?: number[];
  /** Absent where nothing is sent but the status. */
  body?: ResponseBodyFact;
  /** Whether the call takes an object as its body, and sends it as JSON. */
  takesObjects?: boolean;
  /** Set in a function that answers for every error of an app, whatever throws it. */
  central?: boolean;
  /** Set where a function answers for its callers: the response is one of its parameters, and so is the status or text. */
  helper?: boolean;
  /** For errors: the class or function that makes it (`./errors#ApiError`, `local#notFound`); a library's own is `@nestjs/common#…`. */
  error?: AccessPath;
  /** What of an error goes out with it. */
  exposes: ExposureFact[];
  /** Whether it is sent in development only. */
  development?: boolean;
  /** The statement it stands in, where another may stand before it, and whether that code logs the error already. */
  statement?: { span: Span; logged: boolean };
}

/** What is sent, as far as it is spelled out. */
export interface ResponseBodyFact {
  /** What is sent, or the JSON text's object. */
  span: Span;
  kind: 'object' | 'list' | 'text' | 'html' | 'value';
  /** Of an object. */
  keys: ResponseKeyFact[];
  /** Whether it may have keys that are not spelled out here. */
  open: boolean;
  /** Whether `span` is the literal itself, and not a name for it. */
  inPlace: boolean;
}

/** One key of a body; `keys` are those of an object in it. */
export interface ResponseKeyFact {
  name: string;
  kind: 'object' | 'list' | 'text' | 'value';
  /** Its value in the source, and the literal's text where it is one. */
  value: Span;
  literal?: string;
  keys: ResponseKeyFact[];
}

/** Something of an error that goes out with a response. */
export interface ExposureFact {
  what: 'stack' | 'error' | 'message';
  /** Where it goes into the body. */
  span: Span;
  /** The error's name in the source: `err`. Empty where it has none here. */
  error: string;
  /** In development only. */
  development: boolean;
  /** Whether the code has made sure which error it is: its class, code or status was tested. */
  known: boolean;
  /** The property of the body that holds it, with its comma, where it is the property's whole value. */
  property?: { name: string; span: Span };
}

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
    | { kind: 'socket.io' /** `io`, `socket.broadcast`. */; receiver: string; assumes?: AccessPath }
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
  /** What holds it: `wss`, `this.wss`. */
  name?: string;
  /** The call or `new` expression, and what is called. */
  span: Span;
  calleeSpan: Span;
  /** Whether the library itself probes connections: never, by default, or it does and was told not to. */
  heartbeat: 'own' | 'none' | 'off' | 'unknown';
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
  /** What it says: several where a function of the file signs what others give it. Empty where nothing is signed here, or it cannot be seen what. */
  claims: TokenClaims[];
  /** The function, as an index into `functions`, and its parameter that is signed as it is given. */
  signs?: { function: number; parameter: number };
  within?: number;
}

/** Claims that are handed to a function of another file. Only the model can tell whether it signs them. */
export interface HandedClaimsFact {
  callee: AccessPath;
  argument: number;
  claims: TokenClaims;
  within?: number;
}

/** What a token says, as far as it is spelled out where it is signed. */
export interface TokenClaims {
  /** Names of the claims; those of an object in it with its name: `user.id`. */
  names: string[];
  /** Whether there may be more that cannot be seen. */
  open: boolean;
  /** What is signed. */
  span: Span;
  /** The one whom it is for, as written: `user.id`. */
  subject?: string;
  /** Set where it is for one errand (a password reset, a download), or for a program: it is not what a user calls with. */
  ownUse?: boolean;
  /** What it is signed with, as written, and whether it names those who may accept it. */
  key?: string;
  audience?: boolean;
  /** Expressions in scope that hold the tenant, best first. */
  tenantValues: string[];
  /** How a claim can be added: `{claim}` stands for its name and value. */
  addClaim?: { span: Span; text: string };
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
  /** Set where it is given to a function of the project, and only the model can tell whether that writes it. */
  handed?: HandedValue[];
  /** The type that a framework would check the data against, where its declaration is of another file or a class. */
  type?: AccessPath;
  /** What the function that handles the request is called, where it has a name. */
  handler?: string;
  within?: number;
}

/** A value that is an argument, or goes into one. */
export interface GivenValue {
  argument: number;
  /** The member of the argument that it goes into; absent where it is the argument, or is spread into it. */
  member?: string;
  /** The member of the whole (a request's body, a parameter) that is given; absent where all of it is. */
  field?: string;
  /** Of all of it, what is left out or written over. */
  except?: string[];
}

/** A part of a request that is given to a function. */
export interface HandedValue extends GivenValue {
  span: Span;
  /** `req.body`. */
  root: string;
  type?: AccessPath;
}

/** A parameter, or a member of it, that a function writes with no check, or gives to another function that may write it. */
export interface ParameterWriteFact {
  /** Index into `functions`. */
  function: number;
  parameter: number;
  /** The member of it; absent where all of it is written. */
  field?: string;
  /** Of all of it, what is left out or written over. */
  except?: string[];
  /** What writes: `pool.query`. */
  write: string;
  writeSpan: Span;
  callee?: AccessPath;
  /** Set where it is given to a function of the project. */
  given?: GivenValue;
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
  /** What the host is taken from, as written where the value comes from: `vm.ipAddress`. Absent where it is spelled out. */
  hostFrom?: string;
  /** What the code around it calls things: functions with their parameters, the class, the file. */
  about?: string[];
  /** The name that holds the client: `api` of `api.get()`. */
  client: string;
  timeout: 'none' | 'set' | 'unknown';
  /** Set where only the model can tell whether this is an outgoing call: its client is imported from the project. */
  imported?: boolean;
  /** How a time limit can be added here. */
  addTimeout?: { span: Span; text: string };
  /** Index of the parameter that the options come from, where the function around only passes them on. */
  passedOn?: number;
  /**
   * Set for a call of a function of the project that may be such a wrapper: what each of its arguments says of a limit.
   */
  gives?: OutgoingCallFact['timeout'][];
  within?: number;
}

/** A configured HTTP client (`axios.create`, `got.extend`, `axios.defaults`). */
export interface HttpClientFact {
  library: string;
  /** The variable that holds it; empty for changes of the library's defaults. */
  name: string;
  host?: string;
  /** What the host is taken from, as in `OutgoingCallFact`. */
  hostFrom?: string;
  timeout: 'none' | 'set' | 'unknown';
  span: Span;
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
  within?: number;
}

/** A function that an agent, executor or worker does a unit of work with. Only in files that have module states. */
export interface JobHandlerFact {
  /** Index into `functions`. */
  function: number;
  /** What it is given, as written: `ticket`. */
  job: string;
}

/**
 * A variable or collection that lives as long as the module, and what functions write of their job into it. What is keyed by the job
 * and taken out again, made once, counted, or drained is left out.
 */
export interface ModuleStateFact {
  name: string;
  kind: 'variable' | 'map' | 'set' | 'list' | 'object';
  /** Where it is declared; where that is elsewhere, what is written to. */
  span: Span;
  writes: { span: Span; within?: number }[];
}

/** A call that closes something: a server, as far as one can see, or a client of a database or queue. */
export interface ClosingFact {
  span: Span;
  of: 'client' | 'unknown';
  within?: number;
}

/** A function that makes a server and returns it. */
export interface ServerFactoryFact {
  /** Index into `functions`. */
  function: number;
  makes: AccessPath;
}

/** A connection that a function takes and does not give back on every path, or that it hands to its caller. */
export interface ConnectionFact {
  /** What takes it: the callee as `pg#Pool().connect`; the model resolves project paths further. */
  callee: AccessPath;
  /** As written, for messages: `pool.connect()`, `new Client()`. */
  words: string;
  /** The variable that holds it; empty where nothing does. */
  name: string;
  /** Taken from a pool, a connection of its own, or a whole pool or client that was made. */
  kind: 'taken' | 'connection' | 'pool';
  /** How it is given back: `release`, `end`, `close`. */
  release: string;
  span: Span;
  /** Where it is still held: nowhere given back, at a `return` or the end of a path, or when something throws. */
  open: 'never' | 'path' | 'throws' | 'handed';
  /** The way out on which it is still held. */
  at?: Span;
  /** Functions of other files that it is given to, which may give it back. */
  givenTo: AccessPath[];
  /** Set where only the model can tell whether a connection is taken: the project's function that may hand one out. */
  assumes?: 'pool' | 'source';
  /** How it can be given back in every case. */
  giveBack?: { span: Span; text: string }[];
  within?: number;
}

/** A function that gives back the connection it is given. */
export interface ConnectionReleaserFact {
  /** Index into `functions`. */
  function: number;
}

/** A call that writes a log line. */
export interface LogFact {
  /** What it is written through, as `pino#().info`; the model resolves project paths further. */
  callee: AccessPath;
  span: Span;
  within?: number;
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
