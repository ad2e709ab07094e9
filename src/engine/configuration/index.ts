/** What a project says of itself, read and compiled: the public face. */
export * from './configuration';
export { nearestId } from './nearest';
export { type ProfileName, profileNames, raise } from './profiles';
export { type ConfigurationProblem, type ReadConfiguration, readConfiguration } from './read';
export { configurationSchema } from './schema';
export { Settings } from './settings';
export { ConfigurationValidator } from './validator';
