import { libraryTests } from './library-tester';

const rules = ['api/stack-trace-exposure'];

libraryTests('Apollo Server', [
  {
    shows: 'sends stacks where it is told to, whatever the environment',
    rules,
    installed: { '@apollo/server': '5.5.1' },
    files: {
      'src/a.ts': `import { ApolloServer } from '@apollo/server';
export const open = new ApolloServer({ typeDefs, resolvers, includeStacktraceInErrorResponses: true });
export const asked = new ApolloServer({ typeDefs, resolvers, includeStacktraceInErrorResponses: process.env.NODE_ENV !== 'production' });
export const plain = new ApolloServer({ typeDefs, resolvers });
`,
    },
    finds: [
      'api/stack-trace-exposure src/a.ts:2 With includeStacktraceInErrorResponses: true, Apollo Server 5.5.1 answers every error with its stack',
    ],
  },
]);

libraryTests('Apollo Server 3', [
  {
    shows: 'sends stacks with debug, which later releases do not know',
    rules,
    installed: { 'apollo-server-express': '3.13.0', '@apollo/server': '4.12.0' },
    files: {
      'src/a.js':
        "const { ApolloServer } = require('apollo-server-express');\nexports.server = new ApolloServer({ typeDefs, debug: true });\n",
      'src/b.js':
        "const { ApolloServer } = require('@apollo/server');\nexports.server = new ApolloServer({ typeDefs, debug: true });\n",
    },
    finds: ['api/stack-trace-exposure src/a.js:2 With debug: true, Apollo Server 3.13.0'],
  },
]);

libraryTests('GraphQL Yoga', [
  {
    shows: 'sends messages where masking is turned off',
    rules,
    installed: { 'graphql-yoga': '5.24.0' },
    files: {
      'src/a.ts': `import { createYoga } from 'graphql-yoga';
export const open = createYoga({ schema, maskedErrors: false });
export const masked = createYoga({ schema });
export const asked = createYoga({ schema, maskedErrors: process.env.NODE_ENV === 'production' });
`,
    },
    finds: [
      'api/stack-trace-exposure src/a.ts:2 With maskedErrors: false, GraphQL Yoga 5.24.0 answers every error with its message',
    ],
  },
]);

libraryTests('Mercurius', [
  {
    shows: 'answers errors with what its formatter makes of them',
    rules,
    files: {
      'src/a.js': `const app = require('fastify')();
const mercurius = require('mercurius');
app.register(mercurius, {
  schema,
  errorFormatter: (execution, context) => ({
    statusCode: 200,
    response: { data: null, errors: execution.errors.map((error) => ({ message: 'Failed', stack: error.stack })) },
  }),
});
app.register(mercurius, { schema, errorFormatter: (execution) => ({ statusCode: 500, response: { stack: execution.stack } }) });
app.register(mercurius, { schema, errorFormatter: () => ({ statusCode: 500, response: { errors: [{ message: 'Failed' }] } }) });
`,
    },
    finds: ['api/stack-trace-exposure src/a.js:10'],
  },
]);

libraryTests('tRPC', [
  {
    shows: 'sends stacks in production with isDev, or where its formatter adds them',
    rules,
    installed: { '@trpc/server': '11.25.2' },
    files: {
      'src/a.ts': `import { initTRPC } from '@trpc/server';
export const a = initTRPC.context<Context>().create({ isDev: true });
export const b = initTRPC.create({
  errorFormatter(options) {
    const { shape, error } = options;
    return { ...shape, data: { ...shape.data, stack: error.stack } };
  },
});
export const c = initTRPC.context<Context>().create({
  isDev: process.env.NODE_ENV !== 'production',
  errorFormatter({ shape, error }) {
    return { ...shape, data: { ...shape.data, zod: error.cause instanceof ZodError ? error.cause.flatten() : null } };
  },
});
`,
    },
    finds: [
      'api/stack-trace-exposure src/a.ts:2 With isDev: true, tRPC 11.25.2',
      'api/stack-trace-exposure src/a.ts:6 error.stack',
    ],
  },
]);

libraryTests('H3', [
  {
    shows: 'sends stacks with debug',
    rules,
    installed: { h3: '2.0.8' },
    files: {
      'src/a.ts': `import { H3, createApp } from 'h3';
export const open = new H3({ debug: true });
export const plain = new H3();
export const asked = new H3({ debug: import.meta.dev });
`,
      'src/b.ts': "import { createApp } from 'h3';\nexport const app = createApp({ debug: true });\n",
    },
    finds: [
      'api/stack-trace-exposure src/a.ts:2 With debug: true, H3 and Nitro 2.0.8',
      'api/stack-trace-exposure src/b.ts:2',
    ],
  },
]);

libraryTests('Elysia', [
  {
    shows: 'answers with what its error hook gives back',
    rules,
    installed: { elysia: '1.4.30' },
    files: {
      'src/a.ts': `import { Elysia } from 'elysia';
export const open = new Elysia()
  .get('/tickets', () => [])
  .onError(({ error, set }) => {
    set.status = 500;
    return { error: error.message };
  });
export const known = new Elysia().onError(({ code, error, set }) => {
  if (code === 'NOT_FOUND') {
    set.status = 404;
    return { error: error.message };
  }
  set.status = 500;
  return { error: 'Failed' };
});
export const dev = new Elysia().onError(({ error }) => {
  if (process.env.NODE_ENV === 'development') return { stack: error.stack };
  return { error: 'Failed' };
});
`,
    },
    finds: ['api/stack-trace-exposure src/a.ts:6 error.message'],
  },
]);

libraryTests('Fastify', [
  {
    shows: 'answers an error that is sent with its message',
    rules,
    installed: { fastify: '5.12.8' },
    files: {
      'src/a.js': `const app = require('fastify')();
app.get('/tickets', async (request, answer) => {
  try {
    return await list();
  } catch (error) {
    answer.code(500).send(error);
  }
});
`,
    },
    finds: ['api/stack-trace-exposure src/a.js:6 error.message'],
  },
]);

libraryTests('errorhandler', [
  {
    shows: 'sends stacks, which express-error-handler does not',
    rules,
    installed: { errorhandler: '1.5.2', 'express-error-handler': '1.1.0' },
    files: {
      'src/a.js':
        "const express = require('express');\nconst errorhandler = require('errorhandler');\nconst app = express();\napp.use(errorhandler());\n",
      'src/b.js':
        "const express = require('express');\nconst handle = require('express-error-handler');\nconst app = express();\napp.use(handle({ server }));\n",
    },
    finds: ['api/stack-trace-exposure src/a.js:4 errorhandler() answers every error with its stack'],
  },
]);
