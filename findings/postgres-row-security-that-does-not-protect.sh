#!/usr/bin/env bash
# PostgreSQL: row level security that is written down and does not protect.
#
# Guess:    FORCE ROW LEVEL SECURITY is the stronger form of ENABLE; a view on a protected table is protected; and
#           `current_setting('app.tenant', true)` is NULL when no tenant is set.
# Fact:     FORCE without ENABLE protects nothing, without a warning. A view reads with the rights of its owner
#           unless it is `security_invoker`; a materialized view keeps every tenant's rows. The setting is NULL only
#           before its first use on the connection, and '' from then on, so on a pooled connection `IS NULL` guards
#           behave differently later.
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
  CREATE TABLE enabled (tenant text);
  INSERT INTO enabled VALUES ('a'), ('b');
  CREATE TABLE forced AS TABLE enabled;
  CREATE POLICY tenant ON enabled USING (tenant = current_setting('app.tenant', true));
  CREATE POLICY tenant ON forced USING (tenant = current_setting('app.tenant', true));
  ALTER TABLE enabled ENABLE ROW LEVEL SECURITY;
  ALTER TABLE forced FORCE ROW LEVEL SECURITY;
  CREATE VIEW plain_view AS TABLE enabled;
  CREATE VIEW invoker_view WITH (security_invoker) AS TABLE enabled;
  CREATE MATERIALIZED VIEW materialized_view AS TABLE enabled;
  CREATE ROLE app;
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO app;
  SET ROLE app;
`);
const setting = async () =>
  (await db.query("SELECT current_setting('app.tenant', true) AS tenant")).rows[0].tenant;
const seen = { 'setting at first': await setting() };
await db.exec("BEGIN; SET LOCAL app.tenant = 'a'; COMMIT");
seen['setting after a transaction that set it'] = await setting();
for (const table of ['enabled', 'forced', 'plain_view', 'invoker_view', 'materialized_view']) {
  seen[table] = (await db.query(`SELECT * FROM ${table}`)).rows.length;
}
console.log(seen);
assert.deepStrictEqual(seen, {
  'setting at first': null,
  'setting after a transaction that set it': '',
  enabled: 0,
  forced: 2,
  plain_view: 2,
  invoker_view: 0,
  materialized_view: 2,
});
EOF
node check.mjs
