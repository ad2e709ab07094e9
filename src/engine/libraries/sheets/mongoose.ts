import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Mongoose',
  packages: ['mongoose', '@nestjs/mongoose'],
  kinds: ['login'],
});
