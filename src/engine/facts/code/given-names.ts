import { ts, unwrap } from '../../source/syntax-tree';
import type { GivenNameFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';

type By = GivenNameFact['by'];

const request = '(?:_?req|request|ctx|context|c|event|r)(?:[?!]?\\.(?:request|req))?[?!]?';
const callerRead = new RegExp(
  `^${request}\\.(params|param|query|queries|body|rawBody|json|formData|parseBody|valid|nextUrl|searchParams|queryStringParameters|pathParameters)\\b`,
);
const sessionRead = new RegExp(
  `^(?:${request}|res|reply|response|socket|session|h)(?:[?!]?\\.(?:state|locals|raw|context|var|session|auth|data))*[?!]?\\.(user\\w*|auth\\w*|session\\w*|account\\w*|tenant\\w*|org\\w*|current\\w*|uid|jwt\\w*|token\\w*|identity|principal|viewer|claims|member|agent|credentials|me|actor|payload|decoded\\w*)\\b`,
);
const sessionGet =
  /^(?:c|ctx|context)\.get\(\s*['"](user|session|auth|account|jwt|tenant|viewer|member|current)\w*['"]/i;
/** Parts of a request that handlers take out of their parameter by destructuring. */
const callerName = /^(params|query|body|searchParams|input|args)$/;
const sessionName = /^(user|currentUser|session|auth|viewer|actor|me|account|principal|claims|identity)$/;
/** Functions that tell who is logged in. */
const sessionCall =
  /^(auth|getAuth|getServerSession|getSession|unstable_getServerSession|currentUser|getUser|getCurrentUser|getAuthUser|getSessionUser|requireUser|requireAuth|requireSession|validateRequest|validateSession|getToken|verifyToken|jwtVerify|verifyJwt|verify|decodeToken|getUserFrom\w+|getUserId|getIronSession)$/;
/** Calls that hand on what they are given: conversions and schemas. */
const handing =
  /^(Number|String|parseInt|parseFloat|BigInt|ObjectId|toString|trim|parse|parseAsync|safeParse|validate|validateAsync|validateSync|attempt|cast|toObjectId|Types|decodeURIComponent|escape|assert|plainToInstance|plainToClass|json|valid|formData)$/;

/** Who chooses the value that a text reads, as far as the text alone tells. */
export function readBy(text: string): By | undefined {
  if (callerRead.test(text)) return 'caller';
  if (sessionRead.test(text) || sessionGet.test(text)) return 'session';
  return undefined;
}

/** Local names whose values come from the request, or from who is logged in. */
export function collectGivenNames(
  file: FileReader,
  declarations: readonly ts.VariableDeclaration[],
  classes: readonly ts.ClassLikeDeclaration[],
): void {
  for (const node of declarations) {
    if (!node.initializer) continue;
    const source = sourceOf(file, node.initializer, 0);
    if (source) add(file, node.name, source, file.within(node));
    else if (isRouteParameters(file, node))
      add(file, node.name, { by: 'caller', path: 'params' }, file.within(node));
    else if (ts.isObjectBindingPattern(node.name) && isRequest(file, node.initializer))
      addMembers(file, node.name, file.within(node));
  }
  for (const node of classes) decorated(file, node);
}

/** `const { id } = await params`, in a route handler of Next.js, which is called after its method. */
function isRouteParameters(file: FileReader, node: ts.VariableDeclaration): boolean {
  const value = node.initializer && unwrap(node.initializer);
  if (!value || !ts.isIdentifier(value) || value.text !== 'params') return false;
  const within = file.within(node);
  const around = within === undefined ? undefined : file.facts.functions[within];
  return (
    around !== undefined &&
    /^(GET|POST|PUT|PATCH|DELETE)$/.test(around.name) &&
    around.parameters.some((each) => /^\{.*\bparams\b/.test(each))
  );
}

interface Source {
  by: By;
  path: string;
}

function sourceOf(file: FileReader, expression: ts.Expression, depth: number): Source | undefined {
  const node = unwrap(expression);
  if (depth > 3) return undefined;
  if (ts.isBinaryExpression(node)) return sourceOf(file, node.left, depth + 1);
  if (ts.isPrefixUnaryExpression(node)) return sourceOf(file, node.operand, depth + 1);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const name = calleeName(node.expression);
    const text = file.words(node, 120);
    const by = readBy(text);
    if (by) return { by, path: text };
    if (name !== undefined && sessionCall.test(name) && ts.isCallExpression(node))
      return { by: 'session', path: text };
    const read = file.values.requestPath(node);
    if (read?.startsWith('req.')) return { by: 'caller', path: read };
    if (name === undefined || !handing.test(name)) return undefined;
    const [first] = node.arguments ?? [];
    const given = first && sourceOf(file, first, depth + 1);
    if (given) return given;
    return ts.isPropertyAccessExpression(node.expression)
      ? sourceOf(file, node.expression.expression, depth + 1)
      : undefined;
  }
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) {
    return ts.isObjectLiteralExpression(node) ? sourceOfSpread(file, node, depth) : undefined;
  }
  const text = file.words(node, 120);
  const by = readBy(text);
  if (by) return { by, path: text };
  // `schema.parse(req.body).id`
  return sourceOf(file, node.expression, depth + 1);
}

/** `schema.parse({ ...req.params, ...req.query })`. */
function sourceOfSpread(
  file: FileReader,
  node: ts.ObjectLiteralExpression,
  depth: number,
): Source | undefined {
  for (const property of node.properties) {
    const source = ts.isSpreadAssignment(property)
      ? sourceOf(file, property.expression, depth + 1)
      : undefined;
    if (source) return source;
  }
  return undefined;
}

function isRequest(file: FileReader, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return (
    (ts.isIdentifier(node) && /^(_?req|request|ctx|context|c|event)$/.test(node.text)) ||
    /^((ctx|context)\.(request|req|state)|event\.context)$/.test(file.words(node))
  );
}

/** `const { params, user } = req`. */
function addMembers(file: FileReader, pattern: ts.ObjectBindingPattern, within: number | undefined): void {
  for (const element of pattern.elements) {
    const key = (element.propertyName ?? element.name).getText(file.tree.root);
    const by = callerName.test(key) ? 'caller' : sessionName.test(key) ? 'session' : undefined;
    if (by) add(file, element.name, { by, path: key }, within);
  }
}

function add(file: FileReader, name: ts.BindingName, { by, path }: Source, within: number | undefined): void {
  if (ts.isIdentifier(name)) {
    file.facts.givenNames.push({ name: name.text, by, path, ...(within === undefined ? {} : { within }) });
    return;
  }
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const key = element.propertyName ?? element.name;
    const inner = element.dotDotDotToken || !ts.isIdentifier(key) ? path : `${path}.${key.text}`;
    add(file, element.name, { by, path: inner }, within);
  }
}

/** Parameters that a framework fills: `@Param('id') id`, `@CurrentUser() user`. */
function decorated(file: FileReader, node: ts.ClassLikeDeclaration): void {
  for (const method of node.members) {
    if (!ts.isMethodDeclaration(method)) continue;
    const within = file.functionIndex.get(method);
    for (const parameter of method.parameters) {
      const [decorator] = ts.getDecorators(parameter) ?? [];
      if (!decorator) continue;
      const call = ts.isCallExpression(decorator.expression) ? decorator.expression : undefined;
      const name = calleeName(call ? call.expression : decorator.expression) ?? '';
      const first = call?.arguments[0];
      const member = first && ts.isStringLiteralLike(first) ? `.${first.text}` : '';
      if (/^(\w*Param|Body|\w*Query|Args|QueryParam|BodyParam|request(Param|Body)|queryParam)$/.test(name))
        add(file, parameter.name, { by: 'caller', path: `${name.toLowerCase()}${member}` }, within);
      else if (
        /user|session|auth|tenant|account|viewer|actor|ctx|context|principal|claims|member/i.test(name)
      )
        add(file, parameter.name, { by: 'session', path: name }, within);
    }
  }
}
