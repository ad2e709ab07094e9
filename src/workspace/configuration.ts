import { type Configuration, defaultConfiguration } from '../engine';

/**
 * What holds for the project under `root` (absolute). The only way to a configuration, for editor, command line
 * and chat tools alike, so that they cannot disagree. There is no configuration file yet: every project has the defaults.
 */
export function resolveConfiguration(_root: string): Configuration {
  return defaultConfiguration;
}
