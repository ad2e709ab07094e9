import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// What is served over HTTP, and what is answered.

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

/**
 * Something that requests are routed by: an app, a router, a plugin's instance, a decorated class. A file that defines routes on what it was
 * given or has imported has a fact of its own for it; the model joins them.
 */
export interface RouterFact {
  /** What holds it: a variable, `this.router`, a parameter, the name of a class. */
  name: string;
  /** What it is, as `express#Router()`, or the project path that it is imported by; `files#`, `graph#`, `procedures#`, `comparisons#` and `container#` for what has no router in the code. */
  made: AccessPath;
  /** The apps of its package that it belongs to without being mounted there, see `RouterEntry` of the data sheets. */
  joins?: 'container' | 'app' | 'files';
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

/**
 * What something on the way to a handler does: `limits` how often one may ask, `authenticates` who asks, `authorizes` what they may do,
 * `validates` what they send, `opens` a route that would be guarded, `lifts` a limit.
 */
export type MiddlewareRole = 'limits' | 'authenticates' | 'authorizes' | 'validates' | 'opens' | 'lifts';

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
  /** What a call makes that is given to the call that it is: `listTickets()` of `asyncHandler(listTickets())`. */
  given?: AccessPath;
  /** What it does, where the form that it is written in says so: the schema, limit or strategy among a route's options. */
  does?: MiddlewareRole;
}

/**
 * Something that answers: an HTTP route, a procedure of a typed API (tRPC), a resolver of a GraphQL type, a server action. Of all but the first the
 * methods are `QUERY`, `MUTATION`, `SUBSCRIPTION` and `ACTION`, and their paths are names.
 */
export interface RouteFact {
  kind: 'http' | 'procedure' | 'resolver' | 'action';
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
  /** Set where a function that is mounted adds all that it adds to the router itself. */
  shares?: boolean;
  /** Set where middleware holds for those too who mount the router that it is on. */
  shared?: boolean;
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
  /** For errors: the keys of what the framework makes of a text that they are given. An object it sends as it is. */
  textBecomes?: readonly string[];
  /** Set where no code answers but a library does, as an option tells it: the option with its value, and the library with its version. */
  toldBy?: { name: string; value: boolean; library: string };
  /** Set where a framework wants a body of a shape of its own, which the project's other answers do not have. */
  framed?: boolean;
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
