#!/usr/bin/env bash
# fastify: validation by a schema changes the body instead of refusing it.
#
# Guess:    `type: 'integer'` refuses null and `additionalProperties: false` refuses an unknown member, as in ajv
#           itself.
# Fact:     fastify's ajv coerces and removes: null becomes 0, '' or false, a single value becomes an array, unknown
#           members are taken out without a word. A misspelt member of a PATCH is accepted with 200 and ignored; `{
#           price: null }` sets 0.
# Versions: fastify 5.12.8, ajv 8.20.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent fastify@5.12.8 ajv@8.20.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import Ajv from 'ajv';
import fastify from 'fastify';

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    price: { type: 'integer' },
    title: { type: 'string' },
    active: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
  },
};
const body = { price: null, title: null, active: null, tags: 'one', titel: 'misspelt' };
const app = fastify();
app.patch('/', { schema: { body: schema } }, async (request) => request.body);
const answer = await app.inject({ method: 'PATCH', url: '/', payload: body });
const seen = {
  ajv: new Ajv.default().validate(schema, structuredClone(body)),
  fastify: answer.statusCode,
  body: answer.json(),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  ajv: false,
  fastify: 200,
  body: { price: 0, title: '', active: false, tags: ['one'] },
});
EOF
node check.mjs
