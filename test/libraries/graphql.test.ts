import { libraryTests } from './library-tester';

const db = {
  'src/db.ts': `import pg from 'pg';
export const pool = new pg.Pool();
`,
};

libraryTests('GraphQL Yoga', [
  {
    shows: 'a resolver with what a caller sends in a statement as text, and one with values',
    rules: ['security/sql-injection', 'database/select-star'],
    installed: { 'graphql-yoga': '5.16.0', graphql: '16.11.0', pg: '8.16.3' },
    files: {
      ...db,
      'src/server.ts': `import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { pool } from './db';

const yoga = createYoga({
  schema: createSchema({
    typeDefs: /* GraphQL */ \`type Book { id: ID! title: String! } type Query { books(title: String!): [Book!]! book(id: ID!): Book }\`,
    resolvers: {
      Query: {
        books: async (_parent, { title }) =>
          (await pool.query(\`select id, title from books where title = '\${title}'\`)).rows,
        book: async (_parent, args) => (await pool.query('select * from books where id = $1', [args.id])).rows[0],
      },
    },
  }),
});
createServer(yoga).listen(4000);
`,
    },
    finds: ['security/sql-injection src/server.ts:11', 'database/select-star src/server.ts:12'],
  },
  {
    shows: 'a field that asks for each object, and one that loads for all',
    rules: ['database/n-plus-one'],
    installed: { 'graphql-yoga': '5.16.0', graphql: '16.11.0', pg: '8.16.3', dataloader: '2.2.3' },
    files: {
      ...db,
      'src/resolvers.ts': `import { pool } from './db';
export const resolvers = {
  Query: { books: async () => (await pool.query('select id, title, author_id from books limit 20')).rows },
  Book: {
    author: async (book) =>
      (await pool.query('select id, name from authors where id = $1', [book.author_id])).rows[0],
    publisher: (book, _args, { loaders }) => loaders.publishers.load(book.publisher_id),
  },
};
`,
    },
    finds: ['database/n-plus-one src/resolvers.ts:5'],
  },
]);

libraryTests('Apollo Server', [
  {
    shows: 'a field that asks for each object, and a mutation that writes apart and together',
    rules: ['database/n-plus-one', 'database/missing-transaction'],
    installed: { '@apollo/server': '5.1.0', graphql: '16.11.0', '@prisma/client': '6.18.0' },
    files: {
      'src/server.ts': `import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const resolvers = {
  Book: {
    author: (book) => prisma.author.findFirst({ where: { name: book.authorName } }),
  },
  Mutation: {
    order: async (_parent, { bookId }, { user }) => {
      const order = await prisma.order.create({ data: { userId: user.id } });
      await prisma.orderLine.create({ data: { orderId: order.id, bookId } });
      return order;
    },
    orderTogether: async (_parent, { bookId }, { user }) =>
      prisma.$transaction(async (tx) => {
        const order = await tx.order.create({ data: { userId: user.id } });
        await tx.orderLine.create({ data: { orderId: order.id, bookId } });
        return order;
      }),
  },
};
const server = new ApolloServer({ typeDefs, resolvers });
await startStandaloneServer(server, { listen: { port: 4000 } });
`,
    },
    finds: ['database/n-plus-one src/server.ts:8', 'database/missing-transaction src/server.ts:12'],
  },
]);

libraryTests('Pothos', [
  {
    shows: 'a field that asks for each object, and one that is loaded with its parent',
    rules: ['database/n-plus-one', 'security/sql-injection'],
    installed: { '@pothos/core': '4.10.0', graphql: '16.11.0', pg: '8.16.3' },
    files: {
      ...db,
      'src/schema.ts': `import SchemaBuilder from '@pothos/core';
import { pool } from './db';

const builder = new SchemaBuilder<{ Objects: { Book: { id: string; authorId: string } } }>({});

builder.objectType('Book', {
  fields: (t) => ({
    id: t.exposeID('id'),
    author: t.string({
      resolve: async (book) =>
        (await pool.query('select name from authors where id = $1', [book.authorId])).rows[0].name,
    }),
  }),
});
builder.queryType({
  fields: (t) => ({
    books: t.field({
      type: ['Book'],
      args: { title: t.arg.string({ required: true }) },
      resolve: async (_root, { title }) =>
        (await pool.query(\`select id from books where title = '\${title}'\`)).rows,
    }),
  }),
});
export const schema = builder.toSchema();
`,
    },
    finds: ['database/n-plus-one src/schema.ts:9', 'security/sql-injection src/schema.ts:21'],
  },
]);

libraryTests('Mercurius', [
  {
    shows: 'a field that asks for each object, and a loader that asks for all',
    rules: ['database/n-plus-one', 'security/sql-injection'],
    installed: { mercurius: '16.4.0', fastify: '5.6.1', '@fastify/postgres': '6.0.2', pg: '8.16.3' },
    files: {
      ...db,
      'src/app.ts': `import Fastify from 'fastify';
import mercurius from 'mercurius';
import { pool } from './db';

const app = Fastify();
const resolvers = {
  Query: {
    books: async (_, { title }) =>
      (await pool.query(\`select id, author_id from books where title = '\${title}'\`)).rows,
  },
  Book: {
    author: async (book) =>
      (await pool.query('select id, name from authors where id = $1', [book.author_id])).rows[0],
  },
};
const loaders = {
  Book: {
    async publisher(queries) {
      const ids = queries.map(({ obj }) => obj.publisher_id);
      const { rows } = await pool.query('select id, name from publishers where id = any($1)', [ids]);
      return ids.map((id) => rows.find((row) => row.id === id));
    },
  },
};
app.register(mercurius, { schema, resolvers, loaders });
await app.listen({ port: 4000 });
`,
    },
    finds: ['security/sql-injection src/app.ts:9', 'database/n-plus-one src/app.ts:12'],
  },
]);
