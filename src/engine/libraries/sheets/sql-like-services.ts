import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Services with a language like SQL',
  packages: ['jsforce', '@opensearch-project/opensearch', '@azure/cosmos', 'influx', '@influxdata/*'],
  kinds: ['sql-like'],
});
