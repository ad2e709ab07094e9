#!/usr/bin/env bash
# Guess:    MikroORM makes an index for each @ManyToOne, or for none, whatever the database is.
# Behaviour: on SQLite the generated schema has one, on PostgreSQL it has not: deletes of the parent then read the whole child table.
# Version:  @mikro-orm/core, @mikro-orm/postgresql and @mikro-orm/libsql 7.2.1; no database is asked, only the schema is generated.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @mikro-orm/core@7.2.1 @mikro-orm/postgresql@7.2.1 @mikro-orm/libsql@7.2.1 >/dev/null || exit 2
cat >check.mjs <<'JS'
import { EntitySchema } from '@mikro-orm/core';
import { MikroORM as LibSql } from '@mikro-orm/libsql';
import { MikroORM as PostgreSql } from '@mikro-orm/postgresql';

const Ticket = new EntitySchema({ name: 'Ticket', properties: { id: { type: 'number', primary: true } } });
const Comment = new EntitySchema({
  name: 'Comment',
  properties: {
    id: { type: 'number', primary: true },
    ticket: { kind: 'm:1', entity: () => 'Ticket' },
  },
});
const seen = {};
for (const [name, Orm] of [['postgresql', PostgreSql], ['sqlite', LibSql]]) {
  const orm = new Orm({ entities: [Ticket, Comment], dbName: 'app', connect: false });
  const sql = await orm.schema.getCreateSchemaSQL();
  seen[name] = /create index[^;]*ticket_id/i.test(sql);
  await orm.close(true);
}
console.log(JSON.stringify(seen));
process.exit(seen.sqlite && !seen.postgresql ? 0 : 1);
JS
node check.mjs
