import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/axios',
  packages: ['@nestjs/axios'],
});
