import unrecordedTransition from '../../../rules/architecture/unrecorded-transition/rule';
import { ruleTests } from '../rule-tester';

const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const schema = `
  CREATE TABLE orders (id uuid PRIMARY KEY, status text NOT NULL, note text);
  CREATE TABLE order_events (id bigserial PRIMARY KEY, order_id uuid NOT NULL REFERENCES orders (id), event_type text NOT NULL);
  CREATE INDEX order_events_order_id_idx ON order_events (order_id);
  CREATE TABLE hitl_sessions (id uuid PRIMARY KEY, state text NOT NULL, expires_at timestamptz);
  CREATE TABLE hitl_events (id bigserial PRIMARY KEY, session_id uuid NOT NULL REFERENCES hitl_sessions (id), event_type text NOT NULL);
  CREATE INDEX hitl_events_session_id_idx ON hitl_events (session_id);
  CREATE TABLE hitl_approvals (id uuid PRIMARY KEY, state text NOT NULL);
  CREATE TABLE tickets (id uuid PRIMARY KEY, status text NOT NULL);
`;

ruleTests(unrecordedTransition, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    {
      name: 'an events table that has keys and times alone, and a history of a person’s status',
      code: `
        import { Pool } from 'pg';
        const pool = new Pool();
        export const finish = (id) => pool.query("UPDATE «runs» SET state = 'done' WHERE id = $1", [id]);
        export const win = (id) => pool.query("UPDATE «leads» SET status = 'won' WHERE id = $1", [id]);
      `,
      files: {
        'db/schema.sql': `
          CREATE TABLE runs (id int PRIMARY KEY, state text);
          CREATE TABLE run_events (id int PRIMARY KEY, run_id int, created_at timestamptz);
          CREATE TABLE leads (id int PRIMARY KEY, status text);
          CREATE TABLE lead_status_history (id int PRIMARY KEY, lead_id int, status text);
        `,
      },
    },
    {
      name: 'a state that is updated alone',
      code: `${pg}const ship = (id) => pool.query("UPDATE «orders» SET status = 'shipped' WHERE id = $1", [id]);\n`,
      messages: [
        'This changes orders.status and writes nothing to order_events: nobody can tell later how the row came to that state, and a replay misses it. Insert the event in the same transaction.',
      ],
      related: [1],
      output: false,
    },
    {
      name: 'the events of a family of tables',
      code: `${pg}const expire = () => pool.query("UPDATE «hitl_sessions» SET state = 'expired', expires_at = now() WHERE expires_at < now()");\n`,
    },
    {
      name: 'another transition that is recorded is shown',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        async function pay(id) {
          await pool.query("WITH paid AS (UPDATE orders SET status = 'paid' WHERE id = $1 RETURNING id) INSERT INTO order_events (order_id, event_type) SELECT id, 'paid' FROM paid", [id]);
        }
        async function ship(id) {
          await pool.query("UPDATE «orders» SET status = 'shipped' WHERE id = $1", [id]);
        }
      `,
      related: [2],
    },
    {
      name: 'in a transaction with something else',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        async function ship(id) {
          const client = await pool.connect();
          try {
            await client.query('BEGIN');
            await client.query("UPDATE «orders» SET status = 'shipped' WHERE id = $1", [id]);
            await client.query("UPDATE tickets SET status = 'done' WHERE id = $1", [id]);
            await client.query('COMMIT');
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
      name: 'a log line is no event',
      code: `${pg}async function ship(id) {\n  await pool.query("UPDATE «orders» SET status = 'shipped' WHERE id = $1", [id]);\n  logger.info({ id }, 'order shipped event');\n}\n`,
    },
    {
      name: 'knex',
      code: "const knex = require('knex')({ client: 'pg' });\nconst ship = (id) => knex('«orders»').where({ id }).update({ status: 'shipped' });\n",
    },
    {
      name: 'Prisma',
      path: 'src/orders.ts',
      files: {
        'migrations/001.sql': '',
        'prisma/schema.prisma': `
          model Order {
            id     String @id
            status String
            events OrderEvent[]
          }
          model OrderEvent {
            id      String @id
            type    String
            orderId String
            order   Order  @relation(fields: [orderId], references: [id])
            @@index([orderId])
          }
        `,
      },
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export const ship = (id: string) => prisma.«order».update({ where: { id }, data: { status: 'shipped' } });
      `,
      messages: [
        'This changes Order.status and writes nothing to OrderEvent: nobody can tell later how the row came to that state, and a replay misses it. Insert the event in the same transaction.',
      ],
    },
    {
      name: 'a history, by its name',
      files: {
        'migrations/001.sql': `
          CREATE TABLE vms (id uuid PRIMARY KEY, state text);
          CREATE TABLE vm_state_history (id bigserial PRIMARY KEY, vm_id uuid NOT NULL REFERENCES vms (id), state text);
          CREATE INDEX a ON vm_state_history (vm_id);
        `,
      },
      code: `${pg}const stop = (id) => pool.query("UPDATE «vms» SET state = 'stopped' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'an audit table, and a column with the word at its end',
      files: {
        'migrations/001.sql': `
          CREATE TABLE deliveries (id uuid PRIMARY KEY, payment_status text);
          CREATE TABLE delivery_audit_log (id bigserial PRIMARY KEY, delivery_id uuid NOT NULL REFERENCES deliveries (id), action text);
          CREATE INDEX a ON delivery_audit_log (delivery_id);
        `,
      },
      code: `${pg}const pay = (id) => pool.query("UPDATE «deliveries» SET payment_status = 'paid' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'an events table that is configured',
      files: { 'migrations/002.sql': 'CREATE TABLE activity (id bigserial PRIMARY KEY, subject text);' },
      configuration: {
        options: { 'architecture/unrecorded-transition': { events: { tickets: 'activity' } } },
      },
      code: `${pg}const done = (id) => pool.query("UPDATE «tickets» SET status = 'done' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'a trigger that only sets a time',
      files: {
        'migrations/002.sql': `
          CREATE FUNCTION touch() RETURNS trigger AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END; $$ LANGUAGE plpgsql;
          CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
        `,
      },
      code: `${pg}const ship = (id) => pool.query("UPDATE «orders» SET status = 'shipped' WHERE id = $1", [id]);\n`,
    },
  ],
  valid: [
    {
      name: 'the event is written by the same statement',
      code: `${pg}const ship = (id) => pool.query("WITH o AS (UPDATE orders SET status = 'shipped' WHERE id = $1 RETURNING id) INSERT INTO order_events (order_id, event_type) SELECT id, 'shipped' FROM o", [id]);\n`,
    },
    {
      name: 'the event is written in the same transaction',
      code: `
        const { pool, withTransaction } = require('./db');
        const { Pool } = require('pg');
        async function ship(id) {
          await withTransaction(async (client) => {
            await client.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [id]);
            await client.query("INSERT INTO order_events (order_id, event_type) VALUES ($1, 'shipped')", [id]);
          });
        }
      `,
      files: {
        'src/db.js':
          "const { Pool } = require('pg');\nexports.pool = new Pool();\nexports.withTransaction = async (work) => work(await exports.pool.connect());\n",
      },
    },
    {
      name: 'the event is written by a function that it calls',
      code: `
        const { Pool } = require('pg');
        const { addToLog } = require('./log');
        const pool = new Pool();
        async function ship(id) {
          await pool.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [id]);
          await addToLog(pool, id, 'shipped');
        }
      `,
      files: {
        'src/log.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nexports.addToLog = (_, id, type) => pool.query('INSERT INTO order_events (order_id, event_type) VALUES ($1, $2)', [id, type]);\n",
      },
    },
    {
      name: 'the event is written by the caller',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        const setStatus = (id, status) => pool.query('UPDATE orders SET status = $2 WHERE id = $1', [id, status]);
        async function ship(id) {
          await setStatus(id, 'shipped');
          await pool.query("INSERT INTO order_events (order_id, event_type) VALUES ($1, 'shipped')", [id]);
        }
      `,
    },
    {
      name: 'the event is handed to what keeps events',
      code: `${pg}class Orders {\n  async ship(id) {\n    await pool.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [id]);\n    await this.eventStore.append(id, 'shipped');\n  }\n}\n`,
    },
    {
      name: 'a trigger writes the event',
      files: {
        'migrations/002.sql': `
          CREATE FUNCTION note_order() RETURNS trigger AS $$ BEGIN
            INSERT INTO order_events (order_id, event_type) VALUES (NEW.id, NEW.status);
            RETURN NEW;
          END; $$ LANGUAGE plpgsql;
          CREATE TRIGGER orders_note AFTER UPDATE OF status ON orders FOR EACH ROW EXECUTE FUNCTION note_order();
        `,
      },
      code: `${pg}const ship = (id) => pool.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'a trigger in a migration in code',
      files: {
        'migrations/002.js':
          "exports.up = (knex) => knex.raw('CREATE TRIGGER o AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit_row()');\nexports.down = (knex) => knex.raw('DROP TRIGGER o ON orders');\n",
      },
      code: `${pg}const ship = (id) => pool.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'a function of the database writes the event',
      files: {
        'migrations/002.sql': `
          CREATE FUNCTION note(o uuid, e text) RETURNS void AS $$ INSERT INTO order_events (order_id, event_type) VALUES (o, e); $$ LANGUAGE sql;
        `,
      },
      code: `${pg}async function ship(id) {\n  await pool.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [id]);\n  await pool.query("SELECT note($1, 'shipped')", [id]);\n}\n`,
    },
    {
      name: 'Prisma: the event is created with the update',
      path: 'src/orders.ts',
      files: {
        'migrations/001.sql': '',
        'prisma/schema.prisma': `
          model Order {
            id     String @id
            status String
            events OrderEvent[]
          }
          model OrderEvent {
            id      String @id
            type    String
            orderId String
            order   Order  @relation(fields: [orderId], references: [id])
            @@index([orderId])
          }
        `,
      },
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export const ship = (id: string) =>
          prisma.order.update({ where: { id }, data: { status: 'shipped', events: { create: { type: 'shipped' } } } });
      `,
    },
    {
      name: 'another column',
      code: `${pg}const note = (id, text) => pool.query('UPDATE orders SET note = $2 WHERE id = $1', [id, text]);\n`,
    },
    {
      name: 'the state only as a condition',
      code: `${pg}const extend = (id) => pool.query("UPDATE hitl_sessions SET expires_at = now() WHERE id = $1 AND state = 'open'", [id]);\n`,
    },
    {
      name: 'a table without events',
      code: `${pg}const done = (id) => pool.query("UPDATE tickets SET status = 'done' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'a table of the family that the events are not about',
      code: `${pg}const approve = (id) => pool.query("UPDATE hitl_approvals SET state = 'approved' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'events that take place',
      files: {
        'migrations/001.sql': `
          CREATE TABLE clubs (id uuid PRIMARY KEY, status text);
          CREATE TABLE club_events (id uuid PRIMARY KEY, club_id uuid NOT NULL REFERENCES clubs (id), name text, starts_at timestamptz);
          CREATE INDEX a ON club_events (club_id);
        `,
      },
      code: `${pg}const close = (id) => pool.query("UPDATE clubs SET status = 'closed' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'what users do on pages',
      files: {
        'migrations/001.sql': `
          CREATE TABLE users (id uuid PRIMARY KEY, status text);
          CREATE TABLE user_events (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES users (id), event_name text, data jsonb);
          CREATE INDEX a ON user_events (user_id);
        `,
      },
      code: `${pg}const ban = (id) => pool.query("UPDATE users SET status = 'banned' WHERE id = $1", [id]);\n`,
    },
    {
      name: 'a migration',
      path: 'migrations/003.js',
      code: `${pg}exports.up = () => pool.query("UPDATE orders SET status = 'new'");\nexports.down = () => {};\n`,
    },
    {
      name: 'a back-fill',
      path: 'src/backfill-orders.js',
      code: `${pg}const fill = () => pool.query("UPDATE orders SET status = 'new' WHERE status IS NULL");\n`,
    },
    {
      name: 'a test',
      path: 'test/orders.test.js',
      code: `${pg}pool.query("UPDATE orders SET status = 'new'");\n`,
    },
  ],
});
