#!/usr/bin/env bash
# TypeORM: an undefined id finds somebody, and version 1 turned that into an error.
#
# Guess:    `findOneBy({ id: undefined })` is null, `delete({ id: undefined })` deletes nothing or everything in the
#           same way as find selects, and an empty list of conditions matches nothing.
# Fact:     TypeORM 0.3 leaves an undefined or null condition out of find: `findOneBy({ id: undefined })` is the
#           first row of the table, `find({ where: { tenant: undefined } })` all of them; its delete compares with
#           NULL instead. TypeORM 1 throws in all of these, null included, but `find({ where: [] })` still is every
#           row.
# Versions: typeorm 0.3.31 and 1.1.1 on sql.js 1.14.1; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent typeorm@1.1.1 typeorm-0@npm:typeorm@0.3.31 sql.js@1.14.1 --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import * as one from 'typeorm';
import zero from 'typeorm-0';

/** What each query gives, as the ids of the rows or 'throws', on a table with a row of tenant a and one of tenant b. */
async function measure({ DataSource, EntitySchema }) {
  const Document = new EntitySchema({
    name: 'Document',
    columns: { id: { type: Number, primary: true }, tenant: { type: String } },
  });
  const source = new DataSource({ type: 'sqljs', entities: [Document], synchronize: true });
  await source.initialize();
  const documents = source.getRepository(Document);
  await documents.save([
    { id: 1, tenant: 'a' },
    { id: 2, tenant: 'b' },
  ]);
  const ids = (rows) => rows.map((row) => row.id);
  const queries = {
    'findOneBy({ id: undefined })': () =>
      documents.findOneBy({ id: undefined }).then((row) => row && [row.id]),
    'find({ tenant: undefined })': () => documents.findBy({ tenant: undefined }).then(ids),
    'find({ tenant: null })': () => documents.findBy({ tenant: null }).then(ids),
    'find([])': () => documents.find({ where: [] }).then(ids),
    'rows left after delete({ id: undefined })': () =>
      documents.delete({ id: undefined }).then(() => documents.count()),
  };
  const seen = {};
  for (const [name, query] of Object.entries(queries)) seen[name] = await query().catch(() => 'throws');
  return seen;
}

const seen = { 'typeorm 0.3': await measure(zero), 'typeorm 1': await measure(one) };
console.log(seen);
assert.deepStrictEqual(seen, {
  'typeorm 0.3': {
    'findOneBy({ id: undefined })': [1],
    'find({ tenant: undefined })': [1, 2],
    'find({ tenant: null })': [1, 2],
    'find([])': [1, 2],
    'rows left after delete({ id: undefined })': 2,
  },
  'typeorm 1': {
    'findOneBy({ id: undefined })': 'throws',
    'find({ tenant: undefined })': 'throws',
    'find({ tenant: null })': 'throws',
    'find([])': [1, 2],
    'rows left after delete({ id: undefined })': 'throws',
  },
});
process.exit();
EOF
node check.mjs
