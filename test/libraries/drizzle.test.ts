import { libraryTests } from './library-tester';

const rule = 'database/missing-tenant-filter';
const table = (name: string) => `export const ${name} = pgTable('${name}', {
  id: integer('id').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  title: text('title'),
});
`;
const program = (service: string) => ({
  'src/schema.ts': `import { integer, pgTable, text } from 'drizzle-orm/pg-core';
${['tickets', 'comments', 'customers'].map(table).join('')}`,
  'src/db.ts': `import { drizzle } from 'drizzle-orm/node-postgres';
export const db = drizzle(process.env.DATABASE_URL);
`,
  'src/service.ts': `import { and, eq } from 'drizzle-orm';
import { db } from './db';
import { tickets } from './schema';
${service}`,
});

const callback = program(`export const own = (tenantId: string) =>
  db.query.tickets.findFirst({ where: (t, { eq }) => eq(t.tenantId, tenantId) });
`);
const secondWhere = program(`export const replaced = (id: number, tenantId: string) =>
  db.select({ id: tickets.id }).from(tickets).where(eq(tickets.tenantId, tenantId)).where(eq(tickets.id, id));
export const both = (id: number, tenantId: string) =>
  db.select({ id: tickets.id }).from(tickets).where(and(eq(tickets.tenantId, tenantId), eq(tickets.id, id)));
`);

libraryTests('Drizzle 1', [
  {
    shows: 'a filter that is a function, which is ignored',
    rules: [rule],
    installed: { 'drizzle-orm': '1.0.0-rc.5' },
    files: callback,
    finds: [`${rule} src/service.ts:5`],
  },
  {
    shows: 'a filter that is an object',
    rules: [rule],
    installed: { 'drizzle-orm': '1.0.0-rc.5' },
    files:
      program(`export const own = (tenantId: string) => db.query.tickets.findFirst({ where: { tenantId } });
`),
    finds: [],
  },
  {
    shows: 'a second where that takes the place of the first',
    rules: [rule],
    installed: { 'drizzle-orm': '1.0.0-rc.5' },
    files: secondWhere,
    finds: [`${rule} src/service.ts:5`],
  },
]);

libraryTests('Drizzle 0.45', [
  {
    shows: 'a filter that is a function, which is asked',
    rules: [rule],
    installed: { 'drizzle-orm': '0.45.4' },
    files: callback,
    finds: [],
  },
  {
    shows: 'a relational query without a filter',
    rules: [rule],
    installed: { 'drizzle-orm': '0.45.4' },
    files: program(`export const any = () => db.query.tickets.findFirst({ columns: { id: true } });
`),
    finds: [`${rule} src/service.ts:4`],
  },
  {
    shows: 'a second where that takes the place of the first',
    rules: [rule],
    installed: { 'drizzle-orm': '0.45.4' },
    files: secondWhere,
    finds: [`${rule} src/service.ts:5`],
  },
  {
    shows: 'a second where whose first could be anything',
    rules: [rule],
    installed: { 'drizzle-orm': '0.45.4' },
    files: program(`export const replaced = (id: number, scope: any) =>
  db.select({ id: tickets.id }).from(tickets).where(scope.condition).where(eq(tickets.id, id));
export const open = (id: number, scope: any) =>
  db.select({ id: tickets.id }).from(tickets).where(and(scope.condition, eq(tickets.id, id)));
`),
    finds: [`${rule} src/service.ts:5`],
  },
  {
    shows: 'a query for each row, and one for all',
    rules: ['database/n-plus-one'],
    installed: { 'drizzle-orm': '0.45.4' },
    files: program(`export async function each(ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await db.select().from(tickets).where(eq(tickets.id, id)));
  return found;
}
export const all = () => db.select({ id: tickets.id }).from(tickets).limit(50);
`),
    finds: ['database/n-plus-one src/service.ts:6'],
  },
]);
