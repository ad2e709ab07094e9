#!/usr/bin/env bash
# zod 4: `.partial()` fills in defaults, so a PATCH overwrites what was not sent.
#
# Guess:    `schema.partial()` makes every member optional: `{}` stays `{}`, as it did in zod 3.
# Fact:     zod 4 applies a default inside an optional member: a PATCH without a role sets the role to the default.
#           And coercion takes more than a reader expects: '' and null become 0 (or 1970), 'false' becomes true.
# Versions: zod 4.6.7 and 3.25.76; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent zod@4.6.7 zod-3@npm:zod@3.25.76 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { z as four } from 'zod';
import { z as three } from 'zod-3';

const patch = (z) =>
  z
    .object({ name: z.string(), role: z.string().default('member') })
    .partial()
    .parse({ name: 'Ada' });
const seen = {
  'zod 3 partial': patch(three),
  'zod 4 partial': patch(four),
  'number of empty string': four.coerce.number().parse(''),
  'number of null': four.coerce.number().parse(null),
  'date of null': four.coerce.date().parse(null).toISOString(),
  "boolean of 'false'": four.coerce.boolean().parse('false'),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'zod 3 partial': { name: 'Ada' },
  'zod 4 partial': { name: 'Ada', role: 'member' },
  'number of empty string': 0,
  'number of null': 0,
  'date of null': '1970-01-01T00:00:00.000Z',
  "boolean of 'false'": true,
});
EOF
node check.mjs
