import type { Severity } from './finding';

export const categories = [
  'database',
  'api',
  'websocket',
  'security',
  'infrastructure',
  'architecture',
] as const;
export type Category = (typeof categories)[number];
export type RuleId = `${Category}/${string}`;

/** A rule's data sheet. Documents, lists, settings and schemas are generated from it. */
export interface RuleMeta<MessageId extends string = string> {
  id: RuleId;
  /** What is wrong, as a noun phrase in sentence case: "SELECT * in application code". */
  title: string;
  /** `file` rules run while one types, on the facts of one file; `project` rules on save, on the whole model. */
  scope: 'file' | 'project';
  severity: Severity;
  recommended: boolean;
  confidence: 'high' | 'medium' | 'low';
  fix: 'safe' | 'suggestion' | 'none';
  /** For "missing …" rules: what a person may declare to be there, as "rate limiter". */
  absence?: string;
  /** JSON schema of the options object; its `default`s are the defaults. */
  options?: Record<string, unknown>;
  /** Whole sentences with `{{name}}` for data. */
  messages: Record<MessageId, string>;
}
