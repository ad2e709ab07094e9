import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Validators',
  packages: [
    'joi',
    '@hapi/joi',
    'yup',
    'ajv',
    'superstruct',
    'valibot',
    'io-ts',
    'runtypes',
    'class-validator',
  ],
  kinds: ['validator'],
});
