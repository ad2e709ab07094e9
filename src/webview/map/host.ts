import type { ArchitectureGraph, CodePlace } from '../../map/graph';
import type { FromMapPage, ToMapPage } from './protocol';

/** What the page keeps while it is hidden or reloaded. */
export interface Kept {
  folder?: number;
  /** Ids of the groups that are closed; absent until somebody opens or closes one. */
  closed?: string[];
  rule?: string;
  path?: string;
  selected?: string;
  transform?: { x: number; y: number; k: number };
}

/** Where the page runs: in an editor, or as a file in a browser. */
export interface Host {
  post(message: FromMapPage): void;
  /** Calls back with each message, from now on. */
  listen(receive: (message: ToMapPage) => void): void;
  recall(): Kept;
  keep(kept: Kept): void;
  /** Whether a click on a box opens its code, or only tells about it. */
  readonly opensCode: boolean;
  /** The address of a place, where the page itself has to link to it. */
  linkTo?(place: CodePlace): string;
}

interface VsCodeApi {
  postMessage(message: FromMapPage): void;
  getState(): Kept | undefined;
  setState(kept: Kept): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

export function findHost(): Host {
  return typeof acquireVsCodeApi === 'function' ? editorHost(acquireVsCodeApi()) : fileHost();
}

function editorHost(api: VsCodeApi): Host {
  return {
    opensCode: true,
    post: (message) => api.postMessage(message),
    // Only the host can post here: the page has no frames, and the frame around it is the host's own.
    listen: (receive) =>
      window.addEventListener('message', (event: MessageEvent<ToMapPage>) => receive(event.data)),
    recall: () => api.getState() ?? {},
    keep: (kept) => api.setState(kept),
  };
}

/** What `marcus map --format html` puts into the file. */
interface FileContent {
  name: string;
  /** The project's absolute folder, with `/`. */
  root: string;
  graph: ArchitectureGraph;
}

function fileHost(): Host {
  const content: FileContent = JSON.parse(document.getElementById('marcus-map')?.textContent ?? '{}');
  let kept: Kept = {};
  return {
    opensCode: false,
    post: () => {},
    listen: (receive) =>
      receive({ type: 'maps', folders: [{ name: content.name, graph: content.graph }], scanning: false }),
    recall: () => kept,
    keep: (changed) => {
      kept = changed;
    },
    linkTo: ({ path, line }) =>
      `vscode://file${encodeURI(`${content.root.startsWith('/') ? '' : '/'}${content.root}/${path}`)}:${line}`,
  };
}
