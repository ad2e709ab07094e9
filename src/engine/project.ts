import {
  type Configuration,
  type Configurations,
  defaultConfiguration,
  Settings,
  toConfigurations,
} from './configuration';
import { defaultReading, type Reading, readingOf } from './configuration/reading';
import { collectFacts, emptyFacts } from './facts/collect';
import type { FileFacts } from './facts/facts';
import type { CheckResult } from './finding';
import { ProjectModel } from './model/model';
import { ModuleTargets } from './model/module-targets';
import { SharedReading, tellsReading } from './model/shared-reading';
import type { Rule } from './rule';
import { Runner } from './runner';
import { isScript, languageOf } from './source/language';
import type { SqlParser } from './source/sql/parser';
import type { Dialect } from './source/sql/statement';

/**
 * One project in memory: texts in, findings out. It does no input or output, and nothing in it throws on any text.
 * Paths are relative to the project's root, with `/`.
 */
export interface Project {
  readonly rules: readonly Rule[];
  /**
   * Sets a file's text and maps it to facts. Doing so again with the same text costs nothing. Files for which `tellsReading` holds
   * are best set first: others are mapped again when those change how they are read.
   */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  /** The text last set, or undefined. */
  textOf(path: string): string | undefined;
  factsOf(path: string): FileFacts | undefined;
  paths(): Iterable<string>;
  /**
   * Takes other configurations, or the same ones after they have changed, with the parsers of dialects that they bring. Files
   * that are to be read in another way are mapped again.
   */
  configure(configuration: Configuration | Configurations, parsers?: Iterable<SqlParser>): void;
  /** The facts that a file would have with this text. The project itself stays as it is. */
  factsWith(path: string, text: string): FileFacts;
  /** All facts reduced to one model; made anew only after a change. */
  model(): ProjectModel;
  /** What the rules of scope `file` say of one file, against the model as last reduced: cheap enough while one types. */
  checkFile(path: string): CheckResult;
  /** What all rules say of all files. */
  check(): CheckResult;
  /** What all rules would say if these files had these texts (null: deleted). The project itself stays as it is. */
  checkWith(changes: ReadonlyMap<string, string | null>): CheckResult;
}

/**
 * Facts from an earlier run. What it recalls must have been made by this very version of the engine from the same text of the same path, read in the
 * same way; facts are plain JSON, so that they can be kept anywhere.
 */
export interface FactsStore {
  /** `reading` stands for how the file is read: dialect, role, declared helpers. */
  recall(path: string, text: string, reading: string): FileFacts | undefined;
  keep(path: string, text: string, reading: string, facts: FileFacts): void;
}

export interface ProjectOptions {
  rules: readonly Rule[];
  /** The parser of the configured dialect: `await loadSqlParser(dialect)`. It reads other dialects too while theirs is not there. */
  sql: SqlParser;
  configuration?: Configuration | Configurations;
  /** Where facts of an earlier run may come from. */
  store?: FactsStore;
}

export function createProject(options: ProjectOptions): Project {
  return new MemoryProject(options);
}

class MemoryProject implements Project {
  readonly rules: readonly Rule[];
  readonly #sql: SqlParser;
  readonly #store: FactsStore | undefined;
  readonly #texts = new Map<string, string>();
  readonly #facts = new Map<string, FileFacts>();
  /** Path → how the file was read when its facts were made. */
  readonly #readAs = new Map<string, string>();
  readonly #parsers = new Map<Dialect, SqlParser>();
  #configurations: Configurations;
  #settings = new Map<Configuration, Settings>();
  #model: ProjectModel | undefined;
  /** Kept from model to model until a file comes or goes, or another says what names mean. */
  #targets: ModuleTargets | undefined;
  /** Whether facts changed since the model was reduced. */
  #stale = true;
  /** What the files say of how others are read, as last looked up; whether that may have changed; and whether some files were read before it did. */
  #shared: SharedReading;
  #mayReadOtherwise = false;
  #areOutdated = false;

  constructor({ rules, sql, configuration = defaultConfiguration, store }: ProjectOptions) {
    this.rules = rules;
    this.#sql = sql;
    this.#store = store;
    this.#configurations = toConfigurations(configuration);
    this.#shared = this.#lookedUp();
  }

  setFile(path: string, text: string): void {
    // What was told meanwhile holds for this file at once; those before it follow before anybody asks for their facts.
    if (dependsOnOthers(path)) this.#lookUpShared();
    const { key } = this.#readingOf(path);
    if (this.#texts.get(path) === text && this.#readAs.get(path) === key) return;
    this.#texts.set(path, text);
    this.#readAs.set(path, key);
    const recalled = this.#store?.recall(path, text, key);
    const facts = recalled ?? this.factsWith(path, text);
    if (!recalled) this.#store?.keep(path, text, key, facts);
    const before = this.#facts.get(path);
    if (!before || [before, facts].some(({ manifest, compiler }) => manifest ?? compiler))
      this.#targets = undefined;
    this.#facts.set(path, facts);
    this.#mayReadOtherwise ||= tellsReading(path);
    this.#stale = true;
  }

  removeFile(path: string): void {
    if (this.#texts.delete(path)) this.#targets = undefined;
    this.#readAs.delete(path);
    this.#mayReadOtherwise ||= tellsReading(path);
    if (this.#facts.delete(path)) this.#stale = true;
  }

  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  factsOf(path: string): FileFacts | undefined {
    this.#followShared();
    return this.#facts.get(path);
  }

  paths(): Iterable<string> {
    return this.#texts.keys();
  }

  configure(configuration: Configuration | Configurations, parsers: Iterable<SqlParser> = []): void {
    for (const parser of parsers) this.#parsers.set(parser.dialect, parser);
    this.#configurations = toConfigurations(configuration);
    this.#settings = new Map();
    this.#stale = true;
    // The project's own data sheets may tell versions apart, too.
    this.#mayReadOtherwise = true;
    this.#lookUpShared();
    for (const [path, text] of this.#texts) this.setFile(path, text);
  }

  /** Reads files anew that say something else now that others have other names, or libraries other versions. */
  #followShared(): void {
    this.#lookUpShared();
    if (!this.#areOutdated) return;
    this.#areOutdated = false;
    for (const [path, text] of this.#texts) this.setFile(path, text);
  }

  #lookUpShared(): void {
    if (!this.#mayReadOtherwise) return;
    this.#mayReadOtherwise = false;
    const before = this.#shared.key;
    this.#shared = this.#lookedUp();
    this.#areOutdated ||= this.#shared.key !== before;
  }

  factsWith(path: string, text: string): FileFacts {
    const { sql, reading } = this.#readingOf(path);
    return factsOrGap(path, text, sql, reading);
  }

  model(): ProjectModel {
    this.#followShared();
    if (!this.#model || this.#stale) {
      this.#targets ??= new ModuleTargets(this.#facts);
      this.#model = new ProjectModel(this.#facts, this.#configurations, this.#targets);
    }
    this.#stale = false;
    return this.#model;
  }

  checkFile(path: string): CheckResult {
    this.#followShared();
    // While one types, the model may be a moment older than the file: reducing it anew costs more than the file.
    return this.#runner(this.#model ?? this.model(), this.#texts).checkFile(path);
  }

  check(): CheckResult {
    return this.#runner(this.model(), this.#texts).check();
  }

  checkWith(changes: ReadonlyMap<string, string | null>): CheckResult {
    this.#followShared();
    const texts = new Map(this.#texts);
    const facts = new Map(this.#facts);
    for (const [path, text] of changes) {
      if (text === null) {
        texts.delete(path);
        facts.delete(path);
      } else if (texts.get(path) !== text) {
        texts.set(path, text);
        facts.set(path, this.factsWith(path, text));
      }
    }
    return this.#runner(new ProjectModel(facts, this.#configurations), texts).check();
  }

  #lookedUp(): SharedReading {
    return new SharedReading(this.#facts, this.#settingsOf('').libraries);
  }

  #settingsOf(path: string): Settings {
    const configuration = this.#configurations.of(path);
    const settings = this.#settings.get(configuration) ?? new Settings(configuration);
    this.#settings.set(configuration, settings);
    return settings;
  }

  #readingOf(path: string) {
    const settings = this.#settingsOf(path);
    const parser = this.#parsers.get(settings.configuration.dialect);
    const shared = dependsOnOthers(path) ? this.#shared.of(path) : defaultReading;
    const { reading, key } = readingOf(settings, path, shared);
    if (tellsReading(path)) return { reading, sql: this.#sql, key: reading.role ?? '' };
    // The parser that stands in until the dialect's own is there is another way to read, too.
    return { reading, sql: parser ?? this.#sql, key: `${parser?.dialect ?? ''} ${key}` };
  }

  #runner(model: ProjectModel, texts: ReadonlyMap<string, string>): Runner {
    return new Runner(this.rules, model, texts);
  }
}

/** Whether what other files say is part of how a file is read. */
function dependsOnOthers(path: string): boolean {
  return isScript(languageOf(path));
}

/** A fault of Marcus in one file must not cost the others: the file counts as not analysed. */
function factsOrGap(path: string, text: string, sql: SqlParser, reading: Reading): FileFacts {
  try {
    return collectFacts(path, text, sql, reading);
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
