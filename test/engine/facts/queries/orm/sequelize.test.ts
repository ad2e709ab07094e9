import { queryTests } from './outline';

queryTests('Sequelize queries', "import { Model, Op } from 'sequelize';\nclass User extends Model {}", [
  [
    "User.findAll({ where: { tenantId, [Op.or]: [{ a: 1 }, { b: 2 }] }, attributes: ['id', 'name'], limit: 10 });",
    ['orm select User where(tenantId = ~a = ~b =) columns(id name) limited on pool:User'],
  ],
  ['User.findAll({ where: { age: { [Op.gt]: 3 } } });', ['orm select User where(age >) on pool:User']],
  ['User.findByPk(id);', ['orm select User where(id =) one limited on pool:User']],
  ['User.findOne({ where: { email } });', ['orm select User where(email =) one limited on pool:User']],
  ['User.create({ tenantId, name });', ['orm insert User inserts(tenantId name) on pool:User']],
  ['User.update({ name }, { where: { id } });', ['orm update User where(id =) sets(name) on pool:User']],
  ['User.destroy({ where: { id } });', ['orm delete User where(id =) on pool:User']],
  [
    'User.count({ where: { tenantId } });',
    ['orm select User where(tenantId =) columns(#) one limited on pool:User'],
  ],
  [
    'sequelize.transaction(async (t) => { await User.create({ name }, { transaction: t }); });',
    ['orm insert User inserts(name) on transaction:t'],
  ],
]);

queryTests(
  'models of other files',
  "import { User, Token, Service } from './models';",
  [
    ['User.findOne({ where: { email } });', ['orm select users where(email =) one limited on pool:User']],
    ['Service.findOne({ where: { email } });', []],
    ['Token.create(text);', []],
  ],
  {
    'src/models.ts': `
      import { Sequelize, DataTypes } from 'sequelize';
      const sequelize = new Sequelize('x');
      export const User = sequelize.define('User', { email: DataTypes.STRING }, { tableName: 'users' });
    `,
  },
);
