import { enclosingFunction, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { ResponseBodyFact, ResponseFact } from '../facts';
import type { CallCollector, FileReader } from '../file-reader';
import { readOptions } from '../options-object';
import { readBody } from './body';
import { isDevelopmentOnly } from './development';
import { exposuresIn } from './exposures';
import { type Chain, chainOf, mayAnswer, receiverOf } from './receiver';
import { readStatus, type Statuses } from './status';
import { circumstancesOf, isHelper, statusAround } from './surroundings';

const sending = [
  'json',
  'jsonp',
  'send',
  'sendStatus',
  'end',
  'write',
  'text',
  'body',
  'html',
  'render',
  'newResponse',
];
const setting = /^(status|code|writeHead)$/;
/** Packages whose `json(body, init)` makes a response. */
const jsonModules = /^(@sveltejs\/kit|@remix-run\/.+|react-router|@vercel\/remix|next\/server|itty-router)$/;

/** Calls that answer a request: `res.status(400).json(…)`, `c.json(…, 400)`, `NextResponse.json(…)`, `new Response(…)`. */
export const responseCollector: CallCollector = {
  names: [...sending, 'status', 'code', 'writeHead', 'notFound', 'Response', 'NextResponse', 'use'],
  call(node, name, file) {
    if (file.facts.role !== 'source') return;
    if (ts.isNewExpression(node)) constructed(node, name, file);
    else if (name === 'use') developmentHandlers(node, file);
    else if (setting.test(name)) statusAlone(node, name, file);
    else sent(node, name, file);
  },
};

/** What an answer says: given to `add` with all that is read from where it stands. */
export interface Said {
  node: ts.Node;
  /** What answers, where a status may be set on it in a statement of its own. */
  root?: ts.Expression;
  statuses: Statuses;
  statusExpression?: ts.Expression;
  body?: ts.Expression;
  takesObjects: boolean;
  /** The body is made text, so that a whole error becomes its message. */
  asText?: boolean;
}

export function addAnswer(file: FileReader, said: Said): void {
  const { node, root, body } = said;
  const within = file.within(node);
  const hasStatus =
    said.statuses.status !== undefined || said.statuses.statuses !== undefined || said.statusExpression;
  const around = hasStatus || !root ? {} : statusAround(file, node, file.text(root));
  const statuses = hasStatus ? said.statuses : (around.statuses ?? {});
  const read = body && forPerson(file, node, readBody(file, body));
  const fact: ResponseFact = {
    sort: 'sent',
    span: file.span(node),
    ...(within === undefined ? {} : { within }),
    ...statuses,
    ...(read ? { body: read } : {}),
    ...(said.takesObjects ? { takesObjects: true } : {}),
    ...circumstancesOf(file, node),
    exposes: body ? exposuresIn(file, body, said.asText) : [],
  };
  if (root && !fact.central && isHelper(file, node, root, said.statusExpression ?? around.expression, body))
    fact.helper = true;
  if (fact.body && isDevelopmentOnly(file, node)) fact.development = true;
  file.facts.responses.push(fact);
}

/** Beside a challenge, a text is what a browser shows when its own dialog is closed. */
function forPerson(
  file: FileReader,
  node: ts.Node,
  read: ResponseBodyFact | undefined,
): ResponseBodyFact | undefined {
  if (read?.kind !== 'text' || !/WWW-Authenticate/i.test(file.tree.root.text)) return read;
  const owner = enclosingFunction(node);
  return owner && /WWW-Authenticate/i.test(file.text(owner)) ? { ...read, kind: 'html' } : read;
}

function sent(node: ts.CallExpression, name: string, file: FileReader): void {
  const callee = unwrap(node.expression);
  const [first, second] = node.arguments;
  if (ts.isIdentifier(callee)) {
    // `json(body, { status })` of a router's package.
    if (name !== 'json' || !first || !jsonModules.test(file.importedFrom(callee.text) ?? '')) return;
    addAnswer(file, { node, ...initOf(file, second), body: first, takesObjects: true });
    return;
  }
  const chain = chainOf(node);
  const { root } = chain;
  if (
    name === 'json' &&
    first &&
    ts.isIdentifier(root) &&
    /^(Next)?Response$/.test(root.text) &&
    chain.links.length === 1
  ) {
    addAnswer(file, { node, ...initOf(file, second), body: first, takesObjects: true });
    return;
  }
  const may = mayAnswerDeep(chain);
  if (!may) return;
  // Reading what a server answered looks the same, but has no argument.
  const bare = name === 'json' || name === 'text' || name === 'html' || name === 'body' || name === 'jsonp';
  if (bare && !first) return;
  const receiver = ts.isCallExpression(root) ? 'response' : receiverOf(file, root);
  if (!receiver) return;
  if (chain.links.slice(0, -1).some((link) => sending.includes(link.name) && link.call.arguments.length > 0))
    return;
  if (receiver === 'context') {
    ofContext(node, name, chain, file);
    return;
  }
  if (/^(html|newResponse|text|body|notFound)$/.test(name)) return;
  if (name === 'sendStatus') {
    addAnswer(file, { node, root, statuses: readStatus(file, first), takesObjects: false });
    return;
  }
  const set = chain.links.findLast((link) => setting.test(link.name))?.call.arguments[0];
  // The old `res.json(400, body)`.
  const old = set === undefined && second !== undefined && first !== undefined && /^(json|send)$/.test(name);
  const [status, body] = old && ts.isNumericLiteral(unwrap(first)) ? [first, second] : [set, first];
  addAnswer(file, {
    node,
    root,
    statuses: readStatus(file, status),
    ...(status ? { statusExpression: status } : {}),
    ...(name === 'render' || !body ? (second && name === 'render' ? { body: second } : {}) : { body }),
    takesObjects: name === 'json' || name === 'jsonp' || name === 'send',
    asText: name === 'end' || name === 'write' || (name === 'send' && isFastify(file, root)),
  });
  if (name === 'render') asPage(file.facts.responses);
  else if (name === 'write') asPart(file.facts.responses);
}

/** A page decides itself what it shows of what it is given; only a stack says what it is for. */
function asPage(responses: ResponseFact[]): void {
  const last = responses[responses.length - 1];
  if (!last) return;
  last.exposes = last.exposes.filter((each) => each.what === 'stack');
  if (last.body) last.body = { ...last.body, kind: 'html', keys: [] };
}

/** One of several pieces has no shape. */
function asPart(responses: ResponseFact[]): void {
  const last = responses[responses.length - 1];
  if (last?.body) last.body = { ...last.body, kind: 'value', keys: [] };
}

function mayAnswerDeep({ root, links }: Chain): boolean {
  if (mayAnswer(root)) return true;
  return links.some((link) => link.name === 'getResponse');
}

/** Fastify hands an error that is sent to its error handler, which sends the message. */
function isFastify(file: FileReader, root: ts.Expression): boolean {
  return (
    (ts.isIdentifier(root) && /^_?(reply|rep)$/.test(root.text)) ||
    file.importedFromPackage(/^fastify$/) !== undefined
  );
}

/** Hono's `c.json(body, status)`, and what is called on a Koa context's response. */
function ofContext(node: ts.CallExpression, name: string, { root, links }: Chain, file: FileReader): void {
  const [first, second] = node.arguments;
  if (links.length > 1 && !links.slice(0, -1).every((link) => /^(status|header|set|type)$/.test(link.name)))
    return;
  if (name === 'notFound') {
    addAnswer(file, { node, root, statuses: { status: 404 }, takesObjects: false });
    return;
  }
  if (!/^(json|text|html|body|newResponse)$/.test(name) || !first) return;
  const init = initOf(file, second);
  addAnswer(file, {
    node,
    root,
    ...init,
    body: first,
    takesObjects: name === 'json',
    asText: name !== 'json',
  });
}

/** The status in `{ status: 400 }`, or given as a number. */
function initOf(
  file: FileReader,
  init: ts.Expression | undefined,
): { statuses: Statuses; statusExpression?: ts.Expression } {
  if (!init) return { statuses: {} };
  const node = unwrap(init);
  if (!ts.isObjectLiteralExpression(node) && !ts.isIdentifier(node))
    return { statuses: readStatus(file, node), statusExpression: node };
  const numeric = ts.isIdentifier(node) ? readStatus(file, node) : {};
  if (numeric.status !== undefined) return { statuses: numeric, statusExpression: node };
  const status = readOptions(file, node).members.get('status');
  return status ? { statuses: readStatus(file, status), statusExpression: status } : { statuses: {} };
}

function constructed(node: ts.NewExpression, name: string, file: FileReader): void {
  if (name !== 'Response' && name !== 'NextResponse') return;
  const [body, init] = node.arguments ?? [];
  if (!body) return;
  addAnswer(file, { node, ...initOf(file, init), body, takesObjects: false, asText: true });
}

/** `app.use(errorhandler())`: a page with the stack of every error. */
function developmentHandlers(use: ts.CallExpression, file: FileReader): void {
  if (file.importedFromPackage(/^(errorhandler|express-error-handler)$/) === undefined) return;
  for (const argument of use.arguments) {
    const node = unwrap(argument);
    if (!ts.isCallExpression(node)) continue;
    const path = file.paths.of(node.expression);
    if (path !== 'errorhandler#' && path !== 'express-error-handler#') continue;
    const within = file.within(node);
    const development = isDevelopmentOnly(file, node);
    file.facts.responses.push({
      sort: 'sent',
      span: file.span(node),
      ...(within === undefined ? {} : { within }),
      ...circumstancesOf(file, node),
      central: true,
      exposes: [{ what: 'stack', span: file.span(node), error: '', development, known: false }],
    });
  }
}

/** `reply.code(500)` in a statement of its own: what is returned after it is the answer. */
function statusAlone(node: ts.CallExpression, name: string, file: FileReader): void {
  const chain = chainOf(node);
  const { root, links } = chain;
  if (name === 'code' && links.some((link) => link.name === 'response')) {
    ofHapi(node, chain, file);
    return;
  }
  if (!mayAnswerDeep(chain)) return;
  file.tree.bind();
  const statement = node.parent;
  if (!ts.isExpressionStatement(statement) || !ts.isBlock(statement.parent)) return;
  if (!ts.isCallExpression(root) && !receiverOf(file, root)) return;
  const { statements } = statement.parent;
  const after = statements.slice(statements.indexOf(statement) + 1);
  const rootText = file.text(root);
  const answersOn = new RegExp(
    `\\b${rootText.replace(/[$.()]/g, '\\$&')}\\b[^;]*\\.(${sending.join('|')})\\(`,
  );
  const [argument] = node.arguments;
  for (const each of after) {
    const said = file.text(each);
    // Another answer is noted for itself; a status that is set once more, only sometimes, changes nothing here.
    if (!ts.isThrowStatement(each) && answersOn.test(said)) return;
    if (ts.isReturnStatement(each)) {
      const body = each.expression && unwrap(each.expression);
      const isCall = body !== undefined && ts.isCallExpression(body);
      const given = body && !isCall && !(ts.isIdentifier(body) && body.text === rootText) ? body : undefined;
      addAnswer(file, {
        node: each,
        statuses: readStatus(file, argument),
        ...(argument ? { statusExpression: argument } : {}),
        ...(given ? { body: given } : {}),
        takesObjects: true,
      });
      return;
    }
    if (ts.isThrowStatement(each)) {
      const within = file.within(each);
      file.facts.responses.push({
        sort: 'thrown',
        span: file.span(each),
        ...(within === undefined ? {} : { within }),
        ...readStatus(file, argument),
        exposes: [],
      });
      return;
    }
  }
  if (name === 'writeHead' || links.length > 1) return;
  const last = statements[statements.length - 1];
  if (last === statement)
    addAnswer(file, { node, root, statuses: readStatus(file, argument), takesObjects: false });
}

/** hapi's `h.response(body).code(400)`. */
function ofHapi(node: ts.CallExpression, { root, links }: Chain, file: FileReader): void {
  if (!ts.isIdentifier(root) || !/^(h|toolkit|reply)$/.test(root.text)) return;
  const body = links.find((link) => link.name === 'response')?.call.arguments[0];
  const [status] = node.arguments;
  addAnswer(file, {
    node,
    statuses: readStatus(file, status),
    ...(status ? { statusExpression: status } : {}),
    ...(body ? { body } : {}),
    takesObjects: true,
  });
}

/** Koa's `ctx.body = …` and `ctx.status = …`, and `res.statusCode = …` for what follows it. */
export function collectAnswerAssignment(node: ts.BinaryExpression, file: FileReader): void {
  const { left, right } = node;
  if (!ts.isPropertyAccessExpression(left)) return;
  const holder = unwrap(left.expression);
  const context =
    ts.isPropertyAccessExpression(holder) && holder.name.text === 'response'
      ? unwrap(holder.expression)
      : holder;
  if (mayAnswer(context) !== 'context' || receiverOf(file, context) !== 'context') return;
  const member = memberName(left);
  const root = context;
  if (member === 'body') addAnswer(file, { node, root, statuses: {}, body: right, takesObjects: true });
  else if (member === 'status' && !hasBodyBeside(file, node, file.text(root)))
    addAnswer(file, {
      node,
      root,
      statuses: readStatus(file, right),
      statusExpression: right,
      takesObjects: false,
    });
}

function hasBodyBeside(file: FileReader, node: ts.Node, root: string): boolean {
  const block = node.parent?.parent;
  if (!block || !ts.isBlock(block)) return false;
  const pattern = new RegExp(`^\\s*${root.replace(/\$/g, '\\$')}(\\.response)?\\.body\\s*=(?!=)`);
  return block.statements.some((each) => pattern.test(file.text(each)));
}
