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
  secrets: [{ path: ['', 'Sequelize'], argument: 2, variable: 'DB_PASSWORD', calledAs: ['Sequelize'] }],
  databases: [{ path: '**', client: 'orm' }],
  statements: [{ path: '**.query', rowsFirst: true, holders: ['sequelize'] }],
  fragments: [{ path: '**.literal' }],
  connections: [{ path: '{,Sequelize}', kind: 'pool', release: 'close' }],
  transactions: [
    {
      path: '**',
      reader: 'options',
      optionsAt: {
        create: 1,
        bulkCreate: 1,
        upsert: 1,
        update: 1,
        increment: 1,
        decrement: 1,
        destroy: 0,
        findAll: 0,
        findOne: 0,
        count: 0,
        findByPk: 1,
      },
      holders: ['sequelize'],
      callback: { open: 'sequelize.transaction(async (transaction) =>', name: 'transaction' },
    },
  ],
});
