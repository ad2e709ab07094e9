import type { Entry } from '../entry';

/** What is mounted in another way than it looks. Read where routers are joined. */
export interface MountEntry extends Entry {
  /**
   * `shares`: hooks and middleware of a plugin that is wrapped in this hold for the instance that it is registered on, and not only for itself. `folder`: each file of
   * the folder in its option `dir` is mounted, under the folders that lead to it.
   */
  mounts: 'shares' | 'folder';
}
