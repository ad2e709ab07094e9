import type {
  CheckChangesParams,
  CheckChangesResult,
  ContextResult,
  FindingsParams,
  FindingsResult,
  ProjectResult,
  RoutesParams,
  RoutesResult,
  RuleDocumentResult,
  RulesResult,
  SearchParams,
  SearchResult,
  SecretsParams,
  SecretsResult,
  TablesParams,
  TablesResult,
} from '../server/protocol';
import type { Target } from './target';

/** A file's text as it stands now; `version` is null for a file that no editor has open. */
export interface VersionedText {
  text: string;
  version: number | null;
}

/** A file as the last commit has it, and as it is now; empty where it is not there. */
export interface ChangedFile {
  path: string;
  uri: string;
  before: string;
  after: string;
}

/** A path of the workspace that may be read or changed, or a sentence that says why not. */
export type Located =
  | { ok: true; uri: string; path: string; exists: boolean }
  | { ok: false; reason: string };

/**
 * All that a conversation can find out about the project. The extension answers over the language server, tests with
 * plain objects. Nothing in here writes.
 */
export interface Knowledge {
  /** What is known about a stretch of code. Rejects when the file cannot be read. */
  context(target: Target): Promise<ContextResult>;
  /** The rule's document, or null for an unknown rule. */
  rule(ruleId: string): Promise<RuleDocumentResult | null>;
  /** All rules whose documents can be asked for. */
  rules(): Promise<RulesResult>;
  /** What the rules would say if these files had these texts. */
  checkChanges(changes: CheckChangesParams['changes']): Promise<CheckChangesResult>;
  /** The text of a file of the workspace, unsaved changes included; undefined when there is none. */
  readText(uri: string): Promise<VersionedText | undefined>;
  /**
   * The file behind a workspace-relative path. Refuses what lies outside, also behind a link, what belongs to git or to installed
   * packages, and what is no text.
   */
  locate(path: string): Promise<Located>;
  findings(params: FindingsParams): Promise<FindingsResult>;
  tables(params: TablesParams): Promise<TablesResult>;
  routes(params: RoutesParams): Promise<RoutesResult>;
  search(params: SearchParams): Promise<SearchResult>;
  /** Where texts have secrets that must not leave the machine. */
  secrets(params: SecretsParams): Promise<SecretsResult>;
  project(): Promise<ProjectResult>;
  /** The files that have been changed since the last commit, at most some dozens; undefined where nobody keeps versions. */
  changes(): Promise<ChangedFile[] | undefined>;
}
