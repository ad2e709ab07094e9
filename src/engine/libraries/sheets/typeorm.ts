import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'TypeORM',
  packages: ['typeorm', '@nestjs/typeorm'],
});
