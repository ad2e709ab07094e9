import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, findingsOf, openNew, workspaceUri } from './workbench';

const token = `const jwt = require('jsonwebtoken');

module.exports = (user, secret) => jwt.sign({ id: user.id, tenantId: user.tenantId }, secret);
`;

const rates = `import { load } from '@acme/http';

export const today = () => load('https://rates.example.com/today');
`;

describe('the configuration', () => {
  const settings = workspaceUri('marcus.config.json');
  let ownText: Uint8Array;

  before(async () => {
    ownText = await vscode.workspace.fs.readFile(settings);
  });

  // What was typed and not saved counts for as long as it is open.
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  // Other suites read the same folder, by its own settings.
  after(() => vscode.workspace.fs.writeFile(settings, ownText));

  it('takes comments, counts before it is saved, and has its faults underlined', async () => {
    const { document } = await openNew('src/marcus-configured.js', token);
    await eventually('the finding', () => findingsOf(document.uri)[0]);
    const config = await openNew(
      'marcus.config.json',
      '{\n  // not here\n  "rules": { "security/jwt-no-expiry": "off" }\n}\n',
    );
    assert.equal(config.document.languageId, 'jsonc');
    await eventually('the finding to go', () => findingsOf(document.uri).length === 0 || undefined);
    assert.deepEqual(findingsOf(config.document.uri), []);

    const at = config.document.getText().indexOf('"off"');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      config.document.uri,
      new vscode.Range(config.document.positionAt(at), config.document.positionAt(at + 5)),
      '"of"',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const fault = await eventually('the fault', () => findingsOf(config.document.uri)[0]);
    assert.match(fault.message, /'of' is no severity/);
    assert.equal(config.document.getText(fault.range), '"of"');
    await eventually('the finding again', () => findingsOf(document.uri)[0]);
    await vscode.window.showTextDocument(config.document);
  });

  it('takes data sheets: offers their topics, underlines a wrong one, and follows a right one at once', async () => {
    const { document } = await openNew('src/marcus-sheets.js', rates);
    const config = await openNew(
      'marcus.config.json',
      '{\n  "libraries": [{ "name": "Acme HTTP", "packages": ["@acme/http"], "outgoings": [] }]\n}\n',
    );
    const fault = await eventually('the fault', () => findingsOf(config.document.uri)[0]);
    assert.match(fault.message, /^libraries\.0 has no 'outgoings'\. Did you mean outgoing\?$/);
    assert.equal(config.document.getText(fault.range), '"outgoings"');
    assert.deepEqual(findingsOf(document.uri), []);

    const key = config.document.getText().indexOf('outgoings');
    await eventually('the topics among what is offered', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        config.document.uri,
        config.document.positionAt(key + 1),
      );
      const offered = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return (
        ['outgoing', 'statements', 'routers', 'workers'].every((topic) => offered.includes(topic)) ||
        undefined
      );
    });

    const wrong = '"outgoings": []';
    const start = config.document.getText().indexOf(wrong);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      config.document.uri,
      new vscode.Range(config.document.positionAt(start), config.document.positionAt(start + wrong.length)),
      '"outgoing": [{ "path": "load", "options": 1, "limits": { "deadline": "whole" } }]',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const finding = await eventually('the finding', () => findingsOf(document.uri)[0]);
    assert.match(finding.message, /This Acme HTTP call to rates\.example\.com has no time limit/);
    assert.deepEqual(findingsOf(config.document.uri), []);
    await vscode.window.showTextDocument(config.document);
  });

  it('has a schema that the editor can open', async () => {
    const schema = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('marcus-schema:/marcus.config.schema.json'),
    );
    assert.equal(JSON.parse(schema.getText()).title, 'marcus.config.json');
  });
});
