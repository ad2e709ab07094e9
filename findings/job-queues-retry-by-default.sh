#!/usr/bin/env bash
# pg-boss: a job that fails is run three times at once, and `singletonKey` alone does not make it single.
#
# Guess:    Retries are something one asks for (BullMQ's default is one attempt), and two jobs sent with the same
#           `singletonKey` become one.
# Fact:     A queue is made with retryLimit 2 and retryDelay 0: a job that sends a mail and then fails sends three mails within
#           a second or two. In a queue of the default policy, `singletonKey` without `singletonSeconds` is only written down:
#           both jobs are queued and run.
# Versions: pg-boss 12.38.0 on @electric-sql/pglite 0.5.17; seen with Node 20.20.2 (pg-boss asks for 22).
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent pg-boss@12.38.0 @electric-sql/pglite@0.5.17

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { PGlite } from '@electric-sql/pglite';
import { fromPglite, PgBoss } from 'pg-boss';

const boss = new PgBoss({ db: fromPglite(new PGlite()), schedule: false, supervise: false });
boss.on('error', (error) => console.error(error.message));
await boss.start();

await boss.createQueue('mail');
const runs = [];
await boss.work('mail', { pollingIntervalSeconds: 0.5 }, async () => {
  runs.push(Date.now());
  throw new Error('failed after the mail was sent');
});
await boss.send('mail', {});
await new Promise((resolve) => setTimeout(resolve, 6000));

await boss.createQueue('report');
const jobs = new Set();
for (let i = 0; i < 2; i++) jobs.add(await boss.send('report', {}, { singletonKey: 'march' }));
const done = new Set();
await boss.work('report', { pollingIntervalSeconds: 0.5 }, async ([job]) => void done.add(job.id));
await new Promise((resolve) => setTimeout(resolve, 3000));

const seen = { runs: runs.length, 'within 3 s': runs.at(-1) - runs[0] < 3000, 'jobs with the same key that ran': done.size };
console.log(seen);
assert.deepStrictEqual(seen, { runs: 3, 'within 3 s': true, 'jobs with the same key that ran': 2 });
process.exit();
EOF
node check.mjs
