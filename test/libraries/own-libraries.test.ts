import assert from 'node:assert/strict';
import { rules } from '../../rules';
import {
  createProject,
  defaultConfiguration,
  type Library,
  loadSqlParser,
  type Project,
} from '../../src/engine';

const http: Library = {
  name: 'Our HTTP client',
  packages: ['@acme/http', './src/lib/http', '@/lib/http'],
  outgoing: [{ path: '{get,load}', options: 1, limits: { deadline: 'whole' }, fix: 'deadline: 10_000' }],
};

async function projectWith(
  libraries: readonly Library[],
  files: Record<string, string>,
  rule = 'infrastructure/missing-timeout',
): Promise<Project> {
  const project = createProject({
    rules: rules.filter(({ meta }) => meta.id === rule),
    sql: await loadSqlParser('postgresql'),
    configuration: { ...defaultConfiguration, libraries },
  });
  project.setFile('package.json', '{ "name": "shop", "dependencies": { "express": "5.1.0" } }');
  for (const [path, text] of Object.entries(files)) project.setFile(path, text);
  return project;
}

const found = (project: Project) => project.check().findings.map(({ path, line }) => `${path}:${line}`);

describe("a project's own data sheets", () => {
  const calls = (client: string) => `import express from 'express';
import * as http from '${client}';
const app = express();
app.get('/rates', async (req, res) => {
  res.json(await http.load('https://rates.example.com/today'));
  res.json(await http.load('https://rates.example.com/now', { deadline: 1000 }));
});
app.listen(3000);
`;
  const cases: [what: string, path: string, client: string][] = [
    ['a package', 'src/app.js', '@acme/http'],
    ['a file of the project', 'src/app.js', './lib/http'],
    ['a file of the project, from elsewhere', 'src/routes/rates.js', '../lib/http.js'],
    ['a file of the project, by an alias', 'src/routes/rates.js', '@/lib/http'],
  ];
  for (const [what, path, client] of cases) {
    it(`say what ${what} does`, async () => {
      const project = await projectWith([http], { [path]: calls(client) });
      assert.deepEqual(found(project), [`${path}:5`]);
    });

    it(`are all that is known of ${what}`, async () =>
      assert.deepEqual(found(await projectWith([], { [path]: calls(client) })), []));
  }

  it('stand before those that Marcus brings', async () => {
    const text = `import express from 'express';
import axios from 'axios';
const app = express();
app.get('/rates', async (req, res) => res.json(await axios.get('https://rates.example.com')));
app.listen(3000);
`;
    const limited: Library = {
      name: 'axios, as our registry has it',
      packages: ['axios'],
      outgoing: [{ path: 'get', options: 1, byDefault: { seconds: 5, covers: 'whole' } }],
    };
    assert.deepEqual(found(await projectWith([], { 'src/app.js': text })), ['src/app.js:4']);
    assert.deepEqual(found(await projectWith([limited], { 'src/app.js': text })), []);
  });

  it('name the method that gives a connection back', async () => {
    const pool: Library = {
      name: 'Our pool',
      packages: ['@acme/pool'],
      connections: [{ path: 'Pool().borrow', kind: 'taken', release: 'bringHome' }],
    };
    const text = `import { Pool } from '@acme/pool';
const pool = new Pool();
export async function lost() {
  const one = await pool.borrow();
  return one.ask();
}
export async function returned() {
  const one = await pool.borrow();
  try {
    return await one.ask();
  } finally {
    one.bringHome();
  }
}
export async function handedBack() {
  const one = await pool.borrow();
  try {
    return await one.ask();
  } finally {
    pool.bringHome(one);
  }
}
`;
    const project = await projectWith([pool], { 'src/a.js': text }, 'infrastructure/unclosed-connection');
    assert.deepEqual(found(project), ['src/a.js:4']);
  });

  it('hold as soon as they are configured, and no longer than that', async () => {
    const project = await projectWith([], { 'src/app.js': calls('@acme/http') });
    assert.deepEqual(found(project), []);
    project.configure({ ...defaultConfiguration, libraries: [http] });
    assert.deepEqual(found(project), ['src/app.js:5']);
    project.configure(defaultConfiguration);
    assert.deepEqual(found(project), []);
  });

  it('say what a client is that another file makes', async () => {
    const store: Library = {
      name: 'Our store',
      packages: ['@acme/store'],
      dataClients: [{ path: 'open().**', reader: 'prisma', asks: 'orm' }],
    };
    const files = {
      'schema.sql': ['tickets', 'users', 'invoices']
        .map((table) => `CREATE TABLE ${table} (id int PRIMARY KEY, tenant_id int NOT NULL);`)
        .join('\n'),
      'src/store.ts': `import { open } from '@acme/store';
export const records = open(process.env.STORE_URL);
`,
      'src/tickets.ts': `import { records } from './store';
export const ticket = (id: number) => records.tickets.findFirst({ where: { id } });
export const ofTenant = (id: number, tenant_id: number) => records.tickets.findFirst({ where: { id, tenant_id } });
`,
    };
    const rule = 'database/missing-tenant-filter';
    assert.deepEqual(found(await projectWith([store], files, rule)), ['src/tickets.ts:2']);
    assert.deepEqual(found(await projectWith([], files, rule)), []);
  });
});
