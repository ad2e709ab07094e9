import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Bun's globals",
  packages: ['global'],
  runtime: true,
  databases: [{ path: 'Bun.{sql,SQL}.**', client: 'driver' }],
  tags: [{ path: 'Bun.{sql,SQL()}' }],
  statements: [{ path: 'Bun.{sql,SQL()}.**.unsafe', values: 'array' }],
  handles: [{ path: 'Bun.{sql,SQL()}', is: 'pool', source: 'documentation 1.3' }],
  connections: [
    { path: 'Bun.{sql,SQL()}.reserve', kind: 'taken', release: 'release' },
    { path: 'Bun.SQL', kind: 'pool', release: 'close' },
  ],
});
