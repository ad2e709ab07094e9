import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { TokenSigningFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { type OptionsObject, readOptions } from '../reading/options-object';

/** The lifetime that an options object gives a token. */
export function lifetimeOf(file: FileReader, options: OptionsObject): TokenSigningFact['lifetime'] {
  if (options.members.has('expiresIn')) return secondsOf(file, options.members.get('expiresIn'));
  return { kind: options.open ? 'unknown' : 'none' };
}

const maxDepth = 5;

/** `exp` in the payload: set by the code itself, or held by something that cannot be seen. Undefined when it is surely absent. */
export function expiryOfPayload(
  file: FileReader,
  payload: ts.Expression | undefined,
  depth = 0,
): TokenSigningFact['lifetime'] | undefined {
  if (!payload || depth > maxDepth) return undefined;
  const { members } = readOptions(file, payload);
  if (members.has('exp')) return expiryAt(file, members.get('exp'));
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

/** `Math.floor(Date.now() / 1000) + 60 * 60`: how long after now, where it is spelled out. */
function expiryAt(file: FileReader, value: ts.Expression | undefined): TokenSigningFact['lifetime'] {
  const node = value && unwrap(value);
  if (node && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const seconds = product(node.right);
    if (seconds !== undefined && /\bnow\b|Date|moment|dayjs|time/i.test(file.text(node.left)))
      return { kind: 'seconds', seconds, span: file.span(node.right) };
  }
  return { kind: 'set' };
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
export function secondsOf(file: FileReader, value: ts.Expression | undefined): TokenSigningFact['lifetime'] {
  if (!value) return { kind: 'set' };
  const node = unwrap(value);
  if (node.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isIdentifier(node) && node.text === 'undefined'))
    return { kind: 'none' };
  const constant = ts.isIdentifier(node) ? constantOf(file, node) : undefined;
  if (constant) return secondsOf(file, constant);
  const span = file.span(node);
  const amount = product(node);
  if (amount !== undefined) return { kind: 'seconds', seconds: amount, span };
  if (!ts.isStringLiteralLike(node)) return { kind: 'set' };
  const match = /^(-?[\d.]+)\s*([a-z]+)?$/i.exec(node.text.trim());
  if (!match) return { kind: 'set' };
  const unit = (match[2] ?? 'ms').toLowerCase();
  const factor = units[unit] ?? units[unit.replace(/s$/, '')];
  return factor === undefined
    ? { kind: 'set' }
    : { kind: 'seconds', seconds: Number(match[1]) * factor, span };
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
