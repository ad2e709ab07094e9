import type { AnswerEntry } from '../../libraries/contract/answers';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { ResponseFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { addAnswer } from './add-answer';
import { statusAlone } from './answers-in-parts';
import { importedPath } from './imported-path';
import { type Chain, chainOf, mayAnswerDeep, receiverOf, sending } from './receiver';
import { readStatus, type Statuses } from './status';

const setting = /^(status|code|writeHead)$/;

/** Calls that answer a request: `res.status(400).json(…)`, `c.json(…, 400)`, `NextResponse.json(…)`, `new Response(…)`. */
export const responseCollector: CallCollector = {
  names: (libraries) => [
    ...sending,
    'status',
    'code',
    'writeHead',
    'notFound',
    'Response',
    'stringify',
    ...libraries.lastNames('answers'),
  ],
  call(node, name, file) {
    if (file.facts.role !== 'source') return;
    if (ts.isNewExpression(node)) constructed(node, name, file);
    else if (name === 'stringify') returnedToGateway(node, file);
    else if (setting.test(name)) statusAlone(node, name, file);
    else sent(node, name, file);
  },
};

function sent(node: ts.CallExpression, name: string, file: FileReader): void {
  const callee = unwrap(node.expression);
  const [first, second] = node.arguments;
  if (ts.isIdentifier(callee)) {
    // `json(body, { status })` of a router's package.
    const made = first && answersBy(file, callee);
    if (!made) return;
    addAnswer(file, {
      node,
      ...initOf(file, second),
      body: first,
      takesObjects: !made.asText,
      asText: made.asText,
    });
    return;
  }
  const chain = chainOf(node);
  const { root } = chain;
  if (
    name === 'json' &&
    first &&
    ts.isIdentifier(root) &&
    chain.links.length === 1 &&
    (root.text === 'Response' || answersBy(file, callee))
  ) {
    addAnswer(file, { node, ...initOf(file, second), body: first, takesObjects: true });
    return;
  }
  const may = mayAnswerDeep(chain, file);
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
    asText: name === 'end' || name === 'write' || (name === 'send' && handsErrorsOn(file, root)),
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

/** Whether an error that is sent goes to the framework's error handler, which sends its message: so does what is called a reply. */
function handsErrorsOn(file: FileReader, root: ts.Expression): boolean {
  return (
    (ts.isIdentifier(root) && /^_?(reply|rep)$/.test(root.text)) ||
    file.facts.imports.some(
      ({ specifier }) => file.libraries.find('errorAnswers', `${specifier}#`)?.sentIsUncaught,
    )
  );
}

/** What the sheets say of a function or class that answers. */
function answersBy(file: FileReader, callee: ts.Expression): AnswerEntry | undefined {
  const entry = file.libraries.find('answers', importedPath(file, callee));
  return entry?.is === 'call' ? entry : undefined;
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

/** `return { statusCode: 500, body: JSON.stringify({ … }) }`: what a function in the cloud gives to the gateway before it. */
function returnedToGateway(node: ts.CallExpression, file: FileReader): void {
  const [body] = node.arguments;
  if (!body || !/\bstatusCode\b/.test(file.tree.root.text)) return;
  file.tree.bind();
  const holder = node.parent;
  if (!ts.isPropertyAssignment(holder) || propertyName(holder.name) !== 'body') return;
  const status = readOptions(file, holder.parent).members.get('statusCode');
  if (!status) return;
  addAnswer(file, {
    node,
    statuses: readStatus(file, status),
    statusExpression: status,
    body,
    takesObjects: false,
  });
}

/** `new Response(body, init)`, and classes of libraries that extend it. */
function constructed(node: ts.NewExpression, name: string, file: FileReader): void {
  if (name !== 'Response' && !answersBy(file, node.expression)) return;
  const [body, init] = node.arguments ?? [];
  if (!body) return;
  addAnswer(file, { node, ...initOf(file, init), body, takesObjects: false, asText: true });
}
