import { defineLibrary } from '../library';

export default defineLibrary({
name: 'Sequelize',
packages: ['sequelize', 'sequelize-typescript', '@sequelize/core', '@nestjs/sequelize'],
kinds: [
    'store',
    { kind: 'server', of: ['sequelize'] },
    { kind: 'server-only', of: ['sequelize', '@nestjs/sequelize'] },
    { kind: 'back-end', of: ['sequelize'] },
  ],
secrets: [{ path: ['', 'Sequelize'], argument: 2, variable: 'DB_PASSWORD', calledAs: ['Sequelize'] }]
});
