import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { rules } from '../../rules';
import {
  type Configuration,
  ConfigurationValidator,
  configurationSchema,
  defaultConfiguration,
  defineFileRule,
  libraries,
  type RuleMeta,
  readConfiguration,
  recognizableFor,
  Settings,
} from '../../src/engine';
import { Recognizer } from '../../src/engine/configuration/recognize';
import { dedent, readMarks } from './marked-text';

const rule = defineFileRule(
  {
    id: 'database/long-list',
    title: 'List that is long',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'none',
    options: {
      properties: {
        most: { type: 'integer', minimum: 1, default: 10 },
        per: { type: 'object', properties: { page: { type: 'integer', default: 50 } } },
        names: { type: 'array', items: { type: 'string' }, default: [] },
      },
    },
    messages: {},
  },
  {},
);
const other: RuleMeta = { ...rule.meta, id: 'api/shy', recommended: false, options: undefined };
const validator = new ConfigurationValidator([rule.meta, other]);
const read = (text: string) => readConfiguration(text, validator);
const settingsOf = (part: Partial<Configuration>) => new Settings({ ...defaultConfiguration, ...part });

describe('the text of a configuration', () => {
  it('may have comments and commas too many', () => {
    const { configuration, problems } = read(`// why
      { /* one */ "rules": { "api/shy": "error", }, "ignore": ["old/",], }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration.rules, { 'api/shy': 'error' });
    assert.deepEqual(configuration.ignore, ['old/']);
  });

  it('says everything that there is to say', () => {
    const { configuration, problems } = read(`{
      "$schema": "./schema.json",
      "rules": { "database/long-list": ["error", { "most": 3 }], "api/shy": "off" },
      "roles": { "scripts/**": "source" },
      "dialect": "mysql",
      "tenant": { "column": "org_id", "exemptTables": ["plans"], "exemptPaths": ["src/admin/"] },
      "smallTables": ["countries"],
      "recognize": { "rateLimiters": ["slowDown"], "loggers": ["src/log#log"] },
      "libraries": [{ "name": "Chat", "packages": ["@acme/chat"], "prose": [{ "path": "say" }] }],
      "layers": { "web": { "files": ["web/"], "mayUse": ["shared"] }, "shared": { "files": ["shared/"] } },
      "criticalPaths": [{ "name": "Payment", "why": "It is money.", "through": ["src/pay.js#pay"] }],
      "principles": [{ "name": "Workers pull" }]
    }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration, {
      rules: { 'database/long-list': 'error', 'api/shy': 'off' },
      options: { 'database/long-list': { most: 3 } },
      ignore: [],
      roles: { 'scripts/**': 'source' },
      dialect: 'mysql',
      tenant: { column: 'org_id', exemptTables: ['plans'], exemptPaths: ['src/admin/'] },
      smallTables: ['countries'],
      recognize: { ...defaultConfiguration.recognize, rateLimiters: ['slowDown'], loggers: ['src/log#log'] },
      libraries: [{ name: 'Chat', packages: ['@acme/chat'], prose: [{ path: 'say' }] }],
      layers: { web: { files: ['web/'], mayUse: ['shared'] }, shared: { files: ['shared/'] } },
      criticalPaths: [{ name: 'Payment', why: 'It is money.', through: ['src/pay.js#pay'] }],
      principles: [{ name: 'Workers pull', rules: [] }],
      base: { folder: '', prefix: '' },
    });
  });

  /** «…» marks where the fault is shown. */
  const faults: [text: string, ...messages: string[]][] = [
    [
      '{ "extends": «"marcus:lax"» }',
      "'marcus:lax' is no profile. Use marcus:recommended, marcus:strict or marcus:swarm.",
    ],
    ['{ "criticalPaths": [«{ "name": "a" }»] }', "This needs 'through'."],
    ['{ "layers": { "web": «{}» } }', "This needs 'files'."],
    ['{ «"rulse"»: {} }', "There is no setting 'rulse'. Did you mean rules?"],
    [
      '{ "rules": { «"database/long-lst"»: "off" } }',
      "There is no rule 'database/long-lst'. Did you mean database/long-list?",
    ],
    [
      '{ "rules": { «"long-list"»: "off" } }',
      "There is no rule 'long-list'. Did you mean database/long-list?",
    ],
    ['{ "rules": { «"something/else"»: "off" } }', "There is no rule 'something/else'."],
    [
      '{ "rules": { "api/shy": «"fatal"» } }',
      "'fatal' is no severity. Use off, hint, info, warning or error.",
    ],
    [
      '{ "rules": { "api/shy": [«"warn"»] } }',
      "'warn' is no severity. Use off, hint, info, warning or error.",
    ],
    ['{ "rules": { "api/shy": «2» } }', "'2' is no severity. Use off, hint, info, warning or error."],
    ['{ "rules": { "api/shy": «[]» } }', 'Expected a severity, or a list of a severity and options.'],
    [
      '{ "rules": { "api/shy": ["info", { «"most"»: 1 }] } }',
      "The rule api/shy has no option 'most'. It has none.",
    ],
    [
      '{ "rules": { "database/long-list": ["info", { «"mots"»: 1 }] } }',
      "The rule database/long-list has no option 'mots'. Did you mean most?",
    ],
    ['{ "rules": { "database/long-list": ["info", { "most": «"1"» }] } }', 'Expected a whole number here.'],
    ['{ "rules": { "database/long-list": ["info", { "most": «0» }] } }', 'This must be >= 1.'],
    [
      '{ "dialect": «"oracle"» }',
      "'oracle' is no dialect. Use postgresql, mysql, mariadb, sqlite or transactsql.",
    ],
    [
      '{ "roles": { "a/**": «"sauce"» } }',
      "'sauce' is no role. Use source, test, migration, seed, script, fixture, example, generated or config.",
    ],
    ['{ "ignore": «"old"» }', 'Expected a list here.'],
    ['{ "smallTables": ["a", «3», «""»] }', 'Expected a text here.', 'Expected a text that is not empty.'],
    ['{ "tenant": { «"colum"»: "x" } }', "tenant has no 'colum'. Did you mean column?"],
    [
      '{ "recognize": { «"rateLimitters"»: [] } }',
      "recognize has no 'rateLimitters'. Did you mean rateLimiters?",
    ],
    ['{ "libraries": [«{ "name": "a" }»] }', "This needs 'packages'."],
    ['{ "libraries": [{ "name": "a", "packages": «"b"» }] }', 'Expected a list here.'],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], «"prosa"»: [] }] }',
      "libraries.0 has no 'prosa'. Did you mean prose?",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": «1» }] }] }',
      'Expected a text or a list here.',
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": ["b", «"{c"»] }] }] }',
      '“{c” does not close what it opens.',
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": "", "versions": «"^5"» }] }] }',
      "'^5' bounds no versions. Write <5, >=5 or >=4.2 <5.",
    ],
    ['{ "libraries": [{ "name": «""», "packages": ["b"] }] }', 'Expected a text that is not empty.'],
    ['{ "libraries": [{ "name": "a", "packages": «[]» }] }', 'Expected a list that is not empty.'],
    [
      '{ "libraries": [{ "name": "a", "packages": [«"../b"», «"b***"»] }] }',
      "'../b' names no package. Write it as it is imported, or a file of this project as ./src/http.",
      "'b***' names no package. Write it as it is imported, or a file of this project as ./src/http.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": «"log(text)"» }] }] }',
      '“log(text)” is no member: a pattern has names, () for a call, * for any member and ** for any steps, with dots between them and no spaces.',
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": "", "of": [«"c"»] }] }] }',
      "'c' is none of the packages of this sheet.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "kinds": [{ "kind": "logger", "of": ["b", «"c"»] }] }] }',
      "'c' is none of the packages of this sheet.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "kinds": [«"loger"»] }] }',
      "'loger' is no choice. Did you mean logger?",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "kinds": [{ "kind": «"loger"», "of": ["b"] }] }] }',
      "'loger' is no choice. Did you mean logger?",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "kinds": [«5»] }] }',
      'Expected a text or an object here.',
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": "", "versions": «">=5x"» }] }] }',
      "'>=5x' bounds no versions. Write <5, >=5 or >=4.2 <5.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "prose": [{ "path": "", "versions": «">=5 <3.1"» }] }] }',
      "No version is within '>=5 <3.1'.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "outgoing": [{ "path": "", "limits": { "timeout": «"all"» } }] }] }',
      "'all' is no choice. Use whole, try, silence, headers, body, connect, event or nothing.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "outgoing": [{ "path": "", "options": «-1» }] }] }',
      'This must be >= 0.',
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "outgoing": [{ "path": "", "reader": «"magic"» }] }] }',
      "'magic' is no choice. Use clientRequest.",
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "statements": [{ "path": "", "single": «false» }] }] }',
      'Write true here, or leave it out.',
    ],
    [
      '{ "libraries": [{ "name": "a", "packages": ["b"], "tokens": [{ "path": "", "does": "signs", "options": «"first"» }] }] }',
      "'first' is no choice. Use last.",
    ],
    ['«[]»', 'A configuration is an object: { … }.'],
    ['{ "ignore": [] «"rules"»: {} }', 'This is not valid JSON: comma expected.'],
    ['«»', 'This is not valid JSON: value expected.'],
  ];
  for (const [marked, ...messages] of faults) {
    it(`is shown where it is wrong: ${marked}`, () => {
      const { text, spans } = readMarks(marked);
      const { problems } = read(text);
      assert.deepEqual(
        problems,
        messages.map((message, index) => ({ span: spans[index], message })),
      );
    });
  }

  it('holds as far as it is right', () => {
    const { configuration, problems } = read(
      dedent(`
        {
          "rules": { "api/shy": "warning", "database/long-list": ["error", { "most": "many" }], "no/rule": "off" },
          "ignore": [7, "old/"],
          "dialect": "oracle",
          "tenant": { "column": "org_id", "tables": [] }
        }
      `),
    );
    assert.equal(problems.length, 5);
    assert.deepEqual(configuration.rules, { 'api/shy': 'warning' });
    assert.equal(configuration.dialect, undefined);
    assert.equal(configuration.tenant.column, 'org_id');
    assert.equal(
      new Settings({ ...defaultConfiguration, ...configuration, dialect: 'mysql' }).ignores('old/a.js'),
      true,
    );
  });

  it('keeps the sheets beside a wrong one', () => {
    const { configuration, problems } = read(`{
      "ignore": ["old/"],
      "libraries": [
        { "name": "a", "packages": ["a"], "prose": [{ "path": "x", "of": ["z"] }] },
        { "name": "b", "packages": ["b"], "prose": [{ "path": "say" }] },
        7
      ]
    }`);
    assert.equal(problems.length, 2);
    assert.deepEqual(configuration.ignore, ['old/']);
    assert.deepEqual(
      configuration.libraries.filter(({ prose }) => prose).map(({ name }) => name),
      ['b'],
    );
  });

  it('never throws, and never reaches a prototype', () => {
    for (const text of [
      '{',
      '{"rules"',
      'null',
      '"x"',
      '{"__proto__": {"ignore": ["a"]}}',
      '{"rules": null}',
      '\0',
      '[[[['.repeat(999),
      `{"libraries": [{"name": "a", "packages": ["a"], "prose": [{"path": "${'{'.repeat(9999)}"}]}]}`,
      `{"libraries": [{"name": "a", "packages": ["a"], "__proto__": [], "constructor": [{"path": "x"}]}]}`,
      `{"libraries": ${'[{"name":'.repeat(999)}`,
      '['.repeat(99_999),
    ]) {
      assert.ok(read(text).problems.length > 0, text.slice(0, 40));
    }
    assert.deepEqual(read('{"__proto__": {"ignore": ["a"]}}').configuration.ignore, []);
  });
});

describe('the schema of configurations', () => {
  it('is valid JSON schema itself, with all rules', () => {
    const schema = configurationSchema(rules.map(({ meta }) => meta));
    const ajv = new Ajv({ strict: false });
    assert.equal(ajv.validateSchema(schema), true, ajv.errorsText());
  });

  it('takes all data sheets that Marcus brings as sheets of a project', () => {
    const own = JSON.parse(JSON.stringify(libraries.sheets));
    assert.deepEqual(validator.errorsOf({ libraries: own }), []);
    // What data cannot say is no part of a sheet: nothing is lost on the way.
    assert.deepEqual(own, libraries.sheets);
  });

  it('takes the options of every rule as the rule describes them, defaults included', () => {
    const all = new ConfigurationValidator(rules.map(({ meta }) => meta));
    const settings = settingsOf({});
    const entries = rules.map(({ meta }) => [meta.id, ['error', settings.optionsOf(meta)]]);
    assert.deepEqual(all.errorsOf({ rules: Object.fromEntries(entries) }), []);
  });
});

describe('settings', () => {
  it('have the defaults of options filled in, at any depth', () => {
    assert.deepEqual(settingsOf({}).optionsOf(rule.meta), { most: 10, per: { page: 50 }, names: [] });
    const set = settingsOf({ options: { 'database/long-list': { most: 3, per: {} } } });
    assert.deepEqual(set.optionsOf(rule.meta), { most: 3, per: { page: 50 }, names: [] });
    assert.deepEqual(set.optionsOf(other), {});
  });

  it('take a severity that was configured as the most that a rule may say', () => {
    const severities = (configured: Configuration['rules'][string] | undefined) => {
      const settings = settingsOf({
        rules: configured === undefined ? {} : { 'database/long-list': configured },
      });
      return ([undefined, 'hint', 'error'] as const).map((asked) =>
        settings.severityOfReport(rule.meta, asked),
      );
    };
    assert.deepEqual(severities(undefined), ['warning', 'hint', 'error']);
    assert.deepEqual(severities('info'), ['info', 'hint', 'info']);
    assert.deepEqual(severities('error'), ['error', 'hint', 'error']);
    assert.deepEqual(severities('off'), ['off', 'off', 'off']);
    assert.equal(settingsOf({}).severityOf(other), 'off');
  });

  it('read globs as a .gitignore beside the file does', () => {
    const settings = settingsOf({
      ignore: ['*.gen.ts', '/old/', '!keep.gen.ts'],
      roles: { 'scripts/**': 'source', 'scripts/once/**': 'script' },
      tenant: { exemptTables: [], exemptPaths: ['src/admin'] },
      base: { folder: 'apps/api', prefix: '' },
    });
    const ignored = [
      'apps/api/a.gen.ts',
      'apps/api/src/b.gen.ts',
      'apps/api/old/',
      'apps/api/src/old/',
      'apps/api/keep.gen.ts',
      'a.gen.ts',
    ];
    assert.deepEqual(
      ignored.map((path) => settings.ignores(path)),
      [true, true, true, false, false, false],
    );
    assert.equal(settings.roleOf('apps/api/scripts/a.ts'), 'source');
    assert.equal(settings.roleOf('apps/api/scripts/once/a.ts'), 'script');
    assert.equal(settings.roleOf('scripts/a.ts'), undefined);
    assert.equal(settings.isExemptFromTenancy('apps/api/src/admin/users.ts'), true);
    assert.equal(settings.isExemptFromTenancy('apps/api/src/administration.ts'), false);
  });

  it('above the root start where they lie', () => {
    const settings = settingsOf({ ignore: ['/apps/api/old/'], base: { folder: '', prefix: 'apps/api/' } });
    assert.equal(settings.ignores('old/a.ts'), true);
    assert.equal(settings.ignores('src/old/a.ts'), false);
  });
});

describe('what a project recognises', () => {
  it('can silence every rule that reports an absence', () => {
    const absences = rules.flatMap(({ meta }) => (meta.absence === undefined ? [] : [meta.absence]));
    assert.ok(absences.length > 0);
    assert.deepEqual(
      absences.filter((absence) => recognizableFor(absence) === undefined),
      [],
    );
  });

  const recognizes = (entry: string, file: string, path: string, base = defaultConfiguration.base) =>
    new Recognizer([entry], { ...defaultConfiguration, base }).recognizes(file, path);

  const cases: [entry: string, path: string, expected: boolean][] = [
    ['limiter', 'local#limiter', true],
    ['limiter', './limits#limiter()', true],
    ['limiter', './limits#limiter.api', true],
    ['limiter', 'limiter', true],
    ['limiter', './limiter#strict', false],
    ['limiter', 'local#limiters', false],
    ['db.scoped', './db#db.scoped().query', true],
    ['db.scoped', './db#db.query', false],
    ['@acme/limits#api', '@acme/limits#api()', true],
    ['@acme/limits#api', '@acme/other#api()', false],
    ['src/limits#api', './limits#api', true],
    ['./src/limits.ts#api', './limits.js#api()', true],
    ['src/limits#api', './limits/index#api', true],
    ['src/limits#api', '../limits#api', false],
    ['src/limits#api', './limits#other.api', false],
    ['src/app#guard', 'local#guard', true],
    ['src/limits#default', './limits#', true],
    ['src/limits#api', 'param:0#api', false],
    ['api', 'param:0#api', true],
  ];
  for (const [entry, path, expected] of cases) {
    it(`${entry} ${expected ? 'is' : 'is not'} ${path} of src/app.ts`, () => {
      assert.equal(recognizes(entry, 'src/app.ts', path), expected);
    });
  }

  it('is named from where the configuration lies', () => {
    const base = { folder: 'apps/api', prefix: '' };
    assert.equal(recognizes('src/limits#api', 'apps/api/src/app.ts', './limits#api', base), true);
    assert.equal(recognizes('apps/api/src/limits#api', 'apps/api/src/app.ts', './limits#api', base), false);
  });
});
