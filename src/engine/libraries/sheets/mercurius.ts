import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Mercurius',
  packages: ['mercurius'],
  errorAnswers: [
    {
      path: '',
      hook: { option: 'errorFormatter', error: { parameter: 0 } },
      source: 'documentation 16.x',
    },
  ],
});
