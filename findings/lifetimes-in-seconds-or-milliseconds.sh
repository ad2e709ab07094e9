#!/usr/bin/env bash
# Cookies, caches, throttlers: 3600 is an hour in one library and 3.6 seconds in the next.
#
# Guess:    `maxAge: 3600` of a cookie is in seconds, as in the Set-Cookie header, and a cache's ttl of 60 is a
#           minute.
# Fact:     express and koa read a cookie's `maxAge` as milliseconds; fastify, hono, h3 and elysia as seconds.
#           cache-manager reads a ttl as milliseconds (since version 5), node-cache as seconds. @nestjs/throttler
#           reads its `ttl` as milliseconds, rate-limiter-flexible its `duration` as seconds.
# Versions: express 5.3.0, koa 3.3.0, @fastify/cookie 11.1.5, hono 4.13.19, h3 2.0.8, elysia 1.4.30, cache-manager
#           7.2.9, node-cache 5.1.2, rate-limiter-flexible 11.4.0; seen with Node 20.20.2.
# Source:   measured (@nestjs/throttler: documentation).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent express@5.3.0 koa@3.3.0 fastify@5.12.8 @fastify/cookie@11.1.5 hono@4.13.19 h3@2.0.8 \
  elysia@1.4.30 cache-manager@7.2.9 node-cache@5.1.2 rate-limiter-flexible@11.4.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import fastifyCookie from '@fastify/cookie';
import { createCache } from 'cache-manager';
import { Elysia } from 'elysia';
import express from 'express';
import fastify from 'fastify';
import { H3, setCookie as h3Cookie } from 'h3';
import { Hono } from 'hono';
import { setCookie as honoCookie } from 'hono/cookie';
import Koa from 'koa';
import NodeCache from 'node-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';

const options = { maxAge: 3600 };
async function served(listener) {
  const server = http.createServer(listener);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return (await fetch(`http://127.0.0.1:${server.address().port}`)).headers.get('set-cookie');
}
const app = fastify();
await app.register(fastifyCookie);
app.get('/', (_, reply) => reply.setCookie('a', 'b', options).send(''));
const cookies = {
  express: await served(express().get('/', (_, response) => response.cookie('a', 'b', options).send(''))),
  koa: await served(
    new Koa()
      .use((c) => {
        c.cookies.set('a', 'b', options);
        c.body = '';
      })
      .callback(),
  ),
  fastify: (await app.inject('/')).headers['set-cookie'],
  hono: (
    await new Hono()
      .get('/', (c) => {
        honoCookie(c, 'a', 'b', options);
        return c.text('');
      })
      .request('/')
  ).headers.get('set-cookie'),
  h3: (
    await new H3()
      .get('/', (event) => {
        h3Cookie(event, 'a', 'b', options);
        return '';
      })
      .request('/')
  ).headers.get('set-cookie'),
  elysia: (
    await new Elysia()
      .get('/', ({ cookie }) => {
        cookie.a.set({ value: 'b', ...options });
        return '';
      })
      .handle(new Request('http://127.0.0.1/'))
  ).headers.get('set-cookie'),
};
/** Whether a cookie lives for seconds or for an hour; koa writes only the moment. */
function lifetime(cookie) {
  const maxAge = /max-age=(\d+)/i.exec(cookie);
  const expires = /expires=([^;]+)/i.exec(cookie);
  return (maxAge ? Number(maxAge[1]) : (Date.parse(expires[1]) - Date.now()) / 1000) < 60
    ? 'seconds'
    : 'an hour';
}
const seen = Object.fromEntries(
  Object.entries(cookies).map(([name, cookie]) => [`${name} cookie, maxAge 3600`, lifetime(cookie)]),
);

const manager = createCache();
const cache = new NodeCache();
const limiter = new RateLimiterMemory({ points: 1, duration: 60 });
await manager.set('key', 'value', 60);
cache.set('key', 'value', 60);
await limiter.consume('key');
await new Promise((resolve) => setTimeout(resolve, 500));
seen['cache-manager, ttl 60, after 0.5 s'] = (await manager.get('key')) ?? 'gone';
seen['node-cache, ttl 60, after 0.5 s'] = cache.get('key') ?? 'gone';
seen['rate-limiter-flexible, duration 60, after 0.5 s'] = await limiter.consume('key').then(
  () => 'free',
  () => 'limited',
);
console.log(seen);
assert.deepStrictEqual(seen, {
  'express cookie, maxAge 3600': 'seconds',
  'koa cookie, maxAge 3600': 'seconds',
  'fastify cookie, maxAge 3600': 'an hour',
  'hono cookie, maxAge 3600': 'an hour',
  'h3 cookie, maxAge 3600': 'an hour',
  'elysia cookie, maxAge 3600': 'an hour',
  'cache-manager, ttl 60, after 0.5 s': 'gone',
  'node-cache, ttl 60, after 0.5 s': 'value',
  'rate-limiter-flexible, duration 60, after 0.5 s': 'limited',
});
process.exit();
EOF
node check.mjs
