#!/usr/bin/env bash
# PostgreSQL: statements that succeed and lose something.
#
# Guess:    A COMMIT without an error has committed; joining NULL to a document leaves it as it is; a time with an
#           offset is converted or refused; ON DELETE SET NULL touches the reference only; a key (tenant, id) checks
#           every row; and DO NOTHING RETURNING gives the row that is there.
# Fact:     COMMIT after a failed statement succeeds as ROLLBACK. `data || NULL` and `jsonb_set(data, path, NULL)`
#           make the whole document NULL. '10:00+05'::timestamp is 10:00. A NULL in one part of a composite foreign
#           key switches the check off for the other parts, and SET NULL clears the tenant, too (unless `SET NULL
#           (column)`). DO NOTHING RETURNING gives no row. ON CONFLICT (email) does not take a partial unique index
#           (42P10).
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
const rows = async (query) => (await db.query(query)).rows;
const fails = (query) =>
  db.query(query).then(
    () => 'no error',
    (error) => error.code,
  );
await db.exec(`
  CREATE TABLE account (email text UNIQUE);
  CREATE TABLE archived (email text, deleted_at timestamptz);
  CREATE UNIQUE INDEX ON archived (email) WHERE deleted_at IS NULL;
  CREATE TABLE folder (tenant int, id int, PRIMARY KEY (tenant, id));
  CREATE TABLE file (tenant int, folder int, FOREIGN KEY (tenant, folder) REFERENCES folder ON DELETE SET NULL);
  INSERT INTO folder VALUES (1, 1);
  INSERT INTO file VALUES (1, 1);
`);

await db.exec("BEGIN; INSERT INTO account VALUES ('a')");
const failed = await fails('SELECT 1 / 0');
const [commit] = await db.exec('COMMIT');
const afterCommit = await rows('SELECT * FROM account');
await db.exec("INSERT INTO account VALUES ('a')");
const [document] = await rows(
  `SELECT '{"a":1}'::jsonb || NULL AS joined, jsonb_set('{"a":1}', '{a}', NULL) AS set`,
);
const [time] = await rows("SELECT '2026-01-01 10:00:00+05'::timestamp::text AS t");
const unknownTenant = await fails('INSERT INTO file VALUES (99, NULL)');
await db.exec('DELETE FROM file WHERE tenant = 99; DELETE FROM folder');
const seen = {
  'failed statement': failed,
  'command of the COMMIT': commit.command,
  'rows after it': afterCommit.length,
  'document || NULL, jsonb_set(.., NULL)': document,
  "'10:00:00+05'::timestamp": time.t,
  'file of an unknown tenant, folder NULL': unknownTenant,
  'file after its folder was deleted': await rows('SELECT * FROM file'),
  'DO NOTHING RETURNING, row exists': await rows(
    "INSERT INTO account VALUES ('a') ON CONFLICT DO NOTHING RETURNING *",
  ),
  'ON CONFLICT (email), partial index': await fails(
    "INSERT INTO archived VALUES ('a') ON CONFLICT (email) DO NOTHING",
  ),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'failed statement': '22012',
  'command of the COMMIT': 'ROLLBACK',
  'rows after it': 0,
  'document || NULL, jsonb_set(.., NULL)': { joined: null, set: null },
  "'10:00:00+05'::timestamp": '2026-01-01 10:00:00',
  'file of an unknown tenant, folder NULL': 'no error',
  'file after its folder was deleted': [{ tenant: null, folder: null }],
  'DO NOTHING RETURNING, row exists': [],
  'ON CONFLICT (email), partial index': '42P10',
});
EOF
node check.mjs
