import { performance } from 'node:perf_hooks';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isConfigurationFile } from '../workspace';
import type { Analysis } from './analysis';
import { Debounce } from './debounce';
import type { Diagnostics } from './diagnostics';
import type { Log } from './log';
import { keyOf, type OpenDocuments } from './open-documents';
import type { Root, Roots } from './roots';
import type { SettingsSource } from './settings';
import type { Change } from './shift';
import type { Status } from './status';

/** Milliseconds without a keystroke before the rules look: below what a person notices after stopping. */
const typingPause = 150;
/** Milliseconds in which saves and file events are gathered into one check ("Save All", a branch switch). */
const gathering = 100;

/** Milliseconds without a check of the project before facts are written for the next start: nobody waits for that. */
const keepingPause = 3_000;

/** Milliseconds after which a check is worth a line in the log: whoever wonders why saving is slow finds it there. */
const slow = 1_000;

/** A document at a moment when everything known of it fits its text. */
export interface Checked {
  root: Root;
  analysis: Analysis;
  document: TextDocument;
  path: string;
}

/** Decides when which rules look at what, and has the outcome published. */
export class Checker {
  /** The document version that file rules have last seen. */
  readonly #seen = new WeakMap<TextDocument, number>();
  readonly #typing = new Debounce(typingPause, (uri) =>
    this.#run('check of a document', () => this.checkDocument(uri)),
  );
  readonly #saving = new Debounce(gathering, (uri) => {
    const root = this.roots.folders().find((folder) => keyOf(folder.uri) === uri);
    if (root) this.#run('check of a project', () => this.checkProject(root));
  });

  readonly #keeping = new Debounce(keepingPause, (uri) => {
    const root = this.roots.folders().find((folder) => keyOf(folder.uri) === uri);
    this.#run('keeping of facts', () => root?.texts?.keepFacts());
  });

  constructor(
    private readonly documents: OpenDocuments,
    private readonly roots: Roots,
    private readonly settings: SettingsSource,
    private readonly diagnostics: Diagnostics,
    private readonly status: Status,
    private readonly log: Log,
  ) {}

  opened(document: TextDocument): void {
    const root = this.roots.of(document.uri) ?? this.roots.addLoose(document.uri, document.languageId);
    this.#run('check of a document', async () => {
      const before = await textBefore(root, document);
      await this.checkDocument(document.uri);
      // An editor may restore unsaved text: then what project rules said of the file on disk no longer fits.
      if (before !== undefined && before !== document.getText()) this.checkProjectSoon(root);
    });
  }

  changed(document: TextDocument, changes: readonly Change[]): void {
    const root = this.roots.of(document.uri);
    const path = root?.analysis?.texts.pathOf(document.uri);
    if (root && path !== undefined) root.analysis?.shift(path, changes, document.getText());
    this.#run('check of a document', async () => {
      const { run } = await this.settings.of(root?.uri ?? document.uri);
      if (run === 'onType') this.#typing.schedule(keyOf(document.uri));
    });
  }

  saved(document: TextDocument): void {
    const root = this.roots.of(document.uri);
    this.#run('check of a document', () => this.checkDocument(document.uri));
    if (root) this.checkProjectSoon(root);
  }

  closed(document: TextDocument): void {
    this.#typing.cancel(keyOf(document.uri));
    const loose = this.roots.removeLoose(document.uri);
    if (loose) this.diagnostics.clear(loose);
    const root = this.roots.of(document.uri);
    if (!root) return;
    this.#run('closing of a document', async () => {
      const analysis = await root.ready;
      const path = analysis.texts.pathOf(document.uri);
      if (path === undefined || this.documents.get(document.uri)) return;
      analysis.texts.forget(path);
      // Closed without saving: the file on disk stands again.
      if (analysis.texts.project.textOf(path) !== document.getText()) {
        this.log.engineErrors(analysis.recheckFile(path));
        this.checkProjectSoon(root);
      }
      await this.diagnostics.publish(root, path);
    });
  }

  /** Runs the file rules on a document now, whatever timer is pending. Nothing happens when it was closed or edited meanwhile. */
  async checkDocument(uri: string): Promise<void> {
    this.#typing.cancel(keyOf(uri));
    const document = this.documents.get(uri);
    const root = this.roots.of(uri);
    if (!document || !root) return;
    const { version } = document;
    const analysis = await root.ready;
    const { enable } = await this.settings.of(root.uri);
    if (this.documents.get(uri) !== document || document.version !== version) return;
    const path = analysis.texts.pathOf(uri);
    if (path === undefined) return;
    if (enable) this.log.engineErrors(analysis.checkFile(path, document.getText()));
    // What a configuration says concerns all other files.
    if (isConfigurationFile(path)) this.checkProjectSoon(root);
    this.#seen.set(document, version);
    await this.diagnostics.publish(root, path);
    this.status.ready();
  }

  checkProjectSoon(root: Root): void {
    if (root.isFolder) this.#saving.schedule(keyOf(root.uri));
  }

  /** Runs all rules on all files of a folder, once it has been read. */
  async checkProject(root: Root): Promise<void> {
    this.#saving.cancel(keyOf(root.uri));
    const analysis = await root.ready;
    const { enable } = await this.settings.of(root.uri);
    if (root.isRemoved || !root.isScanned) return;
    if (enable) {
      const started = performance.now();
      await analysis.texts.configure();
      const { errors } = analysis.checkAll(this.#openTextsOf(root, analysis));
      root.checkTook = performance.now() - started;
      if (root.checkTook > slow) this.log.info(`${root.uri}: checked in ${Math.round(root.checkTook)} ms`);
      this.log.engineErrors(errors);
    }
    await this.diagnostics.publishAll(root);
    this.status.checked();
    this.#keeping.schedule(keyOf(root.uri));
  }

  /**
   * A document of which everything known fits its text; undefined for one that is not open or not looked at. `needsProject`
   * says whether project rules must have seen this very text too.
   */
  async upToDate(uri: string, needsProject: (at: Checked) => boolean): Promise<Checked | undefined> {
    const document = this.documents.get(uri);
    const root = this.roots.of(uri);
    if (!document || !root) return undefined;
    const { enable } = await this.settings.of(root.uri);
    if (!enable) return undefined;
    const analysis = await root.ready;
    if (this.#seen.get(document) !== document.version) await this.checkDocument(uri);
    const path = analysis.texts.pathOf(uri);
    if (path === undefined) return undefined;
    const checked: Checked = { root, analysis, document, path };
    if (analysis.isStale(path) && needsProject(checked)) await this.checkProject(root);
    return checked;
  }

  dispose(): void {
    this.#typing.dispose();
    this.#saving.dispose();
    this.#keeping.dispose();
    // Before everything has been read, most of what is known would count as gone.
    for (const root of this.roots.folders()) if (root.isScanned) root.texts?.keepFacts();
  }

  /** Texts of the folder's open documents, which stand before the files on disk. */
  *#openTextsOf(root: Root, analysis: Analysis): Iterable<[string, string]> {
    for (const document of this.documents.all()) {
      if (this.roots.of(document.uri) !== root) continue;
      const path = analysis.texts.pathOf(document.uri);
      if (path === undefined) continue;
      this.#seen.set(document, document.version);
      yield [path, document.getText()];
    }
  }

  #run(name: string, run: () => void | Promise<void>): void {
    void this.log.guard(name, undefined, run);
  }
}

/** The text that the project had of a document before the editor opened it. */
async function textBefore(root: Root, document: TextDocument): Promise<string | undefined> {
  const { texts } = await root.ready;
  const path = texts.pathOf(document.uri);
  return path === undefined ? undefined : texts.project.textOf(path);
}
