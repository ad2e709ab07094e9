import assert from 'node:assert/strict';
import { rules } from '../../rules';
import {
  ConfigurationValidator,
  createProject,
  defineFileRule,
  loadSqlParser,
  type Rule,
  readConfiguration,
} from '../../src/engine';

const validator = new ConfigurationValidator(rules.map(({ meta }) => meta));
const read = (value: unknown) => {
  const { configuration, problems } = readConfiguration(JSON.stringify(value), validator);
  assert.deepEqual(problems, []);
  return configuration;
};

describe('profiles', () => {
  it('are known by name only', () => {
    const { problems } = readConfiguration('{ "extends": "marcus:strickt" }', validator);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /marcus:strickt/);
  });

  it('marcus:recommended is what holds without one', () => {
    assert.deepEqual(read({ extends: 'marcus:recommended' }), read({}));
  });

  it('marcus:strict raises every rule by one severity', () => {
    const strict = read({ extends: 'marcus:strict' }).rules;
    assert.equal(strict['database/select-star'], 'error');
    assert.equal(strict['database/json-over-columns'], 'warning');
    assert.equal(strict['security/sql-injection'], 'error');
  });

  it('stand below what the file says itself, options included', () => {
    const { rules: own } = read({ extends: ['marcus:strict'], rules: { 'database/select-star': 'hint' } });
    assert.equal(own['database/select-star'], 'hint');
    assert.equal(own['database/n-plus-one'], 'error');
  });

  it('marcus:swarm brings the tenant column, layers, critical paths and principles', () => {
    const swarm = read({
      extends: 'marcus:swarm',
      tenant: { exemptPaths: ['scripts/'] },
      criticalPaths: [{ name: 'Approvals', through: ['approvals.js'] }],
    });
    assert.equal(swarm.tenant.column, 'tenant_id');
    assert.deepEqual(swarm.tenant.exemptPaths, ['scripts/']);
    assert.deepEqual(
      swarm.criticalPaths.map(({ name }) => name),
      ['Ticket orchestration', 'Real-time updates', 'VM management', 'Approvals'],
    );
    assert.deepEqual(swarm.criticalPaths.at(-1)?.through, ['approvals.js']);
    assert.equal(swarm.principles.length, 4);
    assert.deepEqual(swarm.layers.dashboard?.mayUse, ['shared']);
  });
});

/** Reports every query. */
const everyQuery: Rule = defineFileRule(
  {
    id: 'database/every-query',
    title: 'Query',
    severity: 'info',
    recommended: true,
    confidence: 'high',
    fix: 'none',
    messages: { found: 'A query.' },
  },
  { queries: (query, context) => context.report({ messageId: 'found', span: query.span }) },
);

describe('critical paths', () => {
  const query = (name: string) =>
    `const { pool } = require('./pool');\nexports.${name} = async () => {\n  await pool.query('SELECT 1');\n};\n`;
  const files = {
    'src/pool.js': "const { Pool } = require('pg');\nexports.pool = new Pool();\n",
    'src/engine.js': `const { load } = require('./store');\n${query('dispatch')}exports.run = () => load();\n`,
    'src/store.js': `${query('load')}exports.other = async () => {\n  await pool.query('SELECT 2');\n};\n`,
    'src/web.js': query('page'),
  };

  async function findings(criticalPaths: unknown) {
    const sql = await loadSqlParser('postgresql');
    const { configuration } = readConfiguration(JSON.stringify({ criticalPaths }), validator);
    const project = createProject({
      rules: [everyQuery],
      sql,
      configuration: { ...configuration, dialect: 'postgresql' },
    });
    for (const [path, text] of Object.entries(files)) project.setFile(path, text);
    const { findings: found, errors } = project.check();
    assert.deepEqual(errors, []);
    for (const path of Object.keys(files))
      assert.deepEqual(
        project.checkFile(path).findings,
        found.filter((each) => each.path === path),
      );
    return found.map(({ path, line, severity, message, criticalPath }) => ({
      at: `${path}:${line}`,
      severity,
      message,
      criticalPath,
    }));
  }

  const usual = { severity: 'info', message: 'A query.', criticalPath: undefined };
  const raised = (name: string) => ({
    severity: 'warning',
    message: `A query. It is on the critical path “${name}”.`,
    criticalPath: name,
  });

  it('raise what is found in their files, and in the functions that these call', async () => {
    assert.deepEqual(await findings([{ name: 'Dispatch', through: ['engine.js'] }]), [
      { at: 'src/engine.js:4', ...raised('Dispatch') },
      { at: 'src/store.js:3', ...raised('Dispatch') },
      { at: 'src/store.js:6', ...usual },
      { at: 'src/web.js:3', ...usual },
    ]);
  });

  it('may name one function', async () => {
    assert.deepEqual(await findings([{ name: 'Load', through: ['src/**#load'] }]), [
      { at: 'src/engine.js:4', ...usual },
      { at: 'src/store.js:3', ...raised('Load') },
      { at: 'src/store.js:6', ...usual },
      { at: 'src/web.js:3', ...usual },
    ]);
  });

  it('change nothing where there are none', async () => {
    assert.deepEqual(
      (await findings([])).map(({ severity }) => severity),
      ['info', 'info', 'info', 'info'],
    );
  });
});
