import assert from 'node:assert/strict';
import { whyOffLimits } from '../../src/chat/safety/readable-path';

describe('paths that a model may name', () => {
  for (const path of [
    'src/a.ts',
    'README.md',
    '.env',
    'migrations/001 init.sql',
    'my_node_modules/x.js',
    'src/keys.ts',
    'docs/id_rsa.md',
  ]) {
    it(`are such as ${path}`, () => assert.equal(whyOffLimits(path), undefined));
  }

  for (const path of [
    '',
    '/etc/passwd',
    '~/.ssh/config',
    'C:\\Users\\x',
    '\\\\server\\share',
    'file:///etc/passwd',
    'https://example.com/x',
    'node_modules/pg/index.js',
    'packages/api/Node_Modules/x.js',
    'certs/server.key',
    'deploy/id_ed25519',
    'data.sqlite',
    'logo.PNG',
  ]) {
    it(`are not such as ${JSON.stringify(path)}`, () => assert.ok(whyOffLimits(path)));
  }
});
