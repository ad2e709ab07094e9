import { libraryTests } from './library-tester';

const schema = ['tickets', 'comments', 'customers']
  .map((table) => `CREATE TABLE ${table} (id serial PRIMARY KEY, tenant_id text NOT NULL, title text);`)
  .join('\n');
const program = (service: string) => ({
  'schema.sql': schema,
  'src/service.ts': `import { createClient } from '@supabase/supabase-js';
const store = createClient(process.env.STORE_URL, process.env.STORE_KEY);
${service}`,
});
const installed = { '@supabase/supabase-js': '2.58.0' };

libraryTests('Supabase', [
  {
    shows: 'a row of any tenant, and one of a tenant',
    rules: ['database/missing-tenant-filter'],
    installed,
    files:
      program(`export const any = (id: number) => store.from('tickets').select('id').eq('id', id).single();
export const own = (id: number, tenantId: string) =>
  store.from('tickets').select('id').eq('id', id).eq('tenant_id', tenantId).single();
`),
    finds: ['database/missing-tenant-filter src/service.ts:3'],
  },
  {
    shows: 'all columns, and those that are needed',
    rules: ['database/select-star'],
    installed,
    files: program(`export async function titles(tenantId: string) {
  const { data } = await store.from('tickets').select('*').eq('tenant_id', tenantId);
  return data.map((each) => each.title);
}
export async function plain(tenantId: string) {
  const { data } = await store.from('tickets').select('title').eq('tenant_id', tenantId);
  return data.map((each) => each.title);
}
`),
    finds: ['database/select-star src/service.ts:4'],
  },
  {
    shows: 'a query for each row, and one for all',
    rules: ['database/n-plus-one'],
    installed,
    files: program(`export async function each(ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await store.from('tickets').select('title').eq('id', id).single());
  return found;
}
export const all = (ids: number[]) => store.from('tickets').select('title').in('id', ids);
`),
    finds: ['database/n-plus-one src/service.ts:5'],
  },
]);
