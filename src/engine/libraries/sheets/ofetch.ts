import { defineLibrary } from '../library';

const call = {
  path: '{ofetch,$fetch}',
  called: 'ofetch',
  options: 1,
  agents: ['dispatcher'],
} as const;

export default defineLibrary({
  name: 'ofetch',
  packages: ['ofetch', 'ohmyfetch'],
  outgoing: [
    {
      ...call,
      versions: '>=1.2',
      limits: { timeout: { covers: 'headers', ignoredBeside: 'signal' }, signal: 'whole' },
      fix: 'timeout: 10_000',
      source: 'findings/timeout-options-nobody-reads.sh; measured 1.5.1',
    },
    {
      ...call,
      versions: '<1.2',
      limits: { timeout: 'nothing', signal: 'whole' },
      fix: 'signal: AbortSignal.timeout(10_000)',
      source: 'source 1.1.1',
    },
  ],
});
