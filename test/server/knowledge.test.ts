import assert from 'node:assert/strict';
import { MarkupContent } from 'vscode-languageserver/node';
import {
  type CheckChangesResult,
  type CheckWorkspaceResult,
  type ContextResult,
  methods,
  type RuleDocumentResult,
  type RulesResult,
} from '../../src/server/protocol';
import { testCatalogue } from './support/catalogue';
import { TestClient } from './support/client';
import { TempFolder } from './support/folder';

const schema = 'CREATE TABLE tickets (\n  id uuid PRIMARY KEY,\n  title text\n);\n';
const code = `const { Pool } = require('pg');
const express = require('express');
import x from 'wrong';
const pool = new Pool();
const app = express();

async function load(id) {
  const { rows } = await pool.query(
    'SELECT id FROM tickets WHERE id = $1',
    [id],
  );
  return rows;
}

app.get('/tickets/:id', async (req, res) => {
  res.json(await load(req.params.id));
});

import y from './gone';
`;

describe('what the server tells the chat', () => {
  let folder: TempFolder;
  let client: TestClient;
  let uri: string;

  beforeEach(async () => {
    folder = new TempFolder({
      'a.js': code,
      'migrations/001.sql': schema,
      'other.js': "import z from './anchor';\n",
      'anchor.js': '',
    });
    client = await TestClient.start(testCatalogue, { folders: [folder.uri] });
    await client.untilReady();
    uri = folder.at('a.js');
  });
  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  const line = (text: string, character = 0) => {
    const at = code.slice(0, code.indexOf(text)).split('\n').length - 1;
    return { start: { line: at, character }, end: { line: at, character } };
  };
  const context = (range?: ReturnType<typeof line>, of = uri) =>
    client.request<ContextResult>(methods.context, { uri: of, range });

  it('is the rule’s document and the list of rules', async () => {
    const document = await client.request<RuleDocumentResult>(methods.ruleDocument, {
      ruleId: 'architecture/wrong-import',
    });
    assert.deepEqual([document.title, document.severity], ['Import of a wrong module', 'warning']);
    assert.match(document.markdown, /^# Import of a wrong module/);
    assert.equal(await client.request(methods.ruleDocument, { ruleId: 'architecture/unheard-of' }), null);
    const rules = await client.request<RulesResult>(methods.rules, {});
    assert.deepEqual(
      rules.map(({ ruleId }) => ruleId),
      ['architecture/careless', 'architecture/missing-file', 'architecture/wrong-import'],
    );
  });

  it('is what a rule endangers on critical paths, in its document and at the mouse', async () => {
    folder.write(
      'marcus.config.json',
      '{ "criticalPaths": [{ "name": "Payment", "why": "It is money.", "through": ["a.js"] }] }',
    );
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.at('marcus.config.json'), type: 1 }],
    });
    await client.until(() =>
      Boolean(
        client.diagnostics
          .get(uri)
          ?.diagnostics.some(({ message }) => JSON.stringify(message).includes('Payment')),
      ),
    );
    const { markdown } = await client.request<RuleDocumentResult>(methods.ruleDocument, {
      ruleId: 'architecture/wrong-import',
    });
    assert.match(
      markdown,
      /Haste\.\n\n## What it endangers here\n\nOn the critical path \*\*Payment\*\*: It is money\.\n\nFound at `a\.js:3`\.\n$/,
    );
    await client.open(uri, code);
    const hover = await client.hover(uri, 2, 17);
    assert.ok(hover && MarkupContent.is(hover.contents));
    assert.match(hover.contents.value, /On the critical path \*\*Payment\*\*: It is money\./);
  });

  it('is what is found at a place, in an open file or a closed one', async () => {
    for (const isOpen of [false, true]) {
      if (isOpen) await client.open(uri, code);
      const result = await context(line("'wrong'"));
      assert.deepEqual(
        [result.path, result.languageId, result.code],
        ['a.js', 'javascript', "import x from 'wrong';"],
      );
      assert.deepEqual([result.firstLine, result.lastLine], [3, 3]);
      assert.deepEqual(
        result.findings.map(({ ruleId, title, path, fixes }) => [ruleId, title, path, fixes.length]),
        [['architecture/wrong-import', 'Import of a wrong module', 'a.js', 3]],
      );
      assert.deepEqual(result.findings[0]?.fixes[0], {
        title: 'Import the right one',
        safe: true,
        changes: [
          {
            uri,
            version: isOpen ? 1 : null,
            edits: [
              {
                range: { start: { line: 2, character: 15 }, end: { line: 2, character: 20 } },
                newText: 'right',
              },
            ],
          },
        ],
      });
      assert.deepEqual([result.otherFindings, result.document.version], [1, isOpen ? 1 : null]);
    }
  });

  it('is the function around a place, and the tables that its queries touch', async () => {
    const result = await context(line("'SELECT", 12));
    assert.deepEqual(
      [result.around?.name, result.around?.firstLine, result.around?.lastLine],
      ['load', 7, 13],
    );
    assert.match(result.around?.code ?? '', /^async function load[\s\S]*\}$/);
    assert.deepEqual(result.tables, [
      {
        name: 'tickets',
        columns: [
          { name: 'id', type: 'uuid' },
          { name: 'title', type: 'text' },
        ],
        definedAt: { uri: folder.at('migrations/001.sql'), path: 'migrations/001.sql', line: 1 },
      },
    ]);
  });

  it('is the route around a place', async () => {
    assert.deepEqual((await context(line('res.json', 4))).routes, [
      { method: 'GET', path: '/tickets/:id', file: 'a.js', line: 15 },
    ]);
  });

  it('is the whole file when no range is given, worst findings first', async () => {
    const result = await context();
    assert.equal(result.code, code.trimEnd());
    assert.deepEqual(
      result.findings.map(({ severity }) => severity),
      ['error', 'warning'],
    );
    assert.equal(result.otherFindings, 0);
  });

  it('is an error that a person can read for a file that Marcus does not know', async () => {
    await assert.rejects(context(undefined, folder.at('missing.js')), /does not look at/);
  });

  it('is what changes would bring and take away, in all files, while nothing changes', async () => {
    const changed = code
      .replace("import x from 'wrong';", "import x from 'right';\nimport w from './nothing';")
      .replace('return rows', 'return ((rows');
    const result = await client.request<CheckChangesResult>(methods.checkChanges, {
      changes: [
        { uri, text: changed },
        { uri: folder.at('gone.js'), text: '' },
      ],
    });
    assert.deepEqual(
      result.gone.map(({ message }) => message),
      ['The module wrong is wrong.', 'The project has no file gone.js.'],
    );
    assert.deepEqual(
      result.brought.map(({ message, range }) => [message, range.start.line]),
      [['The project has no file nothing.js.', 3]],
    );
    assert.deepEqual(
      result.syntaxErrors.map((error) => [error.path, error.line]),
      [['a.js', 13]],
    );
    assert.equal((await context()).findings.length, 2);
  });

  it('is the outcome of another scan, which sees what was done to the disk', async () => {
    folder.write('gone.js', '');
    const result = await client.request<CheckWorkspaceResult>(methods.checkWorkspace, {});
    assert.deepEqual([result.files, result.findings], [5, 1]);
    assert.ok(result.durationMs >= 0);
  });

  it('is a hover with the issue and links, on findings only', async () => {
    await client.open(uri, code);
    const hover = await client.hover(uri, 2, 17);
    assert.ok(hover && MarkupContent.is(hover.contents));
    const [title, issue, links] = hover.contents.value.split('\n\n');
    assert.deepEqual(
      [title, issue],
      ['**Import of a wrong module**', 'The module that is imported is wrong.'],
    );
    assert.match(
      links ?? '',
      /^\[Why, and what to do\]\(command:marcus\.openRule\?%5B[^)]*\) · \[Ask Marcus\]\(command:marcus\.ask\?%5B/,
    );
    assert.equal(await client.hover(uri, 0, 3), null);
  });
});
