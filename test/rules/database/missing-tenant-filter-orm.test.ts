import rule from '../../../rules/database/missing-tenant-filter/rule';
import { ruleTests } from '../rule-tester';

const files = {
  'migrations/001.sql': `
    CREATE TABLE tenants (id uuid PRIMARY KEY, name text);
    CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, name text);
    CREATE TABLE posts (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, author_id uuid REFERENCES users, title text);
  `,
};
const drizzle = "import { and, eq } from 'drizzle-orm';\nimport { db } from './db';\n";
const sequelize = "import { Model } from 'sequelize';\nclass Users extends Model {}\n";
const typeorm = (body: string) => ({
  code: `import { Repository } from 'typeorm';\nclass S { constructor(private users: Repository<Users>) {} f() { ${body} } }`,
  path: 'src/s.ts',
});

/** The same question to builders and ORMs: where: { tenantId } is a filter, where: { id } is none. */
ruleTests(rule, {
  files,
  invalid: [
    {
      code: "import { prisma } from './prisma';\nprisma.«users».findUnique({ where: { id } });",
      messages: [
        'This SELECT on users does not filter on tenant_id, so it reaches rows of every tenant. Add tenant_id to its WHERE.',
      ],
    },
    "import { prisma } from './prisma';\nprisma.«users».findMany({ where: { OR: [{ tenantId }, { name }] } });",
    "import { prisma } from './prisma';\nprisma.«users».update({ where: { id }, data: { name } });",
    "import { prisma } from './prisma';\nprisma.«posts».create({ data: { title } });",
    `${drizzle}db.select().from(«users»).where(eq(users.id, id));`,
    `${drizzle}db.query.«posts».findMany();`,
    `${drizzle}db.delete(«posts»).where(eq(posts.id, id));`,
    `${sequelize}«Users».findByPk(id);`,
    `${sequelize}«Users».findAll({ where: { name } });`,
    typeorm('return «this.users».find({ where: { name } });'),
    "import { db } from './db';\ndb.selectFrom('«users»').select('id').where('id', '=', id).execute();",
    "const knex = require('knex')({});\nknex('«users»').whereRaw('name = ?', [name]);",
  ],
  valid: [
    "import { prisma } from './prisma';\nprisma.users.findFirst({ where: { id, tenantId } });",
    "import { prisma } from './prisma';\nprisma.users.findMany({ where: { AND: [{ tenantId }, { name }] } });",
    "import { prisma } from './prisma';\nprisma.users.findMany({ where: { OR: [{ tenantId, id }, { tenantId, name }] } });",
    "import { prisma } from './prisma';\nprisma.posts.findMany({ where: { author: { tenantId } } });",
    "import { prisma } from './prisma';\nfunction f(where) { return prisma.users.findMany({ where }); }",
    "import { prisma } from './prisma';\nprisma.posts.create({ data: { title, tenant: { connect: { id } } } });",
    "import { prisma } from './prisma';\nprisma.posts.create({ data: { title, tenantId } });",
    "import { prisma } from './prisma';\nprisma.tenants.findUnique({ where: { id } });",
    `${drizzle}db.select().from(users).where(and(eq(users.id, id), eq(users.tenantId, t)));`,
    `${drizzle}db.select().from(posts).where(scope);`,
    `${sequelize}Users.findAll({ where: { tenantId } });`,
    `${sequelize}Users.findAll({ where });`,
    typeorm('return this.users.find({ where: { tenantId } });'),
    typeorm("return this.users.createQueryBuilder('u').where('u.tenantId = :t', { t }).getMany();"),
    "import { db } from './db';\ndb.selectFrom('users').select('id').where('tenant_id', '=', t).execute();",
    "const knex = require('knex')({});\nknex('users').whereRaw('tenant_id = ?', [t]);",
    "const knex = require('knex')({});\nknex('posts').where('tenant_id', t).whereIn('author_id', knex('users').select('id').where('tenant_id', t));",
    "import mongoose from 'mongoose';\nconst users = mongoose.model('users', schema);\nusers.find({ name });",
  ],
});
