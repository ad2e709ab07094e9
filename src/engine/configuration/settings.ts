import type { AccessPath, FileRole } from '../facts/facts';
import type { Severity } from '../finding';
import { libraries, sheets } from '../libraries';
import { Libraries } from '../libraries/look-up';
import type { RuleMeta } from '../rule-meta';
import { type Configuration, fromBase, type Recognizable } from './configuration';
import { withDefaults } from './defaults';
import { Globs } from './globs';
import { ownModuleName, Recognizer } from './recognize';

const mildestFirst: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

/** A configuration made ready to be asked: globs compiled, defaults filled in. It is asked, never changed. */
export class Settings {
  readonly #ignored: Globs;
  readonly #exempt: Globs;
  readonly #roles: [Globs, FileRole][];
  readonly #layers: [string, Globs][];
  readonly #recognizers = new Map<Recognizable, Recognizer>();
  readonly #options = new Map<string, Record<string, unknown>>();

  constructor(readonly configuration: Configuration) {
    this.#ignored = new Globs(configuration.ignore);
    this.#exempt = new Globs(configuration.tenant.exemptPaths);
    this.#layers = Object.entries(configuration.layers).map(([name, { files }]) => [name, new Globs(files)]);
    this.#roles = Object.entries(configuration.roles).map(([glob, role]) => [new Globs([glob]), role]);
  }

  /** The layer that a file belongs to, where the configuration says so: the first whose globs fit. */
  layerOf(path: string): string | undefined {
    return this.#layers.find(([, globs]) => this.#matches(globs, path))?.[0];
  }

  /** Whether code of one layer may import code of another. */
  mayUse(layer: string, other: string): boolean {
    const allowed = this.configuration.layers[layer]?.mayUse;
    return layer === other || allowed === undefined || allowed.includes(other);
  }

  /** Whether a glob of the configuration fits a project path. */
  fits(glob: string, path: string): boolean {
    return this.#matches(new Globs([glob]), path);
  }

  /** Whether the configuration leaves out a file, or a folder (its path ends in `/`). */
  ignores(path: string): boolean {
    return this.#matches(this.#ignored, path);
  }

  /** Whether a file works across tenants on purpose. */
  isExemptFromTenancy(path: string): boolean {
    return this.#matches(this.#exempt, path);
  }

  /** What a file is for, where the configuration says so. */
  roleOf(path: string): FileRole | undefined {
    return this.#roles.findLast(([globs]) => this.#matches(globs, path))?.[1];
  }

  #libraries: Libraries | undefined;

  /** What is known of libraries: the project's own data sheets before those that Marcus brings. */
  get libraries(): Libraries {
    const own = this.configuration.libraries;
    if (own.length === 0) return libraries;
    this.#libraries ??= new Libraries([...own, ...sheets]);
    return this.#libraries;
  }

  /**
   * What the configuration's data sheets call a file of the project that another one imports by a relative path: `./src/http`. Undefined where none of them
   * is about such a file.
   */
  ownModuleName(file: string, module: string): string | undefined {
    if (!this.libraries.describesFiles) return undefined;
    const name = ownModuleName(this.configuration, file, module);
    return name === undefined ? undefined : `./${name}`;
  }

  /** The severity that a rule reports with, or `off`. */
  severityOf({ id, recommended, severity }: RuleMeta): Severity | 'off' {
    return this.configuration.rules[id] ?? (recommended ? severity : 'off');
  }

  /**
   * The severity of one report, where the rule asks for another than its own, as for a mere suspicion. A severity that somebody
   * has configured is the most that the rule may say.
   */
  severityOfReport(meta: RuleMeta, asked: Severity | undefined): Severity | 'off' {
    const own = this.severityOf(meta);
    if (asked === undefined || own === 'off') return own;
    if (this.configuration.rules[meta.id] === undefined) return asked;
    return mildestFirst.indexOf(asked) < mildestFirst.indexOf(own) ? asked : own;
  }

  /** A rule's options with defaults filled in. */
  optionsOf({ id, options }: RuleMeta): Record<string, unknown> {
    const known = this.#options.get(id);
    if (known) return known;
    const filled = withDefaults(options ?? {}, this.configuration.options[id] ?? {});
    this.#options.set(id, filled);
    return filled;
  }

  /** Whether the project has declared one of these to be its own helper of that kind. Paths are resolved by the model. */
  recognizes(kind: Recognizable, denotations: readonly { file: string; path: AccessPath }[]): boolean {
    const entries = this.configuration.recognize[kind];
    if (entries.length === 0) return false;
    let recognizer = this.#recognizers.get(kind);
    if (!recognizer) {
      recognizer = new Recognizer(entries, this.configuration);
      this.#recognizers.set(kind, recognizer);
    }
    return denotations.some(({ file, path }) => recognizer.recognizes(file, path));
  }

  #matches(globs: Globs, path: string): boolean {
    const own = fromBase(this.configuration, path);
    return own !== undefined && globs.match(own);
  }
}
