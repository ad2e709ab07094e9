import * as vscode from 'vscode';
import type { StatusParams } from '../server/protocol';
import { languages } from './languages';
import type { ServerClient } from './services';

/** What the server is doing, in the language status of the files that Marcus looks at: one item, busy while scanning. */
export function registerStatus(client: ServerClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('marcus.status', [...languages]);
  item.name = 'Marcus';
  const show = (status: StatusParams | undefined) => {
    item.busy = status === undefined || status.state === 'scanning';
    item.severity = severityOf(status);
    item.text = textOf(status);
    item.detail = detailOf(status);
    item.command =
      status?.state === 'failed'
        ? { command: 'marcus.restart', title: vscode.l10n.t('Restart') }
        : { command: 'marcus.showOutput', title: vscode.l10n.t('Show Log') };
  };
  show(client.status);
  return vscode.Disposable.from(item, client.onStatus(show));
}

function textOf(status: StatusParams | undefined): string {
  if (!status) return vscode.l10n.t('Marcus: starting');
  if (status.state === 'failed') return vscode.l10n.t('Marcus: not running');
  if (status.state === 'scanning') return vscode.l10n.t('Marcus: scanning');
  if (status.findings === 0) return vscode.l10n.t('Marcus: no problems');
  return status.findings === 1
    ? vscode.l10n.t('Marcus: 1 problem')
    : vscode.l10n.t('Marcus: {0} problems', status.findings);
}

function detailOf(status: StatusParams | undefined): string | undefined {
  if (!status) return undefined;
  if (status.message) return status.message;
  const parts = [vscode.l10n.t('{0} files', status.files)];
  if (status.leftOut > 0) parts.push(vscode.l10n.t('{0} left out', status.leftOut));
  if (status.errors > 0) parts.push(vscode.l10n.t('{0} internal errors', status.errors));
  return parts.join(', ');
}

function severityOf(status: StatusParams | undefined): vscode.LanguageStatusSeverity {
  if (status?.state === 'failed') return vscode.LanguageStatusSeverity.Error;
  if (status && status.errors > 0) return vscode.LanguageStatusSeverity.Warning;
  return vscode.LanguageStatusSeverity.Information;
}
