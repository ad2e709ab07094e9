import type { Span } from '../source/span';
import { isFunctionNode, memberName, ts, unwrap } from '../source/syntax-tree';
import type { TokenSigningFact } from './facts';
import type { CallCollector, FileReader } from './file-reader';
import { returnsOf } from './function-syntax';
import { insertion, intoLiteral, readOptions } from './options-object';
import { expiryOfPayload, lifetimeOf, secondsOf } from './token-lifetime';

/** How long an access token may live where nothing else is said: what the fix writes. */
const lifetime = "expiresIn: '15m'";

/** Tokens signed and verified: jsonwebtoken, jose, @nestjs/jwt, fast-jwt, jwt-simple. */
export const tokenCollector: CallCollector = {
  names: [
    'sign',
    'signAsync',
    'signJwt',
    'signToken',
    'jwtSign',
    'jwtSignAsync',
    'asyncSign',
    'signPromise',
    'promisify',
    'verify',
    'verifyAsync',
    'createSigner',
    'encode',
    'encrypt',
    'register',
    'registerAsync',
    'jwtVerify',
  ],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    if (name === 'jwtSign' || name === 'sign') signedByFastify(file, node, name);
    if (file.importedFromPackage(/jsonwebtoken|jose|jwt/) === undefined) return;
    if (name === 'promisify') return signedAtOnce(file, node);
    const path = file.paths.of(node.expression);
    switch (path) {
      case 'jsonwebtoken#sign':
        return signed(file, node, 'jsonwebtoken', 2);
      case '@nestjs/jwt#JwtService().sign':
      case '@nestjs/jwt#JwtService().signAsync':
        return signedByNest(file, node);
      case '@nestjs/jwt#JwtModule.register':
        return registeredByNest(file, node, node.arguments[0]);
      case '@nestjs/jwt#JwtModule.registerAsync':
        return registeredLater(file, node);
      case 'fast-jwt#createSigner':
        return add(
          file,
          node,
          'fast-jwt',
          lifetimeOf(file, readOptions(file, node.arguments[0])),
          insertion(file, node, 0, 'expiresIn: 900_000'),
        );
      case 'hono/jwt#sign':
      case 'jwt-simple#encode':
        return add(
          file,
          node,
          path.slice(0, path.indexOf('#')),
          expiryOfPayload(file, node.arguments[0]) ?? { kind: 'none' },
          undefined,
        );
      case 'jsonwebtoken#verify':
      case '@nestjs/jwt#JwtService().verify':
      case '@nestjs/jwt#JwtService().verifyAsync':
        return verified(file, node, path.startsWith('@') ? 1 : 2);
    }
    if (name === 'register') registeredWithFastify(file, node);
    if (path && /^jose#(SignJWT\(\).*\.sign|EncryptJWT\(\).*\.encrypt)$/.test(path)) signedByJose(file, node);
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
  add(file, node, '@nestjs/jwt', known, undefined, 'call');
}

/** `promisify(jwt.sign)(payload, key)`: the call around the call. */
function signedAtOnce(file: FileReader, node: ts.CallExpression): void {
  file.tree.bind();
  const { parent } = node;
  if (!parent || !ts.isCallExpression(parent) || parent.expression !== node) return;
  if (file.paths.of(node) === 'jsonwebtoken#sign') signed(file, parent, 'jsonwebtoken', 2);
}

/** `registerAsync({ useFactory: () => ({ … }) })`: what the factory gives back, where it is spelled out. */
function registeredLater(file: FileReader, node: ts.CallExpression): void {
  const factory = readOptions(file, node.arguments[0]).members.get('useFactory');
  const made = factory && unwrap(factory);
  if (!made || !isFunctionNode(made)) return;
  const [only, ...others] = returnsOf(made);
  if (only && others.length === 0) registeredByNest(file, node, only);
}

/**
 * `fastify.jwt.sign(payload)`, `reply.jwtSign(payload)`, and the plugin's registration, which may set a lifetime for all of them: the
 * model brings both together.
 */
function signedByFastify(file: FileReader, node: ts.CallExpression, name: string): void {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return;
  const isOwn =
    name === 'jwtSign'
      ? /^(reply|res)$/i.test(file.text(callee.expression))
      : memberName(callee.expression) === 'jwt';
  if (!isOwn) return;
  const found = lifetimeOf(file, readOptions(file, node.arguments[1]));
  const known = found.kind === 'none' ? (expiryOfPayload(file, node.arguments[0]) ?? found) : found;
  add(file, node, '@fastify/jwt', known, insertion(file, node, 1, lifetime), 'call');
}

function registeredWithFastify(file: FileReader, node: ts.CallExpression): void {
  const [plugin, options] = node.arguments;
  if (!plugin || !/^(@fastify\/jwt|fastify-jwt)#/.test(file.paths.of(unwrap(plugin)) ?? '')) return;
  const { members, open } = readOptions(file, options);
  const sign = members.get('sign');
  const found = open ? ({ kind: 'unknown' } as const) : lifetimeOf(file, readOptions(file, sign));
  add(
    file,
    node,
    '@fastify/jwt',
    members.has('sign') || !open ? found : { kind: 'unknown' },
    undefined,
    'registration',
  );
}

function registeredByNest(file: FileReader, node: ts.CallExpression, given: ts.Expression | undefined): void {
  const options = readOptions(file, given);
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
  add(file, node, '@nestjs/jwt', found, fix, 'registration');
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
  // A chain can go over many lines: what is made stands for it, unless it is made elsewhere.
  const maker = { start: file.span(made).start, end: made.expression.end };
  const fact = file.facts.tokenSignings.at(-1);
  if (fact && maker.start === fact.calleeSpan.start) fact.calleeSpan = maker;
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

function add(
  file: FileReader,
  node: ts.CallExpression,
  library: string,
  found: TokenSigningFact['lifetime'],
  fix: TokenSigningFact['addLifetime'],
  part?: TokenSigningFact['part'],
): void {
  const within = file.within(node);
  file.facts.tokenSignings.push({
    library,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    lifetime: found,
    ...(part ? { part } : {}),
    ...(fix && found.kind === 'none' ? { addLifetime: fix } : {}),
    ...(within === undefined ? {} : { within }),
  });
}
