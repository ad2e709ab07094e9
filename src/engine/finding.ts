import type { Place, Span } from './source/span';

/** How bad it is, from the one that stops a release to the one worth a thought. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Replace `span` of a file by `text`; an insertion has an empty span. */
export interface TextEdit {
  span: Span;
  text: string;
}

/** What a fix does to one file: edits to an existing one, or a new file with this content. */
export type FileChange = { path: string; edits: TextEdit[] } | { path: string; create: string };

export interface Fix {
  /** Imperative, as shown in the lightbulb: "Name the columns". */
  title: string;
  /** Safe: keeps behaviour and may run in fix-all. Otherwise a suggestion that a person applies one at a time. */
  safe: boolean;
  changes: FileChange[];
}

export interface RelatedPlace extends Place {
  path: string;
  span: Span;
  message: string;
}

/** One red flag at one place. Paths are relative to the project's root, with `/`. */
export interface Finding extends Place {
  ruleId: string;
  severity: Severity;
  /** Whole sentences that name the concrete thing: what, where, what to do. */
  message: string;
  path: string;
  span: Span;
  related: RelatedPlace[];
  fixes: Fix[];
  /** The critical path of the configuration that it is on; its severity is raised for that. */
  criticalPath?: string;
  /** For "missing …" rules: what a person may declare to be present, as "rate limiter". */
  absence?: string;
}

/** Something that went wrong inside Marcus while looking at a file (never a fault of the project). */
export interface EngineError {
  path: string;
  ruleId?: string;
  message: string;
}

export interface CheckResult {
  /** Sorted by path, then place, then rule id. */
  findings: Finding[];
  errors: EngineError[];
}
