import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'deno-postgres',
  packages: ['@db/postgres', 'https://deno.land/x/postgres*'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  statements: [{ path: '**.{queryArray,queryObject}', values: 'array' }],
});
