/** The engine's public face. Nothing outside `src/engine` imports from deeper. */
export * from './configuration';
export * from './facts/facts';
export { dialectOfPackage } from './facts/queries/database-clients';
export { fillerName } from './facts/reading/embedded-sql';
export { secretSpans } from './facts/secrets/secret-spans';
export * from './finding';
export { libraries } from './libraries';
export type { LimiterToAdd } from './libraries/contract/routers';
export type { SchemaEntry as SchemaForm } from './libraries/contract/schemas';
export {
  describeLibrary,
  kindsOf,
  type LibraryDescription,
  sourcesOf,
  titleOf,
  topicsOf,
  versionRanges,
} from './libraries/describe';
export type { Library } from './libraries/library';
export { isLockFile, lockFileNames } from './libraries/lock-files';
export { packageNameOf, versionedName } from './libraries/versions';
export { findLayers } from './model/layers';
export {
  type App,
  areExclusive,
  type CallGraph,
  type Column,
  columnOf,
  covers,
  type Ending,
  type ErrorFormat,
  type ForeignKey,
  type FunctionRef,
  givenTo,
  hasLeadingIndex,
  isPublic,
  type Location,
  type Middleware,
  type MiddlewareRole,
  type Process,
  ProjectModel,
  passes,
  placesAround,
  type ReachedQuery,
  type RequestLog,
  type Route,
  type Routes,
  type Schema,
  sameWords,
  type Table,
  type Tenancy,
} from './model/model';
export { tellsReading } from './model/shared-reading';
export type { WholeSent } from './model/sockets';
export type { TimeLimit } from './model/time-limits';
export * from './project';
export * from './rule';
export { safeEdits, withEdits } from './safe-edits';
export * from './source/span';
export { loadSqlParser } from './source/sql/load';
export type { SqlParser, SqlParserLoader } from './source/sql/parser';
export type * from './source/sql/statement';
export { suppressionRuleId } from './suppressions';
