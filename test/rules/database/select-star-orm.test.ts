import rule from '../../../rules/database/select-star/rule';
import { ruleTests } from '../rule-tester';

/** The rule over builders and ORMs: only a star that somebody asked for is one. */
ruleTests(rule, {
  invalid: [
    {
      code: "import { db } from './db';\ndb.selectFrom('person').«selectAll()».where('id', '=', id).execute();",
      path: 'src/app.ts',
      messages: [
        'SELECT * reads every column of person, also those that later migrations add. Name the columns this code uses.',
      ],
    },
    {
      code: "import { db } from './db';\ndb.selectFrom('person as p').innerJoin('pet', 'pet.owner_id', 'p.id').«selectAll('p')».execute();",
      path: 'src/app.ts',
    },
    { code: "const knex = require('knex')({});\nknex('person').where('id', id).select('«*»');" },
    { code: "import { Person } from './person';\nPerson.query().select('«*»').where('id', id);" },
    {
      name: 'TypeORM: a query builder that selects everything',
      path: 'src/app.ts',
      code: "import { DataSource } from 'typeorm';\nexport const all = (source: DataSource) => source.createQueryBuilder().select(«'*'»).from('users', 'u').getRawMany();\n",
      output: false,
    },
  ],
  valid: [
    "import { db } from './db';\ndb.selectFrom('person').select(['id', 'name']).execute();",
    "import { db } from './db';\ndb.selectFrom('person').select('id').where((eb) => eb.exists(eb.selectFrom('pet').selectAll())).execute();",
    "const knex = require('knex')({});\nknex('person').whereExists(function () { this.select('*').from('pet').where('owner_id', id); }).select('id');",
    "import { prisma } from './prisma';\nprisma.user.findMany({ where: { id } });",
    "import { Model } from 'sequelize';\nclass User extends Model {}\nUser.findAll({ where: { id } });",
    {
      code: "import { Repository } from 'typeorm';\nclass S { constructor(private users: Repository<User>) {} f() { return this.users.find(); } }",
      path: 'src/s.ts',
    },
    "import { eq } from 'drizzle-orm';\nimport { db } from './db';\ndb.select().from(users).where(eq(users.id, id));",
    {
      name: 'TypeORM: a query builder that counts',
      path: 'src/app.ts',
      code: "import { DataSource } from 'typeorm';\nexport const all = (source: DataSource) => source.createQueryBuilder().select('COUNT(*)').from('users', 'u').getRawOne();\n",
    },
  ],
});
