import { defineLibrary } from '../library';

const call = {
  path: '',
  options: 1,
  ownOptions: 'Request',
  agents: ['agent'],
  fix: 'signal: AbortSignal.timeout(10_000)',
} as const;

export default defineLibrary({
  name: 'node-fetch',
  packages: ['node-fetch'],
  kinds: [{ kind: 'no-router', of: ['node-fetch'] }],
  outgoing: [
    {
      ...call,
      versions: '>=3',
      limits: { signal: 'whole', timeout: 'nothing' },
      source: 'findings/timeout-options-nobody-reads.sh',
    },
    { ...call, versions: '<3', limits: { signal: 'whole', timeout: 'try' }, source: 'measured 2.7.0' },
  ],
});
