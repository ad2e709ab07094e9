import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, extensionId } from './workbench';

interface Contributed {
  contributes: { commands: { command: string; title: string; category?: string }[] };
}

describe('commands', () => {
  it('of the manifest are all there, under Marcus or by his name', async () => {
    const extension = vscode.extensions.getExtension<unknown>(extensionId);
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as Contributed;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
    const strange = contributes.commands.filter(
      ({ category, title }) => category !== 'Marcus' && !title.includes('Marcus'),
    );
    assert.deepEqual(strange, []);
  });

  it('show a rule document, rendered', async () => {
    await vscode.commands.executeCommand('marcus.openRule', { ruleId: 'security/jwt-no-expiry' });
    await eventually('the preview', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('markdown')),
    );
  });
});
