import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, findingsOf, openNew } from './workbench';

const token = `const jwt = require('jsonwebtoken');

module.exports = (user, secret) => jwt.sign({ id: user.id, tenantId: user.tenantId }, secret);
`;

async function actionsOn(uri: vscode.Uri): Promise<vscode.CodeAction[]> {
  const finding = await eventually('a finding', () => findingsOf(uri)[0]);
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
    // Resolve as many as there may be: edits come with resolving.
    50,
  );
}

async function offered(uri: vscode.Uri, title: RegExp): Promise<vscode.CodeAction> {
  const actions = await actionsOn(uri);
  const action = actions.find((one) => title.test(one.title));
  assert.ok(action, `No action like ${title} among: ${actions.map((one) => one.title).join(' | ')}`);
  return action;
}

describe('code actions', () => {
  it('fix a finding', async () => {
    const { document } = await openNew('src/marcus-fix.js', token);
    const fix = await offered(document.uri, /expir/i);
    assert.ok(fix.edit, 'the fix has an edit');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /expiresIn/);
    await eventually('the finding to go', () => findingsOf(document.uri).length === 0 || undefined);
  });

  it('disable a rule for a line', async () => {
    const { document } = await openNew('src/marcus-disable-line.js', token);
    const { edit } = await offered(document.uri, /^Disable .*line/);
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /marcus-disable-(next-)?line security\/jwt-no-expiry/);
    await eventually('the finding to go', () => findingsOf(document.uri).length === 0 || undefined);
  });

  it('disable a rule for a file', async () => {
    const { document } = await openNew('src/marcus-disable-file.js', token);
    const { edit } = await offered(document.uri, /^Disable .*file/);
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /marcus-disable security\/jwt-no-expiry/);
    await eventually('the finding to go', () => findingsOf(document.uri).length === 0 || undefined);
  });

  it('open the rule document, and ask Marcus', async () => {
    const { document } = await openNew('src/marcus-more.js', token);
    assert.equal(
      (await offered(document.uri, /^Open rule documentation/)).command?.command,
      'marcus.openRule',
    );
    assert.equal((await offered(document.uri, /^Ask Marcus about this/)).command?.command, 'marcus.ask');
  });
});
