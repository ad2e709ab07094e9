import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'node-fetch',
  packages: ['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'isomorphic-unfetch'],
  kinds: [{ kind: 'no-router', of: ['node-fetch'] }],
});
