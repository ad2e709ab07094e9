import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type Configuration,
  type Configurations,
  ConfigurationValidator,
  type Dialect,
  defaultConfiguration,
  type Finding,
  lineStartsOf,
  placeOf,
  type ReadConfiguration,
  type Rule,
  readConfiguration,
  Settings,
} from '../engine';
import { repositoryOf } from './ignore-rules';
import { toAbsolute, toPosix } from './paths';
import { readText } from './read';

export const configurationName = 'marcus.config.json';

/** The id under which faults of configuration files are reported; it is no rule of the catalogue. */
export const configurationRuleId = 'marcus/configuration';

export function isConfigurationFile(projectPath: string): boolean {
  return projectPath === configurationName || projectPath.endsWith(`/${configurationName}`);
}

/** A configuration file, read; or what holds where there is none. */
interface Level {
  /** Its project path; `../marcus.config.json` above the root; undefined where there is none. */
  file?: string;
  configuration: ReadConfiguration;
  settings: Settings;
  problems: Finding[];
}

/**
 * Which configuration holds for which file: the only way to one, for editor, command line and chat tools alike, so that they cannot
 * disagree. The nearest `marcus.config.json` at or above a file holds, and it alone: nothing is inherited, so that whoever reads
 * it knows what it says. Folders above the root count too, up to the top of its repository: which folder somebody opens must not
 * matter. Files are read once, until `forget`; the text of one that is open in an editor stands before the disk's.
 */
export class ConfigurationFiles implements Configurations {
  readonly #validator: ConfigurationValidator;
  readonly #texts = new Map<string, string>();
  /** Folder → what is in it, if anything. */
  #own = new Map<string, Level | undefined>();
  #byFolder = new Map<string, Configuration>();
  #above: Level | undefined;
  #problems: readonly Finding[] | undefined;
  #variants = new Map<Level, Map<Dialect, Configuration>>();
  #dialectOf: (path: string) => Dialect | undefined = () => undefined;

  constructor(
    private readonly root: string,
    rules: readonly Rule[],
    /** Changes each configuration, as for rules named on the command line. */
    private readonly adapt: (configuration: Configuration) => Configuration = (same) => same,
  ) {
    this.#validator = new ConfigurationValidator(rules.map(({ meta }) => meta));
  }

  of(projectPath: string): Configuration {
    const folder = folderOf(projectPath);
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const configuration = this.#variant(this.#nearest(folder), projectPath);
    this.#byFolder.set(folder, configuration);
    return configuration;
  }

  /** The project path of the file that holds for a file; undefined where there is none. */
  fileOf(projectPath: string): string | undefined {
    return this.#nearest(folderOf(projectPath)).file;
  }

  /** Whether the nearest configuration leaves out a file or folder; the folders above it are taken to be let in. */
  ignores(projectPath: string, isFolder: boolean): boolean {
    return this.#nearest(folderOf(projectPath)).settings.ignores(isFolder ? `${projectPath}/` : projectPath);
  }

  /** What is wrong with the files that were met so far. */
  problems(): readonly Finding[] {
    // Asked for every file that is published, while there are as many levels as folders.
    this.#problems ??= [...this.#own.values(), this.#above].flatMap((level) => level?.problems ?? []);
    return this.#problems;
  }

  /** Puts an open document's text in place of the file's. True when that may change which files there are. */
  setText(file: string, text: string): boolean {
    return this.#changing(file, () => this.#texts.set(file, text));
  }

  /** Ends `setText`. True when that may change which files there are. */
  forgetText(file: string): boolean {
    return this.#changing(file, () => this.#texts.delete(file));
  }

  /** The text of a file, as an editor or the disk has it. */
  textOf(file: string): string | undefined {
    const open = this.#texts.get(file);
    if (open !== undefined) return open;
    const read = readText(toAbsolute(this.root, file));
    return 'text' in read ? read.text : undefined;
  }

  /** Files will be read again when they are asked for. */
  forget(): void {
    this.#own = new Map();
    this.#above = undefined;
    this.#problems = undefined;
    this.#variants = new Map();
    this.#byFolder = new Map();
  }

  /** What tells the dialect of files whose configuration does not. */
  detectWith(dialectOf: (path: string) => Dialect | undefined): void {
    this.#dialectOf = dialectOf;
    this.#byFolder = new Map();
  }

  #changing(file: string, change: () => void): boolean {
    const folder = folderOf(file);
    const ignoredBefore = JSON.stringify(this.#levelIn(folder)?.configuration.ignore);
    change();
    this.#own.delete(folder);
    this.#problems = undefined;
    this.#byFolder = new Map();
    return ignoredBefore !== JSON.stringify(this.#levelIn(folder)?.configuration.ignore);
  }

  #nearest(folder: string): Level {
    for (let at = folder; ; at = folderOf(at)) {
      const level = this.#levelIn(at);
      if (level) return level;
      if (at === '') break;
    }
    if (!this.#above) {
      this.#above = this.#readAbove();
      this.#problems = undefined;
    }
    return this.#above;
  }

  #levelIn(folder: string): Level | undefined {
    if (!this.#own.has(folder)) {
      this.#own.set(folder, this.#readIn(folder));
      this.#problems = undefined;
    }
    return this.#own.get(folder);
  }

  #readIn(folder: string): Level | undefined {
    const file = folder === '' ? configurationName : `${folder}/${configurationName}`;
    // Most folders have none, and asking is much cheaper than failing.
    if (!this.#texts.has(file) && !existsSync(toAbsolute(this.root, file))) return undefined;
    return this.#read(file, { folder, prefix: '' });
  }

  /** From the folder above the root up to the top of its repository, or of the disk where there is none; else the defaults. */
  #readAbove(): Level {
    const top = repositoryOf(this.root);
    for (let at = this.root; at !== top && at !== path.dirname(at); ) {
      at = path.dirname(at);
      if (!existsSync(path.join(at, configurationName))) continue;
      const file = toPosix(path.relative(this.root, path.join(at, configurationName)));
      const prefix = `${toPosix(path.relative(at, this.root))}/`;
      const level = this.#read(file, { folder: '', prefix });
      // Who opens a folder that is ignored from above wants to see into it.
      if (!level.settings.ignores('')) return level;
      return toLevel({ ...level.configuration, ignore: [] }, level.problems, file);
    }
    return toLevel({ ...defaultConfiguration, dialect: undefined }, []);
  }

  #read(file: string, base: Configuration['base']): Level {
    const open = this.#texts.get(file);
    const read = open === undefined ? readText(toAbsolute(this.root, file)) : { text: open };
    const text = 'text' in read ? read.text : '{}';
    const { configuration, problems } = readConfiguration(text, this.#validator, base);
    if ('reason' in read)
      problems.push({ span: { start: 0, end: 0 }, message: `This file cannot be read: ${read.detail}.` });
    const lineStarts = lineStartsOf(text);
    const findings = problems.map(
      ({ span, message }): Finding => ({
        ruleId: configurationRuleId,
        severity: 'error',
        message,
        path: file,
        span,
        ...placeOf(lineStarts, span),
        related: [],
        fixes: [],
      }),
    );
    return toLevel(configuration, findings, file);
  }

  #variant(level: Level, projectPath: string): Configuration {
    const dialect =
      level.configuration.dialect ?? this.#dialectOf(projectPath) ?? defaultConfiguration.dialect;
    const variants = this.#variants.get(level) ?? new Map<Dialect, Configuration>();
    this.#variants.set(level, variants);
    const variant = variants.get(dialect) ?? this.adapt({ ...level.configuration, dialect });
    variants.set(dialect, variant);
    return variant;
  }
}

function toLevel(configuration: ReadConfiguration, problems: Finding[], file?: string): Level {
  const settings = new Settings({ dialect: defaultConfiguration.dialect, ...configuration });
  return { file, configuration, settings, problems };
}

function folderOf(projectPath: string): string {
  return projectPath.slice(0, Math.max(0, projectPath.lastIndexOf('/')));
}
