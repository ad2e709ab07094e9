import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, extensionId, openNew } from './workbench';

describe('activation', () => {
  it('knows the extension', () => {
    assert.ok(vscode.extensions.getExtension(extensionId));
  });

  it('activates when a JavaScript file is opened', async () => {
    await openNew('activation.js', 'module.exports = {};\n');
    await eventually(
      'the extension to activate',
      () => vscode.extensions.getExtension(extensionId)?.isActive || undefined,
    );
  });
});
