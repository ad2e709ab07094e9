import type { FileFacts } from './facts/facts';
import type { FileChange, Severity } from './finding';
import type { ProjectModel } from './model/model';
import type { RuleMeta } from './rule-meta';
import type { Span } from './source/span';

export { type Category, categories, type RuleId, type RuleMeta } from './rule-meta';

export interface Report<MessageId extends string = string> {
  messageId: MessageId;
  data?: Record<string, string | number>;
  /** The smallest useful range. */
  span: Span;
  /** Only where it differs from the rule's own, as for a mere suspicion. */
  severity?: Severity;
  related?: { path: string; span: Span; message: string }[];
  fixes?: RuleFix[];
}

/** Edits to the file of the finding, or changes to several files. */
export type RuleFix = { title: string; safe: boolean } & (
  | { edits: { span: Span; text: string }[] }
  | { changes: FileChange[] }
);

interface Context {
  /** The project as last reduced; while one types, it may be a moment older than `file`. */
  model: ProjectModel;
  /** The text of a file of the project, for indentation and quoting in fixes; empty for an unknown path. */
  text(path: string): string;
  /** Options of this rule, defaults filled in: for the file, or for the project as a whole. */
  options: Record<string, unknown>;
}

export interface FileRuleContext<MessageId extends string = string> extends Context {
  file: FileFacts;
  report(report: Report<MessageId>): void;
}

export interface ProjectRuleContext<MessageId extends string = string> extends Context {
  report(path: string, report: Report<MessageId>): void;
  /** Options of this rule for one file: in a monorepo, the nearest configuration's. */
  optionsOf(path: string): Record<string, unknown>;
}

/** Lists of facts that a file rule can listen to: the handler is called for each fact of that list. */
type FactLists = {
  [K in keyof FileFacts as FileFacts[K] extends unknown[]
    ? K extends 'lineStarts'
      ? never
      : K
    : never]: FileFacts[K] extends (infer F)[] ? F : never;
};

export type Listeners<MessageId extends string> = {
  [K in keyof FactLists]?: (fact: FactLists[K], context: FileRuleContext<MessageId>) => void;
};

export type Rule =
  | { meta: RuleMeta & { scope: 'file' }; on: Listeners<string> }
  | { meta: RuleMeta & { scope: 'project' }; check(context: ProjectRuleContext): void };

/** The one way to define a rule that needs a single file's facts. */
export function defineFileRule<const MessageId extends string>(
  meta: Omit<RuleMeta<MessageId>, 'scope'>,
  on: Listeners<MessageId>,
): Rule {
  return { meta: { ...meta, scope: 'file' }, on: on as Listeners<string> };
}

/** The one way to define a rule that needs the project model. */
export function defineProjectRule<const MessageId extends string>(
  meta: Omit<RuleMeta<MessageId>, 'scope'>,
  check: (context: ProjectRuleContext<MessageId>) => void,
): Rule {
  return { meta: { ...meta, scope: 'project' }, check: check as (context: ProjectRuleContext) => void };
}
