import type { LifetimeOption } from '../../libraries/contract/tokens';
import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { TokenSigningFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { type OptionsObject, readOptions } from '../reading/options-object';

/** The lifetime that an options object gives a token; what a library without such an option says is left to the claims. */
export function lifetimeOf(
  file: FileReader,
  options: OptionsObject,
  lifetime: LifetimeOption | undefined,
): TokenSigningFact['lifetime'] {
  if (!lifetime) return { kind: options.open ? 'unknown' : 'none' };
  const path = lifetime.option.split('.');
  let at = options;
  for (const [i, step] of path.entries()) {
    if (!at.members.has(step)) return at.open ? { kind: 'unknown' } : unsaid(lifetime);
    const value = at.members.get(step);
    if (i === path.length - 1) return lifetimeWritten(file, value, lifetime);
    at = readOptions(file, value);
  }
  return { kind: 'unknown' };
}

/** What a library does where nothing is said. */
function unsaid({ byDefault }: LifetimeOption): TokenSigningFact['lifetime'] {
  return byDefault === undefined ? { kind: 'none' } : { kind: 'set' };
}

const maxDepth = 5;

/** What projects call the moment at which a token of theirs ends; `expiresIn` among the claims is a mistake, and ends nothing. */
const ownExpiry =
  /^(expires?_?(at|on)|exp_?(at|date|time)|expiry(_?(at|date|time))?|expiration(_?(at|date|time))?|valid_?until)$/i;

/** `exp` in the payload: set by the code itself, or held by something that cannot be seen. Undefined when it is surely absent. */
export function expiryOfPayload(
  file: FileReader,
  payload: ts.Expression | undefined,
  depth = 0,
): TokenSigningFact['lifetime'] | undefined {
  if (!payload || depth > maxDepth) return undefined;
  const { members } = readOptions(file, payload);
  if (members.has('exp')) return expiryAt(file, members.get('exp'));
  // A project that writes an end of its own into its tokens looks at it.
  if ([...members.keys()].some((name) => ownExpiry.test(name))) return { kind: 'set' };
  const node = unwrap(payload);
  if (ts.isCallExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword) {
    // `JSON.stringify(claims)`, `Object.assign(claims, more)`: what goes in comes out.
    if (/^global#(JSON|Object)\./.test(file.paths.of(node.expression) ?? ''))
      return firstOf(node.arguments, (each) => expiryOfPayload(file, each, depth + 1));
    return undefined;
  }
  if (ts.isObjectLiteralExpression(node)) {
    // `...claims` may bring an `exp` when its own words say so; plain user data does not.
    return firstOf(node.properties.filter(ts.isSpreadAssignment), (each) =>
      expiryOfPayload(file, each.expression, depth + 1),
    );
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer)
    return expiryOfPayload(file, declaration.initializer, depth + 1);
  if (!ts.isParameter(declaration)) return undefined;
  return mayBeGivenExpiry(file, declaration, depth) ? { kind: 'set' } : undefined;
}

/** A payload that callers give: its type, a caller, or the function itself speaks of `exp`. */
function mayBeGivenExpiry(file: FileReader, parameter: ts.ParameterDeclaration, depth: number): boolean {
  if (parameter.type && /\bexp\b/.test(file.text(parameter.type))) return true;
  const owner = parameter.parent;
  if (!isFunctionNode(owner)) return false;
  const index = owner.parameters.indexOf(parameter);
  return (file.values.callsOf(owner) ?? []).some(
    (call) => expiryOfPayload(file, call.arguments[index], depth + 1) !== undefined,
  );
}

function firstOf<T, R>(all: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A moment in seconds since 1970, such as `Math.floor(Date.now() / 1000) + 60 * 60`: how long after now, where it is spelled out. */
function expiryAt(file: FileReader, value: ts.Expression | undefined): TokenSigningFact['lifetime'] {
  const node = value && unwrap(value);
  if (node && isInMilliseconds(file, node) && !checksInMilliseconds.test(file.tree.root.text))
    return { kind: 'milliseconds', span: file.span(node) };
  if (node && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const seconds = product(node.right);
    if (seconds !== undefined && /\bnow\b|Date|moment|dayjs|time/i.test(file.text(node.left)))
      return { kind: 'seconds', seconds, span: file.span(node.right) };
  }
  return { kind: 'set' };
}

/** Code that compares `exp` with milliseconds has a clock of its own, which ends its tokens in time. */
const checksInMilliseconds =
  /\bexp\s*[<>]=?\s*(Date\.now\(\)|\+?\s*new Date\b)(?!\s*\/)|(Date\.now\(\)|new Date\(\)(\.getTime\(\))?)\s*[<>]=?\s*[\w.?!]*\bexp\b(?!\s*\*)/;

/** Whether a moment is counted in milliseconds since 1970: `Date.now() + lifetime`, `date.getTime()`. What is divided is none. */
function isInMilliseconds(file: FileReader, expression: ts.Expression, depth = 0): boolean {
  const node = unwrap(expression);
  if (depth > maxDepth) return false;
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind !== ts.SyntaxKind.PlusToken && kind !== ts.SyntaxKind.MinusToken) return false;
    return isInMilliseconds(file, node.left, depth + 1) || isInMilliseconds(file, node.right, depth + 1);
  }
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.PlusToken && isDate(file, node.operand);
  if (ts.isCallExpression(node)) {
    const path = file.paths.of(node.expression);
    if (path === 'global#Date.now') return true;
    const [first] = node.arguments;
    if (path === 'global#Number') return first !== undefined && isDate(file, first);
    if (/^global#Math\.(floor|round|ceil|trunc)$/.test(path ?? ''))
      return first !== undefined && isInMilliseconds(file, first, depth + 1);
    return (
      node.arguments.length === 0 &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(getTime|valueOf)$/.test(node.expression.name.text)
    );
  }
  if (!ts.isIdentifier(node) || file.values.mutationsOf(node).length > 0) return false;
  const declaration = file.tree.declarationOf(node);
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    isInMilliseconds(file, declaration.initializer, depth + 1)
  );
}

function isDate(file: FileReader, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return ts.isNewExpression(node) && file.paths.of(node.expression) === 'global#Date';
}

const units: Record<string, number> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  d: 86400,
  day: 86400,
  w: 604800,
  week: 604800,
  y: 31557600,
  yr: 31557600,
  year: 31557600,
};

/** A lifetime as a number of seconds, where it is spelled out: `'15m'`, `3600`, `60 * 60`. */
export function lifetimeWritten(
  file: FileReader,
  value: ts.Expression | undefined,
  lifetime: LifetimeOption,
): TokenSigningFact['lifetime'] {
  if (!value) return { kind: 'set' };
  const node = unwrap(value);
  if (node.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isIdentifier(node) && node.text === 'undefined'))
    return lifetime.refusesUndefined ? { kind: 'unknown' } : unsaid(lifetime);
  const constant = ts.isIdentifier(node) ? constantOf(file, node) : undefined;
  if (constant) return lifetimeWritten(file, constant, lifetime);
  const span = file.span(node);
  const amount = product(node);
  if (amount === 0 && lifetime.zeroIsEndless) return { kind: 'none' };
  if (amount !== undefined && lifetime.number !== 'moment')
    return { kind: 'seconds', seconds: lifetime.number === 'milliseconds' ? amount / 1000 : amount, span };
  if (ts.isStringLiteralLike(node)) {
    const seconds = secondsOfText(node.text, lifetime);
    return seconds === undefined ? { kind: 'set' } : { kind: 'seconds', seconds, span };
  }
  return lifetime.number === 'moment' ? expiryAt(file, node) : { kind: 'set' };
}

/** `'15m'`, `'2 hours'`; what has no unit is what the library takes it for. */
function secondsOfText(text: string, { digits }: LifetimeOption): number | undefined {
  const match = /^(-?[\d.]+)\s*([a-z]+)?$/i.exec(text.trim());
  const unit = (match?.[2] ?? (digits === 'milliseconds' ? 'ms' : '')).toLowerCase();
  const factor = units[unit] ?? units[unit.replace(/s$/, '')];
  return match && factor !== undefined ? Number(match[1]) * factor : undefined;
}

/** What a constant of the file is set to, where that is spelled out. */
function constantOf(file: FileReader, name: ts.Identifier): ts.Expression | undefined {
  const declaration = file.tree.declarationOf(name);
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  if (!value || file.values.mutationsOf(name).length > 0) return undefined;
  return ts.isStringLiteralLike(value) || product(value) !== undefined ? value : undefined;
}

function product(node: ts.Expression): number | undefined {
  const inner = unwrap(node);
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== ts.SyntaxKind.AsteriskToken)
    return undefined;
  const [left, right] = [product(inner.left), product(inner.right)];
  return left === undefined || right === undefined ? undefined : left * right;
}
