import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationName } from '../../src/workspace';

const root = join(__dirname, '../..');

describe('the manifest, about configurations', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    contributes: {
      jsonValidation: { fileMatch: string; url: string }[];
      languages: { id: string; filenames: string[] }[];
    };
  };

  it('names a schema that is there', () => {
    const [{ fileMatch, url } = { fileMatch: '', url: '' }] = contributes.jsonValidation;
    assert.equal(fileMatch, configurationName);
    assert.ok(existsSync(join(root, url)));
  });

  it('lets them have comments', () => {
    assert.deepEqual(contributes.languages, [{ id: 'jsonc', filenames: [configurationName] }]);
  });
});
