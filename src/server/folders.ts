import { performance } from 'node:perf_hooks';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  WatchKind,
} from 'vscode-languageserver/node';
import { configurationName, isConfigurationFile, readGlobs } from '../workspace';
import type { Checker } from './checker';
import type { ClientAbilities } from './client-abilities';
import type { Diagnostics } from './diagnostics';
import type { Log } from './log';
import type { OpenDocuments } from './open-documents';
import type { Root, Roots } from './roots';
import type { SettingsSource } from './settings';
import type { Status } from './status';
import type { FolderTexts } from './texts';

/** More events than this at once, as after a branch switch, and reading everything anew is cheaper than following each. */
const manyEvents = 500;

/** Workspace folders as they come and go, the scan of each, and the file system's events in them. */
export class Folders {
  constructor(
    private readonly connection: Connection,
    private readonly abilities: ClientAbilities,
    private readonly documents: OpenDocuments,
    private readonly roots: Roots,
    private readonly settings: SettingsSource,
    private readonly checker: Checker,
    private readonly diagnostics: Diagnostics,
    private readonly status: Status,
    private readonly log: Log,
  ) {}

  async add(uris: readonly string[]): Promise<void> {
    const added = uris.map((uri) => this.roots.addFolder(uri)).filter((root) => root !== undefined);
    this.#rehome();
    this.diagnostics.clearStrayed();
    await Promise.all(added.map((root) => this.scan(root)));
    this.status.ready();
  }

  async remove(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      const root = this.roots.removeFolder(uri);
      if (root) this.diagnostics.clear(root);
      this.settings.forget(uri);
    }
    this.#rehome();
    // Files of an inner folder belong to the outer one again.
    await Promise.all(this.roots.folders().map((root) => this.diagnostics.publishAll(root)));
    this.status.ready();
  }

  /** Reads a folder, the first time or again, and checks it. A scan under way is given up. */
  async scan(root: Root<FolderTexts>): Promise<void> {
    root.scan?.abort();
    const scan = new AbortController();
    root.scan = scan;
    this.status.scanning();
    const started = performance.now();
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin('Marcus', 0, 'reading files', true);
    const cancellation = progress.token.onCancellationRequested(() => scan.abort());
    try {
      await root.ready;
      const { enable } = await this.settings.of(root.uri);
      const workspace = root.texts?.workspace;
      if (!enable || !workspace) {
        root.scan = undefined;
        this.status.ready();
        return;
      }
      let reported = 0;
      await workspace.load({
        signal: scan.signal,
        onProgress: (done, total) => {
          const percent = Math.floor((done / total) * 100);
          if (percent === reported) return;
          reported = percent;
          progress.report(percent, `${done} of ${total} files`);
        },
      });
      this.log.info(
        `${root.uri}: ${workspace.fileCount} files read in ${Math.round(performance.now() - started)} ms`,
      );
    } catch (error) {
      if (!scan.signal.aborted) {
        this.status.failed(error instanceof Error ? error.message : String(error));
        throw error;
      }
    } finally {
      cancellation.dispose();
      progress.done();
      if (root.scan === scan) root.scan = undefined;
    }
    // A newer scan took over, or the folder is gone.
    if (root.scan || root.isRemoved) return;
    root.isScanned = true;
    await this.checker.checkProject(root);
  }

  async scanAll(): Promise<void> {
    await Promise.all(this.roots.folders().map((root) => this.scan(root)));
  }

  /** Applies changed settings: what was off is read, and everything is shown or hidden anew. */
  async settingsChanged(): Promise<void> {
    for (const root of this.roots.folders()) {
      const { enable } = await this.settings.of(root.uri);
      if (enable && !root.isScanned && !root.scan) await this.scan(root);
      else await this.checker.checkProject(root);
    }
    for (const document of this.documents.all()) await this.checker.checkDocument(document.uri);
  }

  async registerWatchers(): Promise<void> {
    if (!this.abilities.dynamicWatchers) return;
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        ...[...readGlobs, '**/.gitignore', `**/${configurationName}`].map((globPattern) => ({ globPattern })),
        // A folder that goes is one event for the folder, which no glob for files fits.
        { globPattern: '**/*', kind: WatchKind.Delete },
      ],
    });
  }

  async filesChanged(events: readonly FileEvent[]): Promise<void> {
    const byRoot = new Map<Root<FolderTexts>, FileEvent[]>();
    for (const root of this.roots.folders()) {
      const own = events.filter(({ uri }) => root.texts?.pathOf(uri) !== undefined);
      if (own.length > 0) byRoot.set(root, own);
    }
    for (const [root, own] of byRoot) {
      for (const { uri, type } of own) {
        const path = root.texts?.pathOf(uri);
        if (type === FileChangeType.Deleted && isConfigurationFile(uri) && path !== undefined)
          root.texts?.workspace.configurationDeleted(path);
      }
      if (own.length > manyEvents || own.some(({ uri }) => decidesWhatIsRead(uri))) await this.scan(root);
      else if (await follow(root, own)) this.checker.checkProjectSoon(root);
    }
  }

  /** After folders have come or gone, each open document belongs to the innermost folder around it, or is on its own. */
  #rehome(): void {
    for (const root of this.roots.loose()) {
      if (this.roots.of(root.uri) === root) continue;
      this.roots.removeLoose(root.uri);
      this.diagnostics.clear(root);
    }
    for (const document of this.documents.all()) this.checker.opened(document);
  }
}

/** After a change of such a file, the listing of a folder has to be made anew. */
function decidesWhatIsRead(uri: string): boolean {
  return uri.endsWith('/.gitignore') || isConfigurationFile(uri);
}

/** True when the project may have changed. */
async function follow(root: Root<FolderTexts>, events: readonly FileEvent[]): Promise<boolean> {
  const workspace = root.texts?.workspace;
  if (!workspace) return false;
  const known = new Set<string>();
  for (const path of workspace.project.paths()) {
    known.add(path);
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
      known.add(path.slice(0, slash));
  }
  let isChanged = false;
  for (const { uri, type } of events) {
    const path = root.texts?.pathOf(uri);
    if (path === undefined) continue;
    // Removing node_modules is thousands of events, none of them of interest.
    if (type === FileChangeType.Deleted && !known.has(path)) continue;
    if (await workspace.reload(path)) isChanged = true;
  }
  return isChanged;
}
