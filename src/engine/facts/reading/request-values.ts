import type { FileLibraries } from '../../libraries/look-up';
import { memberName, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPaths } from './access-path';
import { number, type Source } from './value-source';
import { numericMethods, textMethods } from './value-words';

/** What a request is called, and the members that hold what a caller sent. */
const requestNames = /^_?(req|request|ctx|context|c|event|socket|call)$/;
export const requestMembers = new Set([
  'query',
  'params',
  'body',
  'headers',
  'cookies',
  'signedCookies',
  'rawBody',
  'files',
  'file',
  'queryStringParameters',
  'pathParameters',
  'multiValueQueryStringParameters',
  'url',
  'originalUrl',
  'hostname',
  'nextUrl',
  'searchParams',
  'param',
  'header',
  'formData',
  'json',
  'text',
  'get',
  'parseBody',
  'queries',
  'valid',
]);
/** NestJS decorators that hand data of a request to a parameter. */
const requestDecorators = new Set([
  'Body',
  'Query',
  'Param',
  'Headers',
  'Req',
  'UploadedFile',
  'Args',
  'MessageBody',
]);

/**
 * The words for a value that comes straight from a request: `req.query.sort`. Undefined for all else, also for
 * members that the server itself put on the request, as `req.user`.
 */
export function requestPath(tree: SyntaxTree, node: ts.Expression): string | undefined {
  const names: string[] = [];
  let at: ts.Expression = unwrap(node);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) || ts.isCallExpression(at)) {
    if (ts.isCallExpression(at)) {
      names.unshift('()');
      at = unwrap(at.expression);
      continue;
    }
    names.unshift(memberName(at) ?? '[]');
    at = unwrap(at.expression);
  }
  if (!ts.isIdentifier(at) || names.length === 0) return undefined;
  const members = names.filter((name) => name !== '()' && name !== '[]');
  let [first, second] = members;
  if ((first === 'request' || first === 'req') && second !== undefined) [, first, second] = members;
  if (
    first === 'handshake' &&
    second !== undefined &&
    (second === 'query' || second === 'auth' || second === 'headers')
  )
    first = 'query';
  if (first === undefined || !requestMembers.has(first) || !isRequest(tree, at)) return undefined;
  // `req.query.q.trim()` is still `req.query.q` to a reader.
  const called = names.findIndex(
    (name, i) => i > 1 && names[i + 1] === '()' && (textMethods.has(name) || numericMethods.has(name)),
  );
  const read = called < 0 ? names : names.slice(0, called);
  return [at.text, ...read.filter((name) => name !== '()' && name !== '[]')].join('.');
}

/**
 * The same where a library's function reads a part of the request: `req.body.title` of `(await readBody(event)).title`, `req.params.id` of
 * `getRouterParam(event, 'id')`.
 */
export function calledRequestPath(
  node: ts.Expression,
  paths: AccessPaths,
  libraries: FileLibraries,
): string | undefined {
  const members: string[] = [];
  let at = unwrap(node);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
    members.unshift(memberName(at) ?? '[]');
    at = unwrap(at.expression);
  }
  while (ts.isAwaitExpression(at)) at = unwrap(at.expression);
  const call = ts.isCallExpression(at) ? at : undefined;
  const callee = call ? unwrap(call.expression) : at;
  const name = ts.isIdentifier(callee) ? callee.text : memberName(callee);
  // In this order: what a name denotes is dear to tell.
  if (name === undefined || !libraries.all.speaksOfName('requests', name)) return undefined;
  const read = libraries.find('requests', paths.of(callee));
  if (!read || read.checked) return undefined;
  const key = read.key === undefined ? undefined : call?.arguments[read.key];
  const named = key && ts.isStringLiteralLike(key) ? [key.text] : [];
  return ['req', read.part, ...named, ...members.filter((each) => each !== '[]')].join('.');
}

/** Whether a name is the parameter that holds a request, by what it is called or by its type. */
export function isRequest(tree: SyntaxTree, name: ts.Identifier): boolean {
  const declaration = tree.declarationOf(name);
  if (!declaration || !ts.isParameter(declaration)) return false;
  if (requestNames.test(name.text)) return true;
  const type = declaration.type ? tree.textOf(declaration.type) : '';
  return /\b(Request|FastifyRequest|NextRequest|IncomingMessage|APIGatewayProxyEvent\w*|NextApiRequest)\b/.test(
    type,
  );
}

/** What a decorator of NestJS hands to a parameter; undefined where none hands data of a request. */
export function decoratedSource(
  tree: SyntaxTree,
  parameter: ts.ParameterDeclaration,
  name: string,
): Source | undefined {
  for (const decorator of ts.getDecorators(parameter) ?? []) {
    const { expression } = decorator;
    const called = ts.isCallExpression(expression) ? expression.expression : expression;
    if (!ts.isIdentifier(called) || !requestDecorators.has(called.text)) continue;
    const piped = ts.isCallExpression(expression)
      ? expression.arguments.map((argument) => tree.textOf(argument)).join()
      : '';
    if (/Parse(Int|Float|UUID|Bool|Enum)Pipe/.test(piped)) return number;
    return { origin: 'request', from: name };
  }
  return undefined;
}
