#!/usr/bin/env bash
# drizzle, MikroORM, TypeORM: a second `.where()` replaces the first.
#
# Guess:    Conditions add up, as in knex and kysely: a query that was limited to the tenant stays so when another
#           `.where()` is added.
# Fact:     In drizzle (with `$dynamic()` the compiler agrees), MikroORM and TypeORM the last `.where()` is the only
#           one. The tenant is gone without an error; `and(...)` and `.andWhere()` are what adds.
# Versions: drizzle-orm 0.45.4, @mikro-orm/postgresql 7.2.5, typeorm 0.3.31, kysely 0.29.9, knex 3.3.0; seen with
#           Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent drizzle-orm@0.45.4 @mikro-orm/core@7.2.5 @mikro-orm/postgresql@7.2.5 typeorm@0.3.31 pg@8.23.1 kysely@0.29.9 knex@3.3.0 \
  --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { EntitySchema as MikroSchema, MikroORM } from '@mikro-orm/postgresql';
import { eq } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import knex from 'knex';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import typeorm from 'typeorm';

const table = pgTable('document', { id: integer(), tenant: text() });
const drizzled = drizzle(async () => ({ rows: [] }))
  .select()
  .from(table);

const MikroDocument = new MikroSchema({
  name: 'Document',
  properties: { id: { type: 'number', primary: true }, tenant: { type: 'string' } },
});
const mikro = await MikroORM.init({ entities: [MikroDocument], dbName: 'never connected' });

const OrmDocument = new typeorm.EntitySchema({
  name: 'document',
  columns: { id: { type: Number, primary: true }, tenant: { type: String } },
});
const source = new typeorm.DataSource({ type: 'postgres', entities: [OrmDocument] });
await source.buildMetadatas();

const kysely = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const queries = {
  drizzle: drizzled.where(eq(table.tenant, 'a')).where(eq(table.id, 1)).toSQL().sql,
  'drizzle $dynamic()': drizzled.$dynamic().where(eq(table.tenant, 'a')).where(eq(table.id, 1)).toSQL().sql,
  mikro: mikro.em
    .fork()
    .createQueryBuilder('Document')
    .select('*')
    .where({ tenant: 'a' })
    .where({ id: 1 })
    .getQuery(),
  typeorm: source
    .createQueryBuilder(OrmDocument, 'd')
    .where('d.tenant = :t', { t: 'a' })
    .where('d.id = :i', { i: 1 })
    .getQuery(),
  kysely: kysely.selectFrom('document').selectAll().where('tenant', '=', 'a').where('id', '=', 1).compile()
    .sql,
  knex: knex({ client: 'pg' })('document').where('tenant', 'a').where('id', 1).toString(),
};
console.log(queries);
const tenantKept = Object.fromEntries(
  Object.entries(queries).map(([name, query]) => [name, /where.*tenant/is.test(query)]),
);
assert.deepStrictEqual(tenantKept, {
  drizzle: false,
  'drizzle $dynamic()': false,
  mikro: false,
  typeorm: false,
  kysely: true,
  knex: true,
});
process.exit();
EOF
node check.mjs
