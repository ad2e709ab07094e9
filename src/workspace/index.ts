/** Files on disk become a Project: the public face. */
export {
  ConfigurationFiles,
  configurationName,
  configurationRuleId,
  isConfigurationFile,
} from './configuration';
export { FactsCache } from './facts-cache';
export { readExtensions, readGlobs, readNames } from './kinds';
export {
  fromUri,
  fromWorkingDirectory,
  toAbsolute,
  toPosix,
  toProjectPath,
  toUri,
  uriToAbsolute,
} from './paths';
export type { LeftOut, LeftOutReason } from './read';
export { findTargets, type Target } from './targets';
export { type LoadOptions, openWorkspace, Workspace, type WorkspaceOptions } from './workspace';
