import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core', '@nestjs/sequelize'],
});
