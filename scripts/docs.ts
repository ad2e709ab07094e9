/**
 * `npm run docs`: writes the parts of documents that are made from the code, so that they cannot say something else.
 * `test/docs.test.ts` fails when one of them is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../rules';
import { schemaFile, schemaText } from './configuration-schema';
import { librariesDocument, librariesFile } from './libraries-document';

const readme = join(__dirname, '..', 'README.md');
const start = '<!-- rules: written by `npm run docs` from the rules themselves -->';
const end = '<!-- /rules -->';

/** The rules as a Markdown table, by id. */
export function rulesTable(): string {
  const rows = [...rules]
    .map(({ meta }) => meta)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      (meta) =>
        `| [${meta.id}](rules/${meta.id}/rule.md) | ${meta.title} | ${meta.severity} | ${meta.scope} | ${meta.fix} |`,
    );
  return ['| rule | finds | severity | scope | fix |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** A document with its generated part made anew. Throws when the markers are missing. */
export function withRules(text: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error('README.md has lost the markers of its rule table');
  return `${text.slice(0, from + start.length)}\n\n${rulesTable()}\n\n${text.slice(to)}`;
}

if (require.main === module) {
  writeFileSync(readme, withRules(readFileSync(readme, 'utf8')));
  writeFileSync(schemaFile, schemaText());
  writeFileSync(librariesFile, librariesDocument());
}
