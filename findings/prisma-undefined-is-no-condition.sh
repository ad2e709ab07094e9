#!/usr/bin/env bash
# Prisma: `undefined` in a filter is no condition, and what that means turns round inside OR and NOT.
#
# Guess:    `deleteMany({ where: { tenant: undefined } })` deletes nothing or throws, like `findUnique({ where: { id:
#           undefined } })` does; a condition that is not there changes nothing else.
# Fact:     It deletes every row, and `findFirst({ where: { id: undefined } })` is the first row. `NOT: { tenant:
#           undefined }` is every row, `OR: [{ tenant: undefined }]` and `OR: []` are none, `OR: undefined` and `AND:
#           []` every row. An update of `{ id, tenant: undefined }` changes the row of any tenant.
# Versions: prisma and @prisma/client 7.10.0 with pglite-prisma-adapter 0.7.2 on @electric-sql/pglite 0.5.17; seen
#           with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent --ignore-scripts prisma@7.10.0 @prisma/client@7.10.0 pglite-prisma-adapter@0.7.2 \
  @electric-sql/pglite@0.5.17 tsx@4.23.15 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >prisma.config.ts <<'EOF'
export default { schema: 'schema.prisma' };
EOF
cat >schema.prisma <<'EOF'
generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
model Document {
  id     Int    @id
  tenant String
  title  String
}
EOF
# Generating needs no engine: naming any program as the engine spares its download. No version check either.
CHECKPOINT_DISABLE=1 PRISMA_SCHEMA_ENGINE_BINARY=$(type -P true) node_modules/.bin/prisma generate >/dev/null

cat >check.mts <<'EOF'
import assert from 'node:assert';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from './generated/client.ts';

const db = new PGlite();
await db.exec(`
  CREATE TABLE "Document" (id int PRIMARY KEY, tenant text NOT NULL, title text NOT NULL);
  INSERT INTO "Document" VALUES (1, 'a', 'one'), (2, 'b', 'two');
`);
const { document } = new PrismaClient({ adapter: new PrismaPGlite(db) });
const ids = async (where: object) =>
  (await document.findMany({ where, orderBy: { id: 'asc' } })).map((row) => row.id).join();
const seen = {
  'findUnique({ id: undefined })': await document
    .findUnique({ where: { id: undefined } as never })
    .catch(() => 'throws'),
  'findFirst({ id: undefined })': (
    await document.findFirst({ where: { id: undefined }, orderBy: { id: 'asc' } })
  )?.id,
  '{ tenant: undefined }': await ids({ tenant: undefined }),
  '{ tenant: { in: undefined } }': await ids({ tenant: { in: undefined } }),
  '{ NOT: { tenant: undefined } }': await ids({ NOT: { tenant: undefined } }),
  "{ OR: [{ tenant: undefined }, { tenant: 'b' }] }": await ids({
    OR: [{ tenant: undefined }, { tenant: 'b' }],
  }),
  '{ OR: [{ tenant: undefined }] }': await ids({ OR: [{ tenant: undefined }] }),
  '{ OR: [] }': await ids({ OR: [] }),
  '{ OR: undefined }': await ids({ OR: undefined }),
  '{ AND: [] }': await ids({ AND: [] }),
  'update({ id: 2, tenant: undefined })': (
    await document.update({ where: { id: 2, tenant: undefined }, data: { title: 'new' } })
  ).title,
  'deleteMany({ tenant: undefined })': (await document.deleteMany({ where: { tenant: undefined } })).count,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'findUnique({ id: undefined })': 'throws',
  'findFirst({ id: undefined })': 1,
  '{ tenant: undefined }': '1,2',
  '{ tenant: { in: undefined } }': '1,2',
  '{ NOT: { tenant: undefined } }': '1,2',
  "{ OR: [{ tenant: undefined }, { tenant: 'b' }] }": '2',
  '{ OR: [{ tenant: undefined }] }': '',
  '{ OR: [] }': '',
  '{ OR: undefined }': '1,2',
  '{ AND: [] }': '1,2',
  'update({ id: 2, tenant: undefined })': 'new',
  'deleteMany({ tenant: undefined })': 2,
});
process.exit();
EOF
node_modules/.bin/tsx check.mts
