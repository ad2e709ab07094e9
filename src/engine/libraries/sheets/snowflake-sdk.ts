import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Snowflake',
  packages: ['snowflake-sdk'],
  databases: [{ path: '**', client: 'driver' }],
  statements: [{ path: '**.execute' }],
});
