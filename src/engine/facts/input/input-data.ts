import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { isServerAction } from '../routes/server-actions';
import { looksLikeValidator } from './input-checks';
import type { RequestPart } from './request-part';

const maxDepth = 8;

/** The parts of a request whose keys a caller chooses. Headers, addresses and files are not meant. */
const parts =
  /^(body|query|params|rawBody|formData|json|parseBody|queryStringParameters|pathParameters|param|queries)$/;
/** Object members that say which rows are meant, and not what is written. */
const selecting =
  /^(where|include|select|attributes|returning|order|orderBy|limit|offset|skip|take|transaction|session|relations|filter|fields|logging|hooks|individualHooks)$/;
/** Calls whose result is of one type, whatever they are given. */
const typing =
  /^(Number|parseInt|parseFloat|BigInt|Boolean|Date|String|isNaN|toISOString|toFixed|getTime|ObjectId|toObjectId|includes|has|some|every|indexOf|startsWith|hash|hashSync|compare|encrypt|digest|randomUUID|length)$/;
/** Calls that hand on what they are given. */
const passing =
  /^(assign|stringify|structuredClone|cloneDeep|clone|merge|omit|pick|build|create|toObject|freeze|fromEntries|entries|extend|defaults|omitBy|pickBy|trim|toLowerCase|toUpperCase|split|slice|map|filter|replace)$/;

/** Array methods whose callback gets the elements. */
const iterating = /^(map|forEach|flatMap|filter)$/;

/** The parts of a request, or of the enclosing functions' parameters, that an expression passes on with no check in between. */
export function requestParts(file: FileReader, expression: ts.Expression): RequestPart[] {
  const found: RequestPart[] = [];
  if (passesNothing(expression)) return found;
  const seen = new Set<ts.Node>();
  const visit = (inner: ts.Expression, depth: number, at?: ts.Expression): void => {
    const node = unwrap(inner);
    if (depth > maxDepth || seen.has(node)) return;
    seen.add(node);
    const next = (each: ts.Expression | undefined) => each && visit(each, depth + 1, at);
    const read = requestRead(file, node);
    if (read) {
      if (parts.test(read.part) && read.words !== 'valid')
        found.push({
          node: at ?? node,
          root: read.root,
          ...(read.field === undefined ? {} : { field: read.field }),
          ...(at && ts.isIdentifier(at) ? { name: at.text } : {}),
        });
    } else if (ts.isIdentifier(node)) visitName(node, depth, at ?? node);
    else if (ts.isObjectLiteralExpression(node)) {
      for (const [index, property] of node.properties.entries()) {
        const into = (member: string | undefined, value: ts.Expression) => {
          const before = found.length;
          next(value);
          for (const part of found.slice(before)) if (member !== undefined) part.member = member;
        };
        if (ts.isSpreadAssignment(property)) {
          const before = found.length;
          next(property.expression);
          // What follows a spread is written over what came with it.
          const later = node.properties.slice(index + 1).flatMap((each) => propertyName(each.name) ?? []);
          for (const part of found.slice(before)) leaveOut(part, later);
          continue;
        }
        if (selecting.test(propertyName(property.name) ?? '')) continue;
        if (ts.isPropertyAssignment(property)) into(propertyName(property.name), property.initializer);
        else if (ts.isShorthandPropertyAssignment(property)) into(property.name.text, property.name);
      }
    } else if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) next(ts.isSpreadElement(element) ? element.expression : element);
    } else if (ts.isConditionalExpression(node)) {
      next(node.whenTrue);
      next(node.whenFalse);
    } else if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (
        kind === ts.SyntaxKind.BarBarToken ||
        kind === ts.SyntaxKind.QuestionQuestionToken ||
        kind === ts.SyntaxKind.PlusToken
      ) {
        next(node.left);
        next(node.right);
      } else if (kind === ts.SyntaxKind.AmpersandAmpersandToken) next(node.right);
    } else if (ts.isTemplateExpression(node)) {
      for (const span of node.templateSpans) next(span.expression);
    } else if (ts.isPropertyAccessExpression(node)) visitMember(node, depth, at ?? node);
    else if (ts.isCallExpression(node) && visitFormMember(node, depth, at ?? node)) return;
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) visitCall(node, next);
  };
  const visitName = (name: ts.Identifier, depth: number, at: ts.Expression): void => {
    const declaration = file.tree.declarationOf(name);
    if (!declaration) return;
    if (ts.isParameter(declaration)) {
      addParameter(declaration, name.text, [], depth, at);
      return;
    }
    if (ts.isVariableDeclaration(declaration)) {
      if (declaration.initializer) visit(declaration.initializer, depth + 1, at);
      const loop = declaration.parent.parent;
      if (ts.isForOfStatement(loop)) visit(loop.expression, depth + 1, at);
      if (!ts.isIdentifier(declaration.name)) return;
      for (const mutation of file.values.mutationsOf(declaration.name)) visit(mutation.value, depth + 1, at);
      return;
    }
    if (!ts.isBindingElement(declaration)) return;
    const before = found.length;
    const { holder, keys, except } = patternOf(declaration);
    if (ts.isVariableDeclaration(holder)) {
      if (holder.initializer) visitHolder(unwrap(holder.initializer), keys, depth, at);
    } else {
      const source = file.values.of(name);
      if (source.origin === 'request' && source.from?.startsWith('req.')) addPath(source.from.split('.'), at);
      else addParameter(holder, holder.name.getText(), keys, depth, at);
    }
    for (const part of found.slice(before)) {
      part.name = name.text;
      leaveOut(part, except);
    }
  };
  const visitHolder = (holder: ts.Expression, keys: string[], depth: number, at: ts.Expression): void => {
    const read = requestRead(file, holder);
    if (read) {
      const field = [read.field, ...keys].filter((each) => each !== undefined).join('.');
      if (parts.test(read.part) && read.words !== 'valid')
        found.push({ node: at, root: read.root, ...(field === '' ? {} : { field }) });
      return;
    }
    // `const { body } = req`
    if (
      ts.isIdentifier(holder) &&
      keys[0] !== undefined &&
      parts.test(keys[0]) &&
      /^_?(req|request|ctx|c|event)$/.test(holder.text)
    ) {
      addPath([holder.text, ...keys], at);
      return;
    }
    const before = found.length;
    visit(holder, depth + 1, at);
    for (const part of found.slice(before))
      if (keys.length > 0) part.field = [part.field, ...keys].filter(Boolean).join('.');
  };
  const visitMember = (node: ts.PropertyAccessExpression, depth: number, at: ts.Expression): void => {
    const before = found.length;
    visit(node.expression, depth + 1, at);
    for (const part of found.slice(before))
      part.field = part.field === undefined ? node.name.text : `${part.field}.${node.name.text}`;
  };
  /** `form.get('name')` of form data. */
  const visitFormMember = (node: ts.CallExpression, depth: number, at: ts.Expression): boolean => {
    const callee = unwrap(node.expression);
    const [key] = node.arguments;
    if (!key || !ts.isStringLiteralLike(key) || !ts.isPropertyAccessExpression(callee)) return false;
    if (!/^(get|getAll)$/.test(callee.name.text)) return false;
    const before = found.length;
    visit(callee.expression, depth + 1, at);
    const isForm = (part: RequestPart) =>
      /formData$/i.test(part.root) || (part.parameter === undefined && !part.root.includes('.'));
    const left = found.splice(before).filter(isForm);
    for (const part of left) found.push({ ...part, field: key.text });
    return true;
  };
  const addParameter = (
    parameter: ts.ParameterDeclaration,
    root: string,
    keys: readonly string[],
    depth: number,
    at: ts.Expression,
  ): void => {
    const field = keys.length > 0 ? { field: keys.join('.') } : {};
    const own = ts.isIdentifier(at) ? { name: at.text } : {};
    const body = bodyOf(file, parameter);
    if (body) {
      if (body.checked) return;
      const key = body.key === undefined ? field : { field: [body.key, ...keys].join('.') };
      const type = body.type === undefined ? {} : { type: body.type };
      found.push({ node: at, root: body.key === undefined ? root : 'body', ...key, ...own, ...type });
      return;
    }
    const owner = parameter.parent;
    if (!isFunctionNode(owner) || /^_?(req|request|res|ctx|context|tx|trx|client|db|c)$/.test(root)) return;
    const elements = elementsGiven(owner, parameter);
    if (elements) visit(elements, depth + 1, at);
    else if (!isOfOneType(parameter.type))
      found.push({
        node: at,
        root,
        ...field,
        ...own,
        parameter: { owner, index: owner.parameters.indexOf(parameter) },
      });
  };
  const addPath = (path: string[], at: ts.Expression): void => {
    const index = path.findIndex((each) => parts.test(each));
    if (index < 0) return;
    const field = path.slice(index + 1).join('.');
    found.push({ node: at, root: path.slice(0, index + 1).join('.'), ...(field === '' ? {} : { field }) });
  };
  visit(expression, 0);
  return found;
}

/** Texts, numbers and functions: what many arguments are. */
function passesNothing(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || isFunctionNode(node);
}

function leaveOut(part: RequestPart, names: readonly string[]): void {
  if (part.field === undefined && names.length > 0) part.except = [...(part.except ?? []), ...names];
}

function visitCall(
  node: ts.CallExpression | ts.NewExpression,
  next: (each: ts.Expression | undefined) => void,
): void {
  const callee = unwrap(node.expression);
  const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
  if (typing.test(name)) return;
  const isOwnParse =
    name === 'parse' &&
    /^JSON$/.test(ts.isPropertyAccessExpression(callee) ? callee.expression.getText() : '');
  if (!isOwnParse && (!passing.test(name) || looksLikeValidator(name))) return;
  // A list of names says which fields may be written.
  if (name === 'pick' && (node.arguments?.length ?? 0) > 1) return;
  if (ts.isPropertyAccessExpression(callee)) next(callee.expression);
  const [first, ...rest] = node.arguments ?? [];
  if (first && !isFunctionNode(first)) next(first);
  if (name === 'assign' || name === 'merge' || name === 'extend') for (const each of rest) next(each);
}

interface Read {
  root: string;
  part: string;
  field?: string;
  words?: string;
}

/** `req.body.title`, `await c.req.json()`, `ctx.request.body`: which part of the request, and what of it. */
function requestRead(file: FileReader, node: ts.Expression): Read | undefined {
  const path = file.values.requestPath(node);
  if (path === undefined) return undefined;
  const names = path.split('.');
  if (names.includes('valid')) return { root: path, part: 'valid', words: 'valid' };
  const index = names.findIndex((name, i) => i > 0 && parts.test(name));
  if (index < 0) return { root: path, part: names[1] ?? '' };
  // `c.req.query('sort')` reads one member, whatever it is called.
  const call = ts.isCallExpression(node) ? node : undefined;
  const [key] = call?.arguments ?? [];
  const rest = names.slice(index + 1);
  if (key && ts.isStringLiteralLike(key)) rest.push(key.text);
  const read: Read = { root: names.slice(0, index + 1).join('.'), part: names[index] as string };
  if (rest.length > 0) read.field = rest.join('.');
  return read;
}

/** What a parameter gets of a request by its decorator or type: Nest's `@Body() body`, a server action's `form: FormData`. */
interface Body {
  /** The member that the decorator names: `@Body('name')`. */
  key?: string;
  /** Whether a pipe, or a type of one kind of value, checks it. */
  checked: boolean;
  /** Its type, where that may be a class with rules for its members. */
  type?: AccessPath;
}

function bodyOf(file: FileReader, parameter: ts.ParameterDeclaration): Body | undefined {
  const { type } = parameter;
  if (type?.getText() === 'FormData') return { checked: false };
  if (isServerAction(file, parameter.parent) && isObject(file, type)) return { checked: false };
  const decorator = ts
    .getDecorators(parameter)
    ?.find((each) => /^(Body|Query)\b/.test(each.expression.getText()));
  if (!decorator || !ts.isCallExpression(decorator.expression)) return undefined;
  const given = decorator.expression.arguments;
  if (given.some((each) => !ts.isStringLiteralLike(each))) return { checked: true };
  const [first] = given;
  const key = first && ts.isStringLiteralLike(first) ? { key: first.text } : {};
  if (isOfOneType(type)) return { ...key, checked: true };
  if (!type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName))
    return { ...key, checked: false };
  const declaration = file.tree.declarationOf(type.typeName);
  if (declaration && (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)))
    return { ...key, checked: isInferred(declaration) };
  if (!declaration)
    return { ...key, checked: !/^(Record|Partial|Pick|Omit|Object|Array)$/.test(type.typeName.text) };
  const path = file.paths.ofDeclaration(declaration);
  return path === undefined ? { ...key, checked: true } : { ...key, checked: false, type: path };
}

/** A type with members that is gone when the program runs: what is really given to a server action, nobody has looked at. */
function isObject(file: FileReader, type: ts.TypeNode | undefined): boolean {
  if (!type) return false;
  if (ts.isTypeLiteralNode(type)) return true;
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  const declaration = file.tree.declarationOf(type.typeName);
  if (!declaration) return /^(Record|Partial|Pick|Omit)$/.test(type.typeName.text);
  return (
    ts.isInterfaceDeclaration(declaration) ||
    (ts.isTypeAliasDeclaration(declaration) && ts.isTypeLiteralNode(declaration.type))
  );
}

/** `type Input = z.infer<typeof input>`: its schema may be used by a pipe. */
function isInferred(declaration: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): boolean {
  return ts.isTypeAliasDeclaration(declaration) && /\btypeof\b|infer/i.test(declaration.type.getText());
}

/** Types whose values a framework converts, or that carry no text. */
function isOfOneType(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && /^(number|boolean|Date|bigint|Buffer)(\[\])?$/.test(type.getText());
}

/** The list whose elements a callback's parameter holds: `items` of `items.map((item) => …)`. */
function elementsGiven(owner: FunctionNode, parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const call = owner.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== owner || owner.parameters[0] !== parameter)
    return undefined;
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) && iterating.test(callee.name.text)
    ? callee.expression
    : undefined;
}

function patternOf(element: ts.BindingElement): {
  holder: ts.VariableDeclaration | ts.ParameterDeclaration;
  keys: string[];
  /** Of a rest element, the members that have names of their own. */
  except: string[];
} {
  const keys: string[] = [];
  const except = element.dotDotDotToken
    ? element.parent.elements.flatMap((each) =>
        ts.isBindingElement(each) && each !== element
          ? (propertyName(each.propertyName ?? each.name) ?? [])
          : [],
      )
    : [];
  let at: ts.BindingElement | ts.VariableDeclaration | ts.ParameterDeclaration = element;
  while (ts.isBindingElement(at)) {
    const key = at.dotDotDotToken ? undefined : propertyName(at.propertyName ?? at.name);
    if (key !== undefined) keys.unshift(key);
    at = at.parent.parent;
  }
  return { holder: at, keys, except };
}
