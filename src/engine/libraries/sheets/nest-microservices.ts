import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/microservices',
  packages: ['@nestjs/microservices'],
});
