import { type Configuration, defaultConfiguration } from './configuration';
import { collectFacts, emptyFacts } from './facts/collect';
import type { FileFacts } from './facts/facts';
import type { EngineError, Finding } from './finding';
import { ProjectModel } from './model/model';
import type { Rule } from './rule';
import { Runner } from './runner';
import type { SqlParser } from './source/sql/parser';

/**
 * One project in memory: texts in, findings out. It does no input or output, and nothing in it throws on any text.
 * Paths are relative to the project's root, with `/`.
 */
export interface Project {
  readonly rules: readonly Rule[];
  /** Sets a file's text and maps it to facts. Doing so again with the same text costs nothing. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  /** The text last set, or undefined. */
  textOf(path: string): string | undefined;
  factsOf(path: string): FileFacts | undefined;
  paths(): Iterable<string>;
  configure(configuration: Configuration): void;
  /** All facts reduced to one model; made anew only after a change. */
  model(): ProjectModel;
  /** What the rules of scope `file` say of one file, against the model as last reduced: cheap enough while one types. */
  checkFile(path: string): CheckResult;
  /** What all rules say of all files. */
  check(): CheckResult;
  /** What all rules would say if these files had these texts (null: deleted). The project itself stays as it is. */
  checkWith(changes: ReadonlyMap<string, string | null>): CheckResult;
}

export interface CheckResult {
  /** Sorted by path, then place, then rule id. */
  findings: Finding[];
  errors: EngineError[];
}

export interface ProjectOptions {
  rules: readonly Rule[];
  /** The parser of the configured dialect: `await loadSqlParser(dialect)`. */
  sql: SqlParser;
  configuration?: Configuration;
}

export function createProject(options: ProjectOptions): Project {
  return new MemoryProject(options);
}

class MemoryProject implements Project {
  readonly rules: readonly Rule[];
  readonly #sql: SqlParser;
  readonly #texts = new Map<string, string>();
  readonly #facts = new Map<string, FileFacts>();
  #configuration: Configuration;
  #model: ProjectModel | undefined;
  /** Whether facts changed since the model was reduced. */
  #stale = true;

  constructor({ rules, sql, configuration = defaultConfiguration }: ProjectOptions) {
    this.rules = rules;
    this.#sql = sql;
    this.#configuration = configuration;
  }

  setFile(path: string, text: string): void {
    if (this.#texts.get(path) === text) return;
    this.#texts.set(path, text);
    this.#facts.set(path, factsOrGap(path, text, this.#sql));
    this.#stale = true;
  }

  removeFile(path: string): void {
    this.#texts.delete(path);
    if (this.#facts.delete(path)) this.#stale = true;
  }

  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  factsOf(path: string): FileFacts | undefined {
    return this.#facts.get(path);
  }

  paths(): Iterable<string> {
    return this.#texts.keys();
  }

  configure(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#stale = true;
  }

  model(): ProjectModel {
    if (!this.#model || this.#stale) this.#model = new ProjectModel(this.#facts, this.#configuration);
    this.#stale = false;
    return this.#model;
  }

  checkFile(path: string): CheckResult {
    // While one types, the model may be a moment older than the file: reducing it anew costs more than the file.
    return this.#runner(this.#model ?? this.model(), this.#texts).checkFile(path);
  }

  check(): CheckResult {
    return this.#runner(this.model(), this.#texts).check();
  }

  checkWith(changes: ReadonlyMap<string, string | null>): CheckResult {
    const texts = new Map(this.#texts);
    const facts = new Map(this.#facts);
    for (const [path, text] of changes) {
      if (text === null) {
        texts.delete(path);
        facts.delete(path);
      } else if (texts.get(path) !== text) {
        texts.set(path, text);
        facts.set(path, factsOrGap(path, text, this.#sql));
      }
    }
    return this.#runner(new ProjectModel(facts, this.#configuration), texts).check();
  }

  #runner(model: ProjectModel, texts: ReadonlyMap<string, string>): Runner {
    return new Runner(this.rules, model, texts);
  }
}

/** A fault of Marcus in one file must not cost the others: the file counts as not analysed. */
function factsOrGap(path: string, text: string, sql: SqlParser): FileFacts {
  try {
    return collectFacts(path, text, sql);
  } catch (error) {
    const facts = emptyFacts(path, text);
    facts.gaps.push({
      span: { start: 0, end: 0 },
      message: `Marcus could not read this file: ${String(error)}`,
      fault: true,
    });
    return facts;
  }
}
