import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { sheets } from '../../../src/engine/libraries';
import { linesOf } from '../../../src/engine/libraries/look-up';
import { ts } from '../../../src/engine/source/syntax-tree';

const root = join(__dirname, '..', '..', '..');
const folders = ['src/engine/facts', 'src/engine/model', 'rules'];

/** Names of packages that are words of the field too, of the platform, of dialects or of formats: alone they speak of no package. */
const words = new Set(
  `ai async_hooks argon2 bun boom buffer chalk cluster config connect console crypto debug discord encore eval events exiting fs global got graphql
  http http2 https langchain libsql limiter lit map mariadb mcp mongodb mssql mysql nanoid net next nitro node openai passport postgres preact process
  querystring rate-limiter react redis request restify retries router server-only signal slack sqlite stream stripe tls twilio ulid url util
  uuid v8 validator vm vue websocket winston ws zx`.split(/\s+/),
);
const packages = new Set(sheets.flatMap((sheet) => sheet.packages).filter((each) => !each.includes('*')));
/** Readers are ours, and called after what they read. */
const readers = new Set(
  sheets.flatMap((sheet) =>
    linesOf(sheet).flatMap(({ entry }) =>
      'reader' in entry && entry.reader !== undefined ? [entry.reader] : [],
    ),
  ),
);

const isNamed = (name: string) => packages.has(name) && !words.has(name);

/** `pg#Pool()` and `/^(http|https)#/` are access paths, whatever the package is called. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/([\w@/.-]+)\)?\??#/g)]
    .map((match) => match[1] as string)
    .filter((each) => packages.has(each) && each !== 'global');
}

/** The packages that a text names: as a whole, or as the start of an access path. */
function packagesInText(text: string): string[] {
  return [...(isNamed(text) && !readers.has(text as never) ? [text] : []), ...pathsIn(text)];
}

/**
 * The packages that a pattern is about. One that has other words beside them is about what variables and functions are called, which is
 * the last resort and no knowledge of a package.
 */
function packagesInPattern(pattern: string): string[] {
  const plain = pattern.replace(/^\/|\/\w*$/g, '').replaceAll('\\', '');
  const names = plain.split(/[^\w@/.-]+/).filter((each) => /[a-z]/i.test(each));
  const isOfPackages = names.length > 0 && names.every((each) => packages.has(each));
  const scoped = names.filter((each) => each.startsWith('@') && packages.has(each));
  return [...new Set([...(isOfPackages ? names.filter(isNamed) : scoped), ...pathsIn(plain)])];
}

function literalsOf(file: string): { found: string[]; line: number }[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: { found: string[]; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node))
      found.push({ found: packagesInText(node.text), line });
    else if (ts.isRegularExpressionLiteral(node)) found.push({ found: packagesInPattern(node.text), line });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('knowledge of libraries', () => {
  it('stands in data sheets and nowhere else', () => {
    const elsewhere = folders.flatMap((folder) =>
      globSync(`${folder}/**/*.ts`, { cwd: root }).flatMap((file) =>
        literalsOf(file).flatMap(({ found, line }) => found.map((name) => `${file}:${line} ${name}`)),
      ),
    );
    assert.deepEqual(elsewhere, [], elsewhere.join('\n'));
  });

  const texts: [text: string, expected: string[]][] = [
    ['axios', ['axios']],
    ['pg#Pool()', ['pg']],
    ['@nestjs/common', ['@nestjs/common']],
    ['knex', []],
    ['request', []],
    ['request#get', ['request']],
    ['local#axios', []],
  ];
  for (const [text, expected] of texts)
    it(`${expected.length > 0 ? 'is' : 'is not'} seen in '${text}'`, () =>
      assert.deepEqual(packagesInText(text), expected));

  const patterns: [pattern: string, expected: string[]][] = [
    ['/^(express|fastify)$/', ['express', 'fastify']],
    ['/^https?#(get|request)$/', ['https']],
    ['/^(ws|isows)#/', ['isows']],
    ['/^knex#/', ['knex']],
    ['/(^|[.#])(app|router|fastify|express)$/i', []],
    ['/^(pool|@nestjs\\/core)$/', ['@nestjs/core']],
  ];
  for (const [pattern, expected] of patterns)
    it(`${expected.length > 0 ? 'is' : 'is not'} seen in ${pattern}`, () =>
      assert.deepEqual(packagesInPattern(pattern), expected));
});
