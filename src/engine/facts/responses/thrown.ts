import type { HttpErrorEntry } from '../../libraries/contract/answers';
import { perLibraries } from '../../libraries/look-up';
import { expandPattern } from '../../libraries/path-patterns';
import { enclosingFunction, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, ResponseFact } from '../facts';
import { type CallCollector, calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { readBody } from './body';
import { isDevelopmentOnly } from './development';
import { exposuresIn } from './exposures';
import { importedPath } from './imported-path';
import { readStatus, type Statuses, statusOfCode, statusOfPhrase } from './status';
import { circumstancesOf } from './surroundings';

/** Functions that are called for the status that their name speaks of. */
const makers = perLibraries(
  (libraries) =>
    new Set(
      libraries
        .of('httpErrors')
        .filter(({ entry }) => entry.status === 'name')
        .flatMap(({ entry }) => [entry.path].flat())
        .flatMap((pattern) => expandPattern(pattern).flatMap((steps) => steps.at(-1) ?? [])),
    ),
);
const plainErrors =
  /^(Error|TypeError|RangeError|SyntaxError|AggregateError|ReferenceError|EvalError|Promise|AbortController)$/;
/** The places of a status among an error's arguments. */
const placesOfStatus = 4;

/** Errors that libraries make for a status, wherever they stand, and what is handed to `next` or `ctx.throw`. */
export const thrownResponseCollector: CallCollector = {
  names: (libraries) => [...makers(libraries), 'throw', 'assert', 'next', 'done'],
  call(node, name, file) {
    if (file.facts.role !== 'source') return;
    if (ts.isNewExpression(node)) return;
    if (name === 'next' || name === 'done') handedOn(node, file);
    else if (name === 'throw' || name === 'assert') ofContext(node, name, file);
    else made(node, name, file);
  },
};

/** `next(new ApiError(401))`, `next(createError(401))`, `next(err)` of an error that was given a status. */
function handedOn(node: ts.CallExpression, file: FileReader): void {
  const callee = unwrap(node.expression);
  const error = node.arguments[0];
  if (!ts.isIdentifier(callee) || !error || file.facts.role !== 'source') return;
  add(file, unwrap(error), { node, within: file.within(node), sort: 'thrown' });
}

/** Koa's `ctx.throw(401, 'text')` and `ctx.assert(value, 401)`. */
function ofContext(node: ts.CallExpression, name: string, file: FileReader): void {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return;
  if (!/^(ctx|context|koaCtx)$/.test(callee.expression.text)) return;
  push(
    file,
    { node, within: file.within(node), sort: 'thrown' },
    readStatus(file, node.arguments[name === 'throw' ? 0 : 1]),
  );
}

/** `Boom.unauthorized()`, `httpErrors.NotFound()`, `reply.forbidden()`, `fastify.httpErrors.conflict()`. */
function made(node: ts.CallExpression, name: string, file: FileReader): void {
  const status = statusOfPhrase(name);
  const callee = unwrap(node.expression);
  if (status === undefined || !ts.isPropertyAccessExpression(callee)) return;
  const holder = unwrap(callee.expression);
  const isSensible =
    (ts.isIdentifier(holder) && /^(reply|httpErrors)$/.test(holder.text)) ||
    (ts.isPropertyAccessExpression(holder) && /^(httpErrors|boom)$/.test(holder.name.text)) ||
    (ts.isIdentifier(holder) && /^(ctx|res)$/.test(holder.text) && name !== 'notFound');
  const isMade =
    isSensible || file.libraries.find('httpErrors', importedPath(file, callee))?.status === 'name';
  if (!isMade) return;
  push(file, { node, within: file.within(node), sort: 'thrown' }, { status });
}

/**
 * `throw new X(…)`, `throw createError(401)`, `throw err`, and `return new X(…)`, which makes an error for others to throw. The
 * function around is given, since most files that throw are bound for nothing else.
 */
export function collectThrown(
  node: ts.ThrowStatement | ts.ReturnStatement,
  within: number | undefined,
  file: FileReader,
): void {
  const error = node.expression && unwrap(node.expression);
  if (!error) return;
  if (ts.isThrowStatement(node)) add(file, error, { node, within, sort: 'thrown' });
  else add(file, error, { node: error, within, sort: 'made' });
}

/** Where an error is thrown or made. */
interface Place {
  node: ts.Node;
  within: number | undefined;
  sort: 'thrown' | 'made';
}

function add(file: FileReader, error: ts.Expression, place: Place): void {
  if (ts.isNewExpression(error) || ts.isCallExpression(error)) {
    const name = calleeName(error.expression);
    if (name === undefined) return;
    if (ts.isCallExpression(error) && name === 'assign' && error.arguments[1]) {
      const statuses = statusOfMembers(file, error.arguments[1]);
      if (statuses.status !== undefined) push(file, place, statuses);
      return;
    }
    if (plainErrors.test(name)) {
      const options = error.arguments?.[1];
      const statuses = options && ts.isNewExpression(error) ? statusOfMembers(file, options) : {};
      if (statuses.status !== undefined) push(file, place, statuses);
      return;
    }
    ofCall(file, error, name, place);
  } else if (ts.isIdentifier(error)) ofName(file, error, place);
  else if (ts.isObjectLiteralExpression(error)) {
    const statuses = statusOfMembers(file, error);
    if (statuses.status !== undefined) push(file, place, statuses);
  }
}

/** `const err = new Error('…'); err.status = 401; throw err;` */
function ofName(file: FileReader, error: ts.Identifier, place: Place): void {
  const name = error.text.replace(/\$/g, '\\$');
  const set = new RegExp(`\\b${name}\\.(?:status|statusCode|httpStatus)\\s*=\\s*([1-5]\\d\\d)\\b`, 'g');
  if (!new RegExp(`\\b${name}\\b[^=\\n]*=\\s*(new\\s+\\w|\\w*[eE]rror)`).test(file.tree.root.text)) return;
  file.tree.bind();
  const owner = enclosingFunction(place.node) ?? file.tree.root;
  const { start } = file.span(owner);
  const text = file.tree.root.text.slice(start, place.node.pos);
  const last = [...text.matchAll(set)].at(-1)?.[1];
  if (last !== undefined) {
    push(file, place, { status: Number(last) });
    return;
  }
  const declaration = file.tree.declarationOf(error);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return;
  const value = unwrap(declaration.initializer);
  if (ts.isNewExpression(value) || ts.isCallExpression(value)) add(file, value, place);
}

function ofCall(
  file: FileReader,
  error: ts.NewExpression | ts.CallExpression,
  name: string,
  place: Place,
): void {
  const local = rootName(error.expression);
  const specifier = local === undefined ? undefined : file.importedFrom(local);
  const given = [...(error.arguments ?? [])];
  // Made by a function that is noted wherever it stands.
  if (
    ts.isCallExpression(error) &&
    makers(file.libraries.all).has(name) &&
    !ts.isIdentifier(unwrap(error.expression))
  )
    return;
  const path = pathOf(file, error.expression, local, specifier);
  const entry = file.libraries.find('httpErrors', path);
  if (entry) {
    ofLibrary(file, { entry, name, path, given }, place);
    return;
  }
  const statuses = statusOfArguments(file, given);
  const isSpelledOut = statuses.status !== undefined || statuses.statuses !== undefined;
  const isOwn = path !== undefined && (file.isProjectPath(path) || path.startsWith('local#'));
  if (!isSpelledOut && !isOwn) {
    const status = statusOfPhrase(name) ?? 0;
    if (status >= 400 && /(Error|Exception)$/.test(name)) push(file, place, { status }, { path });
    return;
  }
  push(file, place, statuses, { path });
}

/** What a library's own class or function makes. */
function ofLibrary(
  file: FileReader,
  {
    entry,
    name,
    path,
    given,
  }: { entry: HttpErrorEntry; name: string; path?: AccessPath; given: ts.Expression[] },
  place: Place,
): void {
  if (entry.status === 'none') return;
  const statuses = statusSaid(file, entry.status, name, given);
  const text = entry.messageOf === undefined ? undefined : given[entry.messageOf];
  push(file, place, statuses, {
    path,
    ...(entry.body === undefined ? {} : { whole: given[entry.body] }),
    ...(text ? { text: readOptions(file, text).members.get('message') } : {}),
    ...(entry.textBecomes ? { textBecomes: entry.textBecomes } : {}),
  });
}

function statusSaid(
  file: FileReader,
  by: Exclude<HttpErrorEntry['status'], 'none'>,
  name: string,
  given: readonly ts.Expression[],
): Statuses {
  if (typeof by === 'number') return readStatus(file, given[by]);
  const code = by === 'code' ? readOptions(file, given[0]).members.get('code') : undefined;
  const spelled = code && unwrap(code);
  const status =
    by === 'name'
      ? statusOfPhrase(name)
      : spelled && ts.isStringLiteralLike(spelled)
        ? statusOfCode(spelled.text)
        : undefined;
  return status === undefined ? {} : { status };
}

/** A status among the arguments: a number, a named constant, or `{ status: 404 }`. */
function statusOfArguments(file: FileReader, given: readonly ts.Expression[]): Statuses {
  for (const argument of given.slice(0, placesOfStatus)) {
    const node = unwrap(argument);
    if (
      ts.isNumericLiteral(node) ||
      ts.isPropertyAccessExpression(node) ||
      ts.isConditionalExpression(node)
    ) {
      const statuses = readStatus(file, node);
      if ((statuses.status ?? statuses.statuses?.[0] ?? 0) >= 300) return statuses;
    } else if (ts.isObjectLiteralExpression(node)) {
      const statuses = statusOfMembers(file, node);
      if (statuses.status !== undefined) return statuses;
    }
  }
  return {};
}

function statusOfMembers(file: FileReader, expression: ts.Expression): Statuses {
  const node = unwrap(expression);
  if (!ts.isObjectLiteralExpression(node)) return {};
  const { members } = readOptions(file, node);
  for (const key of ['status', 'statusCode', 'httpStatus', 'httpStatusCode', 'httpCode']) {
    const value = members.get(key);
    if (value) return readStatus(file, value);
  }
  // `{ code: 'FORBIDDEN' }`, as tRPC and those who follow it write it.
  const code = members.get('code');
  const status =
    code && ts.isStringLiteralLike(unwrap(code))
      ? statusOfCode((unwrap(code) as ts.StringLiteral).text)
      : undefined;
  return status === undefined || status < 400 ? {} : { status };
}

function rootName(expression: ts.Expression): string | undefined {
  let at = unwrap(expression);
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = unwrap(at.expression);
  return ts.isIdentifier(at) ? at.text : undefined;
}

/** What makes the error, told without binding the file. */
function pathOf(
  file: FileReader,
  callee: ts.Expression,
  local: string | undefined,
  specifier: string | undefined,
): AccessPath | undefined {
  const node = unwrap(callee);
  if (local === undefined) return undefined;
  if (specifier === undefined)
    return ts.isIdentifier(node) && file.topLevel(local) ? `local#${local}` : undefined;
  if (ts.isIdentifier(node)) {
    const isDefault = file.facts.imports.some((each) =>
      each.names.some(
        (name) => name.local === local && (name.imported === 'default' || name.imported === '*'),
      ),
    );
    return isDefault ? `${specifier}#` : `${specifier}#${file.importedName(local)}`;
  }
  return file.paths.of(callee);
}

/** What is known of an error beside its status: what makes it, and what of it is sent. */
interface Made {
  path?: AccessPath | undefined;
  /** Sent as it is. */
  whole?: ts.Expression | undefined;
  /** Sent as the text of an answer. */
  text?: ts.Expression | undefined;
  textBecomes?: readonly string[];
}

function push(file: FileReader, place: Place, statuses: Statuses, made: Made = {}): void {
  const { node, within, sort } = place;
  const { path, whole, text, textBecomes } = made;
  const read = whole && readBody(file, whole);
  const body = whole ?? text;
  const fact: ResponseFact = {
    sort,
    span: file.span(node),
    ...(within === undefined ? {} : { within }),
    ...statuses,
    ...(read ? { body: read, takesObjects: true } : {}),
    ...(path === undefined ? {} : { error: path }),
    ...(textBecomes ? { textBecomes } : {}),
    exposes: body ? exposuresIn(file, body, whole === undefined) : [],
  };
  if (fact.exposes.length > 0) {
    Object.assign(fact, circumstancesOf(file, node));
    if (isDevelopmentOnly(file, node)) fact.development = true;
  }
  file.facts.responses.push(fact);
}
