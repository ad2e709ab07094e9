#!/usr/bin/env bash
# JWT libraries: the same number is a second, a millisecond or a moment in 1970.
#
# Guess:    `expiresIn: 3600` is an hour everywhere, `'3600'` is the same, and jose's `setExpirationTime(900)` is 15
#           minutes.
# Fact:     fast-jwt reads the number as milliseconds (@fastify/jwt, which is built on it, as seconds). jsonwebtoken
#           reads the string `'3600'` as milliseconds: the token lives three seconds. jose reads 900 as the moment
#           900 seconds after 1970, so the token has always expired. A registered default is kept when the call has
#           other options.
# Versions: jsonwebtoken 9.0.3, fast-jwt 6.3.6, @fastify/jwt 10.2.8 with fastify 5.12.8, jose 6.2.18; seen with Node
#           20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent jsonwebtoken@9.0.3 fast-jwt@6.3.6 fastify@5.12.8 @fastify/jwt@10.2.8 jose@6.2.18 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import fastifyJwt from '@fastify/jwt';
import { createSigner } from 'fast-jwt';
import fastify from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';

const secret = 'a secret for this test that is long enough';
/** The lifetime that stands in the token, in seconds. */
function lifetime(token) {
  const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  return exp === undefined ? 'none' : exp - iat;
}

const app = fastify();
await app.register(fastifyJwt, { secret, sign: { expiresIn: '15m' } });
await app.ready();
const key = new TextEncoder().encode(secret);
const jose = (time) =>
  new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime(time).sign(key);
const joseNumber = await jose(900);

const seen = {
  'jsonwebtoken 3600': lifetime(jsonwebtoken.sign({}, secret, { expiresIn: 3600 })),
  "jsonwebtoken '3600'": lifetime(jsonwebtoken.sign({}, secret, { expiresIn: '3600' })),
  'fast-jwt 3_600_000':
    Math.floor(lifetime(createSigner({ key: secret, expiresIn: 3_600_000 })({})) / 10) * 10,
  '@fastify/jwt 3600': lifetime(app.jwt.sign({}, { expiresIn: 3600 })),
  '@fastify/jwt, registered 15m, other options in the call': lifetime(app.jwt.sign({}, { iss: 'me' })),
  "jose '15m'": lifetime(await jose('15m')),
  'jose 900, verified at once': await jwtVerify(joseNumber, key).then(
    () => 'valid',
    (error) => error.code,
  ),
  'jsonwebtoken, no options': lifetime(jsonwebtoken.sign({}, secret)),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'jsonwebtoken 3600': 3600,
  "jsonwebtoken '3600'": 3,
  'fast-jwt 3_600_000': 3600,
  '@fastify/jwt 3600': 3600,
  '@fastify/jwt, registered 15m, other options in the call': 900,
  "jose '15m'": 900,
  'jose 900, verified at once': 'ERR_JWT_EXPIRED',
  'jsonwebtoken, no options': 'none',
});
EOF
node check.mjs
