import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ClickHouse',
  packages: ['@clickhouse/client', '@clickhouse/client-web'],
  statements: [{ path: '**.{query,command,exec}' }],
});
