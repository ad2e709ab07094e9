import * as vscode from 'vscode';
import { methods, type RuleDocumentParams, type RuleDocumentResult } from '../server/protocol';
import type { ServerClient } from './services';

/** Rule documents are virtual: `marcus-rule:/database/select-star.md`. Diagnostics link to them, and the Markdown preview shows them. */
export const ruleDocumentScheme = 'marcus-rule';

export function ruleDocumentUri(ruleId: string): vscode.Uri {
  return vscode.Uri.from({ scheme: ruleDocumentScheme, path: `/${ruleId}.md` });
}

/** The rule that a document is about; undefined for any other document. */
export function ruleIdOf({ scheme, path }: vscode.Uri): string | undefined {
  return scheme === ruleDocumentScheme ? path.replace(/^\//, '').replace(/\.md$/, '') : undefined;
}

export function registerRuleDocuments(client: ServerClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(ruleDocumentScheme, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri): Promise<string> {
      const ruleId = ruleIdOf(uri) ?? '';
      const document = await client.request<RuleDocumentResult | null>(methods.ruleDocument, {
        ruleId,
      } satisfies RuleDocumentParams);
      return document?.markdown ?? vscode.l10n.t('There is no rule {0}.', ruleId);
    },
  });
  // A document ends with what its rule has found on critical paths.
  const following = client.onChecked(() => {
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === ruleDocumentScheme) changed.fire(uri);
  });
  return vscode.Disposable.from(provider, following, changed);
}
