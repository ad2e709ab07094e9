#!/usr/bin/env bash
# openai, Anthropic, Stripe, AWS: a `timeout` is per attempt, and the SDK makes three.
#
# Guess:    `new OpenAI({ timeout: 1000 })` answers or fails within a second, a POST that ran out of time is not sent
#           again behind one's back, and `requestTimeout` of the AWS SDK ends a request.
# Fact:     openai, @anthropic-ai/sdk and stripe send the same POST three times. @aws-sdk/client-s3 only writes a
#           warning when `requestTimeout` has passed and waits on, unless `throwOnRequestTimeout: true` (then three
#           requests, too).
# Versions: openai 7.59.0, @anthropic-ai/sdk 1.14.0, stripe 23.1.0, @aws-sdk/client-s3 3.1175.0; seen with Node
#           20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent openai@7.59.0 @anthropic-ai/sdk@1.14.0 stripe@23.1.0 @aws-sdk/client-s3@3.1175.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import OpenAI from 'openai';
import Stripe from 'stripe';

/** A server that takes requests and never answers, with the number it has taken. */
async function silentServer() {
  const silent = { requests: 0 };
  const server = http.createServer(() => silent.requests++);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  silent.port = server.address().port;
  silent.url = `http://127.0.0.1:${silent.port}`;
  return silent;
}

const messages = [{ role: 'user', content: 'hello' }];
const s3 = (options) => (url) =>
  new S3Client({
    endpoint: url,
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: options,
  }).send(new GetObjectCommand({ Bucket: 'bucket', Key: 'key' }));
const calls = {
  openai: (baseURL) =>
    new OpenAI({ apiKey: 'none', baseURL, timeout: 1000 }).chat.completions.create({
      model: 'any',
      messages,
    }),
  anthropic: (baseURL) =>
    new Anthropic({ apiKey: 'none', baseURL, timeout: 1000 }).messages.create({
      model: 'any',
      max_tokens: 10,
      messages,
    }),
  stripe: (_, port) =>
    new Stripe('sk_test_none', { host: '127.0.0.1', port, protocol: 'http', timeout: 1000 }).customers.create(
      {},
    ),
  'aws requestTimeout': s3({ requestTimeout: 1000 }),
  'aws requestTimeout, throwOnRequestTimeout': s3({ requestTimeout: 1000, throwOnRequestTimeout: true }),
};
const seen = {};
await Promise.all(
  Object.entries(calls).map(async ([name, call]) => {
    const server = await silentServer();
    const end = await Promise.race([
      call(server.url, server.port).then(
        () => 'answered',
        () => 'failed',
      ),
      new Promise((resolve) => setTimeout(resolve, 12_000, 'still waiting after 12 s')),
    ]);
    seen[name] = `${server.requests} requests, ${end}`;
  }),
);
console.log(seen);
assert.deepStrictEqual(seen, {
  openai: '3 requests, failed',
  anthropic: '3 requests, failed',
  stripe: '3 requests, failed',
  'aws requestTimeout': '1 requests, still waiting after 12 s',
  'aws requestTimeout, throwOnRequestTimeout': '3 requests, failed',
});
process.exit();
EOF
node check.mjs
