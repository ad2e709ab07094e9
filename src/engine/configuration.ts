import type { Severity } from './finding';
import type { Dialect } from './source/sql/statement';

/** What a project says of itself. Data only; nothing of an opened project is ever executed. */
export interface Configuration {
  /** Rule id → severity, or `off`. Rules not named have their own severity when recommended. */
  rules: Record<string, Severity | 'off'>;
  dialect: Dialect;
  tenant: {
    /** The tenant column; found in the schema when absent. */
    column?: string;
    /** Tables, and globs of paths, that work across tenants on purpose. */
    exemptTables: string[];
    exemptPaths: string[];
  };
}

export const defaultConfiguration: Configuration = {
  rules: {},
  dialect: 'postgresql',
  tenant: { exemptTables: [], exemptPaths: [] },
};
