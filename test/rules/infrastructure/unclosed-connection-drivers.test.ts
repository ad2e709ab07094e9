import unclosedConnection from '../../../rules/infrastructure/unclosed-connection/rule';
import { ruleTests } from '../rule-tester';

const mongo =
  "const { MongoClient } = require('mongodb');\nexports.load = async (url) => {\n  const client = «new MongoClient»(url);\n  const shop = client.db('shop');\n  return await shop.collection('d').findOne({});\n};\n";
const manifest = (version: string) => JSON.stringify({ dependencies: { mongodb: version } });

// What the sheets of drivers say of taking and giving back, each in its own idiom.
ruleTests(unclosedConnection, {
  invalid: [
    {
      name: 'a connection reserved of the SQL of Bun',
      code: "import { sql } from 'bun';\nexport async function load(id) {\n  const own = await «sql.reserve()»;\n  return await own`SELECT id FROM people WHERE id = ${id}`;\n}\n",
    },
    {
      name: 'a client of Bun for each call',
      code: "import { SQL } from 'bun';\nexport async function load(id) {\n  const own = «new SQL»(process.env.DATABASE_URL);\n  const rows = await own`SELECT id FROM people WHERE id = ${id}`;\n  return rows.length;\n}\n",
    },
    {
      name: 'the SQLite of Node, opened for each call',
      code: "import { DatabaseSync } from 'node:sqlite';\nexport function load(id) {\n  const store = «new DatabaseSync»('app.db');\n  return store.prepare('SELECT id FROM people WHERE id = ?').get(id);\n}\n",
    },
    {
      name: 'PGlite, opened for each call',
      code: "import { PGlite } from '@electric-sql/pglite';\nexport async function load(id) {\n  const local = await «PGlite.create»('./data');\n  const { rows } = await local.query('SELECT id FROM people WHERE id = $1', [id]);\n  return rows;\n}\n",
    },
    {
      name: 'a connection of pg-promise',
      code: "const pgp = require('pg-promise')();\nconst db = pgp(process.env.DATABASE_URL);\nexports.load = async (id) => {\n  const own = await «db.connect()»;\n  return await own.one('SELECT id FROM people WHERE id = $1', [id]);\n};\n",
    },
    {
      name: 'a client that a generator writes into the project, and that is not there',
      code: "import { PrismaClient } from './generated/prisma/client';\nexport async function load(id) {\n  const store = «new PrismaClient»();\n  const found = await store.person.findUnique({ where: { id } });\n  return found.name;\n}\n",
    },
    {
      name: 'a client of MongoDB that its first query connects',
      code: mongo,
      files: { 'package.json': manifest('^6.3.0') },
    },
  ],
  valid: [
    {
      name: 'given back, each in its way',
      code: "import { sql } from 'bun';\nimport { DatabaseSync } from 'node:sqlite';\nconst pgp = require('pg-promise')();\nconst db = pgp(process.env.DATABASE_URL);\nexport async function load(id) {\n  const own = await sql.reserve();\n  try { return await own`SELECT id FROM people WHERE id = ${id}`; } finally { own.release(); }\n}\nexport function count() {\n  const store = new DatabaseSync('app.db');\n  try { return store.prepare('SELECT count(*) FROM people').get(); } finally { store.close(); }\n}\nexport async function one(id) {\n  const own = await db.connect();\n  try { return await own.one('SELECT id FROM people WHERE id = $1', [id]); } finally { own.done(); }\n}\n",
    },
    {
      name: "a class of the project's own that is called so",
      code: "import { PrismaClient } from './prisma';\nexport function load(id) {\n  const store = new PrismaClient();\n  return store.named(id).name;\n}\n",
      files: { 'src/prisma.js': 'export class PrismaClient { named(id) { return { name: id }; } }\n' },
    },
    {
      name: 'a client of MongoDB that nothing connects, before 4.7',
      code: mongo.replace('«', '').replace('»', ''),
      files: { 'package.json': manifest('4.6.0') },
    },
  ],
});
