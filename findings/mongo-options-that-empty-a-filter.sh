#!/usr/bin/env bash
# mongodb, Mongoose: safety options that turn a narrow delete into one of everything.
#
# Guess:    `{ tenant: undefined }` is left out of the filter, and an option called "strict" or "ignore undefined"
#           makes it safer.
# Fact:     The driver sends null, which matches documents without a tenant. With `ignoreUndefined: true` the member
#           is left out, so `deleteMany({ tenant: undefined })` is `deleteMany({})`. Mongoose's `strictQuery: true`
#           takes a misspelt member out of the filter: `deleteMany({ tenat: 'a' })` becomes `deleteMany({})`, too;
#           without the option it is sent as it is and matches nothing.
# Versions: mongodb 7.9.0, mongoose 9.12.1, against a stand-in that writes down the commands; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent mongodb@7.9.0 mongoose@9.12.1 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import net from 'node:net';
import { BSON, MongoClient } from 'mongodb';
import mongoose from 'mongoose';

const OP_MSG = 2013;
const deletes = [];
const hello = {
  ok: 1,
  isWritablePrimary: true,
  maxBsonObjectSize: 1 << 24,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 1000,
  minWireVersion: 0,
  maxWireVersion: 21,
};

/** Answers one message of the wire protocol: a greeting for the legacy opcode, n: 0 for a command, which is noted if it deletes. */
function answer(message) {
  const legacy = message.readInt32LE(12) !== OP_MSG;
  const sections = legacy ? Buffer.alloc(0) : message.subarray(20);
  const command = legacy ? { hello: 1 } : BSON.deserialize(sections.subarray(1, 1 + sections.readInt32LE(1)));
  if ('delete' in command) deletes.push(command.deletes[0].q);
  const body = BSON.serialize('hello' in command || 'ismaster' in command ? hello : { ok: 1, n: 0 });
  const header = Buffer.alloc(legacy ? 36 : 21);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(legacy ? 1 : OP_MSG, 12);
  if (legacy) header.writeInt32LE(1, 32);
  return Buffer.concat([header, body]);
}
const server = net.createServer((socket) => {
  let received = Buffer.alloc(0);
  socket
    .on('error', () => {})
    .on('data', (data) => {
      received = Buffer.concat([received, data]);
      while (received.length >= 4 && received.length >= received.readInt32LE(0)) {
        const size = received.readInt32LE(0);
        socket.write(answer(received.subarray(0, size)));
        received = received.subarray(size);
      }
    });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const url = `mongodb://127.0.0.1:${server.address().port}/d?directConnection=true`;

const plain = (await MongoClient.connect(url)).db().collection('t');
const ignoring = (await MongoClient.connect(url, { ignoreUndefined: true })).db().collection('t');
await mongoose.connect(url, { autoIndex: false, autoCreate: false });
const Loose = mongoose.model('Loose', new mongoose.Schema({ tenant: String }));
const Strict = mongoose.model('Strict', new mongoose.Schema({ tenant: String }, { strictQuery: true }));

await plain.deleteMany({ tenant: undefined });
await ignoring.deleteMany({ tenant: undefined });
await Loose.deleteMany({ tenant: undefined });
await Loose.deleteMany({ tenat: 'a' });
await Strict.deleteMany({ tenat: 'a' });
const names = [
  'driver, undefined',
  'driver, ignoreUndefined, undefined',
  'mongoose, undefined',
  'mongoose, misspelt',
  'mongoose, strictQuery, misspelt',
];
const seen = Object.fromEntries(deletes.map((filter, i) => [names[i], filter]));
console.log(seen);
assert.deepStrictEqual(seen, {
  'driver, undefined': { tenant: null },
  'driver, ignoreUndefined, undefined': {},
  'mongoose, undefined': { tenant: null },
  'mongoose, misspelt': { tenat: 'a' },
  'mongoose, strictQuery, misspelt': {},
});
process.exit();
EOF
node check.mjs
