import sqlInjection from '../../../rules/security/sql-injection/rule';
import { ruleTests } from '../rule-tester';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const handler = (...lines: string[]) =>
  `${pool}async function handler(req, res) {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
const typed = "import { Pool } from 'pg';\nconst pool = new Pool();\n";

ruleTests(sqlInjection, {
  invalid: [
    {
      name: 'a request value in a template hole where a value stands',
      code: handler('await pool.query(`SELECT id FROM t WHERE name = ${«req.query.name»}`);'),
      messages: [
        'req.query.name comes from the request and becomes part of the SQL text, so a caller can rewrite the query. Pass it as a bound value.',
      ],
      fix: 'Bind req.query.name as a value',
      output: handler('await pool.query(`SELECT id FROM t WHERE name = $1`, [req.query.name]);'),
    },
    {
      name: 'inside quotes: the quotes go',
      code: handler("await pool.query(`SELECT id FROM t WHERE name = '${«req.body.name»}'`);"),
      output: handler('await pool.query(`SELECT id FROM t WHERE name = $1`, [req.body.name]);'),
    },
    {
      name: 'a pattern: its wildcards move into the value',
      code: handler("await pool.query(`SELECT id FROM t WHERE name LIKE '%${«req.query.q»}%'`);"),
      output: handler('await pool.query(`SELECT id FROM t WHERE name LIKE $1`, [`%${req.query.q}%`]);'),
    },
    {
      name: 'after values that are bound already',
      code: handler('await pool.query(`SELECT id FROM t WHERE a = $1 AND b = ${«req.params.b»}`, [a]);'),
      output: handler('await pool.query(`SELECT id FROM t WHERE a = $1 AND b = $2`, [a, req.params.b]);'),
    },
    {
      name: 'two values at once',
      code: handler(
        'await pool.query(`SELECT id FROM t WHERE a = ${«req.params.a»} AND b = ${«req.params.b»}`);',
      ),
      fix: 'Bind 2 values',
      output: handler(
        'await pool.query(`SELECT id FROM t WHERE a = $1 AND b = $2`, [req.params.a, req.params.b]);',
      ),
    },
    {
      name: 'added with +',
      code: handler("await pool.query('SELECT id FROM t WHERE name = ' + «req.query.name»);"),
    },
    {
      name: 'concat',
      code: handler("await pool.query('SELECT id FROM t WHERE name = '.concat(«req.query.name»));"),
    },
    {
      name: 'util.format',
      code: `const util = require('util');\n${handler("await pool.query(util.format('SELECT id FROM t WHERE a = %s', «req.query.a»));")}`,
    },
    {
      name: 'join',
      code: handler("await pool.query(['SELECT id FROM t WHERE name =', «req.query.name»].join(' '));"),
    },
    {
      name: 'through a local variable',
      code: handler(
        'const { sort } = req.query;',
        'await pool.query(`SELECT id FROM t ORDER BY ${«sort»}`);',
      ),
      messages: [
        'sort (req.query.sort) comes from the request and becomes part of the SQL text, so a caller can rewrite the query. Pass it as a bound value.',
      ],
      output: false,
    },
    {
      name: '+=',
      code: handler(
        "let sql = 'SELECT id FROM t WHERE true';",
        "if (req.query.a) sql += ` AND a = '${«req.query.a»}'`;",
        'await pool.query(sql);',
      ),
    },
    {
      name: 'a helper function of the same file',
      code: `${pool}function find(name) {\n  return pool.query(\`SELECT id FROM t WHERE name = '\${«name»}'\`);\n}\nasync function handler(req, res) {\n  res.json(await find(req.query.name));\n}\n`,
    },
    {
      name: 'a helper function that builds the condition',
      code: `${pool}const whereName = (name) => \`name = '\${«name»}'\`;\nasync function handler(req, res) {\n  res.json(await pool.query(\`SELECT id FROM t WHERE \${whereName(req.query.name)}\`));\n}\n`,
    },
    {
      name: 'a value of a function with callers elsewhere: a warning',
      code: `${pool}exports.find = (name) => pool.query(\`SELECT id FROM t WHERE name = '\${«name»}'\`);\n`,
      severity: 'warning',
      messages: [
        'name becomes part of the SQL text, and nothing here says what it can hold. Pass it as a bound value.',
      ],
    },
    {
      name: 'a column name in a piece of a statement: information',
      code: "const knex = require('knex')({});\nexports.list = (column) => knex('t').whereRaw(`t.${«column»} = 1`);\n",
      severity: 'info',
    },
    {
      name: 'a condition in a piece of a statement',
      code: "const knex = require('knex')({});\nexports.list = (order) => knex('t').orderByRaw(`t.total ${«order»}`);\n",
      severity: 'warning',
    },
    {
      name: 'a name of a function with callers elsewhere: information',
      code: `${pool}exports.list = (column) => pool.query(\`SELECT id FROM t ORDER BY \${«column»}\`);\n`,
      severity: 'info',
      messages: [
        'column is put where SQL has a name or keyword, which no placeholder can stand for. Choose it from a fixed list of allowed names.',
      ],
      output: false,
    },
    {
      name: 'the body of a Nest controller',
      path: 'src/t.controller.ts',
      code: `${typed}import { Body } from '@nestjs/common';\nexport class Things {\n  find(@Body() name: string) {\n    return pool.query(\`SELECT id FROM t WHERE name = '\${«name»}'\`);\n  }\n}\n`,
    },
    {
      name: 'Hono’s context',
      path: 'src/t.ts',
      code: `${typed}import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/t', async (c) => c.json(await pool.query(\`SELECT id FROM t WHERE name = '\${«c.req.query('name')»}'\`)));\n`,
    },
    {
      name: 'text that is interpolated before it is checked',
      code: handler(
        'await pool.query(`SELECT id FROM t ORDER BY ${«req.query.sort»}`);',
        "if (!['a', 'b'].includes(req.query.sort)) throw new Error('sort');",
      ),
    },
    {
      name: 'pg-format: %s',
      code: `const format = require('pg-format');\n${handler("await pool.query(format('SELECT id FROM %I WHERE a = %s', table, «req.query.a»));")}`,
    },
    {
      name: 'mysql2',
      code: `const mysql = require('mysql2/promise');\nconst db = mysql.createPool({});\nasync function handler(req, res) {\n  await db.query(\`SELECT id FROM t WHERE a = \${«req.query.a»}\`);\n}\n`,
      output:
        "const mysql = require('mysql2/promise');\nconst db = mysql.createPool({});\nasync function handler(req, res) {\n  await db.query(`SELECT id FROM t WHERE a = ?`, [req.query.a]);\n}\n",
    },
    {
      name: 'better-sqlite3',
      code: "const db = require('better-sqlite3')('x.db');\nconst handler = (req, res) => db.prepare('SELECT id FROM t WHERE a = ' + «req.query.a»).all();\n",
    },
    {
      name: 'postgres.js: unsafe',
      path: 'src/t.mjs',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport const handler = (req, res) => sql.unsafe(`SELECT id FROM t WHERE a = ${«req.query.a»}`);\n",
      output:
        "import postgres from 'postgres';\nconst sql = postgres();\nexport const handler = (req, res) => sql.unsafe(`SELECT id FROM t WHERE a = $1`, [req.query.a]);\n",
    },
    {
      name: 'knex.raw',
      code: "const knex = require('knex')({});\nconst handler = (req, res) => knex.raw(`SELECT id FROM t WHERE a = ${«req.query.a»}`);\n",
    },
    {
      name: 'knex: a raw fragment',
      code: "const knex = require('knex')({});\nconst handler = (req, res) => knex('t').whereRaw(`a = ${«req.query.a»}`);\n",
    },
    {
      name: 'Sequelize: query',
      path: 'src/t.ts',
      code: "import { Sequelize } from 'sequelize';\nimport type { Request } from 'express';\nconst sequelize = new Sequelize('x');\nexport const find = (r: Request) => sequelize.query(`SELECT id FROM t WHERE a = '${«r.query.a»}'`);\n",
    },
    {
      name: 'Prisma: $queryRawUnsafe',
      path: 'src/t.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const handler = (req, res) => prisma.$queryRawUnsafe(`SELECT id FROM t WHERE a = ${«req.query.a»}`);\n",
      output:
        "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const handler = (req, res) => prisma.$queryRawUnsafe(`SELECT id FROM t WHERE a = $1`, req.query.a);\n",
    },
    {
      name: 'TypeORM: query',
      path: 'src/t.ts',
      code: "import { DataSource } from 'typeorm';\nexport class Things {\n  constructor(private readonly source: DataSource) {}\n  handler(req, res) {\n    return this.source.query(`SELECT id FROM t WHERE a = ${«req.query.a»}`);\n  }\n}\n",
    },
    {
      name: 'a script',
      path: 'scripts/t.js',
      code: handler('await pool.query(`DELETE FROM t WHERE a = ${«req.query.a»}`);'),
    },
    {
      name: "a condition of TypeORM's query builder",
      path: 'src/a.ts',
      code: "import { Repository } from 'typeorm';\nexport const find = (users: Repository<unknown>, req: any) => users.createQueryBuilder('u').where(`u.name = '${«req.query.name»}'`).getMany();\n",
    },
    {
      name: "TypeORM's order, a caller's own text",
      path: 'src/a.ts',
      code: "import { Repository } from 'typeorm';\nexport const find = (users: Repository<unknown>, req: any) => users.createQueryBuilder('u').orderBy(«req.query.sort»).getMany();\n",
    },
    {
      name: "a raw order that is a caller's own text",
      code: "const knex = require('knex')({});\nconst list = (req, res) => knex('users').select('id').orderByRaw(«req.query.sort»);\n",
    },
    {
      name: 'a whole statement from the request',
      code: "const { Pool } = require('pg');\nconst pool = new Pool();\nconst run = (req, res) => pool.query(«req.body.sql»);\n",
    },
    {
      name: "conditions made of the request's own keys",
      code: "const { Pool } = require('pg');\nconst pool = new Pool();\nasync function find(req, res) {\n  const where = Object.keys(req.query).map((key) => `${key} = '${req.query[key]}'`).join(' AND ');\n  await pool.query(`SELECT id FROM users WHERE ${«where»}`);\n}\n",
    },
    {
      name: 'free text of a schema is as free as the request',
      code: "const { Pool } = require('pg');\nconst { z } = require('zod');\nconst pool = new Pool();\nconst input = z.object({ q: z.string() });\nasync function find(req, res) {\n  const { q } = input.parse(req.query);\n  await pool.query(`SELECT id FROM users WHERE name = '${«q»}'`);\n}\n",
    },
  ],
  valid: [
    {
      name: 'a list of columns that other code made',
      code: "const { Pool } = require('pg');\nconst { columnsOf } = require('./columns');\nconst pool = new Pool();\nconst insert = columnsOf(row);\npool.query(`INSERT INTO users (${insert.columns}) VALUES (${insert.placeholders})`, insert.values);\n",
    },
    {
      name: 'an enumeration and a number of a schema',
      code: "const { Pool } = require('pg');\nconst { z } = require('zod');\nconst pool = new Pool();\nconst input = z.object({ sort: z.enum(['name', 'age']), limit: z.coerce.number().max(50) });\nasync function find(req, res) {\n  const { sort, limit } = input.parse(req.query);\n  await pool.query(`SELECT id FROM users ORDER BY ${sort} LIMIT ${limit}`);\n}\n",
    },
    {
      name: "a condition of TypeORM's query builder with parameters",
      path: 'src/a.ts',
      code: "import { Repository } from 'typeorm';\nexport const find = (users: Repository<unknown>, req: any) => users.createQueryBuilder('u').where('u.name = :name', { name: req.query.name }).getMany();\n",
    },
    {
      name: 'a subquery that a builder made',
      path: 'src/a.ts',
      code: "import { Repository } from 'typeorm';\nexport function find(users: Repository<unknown>) {\n  const ids = users.createQueryBuilder('v').select('v.id');\n  return users.createQueryBuilder('u').where(`u.id IN (${ids.getQuery()})`).getMany();\n}\n",
    },
    {
      name: 'a builder that is no query builder',
      code: "const search = require('./search');\nconst find = (req, res) => search.where(`name = ${req.query.name}`);\n",
    },
    handler("await pool.query('SELECT id FROM t WHERE name = $1', [req.query.name]);"),
    handler('await pool.query(`SELECT id FROM t WHERE name = $1`, [`%${req.query.name}%`]);'),
    {
      name: 'postgres.js: a tagged template binds',
      path: 'src/t.mjs',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport const handler = (req, res) => sql`SELECT id FROM t WHERE a = ${req.query.a}`;",
    },
    {
      name: 'slonik: a tagged template handed on',
      path: 'src/t.ts',
      code: "import { createPool, sql } from 'slonik';\nconst pool = await createPool('x');\nexport const handler = (req, res) => pool.any(sql.unsafe`SELECT id FROM t WHERE a = ${req.query.a}`);",
    },
    {
      name: 'Prisma: $queryRaw',
      path: 'src/t.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const handler = (req, res) => prisma.$queryRaw`SELECT id FROM t WHERE a = ${req.query.a}`;",
    },
    {
      name: 'pg-format: %I and %L',
      code: `const format = require('pg-format');\n${handler("await pool.query(format('SELECT id FROM t ORDER BY %I', req.query.sort));", "await pool.query(format('SELECT id FROM t WHERE a = %L', req.query.a));")}`,
    },
    handler("await pool.query('SELECT id FROM t ORDER BY ' + pool.escapeIdentifier(req.query.sort));"),
    handler("const table = 'tickets';", 'await pool.query(`SELECT id FROM ${table}`);'),
    {
      name: 'a constant of the module',
      code: `${pool}const COLUMNS = 'id, name';\nexports.all = () => pool.query(\`SELECT \${COLUMNS} FROM t\`);`,
    },
    handler(
      "const order = req.query.desc ? 'DESC' : 'ASC';",
      'await pool.query(`SELECT id FROM t ORDER BY id ${order}`);',
    ),
    {
      name: 'an enumeration',
      path: 'src/t.ts',
      code: `${typed}enum Sort { Name = 'name', Age = 'age' }\nexport const list = () => pool.query(\`SELECT id FROM t ORDER BY \${Sort.Name}\`);`,
    },
    {
      name: 'a parameter of a literal type',
      path: 'src/t.ts',
      code: `${typed}export const list = (sort: 'name' | 'age') => pool.query(\`SELECT id FROM t ORDER BY \${sort}\`);`,
    },
    handler(
      "const columns = { name: 'name', newest: 'created_at DESC' };",
      "await pool.query(`SELECT id FROM t ORDER BY ${columns[req.query.sort] ?? 'name'}`);",
    ),
    handler(
      "const allowed = ['name', 'age'];",
      "if (!allowed.includes(req.query.sort)) throw new Error('sort');",
      'await pool.query(`SELECT id FROM t ORDER BY ${req.query.sort}`);',
    ),
    handler(
      "const sort = ['name', 'age'].includes(req.query.sort) ? req.query.sort : 'name';",
      'await pool.query(`SELECT id FROM t ORDER BY ${sort}`);',
    ),
    handler('await pool.query(`SELECT id FROM t LIMIT ${Number(req.query.limit)}`);'),
    handler('await pool.query(`SELECT id FROM t LIMIT ${parseInt(req.query.limit, 10)}`);'),
    handler(
      'const limit = Math.min(req.query.limit, 100);',
      'await pool.query(`SELECT id FROM t LIMIT ${limit}`);',
    ),
    {
      name: 'a number by its type',
      path: 'src/t.ts',
      code: `${typed}export const list = (limit: number) => pool.query(\`SELECT id FROM t LIMIT \${limit}\`);`,
    },
    {
      name: 'generated placeholders',
      code: `${pool}exports.find = (ids) => pool.query(\`SELECT id FROM t WHERE id IN (\${ids.map((_, i) => '$' + (i + 1)).join(', ')})\`, ids);`,
    },
    {
      name: 'generated placeholders, as ?',
      code: `${pool}exports.find = (ids) => pool.query(\`SELECT id FROM t WHERE id IN (\${ids.map(() => '?').join(', ')})\`, ids);`,
    },
    {
      name: 'the number of a placeholder',
      code: `${pool}exports.find = (a, b) => { const values = [a]; let sql = 'SELECT id FROM t WHERE a = $1'; if (b) { values.push(b); sql += \` AND b = $\${values.length}\`; } return pool.query(sql, values); };`,
    },
    {
      name: 'conditions of constant text',
      code: `${pool}exports.find = (a) => { const where = ['true']; if (a) where.push('a = $1'); return pool.query('SELECT id FROM t WHERE ' + where.join(' AND '), [a]); };`,
    },
    {
      name: 'configuration',
      code: `${pool}exports.all = () => pool.query(\`SELECT id FROM \${process.env.DB_SCHEMA}.t\`);`,
    },
    {
      name: 'a statement that is handed on whole',
      code: `${pool}exports.query = (text, values) => pool.query(text, values);`,
    },
    {
      name: 'a constant of another file',
      files: {
        'src/columns.js': "exports.columns = 'id, name';",
        'src/app.js': `${pool}const { columns } = require('./columns');\nexports.all = () => pool.query(\`SELECT \${columns} FROM t\`);`,
      },
    },
    {
      name: 'a helper whose callers give constants',
      code: `${pool}function list(column) {\n  return pool.query(\`SELECT id FROM t ORDER BY \${column}\`);\n}\nlist('name');\nlist('age');`,
    },
    handler('console.log(`SELECT id FROM t WHERE a = ${req.query.a}`);'),
    handler('res.send(`Select from the menu: ${req.query.a}`);'),
    {
      name: 'a query that is no SQL',
      code: 'const handler = (req, res) => search.query(`title:${req.query.q}`);',
    },
    {
      name: 'a test',
      path: 'test/t.test.js',
      code: handler('await pool.query(`SELECT id FROM t WHERE a = ${req.query.a}`);'),
    },
    {
      name: 'a migration',
      path: 'migrations/1.js',
      code: handler('await pool.query(`SELECT id FROM t WHERE a = ${req.query.a}`);'),
    },
  ],
});
