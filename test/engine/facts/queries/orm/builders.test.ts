import { queryTests } from './outline';

queryTests('knex queries', "const knex = require('knex')({});", [
  [
    "knex('users').where({ tenant_id: t }).whereIn('id', ids).first();",
    ['builder select users where(tenant_id = id in) one limited on pool:knex'],
  ],
  [
    "knex('users').whereIn('id', knex('posts').select('user_id').where('tenant_id', t));",
    ['builder select users where(id in) {in posts where(tenant_id =) columns(user_id)} on pool:knex'],
  ],
  [
    "knex('users').whereExists(function () { this.select('id').from('posts').where('x', 1); });",
    ['builder select users {exists posts where(x =) columns(id)} on pool:knex'],
  ],
  [
    "knex('users').insert([{ tenant_id: t, name }, { tenant_id: t, name }]);",
    ['builder insert users inserts(tenant_id name) on pool:knex'],
  ],
  [
    "const q = knex('users'); if (t) q.where('tenant_id', t);",
    ['builder select users where(tenant_id =) on pool:knex'],
  ],
  [
    "knex('users').where('id', 1).orWhere('id', 2).del();",
    ['builder delete users where(~id = ~id =) on pool:knex'],
  ],
  ["knex('users').where('a', 1)[knex.like]('b', x);", ['builder select users where(a =) open on pool:knex']],
  [
    "knex.transaction(async (trx) => { await trx('users').insert({ a }); await knex('audit').transacting(trx).insert({ b }); });",
    [
      'builder insert users inserts(a) on transaction:trx',
      'builder insert audit inserts(b) on transaction:trx',
    ],
  ],
  ["$('div').select('a').where('b', 1); describe('users').where('a');", []],
]);

queryTests('Kysely queries', "import { db } from './db';", [
  [
    "db.selectFrom('person as p').innerJoin('pet', 'pet.owner_id', 'p.id').selectAll('p').where('p.tenant_id', '=', t).limit(5).execute();",
    ['builder select person p,pet where(pet.owner_id = p.id = p.tenant_id =) star limited on pool:db'],
  ],
  [
    "db.selectFrom('person').select(['id', 'name as n']).where((eb) => eb.and([eb('a', '=', 1), eb('b', '>', 2)])).execute();",
    ['builder select person where(a = b >) columns(id name) on pool:db'],
  ],
  [
    "db.selectFrom('person').select('id').where((eb) => eb.or([eb('a', '=', 1), eb('b', '>', 2)])).execute();",
    ['builder select person where(~a = ~b >) columns(id) on pool:db'],
  ],
  [
    "db.insertInto('person').values({ tenant_id: t, name }).executeTakeFirst();",
    ['builder insert person inserts(tenant_id name) one on pool:db'],
  ],
  [
    "db.transaction().execute(async (trx) => { await trx.updateTable('person').set({ name }).where('id', '=', id).execute(); });",
    ['builder update person where(id =) sets(name) on transaction:trx'],
  ],
  [
    "db.deleteFrom('person').where('id', '=', id).execute();",
    ['builder delete person where(id =) on pool:db'],
  ],
]);

queryTests(
  'Objection queries',
  "import { Person } from './person';",
  [
    [
      "Person.query().where('tenantId', t).findById(id);",
      ['builder select persons where(tenantId = id =) one limited on pool:Person'],
    ],
    ['Person.query(trx).insert({ name });', ['builder insert persons inserts(name) on transaction:trx']],
    [
      'class People { constructor(private personModel: Proxy<typeof Person>) {} load(id) { return this.personModel().query().findById(id); } }',
      ['builder select persons where(id =) one limited on pool:this.personModel'],
    ],
    ['Person.query(text);', []],
  ],
  {
    'src/person.ts': `
      import { Model } from 'objection';
      export class Person extends Model { static get tableName() { return 'persons'; } }
    `,
    'migrations/1.sql': 'CREATE TABLE persons (id int PRIMARY KEY, "tenantId" int, name text);',
  },
);
