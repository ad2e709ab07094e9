#!/usr/bin/env bash
# Anthropic, openai, AI SDK, LangChain: what a "429, come back in an hour" does to the caller.
#
# Guess:    An SDK either gives up at once or tries again after a few seconds, bounded by its `timeout`; two SDKs
#           made from the same generator do the same; LangChain, which retries more than all, retries a rate limit
#           first of all.
# Fact:     @anthropic-ai/sdk waits the hour that Retry-After names, beyond any `timeout`. openai and the AI SDK
#           ignore it above 60 s and send three requests within seconds. LangChain sends one for 429, and several for
#           500.
# Versions: @anthropic-ai/sdk 1.14.0, openai 7.59.0, ai 7.0.173 with @ai-sdk/openai 3.0.141, @langchain/anthropic
#           1.5.11 with @langchain/core 1.4.0; seen with Node 20.20.2.
# Source:   measured (for 12 s of the hour).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent @anthropic-ai/sdk@1.14.0 openai@7.59.0 ai@7.0.173 @ai-sdk/openai@3.0.141 \
  @langchain/anthropic@1.5.11 @langchain/core@1.4.0 zod@4.6.7 --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ChatAnthropic } from '@langchain/anthropic';
import { generateText } from 'ai';
import OpenAI from 'openai';

const messages = [{ role: 'user', content: 'hello' }];
const langchain = (url) =>
  new ChatAnthropic({
    apiKey: 'none',
    anthropicApiUrl: url,
    model: 'claude-sonnet-4-5',
    maxTokens: 5,
  }).invoke('hello');
const calls = {
  anthropic: [
    429,
    (url) =>
      new Anthropic({ apiKey: 'none', baseURL: url, timeout: 2000 }).messages.create({
        model: 'any',
        max_tokens: 5,
        messages,
      }),
  ],
  openai: [
    429,
    (url) =>
      new OpenAI({ apiKey: 'none', baseURL: url, timeout: 2000 }).chat.completions.create({
        model: 'any',
        messages,
      }),
  ],
  ai: [
    429,
    (url) =>
      generateText({ model: createOpenAI({ apiKey: 'none', baseURL: url }).chat('any'), prompt: 'hello' }),
  ],
  'langchain, 429': [429, langchain],
  'langchain, 500': [500, langchain],
};
const seen = {};
await Promise.all(
  Object.entries(calls).map(async ([name, [status, call]]) => {
    let requests = 0;
    const server = http.createServer((_, response) => {
      requests++;
      const headers = {
        'content-type': 'application/json',
        ...(status === 429 && { 'retry-after': '3600' }),
      };
      response
        .writeHead(status, headers)
        .end('{"type":"error","error":{"type":"any_error","message":"not now"}}');
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    const end = await Promise.race([
      call(`http://127.0.0.1:${server.address().port}`).then(
        () => 'answered',
        () => 'failed',
      ),
      new Promise((resolve) => setTimeout(resolve, 12_000, 'still waiting after 12 s')),
    ]);
    seen[name] = { requests, end };
  }),
);
console.log(seen);
const { 'langchain, 500': broken, ...limited } = seen;
assert.deepStrictEqual(limited, {
  anthropic: { requests: 1, end: 'still waiting after 12 s' },
  openai: { requests: 3, end: 'failed' },
  ai: { requests: 3, end: 'failed' },
  'langchain, 429': { requests: 1, end: 'failed' },
});
assert.ok(broken.requests >= 3, 'LangChain retries a 500');
process.exit();
EOF
node check.mjs
