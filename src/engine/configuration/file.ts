import type { FileRole } from '../facts/facts';
import type { Severity } from '../finding';
import type { Library } from '../libraries/library';
import type { Dialect } from '../source/sql/statement';
import type { Configuration, CriticalPath, Layer, Principle, Recognizable } from './configuration';

/** What stands in a `marcus.config.json` that is valid, and in a profile. */
export interface ConfigurationFile {
  extends?: string | string[];
  rules?: Record<string, RuleEntry>;
  ignore?: string[];
  roles?: Record<string, FileRole>;
  dialect?: Dialect;
  tenant?: Partial<Configuration['tenant']>;
  smallTables?: string[];
  recognize?: Partial<Record<Recognizable, string[]>>;
  libraries?: Library[];
  layers?: Record<string, Layer>;
  criticalPaths?: CriticalPath[];
  principles?: (Omit<Principle, 'rules'> & { rules?: string[] })[];
}

export type RuleEntry = Severity | 'off' | [Severity | 'off'] | [Severity | 'off', Record<string, unknown>];
