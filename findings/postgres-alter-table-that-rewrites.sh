#!/usr/bin/env bash
# PostgreSQL: which ALTER TABLE rewrites the table, and which locks another one.
#
# Guess:    Adding a column with a default has been free since version 11; spelling out the time zone makes the
#           change to timestamptz no costlier; NOT VALID makes a foreign key free of blocking locks.
# Fact:     A volatile default (gen_random_uuid(), clock_timestamp()) rewrites the table, now() does not. timestamp
#           to timestamptz in a UTC session is free, with `USING c AT TIME ZONE 'UTC'` it rewrites. varchar is free
#           to widen and rewrites to narrow. ADD FOREIGN KEY ... NOT VALID takes ShareRowExclusive, which stops
#           writes, on the parent table, too.
# Versions: PostgreSQL 18.7 in @electric-sql/pglite 0.5.17; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent @electric-sql/pglite@0.5.17 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { PGlite } from '@electric-sql/pglite';

const db = new PGlite();
await db.exec(`
  SET TimeZone = 'UTC';
  CREATE TABLE parent (id int PRIMARY KEY);
  CREATE TABLE child (parent_id int, t1 timestamp, t2 timestamp, v varchar(20), i int);
  INSERT INTO child VALUES (1, now(), now(), 'text', 1);
`);
const file = async () => (await db.query("SELECT pg_relation_filenode('child') AS file")).rows[0].file;
const seen = {};
for (const change of [
  'ADD a1 timestamptz DEFAULT now()',
  'ADD a2 timestamptz DEFAULT clock_timestamp()',
  'ADD a3 uuid DEFAULT gen_random_uuid()',
  'ALTER t1 TYPE timestamptz',
  "ALTER t2 TYPE timestamptz USING t2 AT TIME ZONE 'UTC'",
  'ALTER v TYPE varchar(40)',
  'ALTER v TYPE varchar(30)',
  'ALTER i TYPE bigint',
]) {
  const before = await file();
  await db.exec(`ALTER TABLE child ${change}`);
  seen[change] = before === (await file()) ? 'no rewrite' : 'rewrite';
}
await db.exec(
  'BEGIN; ALTER TABLE child ADD CONSTRAINT key FOREIGN KEY (parent_id) REFERENCES parent NOT VALID',
);
const locks = await db.query(
  "SELECT mode FROM pg_locks WHERE relation = 'parent'::regclass AND mode LIKE '%Exclusive%'",
);
await db.exec('ROLLBACK');
seen['ADD FOREIGN KEY ... NOT VALID, lock on the parent'] = locks.rows.map((lock) => lock.mode).join();
console.log(seen);
assert.deepStrictEqual(seen, {
  'ADD a1 timestamptz DEFAULT now()': 'no rewrite',
  'ADD a2 timestamptz DEFAULT clock_timestamp()': 'rewrite',
  'ADD a3 uuid DEFAULT gen_random_uuid()': 'rewrite',
  'ALTER t1 TYPE timestamptz': 'no rewrite',
  "ALTER t2 TYPE timestamptz USING t2 AT TIME ZONE 'UTC'": 'rewrite',
  'ALTER v TYPE varchar(40)': 'no rewrite',
  'ALTER v TYPE varchar(30)': 'rewrite',
  'ALTER i TYPE bigint': 'rewrite',
  'ADD FOREIGN KEY ... NOT VALID, lock on the parent': 'ShareRowExclusiveLock',
});
EOF
node check.mjs
