import { ts, unwrap } from '../source/syntax-tree';
import type { TokenSigningFact } from './facts';
import type { FileReader } from './file-reader';
import { type OptionsObject, readOptions } from './options-object';

/** The lifetime that an options object gives a token. */
export function lifetimeOf(file: FileReader, options: OptionsObject): TokenSigningFact['lifetime'] {
  if (options.members.has('expiresIn')) return secondsOf(file, options.members.get('expiresIn'));
  return { kind: options.open ? 'unknown' : 'none' };
}

/** `exp` in the payload: set by the code itself, or held by something that cannot be seen. Undefined when it is surely absent. */
export function expiryOfPayload(
  file: FileReader,
  payload: ts.Expression | undefined,
): TokenSigningFact['lifetime'] | undefined {
  if (!payload) return undefined;
  const options = readOptions(file, payload);
  if (options.members.has('exp')) return { kind: 'set' };
  const node = unwrap(payload);
  if (ts.isObjectLiteralExpression(node)) {
    // `...claims` may bring an `exp` when its own words say so; plain user data does not.
    return undefined;
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (
    declaration &&
    ts.isParameter(declaration) &&
    declaration.type &&
    /\bexp\b/.test(file.text(declaration.type))
  )
    return { kind: 'set' };
  return undefined;
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

function product(node: ts.Expression): number | undefined {
  const inner = unwrap(node);
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== ts.SyntaxKind.AsteriskToken)
    return undefined;
  const [left, right] = [product(inner.left), product(inner.right)];
  return left === undefined || right === undefined ? undefined : left * right;
}
