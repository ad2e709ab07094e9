#!/usr/bin/env bash
# AI SDK, openai, Anthropic: how long a model may go on calling tools by default.
#
# Guess:    A helper that runs tools goes on until the model answers, with some limit, and says so when the limit is
#           reached.
# Fact:     `generateText` with tools stops after one step: the tool has run, `text` is ''. The AI SDK's agent stops
#           after 20 steps with '' and a warning. openai's `runTools` stops after 10 calls and gives null as the
#           final content. Anthropic's `toolRunner` has no limit. None of them throws.
# Versions: ai 7.0.173 with @ai-sdk/openai 3.0.141, openai 7.59.0, @anthropic-ai/sdk 1.14.0; seen with Node 20.20.2.
# Source:   measured, against a stand-in that asks for the tool 50 times and then answers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent ai@7.0.173 @ai-sdk/openai@3.0.141 openai@7.59.0 @anthropic-ai/sdk@1.14.0 zod@4.6.7 --legacy-peer-deps ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { generateText, tool, ToolLoopAgent } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

const ASKS = 50;
const openaiAnswer = (asks, n) => ({
  id: String(n),
  object: 'chat.completion',
  created: 1,
  model: 'any',
  choices: [
    {
      index: 0,
      finish_reason: asks ? 'tool_calls' : 'stop',
      message: asks
        ? {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: `call${n}`, type: 'function', function: { name: 'look', arguments: '{}' } }],
          }
        : { role: 'assistant', content: 'answer' },
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
const anthropicAnswer = (asks, n) => ({
  id: String(n),
  type: 'message',
  role: 'assistant',
  model: 'any',
  stop_reason: asks ? 'tool_use' : 'end_turn',
  stop_sequence: null,
  content: asks
    ? [{ type: 'tool_use', id: `call${n}`, name: 'look', input: {} }]
    : [{ type: 'text', text: 'answer' }],
  usage: { input_tokens: 1, output_tokens: 1 },
});
/** A provider that asks for the tool in its first answers, and the number of requests it has had. */
async function provider(answer) {
  const stand = { requests: 0 };
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      stand.requests++;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(stand.requests <= ASKS, stand.requests)));
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  stand.url = `http://127.0.0.1:${server.address().port}`;
  return stand;
}

const messages = [{ role: 'user', content: 'hello' }];
const inputSchema = { type: 'object', properties: {} };
const tools = { look: tool({ inputSchema: z.object({}), execute: async () => 'nothing yet' }) };
const model = (baseURL) => createOpenAI({ apiKey: 'none', baseURL }).chat('any');
const helpers = {
  'ai generateText': [
    openaiAnswer,
    async (url) => (await generateText({ model: model(url), tools, prompt: 'hello' })).text,
  ],
  'ai agent': [
    openaiAnswer,
    async (url) => (await new ToolLoopAgent({ model: model(url), tools }).generate({ prompt: 'hello' })).text,
  ],
  'openai runTools': [
    openaiAnswer,
    (url) =>
      new OpenAI({ apiKey: 'none', baseURL: url }).chat.completions
        .runTools({
          model: 'any',
          messages,
          tools: [
            {
              type: 'function',
              function: {
                name: 'look',
                parameters: inputSchema,
                function: async () => 'nothing yet',
                parse: JSON.parse,
              },
            },
          ],
        })
        .finalContent(),
  ],
  'anthropic toolRunner': [
    anthropicAnswer,
    async (url) =>
      (
        await new Anthropic({ apiKey: 'none', baseURL: url }).beta.messages.toolRunner({
          model: 'any',
          max_tokens: 10,
          messages,
          tools: [
            {
              name: 'look',
              input_schema: inputSchema,
              run: async () => 'nothing yet',
              parse: (input) => input,
            },
          ],
        })
      ).content[0].text,
  ],
};
const seen = {};
for (const [name, [answer, run]] of Object.entries(helpers)) {
  const stand = await provider(answer);
  const text = await run(stand.url).catch((error) => `throws ${error.message}`);
  seen[name] = { requests: stand.requests, text };
}
console.table(seen);
assert.deepStrictEqual(seen, {
  'ai generateText': { requests: 1, text: '' },
  'ai agent': { requests: 20, text: '' },
  'openai runTools': { requests: 10, text: null },
  'anthropic toolRunner': { requests: ASKS + 1, text: 'answer' },
});
process.exit();
EOF
node check.mjs
