import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core', '@nestjs/sequelize'],
  secrets: [{ path: ['', 'Sequelize'], argument: 2, variable: 'DB_PASSWORD', calledAs: ['Sequelize'] }],
});
