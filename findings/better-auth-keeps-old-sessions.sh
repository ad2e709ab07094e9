#!/usr/bin/env bash
# better-auth: a new password leaves the old sessions alive, and sign-up takes a role.
#
# Guess:    Changing the password ends the other sessions; `additionalFields: { role: { defaultValue: 'user' } }`
#           gives every new user that role; sign-in is rate limited.
# Fact:     Other sessions stay (for seven days) unless the call says `revokeOtherSessions: true`. An additional
#           field may be set by the body of the sign-up unless it says `input: false`: `role: 'admin'` is stored. The
#           rate limit is off unless NODE_ENV is production, and counts in memory.
# Versions: better-auth 1.7.25; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent better-auth@1.7.25 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';

/** A server over an empty memory, whose additional field `role` has the given options besides its default. */
const create = (role) =>
  betterAuth({
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    secret: 'a secret for this test that is long enough 0123456789',
    baseURL: 'http://127.0.0.1:3000',
    emailAndPassword: { enabled: true },
    user: { additionalFields: { role: { type: 'string', defaultValue: 'user', ...role } } },
    logger: { disabled: true },
  });
const email = 'ada@example.org';
const cookie = (answer) => new Headers({ cookie: answer.headers.get('set-cookie').split(';')[0] });
const signUp = (auth, more) =>
  auth.api.signUpEmail({ body: { email, password: 'password one', name: 'Ada', ...more }, asResponse: true });
const signIn = (auth, password) => auth.api.signInEmail({ body: { email, password }, asResponse: true });
const alive = async (auth, headers) => (await auth.api.getSession({ headers })) !== null;

const auth = create({});
const first = await signUp(auth);
const second = cookie(await signIn(auth, 'password one'));
await auth.api.changePassword({
  body: { currentPassword: 'password one', newPassword: 'password two' },
  headers: second,
});
const stays = await alive(auth, cookie(first));
const third = cookie(await signIn(auth, 'password two'));
await auth.api.changePassword({
  body: { currentPassword: 'password two', newPassword: 'password three', revokeOtherSessions: true },
  headers: third,
});

const roleOf = async (auth) => (await (await signUp(auth, { role: 'admin' })).json()).user.role;
const context = await auth.$context;
const seen = {
  'first session after the password was changed': stays ? 'alive' : 'ended',
  'the same with revokeOtherSessions': (await alive(auth, cookie(first))) ? 'alive' : 'ended',
  'session cookie': /Max-Age=\d+/.exec(first.headers.get('set-cookie'))[0],
  'role after sign-up with role admin': await roleOf(create({})),
  'the same, input: false': await roleOf(create({ input: false })),
  'rate limit': context.rateLimit.enabled,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'first session after the password was changed': 'alive',
  'the same with revokeOtherSessions': 'ended',
  'session cookie': 'Max-Age=604800',
  'role after sign-up with role admin': 'admin',
  'the same, input: false': 'user',
  'rate limit': false,
});
process.exit();
EOF
env -u NODE_ENV node check.mjs
