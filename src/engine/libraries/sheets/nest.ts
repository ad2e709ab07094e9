import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Nest',
  packages: ['@nestjs/common', '@nestjs/core'],
});
