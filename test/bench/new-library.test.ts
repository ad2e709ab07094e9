import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addToList, parsePackageName, testSkeleton } from '../../scripts/new-library/skeletons';
import { tempFolders } from '../workspace/temp-folder';

const repository = path.resolve(__dirname, '../..');
const list = 'src/engine/libraries/index.ts';
const index = readFileSync(path.join(repository, list), 'utf8');

describe('npm run new-library', () => {
  const folder = tempFolders();

  function newLibrary(root: string, ...args: string[]) {
    const script = path.join(repository, 'scripts/new-library.ts');
    return spawnSync(process.execPath, ['--import', 'tsx', script, '--root', root, ...args], {
      cwd: repository,
      encoding: 'utf8',
    });
  }

  it('writes sheet and test, and the line in the list', () => {
    const { path: root, at } = folder({ [list]: index });
    const { status, stdout, stderr } = newLibrary(root, '@acme/http-client');
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.equal(
      stdout,
      `wrote    src/engine/libraries/sheets/acme-http-client.ts
wrote    test/libraries/acme-http-client.test.ts
changed  ${list}
`,
    );
    assert.match(
      readFileSync(at('src/engine/libraries/sheets/acme-http-client.ts'), 'utf8'),
      /packages: \['@acme\/http-client'\]/,
    );
    const changed = readFileSync(at(list), 'utf8');
    assert.match(changed, /^import acmeHttpClient from '\.\/sheets\/acme-http-client';$/m);
    assert.match(changed, /^ {2}acmeHttpClient,$/m);
  });

  const refused: [args: string[], message: string][] = [
    [[], 'give one package, as axios'],
    [['A b'], "'A b' is no name of a package"],
    [['winston-x'], 'the sheet of winston speaks of winston-x already'],
  ];
  for (const [args, message] of refused)
    it(`refuses ${args.join(' ') || 'nothing'}`, () => {
      const { path: root } = folder({ [list]: index });
      const { status, stderr } = newLibrary(root, ...args);
      assert.deepEqual({ status, stderr }, { status: 1, stderr: `new-library: ${message}\n` });
    });

  const variables: [packageName: string, variable: string][] = [
    ['@acme/http-client', 'acmeHttpClient'],
    ['3d-tiles', 'sheetOf3dTiles'],
    ['delete', 'sheetOfDelete'],
    ['libraries', 'sheetOfLibraries'],
  ];
  for (const [packageName, variable] of variables)
    it(`calls the sheet of ${packageName} ${variable} in the list`, () =>
      assert.equal(parsePackageName(packageName).variable, variable));

  it('writes a test as the formatter would', () => {
    assert.match(testSkeleton(parsePackageName('phin')), /installed: \{ phin: '1\.0\.0' \}/);
    assert.match(testSkeleton(parsePackageName('@acme/http')), /installed: \{ '@acme\/http': '1\.0\.0' \}/);
  });

  it('keeps the list in order', () => {
    const added = addToList(index, parsePackageName('aaa'));
    const names = [...added.matchAll(/^import \w+ from '\.\/sheets\/([^']+)';$/gm)].map((match) => match[1]);
    assert.deepEqual(names, [...names].sort());
    assert.throws(() => addToList(added, parsePackageName('aaa')), /already/);
  });
});
