import { defineLibrary } from '../library';

const call = {
  path: '',
  options: 1,
  ownOptions: 'Request',
  agents: ['agent'],
  fix: 'signal: AbortSignal.timeout(10_000)',
} as const;

/** Calls node-fetch on a server: 3 from version 4 on, which reads no `timeout`. */
export default defineLibrary({
  name: 'isomorphic-unfetch',
  packages: ['isomorphic-unfetch'],
  outgoing: [
    { ...call, versions: '>=4', limits: { signal: 'whole', timeout: 'nothing' }, source: 'source 4.0.2' },
    { ...call, versions: '<4', limits: { signal: 'whole', timeout: 'try' }, source: 'source 3.1.0' },
  ],
});
