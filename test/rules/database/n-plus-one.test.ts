import nPlusOne from '../../../rules/database/n-plus-one/rule';
import { ruleTests } from '../rule-tester';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const inFunction = (body: string) => `${pool}async function run(tickets, ids, running) {\n  ${body}\n}\n`;
const one = "SELECT id FROM users WHERE id = $1'";

ruleTests(nPlusOne, {
  invalid: [
    {
      name: 'in for…of',
      code: inFunction(`for (const ticket of tickets) await pool.«query»('${one}, [ticket.userId]);`),
      messages: [
        'This SELECT from users runs once for each element of tickets. Collect the keys and run it once, with = ANY or IN.',
      ],
      related: [1],
    },
    {
      name: 'in a counted loop',
      code: inFunction(`for (let i = 0; i < ids.length; i++) await pool.«query»('${one}, [ids[i]]);`),
    },
    {
      name: 'in a loop that takes elements off a list',
      code: inFunction(
        `while (ids.length > 0) { const id = ids.shift(); await pool.«query»('${one}, [id]); }`,
      ),
      // The element of such a loop has no name in its head.
      severity: 'warning',
    },
    {
      name: 'in the callback of map, under Promise.all',
      code: inFunction(`await Promise.all(ids.map((id) => pool.«query»('${one}, [id])));`),
    },
    {
      name: 'in the callback of forEach',
      code: inFunction(`ids.forEach(async (id) => { await pool.«query»('${one}, [id]); });`),
    },
    {
      name: 'in the callback of reduce',
      code: inFunction(
        `await ids.reduce(async (before, id) => { await before; await pool.«query»('${one}, [id]); }, undefined);`,
      ),
    },
    {
      name: 'in the callback of flatMap, destructured',
      code: inFunction(`tickets.flatMap(async ({ userId }) => pool.«query»('${one}, [userId]));`),
    },
    {
      name: 'by something made from the element',
      code: inFunction(
        `for (const ticket of tickets) { const { userId } = ticket; await pool.«query»('${one}, [userId]); }`,
      ),
    },
    {
      name: 'a write',
      code: inFunction(
        "for (const id of ids) await pool.«query»('UPDATE users SET seen = true WHERE id = $1', [id]);",
      ),
    },
    {
      name: 'that does not depend on the element: it is named as such',
      code: inFunction(
        "for (const id of ids) { const { rows } = await pool.«query»('SELECT id FROM plans LIMIT 1'); id.plan = rows[0]; }",
      ),
      severity: 'info',
      messages: [
        'This SELECT from plans does not depend on the element of ids, but runs once for each. Run it before the loop.',
      ],
    },
    {
      name: 'through a function of the same file',
      code: `${pool}
        async function loadUser(id) {
          const { rows } = await pool.query('${one}, [id]);
          return rows[0];
        }
        async function run(tickets) {
          for (const ticket of tickets) ticket.user = await «loadUser»(ticket.userId);
        }
      `,
      messages: [
        'loadUser runs a SELECT from users, and is called once for each element of tickets. Give it the whole list, and run the query once.',
      ],
      related: [2],
    },
    {
      name: 'through a repository class in another file, injected by its constructor',
      path: 'src/board.service.ts',
      code: `
        import { UserRepository } from './user.repository';
        export class BoardService {
          constructor(private readonly users: UserRepository) {}
          async board(tickets: { userId: string }[]) {
            return Promise.all(tickets.map(async (ticket) => ({ ...ticket, user: await «this.users.byId»(ticket.userId) })));
          }
        }
      `,
      files: {
        'src/user.repository.ts': `
          import { Pool } from 'pg';
          export class UserRepository {
            constructor(private readonly pool: Pool) {}
            async byId(id: string) {
              return this.one('SELECT id FROM users WHERE id = $1', id);
            }
            private async one(sql: string, id: string) {
              const { rows } = await this.pool.query('SELECT id FROM users WHERE id = $1', [id]);
              return rows[0];
            }
          }
        `,
      },
    },
    {
      name: 'through a re-export, CommonJS',
      code: `
        const { users } = require('./repositories');
        async function run(tickets) {
          for (const ticket of tickets) await «users.byId»(ticket.userId);
        }
        module.exports = { run };
      `,
      files: {
        'src/repositories/index.js': "const users = require('./users');\nmodule.exports = { users };\n",
        'src/repositories/users.js': `${pool}async function byId(id) {\n  return pool.query('${one}, [id]);\n}\nmodule.exports = { byId };\n`,
      },
    },
    {
      name: 'with a fix: one row',
      code: `${pool}
        async function withUsers(tickets) {
          for (const ticket of tickets) {
            const { rows: [user] } = await pool.«query»('SELECT id, name FROM users WHERE id = $1', [ticket.userId]);
            ticket.user = user;
          }
        }
      `,
      fix: 'Ask once before the loop',
      output: `${pool}
        async function withUsers(tickets) {
          const { rows: allUsers } = await pool.query('SELECT id, name FROM users WHERE id = ANY($1)', [tickets.map((ticket) => ticket.userId)]);
          const usersById = new Map(allUsers.map((row) => [String(row.id), row]));
          for (const ticket of tickets) {
            const user = usersById.get(String(ticket.userId));
            ticket.user = user;
          }
        }
      `,
    },
    {
      name: 'with a fix: all rows of each, in TypeScript',
      path: 'src/board.ts',
      code: `
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function withComments(tickets: Ticket[]) {
          for (const ticket of tickets) {
            const { rows } = await pool.«query»(
              'SELECT ticket_id, body FROM comments WHERE ticket_id = $1 ORDER BY created_at',
              [ticket.id],
            );
            ticket.comments = rows;
          }
        }
      `,
      output: `
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function withComments(tickets: Ticket[]) {
          const { rows: allComments } = await pool.query('SELECT ticket_id, body FROM comments WHERE ticket_id = ANY($1) ORDER BY created_at', [tickets.map((ticket) => ticket.id)]);
          const commentsByTicketId = new Map();
          for (const row of allComments) {
            const key = String(row.ticket_id);
            commentsByTicketId.set(key, commentsByTicketId.get(key) ?? []);
            commentsByTicketId.get(key).push(row);
          }
          for (const ticket of tickets) {
            const rows = commentsByTicketId.get(String(ticket.id)) ?? [];
            ticket.comments = rows;
          }
        }
      `,
    },
    {
      name: 'with a fix: a whole result that is read for its rows',
      code: inFunction(
        "for (const ticket of tickets) { const result = await pool.«query»('SELECT id, name FROM users WHERE id = $1', [ticket.userId]); ticket.user = result.rows[0]; }",
      ),
      output: inFunction(
        [
          "const { rows: allUsers } = await pool.query('SELECT id, name FROM users WHERE id = ANY($1)', [tickets.map((ticket) => ticket.userId)]);",
          'const usersById = new Map();',
          'for (const row of allUsers) {',
          '  const key = String(row.id);',
          '  usersById.set(key, usersById.get(key) ?? []);',
          '  usersById.get(key).push(row);',
          '}',
          'for (const ticket of tickets) { const result = { rows: usersById.get(String(ticket.userId)) ?? [] }; ticket.user = result.rows[0]; }',
        ].join('\n  '),
      ),
    },
    {
      name: 'with a fix: under Promise.all, with a destructured element',
      code: `${pool}
        async function withUsers(tickets) {
          return Promise.all(
            tickets.map(async ({ userId, title }) => {
              const user = (await pool.«query»('SELECT id, name FROM users WHERE id = $1', [userId])).rows[0];
              return { title, user };
            }),
          );
        }
      `,
      output: `${pool}
        async function withUsers(tickets) {
          const { rows: allUsers } = await pool.query('SELECT id, name FROM users WHERE id = ANY($1)', [tickets.map(({ userId, title }) => userId)]);
          const usersById = new Map(allUsers.map((row) => [String(row.id), row]));
          return Promise.all(
            tickets.map(async ({ userId, title }) => {
              const user = usersById.get(String(userId));
              return { title, user };
            }),
          );
        }
      `,
    },
    {
      name: 'with a fix: a pool of another file, a join, and a value from around the loop',
      code: `
        const db = require('./db');
        async function withOwners(tenantId, tickets) {
          for (const ticket of tickets) {
            const { rows } = await db.«query»('SELECT o.ticket_id, u.name FROM owners o JOIN users u ON u.id = o.user_id WHERE o.tenant_id = $1 AND o.ticket_id = $2', [tenantId, ticket.id]);
            ticket.owners = rows;
          }
        }
      `,
      files: { 'src/db.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();\n" },
      output: `
        const db = require('./db');
        async function withOwners(tenantId, tickets) {
          const { rows: allOwners } = await db.query('SELECT o.ticket_id, u.name FROM owners o JOIN users u ON u.id = o.user_id WHERE o.tenant_id = $1 AND o.ticket_id = ANY($2)', [tenantId, tickets.map((ticket) => ticket.id)]);
          const ownersByTicketId = new Map();
          for (const row of allOwners) {
            const key = String(row.ticket_id);
            ownersByTicketId.set(key, ownersByTicketId.get(key) ?? []);
            ownersByTicketId.get(key).push(row);
          }
          for (const ticket of tickets) {
            const rows = ownersByTicketId.get(String(ticket.id)) ?? [];
            ticket.owners = rows;
          }
        }
      `,
    },
    {
      name: 'with a fix: Prisma',
      path: 'src/board.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function withUsers(tickets: Ticket[]) {
          for (const ticket of tickets) {
            const user = await prisma.«user».findUnique({ where: { id: ticket.userId }, select: { id: true, name: true } });
            ticket.user = user;
          }
        }
      `,
      output: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function withUsers(tickets: Ticket[]) {
          const allUsers = await prisma.user.findMany({ where: { id: { in: tickets.map((ticket) => ticket.userId) } }, select: { id: true, name: true } });
          const usersById = new Map(allUsers.map((each) => [each.id, each] as const));
          for (const ticket of tickets) {
            const user = usersById.get(ticket.userId) ?? null;
            ticket.user = user;
          }
        }
      `,
    },
    {
      name: 'with a fix: Mongoose',
      code: `
        const mongoose = require('mongoose');
        const User = mongoose.model('User', new mongoose.Schema({ name: String }));
        async function withUsers(tickets) {
          for (const ticket of tickets) {
            ticket.user = await «User».findById(ticket.userId);
          }
        }
      `,
      output: `
        const mongoose = require('mongoose');
        const User = mongoose.model('User', new mongoose.Schema({ name: String }));
        async function withUsers(tickets) {
          const allUsers = await User.find({ _id: { $in: tickets.map((ticket) => ticket.userId) } });
          const usersById = new Map(allUsers.map((each) => [String(each._id), each]));
          for (const ticket of tickets) {
            ticket.user = usersById.get(String(ticket.userId)) ?? null;
          }
        }
      `,
    },
    ...[
      [
        'the column is not selected',
        "const { rows } = await pool.«query»('SELECT name FROM users WHERE id = $1', [ticket.userId]); ticket.user = rows[0];",
      ],
      [
        'a limit counts for each',
        "const { rows } = await pool.«query»('SELECT id FROM users WHERE team_id = $1 LIMIT 3', [ticket.teamId]); ticket.users = rows;",
      ],
      [
        'a second value of the element comes with it',
        "const { rows } = await pool.«query»('SELECT id FROM users WHERE id = $1 AND tenant_id = $2', [ticket.userId, ticket.tenantId]); ticket.users = rows;",
      ],
      [
        'the loop waits for something else too',
        "const { rows } = await pool.«query»('SELECT id FROM users WHERE id = $1', [ticket.userId]); await notify(rows);",
      ],
      [
        'the row is written to',
        "const { rows: [user] } = await pool.«query»('SELECT id FROM users WHERE id = $1', [ticket.userId]); user.ticket = ticket;",
      ],
      [
        'the key is made by a call',
        "const { rows } = await pool.«query»('SELECT id FROM users WHERE id = $1', [keyOf(ticket)]); ticket.users = rows;",
      ],
      [
        'the result is used as a whole',
        "const result = await pool.«query»('SELECT id FROM users WHERE id = $1', [ticket.userId]); ticket.users = result;",
      ],
    ].map(([name, body]) => ({
      name: `without a fix where ${name}`,
      code: inFunction(`for (const ticket of tickets) { ${body} }`),
      output: false as const,
    })),
    {
      name: 'in a while loop that counts through a list',
      code: inFunction(`let i = 0; while (i < ids.length) { await pool.«query»('${one}, [ids[i]]); i++; }`),
    },
    {
      name: 'in the callback of filter, every, some and find',
      code: inFunction(`ids.filter(async (id) => (await pool.«query»('${one}, [id])).rows.length > 0);`),
    },
    {
      name: 'per page of a site, which is no page of a result',
      code: inFunction(
        `for (const page of tickets) await pool.«query»('SELECT id FROM views WHERE page_id = $1', [page.id]);`,
      ),
    },
    {
      name: 'per element of a batch',
      code: inFunction(`for (const row of tickets.batch) await pool.«query»('${one}, [row.id]);`),
    },
    {
      name: 'per group',
      code: inFunction(
        `for (const group of tickets.groups) await pool.«query»('SELECT id FROM users WHERE group_id = $1', [group.id]);`,
      ),
    },
    {
      name: 'per piece of a split text',
      code: inFunction(`for (const id of tickets.split(',')) await pool.«query»('${one}, [id]);`),
    },
    {
      name: 'in a function that is handed to map by its name',
      code: `${pool}
        const loadUser = (id) => pool.query('${one}, [id]);
        async function run(ids) { return Promise.all(ids.map(«loadUser»)); }
      `,
    },
    {
      name: 'through p-map and p-limit',
      code: `import pMap from 'p-map';\n${inFunction(`await pMap(ids, async (id) => pool.«query»('${one}, [id]), { concurrency: 5 });`)}`,
    },
    {
      name: 'through lodash’s each',
      code: `const _ = require('lodash');\n${inFunction(`_.each(ids, async (id) => { await pool.«query»('${one}, [id]); });`)}`,
    },
    {
      name: 'mysql2',
      code: `
        const mysql = require('mysql2/promise');
        const pool = mysql.createPool({});
        async function run(ids) { for (const id of ids) await pool.«execute»('SELECT name FROM users WHERE id = ?', [id]); }
      `,
      output: false,
    },
    {
      name: 'better-sqlite3',
      code: `
        const db = require('better-sqlite3')('app.db');
        function run(ids) { return ids.map((id) => db.«prepare»(\`SELECT name FROM users WHERE id = \${id}\`).get()); }
      `,
    },
    {
      name: 'better-sqlite3, prepared before the loop',
      code: `
        const Database = require('better-sqlite3');
        const db = new Database('app.db');
        const byId = db.prepare('SELECT name FROM users WHERE id = ?');
        function run(ids) {
          const found = [];
          for (const id of ids) found.push(byId.«get»(id));
          return found;
        }
        function names(ids) {
          const names = db.prepare('SELECT name FROM users WHERE id = ?');
          return ids.map((id) => names.pluck().«all»(id));
        }
        function onTheSpot(ids) {
          return ids.map((id) => db.«prepare»('SELECT name FROM users WHERE id = ?').get(id));
        }
      `,
      messages: [
        'This SELECT from users runs once for each element of ids. Collect the keys and run it once, with = ANY or IN.',
        'This SELECT from users runs once for each element of ids. Collect the keys and run it once, with = ANY or IN.',
        'This SELECT from users runs once for each element of ids. Collect the keys and run it once, with = ANY or IN.',
      ],
      output: false,
    },
    {
      name: 'objection: rows of a relation',
      code: `
        const { Model } = require('objection');
        class Person extends Model { static get tableName() { return 'persons'; } }
        async function run(people) {
          for (const person of people) person.pets = await person.«$relatedQuery»('pets');
          for (const person of people) await person.«$query»().patch({ seen: true });
          await Promise.all(people.map((each) => each.«$fetchGraph»('[pets.toys]')));
        }
      `,
      output: false,
    },
    {
      name: 'postgres.js',
      code: `
        import postgres from 'postgres';
        const sql = postgres();
        export async function run(ids) { for (const id of ids) await «sql»\`SELECT name FROM users WHERE id = \${id}\`; }
      `,
    },
    {
      name: 'knex',
      code: `
        const knex = require('knex')({ client: 'pg' });
        async function run(ids) { for (const id of ids) await knex('«users»').where({ id }).first(); }
      `,
    },
    {
      name: 'Sequelize',
      code: `
        const { DataTypes, Sequelize } = require('sequelize');
        const sequelize = new Sequelize();
        const User = sequelize.define('User', { name: DataTypes.STRING });
        async function run(tickets) { return Promise.all(tickets.map((ticket) => «User».findByPk(ticket.userId))); }
      `,
    },
    {
      name: 'what belongs to a model, Sequelize',
      code: `
        const { DataTypes, Sequelize } = require('sequelize');
        const sequelize = new Sequelize();
        const User = sequelize.define('User', { name: DataTypes.STRING });
        async function run() {
          const users = await User.findAll({ limit: 50 });
          for (const user of users) user.posts = await user.«getPosts»();
          return Promise.all(users.map(async (user) => ({ user, total: await user.«countPosts»() })));
        }
      `,
    },
    {
      name: 'what belongs to a document, Mongoose',
      code: `
        const mongoose = require('mongoose');
        const User = mongoose.model('User', new mongoose.Schema({ name: String }));
        async function run() {
          const users = await User.find({}).limit(50);
          for (const user of users) await user.«populate»('posts');
        }
      `,
    },
    {
      name: 'TypeORM',
      path: 'src/users.service.ts',
      code: `
        import { Injectable } from '@nestjs/common';
        import { InjectRepository } from '@nestjs/typeorm';
        import { Repository } from 'typeorm';
        import { User } from './user.entity';
        @Injectable()
        export class Users {
          constructor(@InjectRepository(User) private readonly users: Repository<User>) {}
          async run(ids: string[]) { for (const id of ids) await «this.users».findOne({ where: { id } }); }
        }
      `,
      files: {
        'src/user.entity.ts':
          "import { Entity, PrimaryColumn } from 'typeorm';\n@Entity()\nexport class User { @PrimaryColumn() id: string; }\n",
      },
    },
    {
      name: 'Drizzle',
      path: 'src/users.ts',
      code: `
        import { eq } from 'drizzle-orm';
        import { drizzle } from 'drizzle-orm/node-postgres';
        import { pgTable, uuid } from 'drizzle-orm/pg-core';
        const users = pgTable('users', { id: uuid('id').primaryKey() });
        const db = drizzle(process.env.DATABASE_URL);
        export async function run(ids: string[]) { for (const id of ids) await db.select().from(«users»).where(eq(users.id, id)); }
      `,
    },
    {
      name: 'the MongoDB driver',
      code: `
        const { MongoClient } = require('mongodb');
        const db = new MongoClient('mongodb://localhost').db('app');
        async function run(ids) { for (const id of ids) await db.collection(«'users'»).findOne({ _id: id }); }
      `,
    },
    {
      name: 'one function in several arms of a branch: that is one fault',
      code: `${pool}
        const loadBy = (key, value) => pool.query(\`SELECT id FROM users WHERE id = $1\`, [value]);
        async function run(tickets) {
          for (const ticket of tickets) {
            if (ticket.email) await «loadBy»('email', ticket.email);
            else await loadBy('id', ticket.id);
          }
        }
      `,
    },
    {
      name: 'a helper that does not depend on the element',
      code: `${pool}
        const loadPlan = async () => (await pool.query('SELECT id FROM plans LIMIT 1')).rows[0];
        async function run(tickets) { for (const ticket of tickets) ticket.plan = await «loadPlan»(); }
      `,
      severity: 'info',
      messages: [
        'loadPlan runs a SELECT from plans once for each element of tickets, but does not depend on it. Call it before the loop.',
      ],
    },
    {
      name: 'a service behind an interface, in another file',
      path: 'src/board.ts',
      code: `
        import { inject, injectable } from 'inversify';
        import { Users } from './users';
        @injectable()
        export class Board {
          constructor(@inject('Users') private readonly users: Users) {}
          async load(ids: string[]) { for (const id of ids) await «this.users.byId»(id); }
        }
      `,
      files: {
        'src/users.ts': 'export interface Users { byId(id: string): Promise<unknown> }\n',
        'src/pg-users.ts': `
          import { Pool } from 'pg';
          import { Users } from './users';
          const pool = new Pool();
          export class PgUsers implements Users {
            async byId(id: string) { return pool.query('SELECT id FROM users WHERE id = $1', [id]); }
          }
        `,
      },
    },
    {
      name: 'a field of a GraphQL type, in a map of resolvers',
      code: `${pool}
        const resolvers = {
          Query: { posts: async () => (await pool.query('SELECT id, author_id FROM posts LIMIT 50')).rows },
          Post: {
            «author»: async (post) => (await pool.query('SELECT id FROM users WHERE id = $1', [post.author_id])).rows[0],
          },
        };
        module.exports = { resolvers };
      `,
      messages: [
        'The field author runs a SELECT from users for each Post of a result. Load them for all at once with a DataLoader.',
      ],
      related: [1],
    },
    {
      name: 'a field of a GraphQL type that Apollo Server is given, through a model of the context',
      path: 'src/server.ts',
      code: `
        import { ApolloServer } from '@apollo/server';
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export const server = new ApolloServer({
          typeDefs,
          resolvers: {
            User: {
              «posts»(parent) {
                const { id } = parent;
                return prisma.post.findMany({ where: { authorId: id }, take: 20 });
              },
            },
          },
        });
      `,
    },
    {
      name: 'a field that Nest resolves through a service',
      path: 'src/posts.resolver.ts',
      code: `
        import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
        import { UsersService } from './users.service';
        @Resolver(() => Post)
        export class PostsResolver {
          constructor(private readonly users: UsersService) {}
          @ResolveField(() => User)
          async «author»(@Parent() post: Post) { return this.users.byId(post.authorId); }
        }
      `,
      files: {
        'src/users.service.ts': `
          import { Pool } from 'pg';
          const pool = new Pool();
          export class UsersService {
            async byId(id: string) { return pool.query('SELECT id FROM users WHERE id = $1', [id]); }
          }
        `,
      },
      related: [2],
    },
    {
      name: 'a field that type-graphql resolves',
      path: 'src/recipe-resolver.ts',
      code: `
        import { Pool } from 'pg';
        import { FieldResolver, Resolver, Root } from 'type-graphql';
        const pool = new Pool();
        @Resolver(() => Recipe)
        export class RecipeResolver {
          @FieldResolver()
          async «ratings»(@Root() recipe: Recipe) { return pool.query('SELECT id FROM ratings WHERE recipe_id = $1', [recipe.id]); }
        }
      `,
    },
    {
      name: 'a field of a type that is made in code',
      code: `${pool}
        const { GraphQLObjectType, GraphQLList } = require('graphql');
        const UserType = new GraphQLObjectType({
          name: 'User',
          fields: () => ({
            «posts»: {
              type: new GraphQLList(PostType),
              resolve: (user) => pool.query('SELECT id FROM posts WHERE author_id = $1', [user.id]),
            },
          }),
        });
      `,
    },
    {
      name: 'in a branch that breaks only the inner loop',
      code: inFunction(
        `for (const ticket of tickets) for (const id of ids) { if (id === ticket.id) { await pool.«query»('${one}, [ticket.userId]); break; } }`,
      ),
    },
    {
      name: 'in a callback that returns, and is called again',
      code: inFunction(
        `await Promise.all(tickets.map(async (ticket) => { if (ticket.open) { await pool.«query»('${one}, [ticket.userId]); return; } ids.push(ticket.id); }));`,
      ),
    },
    {
      name: 'in a branch that goes on with the next element',
      code: inFunction(
        `for (const ticket of tickets) { if (ticket.open) { await pool.«query»('${one}, [ticket.userId]); continue; } ids.push(ticket.id); }`,
      ),
    },
  ],
  valid: [
    {
      name: 'better-sqlite3: prepared in a loop or before it, run for no element',
      code: `
        const Database = require('better-sqlite3');
        const db = new Database('app.db');
        const byId = db.prepare('SELECT name FROM users WHERE id = ?');
        const add = db.prepare('INSERT INTO seen (user_id) VALUES (?)');
        const known = new Map();
        const addAll = db.transaction((ids) => { for (const id of ids) add.run(id); });
        function run(ids, id) {
          const user = byId.get(id);
          for (const each of ids) known.get(each);
          { const byId = new Map(); for (const each of ids) byId.get(each); }
          return user;
        }
      `,
    },
    {
      name: 'objection: the relation of one row',
      code: `
        const { Model } = require('objection');
        class Person extends Model { static get tableName() { return 'persons'; } }
        async function run(id) {
          const person = await Person.query().findById(id);
          return person.$relatedQuery('pets');
        }
      `,
    },
    {
      name: 'a field of a GraphQL type with a DataLoader',
      code: `${pool}
        const DataLoader = require('dataloader');
        const loader = new DataLoader(async (ids) => (await pool.query('SELECT id FROM users WHERE id = ANY($1)', [ids])).rows);
        const resolvers = { Post: { author: (post) => loader.load(post.authorId) } };
      `,
    },
    {
      name: 'a field of a GraphQL type with a DataLoader of the context, Nest',
      path: 'src/posts.resolver.ts',
      code: `
        import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
        @Resolver(() => Post)
        export class PostsResolver {
          @ResolveField(() => User)
          async author(@Parent() post: Post, @Context() { loaders }) { return loaders.users.load(post.authorId); }
        }
      `,
    },
    {
      name: 'a field of a GraphQL type with a class around a DataLoader',
      path: 'src/posts.resolver.ts',
      code: `
        import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
        import { UserLoader } from './user.loader';
        @Resolver(() => Post)
        export class PostsResolver {
          constructor(private readonly users: UserLoader) {}
          @ResolveField(() => User)
          async author(@Parent() post: Post) { return this.users.load(post.authorId); }
        }
      `,
      files: {
        'src/user.loader.ts': `
          import DataLoader from 'dataloader';
          import { Pool } from 'pg';
          const pool = new Pool();
          export class UserLoader {
            private readonly loader: DataLoader<string, User>;
            constructor() {
              this.loader = new DataLoader(async (ids: readonly string[]) => (await pool.query('SELECT id FROM users WHERE id = ANY($1)', [ids])).rows);
            }
            load(id: string) { return this.loader.load(id); }
          }
        `,
      },
    },
    {
      name: 'fields of the root types',
      code: `${pool}
        const resolvers = {
          Query: { post: (root, { id }) => pool.query('SELECT id FROM posts WHERE id = $1', [root.tenant]) },
          Mutation: { remove: (root, { id }) => pool.query('DELETE FROM posts WHERE id = $1', [root.tenant]) },
        };
      `,
    },
    {
      name: 'a field of what a mutation answers, and of a page of a list',
      code: `${pool}
        const resolvers = {
          CreatePostPayload: { post: (payload) => pool.query('SELECT id FROM posts WHERE id = $1', [payload.id]) },
          PostConnection: { total: (page) => pool.query('SELECT count(*) FROM posts WHERE blog = $1', [page.blog]) },
        };
      `,
    },
    {
      name: 'a field whose helper asks only for what is not there yet',
      code: `${pool}
        async function authorOf(post) {
          if (!post.author) post.author = await pool.query('SELECT id FROM users WHERE id = $1', [post.authorId]);
          return post.author;
        }
        const resolvers = { Post: { author: (post) => authorOf(post) } };
      `,
    },
    {
      name: 'a function that asks another table each time',
      path: 'src/lock.ts',
      code: `
        import { Model } from 'objection';
        async function isLocked(Model) { return Model.query().first(); }
        export async function locked(models) { return Promise.all(Object.values(models).map((model) => isLocked(model))); }
      `,
    },
    {
      name: 'a field that does not ask by its parent',
      code: `${pool}
        const resolvers = { Post: { title: (post) => post.title, plans: () => pool.query('SELECT id FROM plans LIMIT 10') } };
      `,
    },
    {
      name: 'getters of what is no model',
      code: `
        const { Sequelize } = require('sequelize');
        async function run(users) {
          const all = await User.findAll({ limit: 50 });
          for (const user of users) user.name = await user.getName();
        }
      `,
    },
    {
      name: 'a query that takes a list each time',
      code: inFunction(
        "for (const group of tickets) await pool.query('SELECT id FROM users WHERE id = ANY($1)', [group.memberIds]);",
      ),
    },
    {
      name: 'rows that are written a list at a time, Prisma',
      path: 'src/import.ts',
      code: `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        export async function keep(orders) { for (const order of orders) await prisma.item.createMany({ data: order.items }); }
      `,
    },
    {
      name: 'a list that a constant spells out',
      code: `${pool}
        const states = ['open', 'closed'];
        async function run() { for (const state of states) await pool.query('SELECT count(*) FROM tickets WHERE state = $1', [state]); }
      `,
    },
    {
      name: 'a list of as many elements as a number says',
      code: inFunction(
        `for (const id of Array.from({ length: 3 }, () => ids[0])) await pool.query('${one}, [id]);`,
      ),
    },
    {
      name: 'another table each time',
      code: inFunction('for (const table of tickets) await pool.query(`SELECT count(*) FROM ${table}`);'),
    },
    {
      name: 'a keyset cursor',
      code: inFunction(
        "let last = 0; for (;;) { const { rows } = await pool.query('SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT 100', [last]); if (rows.length === 0) break; last = rows.at(-1).id; }",
      ),
    },
    {
      name: 'a do loop over pages',
      code: inFunction(
        "let page = 0; let rows; do { ({ rows } = await pool.query('SELECT id FROM users ORDER BY id LIMIT 100 OFFSET $1', [page * 100])); page++; } while (rows.length > 0);",
      ),
    },
    {
      name: 'a loop that counts down what is tried again',
      code: inFunction(
        `let retries = 3; while (retries-- > 0) { try { await pool.query('${one}, [ids[0]]); break; } catch { await sleep(100); } }`,
      ),
    },
    {
      name: 'a worker that takes its jobs off a queue and waits',
      code: inFunction(
        `while (running) { const id = tickets.shift(); await pool.query('${one}, [id]); await sleep(100); }`,
      ),
    },
    {
      name: 'a row that is read again after a write to it',
      code: inFunction(
        "for (const id of ids) { await pool.query('UPDATE users SET tags = tags || $1 WHERE id = ANY($2)', [id, tickets]); const { rows } = await pool.query('SELECT id FROM users WHERE team = $1', [running]); }",
      ),
    },
    {
      name: 'a function that seeds',
      code: `${pool}async function seedPlans(ids) { for (const id of ids) await pool.query('INSERT INTO plans (id) VALUES ($1)', [id]); }\n`,
    },
    {
      name: 'a migration',
      path: 'migrations/001_users.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a command-line tool',
      path: 'src/cli.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
      files: { 'package.json': '{ "name": "tool", "bin": "src/cli.js" }' },
    },
    {
      name: 'a query before the loop',
      code: inFunction(
        "const { rows } = await pool.query('SELECT id FROM users WHERE id = ANY($1)', [ids]); for (const row of rows) row.seen = true;",
      ),
    },
    {
      name: 'what the loop goes over is asked once',
      code: inFunction(
        "for (const row of (await pool.query('SELECT id FROM users LIMIT 5')).rows) row.seen = true;",
      ),
    },
    {
      name: 'a loop over chunks',
      code: inFunction(
        "for (const chunk of chunks(ids, 100)) await pool.query('SELECT id FROM users WHERE id = ANY($1)', [chunk]);",
      ),
    },
    {
      name: 'a loop that steps by the size of a batch',
      code: inFunction(
        "for (let i = 0; i < ids.length; i += 100) await pool.query('SELECT id FROM users WHERE id = ANY($1)', [ids.slice(i, i + 100)]);",
      ),
    },
    {
      name: 'a loop over pages',
      code: inFunction(
        "let offset = 0; while (true) { const { rows } = await pool.query('SELECT id FROM users ORDER BY id LIMIT 100 OFFSET $1', [offset]); if (rows.length === 0) break; offset += 100; }",
      ),
    },
    {
      name: 'a retry loop',
      code: inFunction(`for (let attempt = 0; attempt < 3; attempt++) await pool.query('${one}, [ids[0]]);`),
    },
    {
      name: 'a polling loop',
      code: inFunction(
        "while (running) { await pool.query('SELECT id FROM jobs LIMIT 1'); await sleep(1000); }",
      ),
    },
    {
      name: 'a loop over a literal of fixed size',
      code: inFunction(
        "for (const table of ['users', 'tickets']) await pool.query('SELECT count(*) FROM stats WHERE name = $1', [table]);",
      ),
    },
    {
      name: 'a streaming cursor',
      code: inFunction(`for await (const row of cursor) await pool.query('${one}, [row.id]);`),
    },
    {
      name: 'a handler that a loop registers, and that runs later',
      code: inFunction(`for (const id of ids) emitter.on(id, () => pool.query('${one}, [id]));`),
    },
    {
      name: 'a poll loop that a loop starts',
      code: `${pool}
        class Worker {
          constructor(id) { this.id = id; }
          async start() { while (this.running) { await pool.query('SELECT id FROM jobs WHERE worker_id = $1 LIMIT 1', [this.id]); await sleep(1000); } }
        }
        function startAll(ids) { for (const id of ids) { const worker = new Worker(id); worker.start(id); } }
      `,
    },
    {
      name: 'a script',
      path: 'scripts/repair.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a test',
      path: 'test/users.test.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a seed',
      path: 'seeds/users.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a function that is not a query',
      code: inFunction('for (const id of ids) await cache.load(id);'),
    },
    {
      name: 'in a branch that ends the function',
      code: inFunction(
        `for (const ticket of tickets) { if (ticket.open) { await pool.query('${one}, [ticket.userId]); return; } }`,
      ),
    },
    {
      name: 'in a branch that ends the loop',
      code: inFunction(
        `for (const ticket of tickets) { if (ticket.open) { await pool.query('${one}, [ticket.userId]); break; } }`,
      ),
    },
    {
      name: 'settings that a helper of helpers reads',
      code: `${pool}
        async function settings() { return (await pool.query('SELECT name, value FROM settings')).rows; }
        async function setting(name) { return (await settings()).find((each) => each.name === name); }
        async function proxy() { return setting('proxy'); }
        async function send(url) { return fetch(url, { dispatcher: await proxy(), signal: AbortSignal.timeout(1000) }); }
        async function quote(symbol) { return send('https://quotes.example/' + symbol); }
        async function run(symbols) { return Promise.all(symbols.map((symbol) => quote(symbol))); }
      `,
    },
  ],
});
