/**
 * Lets TypeScript that runs through tsx (unit tests, benchmarks) import Markdown and SQL files as text, as
 * the bundles do: see `loader` in esbuild.mjs.
 */
const { readFileSync } = require('node:fs');

for (const extension of ['.md', '.sql']) {
  require.extensions[extension] = (module, path) => {
    module.exports = readFileSync(path, 'utf8');
  };
}
