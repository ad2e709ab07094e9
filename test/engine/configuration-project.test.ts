import assert from 'node:assert/strict';
import { rules } from '../../rules';
import {
  type Configuration,
  type Configurations,
  createProject,
  defaultConfiguration,
  defineFileRule,
  defineProjectRule,
  loadSqlParser,
  type Project,
  type Rule,
} from '../../src/engine';

const meta = {
  title: 'Import',
  severity: 'warning',
  recommended: true,
  confidence: 'high',
  fix: 'none',
  options: { properties: { word: { type: 'string', default: 'usual' } } },
  messages: { found: '{{word}} {{specifier}}.' },
} as const;

const importInFile = defineFileRule(
  { ...meta, id: 'architecture/import-in-file' },
  {
    imports: ({ specifier, span }, { options, report }) =>
      report({ messageId: 'found', data: { word: String(options.word), specifier }, span }),
  },
);
const importInProject = defineProjectRule(
  { ...meta, id: 'architecture/import-in-project' },
  ({ model, optionsOf, report }) => {
    for (const { path, imports } of model.files.values()) {
      for (const { specifier, span } of imports)
        report(path, { messageId: 'found', data: { word: String(optionsOf(path).word), specifier }, span });
    }
  },
);

type Part = Partial<Omit<Configuration, 'recognize'>> & { recognize?: Partial<Configuration['recognize']> };

const full = ({ recognize, ...part }: Part): Configuration => ({
  ...defaultConfiguration,
  ...part,
  recognize: { ...defaultConfiguration.recognize, ...recognize },
});

/** Folder → what its configuration says; `''` is the root. */
function configurations(parts: Record<string, Part>): Configurations {
  const byFolder = Object.entries(parts).map(
    ([folder, part]) => [folder, full({ base: { folder, prefix: '' }, ...part })] as const,
  );
  return {
    of: (path) =>
      byFolder.find(([folder]) => folder !== '' && path.startsWith(`${folder}/`))?.[1] ??
      byFolder.find(([folder]) => folder === '')?.[1] ??
      defaultConfiguration,
  };
}

async function project(
  files: Record<string, string>,
  configuration: Configuration | Configurations,
  which: readonly Rule[] = rules,
): Promise<Project> {
  const made = createProject({ rules: which, sql: await loadSqlParser('postgresql'), configuration });
  for (const [path, text] of Object.entries(files)) made.setFile(path, text);
  return made;
}

const told = (made: Project) =>
  made
    .check()
    .findings.map(({ path, ruleId, severity, message }) => `${path} ${ruleId} ${severity}: ${message}`);
const count = (made: Project, ruleId: string) =>
  made.check().findings.filter((finding) => finding.ruleId === ruleId).length;

describe('a project with configurations', () => {
  const files = { 'a/x.js': "import 'one';", 'b/x.js': "import 'two';", 'x.js': "import 'three';" };

  it('reports as the nearest one says: severity, options, off', async () => {
    const made = await project(
      files,
      configurations({
        '': { rules: { 'architecture/import-in-project': 'hint' } },
        a: { rules: { 'architecture/import-in-file': 'off', 'architecture/import-in-project': 'off' } },
        b: {
          rules: { 'architecture/import-in-file': 'error', 'architecture/import-in-project': 'error' },
          options: {
            'architecture/import-in-file': { word: 'own' },
            'architecture/import-in-project': { word: 'own' },
          },
        },
      }),
      [importInFile, importInProject],
    );
    assert.deepEqual(told(made), [
      'b/x.js architecture/import-in-file error: own two.',
      'b/x.js architecture/import-in-project error: own two.',
      'x.js architecture/import-in-file warning: usual three.',
      'x.js architecture/import-in-project hint: usual three.',
    ]);
    assert.deepEqual(made.checkFile('a/x.js').findings, []);
    assert.equal(made.checkFile('b/x.js').findings[0]?.severity, 'error');
  });

  it('runs no project rule that is off everywhere', async () => {
    let ran = 0;
    const counting = defineProjectRule({ ...meta, id: 'architecture/import-in-project' }, () => void ran++);
    const off = { rules: { 'architecture/import-in-project': 'off' } } as const;
    (await project(files, configurations({ '': off, a: off, b: off }), [counting])).check();
    assert.equal(ran, 0);
    (await project(files, configurations({ '': off, a: off, b: {} }), [counting])).check();
    assert.equal(ran, 1);
  });

  it('calls no comment unused that speaks of a rule which is off there', async () => {
    const comment = '// marcus-disable-next-line architecture/import-in-file -- reason\n';
    const made = await project(
      { 'a/x.js': comment, 'x.js': comment },
      configurations({ '': {}, a: { rules: { 'architecture/import-in-file': 'off' } } }),
      [importInFile],
    );
    assert.deepEqual(
      made.check().findings.map(({ path, ruleId }) => [path, ruleId]),
      [['x.js', 'marcus/suppression']],
    );
  });

  it('reads files again that a changed configuration has read in another way, and only those', async () => {
    const made = await project(
      { 'scripts/x.js': '', 'db/x.sql': 'SELECT a FROM t LIMIT 5, 10;' },
      defaultConfiguration,
    );
    const before = made.factsOf('scripts/x.js');
    assert.equal(made.factsOf('db/x.sql')?.gaps.length, 1, 'LIMIT with a comma is none of PostgreSQL’s');
    made.configure(full({ dialect: 'mysql' }), [await loadSqlParser('mysql')]);
    assert.deepEqual(made.factsOf('db/x.sql')?.gaps, []);
    made.configure(full({ roles: { 'scripts/**': 'source' } }));
    assert.equal(made.factsOf('scripts/x.js')?.role, 'source');
    assert.equal(made.factsOf('db/x.sql')?.gaps.length, 1);
    made.configure(defaultConfiguration);
    assert.deepEqual(made.factsOf('scripts/x.js'), before);
    const same = made.factsOf('scripts/x.js');
    made.configure(full({ rules: { 'database/select-star': 'off' } }));
    assert.equal(made.factsOf('scripts/x.js'), same);
  });
});

describe('what a configuration says of a project', () => {
  const schema = `
    CREATE TABLE tenants (id int PRIMARY KEY);
    CREATE TABLE a (id int, tenant_id int);
    CREATE TABLE b (id int, tenant_id int, realm int);`;
  const query = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
  const tenantless = (file: string, part: Part, more: Record<string, string> = {}) =>
    project({ 'migrations/1.sql': schema, 'src/x.js': query + file, ...more }, full(part));
  const rule = 'database/missing-tenant-filter';
  const all = "pool.query('SELECT id FROM a');";

  it('is which column tells the tenants apart, for each part by itself', async () => {
    const made = await project(
      {
        'migrations/1.sql': schema,
        'src/x.js': query + all,
        'old/x.js': `${query}pool.query('SELECT id FROM a'); pool.query('SELECT id FROM b');`,
      },
      configurations({ '': {}, old: { tenant: { column: 'realm', exemptTables: [], exemptPaths: [] } } }),
    );
    const found = made.check().findings.filter(({ ruleId }) => ruleId === rule);
    assert.deepEqual(
      found.map(({ path, message }) => [path, /filter on (\w+)/.exec(message)?.[1]]),
      [
        ['old/x.js', 'realm'],
        ['src/x.js', 'tenant_id'],
      ],
    );
  });

  it('is which tables and files work across tenants', async () => {
    assert.equal(count(await tenantless(all, {}), rule), 1);
    const exempt = (exemptTables: string[], exemptPaths: string[]) => ({
      tenant: { exemptTables, exemptPaths },
    });
    assert.equal(count(await tenantless(all, exempt(['A'], [])), rule), 0);
    assert.equal(count(await tenantless(all, exempt([], ['src/*.js'])), rule), 0);
    assert.equal(count(await tenantless(all, exempt([], ['sr'])), rule), 1);
  });

  describe('its tenant scopes', () => {
    const scopes = (...tenantScopes: string[]): Part => ({ recognize: { tenantScopes } });
    const through: [what: string, code: string, ...entries: string[]][] = [
      [
        'the client is one',
        "const { scoped } = require('./tenant');\nscoped.query('SELECT id FROM a');",
        'scoped',
        'src/tenant#scoped',
      ],
      [
        'it is handed to one',
        `const { forTenant } = require('./tenant');\nforTenant(1, () => ${all.slice(0, -1)});`,
        'forTenant',
        'src/tenant#forTenant',
      ],
      [
        'its function calls one',
        `import { useTenant as use } from '@acme/tenant';\nexport async function list() { await use(); return ${all} }`,
        'useTenant',
        '@acme/tenant#useTenant',
      ],
      ['its function is one', `async function scoped() { return ${all} }`, 'scoped', 'src/x#scoped'],
      ['a method is one', `class Store { scoped() { return ${all} } }`, 'Store.scoped'],
    ];
    for (const [what, code, ...entries] of through) {
      it(`silence a query when ${what}`, async () => {
        const more = { 'src/tenant.js': 'exports.scoped = make(); exports.forTenant = () => {};' };
        assert.equal(count(await tenantless(code, {}, more), rule), 1, 'without the entry');
        for (const entry of entries)
          assert.equal(count(await tenantless(code, scopes(entry), more), rule), 0, entry);
        assert.equal(count(await tenantless(code, scopes('another', 'src/other#scoped'), more), rule), 1);
      });
    }

    it('say nothing of a query in another function', async () => {
      const code = `async function one() { await scoped(); }\nasync function other() { return ${all} }`;
      assert.equal(count(await tenantless(code, scopes('scoped')), rule), 1);
    });
  });

  it('is where its health is asked', async () => {
    const server = (more: string) => `const app = require('express')();\n${more}\napp.listen(80);`;
    const found = async (code: string, ...healthRoutes: string[]) =>
      count(
        await project({ 'src/x.js': server(code) }, full({ recognize: { healthRoutes } })),
        'infrastructure/missing-health-check',
      );
    const probe = "app.get('/internal/fine', ok);";
    assert.equal(await found(probe), 1);
    assert.equal(await found(probe, '/internal/fine'), 0);
    assert.equal(await found(probe, '/fine'), 1);
    const mounted = "const r = require('express').Router();\nr.get('/fine', ok);\napp.use('/internal', r);";
    assert.equal(await found(mounted, '/internal/fine'), 0);
    assert.equal(await found("app.use('/x', require('@acme/probe').probe());", '@acme/probe#probe'), 0);
    assert.equal(await found("app.use('/x', require('@acme/probe').probe());", '@acme/other#probe'), 1);
  });

  it('is which functions send SQL, also as a later argument', async () => {
    const code =
      "import { go } from './db';\ngo(request, 'SELECT * FROM a', []);\ngo('select the best');\nstay('SELECT * FROM a');";
    const queries = async (...queryFunctions: string[]) =>
      (await project({ 'src/x.js': code }, full({ recognize: { queryFunctions } }))).factsOf('src/x.js')
        ?.queries ?? [];
    assert.deepEqual(await queries(), []);
    for (const entry of ['go', 'src/db#go']) {
      assert.deepEqual(
        (await queries(entry)).map(({ sql, method }) => [sql, method]),
        [['SELECT * FROM a', 'go']],
      );
    }
  });
});
