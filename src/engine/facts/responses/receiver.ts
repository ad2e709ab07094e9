import { ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { answersByPosition } from './handler-position';

/** One call of a chain: `status(400)` of `res.status(400).json(body)`. */
export interface Link {
  name: string;
  call: ts.CallExpression;
}

/** What a chain of calls starts on, and its calls from first to last. */
export interface Chain {
  root: ts.Expression;
  links: Link[];
}

const responseNames = /^_?(res|resp|response|reply|rep|nodeRes|httpResponse|serverResponse)$/;
const contextNames = /^_?(ctx|context|c|koaCtx)$/;

/** Calls that send something. */
export const sending = [
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

export function chainOf(call: ts.CallExpression): Chain {
  const links: Link[] = [];
  let at: ts.Expression = call;
  while (ts.isCallExpression(at)) {
    const callee: ts.Expression = unwrap(at.expression);
    if (!ts.isPropertyAccessExpression(callee)) break;
    links.unshift({ name: callee.name.text, call: at });
    at = unwrap(callee.expression);
  }
  return { root: at, links };
}

/** What answers requests: a response object (`res`, `reply`), or a context that has one (`ctx`, `c`). */
export type Receiver = 'response' | 'context';

/** Told from the names alone, without binding the file: whether a chain may start on what answers. */
export function mayAnswer(root: ts.Expression): Receiver | undefined {
  if (ts.isIdentifier(root)) {
    if (responseNames.test(root.text)) return 'response';
    return contextNames.test(root.text) ? 'context' : undefined;
  }
  if (!ts.isPropertyAccessExpression(root) || !/^(res|response|raw|reply)$/.test(root.name.text)) {
    return undefined;
  }
  const holder = unwrap(root.expression);
  if (holder.kind === ts.SyntaxKind.ThisKeyword) return 'response';
  return ts.isIdentifier(holder) &&
    /^(ctx|context|c|reply|args|event|req|request|socket|opts|options|this)$/.test(holder.text)
    ? 'response'
    : undefined;
}

/** The same for a chain that gets its response by a call: `host.switchToHttp().getResponse()`; a handler's parameter may have any name. */
export function mayAnswerDeep({ root, links }: Chain, file: FileReader): boolean {
  if (mayAnswer(root) || links.some((link) => link.name === 'getResponse')) return true;
  return answersByPosition(file, root) !== undefined;
}

/** What a chain's root is for sure, once names are bound; undefined for a client's response and the like. */
export function receiverOf(file: FileReader, root: ts.Expression): Receiver | undefined {
  const may = mayAnswer(root);
  if (!may) return answersByPosition(file, root);
  if (!ts.isIdentifier(root)) return may;
  const declaration = file.tree.declarationOf(root);
  if (!declaration) return undefined;
  if (ts.isParameter(declaration)) return isOfClient(declaration) ? undefined : may;
  if (ts.isBindingElement(declaration)) {
    let holder: ts.Node = declaration;
    while (ts.isBindingElement(holder)) holder = holder.parent.parent;
    return ts.isParameter(holder) || may === 'context' || isHandlerObject(file, holder) ? may : undefined;
  }
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const path = file.paths.of(declaration.initializer);
  if (
    path !== undefined &&
    (/getResponse\(\)$|[.#](res|response|raw|reply)$/.test(path) ||
      file.libraries.find('answers', path)?.is === 'made')
  )
    return may;
  return /\bgetResponse\b[^;]*\)$|\.(res|response|raw)$/.test(file.text(declaration.initializer))
    ? may
    : undefined;
}

/** `const { req, res } = ctx`. */
function isHandlerObject(file: FileReader, holder: ts.Node): boolean {
  if (!ts.isVariableDeclaration(holder) || !holder.initializer) return false;
  return /^(this\.)?(ctx|context|c|event|args)$/.test(file.text(holder.initializer));
}

/** A parameter that holds what a client got: of a `then`, or of the callback of an outgoing request. */
function isOfClient(parameter: ts.ParameterDeclaration): boolean {
  const owner = parameter.parent;
  const call = owner.parent;
  if (!call || !ts.isCallExpression(call)) return false;
  const name = calleeName(call.expression);
  if (name === 'then' || name === 'subscribe' || name === 'map') return true;
  // `http.get(url, (res) => …)`: a handler of a route has its request first.
  const index = (owner.parameters as ts.NodeArray<ts.ParameterDeclaration>).indexOf(parameter);
  const isNamedAsContext = ts.isIdentifier(parameter.name) && contextNames.test(parameter.name.text);
  return (
    index === 0 &&
    !isNamedAsContext &&
    (name === 'get' || name === 'request' || name === 'on' || name === 'once')
  );
}
