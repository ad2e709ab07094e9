#!/usr/bin/env bash
# Prisma 7: the client is a folder of the project, and `@prisma/client` is empty.
#
# Guess:    After `prisma generate`, `import { PrismaClient } from '@prisma/client'` gives the client, and `new
#           PrismaClient()` connects to the `url` of the schema.
# Fact:     With the generator `prisma-client` the client is TypeScript in the folder that `output` names (which must
#           be given), to be imported from there; importing @prisma/client throws. `url` in the schema is an error,
#           and `new PrismaClient()` throws without a driver adapter. Only the old generator `prisma-client-js` fills
#           @prisma/client.
# Versions: prisma and @prisma/client 7.10.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent --ignore-scripts prisma@7.10.0 @prisma/client@7.10.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >prisma.config.ts <<'EOF'
export default { schema: 'schema.prisma' };
EOF
cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';

const run = (program, ...options) => {
  try {
    return execFileSync(program, options, { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 }).trim();
  } catch (error) {
    return `fails: ${error.stderr}`;
  }
};
/** Generates the client from a schema with these lines in its generator and data source; 'generates' or the reason why not. */
function generate(generator, url = '') {
  writeFileSync(
    'schema.prisma',
    `generator client {\n${generator}\n}\ndatasource db {\nprovider = "postgresql"\n${url}\n}\nmodel Document {\nid Int @id\n}\n`,
  );
  const printed = run('node_modules/.bin/prisma', 'generate');
  return printed.startsWith('fails')
    ? (/output path is required|`url` is no longer supported/.exec(printed)?.[0] ?? printed)
    : 'generates';
}
/** What the program finds in @prisma/client: a client that can be made, one that wants an adapter, or none. */
const imported = () =>
  run(
    process.execPath,
    '-e',
    `import('@prisma/client').then(({ PrismaClient }) => new PrismaClient()).then(() => 'a client', (error) => /adapter is required|Cannot find module/.exec(error.message)[0]).then(console.log)`,
  );

const output = 'provider = "prisma-client"\noutput = "./generated"';
const seen = {
  'prisma-client without output': generate('provider = "prisma-client"'),
  'url in the schema': generate(output, 'url = env("DATABASE_URL")'),
  'prisma-client': generate(output),
  'its client in the project': existsSync('generated/client.ts'),
  'import @prisma/client': imported(),
  'prisma-client-js': generate('provider = "prisma-client-js"'),
  'import @prisma/client then, new PrismaClient()': imported(),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'prisma-client without output': 'output path is required',
  'url in the schema': '`url` is no longer supported',
  'prisma-client': 'generates',
  'its client in the project': true,
  'import @prisma/client': 'Cannot find module',
  'prisma-client-js': 'generates',
  'import @prisma/client then, new PrismaClient()': 'adapter is required',
});
EOF
# Generating needs no engine: naming any program as the engine spares its download. No version check either.
CHECKPOINT_DISABLE=1 PRISMA_SCHEMA_ENGINE_BINARY=$(type -P true) node check.mjs
