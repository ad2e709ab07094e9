#!/usr/bin/env bash
# graphql-yoga: GraphiQL, introspection and suggestions are on in production.
#
# Guess:    NODE_ENV=production switches the explorer and introspection off, as in Apollo Server.
# Fact:     yoga serves GraphiQL to a browser, answers introspection and suggests field names whatever NODE_ENV is.
#           Apollo Server refuses introspection in production, and still suggests names.
# Versions: graphql-yoga 5.24.1, @apollo/server 5.5.1, graphql 16.15.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent graphql-yoga@5.24.1 @apollo/server@5.5.1 graphql@16.15.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { ApolloServer } from '@apollo/server';
import { createSchema, createYoga } from 'graphql-yoga';

const typeDefs = 'type Query { secretName: String }';
const yoga = createYoga({ schema: createSchema({ typeDefs }), logging: false });
const apollo = new ApolloServer({ typeDefs });
const url = 'http://127.0.0.1/graphql';
const inYoga = async (query) => (await yoga.fetch(`${url}?query=${encodeURIComponent(query)}`)).text();
const inApollo = async (query) => JSON.stringify((await apollo.executeOperation({ query })).body);
const schema = '{ __schema { queryType { name } } }';
const seen = {
  'yoga serves GraphiQL': (
    await (await yoga.fetch(url, { headers: { accept: 'text/html' } })).text()
  ).includes('GraphiQL'),
  'yoga answers introspection': (await inYoga(schema)).includes('"queryType":{"name":"Query"}'),
  'yoga suggests names': (await inYoga('{ secretNam }')).includes('secretName'),
  'apollo answers introspection': (await inApollo(schema)).includes('"queryType":{"name":"Query"}'),
  'apollo suggests names': (await inApollo('{ secretNam }')).includes('Did you mean'),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'yoga serves GraphiQL': true,
  'yoga answers introspection': true,
  'yoga suggests names': true,
  'apollo answers introspection': false,
  'apollo suggests names': true,
});
process.exit();
EOF
NODE_ENV=production node check.mjs
