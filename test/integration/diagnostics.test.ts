import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, findingsOf, openNew, ruleOf } from './workbench';

const token = `const jwt = require('jsonwebtoken');

module.exports = function login(user, secret) {
  return jwt.sign({ id: user.id, tenantId: user.tenantId }, secret);
};
`;

async function reported(uri: vscode.Uri, ruleId: string): Promise<vscode.Diagnostic> {
  return eventually(`${ruleId} in ${uri.path}`, () =>
    findingsOf(uri).find((finding) => ruleOf(finding) === ruleId),
  );
}

async function gone(uri: vscode.Uri, ruleId: string): Promise<true> {
  return eventually(
    `${ruleId} to go from ${uri.path}`,
    () => !findingsOf(uri).some((finding) => ruleOf(finding) === ruleId) || undefined,
  );
}

describe('diagnostics', () => {
  it('appear when a file is opened, at the place and with a link to the rule', async () => {
    const { document } = await openNew('src/marcus-open.js', token);
    const finding = await reported(document.uri, 'security/jwt-no-expiry');
    assert.equal(finding.range.start.line, 3);
    assert.ok(typeof finding.code === 'object' && finding.code.target, 'the rule id links to its document');
  });

  it('come and go while one types', async () => {
    const editor = await openNew('src/marcus-type.js', '');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), token));
    await reported(editor.document.uri, 'security/jwt-no-expiry');
    const call = editor.document.getText().lastIndexOf(', secret)') + ', secret'.length;
    await editor.edit((edit) => edit.insert(editor.document.positionAt(call), ", { expiresIn: '15m' }"));
    await gone(editor.document.uri, 'security/jwt-no-expiry');
  });

  it('tell what is wrong in SQL that stands in a string', async () => {
    const { document } = await openNew(
      'src/marcus-sql.js',
      `const { Pool } = require('pg');
const pool = new Pool();

exports.all = (id) => pool.query('SELECT * FROM tickets WHERE id = $1', [id]);
`,
    );
    const finding = await reported(document.uri, 'database/select-star');
    assert.equal(document.getText(finding.range), '*');
  });

  it('of other files come without opening them', async () => {
    await eventually('findings in closed files', () => {
      const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
      return (
        vscode.languages
          .getDiagnostics()
          .some(([uri, all]) => !open.has(uri.toString()) && all.some(({ source }) => source === 'marcus')) ||
        undefined
      );
    });
  });

  it('stay quiet about a suppressed line', async () => {
    const suppressed = token.replace(
      '  return',
      '  // marcus-disable-next-line security/jwt-no-expiry -- a test\n  return',
    );
    const { document } = await openNew(
      'src/marcus-suppressed.js',
      `${suppressed}\n${token.replace('login', 'again')}`,
    );
    const finding = await reported(document.uri, 'security/jwt-no-expiry');
    assert.equal(finding.range.start.line, 10);
    assert.equal(findingsOf(document.uri).length, 1);
  });

  it('survive a file that does not parse', async () => {
    const { document } = await openNew('src/marcus-broken.js', `${token}\nfunction (`);
    await reported(document.uri, 'security/jwt-no-expiry');
  });
});
