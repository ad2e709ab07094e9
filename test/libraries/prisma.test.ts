import { libraryTests } from './library-tester';

const rule = 'database/missing-tenant-filter';
const schema = `generator client {
  provider = "prisma-client"
  output   = "../src/generated/prisma"
}
datasource db {
  provider = "postgresql"
}
model Ticket {
  id       Int    @id
  tenantId String @map("tenant_id")
  title    String
  comments Comment[]
  @@map("tickets")
}
model Comment {
  id       Int    @id
  tenantId String @map("tenant_id")
  ticketId Int
  ticket   Ticket @relation(fields: [ticketId], references: [id])
  @@index([ticketId])
}
model Customer {
  id       Int    @id
  tenantId String @map("tenant_id")
}
`;

/** Prisma 7 writes its client into the project; up to 6 it is imported from its package. */
const clients = [
  { name: 'Prisma 7', version: '7.10.0', from: './generated/prisma/client' },
  { name: 'Prisma 6', version: '6.19.0', from: '@prisma/client' },
];

for (const { name, version, from } of clients) {
  const program = (service: string) => ({
    'prisma/schema.prisma': schema,
    'src/store.ts': `import { PrismaClient } from '${from}';
export const store = new PrismaClient();
`,
    'src/service.ts': `import { store } from './store';
${service}`,
  });
  const installed = { '@prisma/client': version };
  libraryTests(name, [
    {
      shows: 'a row of any tenant, and one of a tenant',
      rules: [rule],
      installed,
      files: program(`export const any = (id: number) => store.ticket.findFirst({ where: { id } });
export const own = (id: number, tenantId: string) => store.ticket.findFirst({ where: { id, tenantId } });
`),
      finds: [`${rule} src/service.ts:2`],
    },
    {
      shows: 'a tenant that may be undefined, which leaves the filter out',
      rules: [rule],
      installed,
      files:
        program(`export const any = (id: number) => store.ticket.deleteMany({ where: { id, tenantId: undefined } });
`),
      finds: [`${rule} src/service.ts:2`],
    },
    {
      shows: 'a query for each row, and one for all',
      rules: ['database/n-plus-one'],
      installed,
      files: program(`export async function each(ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await store.ticket.findUnique({ where: { id } }));
  return found;
}
export const all = (ids: number[]) => store.ticket.findMany({ where: { id: { in: ids } } });
`),
      finds: ['database/n-plus-one src/service.ts:4'],
    },
  ]);
}
