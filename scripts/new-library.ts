/**
 * Writes the skeleton of a library's data sheet, its test, and its line in the list:
 *
 *     npm run new-library -- axios
 *     npm run new-library -- @acme/http
 *
 * The sheet compiles; its test fails until it says something.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { libraries } from '../src/engine/libraries';
import { addToList, parsePackageName, sheetSkeleton, testSkeleton } from './new-library/skeletons';

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string', default: path.dirname(__dirname) } },
  });
  const [packageName] = positionals;
  if (packageName === undefined || positionals.length > 1) throw new Error('give one package, as axios');
  const library = parsePackageName(packageName);
  const [known] = libraries.sheetsOf(packageName);
  if (known) throw new Error(`the sheet of ${known.name} speaks of ${packageName} already`);
  const { root } = values;
  const files: [file: string, text: string][] = [
    [`src/engine/libraries/sheets/${library.file}.ts`, sheetSkeleton(library)],
    [`test/libraries/${library.file}.test.ts`, testSkeleton(library)],
  ];
  for (const [file] of files)
    if (existsSync(path.join(root, file))) throw new Error(`${file} exists already`);
  const index = path.join(root, 'src/engine/libraries/index.ts');
  // First, because it is the one step that can fail.
  const list = addToList(readFileSync(index, 'utf8'), library);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  writeFileSync(index, list);
  console.log(
    [...files.map(([file]) => `wrote    ${file}`), 'changed  src/engine/libraries/index.ts'].join('\n'),
  );
}

try {
  main();
} catch (error) {
  console.error(`new-library: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
