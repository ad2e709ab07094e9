#!/usr/bin/env bash
# kysely, knex, Sequelize: what an empty or undefined filter becomes.
#
# Guess:    An empty list of alternatives matches nothing, an empty filter in a DELETE is refused, and a library that
#           refuses `undefined` in one place refuses it in all.
# Fact:     kysely drops an undefined member of `eb.and({...})` (1 = 1) but compares `where(c, '=', undefined)` with
#           NULL. knex throws for an undefined value and yet deletes the whole table for `where({})` and `where(() =>
#           {})`. Sequelize 6 throws for `{ c: undefined }`, makes `0 = 1` of `[Op.or]: []`, but no WHERE of `{ c: {
#           [Op.or]: [] } }`; Sequelize 7 makes no WHERE of either.
# Versions: kysely 0.29.9, knex 3.3.0, sequelize 6.37.8, @sequelize/core 7.0.0-alpha.48; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent kysely@0.29.9 knex@3.3.0 sequelize@6.37.8 pg@8.23.1 @sequelize/core@7.0.0-alpha.48 \
  @sequelize/postgres@7.0.0-alpha.48 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { Sequelize as Sequelize7, DataTypes, Op as Op7 } from '@sequelize/core';
import { PostgresDialect } from '@sequelize/postgres';
import createKnex from 'knex';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { Op, Sequelize } from 'sequelize';

const kysely = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const knex = createKnex({ client: 'pg' });
const six = new Sequelize({ dialect: 'postgres' });
const model6 = six.define('t', { c: 'text' });
const sequelize6 = (where) => six.getQueryInterface().queryGenerator.selectQuery('t', { where }, model6);
const seven = new Sequelize7({ dialect: PostgresDialect });
const model7 = seven.define('t', { c: DataTypes.TEXT }, { tableName: 't' });
const sequelize7 = (where) => seven.queryGenerator.selectQuery(model7.table, { model: model7, where });

/** The condition of the statement, or that it has none, or that it was refused. */
function condition(make) {
  try {
    return make().match(/where (.*?);?$/is)?.[1] ?? 'no WHERE';
  } catch {
    return 'throws';
  }
}
const remove = (where) => where(kysely.deleteFrom('t')).compile().sql;
const seen = {
  'kysely eb.and({ c: undefined })': condition(() =>
    remove((q) => q.where((eb) => eb.and({ c: undefined }))),
  ),
  "kysely where('c', '=', undefined)": condition(() => remove((q) => q.where('c', '=', undefined))),
  'kysely eb.and([])': condition(() => remove((q) => q.where((eb) => eb.and([])))),
  'kysely eb.or([])': condition(() => remove((q) => q.where((eb) => eb.or([])))),
  'knex where({ c: undefined }).del()': condition(() => knex('t').where({ c: undefined }).del().toString()),
  'knex where({}).del()': condition(() => knex('t').where({}).del().toString()),
  'knex where(() => {}).del()': condition(() =>
    knex('t')
      .where(() => {})
      .del()
      .toString(),
  ),
  "knex whereNotIn('c', []).del()": condition(() => knex('t').whereNotIn('c', []).del().toString()),
  'sequelize 6 { c: undefined }': condition(() => sequelize6({ c: undefined })),
  'sequelize 6 { [Op.or]: [] }': condition(() => sequelize6({ [Op.or]: [] })),
  'sequelize 6 { c: { [Op.or]: [] } }': condition(() => sequelize6({ c: { [Op.or]: [] } })),
  'sequelize 7 { c: undefined }': condition(() => sequelize7({ c: undefined })),
  'sequelize 7 { [Op.or]: [] }': condition(() => sequelize7({ [Op7.or]: [] })),
  'sequelize 7 { c: { [Op.or]: [] } }': condition(() => sequelize7({ c: { [Op7.or]: [] } })),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'kysely eb.and({ c: undefined })': '1 = 1',
  "kysely where('c', '=', undefined)": '"c" = $1',
  'kysely eb.and([])': '1 = 1',
  'kysely eb.or([])': '1 = 0',
  'knex where({ c: undefined }).del()': 'throws',
  'knex where({}).del()': 'no WHERE',
  'knex where(() => {}).del()': 'no WHERE',
  "knex whereNotIn('c', []).del()": '1 = 1',
  'sequelize 6 { c: undefined }': 'throws',
  'sequelize 6 { [Op.or]: [] }': '0 = 1',
  'sequelize 6 { c: { [Op.or]: [] } }': 'no WHERE',
  'sequelize 7 { c: undefined }': 'throws',
  'sequelize 7 { [Op.or]: [] }': 'no WHERE',
  'sequelize 7 { c: { [Op.or]: [] } }': 'no WHERE',
});
process.exit();
EOF
node check.mjs
