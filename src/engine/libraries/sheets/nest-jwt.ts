import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/jwt',
  packages: ['@nestjs/jwt'],
});
