import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg-format',
  packages: ['pg-format'],
  results: [
    { path: '', is: 'escaped', format: { unescaped: 's' } },
    { path: 'withArray', is: 'escaped', format: { unescaped: 's', list: true } },
    { path: '{ident,literal}', is: 'escaped' },
    { path: 'string', is: 'arguments' },
  ],
});
