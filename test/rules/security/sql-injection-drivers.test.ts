import sqlInjection from '../../../rules/security/sql-injection/rule';
import { ruleTests } from '../rule-tester';

// Small programs in the idiom of drivers that have no server of their own, or come with the runtime.
ruleTests(sqlInjection, {
  invalid: [
    {
      name: 'the SQL of Bun, by unsafe',
      code: "import { sql } from 'bun';\nexport const find = (request: Request) => sql.unsafe(`SELECT id FROM people WHERE name = '${«new URL(request.url).searchParams.get('name')»}'`);\n",
      path: 'src/people.ts',
    },
    {
      name: 'a client of Bun under another name',
      code: "import { SQL } from 'bun';\nconst shop = new SQL(process.env.SHOP_URL ?? '');\nexport const find = (req) => shop.unsafe('SELECT id FROM shops WHERE name = ' + «req.query.name»);\n",
      path: 'src/shops.ts',
    },
    {
      name: 'Bun as a global',
      code: "export const find = (req) => Bun.sql.unsafe('SELECT id FROM people WHERE name = ' + «req.query.name»);\n",
      path: 'src/people.ts',
    },
    {
      name: 'the SQLite of Bun',
      code: "import { Database } from 'bun:sqlite';\nconst store = new Database('app.sqlite');\nexport const find = (req) => store.query('SELECT id FROM people WHERE name = ' + «req.query.name»).all();\n",
      path: 'src/people.ts',
    },
    {
      name: 'the SQLite of Node, by exec',
      code: "import { DatabaseSync } from 'node:sqlite';\nconst store = new DatabaseSync('app.db');\nexport const drop = (req) => store.exec(`DELETE FROM people WHERE id = ${«req.params.id»}`);\n",
      path: 'src/people.ts',
    },
    {
      name: 'the SQLite of Node, prepared',
      code: "import { DatabaseSync } from 'node:sqlite';\nconst store = new DatabaseSync('app.db');\nexport const find = (req) => store.prepare(`SELECT id FROM people WHERE name = '${«req.query.name»}'`).all();\n",
      path: 'src/people.ts',
    },
    {
      name: 'libSQL, by an object',
      code: "import { createClient } from '@libsql/client';\nconst turso = createClient({ url: process.env.TURSO_URL });\nexport const find = (req) => turso.execute({ sql: 'SELECT id FROM people WHERE name = ' + «req.query.name», args: [] });\n",
    },
    {
      name: 'libSQL, in a batch of all forms',
      code: "import { createClient } from '@libsql/client';\nconst turso = createClient({ url: process.env.TURSO_URL });\nexport const save = (req) => turso.batch(['DELETE FROM people', { sql: `INSERT INTO people (name) VALUES ('${«req.body.name»}')`, args: [] }, [`DELETE FROM pets WHERE id = ${«req.body.pet»}`, []]], 'write');\n",
    },
    {
      name: 'PGlite',
      code: "import { PGlite } from '@electric-sql/pglite';\nconst local = new PGlite();\nexport const find = (req) => local.query(`SELECT id FROM people WHERE name = '${«req.query.name»}'`);\n",
    },
    {
      name: 'map and each of pg-promise',
      code: "const pgp = require('pg-promise')();\nconst store = pgp(process.env.DATABASE_URL);\nexports.all = (req) => store.map('SELECT id FROM users WHERE name = ' + «req.query.name», [], (row) => row.id);\nexports.each = (req) => store.each('SELECT id FROM users WHERE age = ' + «req.query.age», [], (row) => row.id);\n",
    },
    {
      name: 'oracledb',
      code: "const oracledb = require('oracledb');\nexports.find = async (req) => { const connection = await oracledb.getConnection(); try { return await connection.execute('SELECT id FROM people WHERE name = ' + «req.query.name»); } finally { await connection.close(); } };\n",
    },
    {
      name: 'a format of Node',
      code: "const { format } = require('node:util');\nconst { Pool } = require('pg');\nconst pool = new Pool();\nexports.find = (req) => pool.query(format('SELECT id FROM people WHERE name = %s', «req.query.name»));\n",
    },
    // What the project's own functions do counts, not what they are called.
    {
      name: "a wrapper of the project's own, under a short name",
      code: "import { q } from './db';\nexport const find = (req) => q(`SELECT id FROM people WHERE name = '${«req.query.name»}'`);\n",
      files: {
        'src/db.js':
          "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const q = (text, values = []) => pool.query(text, values);\n",
      },
    },
    {
      name: 'a wrapper of a wrapper, through another file that gives both on',
      code: "import { first } from './store';\nexport const find = (req) => first('SELECT id FROM people WHERE name = ' + «req.query.name»);\n",
      files: {
        'src/store/index.js': "export * from './client';\n",
        'src/store/client.js':
          "import { pool } from './pool';\nconst ask = async (text, values) => { const answer = await pool.query(text, values); return answer.rows; };\nexport const first = async (text, values) => (await ask(text, values))[0];\n",
        'src/store/pool.js': "import { Pool } from 'pg';\nexport const pool = new Pool();\n",
      },
    },
    {
      name: 'a method of an object of another file',
      code: "import { store } from './store';\nexport const find = (req) => store.rows('SELECT id FROM people WHERE name = ' + «req.query.name»);\n",
      files: {
        'src/store.js':
          "import { Pool } from 'pg';\nclass Store {\n  pool = new Pool();\n  async rows(text, values) { return (await this.pool.query({ text, values })).rows; }\n}\nexport const store = new Store();\n",
      },
    },
    {
      name: 'a text that stands in a variable before',
      code: "import { q } from './db';\nexport const find = (req) => { const sql = 'SELECT id FROM people WHERE name = ' + «req.query.name»; return q(sql); };\n",
      files: {
        'src/db.js':
          "import { Pool } from 'pg';\nconst pool = new Pool();\nexport function q(text) { return pool.query(text); }\n",
      },
    },
  ],
  valid: [
    {
      name: 'tags that bind',
      code: "import { SQL, sql } from 'bun';\nconst shop = new SQL('');\nexport const find = (req) => sql`SELECT id FROM people WHERE name = ${req.query.name}`;\nexport const all = (req) => shop`SELECT id FROM shops WHERE name = ${req.query.name}`;\n",
    },
    {
      name: 'values that are bound',
      code: "import { createClient } from '@libsql/client';\nconst turso = createClient({ url: process.env.TURSO_URL });\nexport const find = (req) => turso.execute({ sql: 'SELECT id FROM people WHERE name = ?', args: [req.query.name] });\nexport const save = (req) => turso.batch([{ sql: 'INSERT INTO people (name) VALUES (?)', args: [req.body.name] }], 'write');\n",
    },
    {
      name: 'a wrapper that is given bound values',
      code: "import { q } from './db';\nexport const find = (req) => q('SELECT id FROM people WHERE name = $1', [req.query.name]);\n",
      files: {
        'src/db.js':
          "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const q = (text, values) => pool.query(text, values);\n",
      },
    },
    {
      name: 'a function of another file that only tells people',
      code: "import { say } from './notes';\nexport const find = (req) => say('SELECT id FROM people WHERE name = ' + req.query.name);\n",
      files: { 'src/notes.js': 'export const say = (text) => { console.log(text); };\n' },
    },
    {
      name: 'a function of another file that keeps the text',
      code: "import { note } from './notes';\nexport const find = (req) => note('SELECT id FROM people WHERE name = ' + req.query.name);\n",
      files: {
        'src/notes.js':
          "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const note = (text) => pool.query('INSERT INTO notes (text) VALUES ($1)', [text]);\n",
      },
    },
    {
      name: 'a method called query that asks nobody',
      code: "class Index {\n  query(text) { return this.rows.filter((row) => row.includes(text)).slice(0, text.length); }\n  #run(text) { console.log(text); return text.trim() === ''; }\n  find(req) { return this.query('SELECT id FROM t WHERE a = ' + req.query.a) && this.#run('SELECT id FROM t WHERE a = ' + req.query.a); }\n}\n",
    },
    {
      name: 'format of pg-format, with verbs that escape',
      code: "const format = require('pg-format');\nconst { Pool } = require('pg');\nconst pool = new Pool();\nexports.find = (req) => pool.query(format.withArray('SELECT id FROM people WHERE name = %L', [req.query.name]));\n",
    },
    {
      name: 'a language like SQL of a service',
      code: "const jsforce = require('jsforce');\nconst connection = new jsforce.Connection({});\nexports.find = (req) => connection.query('SELECT Id FROM Account');\n",
    },
  ],
});
