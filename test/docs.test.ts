import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaFile, schemaText } from '../scripts/configuration-schema';
import { withRules } from '../scripts/docs';
import { librariesDocument, librariesFile } from '../scripts/libraries-document';
import { librarySchemaFile, librarySchemaText } from '../scripts/library-schema';

const root = join(__dirname, '..');
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/accuracy.md',
  'docs/libraries.md',
];

describe('the documents', () => {
  it('list the rules as they are (else: npm run docs)', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    assert.equal(text, withRules(text));
  });

  it('have the schema of the configuration as the rules make it (else: npm run docs)', () => {
    assert.equal(readFileSync(schemaFile, 'utf8'), schemaText());
  });

  it('have the schema of data sheets as its types make it (else: npm run docs)', function () {
    // The types are read by the compiler.
    this.timeout(60_000);
    assert.equal(readFileSync(librarySchemaFile, 'utf8'), librarySchemaText());
  });

  it('say of libraries what the data sheets say (else: npm run docs)', () => {
    assert.equal(readFileSync(librariesFile, 'utf8'), librariesDocument());
  });

  for (const document of documents) {
    it(`${document} links only to files that are there`, () => {
      const text = readFileSync(join(root, document), 'utf8');
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] as string);
      assert.deepEqual(
        targets.filter((target) => !existsSync(join(root, dirname(document), target))),
        [],
      );
    });

    it(`${document} names only npm scripts that there are`, () => {
      const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        scripts: Record<string, string>;
      };
      const text = readFileSync(join(root, document), 'utf8');
      const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] as string);
      assert.deepEqual(
        named.filter((name) => scripts[name] === undefined),
        [],
      );
    });
  }
});
