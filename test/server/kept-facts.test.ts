import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestClient } from './support/client';
import { TempFolder } from './support/folder';

const text = "const jwt = require('jsonwebtoken');\nmodule.exports = (id, key) => jwt.sign({ id }, key);\n";

describe('facts that the server keeps between starts', () => {
  let folder: TempFolder;
  let caches: TempFolder;
  let client: TestClient | undefined;

  beforeEach(() => {
    folder = new TempFolder({ 'login.js': text });
    caches = new TempFolder();
  });
  afterEach(async () => {
    await client?.stop();
    folder.remove();
    caches.remove();
  });

  const start = async (cacheFolder: string | undefined) => {
    client = await TestClient.start(undefined, {
      folders: [folder.uri],
      initializationOptions: cacheFolder === undefined ? {} : { cacheFolder },
    });
    return client.untilReady();
  };
  const stop = async () => {
    await client?.stop();
    client = undefined;
  };

  it('are written when it stops, and asked at the next start', async () => {
    assert.equal((await start(join(caches.root, 'marcus'))).findings, 1);
    await stop();
    const [name = ''] = readdirSync(join(caches.root, 'marcus'));
    const file = join(caches.root, 'marcus', name);
    const kept = readFileSync(file, 'utf8');
    assert.match(kept, /"tokenSignings":\[\{/);
    // Facts that say something else than the file show whether they are asked.
    writeFileSync(
      file,
      kept.replace(/"tokenSignings":\[.*?\],"tokenChecks"/, '"tokenSignings":[],"tokenChecks"'),
    );
    assert.equal((await start(join(caches.root, 'marcus'))).findings, 0);
    await stop();
    folder.write('login.js', `${text}\n`);
    assert.equal((await start(join(caches.root, 'marcus'))).findings, 1);
  });

  it('are nowhere when the client names no place for them', async () => {
    assert.equal((await start(undefined)).findings, 1);
    await stop();
    assert.deepEqual(readdirSync(caches.root), []);
  });

  it('may be in a place that cannot be written to', async () => {
    const place = join(folder.root, 'login.js', 'caches');
    assert.equal((await start(place)).findings, 1);
    await stop();
    assert.equal(existsSync(place), false);
  });
});
