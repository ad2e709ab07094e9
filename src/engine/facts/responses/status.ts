import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** Reason phrases of RFC 9110 and its registry, with the names that libraries have for them, letters only. */
const phrases: Readonly<Record<string, number>> = {
  ok: 200,
  created: 201,
  accepted: 202,
  nocontent: 204,
  movedpermanently: 301,
  found: 302,
  seeother: 303,
  notmodified: 304,
  temporaryredirect: 307,
  permanentredirect: 308,
  badrequest: 400,
  unauthorized: 401,
  unauthenticated: 401,
  paymentrequired: 402,
  forbidden: 403,
  notfound: 404,
  methodnotallowed: 405,
  notacceptable: 406,
  proxyauthrequired: 407,
  proxyauthenticationrequired: 407,
  requesttimeout: 408,
  clienttimeout: 408,
  conflict: 409,
  gone: 410,
  resourcegone: 410,
  lengthrequired: 411,
  preconditionfailed: 412,
  payloadtoolarge: 413,
  requesttoolong: 413,
  entitytoolarge: 413,
  contenttoolarge: 413,
  uritoolong: 414,
  requesturitoolong: 414,
  unsupportedmediatype: 415,
  rangenotsatisfiable: 416,
  expectationfailed: 417,
  imateapot: 418,
  teapot: 418,
  misdirected: 421,
  misdirectedrequest: 421,
  unprocessableentity: 422,
  unprocessablecontent: 422,
  baddata: 422,
  locked: 423,
  faileddependency: 424,
  tooearly: 425,
  upgraderequired: 426,
  preconditionrequired: 428,
  toomanyrequests: 429,
  unavailableforlegalreasons: 451,
  illegal: 451,
  internalservererror: 500,
  internalserver: 500,
  internal: 500,
  badimplementation: 500,
  notimplemented: 501,
  badgateway: 502,
  serviceunavailable: 503,
  serverunavailable: 503,
  gatewaytimeout: 504,
};

/** The status that a name stands for: `BAD_REQUEST`, `HTTP_STATUS_NOT_FOUND`, `NotFoundException`, `tooManyRequests`. */
export function statusOfPhrase(name: string): number | undefined {
  const letters = name
    .replace(/^HTTP_(STATUS_)?/, '')
    .replace(/(Http)?(Error|Exception)$/, '')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
  return Object.hasOwn(phrases, letters) ? phrases[letters] : undefined;
}

/** The statuses that are spelled out: one for sure, or several beside each other or beside a value. */
export interface Statuses {
  status?: number;
  statuses?: number[];
}

/** Reads what is given as a status: a number, a named constant, either of two, a fallback. */
export function readStatus(file: FileReader, expression: ts.Expression | undefined): Statuses {
  if (!expression) return {};
  const found = statusesOf(file, expression, 0);
  const spelled = [...new Set(found.filter((each) => each !== undefined))];
  const [only] = spelled;
  if (only === undefined) return {};
  return found.length === 1 || (spelled.length === 1 && !found.includes(undefined))
    ? { status: only }
    : { statuses: spelled };
}

/** Undefined stands for a value that is not spelled out. */
function statusesOf(file: FileReader, expression: ts.Expression, depth: number): (number | undefined)[] {
  const node = unwrap(expression);
  if (ts.isNumericLiteral(node)) return [statusNumber(node.text)];
  if (ts.isConditionalExpression(node))
    return [...statusesOf(file, node.whenTrue, depth), ...statusesOf(file, node.whenFalse, depth)];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return [...statusesOf(file, node.left, depth), ...statusesOf(file, node.right, depth)];
    return [undefined];
  }
  const member = memberName(node);
  if (member !== undefined) {
    const holder =
      ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? node.expression : node;
    return [/status|http|code|constants/i.test(file.text(holder)) ? statusOfPhrase(member) : undefined];
  }
  if (ts.isIdentifier(node) && depth < 3) {
    const declaration = file.tree.declarationOf(node);
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return statusesOf(file, declaration.initializer, depth + 1);
    if (declaration && (ts.isImportSpecifier(declaration) || ts.isBindingElement(declaration)))
      return [/^[A-Z][A-Z_]+$/.test(node.text) ? statusOfPhrase(node.text) : undefined];
  }
  return [undefined];
}

export function statusNumber(text: string): number | undefined {
  return /^[1-5]\d\d$/.test(text) ? Number(text) : undefined;
}

/** Codes of tRPC and of gRPC-like error classes with the HTTP status that tRPC answers with. */
const rpcCodes: Readonly<Record<string, number>> = {
  PARSE_ERROR: 400,
  TIMEOUT: 408,
  CLIENT_CLOSED_REQUEST: 499,
  METHOD_NOT_SUPPORTED: 405,
  UNPROCESSABLE_CONTENT: 422,
};

export function statusOfCode(code: string): number | undefined {
  return Object.hasOwn(rpcCodes, code) ? rpcCodes[code] : statusOfPhrase(code);
}
