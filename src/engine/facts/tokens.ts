import type { Span } from '../source/span';
import { memberName, ts, unwrap } from '../source/syntax-tree';
import type { TokenSigningFact } from './facts';
import type { CallCollector, FileReader } from './file-reader';
import { insertion, intoLiteral, type OptionsObject, readOptions } from './options-object';

/** How long an access token may live where nothing else is said: what the fix writes. */
const lifetime = "expiresIn: '15m'";

/** Tokens signed and verified: jsonwebtoken, jose, @nestjs/jwt, fast-jwt, jwt-simple. */
export const tokenCollector: CallCollector = {
  names: ['sign', 'signAsync', 'verify', 'verifyAsync', 'createSigner', 'encode', 'register', 'jwtVerify'],
  call(node, _name, file) {
    if (ts.isNewExpression(node) || file.importedFromPackage(/jsonwebtoken|jose|jwt/) === undefined) return;
    const path = file.paths.of(node.expression);
    switch (path) {
      case 'jsonwebtoken#sign':
        return signed(file, node, 'jsonwebtoken', 2);
      case '@nestjs/jwt#JwtService().sign':
      case '@nestjs/jwt#JwtService().signAsync':
        return signedByNest(file, node);
      case '@nestjs/jwt#JwtModule.register':
        return registeredByNest(file, node);
      case 'fast-jwt#createSigner':
        return add(
          file,
          node,
          'fast-jwt',
          lifetimeOf(file, readOptions(file, node.arguments[0])),
          insertion(file, node, 0, 'expiresIn: 900_000'),
        );
      case 'jwt-simple#encode':
        return add(
          file,
          node,
          'jwt-simple',
          expiryOfPayload(file, node.arguments[0]) ?? { kind: 'none' },
          undefined,
        );
      case 'jsonwebtoken#verify':
      case '@nestjs/jwt#JwtService().verify':
      case '@nestjs/jwt#JwtService().verifyAsync':
        return verified(file, node, path.startsWith('@') ? 1 : 2);
    }
    if (path && /^jose#SignJWT\(\).*\.sign$/.test(path)) signedByJose(file, node);
  },
};

function signed(file: FileReader, node: ts.CallExpression, library: string, index: number): void {
  const options = node.arguments[index];
  // `sign(payload, key, callback)`: what looks like options is the callback.
  const callback = options !== undefined && (ts.isArrowFunction(options) || ts.isFunctionExpression(options));
  const found = lifetimeOf(file, readOptions(file, callback ? undefined : options));
  const known =
    found.kind === 'set' || found.kind === 'seconds'
      ? found
      : (expiryOfPayload(file, node.arguments[0]) ?? found);
  add(file, node, library, known, callback ? undefined : insertion(file, node, index, lifetime));
}

function signedByNest(file: FileReader, node: ts.CallExpression): void {
  const found = lifetimeOf(file, readOptions(file, node.arguments[1]));
  // Without options of its own the call has what the module was registered with.
  const known =
    found.kind === 'none'
      ? (expiryOfPayload(file, node.arguments[0]) ?? { kind: 'unknown' as const })
      : found;
  add(file, node, '@nestjs/jwt', known, undefined);
}

function registeredByNest(file: FileReader, node: ts.CallExpression): void {
  const options = readOptions(file, node.arguments[0]);
  if (options.open || !options.literal) return;
  // A module that only verifies is registered with a public key.
  if (!options.members.has('secret') && !options.members.has('privateKey')) return;
  const sign = options.members.get('signOptions');
  const found = options.members.has('signOptions')
    ? lifetimeOf(file, readOptions(file, sign))
    : ({ kind: 'none' } as const);
  const literal = sign && unwrap(sign);
  const fix =
    literal && ts.isObjectLiteralExpression(literal)
      ? intoLiteral(file, literal, lifetime)
      : options.members.has('signOptions')
        ? undefined
        : intoLiteral(file, options.literal, `signOptions: { ${lifetime} }`);
  add(file, node, '@nestjs/jwt', found, fix);
}

function signedByJose(file: FileReader, node: ts.CallExpression): void {
  const receiver = unwrap(node.expression);
  let at: ts.Expression = ts.isPropertyAccessExpression(receiver) ? unwrap(receiver.expression) : receiver;
  let made: ts.NewExpression | undefined;
  for (let guard = 0; guard < 20; guard++) {
    if (ts.isCallExpression(at)) {
      if (memberName(at.expression) === 'setExpirationTime') {
        add(file, node, 'jose', secondsOf(file, at.arguments[0]), undefined);
        return;
      }
      at = ts.isPropertyAccessExpression(at.expression) ? unwrap(at.expression.expression) : at.expression;
    } else if (ts.isIdentifier(at)) {
      // A builder held in a variable may get its expiry in a statement of its own.
      if (new RegExp(`\\b${at.text}\\s*\\.\\s*setExpirationTime\\b`).test(file.tree.root.text)) return;
      const declaration = file.tree.declarationOf(at);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return;
      at = unwrap(declaration.initializer);
    } else if (ts.isNewExpression(at)) {
      made = at;
      break;
    } else break;
  }
  if (!made) return;
  const known = expiryOfPayload(file, made.arguments?.[0]);
  const fix = { span: { start: made.end, end: made.end }, text: ".setExpirationTime('15m')" };
  add(file, node, 'jose', known ?? { kind: 'none' }, fix);
}

function verified(file: FileReader, node: ts.CallExpression, index: number): void {
  const value = readOptions(file, node.arguments[index]).members.get('ignoreExpiration');
  if (!value || value.kind !== ts.SyntaxKind.TrueKeyword) return;
  const within = file.within(node);
  file.facts.tokenChecks.push({
    library: 'jsonwebtoken',
    span: file.span(node),
    ignoresExpiry: file.span(value.parent),
    withComma: withComma(file, value.parent),
    ...(within === undefined ? {} : { within }),
  });
}

/** A property with the comma that separates it from its neighbour. */
function withComma(file: FileReader, property: ts.Node): Span {
  const own = file.span(property);
  if (!ts.isObjectLiteralExpression(property.parent)) return own;
  const { properties } = property.parent;
  const index = properties.findIndex(({ pos }) => pos === property.pos);
  const previous = properties[index - 1];
  const next = properties[index + 1];
  if (previous) return { start: previous.end, end: own.end };
  return next ? { start: own.start, end: next.getStart(file.tree.root) } : own;
}

function lifetimeOf(file: FileReader, options: OptionsObject): TokenSigningFact['lifetime'] {
  if (options.members.has('expiresIn')) return secondsOf(file, options.members.get('expiresIn'));
  return { kind: options.open ? 'unknown' : 'none' };
}

/** `exp` in the payload: set by the code itself, or held by something that cannot be seen. Undefined when it is surely absent. */
function expiryOfPayload(
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
function secondsOf(file: FileReader, value: ts.Expression | undefined): TokenSigningFact['lifetime'] {
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

function add(
  file: FileReader,
  node: ts.CallExpression,
  library: string,
  found: TokenSigningFact['lifetime'],
  fix: TokenSigningFact['addLifetime'],
): void {
  const within = file.within(node);
  file.facts.tokenSignings.push({
    library,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    lifetime: found,
    ...(fix && found.kind === 'none' ? { addLifetime: fix } : {}),
    ...(within === undefined ? {} : { within }),
  });
}
