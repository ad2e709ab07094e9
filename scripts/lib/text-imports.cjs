/**
 * Lets TypeScript that runs through tsx (unit tests, benchmarks) import Markdown, SQL and style sheet files as text, as
 * the bundles do: see `loader` in esbuild.mjs.
 */
const { readFileSync } = require('node:fs');

for (const extension of ['.md', '.sql', '.css']) {
  require.extensions[extension] = (module, path) => {
    module.exports = readFileSync(path, 'utf8');
  };
}
