#!/usr/bin/env bash
# express-session, cookie-session: a secure cookie behind a proxy is not set, and nothing says so.
#
# Guess:    `cookie: { secure: true }` sets a cookie that the browser sends over HTTPS only; behind a proxy that ends
#           TLS it works, as the browser speaks HTTPS.
# Fact:     Neither sets a cookie when express takes the connection for plain HTTP, which it does without 'trust
#           proxy': each request has a new session and every login is forgotten, with status 200 and no error.
# Versions: express-session 1.19.0, cookie-session 2.1.1, express 5.3.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent express@5.3.0 express-session@1.19.0 cookie-session@2.1.1 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import cookieSession from 'cookie-session';
import express from 'express';
import expressSession from 'express-session';

const secret = 'a secret for this test';
const kinds = {
  'express-session': () =>
    expressSession({ secret, resave: false, saveUninitialized: false, cookie: { secure: true } }),
  'cookie-session': () => cookieSession({ secret, secure: true }),
};

/** Status and cookie of the answer to a login that came to a proxy by HTTPS. */
async function login(session, trustProxy) {
  const app = express()
    .set('trust proxy', trustProxy)
    .use(session())
    .get('/', (request, response) => {
      request.session.user = 'ada';
      response.send('welcome');
    });
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const answer = await fetch(`http://127.0.0.1:${server.address().port}`, {
    headers: { 'x-forwarded-proto': 'https' },
  });
  return `${answer.status}, ${answer.headers.get('set-cookie') ? 'cookie' : 'no cookie'}`;
}
const seen = {};
for (const [name, session] of Object.entries(kinds)) {
  seen[`${name}, trust proxy false`] = await login(session, false);
  seen[`${name}, trust proxy 1`] = await login(session, 1);
}
console.log(seen);
assert.deepStrictEqual(seen, {
  'express-session, trust proxy false': '200, no cookie',
  'express-session, trust proxy 1': '200, cookie',
  'cookie-session, trust proxy false': '200, no cookie',
  'cookie-session, trust proxy 1': '200, cookie',
});
process.exit();
EOF
node check.mjs
