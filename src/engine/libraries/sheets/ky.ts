import { defineLibrary } from '../library';

const byDefault = { seconds: 10, covers: 'try' } as const;

/** `totalTimeout` came with 2, and covers what `timeout: false` leaves open. */
const byVersion = [
  {
    versions: '>=2',
    limits: { timeout: 'try', totalTimeout: 'whole', signal: 'whole' },
    byDefault,
    source: 'measured 2.1.0',
  },
  { versions: '<2', limits: { timeout: 'headers', signal: 'whole' }, byDefault, source: 'measured 1.14.3' },
] as const;

export default defineLibrary({
  name: 'ky',
  packages: ['ky'],
  kinds: ['no-router'],
  outgoing: byVersion.map((each) => ({
    path: ['', '[{create(),extend()}.]{get,post,put,patch,head,delete}', 'create()', 'extend()'],
    options: 1,
    fix: 'timeout: 10_000',
    ...each,
  })),
  outgoingClients: byVersion.map((each) => ({
    path: '{create,extend}',
    does: 'makes' as const,
    base: ['prefixUrl', 'prefix', 'baseUrl'],
    ...each,
  })),
});
