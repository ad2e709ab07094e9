import type {
  CheckChangesParams,
  CheckChangesResult,
  ContextResult,
  RuleDocumentResult,
} from '../server/protocol';
import type { Target } from './target';

/** A file's text as it stands now; `version` is null for a file that no editor has open. */
export interface VersionedText {
  text: string;
  version: number | null;
}

/**
 * All that a conversation can find out about the project. The extension answers over the language server, tests with
 * plain objects. Nothing in here writes.
 */
export interface Knowledge {
  /** What is known about a stretch of code. Rejects when the file cannot be read. */
  context(target: Target): Promise<ContextResult>;
  /** The rule's document, or null for an unknown rule. */
  rule(ruleId: string): Promise<RuleDocumentResult | null>;
  /** Ids of all rules whose documents can be asked for. */
  ruleIds(): Promise<string[]>;
  /** What the rules would say if these files had these texts. */
  checkChanges(changes: CheckChangesParams['changes']): Promise<CheckChangesResult>;
  /** The text of a file of the workspace, unsaved changes included; undefined when there is none. */
  readText(uri: string): Promise<VersionedText | undefined>;
}
