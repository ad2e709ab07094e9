#!/usr/bin/env bash
# pg-boss, graphile-worker: a job that fails is run again by default, and `singletonKey` alone does not make it
# single.
#
# Guess:    Retries are something one asks for, and two jobs sent with the same `singletonKey` become one.
# Fact:     pg-boss makes a queue with retryLimit 2 and retryDelay 0: a job that sends a mail and then fails sends
#           three mails within a second or two. In a queue of the default policy, `singletonKey` without
#           `singletonSeconds` is only written down: both jobs are run. graphile-worker allows 25 attempts.
# Versions: pg-boss 12.38.0, graphile-worker 0.18.0, pg 8.23.1, on @electric-sql/pglite 0.5.17 with
#           @electric-sql/pglite-socket 0.2.17; seen with Node 20.20.2 (pg-boss asks for 22).
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent pg-boss@12.38.0 graphile-worker@0.18.0 pg@8.23.1 \
  @electric-sql/pglite@0.5.17 @electric-sql/pglite-socket@0.2.17 @opentelemetry/api@1.9.0 --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { makeWorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { fromPglite, PgBoss } from 'pg-boss';

const db = new PGlite();
const boss = new PgBoss({ db: fromPglite(db), schedule: false, supervise: false });
boss.on('error', (error) => console.error(error.message));
await boss.start();

await boss.createQueue('mail');
const runs = [];
await boss.work('mail', { pollingIntervalSeconds: 0.5 }, async () => {
  runs.push(Date.now());
  throw new Error('failed after the mail was sent');
});
await boss.send('mail', {});

await boss.createQueue('report');
for (let i = 0; i < 2; i++) await boss.send('report', {}, { singletonKey: 'march' });
const done = new Set();
await boss.work('report', { pollingIntervalSeconds: 0.5 }, async ([job]) => void done.add(job.id));
await new Promise((resolve) => setTimeout(resolve, 6000));
const [first, , last] = runs;
await boss.stop({ graceful: false });

const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1' });
await server.start();
const pgPool = new pg.Pool({
  connectionString: `postgres://postgres@${server.getServerConn()}/postgres`,
  max: 1,
});
for (const event of ['error', 'connect']) pgPool.on(event, () => {});
const utils = await makeWorkerUtils({ pgPool });
await utils.migrate();

const seen = {
  'pg-boss, runs of a job that fails': runs.length,
  'pg-boss, all within 5 s': last - first < 5000,
  'pg-boss, jobs with the same singletonKey that ran': done.size,
  'graphile-worker, attempts allowed': (await utils.addJob('mail', {})).max_attempts,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'pg-boss, runs of a job that fails': 3,
  'pg-boss, all within 5 s': true,
  'pg-boss, jobs with the same singletonKey that ran': 2,
  'graphile-worker, attempts allowed': 25,
});
process.exit();
EOF
node check.mjs
