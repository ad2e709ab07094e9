import * as vscode from 'vscode';
import type { Knowledge, Target, VersionedText } from '../../chat';
import {
  type CheckChangesParams,
  type CheckChangesResult,
  type ContextParams,
  type ContextResult,
  methods,
  type RuleDocumentParams,
  type RuleDocumentResult,
  type RulesResult,
} from '../../server/protocol';
import type { ServerClient } from '../services';
import { projectSeen } from './ready';

/** What the chat knows of the project: the language server's answers, and the texts of the editor. */
export class LspKnowledge implements Knowledge {
  readonly #client: ServerClient;

  constructor(client: ServerClient) {
    this.#client = client;
  }

  async context({ uri, range }: Target): Promise<ContextResult> {
    await projectSeen(this.#client);
    return this.#client.request(methods.context, { uri, range } satisfies ContextParams);
  }

  rule(ruleId: string): Promise<RuleDocumentResult | null> {
    return this.#client.request(methods.ruleDocument, { ruleId } satisfies RuleDocumentParams);
  }

  async ruleIds(): Promise<string[]> {
    const rules = await this.#client.request<RulesResult>(methods.rules, {});
    return rules.map(({ ruleId }) => ruleId);
  }

  async checkChanges(changes: CheckChangesParams['changes']): Promise<CheckChangesResult> {
    await projectSeen(this.#client);
    return this.#client.request(methods.checkChanges, { changes } satisfies CheckChangesParams);
  }

  async readText(uri: string): Promise<VersionedText | undefined> {
    // Two spellings of one address ("%3A" and ":") are the same document.
    const file = vscode.Uri.parse(uri);
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === file.toString(),
    );
    if (open) return { text: open.getText(), version: open.version };
    try {
      return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), version: null };
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }
}
