#!/usr/bin/env bash
# MCP SDK: a tool that throws is an answer, with the text of the error.
#
# Guess:    `client.callTool()` rejects when the tool throws, is unknown or gets wrong arguments, with a text that
#           hides what went wrong inside, as a web framework does.
# Fact:     All three resolve to a result with `isError: true`; a caller that reads `content` without looking at
#           `isError` goes on with the text of the error as if it were the answer. The text is `error.message`, word
#           for word. Arguments that the schema does not name are dropped without a word.
# Versions: @modelcontextprotocol/sdk 1.32.2; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent @modelcontextprotocol/sdk@1.32.2 zod@4.6.7 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const server = new McpServer({ name: 'server', version: '1.0.0' });
const inputSchema = { limit: z.number().optional() };
server.registerTool('fail', { inputSchema }, async () => {
  throw new Error('connect ECONNREFUSED db.internal:5432');
});
server.registerTool('echo', { inputSchema }, async (input) => ({
  content: [{ type: 'text', text: JSON.stringify(input) }],
}));
const [here, there] = InMemoryTransport.createLinkedPair();
const client = new Client({ name: 'client', version: '1.0.0' });
await Promise.all([server.connect(here), client.connect(there)]);

const call = (name, input = {}) =>
  client.callTool({ name, arguments: input }).then(
    ({ isError = false, content }) => ({ isError, text: content[0].text }),
    () => 'rejects',
  );
const seen = {
  throws: await call('fail'),
  'unknown tool': (await call('unknown')).isError,
  'wrong argument': (await call('echo', { limit: 'ten' })).isError,
  'misspelt argument': await call('echo', { limt: 10 }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  throws: { isError: true, text: 'connect ECONNREFUSED db.internal:5432' },
  'unknown tool': true,
  'wrong argument': true,
  'misspelt argument': { isError: false, text: '{}' },
});
process.exit();
EOF
node check.mjs
