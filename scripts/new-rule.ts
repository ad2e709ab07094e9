/**
 * Writes the skeleton of a rule, and its lines in the catalogue:
 *
 *     npm run new-rule -- database/some-rule
 *     npm run new-rule -- api/other-rule --scope project
 *
 * The skeleton compiles, its document has the five parts, and its test fails until the rule does what its name says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { addToCatalogue } from './new-rule/catalogue';
import { documentSkeleton, parseRuleId, ruleSkeleton, testSkeleton } from './new-rule/skeletons';

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scope: { type: 'string', default: 'file' },
      root: { type: 'string', default: path.dirname(__dirname) },
    },
  });
  const [id] = positionals;
  if (id === undefined || positionals.length > 1) throw new Error('give one id, as database/some-rule');
  const { scope, root } = values;
  if (scope !== 'file' && scope !== 'project') throw new Error(`--scope is file or project, not '${scope}'`);
  const rule = parseRuleId(id);
  const files: [path: string, text: string][] = [
    [`rules/${id}/rule.ts`, ruleSkeleton(rule, scope)],
    [`rules/${id}/rule.md`, documentSkeleton(rule)],
    [`test/rules/${id}.test.ts`, testSkeleton(rule)],
  ];
  for (const [file] of files)
    if (existsSync(path.join(root, file))) throw new Error(`${file} exists already`);
  if (existsSync(path.join(root, 'rules', id))) throw new Error(`rules/${id} exists already`);

  const index = path.join(root, 'rules/index.ts');
  // First, because it is the one step that can fail.
  const catalogue = addToCatalogue(readFileSync(index, 'utf8'), rule);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  writeFileSync(index, catalogue);
  console.log([...files.map(([file]) => `wrote    ${file}`), 'changed  rules/index.ts'].join('\n'));
}

try {
  main();
} catch (error) {
  console.error(`new-rule: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
