import * as vscode from 'vscode';
import type { ChangedFile, Knowledge, Located, Target, VersionedText } from '../../chat';
import {
  type CheckChangesParams,
  type CheckChangesResult,
  type ContextParams,
  type ContextResult,
  type FindingsParams,
  type FindingsResult,
  methods,
  type ProjectResult,
  type RoutesParams,
  type RoutesResult,
  type RuleDocumentParams,
  type RuleDocumentResult,
  type RulesResult,
  type SearchParams,
  type SearchResult,
  type SecretsParams,
  type SecretsResult,
  type TablesParams,
  type TablesResult,
} from '../../server/protocol';
import type { ServerClient } from '../services';
import { changedFiles } from './git-changes';
import { projectSeen } from './ready';
import { locate } from './workspace-paths';

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

  rules(): Promise<RulesResult> {
    return this.#client.request(methods.rules, {});
  }

  findings(params: FindingsParams): Promise<FindingsResult> {
    return this.#ofProject(methods.findings, params);
  }

  tables(params: TablesParams): Promise<TablesResult> {
    return this.#ofProject(methods.tables, params);
  }

  routes(params: RoutesParams): Promise<RoutesResult> {
    return this.#ofProject(methods.routes, params);
  }

  search(params: SearchParams): Promise<SearchResult> {
    return this.#ofProject(methods.search, params);
  }

  secrets(params: SecretsParams): Promise<SecretsResult> {
    return this.#client.request(methods.secrets, params);
  }

  project(): Promise<ProjectResult> {
    return this.#ofProject(methods.project, {});
  }

  locate(path: string): Promise<Located> {
    return locate(path);
  }

  changes(): Promise<ChangedFile[] | undefined> {
    return changedFiles((uri) => this.readText(uri));
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

  /** Before the project has been read once, "none" would be a lie. */
  async #ofProject<T>(method: string, params: unknown): Promise<T> {
    await projectSeen(this.#client);
    return this.#client.request(method, params);
  }
}
