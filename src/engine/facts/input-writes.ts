import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../source/syntax-tree';
import { isProjectPath, splitPath } from './access-path';
import type { InputWriteFact } from './facts';
import type { FileReader } from './file-reader';
import { isCheck, isCheckedBefore, isValidatorModule, uncheckedParts } from './input-checks';
import { type RequestPart, requestParts } from './input-data';

const writeVerbs = new Set(['insert', 'update', 'merge', 'replace']);
/** Methods that store what they are given. */
const storing =
  /^(create|createMany|createOne|bulkCreate|insert|insertOne|insertMany|insertGraph|update|updateOne|updateMany|updateAll|upsert|save|replaceOne|findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|set|values|merge|patch|patchAndFetchById|updateAndFetchById|bulkWrite|add|put|setDoc|findOrCreate|build|increment)$/;
/** The first argument of these says which rows are meant. */
const byFilter =
  /^(updateOne|updateMany|update|findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|replaceOne|patchAndFetchById|updateAndFetchById)$/;
/** What an id is called: it names a row, and the database refuses one that is none. */
const idLike = /(^|\.)(id|_id|uuid|slug|guid|ids)$|[a-z](Id|ID|Ids|Uuid)$|_id$/;

/** Request data that reaches a write unchecked. Runs after all queries of the file are known. */
export function collectInputWrites(file: FileReader): void {
  if (file.facts.imports.some((each) => isValidatorModule(each.specifier))) file.facts.checksInput = true;
  // Most files handle no request: they are told by where they run and by their text.
  if (file.facts.side === 'browser' || file.facts.role !== 'source') return;
  if (
    !/\b(req|request|ctx|context|c|event)\b[^\n]{0,40}\b(body|query|params|json|parseBody|formData)\b|\{[^}\n]*\b(body|query)\b[^}\n]*\}|@(Body|Query)\(/.test(
      file.tree.root.text,
    )
  )
    return;
  file.tree.bind();
  const queries = new Map(
    file.facts.queries
      .filter(
        (each) =>
          each.statements.some((one) => writeVerbs.has(one.verb)) ||
          (each.statements.length === 0 && each.client === 'orm'),
      )
      .map((each) => [`${each.span.start}:${each.span.end}`, each] as const),
  );
  const saves = /\.(save|flush|persist|persistAndFlush|insert|commit)\(/.test(file.tree.root.text);
  const done = new Set<ts.Node | string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const data = dataOf(file, node, queries, saves);
      if (data.length > 0) addWrite(file, node, data, done);
      else if (ts.isCallExpression(node)) addHanded(file, node, done);
    } else if (saves && ts.isBinaryExpression(node)) addToEntity(file, node, done);
    ts.forEachChild(node, visit);
  };
  visit(file.tree.root);
}

/** The expressions that a call writes; empty for a call that writes nothing. */
function dataOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  queries: ReadonlyMap<string, { client: string }>,
  saves: boolean,
): ts.Expression[] {
  const given = [...(node.arguments ?? [])];
  if (given.length === 0) return [];
  if (ts.isNewExpression(node))
    return saves &&
      /^[A-Z]/.test(node.expression.getText()) &&
      !/^(Error|Date|Map|Set|Promise|Buffer|URL|RegExp)|Error$/.test(node.expression.getText())
      ? given.slice(0, 1)
      : [];
  const callee = unwrap(node.expression);
  const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
  const span = file.span(node);
  const query = queries.get(`${span.start}:${span.end}`);
  if (query && !storing.test(name))
    return query.client === 'driver' || query.client === 'unknown' ? given.slice(1) : stepsOf(node);
  if (name === 'assign' && file.paths.of(callee) === 'global#Object.assign')
    return saves && given[0] && !ts.isObjectLiteralExpression(unwrap(given[0])) ? given.slice(1) : [];
  if (!storing.test(name)) return [];
  if (!query && !isStore(file, callee, name)) return [];
  return written(name, given);
}

/** The data of a step of a chain: `update(filter, data)`, `update(values, { where })`, `insert(data)`. */
function written(name: string, given: readonly ts.Expression[]): ts.Expression[] {
  const [first, second] = given;
  if (!first) return [];
  if (!byFilter.test(name) || !second) return name === 'set' && second ? [second] : [first];
  const options = unwrap(second);
  const isOptions =
    ts.isObjectLiteralExpression(options) &&
    options.properties.some((each) =>
      /^(where|returning|transaction|individualHooks)$/.test(propertyName(each.name) ?? ''),
    );
  return isOptions ? [first] : [second];
}

function stepsOf(node: ts.CallExpression): ts.Expression[] {
  const found: ts.Expression[] = [];
  for (let at: ts.Expression = node; ts.isCallExpression(at); ) {
    const callee = unwrap(at.expression);
    const name = memberName(callee) ?? '';
    if (storing.test(name)) found.push(...written(name, at.arguments));
    if (!ts.isPropertyAccessExpression(callee)) break;
    at = unwrap(callee.expression);
  }
  return found;
}

const storeModules =
  /^(mongoose|mongodb|sequelize|sequelize-typescript|typeorm|@nestjs\/(typeorm|mongoose|sequelize)|@prisma\/client|knex|objection|drizzle-orm|kysely|@mikro-orm\/.+|waterline|bookshelf|firebase-admin|@google-cloud\/firestore)/;

/** Whether a method belongs to something that stores: a model, a repository, a collection, a client of a database. */
function isStore(file: FileReader, callee: ts.Expression, name: string): boolean {
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const receiver = unwrap(callee.expression);
  const path = file.paths.of(receiver) ?? '';
  if (storeModules.test(splitPath(path).module)) return true;
  const text = file.text(receiver);
  if (
    /(^|\.)(prisma|db|orm)\.\w+$/i.test(text) &&
    /^(create|createMany|update|updateMany|upsert)$/.test(name)
  )
    return true;
  if (ts.isIdentifier(receiver) && name === 'set' && isLoaded(file, receiver)) return true;
  if (name === 'set' || name === 'add' || name === 'put' || name === 'values' || name === 'merge')
    return false;
  if (
    /(Repository|Repo|Model|Collection|Dao)$/i.test(text) ||
    /\.(collection|getRepository|model)\([^)]*\)$/.test(text)
  )
    return true;
  if (ts.isIdentifier(receiver) && isLoaded(file, receiver)) return /^(update|set|patch)$/.test(name);
  // `User.create(req.body)`, where User is a model of the project.
  return (
    /^[A-Z][A-Za-z]+$/.test(text) &&
    /model|entit|schema|\bdb\b|database/i.test(splitPath(path).module) &&
    !/(Service|Controller|Client|Api|Helper|Util|Factory|Store)s?$/.test(text)
  );
}

/** A record that was looked up: `const user = await User.findByPk(id)`. */
function isLoaded(file: FileReader, name: ts.Identifier): boolean {
  const declaration = file.tree.declarationOf(name);
  const made =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    unwrap(declaration.initializer);
  return (
    made !== undefined &&
    made !== false &&
    ts.isCallExpression(made) &&
    /^find(One|ByPk|ById|OneBy|Unique|First)?/.test(memberName(made.expression) ?? '') &&
    /^[A-Z]|Repo|Model/.test(made.expression.getText())
  );
}

/** All of a request given to a function of the project that is called as if it stored it; whether it does, the model can tell. */
function addHanded(file: FileReader, node: ts.CallExpression, done: Set<ts.Node | string>): void {
  const callee = unwrap(node.expression);
  const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
  if (!/^(create|insert|add|save|store|update|upsert|register|patch|replace)([A-Z]|$)/.test(name)) return;
  const path = file.paths.of(callee);
  if (path === undefined || !isProjectPath(path)) return;
  const before = file.facts.inputWrites.length;
  addWrite(file, node, [...node.arguments], done, true);
  for (const fact of file.facts.inputWrites.slice(before)) fact.handed = true;
}

/** `post.title = req.body.title` on something that is saved later. */
function addToEntity(file: FileReader, node: ts.BinaryExpression, done: Set<ts.Node | string>): void {
  const { left, right, operatorToken } = node;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return;
  if (!ts.isIdentifier(left.expression)) return;
  const name = left.expression.text;
  const { text } = file.tree.root;
  if (
    !new RegExp(
      `\\b${name.replace(/\$/g, '\\$')}\\.save\\(|\\.(save|persist\\w*)\\(${name.replace(/\$/g, '\\$')}\\)`,
    ).test(text)
  )
    return;
  const handler = handlerOf(node);
  const key = `${handler?.pos}:${name}`;
  if (done.has(key)) return;
  const before = file.facts.inputWrites.length;
  addWrite(file, node, [right], done);
  if (file.facts.inputWrites.length > before) done.add(key);
}

function addWrite(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression | ts.BinaryExpression,
  data: readonly ts.Expression[],
  done: Set<ts.Node | string>,
  wholeOnly = false,
): void {
  const all = data
    .flatMap((each) => requestParts(file, each))
    .filter((part) => !done.has(part.node) && isData(part) && !(wholeOnly && part.field !== undefined));
  if (all.length === 0) return;
  const handler = handlerOf(node);
  if (!handler || isCheckedBefore(file, handler)) return;
  const left = uncheckedParts(file, handler, node, all);
  const [first] = left;
  if (!first) return;
  for (const part of left) done.add(part.node);
  const whole = left.find((part) => part.field === undefined);
  const shown = whole ?? first;
  const fields = [...new Set(left.flatMap((part) => part.field ?? []))];
  // `repository.save(repository.create(body))` in two statements writes the same once.
  const key = `${handler.pos}:${shown.root}:${whole ? '' : fields.join()}`;
  if (done.has(key)) return;
  done.add(key);
  const within = file.within(node);
  const name = handlerName(handler);
  const target = ts.isBinaryExpression(node) ? node.left : node.expression;
  const callee = ts.isBinaryExpression(node) ? undefined : file.paths.of(unwrap(node.expression));
  const fact: InputWriteFact = {
    span: file.span(shown.node),
    root: shown.root,
    whole: whole !== undefined,
    fields,
    write: file.words(target, 40).replace(/\(.*$/, ''),
    writeSpan: file.span(node),
  };
  if (within !== undefined) fact.within = within;
  if (name !== undefined) fact.handler = name;
  if (callee !== undefined) fact.callee = callee;
  file.facts.inputWrites.push(fact);
}

/** Ids are refused by the database when they are none; headers and files are not meant. */
function isData(part: RequestPart): boolean {
  if (part.field !== undefined) return !idLike.test(part.field);
  return !/params$|pathParameters$|param$/.test(part.root);
}

/** The outermost function around a write that is a handler or a method: what a route would call. */
function handlerOf(node: ts.Node): ts.Node | undefined {
  let found: ts.Node | undefined;
  for (let at = node.parent; at; at = at.parent) {
    if (isFunctionNode(at)) found = at;
    if (ts.isMethodDeclaration(at) || ts.isClassLike(at)) break;
  }
  return found;
}

/** The name that a handler is exported or routed by. */
function handlerName(handler: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(handler) || ts.isMethodDeclaration(handler)) return handler.name?.getText();
  for (let at = handler.parent; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || ts.isPropertyDeclaration(at))
      return at.name.getText();
    if (ts.isBinaryExpression(at)) return memberName(at.left);
    if (ts.isStatement(at)) return undefined;
  }
  return undefined;
}

/** Routes that check what a request carries before they call a handler by its name, also one of another file. */
export function noteCheckedHandlers(file: FileReader, node: ts.CallExpression): void {
  const name = memberName(node.expression);
  if (
    name === undefined ||
    !/^(get|post|put|patch|delete|all|route|use)$/.test(name) ||
    node.arguments.length < 2
  )
    return;
  const [path] = node.arguments;
  if (
    path &&
    !ts.isStringLiteralLike(path) &&
    name !== 'use' &&
    name !== 'route' &&
    name !== 'all' &&
    node.arguments.length < 2
  )
    return;
  file.tree.bind();
  const checks = node.arguments.filter((each) => isCheck(file, each));
  if (checks.length === 0) return;
  for (const argument of node.arguments) {
    if (checks.includes(argument)) continue;
    for (const reference of referencesIn(argument)) {
      const path = file.paths.of(reference);
      if (path !== undefined) file.facts.checkedHandlers.push(path);
    }
  }
}

/** `createUser`, `users.create`, and these wrapped: `asyncHandler(users.create)`. */
function referencesIn(argument: ts.Expression): ts.Expression[] {
  const node = unwrap(argument);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return [node];
  return ts.isCallExpression(node) || ts.isArrayLiteralExpression(node)
    ? (ts.isCallExpression(node) ? [...node.arguments] : [...node.elements]).flatMap(referencesIn)
    : [];
}
