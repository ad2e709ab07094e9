import { queryTests } from './outline';

const schema = {
  'prisma/schema.prisma': `
    model User {
      id       String @id
      tenantId String @map("tenant_id")
      email    String
      posts    Post[]
      @@map("app_users")
    }
    model Post {
      id       String @id
      authorId String
      author   User   @relation(fields: [authorId], references: [id])
    }
  `,
};

queryTests(
  'Prisma queries',
  "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();",
  [
    [
      'prisma.user.findMany({ where: { tenantId, email: { contains: q } }, select: { id: true, email: true }, take: 20 });',
      ['orm select app_users where(tenant_id = email like) columns(id email) limited on pool:prisma'],
    ],
    ['prisma.user.findMany();', ['orm select app_users on pool:prisma']],
    [
      'prisma.user.findUnique({ where: { tenantId_email: { tenantId, email } } });',
      ['orm select app_users where(tenant_id = email =) one limited on pool:prisma'],
    ],
    [
      'prisma.user.findFirst({ where: { OR: [{ tenantId, email }, { tenantId, id }] } });',
      ['orm select app_users where(tenant_id = ~email = tenant_id = ~id =) one limited on pool:prisma'],
    ],
    [
      'prisma.user.findMany({ where: { NOT: { tenantId } } });',
      ['orm select app_users where(~tenant_id =) on pool:prisma'],
    ],
    [
      'prisma.post.count({ where: { author: { tenantId } } });',
      ['orm select Post columns(#) one limited open on pool:prisma'],
    ],
    [
      'function f(where) { return prisma.user.deleteMany({ where }); }',
      ['orm delete app_users open on pool:prisma'],
    ],
    [
      'prisma.user.create({ data: { tenantId, email } });',
      ['orm insert app_users inserts(tenant_id email) on pool:prisma'],
    ],
    ['prisma.user.create({ data: { ...rest, email } });', ['orm insert app_users on pool:prisma']],
    [
      'prisma.post.create({ data: { id, author: { connect: { id: authorId } } } });',
      ['orm insert Post on pool:prisma'],
    ],
    [
      'prisma.user.update({ where: { id }, data: { email } });',
      ['orm update app_users where(id =) sets(email) on pool:prisma'],
    ],
    [
      'prisma.$transaction(async (tx) => { await tx.user.delete({ where: { id } }); });',
      ['orm delete app_users where(id =) on transaction:tx'],
    ],
    ['const users = [{ email: 1 }]; users.map((user) => user.email).find((email) => email);', []],
  ],
  schema,
);

queryTests("Prisma clients of the project's own", '', [
  [
    "import { PrismaService } from './prisma.service';\nclass Users { constructor(private readonly db: PrismaService) {} load(id) { return this.db.user.findUnique({ where: { id } }); } }",
    ['orm select user where(id =) one limited on pool:this.db'],
  ],
  [
    "import { db } from '@/server/db';\ndb.user.findMany({ where: { id } });",
    ['orm select user where(id =) on pool:db'],
  ],
  [
    "import { db } from '@/server/db';\ndb.cache.update({ where: { id }, data });",
    ['orm update cache where(id =) on pool:db'],
  ],
  ["import { db } from '@/server/db';\ndb.cache.update({ key, value });", []],
  ["import { users } from './users';\nusers.list.findMany;", []],
]);
