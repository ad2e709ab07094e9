#!/usr/bin/env bash
# AI SDK, openai: a stream that fails looks like an answer that is complete.
#
# Guess:    A loop over a stream throws when the provider refuses, fails half way or closes early; a web response
#           made of the stream has an error status then; `timeout` ends a stream that stalls.
# Fact:     With the AI SDK the loop over `textStream` ends normally: a wrong key is an empty text, and
#           `toTextStreamResponse()` answers 200 with an empty body. After an error in the middle, `await
#           result.text` gives the half. openai's loop ends normally when the connection is closed early, and on
#           abort; its `timeout` ends with the headers, so a stalled stream waits. What tells: `onError` and
#           `finishReason` (AI SDK), a missing `finish_reason` (openai).
# Versions: ai 7.0.173 with @ai-sdk/openai 3.0.141, openai 7.59.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent ai@7.0.173 @ai-sdk/openai@3.0.141 openai@7.59.0 zod@4.6.7 --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import { createOpenAI } from '@ai-sdk/openai';
import { streamText } from 'ai';
import OpenAI from 'openai';

const event = (data) => `data: ${JSON.stringify(data)}\n\n`;
const half = event({
  id: '1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'any',
  choices: [{ index: 0, delta: { content: 'half an' }, finish_reason: null }],
});
const behaviours = {
  '/refuses': (response) =>
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"wrong key"}}'),
  '/fails': (response) =>
    response.end(
      half + event({ error: { message: 'overloaded', type: 'server_error', code: null, param: null } }),
    ),
  '/closes': (response) => response.end(half),
  '/stalls': (response) => response.write(half),
};
const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'text/event-stream');
  behaviours[request.url.replace('/chat/completions', '')](response);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const base = `http://127.0.0.1:${server.address().port}`;

const ai = (path) =>
  streamText({
    model: createOpenAI({ apiKey: 'none', baseURL: base + path }).chat('any'),
    prompt: 'hello',
    maxRetries: 0,
    onError() {},
  });
/** What a loop over the stream ends with, within four seconds. */
async function loop(stream, textOf = (part) => part) {
  let text = '';
  const read = async () => {
    for await (const part of await stream) text += textOf(part);
    return `ends with '${text}'`;
  };
  return Promise.race([
    read().catch(() => 'throws'),
    new Promise((resolve) => setTimeout(resolve, 4000, 'still waiting after 4 s')),
  ]);
}
const openai = (path, options) =>
  loop(
    new OpenAI({ apiKey: 'none', baseURL: base + path, timeout: 500, maxRetries: 0 }).chat.completions.create(
      { model: 'any', messages: [{ role: 'user', content: 'hello' }], stream: true },
      options,
    ),
    (chunk) => chunk.choices[0].delta.content,
  );

const response = ai('/refuses').toTextStreamResponse();
const failing = ai('/fails');
const seen = {
  'ai, wrong key': await loop(ai('/refuses').textStream),
  'ai, wrong key, as a response': `${response.status} with '${await response.text()}'`,
  'ai, fails half way': await loop(failing.textStream),
  'ai, fails half way, await text': await failing.text,
  'ai, fails half way, finishReason': await failing.finishReason,
  'openai, wrong key': await openai('/refuses'),
  'openai, fails half way': await openai('/fails'),
  'openai, closed early': await openai('/closes'),
  'openai, stalls, timeout 500': await openai('/stalls'),
  'openai, aborted': await openai('/stalls', { signal: AbortSignal.timeout(300) }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'ai, wrong key': "ends with ''",
  'ai, wrong key, as a response': "200 with ''",
  'ai, fails half way': "ends with 'half an'",
  'ai, fails half way, await text': 'half an',
  'ai, fails half way, finishReason': 'error',
  'openai, wrong key': 'throws',
  'openai, fails half way': 'throws',
  'openai, closed early': "ends with 'half an'",
  'openai, stalls, timeout 500': 'still waiting after 4 s',
  'openai, aborted': "ends with 'half an'",
});
process.exit();
EOF
node check.mjs
