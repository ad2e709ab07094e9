import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's util",
  packages: ['util', 'buffer'],
  runtime: true,
  results: [
    { path: 'format', is: 'arguments', format: { unescaped: 'sdifjoO' } },
    { path: 'promisify', is: 'callee' },
  ],
});
