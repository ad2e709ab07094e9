import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { TokenSigningFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { insertion, intoLiteral, readOptions } from '../reading/options-object';
import { claimsOf, signedParameter } from './token-claims';
import { expiryOfPayload, lifetimeOf, secondsOf } from './token-lifetime';

/** How long an access token may live where nothing else is said: what the fix writes. */
const shortLifetime = "expiresIn: '15m'";

/** Tokens signed: jsonwebtoken, jose, @nestjs/jwt, @fastify/jwt, fast-jwt, hono, jwt-simple, @hapi/jwt. */
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
    'createSigner',
    'encode',
    'encrypt',
    'register',
    'registerAsync',
    'generate',
    'JwtService',
  ],
  call(node, name, file) {
    if (ts.isNewExpression(node)) {
      if (name === 'JwtService' && file.paths.of(node.expression) === '@nestjs/jwt#JwtService')
        registeredByNest(file, node, node.arguments?.[0]);
      return;
    }
    if (name === 'jwtSign' || name === 'sign') signedByFastify(file, node, name);
    if (file.importedFromPackage(/jsonwebtoken|jose|jwt/) === undefined) return;
    if (name === 'promisify') return signedAtOnce(file, node);
    const path = file.paths.of(node.expression);
    switch (path) {
      case 'jsonwebtoken#sign':
      case 'jsonwebtoken-promisified#sign':
      case 'jsonwebtoken-promisified#signAsync':
        return signed(file, node, 'jsonwebtoken', 2);
      case 'jose#JWT.sign':
        return signed(file, node, 'jose', 2);
      case '@hapi/jwt#token.generate':
        return signedByHapi(file, node);
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
      case '@tsndr/cloudflare-worker-jwt#sign':
      case 'jwt-simple#encode':
        return add(
          file,
          node,
          path.slice(0, path.indexOf('#')),
          expiryOfPayload(file, node.arguments[0]) ?? { kind: 'none' },
          undefined,
        );
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
  add(file, node, library, known, callback ? undefined : insertion(file, node, index, shortLifetime));
}

function signedByNest(file: FileReader, node: ts.CallExpression): void {
  const options = readOptions(file, node.arguments[1]);
  const found = lifetimeOf(file, options);
  // Without a key of its own the call has what the module was registered with.
  const isOwn = options.members.has('secret') || options.members.has('privateKey');
  const known =
    found.kind === 'none'
      ? (expiryOfPayload(file, node.arguments[0]) ?? {
          kind: isOwn ? ('none' as const) : ('unknown' as const),
        })
      : found;
  add(file, node, '@nestjs/jwt', known, undefined, 'call');
}

/** `promisify(jwt.sign)(payload, key)`: the call around the call; or the calls of the variable that holds it. */
function signedAtOnce(file: FileReader, node: ts.CallExpression): void {
  file.tree.bind();
  const { parent } = node;
  if (!parent || file.paths.of(node) !== 'jsonwebtoken#sign') return;
  if (ts.isCallExpression(parent) && parent.expression === node) signed(file, parent, 'jsonwebtoken', 2);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return;
  // Names that are looked at anyway are not counted twice.
  if (tokenCollector.names.includes(parent.name.text)) return;
  for (const call of file.values.callsNamed(parent.name)) signed(file, call, 'jsonwebtoken', 2);
}

/** `token.generate(payload, key, { ttlSec })`. */
function signedByHapi(file: FileReader, node: ts.CallExpression): void {
  const { members, open } = readOptions(file, node.arguments[2]);
  const known = members.has('ttlSec')
    ? secondsOf(file, members.get('ttlSec'))
    : (expiryOfPayload(file, node.arguments[0]) ?? { kind: open ? ('unknown' as const) : ('none' as const) });
  add(file, node, '@hapi/jwt', known, insertion(file, node, 2, 'ttlSec: 900'));
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
  add(file, node, '@fastify/jwt', known, insertion(file, node, 1, shortLifetime), 'call');
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

function registeredByNest(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  given: ts.Expression | undefined,
): void {
  const options = readOptions(file, given);
  if (options.open || !options.literal) return;
  // `register({})` leaves key and lifetime to each call.
  if (options.members.size === 0) {
    add(file, node, '@nestjs/jwt', { kind: 'none' }, undefined, 'registration');
    return;
  }
  // A module that only verifies is registered with a public key.
  if (!options.members.has('secret') && !options.members.has('privateKey')) return;
  const sign = options.members.get('signOptions');
  const found = options.members.has('signOptions')
    ? lifetimeOf(file, readOptions(file, sign))
    : ({ kind: 'none' } as const);
  const literal = sign && unwrap(sign);
  const fix =
    literal && ts.isObjectLiteralExpression(literal)
      ? intoLiteral(file, literal, shortLifetime)
      : options.members.has('signOptions')
        ? undefined
        : intoLiteral(file, options.literal, `signOptions: { ${shortLifetime} }`);
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

function add(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  library: string,
  found: TokenSigningFact['lifetime'],
  fix: TokenSigningFact['addLifetime'],
  part?: TokenSigningFact['part'],
): void {
  const within = file.within(node);
  // A refresh token is made to live long.
  const lifetime =
    found.kind === 'seconds' && isRefreshToken(file, node) ? ({ kind: 'set' } as const) : found;
  const claims = part === 'registration' ? [] : claimsOf(file, node, library);
  const signs = part === 'registration' ? undefined : signedParameter(file, node, library);
  file.facts.tokenSignings.push({
    library,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    lifetime,
    ...(part ? { part } : {}),
    ...(fix && found.kind === 'none' ? { addLifetime: fix } : {}),
    claims,
    ...(signs ? { signs } : {}),
    ...(within === undefined ? {} : { within }),
  });
}

/** Whether the words around a call speak of a refresh token: the variable or function that it is for, the key. */
function isRefreshToken(file: FileReader, node: ts.Node): boolean {
  const longLived = /refresh|remember/i;
  if (longLived.test(file.text(node))) return true;
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || isFunctionNode(at)) {
      if (at.name && longLived.test(file.text(at.name))) return true;
    }
    if (ts.isClassLike(at)) return false;
  }
  return false;
}
