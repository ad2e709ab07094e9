import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Bun',
  packages: ['bun', 'bun:sqlite', 'global'],
  runtime: true,
  servers: [{ path: 'serve', serves: 'http', listens: 'made', of: ['bun'] }],
  runs: [{ path: ['$', 'spawn', 'spawnSync'], runs: 'words' }],
  kinds: [{ kind: 'sockets', of: ['bun'] }],
  sockets: [
    {
      path: 'serve()',
      of: ['bun'],
      server: {
        made: 'call',
        heartbeat: 'own',
        off: { options: ['idleTimeout'], at: [0], in: 'websocket', instead: '120' },
      },
      source: 'documentation 1.x: idleTimeout 120 s, sendPings',
    },
    {
      path: 'Bun.serve()',
      of: ['global'],
      server: {
        made: 'call',
        heartbeat: 'own',
        off: { options: ['idleTimeout'], at: [0], in: 'websocket', instead: '120' },
      },
      source: 'documentation 1.x: idleTimeout 120 s, sendPings',
    },
  ],
  databases: [
    { path: '{sql,SQL}.**', client: 'driver' },
    { path: 'Database.**', client: 'driver', dialect: 'sqlite' },
  ],
  tags: [{ path: ['sql', 'SQL()', '{sql,SQL()}.reserve()'] }],
  statements: [
    { path: '{sql,SQL()}.**.unsafe', values: 'array' },
    { path: '{sql,SQL()}.**.file' },
    { path: 'Database().{run,exec}', values: 'array' },
    { path: 'Database().{query,prepare}', prepares: true },
  ],
  handles: [
    { path: ['sql', 'SQL()'], is: 'pool', source: 'documentation 1.3' },
    { path: ['{sql,SQL()}.reserve()', 'Database()'], is: 'connection' },
  ],
  connections: [
    { path: '{sql,SQL()}.reserve', kind: 'taken', release: 'release' },
    { path: 'SQL', kind: 'pool', release: 'close' },
    { path: 'Database', kind: 'connection', release: 'close' },
  ],
  transactions: [
    {
      path: ['sql', 'SQL()'],
      reader: 'tag',
      callback: { open: '{handle}.begin(async ({handle}) =>' },
    },
    { path: 'Database().transaction', reader: 'receiver', ambient: true },
  ],
});
