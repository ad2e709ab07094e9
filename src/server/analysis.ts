import type { CheckResult, EngineError, Finding, Project, Rule } from '../engine';
import type { ConfigurationFiles } from '../workspace';
import { type Change, shiftFindings } from './shift';

/** Where an analysis gets its texts from: a folder on disk, or one document that belongs to no folder. */
export interface Texts {
  readonly project: Project;
  /** Puts an open document's text in place of the file's. False when Marcus does not look at it. */
  setText(path: string, text: string): boolean;
  /** Ends `setText`. */
  forget(path: string): void;
  /** The project path of a document; undefined for one that is not in here. */
  pathOf(uri: string): string | undefined;
  uriOf(path: string): string;
  /** Applies edits of configurations in open documents; they count for the next check of all files. */
  configure(): Promise<void>;
  /** Where its settings come from; undefined for a document that belongs to no folder. */
  readonly configurations: ConfigurationFiles | undefined;
}

/**
 * One project under analysis: its texts, and what the rules last said of them. File rules and project rules answer at
 * different times, so their findings are kept apart and read together. It knows neither timers nor the protocol's connection.
 */
export class Analysis {
  readonly #scopes: ReadonlyMap<string, Rule['meta']['scope']>;
  #ofFileRules = new Map<string, Finding[]>();
  #ofProjectRules = new Map<string, Finding[]>();
  /** Files whose text has changed since the project rules last looked. */
  readonly #changed = new Set<string>();
  #projectErrors: EngineError[] = [];

  constructor(readonly texts: Texts) {
    this.#scopes = new Map(texts.project.rules.map(({ meta }) => [meta.id, meta.scope]));
  }

  /** False for what the engine itself reports, as of a comment that suppresses nothing: it has no document and cannot be disabled. */
  hasRule(ruleId: string): boolean {
    return this.#scopes.has(ruleId);
  }

  /** What is known of a file, sorted by place. */
  findingsOf(path: string): Finding[] {
    const findings = [
      ...this.#configurationProblems().filter((problem) => problem.path === path),
      ...(this.#ofFileRules.get(path) ?? []),
      ...(this.#ofProjectRules.get(path) ?? []),
    ];
    return findings.sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.ruleId, b.ruleId),
    );
  }

  /** All files with findings. */
  paths(): Set<string> {
    const faulty = this.#configurationProblems().map((problem) => problem.path);
    return new Set([...this.#ofFileRules.keys(), ...this.#ofProjectRules.keys(), ...faulty]);
  }

  get findingCount(): number {
    let count = this.#configurationProblems().length;
    for (const lists of [this.#ofFileRules, this.#ofProjectRules])
      for (const list of lists.values()) count += list.length;
    return count;
  }

  /** What went wrong inside Marcus when the whole project was last checked. */
  get errors(): readonly EngineError[] {
    return this.#projectErrors;
  }

  #configurationProblems(): readonly Finding[] {
    return this.texts.configurations?.problems() ?? [];
  }

  /** Whether findings of project rules in this file were computed for an older text. */
  isStale(path: string): boolean {
    return this.#changed.has(path) && this.#ofProjectRules.has(path);
  }

  /** Moves findings along with edits that turned the file's text into `text`. */
  shift(path: string, changes: readonly Change[], text: string): void {
    this.#changed.add(path);
    for (const lists of [this.#ofFileRules, this.#ofProjectRules]) {
      const findings = lists.get(path);
      if (findings) put(lists, path, shiftFindings(findings, path, changes, text));
    }
  }

  /** Runs the rules that need one file only. Returns what went wrong. */
  checkFile(path: string, text: string): EngineError[] {
    const isLookedAt = this.texts.setText(path, text);
    if (isLookedAt) return this.recheckFile(path);
    this.#ofFileRules.delete(path);
    this.#ofProjectRules.delete(path);
    return [];
  }

  /** The same on the text that the project has. */
  recheckFile(path: string): EngineError[] {
    const { findings, errors } = this.texts.project.checkFile(path);
    put(this.#ofFileRules, path, findings);
    // What the engine itself says of a file, as of a comment that suppresses nothing, belongs to no rule and is said by
    // both checks: the newer word stands.
    put(
      this.#ofProjectRules,
      path,
      (this.#ofProjectRules.get(path) ?? []).filter(({ ruleId }) => this.#scopes.has(ruleId)),
    );
    return errors;
  }

  /** Runs all rules on all files, with these texts of open documents. */
  checkAll(open: Iterable<[path: string, text: string]>): CheckResult {
    for (const [path, text] of open) this.texts.setText(path, text);
    const result = this.texts.project.check();
    this.#ofFileRules = new Map();
    this.#ofProjectRules = new Map();
    for (const finding of result.findings) {
      const lists = this.#scopes.get(finding.ruleId) === 'file' ? this.#ofFileRules : this.#ofProjectRules;
      const list = lists.get(finding.path);
      if (list) list.push(finding);
      else lists.set(finding.path, [finding]);
    }
    this.#changed.clear();
    this.#projectErrors = result.errors;
    return result;
  }
}

function put(lists: Map<string, Finding[]>, path: string, findings: Finding[]): void {
  if (findings.length > 0) lists.set(path, findings);
  else lists.delete(path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
