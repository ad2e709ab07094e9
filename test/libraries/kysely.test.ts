import { libraryTests } from './library-tester';

const schema = ['tickets', 'comments', 'customers']
  .map((table) => `CREATE TABLE ${table} (id serial PRIMARY KEY, tenant_id text NOT NULL, title text);`)
  .join('\n');
const program = (service: string) => ({
  'schema.sql': schema,
  'src/store.ts': `import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
export const store = new Kysely<any>({ dialect: new PostgresDialect({ pool: new Pool() }) });
`,
  'src/service.ts': `import { store } from './store';
${service}`,
});
const installed = { kysely: '0.29.9', pg: '8.16.0' };

libraryTests('Kysely', [
  {
    shows: 'a row of any tenant, and one of a tenant',
    rules: ['database/missing-tenant-filter'],
    installed,
    files:
      program(`export const any = (id: number) => store.selectFrom('tickets').select('id').where('id', '=', id).executeTakeFirst();
export const own = (id: number, tenantId: string) =>
  store.selectFrom('tickets').select('id').where('id', '=', id).where('tenant_id', '=', tenantId).executeTakeFirst();
`),
    finds: ['database/missing-tenant-filter src/service.ts:2'],
  },
  {
    shows: 'all columns, and those that are needed',
    rules: ['database/select-star'],
    installed,
    files: program(`export async function titles(tenantId: string) {
  const rows = await store.selectFrom('tickets').selectAll().where('tenant_id', '=', tenantId).execute();
  return rows.map((each) => each.title);
}
export async function plain(tenantId: string) {
  const rows = await store.selectFrom('tickets').select('title').where('tenant_id', '=', tenantId).execute();
  return rows.map((each) => each.title);
}
`),
    finds: ['database/select-star src/service.ts:3'],
  },
  {
    shows: 'a query for each row, and one for all',
    rules: ['database/n-plus-one'],
    installed,
    files: program(`export async function each(ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await store.selectFrom('tickets').select('title').where('id', '=', id).executeTakeFirst());
  return found;
}
export const all = (ids: number[]) => store.selectFrom('tickets').select('title').where('id', 'in', ids).execute();
`),
    finds: ['database/n-plus-one src/service.ts:4'],
  },
]);
