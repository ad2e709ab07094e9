import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { routerMethods } from '../routes/router-methods';
import type { RequestPart } from './request-part';

/** Whether a name says that something checks its arguments. */
export function looksLikeValidator(name: string): boolean {
  return /valid|schema|sanitiz|^(safeParse|safeParseAsync|parseAsync|parse|decode|check|checkSchema|assert|attempt|cast|guard|celebrate|matchedData|plainToInstance|plainToClass|transform|coerce|is[A-Z]\w*|parse[A-Z]\w*|check[A-Z]\w*|assert[A-Z]\w*|ensure[A-Z]\w*|verify[A-Z]\w*)$|dto$/i.test(
    name,
  );
}

/** Whether an argument of a route is a check of what the request carries, in the words that validators have. */
const checksRequests =
  /valid|schema|celebrate|sanitiz|\bjoi\b|\bzod\b|\bz\.|dto\b|\bcheck\w*\(|\b(body|param|query)\(\s*['"[]/i;

/**
 * Whether something on the way to the handler checks a part of the request (`req.body`): middleware of the route or its router, options
 * of the route, a decorator.
 */
export function isCheckedBefore(file: FileReader, handler: ts.Node, root: string): boolean {
  if (checksForAll(file).some((end) => end < handler.pos)) return true;
  const { withOptionsLast } = routerMethods(file);
  let child: ts.Node = handler;
  for (let at = handler.parent, steps = 0; at && steps < 6; child = at, at = at.parent, steps++) {
    if (ts.isCallExpression(at)) {
      // Where a chain goes on, what follows is of other routes.
      if (withOptionsLast && child === at.expression) continue;
      if (at.arguments.some((each) => each !== child && isCheck(file, each) && isOfPart(file, each, root)))
        return true;
      if (withOptionsLast) {
        if (isGuardedInChain(file, at, root)) return true;
        continue;
      }
      // `.route('/x').all(validate).post(handler)` and curried wrappers: `validated(schema)(handler)`.
      if (checksRequests.test(withoutTexts(file, at.expression))) return true;
    } else if (ts.isObjectLiteralExpression(at)) {
      const { members } = readOptions(file, at);
      if ((members.has('schema') || members.has('validate')) && isOfPart(file, at, root)) return true;
    } else if (ts.isMethodDeclaration(at) || ts.isBlock(at)) break;
  }
  const decorated = ts.canHaveDecorators(handler) ? (ts.getDecorators(handler) ?? []) : [];
  return decorated.some((each) => /pipe|valid|schema/i.test(file.text(each)));
}

const checksOfFile = new WeakMap<FileReader, number[]>();

/** Where `router.use(check)` stands, which covers the routes that follow. */
function checksForAll(file: FileReader): number[] {
  const known = checksOfFile.get(file);
  if (known) return known;
  const found: number[] = [];
  checksOfFile.set(file, found);
  if (!file.tree.root.text.includes('.use(')) return found;
  for (const node of file.tree.operations) {
    if (
      ts.isCallExpression(node) &&
      memberName(unwrap(node.expression)) === 'use' &&
      node.arguments.some((each) => isCheck(file, each))
    )
      found.push(node.end);
  }
  return found;
}

const schemaParts = /^(body|querystring|query|params|headers|response)$/;

/** Calls further up the chain that hold for what follows: `app.guard({ body: Book }).post(…)`. */
function isGuardedInChain(file: FileReader, route: ts.CallExpression, root: string): boolean {
  const { groups } = routerMethods(file);
  let at = unwrap(route.expression);
  while (ts.isPropertyAccessExpression(at)) {
    const call = unwrap(at.expression);
    if (!ts.isCallExpression(call)) return false;
    const [options, ...others] = call.arguments;
    const isGuard = others.length === 0 && groups.has(memberName(unwrap(call.expression)) ?? '');
    if (options && isGuard && isCheck(file, options) && isOfPart(file, options, root)) return true;
    at = unwrap(call.expression);
  }
  return false;
}

/** Members of a route's options that are schemas, as the sheet of the file's router has it: `{ body: t.Object({ … }) }`. */
function schemasAmong(file: FileReader, members: ReadonlyMap<string, unknown>): string[] {
  const { schemas = [] } = routerMethods(file).withOptionsLast ?? {};
  return schemas.filter((each) => members.has(each));
}

/** Whether the schemas of a route's options are also for this part: one of the parameters says nothing of the body. */
function isOfPart(file: FileReader, options: ts.Expression, root: string): boolean {
  const { members } = readOptions(file, options);
  const schema = members.get('schema');
  const { members: parts, open } = readOptions(file, schema);
  const names = schema ? [...parts.keys()] : schemasAmong(file, members);
  if (open || !names.some((name) => schemaParts.test(name))) return true;
  const part = root.slice(root.lastIndexOf('.') + 1);
  return names.some((name) => name === part || (part === 'query' && name === 'querystring'));
}

/** Whether an argument of a route checks requests. */
export function isCheck(file: FileReader, argument: ts.Expression): boolean {
  const node = unwrap(argument);
  if (isFunctionNode(node) || ts.isStringLiteralLike(node)) return false;
  if (ts.isObjectLiteralExpression(node)) {
    const { members } = readOptions(file, node);
    return (
      members.has('schema') ||
      members.has('validate') ||
      schemasAmong(file, members).length > 0 ||
      checksRequests.test(withoutTexts(file, node))
    );
  }
  if (checksRequests.test(withoutTexts(file, node))) return true;
  if (!ts.isIdentifier(node)) return validates(file, ts.isCallExpression(node) ? node.expression : node);
  const declaration = file.tree.declarationOf(node);
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made !== undefined && !isFunctionNode(unwrap(made)) && isCheck(file, made);
}

function withoutTexts(file: FileReader, node: ts.Node): string {
  return file.text(node).replace(/(['"`])\/[^'"`]*\1/g, '');
}

/** Whether what is called comes from a package that checks values. */
function validates(file: FileReader, callee: ts.Expression): boolean {
  const path = file.paths.of(unwrap(callee));
  return path !== undefined && file.libraries.is(splitPath(path).module, 'validator');
}

/**
 * The parts of a request that no statement of the handler has checked before the write: neither a schema or validator that got
 * the whole of it, nor a check of type or range of the part itself. That a value is there is no check of what it is.
 */
export function uncheckedParts(
  file: FileReader,
  handler: ts.Node,
  write: ts.Node,
  all: readonly RequestPart[],
): RequestPart[] {
  let left = [...all];
  for (const node of file.tree.operationsIn(handler)) {
    if (node.pos >= write.end || left.length === 0) break;
    if (ts.isCallExpression(node) && node !== write)
      left = left.filter((part) => !isCheckedByCall(file, node, part));
    else if (ts.isBinaryExpression(node))
      left = left.filter((part) => !isCheckedByComparison(file, node, part));
  }
  return left;
}

function isCheckedByCall(file: FileReader, node: ts.CallExpression, part: RequestPart): boolean {
  const callee = unwrap(node.expression);
  const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
  if (
    /^(JSON|Date|qs|url|path)$/.test(
      ts.isPropertyAccessExpression(callee) ? file.text(callee.expression) : '',
    )
  )
    return false;
  const isValidator =
    looksLikeValidator(name) || validates(file, callee) || checksRequests.test(nameOfReceiver(file, callee));
  const given = node.arguments.map((each) => file.text(each));
  if (isValidator) {
    const whole = part.root.split('.').slice(0, 1).join('.');
    if (
      given.some(
        (text) =>
          text === whole ||
          (mentions(text, part.root) && !text.startsWith(`${part.root}.`)) ||
          text === part.name,
      )
    )
      return true;
  }
  if (part.field === undefined) return isCheckOfKeys(file, callee, name, part);
  if (isFoundBy(file, node, name) && given.some((text) => hasField(text, part))) return true;
  if (
    isValidator ||
    /^(includes|has|test|match|isArray|isInteger|isNaN|isFinite|isSafeInteger|hasOwn|some|every)$/.test(name)
  )
    return (
      given.some((text) => isField(text, part)) ||
      (name === 'match' &&
        ts.isPropertyAccessExpression(callee) &&
        isField(file.text(callee.expression), part))
    );
  return false;
}

/** `Object.keys(req.body).every((key) => allowed.includes(key))`, also through a variable: only fields of a list get by. */
function isCheckOfKeys(file: FileReader, callee: ts.Expression, name: string, part: RequestPart): boolean {
  if (!/^(every|some|filter|find)$/.test(name) || !ts.isPropertyAccessExpression(callee)) return false;
  let keys = unwrap(callee.expression);
  if (ts.isIdentifier(keys)) {
    const declaration = file.tree.declarationOf(keys);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
    keys = unwrap(declaration.initializer);
  }
  return [part.root, part.name].some(
    (whole) => whole !== undefined && file.text(keys) === `Object.keys(${whole})`,
  );
}

/** A look-up whose caller goes no further when nothing is found: what it looked for is a value that the database holds. */
function isFoundBy(file: FileReader, node: ts.CallExpression, name: string): boolean {
  if (!/^(find|get)(One|First|Unique|By[A-Z])/.test(name)) return false;
  if (/Or(Fail|Throw)$/.test(name)) return true;
  let at: ts.Node = node.parent;
  while (ts.isAwaitExpression(at) || ts.isAsExpression(at) || ts.isParenthesizedExpression(at))
    at = at.parent;
  if (!ts.isVariableDeclaration(at) || !ts.isIdentifier(at.name)) return false;
  const found = at.name.text.replace(/\$/g, '\\$');
  return new RegExp(
    `\\bif\\s*\\(\\s*(!\\s*${found}\\b\\s*\\)|${found}\\s*={2,3}\\s*(null|undefined)\\b)`,
  ).test(file.tree.root.text.slice(node.end, node.end + 300));
}

/** Whether an argument is the part, or an object literal with it: `{ where: { email } }`. */
function hasField(text: string, part: RequestPart): boolean {
  if (isField(text, part)) return true;
  if (!text.startsWith('{')) return false;
  const values = [...text.matchAll(/(?:[:,{]\s*)([\w$.?]+)\s*(?=[,}])/g)].map((match) => match[1] as string);
  return values.some((value) => isField(value, part));
}

function nameOfReceiver(file: FileReader, callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    /^(validate|validateAsync|validateSync|parse|safeParse|attempt|check|run|isValid)/.test(callee.name.text)
    ? file.text(callee.expression)
    : '';
}

/** `typeof x !== 'string'`, `x.length > 80`, `x < 1`, `x === 'open'`, `x instanceof Date`. */
function isCheckedByComparison(file: FileReader, node: ts.BinaryExpression, part: RequestPart): boolean {
  if (part.field === undefined) return false;
  const { kind } = node.operatorToken;
  const left = unwrap(node.left);
  const ordered = kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken;
  if (ts.isTypeOfExpression(left))
    return isField(file.text(left.expression), part) || file.text(left.expression) === part.root;
  if (kind === ts.SyntaxKind.InstanceOfKeyword || kind === ts.SyntaxKind.InKeyword)
    return isField(file.text(left), part);
  if (ordered)
    return (
      isField(file.text(left).replace(/\??\.length$/, ''), part) ||
      isField(file.text(node.right).replace(/\??\.length$/, ''), part)
    );
  const equals =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  return (
    equals && ts.isStringLiteralLike(node.right) && node.right.text !== '' && isField(file.text(left), part)
  );
}

/** Whether a text is the part itself: `req.body.title`, `body.title`, or the local name that it went through. */
function isField(text: string, part: RequestPart): boolean {
  const bare = text
    .replace(/\?\./g, '.')
    .replace(/!/g, '')
    .replace(/\.(trim|toString|toLowerCase)\(\)/g, '');
  return bare === part.name || bare === `${part.root}.${part.field}` || bare === textOfPart(part);
}

function textOfPart(part: RequestPart): string {
  return part.node.getText().replace(/\?\./g, '.');
}

function mentions(text: string, words: string): boolean {
  return (
    text === words ||
    text.includes(`...${words}`) ||
    new RegExp(`(^|[^\\w.])${words.replace(/[.$]/g, '\\$&')}($|[^\\w.])`).test(text)
  );
}
