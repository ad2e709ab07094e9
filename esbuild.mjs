/**
 * Builds everything that ships, into dist/.
 *
 *     node esbuild.mjs             once, with source maps
 *     node esbuild.mjs --watch     again at every change
 *     node esbuild.mjs --minify    as it is published; fails when a bundle is over its budget
 *
 * The node programs (extension, its chat, language server, command line) share their heavy libraries instead of each carrying
 * a copy: those become files of their own under dist/vendor, loaded when first asked for. That keeps the package small,
 * the client light, and TypeScript's compiler (ts-morph's copy, 9 MB of source) built and cached once.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const dist = join(root, 'dist');
const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** Import specifier → file under dist/vendor. Only what is imported somewhere needs to be here; order does not matter. */
const vendored = {
  'ts-morph': 'ts-morph',
  ajv: 'ajv',
  '@anthropic-ai/sdk': 'anthropic',
  'libpg-query': 'libpg-query',
  'vscode-languageclient/node': 'languageclient',
  'vscode-languageserver/node': 'languageserver',
  'node-sql-parser/build/mariadb': 'sql-mariadb',
  'node-sql-parser/build/mysql': 'sql-mysql',
  'node-sql-parser/build/sqlite': 'sql-sqlite',
  'node-sql-parser/build/transactsql': 'sql-transactsql',
};

/** Kilobytes that what ships may have. */
const budgets = [
  { what: 'client', files: ['extension.js', 'vendor/languageclient.js'], kb: 500 },
  { what: 'chat, loaded when asked', files: ['chat.js', 'vendor/anthropic.js'], kb: 700 },
  { what: 'server', files: ['server.js'], kb: 2100 },
  { what: 'command line', files: ['cli.js'], kb: 2600 },
  { what: 'chat page', files: ['webview.js', 'webview.css'], kb: 600 },
  { what: 'map page', files: ['map.js', 'map.css'], kb: 150 },
];

/** @type {esbuild.BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: minify ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
  metafile: true,
  loader: { '.md': 'text', '.sql': 'text' },
};

/** @type {esbuild.BuildOptions} */
const node = {
  ...shared,
  // Stack traces of users keep class and function names. `keepNames` would do so for shorter names too, and costs a call for each closure that is
  // made: 3 % of a check.
  minifySyntax: minify,
  minifyWhitespace: minify,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A style sheet goes into pictures that are written as files; only pages load one.
  loader: { ...shared.loader, '.css': 'text' },
  // `import()` of our own vendor files becomes `require`: same laziness, and V8's compile cache sees them.
  supported: { 'dynamic-import': false },
  // Its main file loads its parts in a way that no bundler follows.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

/** Imports of vendored libraries become requires of their file in dist/vendor. @type {esbuild.Plugin} */
const useVendored = {
  name: 'use-vendored',
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
      const name = vendored[path.replace(/\.js$/, '')];
      if (!name || kind === 'entry-point') return undefined;
      return { path: `./vendor/${name}.js`, external: true };
    });
    build.onResolve(
      { filter: /^(node-sql-parser|typescript|@ts-morph\/common)(\/|$)/ },
      ({ path, importer }) => ({
        errors: [
          {
            text: `"${path}" would be bundled into every program (imported by ${importer}). Import one of the files that esbuild.mjs lists under "vendored".`,
          },
        ],
      }),
    );
  },
};

/** The chat is a file of its own, so that a window in which nobody asks anything does not load it. @type {esbuild.Plugin} */
const chatApart = {
  name: 'chat-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/main$/ }, ({ importer, kind }) =>
      kind === 'dynamic-import' && dirname(importer) === join(root, 'src/extension/chat')
        ? { path: './chat.js', external: true }
        : undefined,
    );
  },
};

/**
 * The texts of lib.*.d.ts that ts-morph carries (2.7 MB) serve only a type checker, which Marcus never runs. The
 * names stay, with empty texts, so that whoever makes a program all the same gets errors about types and not a crash.
 * @type {esbuild.Plugin}
 */
const withoutLibTexts = {
  name: 'without-lib-texts',
  setup(build) {
    build.onLoad({ filter: /ts-morph-common\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const start = text.indexOf('const libFiles = [{');
      const end = text.indexOf('\n    }];', start);
      if (start < 0 || end < 0) {
        return {
          errors: [
            { text: 'ts-morph-common.js no longer has the list of lib files that esbuild.mjs empties.' },
          ],
        };
      }
      const emptied = text.slice(start, end).replace(/^( {8}text: ).*$/gm, '$1""');
      return { contents: text.slice(0, start) + emptied + text.slice(end), loader: 'js' };
    });
  },
};

/**
 * V8 keeps the code that it has compiled from one start to the next, where Node can (22 and newer): loading the compiler is most of
 * what a start costs. It has to come before the first vendor file, so it cannot be an import.
 */
const compileCache = "require('node:module').enableCompileCache?.();";

/** The programs: name → entry point. A missing entry is an error of the build. */
const programs = [
  { ...node, entryPoints: { extension: 'src/extension/main.ts' }, external: ['vscode'] },
  { ...node, entryPoints: { chat: 'src/extension/chat/main.ts' }, external: ['vscode'] },
  { ...node, entryPoints: { server: 'src/server/main.ts' }, banner: { js: compileCache } },
  {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    banner: { js: `#!/usr/bin/env node\n${compileCache}` },
  },
].map((options) => ({ ...options, outdir: dist, plugins: [useVendored, chatApart] }));

/** @type {esbuild.BuildOptions} */
const webview = {
  ...shared,
  minify,
  entryPoints: { webview: 'src/webview/main.ts', map: 'src/webview/map/main.ts' },
  outdir: dist,
  platform: 'browser',
  target: 'chrome120',
  format: 'iife',
};

/**
 * Libraries do not change between builds, so they are built again only when their version or this file has changed.
 * @returns {esbuild.BuildOptions[]}
 */
function vendorBuilds() {
  return Object.entries(vendored)
    .filter(([specifier, name]) => {
      const output = join(dist, 'vendor', `${name}.js`);
      if (minify || !existsSync(output)) return true;
      const made = statSync(output).mtimeMs;
      return (
        made < statSync(fileURLToPath(import.meta.url)).mtimeMs ||
        made < statSync(require.resolve(specifier)).mtimeMs
      );
    })
    .map(([specifier, name]) => ({
      ...node,
      entryPoints: { [name]: specifier },
      outdir: join(dist, 'vendor'),
      sourcemap: false,
      external: ['vscode'],
      // Nobody debugs into a library's bundle, and loading a minified TypeScript takes half the time.
      minify: true,
      plugins: [withoutLibTexts],
    }));
}

/** libpg-query's glue looks for its WebAssembly in `__dirname`, which is dist/vendor once it is bundled. */
function copyWasm() {
  mkdirSync(join(dist, 'vendor'), { recursive: true });
  const wasm = join(dirname(require.resolve('libpg-query')), 'libpg-query.wasm');
  copyFileSync(wasm, join(dist, 'vendor', basename(wasm)));
}

/** Prints the outputs with their sizes, and what they come to; returns what is over its budget. */
function reportSizes(metafiles) {
  const sizes = new Map(
    metafiles.flatMap(({ outputs }) =>
      Object.entries(outputs).map(([path, { bytes }]) => [path.replace(/^dist\//, ''), bytes / 1024]),
    ),
  );
  const line = (kb, text) => console.log(`${`${Math.ceil(kb)} KB`.padStart(9)}  ${text}`);
  for (const [path, kb] of sizes) if (!path.endsWith('.map')) line(kb, `dist/${path}`);
  if (!minify) return [];
  const totals = budgets.map((budget) => ({
    ...budget,
    total: budget.files.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0),
  }));
  for (const { what, total, kb } of totals)
    line(total, `${what}, of ${kb} KB allowed${total > kb ? ': OVER BUDGET' : ''}`);
  return totals.filter(({ total, kb }) => total > kb).map(({ what }) => what);
}

async function main() {
  copyWasm();
  const builds = [...vendorBuilds(), ...programs, webview];
  if (watch) {
    const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const quiet = builds.map((options) => ({ ...options, logLevel: /** @type {const} */ ('warning') }));
  const results = await Promise.all(quiet.map((options) => esbuild.build(options)));
  const over = reportSizes(results.map(({ metafile }) => metafile));
  if (over.length > 0) throw new Error(`over budget: ${over.join(', ')}`);
}

main().catch((error) => {
  // esbuild has already printed its own errors with their places.
  if (!error.errors) console.error(`esbuild.mjs: ${error.message}`);
  process.exitCode = 1;
});
