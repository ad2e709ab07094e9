import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CodeAction, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleDocument, rules } from '../../rules';
import { check } from '../../src/cli/check';
import { ConfigurationValidator, readConfiguration } from '../../src/engine';
import { methods, type RecognizeResult } from '../../src/server/protocol';
import { testCatalogue } from './support/catalogue';
import { applyEdit, TestClient } from './support/client';
import { TempFolder } from './support/folder';

const wrong = "import x from 'wrong';\n";
const severity = (value: string) => `{ "rules": { "architecture/wrong-import": "${value}" } }`;

describe('the server’s configuration', () => {
  let folder: TempFolder;
  let client: TestClient;
  /** With rules made for tests, or with the real ones. */
  const start = async (files: Record<string, string>, which: 'test' | 'real' = 'test') => {
    folder = new TempFolder(files);
    client = await TestClient.start(which === 'test' ? testCatalogue : undefined, {
      folders: [folder.uri],
      initializationOptions: {
        commands: ['marcus.ask', 'marcus.openRule', 'marcus.recognize'],
        configurationSchema: 'marcus-schema:/marcus.config.schema.json',
      },
    });
    await client.untilReady();
  };
  const shown = (path: string) =>
    (client.diagnostics.get(folder.at(path))?.diagnostics ?? []).map(
      ({ severity: bad, message }) => `${bad} ${message}`,
    );
  const changedOnDisk = (path: string, type: 1 | 2 | 3) =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.at(path), type }],
    });

  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  it('holds from the start, the nearest for each file', async () => {
    await start({
      'marcus.config.json': severity('hint'),
      'a.js': wrong,
      'apps/marcus.config.json': severity('error'),
      'apps/a.js': wrong,
      'apps/off/marcus.config.json': severity('off'),
      'apps/off/a.js': wrong,
    });
    assert.deepEqual(shown('a.js'), ['4 The module wrong is wrong.']);
    assert.deepEqual(shown('apps/a.js'), ['1 The module wrong is wrong.']);
    assert.deepEqual(shown('apps/off/a.js'), []);
  });

  it('takes effect when the file is written, changed and deleted, without a restart', async () => {
    await start({ 'a.js': wrong, 'old/a.js': wrong });
    assert.ok(
      client.registrations.some(({ registerOptions }) =>
        JSON.stringify(registerOptions).includes('**/marcus.config.json'),
      ),
    );
    folder.write('marcus.config.json', severity('error'));
    await changedOnDisk('marcus.config.json', 1);
    await client.until(() => shown('a.js')[0] === '1 The module wrong is wrong.');
    folder.write('marcus.config.json', '{ "ignore": ["old/"] }');
    await changedOnDisk('marcus.config.json', 2);
    await client.until(() => shown('old/a.js').length === 0);
    assert.deepEqual(shown('a.js'), ['2 The module wrong is wrong.']);
    rmSync(fileURLToPath(folder.at('marcus.config.json')));
    await changedOnDisk('marcus.config.json', 3);
    await client.until(() => shown('old/a.js').length === 1);
  });

  it('has versions follow the lock file when that is written, broken and deleted', async () => {
    const lock = (version: string) => `{ "packages": { "node_modules/axios": { "version": "${version}" } } }`;
    await start(
      {
        'package.json': '{ "dependencies": { "axios": "^1.2.0" } }',
        'a.js':
          "import axios from 'axios';\nexport const rates = () => axios.get('https://rates.example.com');\n",
      },
      'real',
    );
    const says = (version: string) => () => shown('a.js').some((each) => each.includes(`axios ${version} `));
    await client.until(says('1.2.0'));
    folder.write('package-lock.json', lock('1.7.7'));
    await changedOnDisk('package-lock.json', 1);
    await client.until(says('1.7.7'));
    folder.write('package-lock.json', lock('1.8.0'));
    await changedOnDisk('package-lock.json', 2);
    await client.until(says('1.8.0'));
    folder.write('package-lock.json', `<<<<<<< ours\n${lock('1.8.0')}`);
    await changedOnDisk('package-lock.json', 2);
    await client.until(says('1.2.0'));
    folder.write('package-lock.json', lock('1.9.0'));
    await changedOnDisk('package-lock.json', 2);
    await client.until(says('1.9.0'));
    rmSync(fileURLToPath(folder.at('package-lock.json')));
    await changedOnDisk('package-lock.json', 3);
    await client.until(says('1.2.0'));
  });

  it('takes effect while it is typed, and goes with the document', async () => {
    await start({ 'a.js': wrong, 'old/a.js': wrong, 'marcus.config.json': '{}' });
    const config = folder.at('marcus.config.json');
    await client.open(config, '{}', 'jsonc');
    await client.change(config, [{ text: severity('error') }]);
    await client.until(() => shown('a.js')[0] === '1 The module wrong is wrong.');
    await client.change(config, [{ text: '{ "ignore": ["old/"] }' }]);
    await client.until(() => shown('old/a.js').length === 0);
    await client.close(config);
    await client.until(() => shown('old/a.js').length === 1 && shown('a.js')[0]?.startsWith('2') === true);
  });

  it('has its faults shown in its file, also in a closed one, until they are mended', async () => {
    await start({
      'marcus.config.json': '{\n  "rules": { "architecture/wrong-imprt": "off" }\n}\n',
      'a.js': wrong,
    });
    const config = folder.at('marcus.config.json');
    const expected = {
      range: { start: { line: 1, character: 13 }, end: { line: 1, character: 39 } },
      severity: 1,
      source: 'marcus',
      code: 'marcus/configuration',
      message: "There is no rule 'architecture/wrong-imprt'. Did you mean architecture/wrong-import?",
    };
    const [first, ...others] = client.diagnostics.get(config)?.diagnostics ?? [];
    const { data, ...diagnostic } = first ?? { data: undefined };
    assert.deepEqual([diagnostic, others], [expected, []]);
    assert.equal(typeof data, 'object');
    assert.deepEqual(shown('a.js'), ['2 The module wrong is wrong.']);

    await client.open(config, readFileSync(fileURLToPath(config), 'utf8'), 'jsonc');
    await client.replace(config, 'imprt', 'import');
    assert.deepEqual(await client.diagnosticsOf(config), []);
    await client.until(() => shown('a.js').length === 0);
    await client.replace(config, '"off"', '"offf"');
    assert.equal((await client.diagnosticsOf(config)).length, 1);
  });

  it('holds for a document that is in no folder', async () => {
    await start({});
    const lone = new TempFolder({ 'marcus.config.json': severity('error'), 'a.js': wrong });
    await client.open(lone.at('a.js'), wrong);
    assert.equal((await client.diagnosticsOf(lone.at('a.js')))[0]?.severity, 1);
    lone.remove();
  });

  it('gives what the command line gives, in every folder of a monorepo', async () => {
    const select = "const { Pool } = require('pg');\nnew Pool().query('SELECT * FROM t');\n";
    await start(
      {
        'marcus.config.json': '{ "rules": { "database/select-star": "error" }, "ignore": ["skip.js"] }',
        'a.js': select,
        'skip.js': select,
        'apps/api/marcus.config.json': '{ "rules": { "database/select-star": "hint" } }',
        'apps/api/skip.js': select,
        'apps/api/scripts/a.js': select,
        'apps/jobs/marcus.config.json': '{ "roles": { "scripts/**": "source" }, "dialect": "mysql" }',
        'apps/jobs/scripts/a.js':
          "const pool = require('mysql2').createPool({});\npool.query('SELECT `t`.* FROM `t`');\n",
      },
      'real',
    );
    const silent = { update() {}, stop() {} };
    const report = await check(
      { paths: [], rules: [], workingDirectory: folder.root },
      { rules, ruleDocument },
      silent,
    );
    const words = (path: string, line: number, ruleId: unknown, bad: unknown, message: string) =>
      `${path}:${line} ${ruleId} ${bad} ${message}`;
    const grades = { error: 1, warning: 2, info: 3, hint: 4 };
    const cli = report.findings.map((finding) =>
      words(finding.path, finding.line, finding.ruleId, grades[finding.severity], finding.message),
    );
    const editor = [...client.diagnostics.values()].flatMap(({ uri, diagnostics }) =>
      diagnostics.map((each) =>
        words(
          uri.slice(folder.uri.length + 1),
          each.range.start.line + 1,
          each.code,
          each.severity,
          String(each.message),
        ),
      ),
    );
    assert.deepEqual(editor.sort(), cli.sort());
    const stars = cli
      .filter((line) => line.includes('select-star'))
      .map((line) => line.split(' database')[0]);
    assert.deepEqual(stars, ['a.js:2', 'apps/api/skip.js:2', 'apps/jobs/scripts/a.js:2']);
  });

  describe('is written by “This is our …”', () => {
    const files = {
      'migrations/1.sql':
        'CREATE TABLE a (id int, tenant_id int);\nCREATE TABLE b (id int, tenant_id int);\nCREATE TABLE c (id int);\n',
      'src/tenant.js': 'exports.tenantDb = make();\n',
      'src/a.js':
        "const { tenantDb } = require('./tenant');\nexports.list = () => tenantDb.query('SELECT id FROM a');\n",
    };
    const tenantFilter = 'database/missing-tenant-filter';
    const isMissing = () =>
      (client.diagnostics.get(folder.at('src/a.js'))?.diagnostics ?? []).some(
        ({ code }) => code === tenantFilter,
      );
    const here: Range = { start: { line: 1, character: 52 }, end: { line: 1, character: 52 } };
    const offered = async (): Promise<CodeAction[]> => {
      const uri = folder.at('src/a.js');
      await client.open(uri, files['src/a.js']);
      await client.diagnosticsOf(uri);
      const actions = await client.codeActions(uri, here);
      return actions.filter(({ title }) => title.startsWith('This is our'));
    };

    it('with a name that stands near, in a new file that names its schema', async () => {
      await start(files, 'real');
      assert.ok(isMissing());
      const [first, ...others] = await offered();
      assert.equal(first?.title, 'This is our tenant scope: tenantDb (src/tenant)');
      assert.deepEqual(
        others.map(({ title, command }) => [title, command?.arguments]),
        [
          [
            'This is our tenant scope: another name…',
            [{ uri: folder.at('src/a.js'), kind: 'tenantScopes', noun: 'tenant scope' }],
          ],
        ],
      );
      const config = folder.at('marcus.config.json');
      const text = applyEdit(client, await client.resolve(first)).get(config) ?? '';
      assert.equal(
        text,
        `{
  "$schema": "marcus-schema:/marcus.config.schema.json",
  "recognize": {
    "tenantScopes": [
      "src/tenant#tenantDb"
    ]
  }
}
`,
      );
      assert.deepEqual(
        readConfiguration(text, new ConfigurationValidator(rules.map(({ meta }) => meta))).problems,
        [],
      );
      await client.open(config, text, 'jsonc');
      await client.until(() => !isMissing());
    });

    it('into the nearest file, with its comments and formatting', async () => {
      const config = '{\n\t// ours\n\t"recognize": {\n\t\t"tenantScopes": ["old"] // more to come\n\t}\n}\n';
      await start({ ...files, 'marcus.config.json': '{}', 'src/marcus.config.json': config }, 'real');
      const [first] = await offered();
      assert.equal(first?.title, 'This is our tenant scope: tenantDb (tenant)');
      const edit = (await client.resolve(first)).edit?.documentChanges?.[0];
      assert.ok(edit && 'edits' in edit && 'textDocument' in edit);
      assert.equal(edit.textDocument.uri, folder.at('src/marcus.config.json'));
      const changed = TextDocument.applyEdits(
        TextDocument.create('', '', 0, config),
        edit.edits.flatMap((each) => ('newText' in each ? [each] : [])),
      );
      assert.equal(
        changed,
        '{\n\t// ours\n\t"recognize": {\n\t\t"tenantScopes": ["old", "tenant#tenantDb"] // more to come\n\t}\n}\n',
      );
    });

    it('by the name that a person gives', async () => {
      await start({ ...files, 'marcus.config.json': '{\n  // none yet\n}\n' }, 'real');
      const uri = folder.at('src/a.js');
      const ask = (entry: string, kind = 'tenantScopes') =>
        client.request<RecognizeResult>(methods.recognize, { uri, kind, entry });
      const { change } = await ask('forTenant');
      assert.ok('edits' in change);
      const before = TextDocument.create('', '', 0, '{\n  // none yet\n}\n');
      const text = TextDocument.applyEdits(before, change.edits);
      assert.match(text, /\/\/ none yet/);
      const { configuration, problems } = readConfiguration(text, new ConfigurationValidator([]));
      assert.deepEqual([configuration.recognize.tenantScopes, problems], [['forTenant'], []]);
      folder.write('marcus.config.json', text);
      await changedOnDisk('marcus.config.json', 2);
      await assert.rejects(ask('forTenant'), /has 'forTenant' already/);
      await assert.rejects(ask('x', 'toString'));
    });

    it('with a route that may be meant', async () => {
      const app =
        "const app = require('express')();\napp.use(rateLimiter);\napp.get('/monitor', ok);\napp.get('/users/:id', ok);\napp.listen(80);\n";
      await start({ 'app.js': app }, 'real');
      const uri = folder.at('app.js');
      await client.open(uri, app);
      const { range } =
        (await client.diagnosticsOf(uri)).find(({ code }) => String(code).endsWith('missing-health-check')) ??
        {};
      assert.ok(range);
      const actions = await client.codeActions(uri, range);
      const titles = actions.map(({ title }) => title).filter((title) => title.startsWith('This is our'));
      assert.deepEqual(titles, [
        'This is our health route: /monitor',
        'This is our health route: another name…',
      ]);
    });

    it('and not offered to a client that could neither ask nor make a file', async () => {
      await start(files, 'real');
      await client.stop();
      client = await TestClient.start(undefined, {
        folders: [folder.uri],
        capabilities: {
          textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
        },
        initializationOptions: null,
      });
      await client.untilReady();
      assert.deepEqual(await offered(), []);
    });
  });
});
