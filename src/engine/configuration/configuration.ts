import type { FileRole } from '../facts/facts';
import type { Severity } from '../finding';
import type { Library } from '../libraries/library';
import type { Dialect } from '../source/sql/statement';

/**
 * What the project calls its own helpers, by what they do. Every "missing …" rule asks here before it reports. The noun is the
 * `absence` of such rules, and what the lightbulb says: "This is our rate limiter".
 */
export const recognizable = {
  rateLimiters: 'rate limiter',
  authGuards: 'auth guard',
  validators: 'validator',
  transactionHelpers: 'transaction helper',
  tenantScopes: 'tenant scope',
  healthRoutes: 'health route',
  loggers: 'logger',
  queryFunctions: 'query function',
  heartbeats: 'heartbeat',
  reconnectors: 'reconnecting client',
  roomCleanups: 'room cleanup',
} as const;
export type Recognizable = keyof typeof recognizable;

/** The kind of helper whose absence a rule reports; undefined where no name could silence it. */
export function recognizableFor(absence: string | undefined): Recognizable | undefined {
  return (Object.keys(recognizable) as Recognizable[]).find((kind) => recognizable[kind] === absence);
}

/** What holds for some files of a project. Data only; nothing of an opened project is ever executed. */
export interface Configuration {
  /** Rule id → severity, or `off`. Rules not named have their own severity when recommended. */
  rules: Record<string, Severity | 'off'>;
  /** Rule id → its options, as written; `Settings` fills in the defaults. */
  options: Record<string, Record<string, unknown>>;
  dialect: Dialect;
  /** Globs of files that are not looked at, as in a .gitignore beside the configuration. */
  ignore: string[];
  /** Glob → what such files are for, where their names suggest something else. The last that fits decides. */
  roles: Record<string, FileRole>;
  tenant: {
    /** The tenant column; found in the schema when absent. */
    column?: string;
    /** Tables, and globs of paths, that work across tenants on purpose. */
    exemptTables: string[];
    exemptPaths: string[];
  };
  /** Tables that stay small: scanning them costs nothing. */
  smallTables: string[];
  /** The project's own helpers: names, or `import path#name`. */
  recognize: Record<Recognizable, string[]>;
  /** Data sheets of the project's own packages and files (`./src/http`), which stand before those that Marcus brings. */
  libraries: readonly Library[];
  /** Parts of the system by name, and which of the others each may use. */
  layers: Record<string, Layer>;
  /** What must not fail: findings there weigh more. */
  criticalPaths: CriticalPath[];
  /** What the project holds its design against. */
  principles: Principle[];
  /**
   * Where its globs and import paths start, as seen from the project's root: `folder` lies below the root (`''` is the root
   * itself), `prefix` leads from a folder above the root down to it (with `/` at its end). One of them is empty.
   */
  base: { folder: string; prefix: string };
}

export interface Layer {
  /** Globs of its files. */
  files: string[];
  /** Layers whose code it may import; all of them when absent. */
  mayUse?: string[];
}

export interface CriticalPath {
  name: string;
  /** What a failure there costs. */
  why?: string;
  /** Where it leads through: globs of files, each perhaps with `#` and the name of a function or class. What these call belongs to it too. */
  through: string[];
}

export interface Principle {
  name: string;
  why?: string;
  /** The rules that watch over it. */
  rules: string[];
}

export const defaultConfiguration: Configuration = {
  rules: {},
  options: {},
  dialect: 'postgresql',
  ignore: [],
  roles: {},
  tenant: { exemptTables: [], exemptPaths: [] },
  smallTables: [],
  recognize: {
    rateLimiters: [],
    authGuards: [],
    validators: [],
    transactionHelpers: [],
    tenantScopes: [],
    healthRoutes: [],
    loggers: [],
    queryFunctions: [],
    heartbeats: [],
    reconnectors: [],
    roomCleanups: [],
  },
  libraries: [],
  layers: {},
  criticalPaths: [],
  principles: [],
  base: { folder: '', prefix: '' },
};

/** The configurations of a project: in a monorepo, each package may have its own. */
export interface Configurations {
  /** What holds for a file; for the project as a whole with the path `''`. The same object for files that share it. */
  of(path: string): Configuration;
}

/** One configuration for all files, or what already tells them apart. */
export function toConfigurations(given: Configuration | Configurations): Configurations {
  return 'of' in given ? given : { of: () => given };
}

/** A project path as the configuration's own globs see it; undefined for a file that is not below the configuration. */
export function fromBase({ base }: Configuration, path: string): string | undefined {
  if (base.folder === '') return base.prefix + path;
  return path.startsWith(`${base.folder}/`) ? path.slice(base.folder.length + 1) : undefined;
}
