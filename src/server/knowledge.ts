import { performance } from 'node:perf_hooks';
import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { configurationName } from '../workspace';
import type { Analysis } from './analysis';
import { type Catalogue, titleOf } from './catalogue';
import { compareChanges } from './change-check';
import type { Checker } from './checker';
import type { ClientAbilities } from './client-abilities';
import { isRecognizable, recognizeChange } from './configuration-edit';
import { type At, describeContext } from './context';
import { endangeredSection } from './endangered-paths';
import type { Folders } from './folders';
import type { Log } from './log';
import * as lookups from './lookups';
import { describeMap } from './map';
import type { OpenDocuments } from './open-documents';
import {
  type CheckChangesParams,
  type CheckChangesResult,
  type CheckWorkspaceResult,
  type ContextParams,
  type ContextResult,
  type FindingsParams,
  methods,
  type RecognizeParams,
  type RecognizeResult,
  type RoutesParams,
  type RuleDocumentParams,
  type RuleDocumentResult,
  type RulesResult,
  type SearchParams,
  type SecretsParams,
  type TablesParams,
} from './protocol';
import type { Root, Roots } from './roots';

/** Answers the `marcus/…` requests of `protocol.ts`: what the chat and the rule pages want to know. */
export class Knowledge {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly documents: OpenDocuments,
    private readonly roots: Roots,
    private readonly checker: Checker,
    private readonly folders: Folders,
    private readonly abilities: ClientAbilities,
  ) {}

  listen(connection: Connection, log: Log): void {
    const answer = <P, R>(method: string, run: (params: P) => R | Promise<R>) =>
      connection.onRequest(method, (params: P) =>
        log.guard<R | ResponseError<void>>(method, failed(method), () => run(params)),
      );
    answer(methods.rules, () => this.rules());
    answer(methods.ruleDocument, (params: RuleDocumentParams) => this.ruleDocument(params));
    answer(methods.context, (params: ContextParams) => this.context(params));
    answer(methods.checkChanges, (params: CheckChangesParams) => this.checkChanges(params));
    answer(methods.checkWorkspace, () => this.checkWorkspace());
    answer(methods.recognize, (params: RecognizeParams) => this.recognize(params));
    answer(methods.findings, async (params: FindingsParams) => {
      await this.#upToDate();
      return lookups.findings(this.#analyses(), params);
    });
    answer(methods.tables, (params: TablesParams) => lookups.tables(this.#analyses(), params));
    answer(methods.routes, (params: RoutesParams) => lookups.routes(this.#analyses(), params));
    answer(methods.search, (params: SearchParams) => lookups.search(this.#analyses(), params));
    answer(methods.secrets, (params: SecretsParams) => lookups.secrets(this.#analyses(), params));
    answer(methods.project, () => lookups.describeProject(this.#analyses()));
    answer(methods.map, () => describeMap(this.roots));
  }

  rules(): RulesResult {
    return this.catalogue.rules
      .map(({ meta }) => ({ ruleId: meta.id, title: meta.title, severity: meta.severity }))
      .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  }

  ruleDocument({ ruleId }: RuleDocumentParams): RuleDocumentResult | null {
    const document = this.catalogue.documentOf(ruleId);
    if (document === undefined) return null;
    const markdown = document + endangeredSection(this.#analyses(), ruleId);
    return { ruleId, ...titleOf(this.catalogue, ruleId), markdown };
  }

  async context({ uri, range }: ContextParams): Promise<ContextResult> {
    // The chat answers for what it sees: project rules must have seen this very text.
    await this.checker.upToDate(uri, () => true);
    return describeContext(await this.#at(uri), range, this.catalogue, this.documents);
  }

  async checkChanges({ changes }: CheckChangesParams): Promise<CheckChangesResult> {
    const byRoot = new Map<Root, Map<string, string>>();
    for (const { uri, text } of changes) {
      const root = this.roots.of(uri);
      const path = (await root?.ready)?.texts.pathOf(uri);
      if (!root || path === undefined) throw notKnown(uri);
      byRoot.set(root, (byRoot.get(root) ?? new Map<string, string>()).set(path, text));
    }
    const result: CheckChangesResult = { syntaxErrors: [], gone: [], brought: [] };
    for (const [root, texts] of byRoot) {
      const analysis = await root.ready;
      for (const document of this.documents.all()) {
        if (this.roots.of(document.uri) === root) await this.checker.upToDate(document.uri, () => true);
      }
      const one = compareChanges(analysis, texts, this.catalogue, this.documents);
      result.syntaxErrors.push(...one.syntaxErrors);
      result.gone.push(...one.gone);
      result.brought.push(...one.brought);
    }
    return result;
  }

  async checkWorkspace(): Promise<CheckWorkspaceResult> {
    const started = performance.now();
    await this.folders.scanAll();
    let files = 0;
    let findings = 0;
    for (const { texts, analysis } of this.roots.folders()) {
      files += texts?.workspace.fileCount ?? 0;
      findings += analysis?.findingCount ?? 0;
    }
    return { files, findings, durationMs: Math.round(performance.now() - started) };
  }

  async recognize({ uri, kind, entry }: RecognizeParams): Promise<RecognizeResult> {
    const { analysis, path } = await this.#at(uri);
    if (!isRecognizable(kind) || !analysis.texts.configurations) throw notKnown(uri);
    const schema = this.abilities.configurationSchema;
    const change = recognizeChange(analysis, path, { kind, entry }, this.documents, schema);
    if (!change) {
      const file = analysis.texts.configurations.fileOf(path) ?? configurationName;
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        `${file} has '${entry}' already, or is not valid JSON.`,
      );
    }
    return { change };
  }

  /** The folders first; then documents that belong to none. */
  #analyses(): Analysis[] {
    const roots = [...this.roots.folders(), ...this.roots.loose()];
    return roots.flatMap(({ analysis }) => analysis ?? []);
  }

  async #upToDate(): Promise<void> {
    for (const { uri } of this.documents.all()) await this.checker.upToDate(uri, () => true);
  }

  async #at(uri: string): Promise<At> {
    const root = this.roots.of(uri);
    const analysis = await root?.ready;
    const path = analysis?.texts.pathOf(uri);
    const document = this.documents.get(uri);
    if (!root || !analysis || path === undefined) throw notKnown(uri);
    const text = document?.getText() ?? analysis.texts.project.textOf(path);
    if (text === undefined) throw notKnown(uri);
    return { uri: document?.uri ?? uri, analysis, path, text, document };
  }
}

function notKnown(uri: string): ResponseError<void> {
  return new ResponseError(
    LSPErrorCodes.RequestFailed,
    `Marcus does not look at ${uri}: open it, or see whether it is ignored.`,
  );
}

function failed(method: string): ResponseError<void> {
  return new ResponseError(
    LSPErrorCodes.RequestFailed,
    `${method} failed; the output channel of Marcus says why.`,
  );
}
