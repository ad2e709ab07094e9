import type { FileLibraries } from '../../libraries/look-up';
import type { AccessPath } from '../facts';

/** Whether a path denotes something that serves HTTP once it listens. */
export function servesHttp(libraries: FileLibraries, path: AccessPath | undefined): boolean {
  return libraries.find('servers', path)?.serves === 'http';
}

/** Whether a path denotes something that takes requests or connections from outside once it listens. */
export function takesConnections(libraries: FileLibraries, path: AccessPath | undefined): boolean {
  return libraries.find('servers', path) !== undefined;
}
