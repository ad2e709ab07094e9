#!/usr/bin/env bash
# drizzle: an undefined condition is dropped, an undefined value is not.
#
# Guess:    `undefined` either throws or matches nothing. A DELETE whose only condition did not come about deletes
#           nothing.
# Fact:     `eq(column, undefined)` compares with NULL and matches nothing, but `and(undefined)`, `or(undefined)` and
#           `.where(undefined)` leave the WHERE out: `db.delete(t).where(and(id ? eq(t.id, id) : undefined))` without
#           an id is `delete from "t"`.
# Versions: drizzle-orm 0.45.4; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent drizzle-orm@0.45.4 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { and, eq, or } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';

const t = pgTable('t', { id: integer(), tenant: text() });
const db = drizzle(async () => ({ rows: [] }));
const seen = {
  'delete, eq(id, undefined)': db.delete(t).where(eq(t.id, undefined)).toSQL(),
  'delete, and(undefined)': db.delete(t).where(and(undefined)).toSQL(),
  'delete, and()': db
    .delete(t)
    .where(and(...[]))
    .toSQL(),
  'update, or(undefined, undefined)': db
    .update(t)
    .set({ tenant: 'a' })
    .where(or(undefined, undefined))
    .toSQL(),
  'delete, where(undefined)': db.delete(t).where(undefined).toSQL(),
  'delete, and(eq, undefined)': db
    .delete(t)
    .where(and(eq(t.tenant, 'a'), undefined))
    .toSQL(),
};
for (const name of Object.keys(seen)) seen[name] = seen[name].sql;
console.log(seen);
assert.deepStrictEqual(seen, {
  'delete, eq(id, undefined)': 'delete from "t" where "t"."id" = $1',
  'delete, and(undefined)': 'delete from "t"',
  'delete, and()': 'delete from "t"',
  'update, or(undefined, undefined)': 'update "t" set "tenant" = $1',
  'delete, where(undefined)': 'delete from "t"',
  'delete, and(eq, undefined)': 'delete from "t" where "t"."tenant" = $1',
});
EOF
node check.mjs
