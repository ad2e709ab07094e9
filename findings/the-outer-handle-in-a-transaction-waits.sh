#!/usr/bin/env bash
# drizzle, kysely, knex, postgres.js: the outer handle inside a transaction.
#
# Guess:    A query made with `db` instead of `tx` inside the callback runs in the transaction all the same, as there
#           is only one connection; at worst it fails after the pool's time limit.
# Fact:     It asks the pool for a connection of its own. With none left (a pool of one, or as many requests at once
#           as the pool is large) it waits for the transaction that waits for it: drizzle and kysely on a pg pool,
#           and postgres.js, without end; knex fails with KnexTimeoutError (60 s by default).
# Versions: drizzle-orm 0.45.4, kysely 0.29.9, pg 8.23.1, knex 3.3.0, postgres 3.4.9 on @electric-sql/pglite 0.5.17
#           with @electric-sql/pglite-socket 0.2.17; seen with Node 20.20.2.
# Source:   measured (knex's limit scaled to a second).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent drizzle-orm@0.45.4 kysely@0.29.9 pg@8.23.1 knex@3.3.0 postgres@3.4.9 \
  @electric-sql/pglite@0.5.17 @electric-sql/pglite-socket@0.2.17 --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import createKnex from 'knex';
import { Kysely, PostgresDialect, sql as kyselySql } from 'kysely';
import pg from 'pg';
import postgres from 'postgres';
import { isDeepStrictEqual } from 'node:util';

const database = await PGlite.create();
/** What each library does, given the address of the database, with the transaction's handle or with the outer one. */
const libraries = {
  async drizzle(connectionString, outer) {
    const db = drizzle(new pg.Pool({ connectionString, max: 1 }));
    await db.transaction((tx) => (outer ? db : tx).execute(drizzleSql`SELECT 1`));
  },
  async kysely(connectionString, outer) {
    const db = new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) }),
    });
    await db.transaction().execute((tx) => kyselySql`SELECT 1`.execute(outer ? db : tx));
  },
  async knex(connection, outer) {
    const db = createKnex({
      client: 'pg',
      connection,
      pool: { min: 0, max: 1 },
      acquireConnectionTimeout: 1000,
    });
    await db.transaction((tx) => (outer ? db : tx).raw('SELECT 1'));
  },
  async 'postgres.js'(address, outer) {
    const db = postgres(address, { max: 1 });
    await db.begin((tx) => (outer ? db : tx)`SELECT 1`);
  },
};
/** The end of the call, for which the database is served anew, so that a transaction left open does not block the next. */
async function outcome(call, outer) {
  const server = new PGLiteSocketServer({ db: database, port: 0, host: '127.0.0.1' });
  await server.start();
  const end = await Promise.race([
    call(`postgres://postgres@${server.getServerConn()}/postgres`, outer).then(
      () => 'answered',
      (error) => error.name,
    ),
    new Promise((resolve) => setTimeout(resolve, 4000, 'still waiting after 4 s')),
  ]);
  await server.stop();
  await database.exec('ROLLBACK');
  return end;
}
// What is still waiting fails when its server stops, which is of no interest any more; what else fails ends here.
process.on('unhandledRejection', () => {}).on('uncaughtException', () => {});
setTimeout(() => process.exit(1), 50_000);
const seen = {};
for (const [name, call] of Object.entries(libraries)) {
  seen[`${name}, handle of the transaction`] = await outcome(call, false);
  seen[`${name}, outer handle`] = await outcome(call, true);
}
console.log(seen);
const holds = isDeepStrictEqual(seen, {
  'drizzle, handle of the transaction': 'answered',
  'drizzle, outer handle': 'still waiting after 4 s',
  'kysely, handle of the transaction': 'answered',
  'kysely, outer handle': 'still waiting after 4 s',
  'knex, handle of the transaction': 'answered',
  'knex, outer handle': 'KnexTimeoutError',
  'postgres.js, handle of the transaction': 'answered',
  'postgres.js, outer handle': 'still waiting after 4 s',
});
process.exit(holds ? 0 : 1);
EOF
node check.mjs
