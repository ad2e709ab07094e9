import * as vscode from 'vscode';
import { type CheckWorkspaceResult, clientCommands, methods, type RulesResult } from '../server/protocol';
import type { Client } from './client';
import { toAskTarget, toRuleId } from './command-arguments';
import { recognize } from './recognize';
import { ruleDocumentUri } from './rule-documents';
import type { Chat } from './services';

/** The commands of `package.json`. Each tells of its own failure, so that none fails in silence. */
export function registerCommands(
  client: Client,
  chat: Chat,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const command = (name: string, run: (argument: unknown) => Promise<void> | void) =>
    vscode.commands.registerCommand(name, async (argument: unknown) => {
      try {
        await run(argument);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log.error(`${name}: ${message}`);
        const showLog = vscode.l10n.t('Show Log');
        if ((await vscode.window.showErrorMessage(message, showLog)) === showLog) log.show();
      }
    });
  return vscode.Disposable.from(
    command(clientCommands.ask, (argument) => chat.ask(toAskTarget(argument) ?? editorTarget())),
    command(clientCommands.openRule, (argument) => openRule(client, toRuleId(argument))),
    command(clientCommands.recognize, (argument) => recognize(client, argument)),
    command('marcus.checkWorkspace', () => checkWorkspace(client)),
    command('marcus.restart', () => client.restart()),
    command('marcus.showOutput', () => log.show()),
  );
}

/** The selection of the active editor, or its whole file. */
function editorTarget() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  return {
    uri: document.uri,
    range: selection.isEmpty ? undefined : new vscode.Range(selection.start, selection.end),
  };
}

/** Shows the document rendered; without a rule, lets one be picked. */
async function openRule(client: Client, ruleId: string | undefined): Promise<void> {
  const chosen = ruleId ?? (await pickRule(client));
  if (chosen) await vscode.commands.executeCommand('markdown.showPreview', ruleDocumentUri(chosen));
}

async function pickRule(client: Client): Promise<string | undefined> {
  const items = client
    .request<RulesResult>(methods.rules, {})
    .then((rules) => rules.map(({ ruleId, title }) => ({ label: ruleId, description: title })));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Rule to read about'),
    matchOnDescription: true,
  });
  return picked?.label;
}

async function checkWorkspace(client: Client): Promise<void> {
  const { files, findings } = await client.request<CheckWorkspaceResult>(methods.checkWorkspace, {});
  const message = vscode.l10n.t('Marcus read {0} files and found {1} problems.', files, findings);
  const showProblems = vscode.l10n.t('Show Problems');
  if ((await vscode.window.showInformationMessage(message, showProblems)) === showProblems) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}
