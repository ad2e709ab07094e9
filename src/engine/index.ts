/** The engine's public face. Nothing outside `src/engine` imports from deeper. */
export * from './configuration';
export { dialectOfPackage } from './facts/database-clients';
export * from './facts/facts';
export * from './finding';
export {
  type App,
  areExclusive,
  type CallGraph,
  type Column,
  columnOf,
  type ErrorFormat,
  type ForeignKey,
  type FunctionRef,
  hasLeadingIndex,
  type Location,
  ProjectModel,
  placesAround,
  type ReachedQuery,
  type Schema,
  sameWords,
  type Table,
  type Tenancy,
} from './model/model';
export * from './project';
export * from './rule';
export * from './source/span';
export { loadSqlParser } from './source/sql/load';
export type { SqlParser, SqlParserLoader } from './source/sql/parser';
export type * from './source/sql/statement';
export { suppressionRuleId } from './suppressions';
