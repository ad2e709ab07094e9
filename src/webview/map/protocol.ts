import type { ArchitectureGraph, CodePlace } from '../../map/graph';

/** One workspace folder with its map. */
export interface FolderMap {
  name: string;
  graph: ArchitectureGraph;
}

/** What the host says to the map's page. */
export type ToMapPage =
  | { type: 'maps'; folders: FolderMap[]; scanning: boolean }
  | { type: 'failed'; message: string };

/** What the page says to its host. `folder` is an index into the folders last sent. */
export type FromMapPage =
  | { type: 'ready' }
  | { type: 'retry' }
  /** With `stay`, the keyboard stays on the map. */
  | { type: 'open'; folder: number; place: CodePlace; stay: boolean }
  | { type: 'openRule'; ruleId: string };

/** A message of the page, or undefined for anything else: what comes out of a page is not trusted. */
export function parseFromMapPage(message: unknown): FromMapPage | undefined {
  if (!isObject(message)) return undefined;
  const { type, folder, place, stay, ruleId } = message;
  if (type === 'ready' || type === 'retry') return { type };
  if (type === 'openRule' && typeof ruleId === 'string') return { type, ruleId };
  if (type !== 'open' || !Number.isInteger(folder) || typeof folder !== 'number' || !isObject(place))
    return undefined;
  const { path, line } = place;
  return typeof path === 'string' && typeof line === 'number' && Number.isInteger(line)
    ? { type, folder, place: { path, line }, stay: stay === true }
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
