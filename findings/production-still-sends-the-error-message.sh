#!/usr/bin/env bash
# fastify, elysia, tRPC, Apollo Server: NODE_ENV=production does not hide the text of an error.
#
# Guess:    As in express, an unexpected error ends as "Internal Server Error" in production; at worst a server whose
#           NODE_ENV nobody set shows more.
# Fact:     All four send `error.message` (a driver's "duplicate key value ... Key (email)=(...)") to the client in
#           production, too; tRPC and Apollo add the stack when NODE_ENV is unset. koa, hono and h3 send nothing in
#           either case, and express sends message and stack when NODE_ENV is unset.
# Versions: fastify 5.12.8, elysia 1.4.30, @trpc/server 11.25.2, @apollo/server 5.5.1, express 5.3.0, koa 3.3.0, hono
#           4.13.19, h3 2.0.8, graphql-yoga 5.24.1; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent fastify@5.12.8 elysia@1.4.30 @trpc/server@11.25.2 @apollo/server@5.5.1 graphql@16 \
  express@5.3.0 koa@3.3.0 hono@4.13.19 h3@2.0.8 graphql-yoga@5.24.1 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import http from 'node:http';
import { ApolloServer } from '@apollo/server';
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Elysia } from 'elysia';
import express from 'express';
import fastify from 'fastify';
import { createSchema, createYoga } from 'graphql-yoga';
import { H3 } from 'h3';
import { Hono } from 'hono';
import Koa from 'koa';

const text = 'text of the driver';
const fail = () => {
  throw new Error(text);
};
const typeDefs = 'type Query { fail: String }';
const resolvers = { Query: { fail } };
const request = () => new Request('http://127.0.0.1/fail');

/** The answer of a server that takes Node's request and response. */
async function served(listener) {
  const server = http.createServer(listener);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/fail`);
  const body = await answer.text();
  server.close();
  return body;
}

const t = initTRPC.create();
const bodies = {
  fastify: async () => (await fastify().get('/fail', fail).inject('/fail')).body,
  elysia: async () => (await new Elysia().get('/fail', fail).handle(request())).text(),
  trpc: async () =>
    (
      await fetchRequestHandler({
        endpoint: '',
        req: request(),
        router: t.router({ fail: t.procedure.query(fail) }),
      })
    ).text(),
  apollo: async () =>
    JSON.stringify(
      (await new ApolloServer({ typeDefs, resolvers }).executeOperation({ query: '{ fail }' })).body,
    ),
  express: () => served(express().get('/fail', fail)),
  koa: () => {
    const app = new Koa();
    app.silent = true;
    return served(app.use(fail).callback());
  },
  hono: async () => (await new Hono().get('/fail', fail).request('/fail')).text(),
  h3: async () => (await new H3({ silent: true }).get('/fail', fail).request('/fail')).text(),
  yoga: async () =>
    (
      await createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false }).fetch(
        'http://127.0.0.1/graphql?query={fail}',
      )
    ).text(),
};
console.error = () => {};
const seen = {};
for (const [name, body] of Object.entries(bodies)) {
  const sent = await body();
  seen[name] = (sent.includes(text) ? 'message' : 'nothing') + (/check\.mjs/.test(sent) ? ' and stack' : '');
}
process.stdout.write(JSON.stringify(seen), () => process.exit());
EOF
cat >compare.mjs <<'EOF'
import assert from 'node:assert';
import { execFileSync } from 'node:child_process';

const { NODE_ENV, ...unset } = process.env;
const run = (env) => JSON.parse(execFileSync(process.execPath, ['check.mjs'], { env, timeout: 20_000 }));
const seen = { unset: run(unset), production: run({ ...unset, NODE_ENV: 'production' }) };
console.table(
  Object.fromEntries(
    Object.keys(seen.unset).map((name) => [
      name,
      { unset: seen.unset[name], production: seen.production[name] },
    ]),
  ),
);
assert.deepStrictEqual(seen, {
  unset: {
    fastify: 'message',
    elysia: 'message',
    trpc: 'message and stack',
    apollo: 'message and stack',
    express: 'message and stack',
    koa: 'nothing',
    hono: 'nothing',
    h3: 'nothing',
    yoga: 'nothing',
  },
  production: {
    fastify: 'message',
    elysia: 'message',
    trpc: 'message',
    apollo: 'message',
    express: 'nothing',
    koa: 'nothing',
    hono: 'nothing',
    h3: 'nothing',
    yoga: 'nothing',
  },
});
EOF
node compare.mjs
