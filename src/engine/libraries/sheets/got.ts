import { defineLibrary } from '../library';

/** The parts of `timeout`: some end with the connection, and `request` alone covers all of a try. */
const parts = {
  'timeout.lookup': 'connect',
  'timeout.connect': 'connect',
  'timeout.secureConnect': 'connect',
  'timeout.send': 'connect',
  'timeout.socket': 'silence',
  'timeout.response': 'headers',
  'timeout.read': 'body',
  'timeout.request': 'try',
} as const;

/** From 12 on a number throws, and a signal is read. */
const byVersion = [
  {
    versions: '>=12',
    limits: { timeout: 'try', ...parts, signal: 'whole' },
    source: 'findings/timeout-times-retries.sh; measured 16.1.0',
  },
  { versions: '<12', limits: { timeout: 'try', ...parts }, source: 'source 11.8.6' },
] as const;

export default defineLibrary({
  name: 'got',
  packages: ['got'],
  kinds: ['no-router'],
  outgoing: byVersion.map((each) => ({
    path: ['', '[{extend(),got}.]{get,post,put,patch,head,delete,stream,paginate}', 'extend()', 'got'],
    options: 1,
    takesAll: true,
    agents: ['agent', 'agent.http', 'agent.https'],
    fix: 'timeout: { request: 10_000 }',
    ...each,
  })),
  outgoingClients: byVersion.map((each) => ({
    path: '[got.]extend',
    does: 'makes' as const,
    agents: ['agent', 'agent.http', 'agent.https'],
    base: ['prefixUrl'],
    ...each,
  })),
});
