import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Files of the repository: all but what is installed, built or cached. */
const files = globSync('**/*', {
  cwd: root,
  dot: true,
  ignore: ['**/node_modules/**', 'dist/**', '.cache/**', '.git', '.git/**', '**/*.{png,vsix}'],
});

describe('the repository', () => {
  it('names no folder of the machine that it was written on', () => {
    assert.deepEqual(
      files.filter((path) => existsSync(join(root, path)) && read(path).includes(root)),
      [],
    );
  });

  it('locks versions and checksums, and leaves the registry to whoever installs', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { resolved?: string }>;
    };
    const tied = Object.entries(packages).filter(([, { resolved }]) => resolved?.startsWith('http'));
    assert.deepEqual(tied, []);
  });

  it('locks the packages of all platforms, without which "npm ci" refuses', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
        .map((name) => `${path} wants ${name}`),
    );
    assert.deepEqual(missing, []);
  });

  it('has no runtime dependencies, because everything is bundled', () => {
    const manifest = JSON.parse(read('package.json'));
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.optionalDependencies, undefined);
  });

  it('pins every dependency to one version', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    assert.deepEqual(
      Object.entries(devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });
});

describe('the bundles', () => {
  const programs = ['extension.js', 'chat.js', 'server.js', 'cli.js'];

  before(() => {
    const missing = programs.find((name) => !existsSync(join(root, 'dist', name)));
    if (missing) throw new Error(`dist/${missing} is not there: run "npm run build" first.`);
  });

  for (const name of programs) {
    it(`${name} needs nothing but Node, VS Code, its vendor files and the chat`, () => {
      const required = [...read(`dist/${name}`).matchAll(/\brequire\("([^"]+)"\)/g)].map(
        ([, path]) => path ?? '',
      );
      const strange = required.filter(
        (path) =>
          path !== 'vscode' &&
          !path.startsWith('node:') &&
          !builtinModules.includes(path) &&
          !(/^\.\/(vendor\/[\w-]+|chat)\.js$/.test(path) && existsSync(join(root, 'dist', path))),
      );
      assert.deepEqual(strange, []);
    });
  }

  it('the client knows nothing of the compiler and the SQL parsers', () => {
    const vendoredIn = (file: string) =>
      [...read(`dist/${file}`).matchAll(/\.\/vendor\/([\w-]+)\.js/g)].map(([, name]) => name ?? '');
    assert.deepEqual([...new Set(vendoredIn('extension.js'))], ['languageclient']);
    assert.deepEqual([...new Set(vendoredIn('chat.js'))], ['anthropic']);
  });

  it('ships libpg-query with its WebAssembly, and without the texts of lib.*.d.ts in the compiler', () => {
    assert.ok(existsSync(join(root, 'dist/vendor/libpg-query.wasm')));
    assert.ok(statSync(join(root, 'dist/vendor/ts-morph.js')).size < 5_000_000);
  });
});
