import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Zod',
  packages: ['zod', 'zod/*'],
  kinds: ['validator'],
  middleware: [{ path: '**', does: 'validates' }],
  schemas: [
    {
      path: '',
      of: ['zod'],
      local: 'z',
      imported: '{ z }',
      object: 'z.object',
      text: 'z.string()',
      check: '{schema}.parse({value})',
    },
  ],
});
