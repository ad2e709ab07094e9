import missingTransaction from '../../../rules/database/missing-transaction/rule';
import { ruleTests } from '../rule-tester';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const inFunction = (body: string) => `${pool}async function save(a, b, ids) {\n  ${body}\n}\n`;
const insert = "pool.query('INSERT INTO projects (name) VALUES ($1)', [a])";
const marked = "pool.«query»('INSERT INTO projects (name) VALUES ($1)', [a])";
const update = "pool.query('UPDATE counters SET total = total + 1 WHERE id = $1', [b])";

ruleTests(missingTransaction, {
  invalid: [
    {
      name: 'two writes one after another',
      code: inFunction(`await ${marked}; await ${update};`),
      messages: [
        'save() writes to projects and then to counters, each on its own: when the second fails, the first stays. Run both in one transaction.',
      ],
      related: [1],
    },
    { name: 'two writes at once', code: inFunction(`await Promise.all([${marked}, ${update}]);`) },
    {
      name: 'a write in a branch, and one after it',
      code: inFunction(`if (a) { await ${marked}; } await ${update};`),
    },
    {
      name: 'a write here, and one in a function of the same file',
      code: `${pool}
        async function count(b) { await ${update}; }
        async function save(a, b) {
          await ${marked};
          await count(b);
        }
      `,
    },
    {
      name: 'a loop with a write that cannot be repeated',
      code: inFunction(
        "for (const id of ids) await pool.«query»('INSERT INTO log (item) VALUES ($1)', [id]);",
      ),
      messages: [
        'save() writes to log once per element, each on its own: when one fails, those before it stay. Run them in one transaction.',
      ],
    },
    {
      name: 'BEGIN on the pool',
      code: inFunction(
        "await «pool.query('BEGIN')»; await pool.query('SELECT 1'); await pool.query('COMMIT');",
      ),
    },
    {
      name: 'a transaction that is never rolled back',
      code: inFunction(
        "const client = await pool.connect(); await «client.query('BEGIN')»; await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('COMMIT'); client.release();",
      ),
    },
    {
      name: 'with a fix: pg',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();

        async function createProject(tenantId, name, ownerId) {
          if (!name) throw new Error('A project needs a name.');
          const { rows } = await pool.«query»('INSERT INTO projects (tenant_id, name) VALUES ($1, $2) RETURNING id', [tenantId, name]);
          await pool.query(
            'INSERT INTO members (project_id, user_id) VALUES ($1, $2)',
            [rows[0].id, ownerId],
          );
          return rows[0].id;
        }
      `,
      fix: 'Run in one transaction of pool',
      output: `
        const { Pool } = require('pg');
        const pool = new Pool();

        async function createProject(tenantId, name, ownerId) {
          if (!name) throw new Error('A project needs a name.');
          const client = await pool.connect();
          try {
            await client.query('BEGIN');
            const { rows } = await client.query('INSERT INTO projects (tenant_id, name) VALUES ($1, $2) RETURNING id', [tenantId, name]);
            await client.query(
              'INSERT INTO members (project_id, user_id) VALUES ($1, $2)',
              [rows[0].id, ownerId],
            );
            await client.query('COMMIT');
            return rows[0].id;
          } catch (error) {
            await client.query('ROLLBACK');
            throw error;
          } finally {
            client.release();
          }
        }
      `,
    },
    {
      name: 'with a fix: pg in a route, with an early answer and a template over several lines',
      code: `
        const express = require('express');
        const pool = require('./db');
        const router = express.Router();
        router.post('/projects', async (req, res, next) => {
          try {
            const { rowCount } = await pool.«query»('UPDATE plans SET used = used + 1 WHERE id = $1', [res.locals.planId]);
            if (rowCount === 0) return res.sendStatus(404);
            await pool.query(\`
              INSERT INTO projects (name)
              VALUES ($1)\`, [res.locals.name]);
            res.sendStatus(201);
          } catch (error) {
            next(error);
          }
        });
        module.exports = router;
      `,
      files: { 'src/db.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();\n" },
      output: `
        const express = require('express');
        const pool = require('./db');
        const router = express.Router();
        router.post('/projects', async (req, res, next) => {
          try {
            const client = await pool.connect();
            try {
              await client.query('BEGIN');
              const { rowCount } = await client.query('UPDATE plans SET used = used + 1 WHERE id = $1', [res.locals.planId]);
              if (rowCount === 0) { await client.query('COMMIT'); return res.sendStatus(404); }
              await client.query(\`
              INSERT INTO projects (name)
              VALUES ($1)\`, [res.locals.name]);
              await client.query('COMMIT');
            } catch (error) {
              await client.query('ROLLBACK');
              throw error;
            } finally {
              client.release();
            }
            res.sendStatus(201);
          } catch (error) {
            next(error);
          }
        });
        module.exports = router;
      `,
    },
    {
      name: 'with a fix: a loop',
      code: inFunction(
        "for (const id of ids) await pool.«query»('INSERT INTO log (item) VALUES ($1)', [id]);",
      ),
      output: inFunction(
        [
          'const client = await pool.connect();',
          'try {',
          "  await client.query('BEGIN');",
          "  for (const id of ids) await client.query('INSERT INTO log (item) VALUES ($1)', [id]);",
          "  await client.query('COMMIT');",
          '} catch (error) {',
          "  await client.query('ROLLBACK');",
          '  throw error;',
          '} finally {',
          '  client.release();',
          '}',
        ].join('\n  '),
      ),
    },
    {
      name: 'with a fix: mysql2',
      code: `
        const mysql = require('mysql2/promise');
        const pool = mysql.createPool({});
        async function move(from, to, amount) {
          await pool.«execute»('UPDATE accounts SET balance = balance - ? WHERE id = ?', [amount, from]);
          await pool.execute('UPDATE accounts SET balance = balance + ? WHERE id = ?', [amount, to]);
        }
      `,
      configuration: { dialect: 'mysql' },
      messages: [
        'move() writes to accounts and then to accounts again, each on its own: when the second fails, the first stays. Run both in one transaction.',
      ],
      output: `
        const mysql = require('mysql2/promise');
        const pool = mysql.createPool({});
        async function move(from, to, amount) {
          const connection = await pool.getConnection();
          try {
            await connection.beginTransaction();
            await connection.execute('UPDATE accounts SET balance = balance - ? WHERE id = ?', [amount, from]);
            await connection.execute('UPDATE accounts SET balance = balance + ? WHERE id = ?', [amount, to]);
            await connection.commit();
          } catch (error) {
            await connection.rollback();
            throw error;
          } finally {
            connection.release();
          }
        }
      `,
    },
    {
      name: 'with a fix: postgres.js',
      path: 'src/save.ts',
      code: `
        import postgres from 'postgres';
        const sql = postgres();
        export async function save(id: string, name: string) {
          await «sql»\`DELETE FROM projects WHERE id = \${id}\`;
          await sql\`INSERT INTO names (name) VALUES (\${name})\`;
        }
      `,
      output: `
        import postgres from 'postgres';
        const sql = postgres();
        export async function save(id: string, name: string) {
          await sql.begin(async (sql) => {
            await sql\`DELETE FROM projects WHERE id = \${id}\`;
            await sql\`INSERT INTO names (name) VALUES (\${name})\`;
          });
        }
      `,
    },
    {
      name: 'with a fix: Prisma, create and update',
      path: 'src/save.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function book(userId: string, amount: number) {
          const booking = await prisma.«booking».create({ data: { userId, amount } });
          await prisma.account.update({ where: { userId }, data: { balance: { decrement: amount } } });
          return booking;
        }
      `,
      output: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function book(userId: string, amount: number) {
          return await prisma.$transaction(async (tx) => {
            const booking = await tx.booking.create({ data: { userId, amount } });
            await tx.account.update({ where: { userId }, data: { balance: { decrement: amount } } });
            return booking;
          });
        }
      `,
    },
    {
      name: 'with a fix: a Prisma service of a class',
      path: 'src/bookings.service.ts',
      code: `
        import { Injectable } from '@nestjs/common';
        import { PrismaService } from './prisma.service';
        @Injectable()
        export class Bookings {
          constructor(private readonly prisma: PrismaService) {}
          async remove(id: string) {
            await this.prisma.«item».deleteMany({ where: { bookingId: id } });
            await this.prisma.booking.delete({ where: { id } });
          }
        }
      `,
      output: `
        import { Injectable } from '@nestjs/common';
        import { PrismaService } from './prisma.service';
        @Injectable()
        export class Bookings {
          constructor(private readonly prisma: PrismaService) {}
          async remove(id: string) {
            await this.prisma.$transaction(async (tx) => {
              await tx.item.deleteMany({ where: { bookingId: id } });
              await tx.booking.delete({ where: { id } });
            });
          }
        }
      `,
    },
    {
      name: 'with a fix: knex',
      code: `
        const knex = require('knex')({ client: 'pg' });
        async function save(order, items) {
          const [id] = await knex('«orders»').insert(order);
          await knex('items').insert(items);
        }
      `,
      output: `
        const knex = require('knex')({ client: 'pg' });
        async function save(order, items) {
          await knex.transaction(async (trx) => {
            const [id] = await trx('orders').insert(order);
            await trx('items').insert(items);
          });
        }
      `,
    },
    {
      name: 'with a fix: Drizzle',
      path: 'src/save.ts',
      code: `
        import { eq } from 'drizzle-orm';
        import { drizzle } from 'drizzle-orm/node-postgres';
        import { pgTable, uuid } from 'drizzle-orm/pg-core';
        const users = pgTable('users', { id: uuid('id').primaryKey() });
        const teams = pgTable('teams', { id: uuid('id').primaryKey() });
        const db = drizzle(process.env.DATABASE_URL);
        export async function save(id: string) {
          await db.delete(«users»).where(eq(users.id, id));
          await db.insert(teams).values({ id });
        }
      `,
      output: `
        import { eq } from 'drizzle-orm';
        import { drizzle } from 'drizzle-orm/node-postgres';
        import { pgTable, uuid } from 'drizzle-orm/pg-core';
        const users = pgTable('users', { id: uuid('id').primaryKey() });
        const teams = pgTable('teams', { id: uuid('id').primaryKey() });
        const db = drizzle(process.env.DATABASE_URL);
        export async function save(id: string) {
          await db.transaction(async (tx) => {
            await tx.delete(users).where(eq(users.id, id));
            await tx.insert(teams).values({ id });
          });
        }
      `,
    },
    {
      name: 'with a fix: Kysely',
      path: 'src/save.ts',
      code: `
        import { Kysely } from 'kysely';
        const db = new Kysely<Database>({ dialect });
        export async function save(id: string) {
          await db.insertInto('«orders»').values({ id }).execute();
          await db.updateTable('stock').set({ left: 0 }).where('id', '=', id).execute();
        }
      `,
      output: `
        import { Kysely } from 'kysely';
        const db = new Kysely<Database>({ dialect });
        export async function save(id: string) {
          await db.transaction().execute(async (trx) => {
            await trx.insertInto('orders').values({ id }).execute();
            await trx.updateTable('stock').set({ left: 0 }).where('id', '=', id).execute();
          });
        }
      `,
    },
    {
      name: 'with a fix: Sequelize',
      code: `
        const { DataTypes, Sequelize } = require('sequelize');
        const sequelize = new Sequelize();
        const Order = sequelize.define('Order', { total: DataTypes.INTEGER });
        const Stock = sequelize.define('Stock', { left: DataTypes.INTEGER });
        async function place(total, id) {
          const order = await «Order».create({ total });
          await Stock.update({ left: 0 }, { where: { id } });
          return order;
        }
      `,
      output: `
        const { DataTypes, Sequelize } = require('sequelize');
        const sequelize = new Sequelize();
        const Order = sequelize.define('Order', { total: DataTypes.INTEGER });
        const Stock = sequelize.define('Stock', { left: DataTypes.INTEGER });
        async function place(total, id) {
          return await sequelize.transaction(async (transaction) => {
            const order = await Order.create({ total }, { transaction });
            await Stock.update({ left: 0 }, { where: { id }, transaction });
            return order;
          });
        }
      `,
    },
    {
      name: 'with a fix: TypeORM, two repositories',
      path: 'src/orders.service.ts',
      code: `
        import { Injectable } from '@nestjs/common';
        import { InjectRepository } from '@nestjs/typeorm';
        import { Repository } from 'typeorm';
        import { Order, Stock } from './entities';
        @Injectable()
        export class Orders {
          constructor(
            @InjectRepository(Order) private readonly orders: Repository<Order>,
            @InjectRepository(Stock) private readonly stock: Repository<Stock>,
          ) {}
          async place(order: Order, stock: Stock) {
            await «this.orders».save(order);
            await this.stock.save(stock);
          }
        }
      `,
      files: {
        'src/entities.ts':
          "import { Entity, PrimaryColumn } from 'typeorm';\n@Entity()\nexport class Order { @PrimaryColumn() id: string; }\n@Entity()\nexport class Stock { @PrimaryColumn() id: string; }\n",
      },
      output: `
        import { Injectable } from '@nestjs/common';
        import { InjectRepository } from '@nestjs/typeorm';
        import { Repository } from 'typeorm';
        import { Order, Stock } from './entities';
        @Injectable()
        export class Orders {
          constructor(
            @InjectRepository(Order) private readonly orders: Repository<Order>,
            @InjectRepository(Stock) private readonly stock: Repository<Stock>,
          ) {}
          async place(order: Order, stock: Stock) {
            await this.orders.manager.transaction(async (manager) => {
              await manager.withRepository(this.orders).save(order);
              await manager.withRepository(this.stock).save(stock);
            });
          }
        }
      `,
    },
    {
      name: 'Mongoose, for which there is no fix',
      code: `
        const mongoose = require('mongoose');
        const Order = mongoose.model('Order', new mongoose.Schema({ total: Number }));
        const Stock = mongoose.model('Stock', new mongoose.Schema({ left: Number }));
        async function place(total, id) {
          await «Order».create({ total });
          await Stock.updateOne({ _id: id }, { left: 0 });
        }
      `,
      output: false,
    },
    {
      name: 'without a fix where a helper may give out no connections',
      code: `
        const db = require('./db');
        async function save(a, b) {
          await db.«query»('DELETE FROM projects WHERE id = $1', [a]);
          await db.query('DELETE FROM counters WHERE id = $1', [b]);
        }
      `,
      files: {
        'src/db.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nmodule.exports = { query: (text, values) => pool.query(text, values) };\n",
      },
      output: false,
    },
    {
      name: 'two functions of the same file that write once each',
      code: `${pool}
        async function add(a) { await ${insert}; }
        async function count(b) { await ${update}; }
        async function save(a, b) {
          await «add»(a);
          await count(b);
        }
      `,
      output: false,
    },
    {
      name: 'one connection on which nothing is begun',
      code: inFunction(
        "const client = await pool.connect(); try { await client.«query»('DELETE FROM projects WHERE id = $1', [a]); await client.query('DELETE FROM counters WHERE id = $1', [b]); } finally { client.release(); }",
      ),
    },
    {
      name: 'a write in the callback of another',
      code: inFunction(
        "pool.«query»('INSERT INTO projects (name) VALUES ($1)', [a], (error, result) => { if (error) throw error; pool.query('UPDATE counters SET total = total + 1 WHERE id = $1', [b], () => {}); });",
      ),
      output: false,
    },
    {
      name: 'a write that follows another by then',
      code: inFunction(
        "return pool.«query»('INSERT INTO projects (name) VALUES ($1)', [a]).then(() => pool.query('UPDATE counters SET total = total + 1 WHERE id = $1', [b]));",
      ),
      output: false,
    },
    {
      name: 'START TRANSACTION on a pool',
      code: inFunction("await «pool.query('START TRANSACTION')»; await pool.query('COMMIT');"),
    },
    {
      name: 'what a factory is given',
      code: `
        module.exports = (db) => ({
          async save(a, b) {
            await db.«query»('DELETE FROM projects WHERE id = $1', [a]);
            await db.query('DELETE FROM counters WHERE id = $1', [b]);
          },
        });
      `,
    },
    {
      name: 'a Prisma transaction whose handle is not used',
      path: 'src/save.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function save(id: string) {
          await prisma.$transaction(async () => {
            await prisma.«item».deleteMany({ where: { id } });
            await prisma.booking.delete({ where: { id } });
          });
        }
      `,
      output: false,
    },
    {
      name: 'BEGIN on a pool of another file',
      code: `
        const pool = require('./db');
        async function save(a) { await «pool.query('BEGIN')»; await pool.query('DELETE FROM projects WHERE id = $1', [a]); await pool.query('COMMIT'); }
      `,
      files: { 'src/db.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();\n" },
    },
    {
      name: 'a ROLLBACK that is not on the error path',
      code: inFunction(
        "const client = await pool.connect(); await «client.query('BEGIN')»; const { rowCount } = await client.query('DELETE FROM projects WHERE id = $1', [a]); if (rowCount === 0) { await client.query('ROLLBACK'); return; } await client.query('COMMIT'); client.release();",
      ),
    },
    {
      name: 'mysql2: a transaction that is never rolled back',
      code: `
        const mysql = require('mysql2/promise');
        const pool = mysql.createPool({});
        async function save(a) {
          const connection = await pool.getConnection();
          await «connection.beginTransaction()»;
          await connection.execute('DELETE FROM projects WHERE id = ?', [a]);
          await connection.commit();
          connection.release();
        }
      `,
      configuration: { dialect: 'mysql' },
    },
    {
      name: 'Sequelize: a transaction that is never rolled back',
      code: `
        const { Sequelize } = require('sequelize');
        const sequelize = new Sequelize();
        async function save(a) {
          const t = await «sequelize.transaction()»;
          await Order.create({ a }, { transaction: t });
          await t.commit();
        }
      `,
    },
    {
      name: 'TypeORM: a transaction that is never rolled back',
      path: 'src/save.ts',
      code: `
        import { DataSource } from 'typeorm';
        export async function save(dataSource: DataSource, order: Order) {
          const queryRunner = dataSource.createQueryRunner();
          await «queryRunner.startTransaction()»;
          await queryRunner.manager.save(order);
          await queryRunner.commitTransaction();
        }
      `,
    },
    {
      name: 'Sequelize: models that are taken out of what another file exports',
      files: {
        'src/models.js':
          "const { DataTypes, Sequelize } = require('sequelize');\nconst sequelize = new Sequelize();\nconst Order = sequelize.define('Order', { total: DataTypes.INTEGER });\nconst Stock = sequelize.define('Stock', { left: DataTypes.INTEGER });\nmodule.exports = { Order, Stock };\n",
      },
      code: "const { Order, Stock } = require('./models');\nasync function save(total) {\n  await «Order».create({ total });\n  await Stock.create({ left: 1 });\n}\nmodule.exports = save;\n",
    },
    {
      name: 'a pool that the function itself makes',
      code: "import { createPool, sql } from 'slonik';\nexport async function save(id) {\n  const pool = await createPool('postgres://db');\n  await pool.«query»(sql.unsafe`UPDATE projects SET total = 1 WHERE id = ${id}`);\n  await pool.query(sql.unsafe`DELETE FROM counters WHERE id = ${id}`);\n}\n",
    },
    {
      name: 'an update, and an insert into the same table whatever that found',
      code: inFunction(
        "await pool.«query»('UPDATE projects SET name = $1 WHERE id = $2', [a, b]); await pool.query('INSERT INTO projects (name) VALUES ($1)', [b]);",
      ),
    },
  ],
  valid: [
    {
      name: 'BEGIN, statements and COMMIT in one text',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        exports.rename = (from, to) =>
          pool.query(\`BEGIN; UPDATE tickets SET status = 'done'; DELETE FROM projects; COMMIT;\`);
      `,
    },
    {
      name: 'a time stamp before a write',
      code: inFunction(
        "await pool.query('UPDATE feeds SET last_fetched_at = now() WHERE id = $1', [a]); await pool.query('INSERT INTO entries (feed_id) VALUES ($1)', [a]);",
      ),
    },
    {
      name: 'steps of a worker, which takes up again what was left',
      path: 'src/import-worker.js',
      code: inFunction(
        'await pool.query("UPDATE items SET status = \'processing\', started_at = now() WHERE id = $1", [a]); await pool.query("UPDATE imports SET status = \'running\' WHERE id = $1", [b]);',
      ),
    },
    {
      name: 'a transaction that a helper rolls back',
      code: inFunction(
        "const client = await pool.connect(); await client.query('BEGIN'); try { await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('COMMIT'); } catch (error) { await rollbackSafely(client); throw error; }",
      ),
    },
    {
      name: 'functions that do more than write',
      code: `${pool}
        async function addText(a) { const text = await read(a); await pool.query('INSERT INTO texts (name) VALUES ($1)', [text]); }
        async function addImage(b) { const image = await render(b); await pool.query('INSERT INTO images (name) VALUES ($1)', [image]); }
        async function save(a, b) { await addText(a); await addImage(b); }
      `,
    },
    {
      name: 'a loop over a function that handles its own errors',
      code: `${pool}
        async function add(id) { try { await pool.query('INSERT INTO log (item) VALUES ($1)', [id]); return true; } catch (error) { return false; } }
        async function save(ids) { for (const id of ids) await add(id); }
      `,
    },
    {
      name: 'caches and locks',
      code: inFunction(
        "await pool.query('DELETE FROM query_cache WHERE id = $1', [a]); await pool.query('INSERT INTO query_cache (id) VALUES ($1)', [a]);",
      ),
    },
    {
      name: 'a function that makes sure that something is there',
      code: `${pool}async function ensureDefaults(a, b) { await ${insert}; await ${update}; }\n`,
    },
    {
      name: 'a function that seeds',
      code: `${pool}async function seedProjects(a, b) { await ${insert}; await ${update}; }\n`,
    },
    {
      name: 'a second write that may fail by itself',
      code: inFunction(`await ${insert}; try { await ${update}; } catch { /* best effort */ }`),
    },
    {
      name: 'a write that is taken back when something else fails',
      code: inFunction(
        `await ${insert}; try { await mail(a); } catch (error) { await ${update}; throw error; }`,
      ),
    },
    {
      name: 'a loop in which each pass handles its own errors',
      code: inFunction(
        "for (const id of ids) { try { await pool.query('INSERT INTO log (item) VALUES ($1)', [id]); } catch (error) { report(error); } }",
      ),
    },
    {
      name: 'two pools, which are two databases',
      code: `
        const { Pool } = require('pg');
        const orders = new Pool();
        const stats = new Pool();
        async function save(a) {
          await orders.query('DELETE FROM orders WHERE id = $1', [a]);
          await stats.query('DELETE FROM orders WHERE id = $1', [a]);
        }
      `,
    },
    {
      name: 'one table of two databases, Prisma',
      path: 'src/save.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const systemPrisma = new PrismaClient({ datasourceUrl: process.env.SYSTEM_URL });
        const tenantPrisma = new PrismaClient({ datasourceUrl: process.env.TENANT_URL });
        export async function save(id: string) {
          await systemPrisma.item.create({ data: { id } });
          await tenantPrisma.item.create({ data: { id } });
        }
      `,
    },
    {
      name: 'a list that Prisma sends as one transaction',
      path: 'src/save.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function save(id: string, ids: string[]) {
          await prisma.$transaction([prisma.item.deleteMany({ where: { id } }), prisma.booking.delete({ where: { id } })]);
          const operations = [prisma.item.deleteMany({ where: { id } })];
          operations.push(prisma.booking.delete({ where: { id } }));
          await prisma.$transaction(operations);
          await prisma.$transaction(ids.map((each) => prisma.booking.create({ data: { each } })));
        }
      `,
    },
    {
      name: 'Prisma’s own transaction',
      path: 'src/save.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function save(id: string) {
          await prisma.$transaction(async (tx) => {
            await tx.item.deleteMany({ where: { id } });
            await tx.booking.delete({ where: { id } });
          });
        }
      `,
    },
    {
      name: 'better-sqlite3’s own transaction',
      code: `
        const db = require('better-sqlite3')('app.db');
        function save(a, b) {
          db.transaction(() => {
            db.prepare('DELETE FROM projects WHERE id = ?').run(a);
            db.prepare('DELETE FROM counters WHERE id = ?').run(b);
          })();
        }
      `,
    },
    {
      name: 'a helper that opens a transaction around a callback',
      code: inFunction(`await withTransaction(async () => { await ${insert}; await ${update}; });`),
    },
    {
      name: 'a helper that hands the connection to a callback',
      code: inFunction(
        "await withTransaction(async (client) => { await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('DELETE FROM counters WHERE id = $1', [b]); });",
      ),
    },
    {
      name: '@fastify/postgres’ own transaction',
      code: `
        module.exports = async function routes(fastify) {
          fastify.post('/projects', async (request) =>
            fastify.pg.transact(async (client) => {
              await client.query('DELETE FROM projects WHERE id = $1', [request.tenantId]);
              await client.query('DELETE FROM counters WHERE id = $1', [request.tenantId]);
            }),
          );
        };
      `,
    },
    {
      name: 'a method that is transactional by its decorator',
      path: 'src/orders.service.ts',
      code: `
        import { Pool } from 'pg';
        import { Transactional } from 'typeorm-transactional';
        export class Orders {
          constructor(private readonly pool: Pool) {}
          @Transactional()
          async save(a: string, b: string) {
            await this.pool.query('DELETE FROM projects WHERE id = $1', [a]);
            await this.pool.query('DELETE FROM counters WHERE id = $1', [b]);
          }
        }
      `,
    },
    {
      name: 'Sequelize: calls that are told their transaction',
      code: `
        const { DataTypes, Sequelize } = require('sequelize');
        const sequelize = new Sequelize();
        const Order = sequelize.define('Order', { total: DataTypes.INTEGER });
        const Stock = sequelize.define('Stock', { left: DataTypes.INTEGER });
        async function place(total, id) {
          await sequelize.transaction(async (t) => {
            await Order.create({ total }, { transaction: t });
            await Stock.update({ left: 0 }, { where: { id }, transaction: t });
          });
        }
      `,
    },
    {
      name: 'Mongoose: calls that are told their session',
      code: `
        const mongoose = require('mongoose');
        const Order = mongoose.model('Order', new mongoose.Schema({ total: Number }));
        const Stock = mongoose.model('Stock', new mongoose.Schema({ left: Number }));
        async function place(total, id) {
          const session = await mongoose.startSession();
          await session.withTransaction(async () => {
            await Order.create([{ total }], { session });
            await Stock.updateOne({ _id: id }, { left: 0 }, { session });
          });
        }
      `,
    },
    {
      name: 'TypeORM: a query runner that is rolled back',
      path: 'src/save.ts',
      code: `
        import { DataSource } from 'typeorm';
        export async function save(dataSource: DataSource, order: Order, stock: Stock) {
          const queryRunner = dataSource.createQueryRunner();
          await queryRunner.startTransaction();
          try {
            await queryRunner.manager.save(order);
            await queryRunner.manager.save(stock);
            await queryRunner.commitTransaction();
          } catch (error) {
            await queryRunner.rollbackTransaction();
            throw error;
          } finally {
            await queryRunner.release();
          }
        }
      `,
    },
    {
      name: 'mysql2: a connection that is rolled back in a handler of errors',
      code: `
        const mysql = require('mysql2/promise');
        const pool = mysql.createPool({});
        async function save(a) {
          const connection = await pool.getConnection();
          await connection.beginTransaction();
          await run(connection, a).then(() => connection.commit()).catch(() => connection.rollback());
        }
      `,
      configuration: { dialect: 'mysql' },
    },
    {
      name: 'a function that begins, and leaves the end to others',
      code: `${pool}async function begin() { const client = await pool.connect(); await client.query('BEGIN'); return client; }\n`,
    },
    {
      name: 'BEGIN on the connection that an object keeps',
      path: 'src/unit.ts',
      code: `
        import { PoolClient } from 'pg';
        export class Unit {
          constructor(private readonly client: PoolClient) {}
          async begin() { await this.client.query('BEGIN'); }
          async commit() { await this.client.query('COMMIT'); }
        }
      `,
    },
    {
      name: 'BEGIN on the one connection of a client',
      code: `
        const { Client } = require('pg');
        const client = new Client();
        async function save(a) {
          await client.query('BEGIN');
          try { await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('COMMIT'); }
          catch (error) { await client.query('ROLLBACK'); throw error; }
        }
      `,
    },
    { name: 'one write', code: inFunction(`await ${insert};`) },
    {
      name: 'a write and a read',
      code: inFunction(`await ${insert}; await pool.query('SELECT id FROM projects WHERE name = $1', [a]);`),
    },
    {
      name: 'branches that exclude each other',
      code: inFunction(`if (a) await ${insert}; else await ${update};`),
    },
    {
      name: 'a branch that returns',
      code: inFunction(`if (a) { await ${insert}; return; } await ${update};`),
    },
    {
      name: 'cases that exclude each other',
      code: inFunction(`switch (a) { case 1: await ${insert}; break; case 2: await ${update}; break; }`),
    },
    {
      name: 'a write, and another when it fails',
      code: inFunction(`try { await ${insert}; } catch { await ${update}; }`),
    },
    {
      name: 'one statement with CTEs',
      code: inFunction(
        "await pool.query('WITH p AS (INSERT INTO projects (name) VALUES ($1) RETURNING id) UPDATE counters SET total = total + 1 FROM p', [a]);",
      ),
    },
    {
      name: 'one connection with BEGIN, COMMIT and ROLLBACK',
      code: inFunction(
        "const client = await pool.connect(); try { await client.query('BEGIN'); await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('DELETE FROM counters WHERE id = $1', [b]); await client.query('COMMIT'); } catch (error) { await client.query('ROLLBACK'); throw error; } finally { client.release(); }",
      ),
    },
    {
      name: 'callbacks that a wrapper keeps, each of which runs when it is called',
      code: inFunction(
        `const add = cache.mutate(async () => ${insert}); const count = cache.mutate(async () => ${update}); return { add, count };`,
      ),
    },
    {
      name: 'a write that may fail by itself, and one after it',
      code: inFunction(`try { await ${insert}; } catch { /* best effort */ } await ${update};`),
    },
    {
      name: 'a handle that a caller passes in',
      code: `async function save(client, a, b) {
        await client.query('DELETE FROM projects WHERE id = $1', [a]);
        await client.query('DELETE FROM counters WHERE id = $1', [b]);
      }`,
    },
    {
      name: 'the library’s own transaction',
      code: `
        const postgres = require('postgres');
        const sql = postgres();
        async function save(a, b) {
          await sql.begin(async (tx) => {
            await tx\`DELETE FROM projects WHERE id = \${a}\`;
            await tx\`DELETE FROM counters WHERE id = \${b}\`;
          });
        }
      `,
    },
    {
      name: 'a loop with an upsert',
      code: inFunction(
        "for (const id of ids) await pool.query('INSERT INTO log (item) VALUES ($1) ON CONFLICT (item) DO NOTHING', [id]);",
      ),
    },
    {
      name: 'writes of two handlers that run at other times',
      code: inFunction(`emitter.on('a', () => ${insert}); emitter.on('b', () => ${update});`),
    },
    { name: 'a test', path: 'test/projects.test.js', code: inFunction(`await ${insert}; await ${update};`) },
    { name: 'a seed', path: 'seeds/projects.js', code: inFunction(`await ${insert}; await ${update};`) },
    {
      name: 'a migration',
      path: 'migrations/001_projects.js',
      code: inFunction(`await ${insert}; await ${update};`),
    },
    {
      name: 'better-sqlite3: a transaction that is given arguments',
      code: "const Database = require('better-sqlite3');\nconst db = new Database('app.db');\nexports.move = db.transaction((a, b) => {\n  db.prepare('UPDATE accounts SET total = total - 1 WHERE id = ?').run(a);\n  db.prepare('UPDATE accounts SET total = total + 1 WHERE id = ?').run(b);\n});\n",
    },
    {
      name: 'an insert where the update found no row',
      code: inFunction(
        "const found = await pool.query('UPDATE projects SET name = $1 WHERE id = $2', [a, b]); if (found.rowCount) return; await pool.query('INSERT INTO projects (name) VALUES ($1)', [a]);",
      ),
    },
  ],
});
