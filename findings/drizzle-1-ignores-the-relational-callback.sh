#!/usr/bin/env bash
# drizzle 1.0: the relational `where` callback of 0.x is ignored.
#
# Guess:    `db.query.documents.findMany({ where: (t, { eq }) => eq(t.tenant, 'a') })`, the documented form of 0.x,
#           either goes on working after the upgrade or fails at once.
# Fact:     It runs without WHERE and gives every tenant's rows; `orderBy` callbacks go on working. `{ tenant: {
#           isNull: false } }` is no condition either, while `{ tenant: undefined }` and `{ OR: [] }` throw. The new
#           forms are `{ tenant: 'a' }` and `{ RAW: (t) => eq(t.tenant, 'a') }`.
# Versions: drizzle-orm 1.0.0-rc.5 and 0.45.4; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent drizzle-orm@1.0.0-rc.5 drizzle-0@npm:drizzle-orm@0.45.4 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { integer as integer0, pgTable as table0, text as text0 } from 'drizzle-0/pg-core';
import { drizzle as drizzle0 } from 'drizzle-0/pg-proxy';
import { defineRelations, eq } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';

const rows = async () => ({ rows: [] });
const zero = drizzle0(rows, {
  schema: { documents: table0('documents', { id: integer0().primaryKey(), tenant: text0() }) },
});
const documents = pgTable('documents', { id: integer().primaryKey(), tenant: text() });
const one = drizzle(rows, { relations: defineRelations({ documents }) });

/** Whether the statement has a condition on the tenant. */
function filter(db, query) {
  try {
    return /where.*tenant/is.test(db.query.documents.findMany(query).toSQL().sql) ? 'filters' : 'every row';
  } catch {
    return 'throws';
  }
}
const callback = { where: (t, { eq }) => eq(t.tenant, 'a') };
const seen = {
  '0.45 callback': filter(zero, callback),
  '1.0 callback': filter(one, callback),
  "1.0 { tenant: 'a' }": filter(one, { where: { tenant: 'a' } }),
  '1.0 { RAW }': filter(one, { where: { RAW: (t) => eq(t.tenant, 'a') } }),
  '1.0 { tenant: { isNull: false } }': filter(one, { where: { tenant: { isNull: false } } }),
  '1.0 { tenant: undefined }': filter(one, { where: { tenant: undefined } }),
  '1.0 { OR: [] }': filter(one, { where: { OR: [] } }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  '0.45 callback': 'filters',
  '1.0 callback': 'every row',
  "1.0 { tenant: 'a' }": 'filters',
  '1.0 { RAW }': 'filters',
  '1.0 { tenant: { isNull: false } }': 'every row',
  '1.0 { tenant: undefined }': 'throws',
  '1.0 { OR: [] }': 'throws',
});
EOF
node check.mjs
