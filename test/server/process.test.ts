import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { TestClient } from './support/client';
import { TempFolder } from './support/folder';

const root = join(__dirname, '../..');

describe('the server as a process of its own', () => {
  let folder: TempFolder;
  let server: ChildProcess;

  afterEach(() => {
    server.kill();
    folder.remove();
  });

  for (const [name, entry] of [
    ['the editor’s', ['src/server/main.ts', '--stdio']],
    ['the command line’s', ['src/cli/main.ts', 'lsp']],
  ] as const) {
    it(`speaks the protocol on standard input and output: ${name}`, async function () {
      this.timeout(60_000);
      const text =
        "const jwt = require('jsonwebtoken');\nmodule.exports = (id, key) => jwt.sign({ id }, key);\n";
      folder = new TempFolder({ 'src/login.js': text });
      const hooks = ['--import', 'tsx', '--require', './scripts/lib/text-imports.cjs'];
      server = spawn(process.execPath, [...hooks, ...entry], {
        cwd: root,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      assert.ok(server.stdout && server.stdin);
      const client = await TestClient.over(
        new StreamMessageReader(server.stdout),
        new StreamMessageWriter(server.stdin),
        { folders: [folder.uri] },
      );
      await client.untilReady();
      const found = client.diagnostics.get(folder.at('src/login.js'))?.diagnostics.map(({ code }) => code);
      assert.deepEqual(found, ['security/jwt-no-expiry']);

      await client.connection.sendRequest('shutdown');
      const ended = once(server, 'exit');
      await client.connection.sendNotification('exit');
      assert.deepEqual(await ended, [0, null]);
    });
  }
});
