import { URI } from 'vscode-uri';
import type { Rule } from '../engine';
import { Analysis, type Texts } from './analysis';
import { keyOf } from './open-documents';
import { FolderTexts, LooseTexts } from './texts';

/** One thing that is analysed by itself: a workspace folder, or a document that belongs to none. */
export class Root<T extends Texts = Texts> {
  /** Known as soon as `ready` has resolved. */
  analysis: Analysis | undefined;
  texts: T | undefined;
  /** Whether the folder's files have been read; before that, only open documents are known. */
  isScanned = false;
  isRemoved = false;
  /** Milliseconds that the last check of the whole project took. */
  checkTook = 0;
  /** Stops a scan under way. */
  scan: AbortController | undefined;
  /** Resolves when documents can be analysed; rejects when a parser cannot be loaded. */
  readonly ready: Promise<Analysis>;

  constructor(
    readonly uri: string,
    create: Promise<T>,
  ) {
    this.ready = create.then((texts) => {
      this.texts = texts;
      this.analysis = new Analysis(texts);
      return this.analysis;
    });
    // Whoever needs it awaits `ready` and hears of the failure; this only keeps the process from ending over it.
    this.ready.catch(() => {});
  }

  get isFolder(): boolean {
    return this.texts instanceof FolderTexts;
  }
}

/** The workspace folders and the loose documents, by URI. */
export class Roots {
  readonly #folders = new Map<string, Root<FolderTexts>>();
  readonly #loose = new Map<string, Root<LooseTexts>>();

  /** Facts of folders are kept in `cacheFolder`, where there is one. */
  constructor(
    private readonly rules: readonly Rule[],
    private readonly cacheFolder: string | undefined,
  ) {}

  /** Adds a workspace folder; undefined when it is not on this machine's disk (`vscode-vfs:`), where files cannot be read. */
  addFolder(uri: string): Root<FolderTexts> | undefined {
    const parsed = URI.parse(uri);
    if (parsed.scheme !== 'file') return undefined;
    const key = keyOf(uri);
    const known = this.#folders.get(key);
    if (known) return known;
    const root = new Root(uri, FolderTexts.create(uri, parsed.fsPath, this.rules, this.cacheFolder));
    this.#folders.set(key, root);
    return root;
  }

  removeFolder(uri: string): Root<FolderTexts> | undefined {
    const key = keyOf(uri);
    const root = this.#folders.get(key);
    this.#folders.delete(key);
    if (root) {
      root.isRemoved = true;
      root.scan?.abort();
    }
    return root;
  }

  addLoose(uri: string, languageId: string): Root<LooseTexts> {
    const root = new Root(uri, LooseTexts.create(uri, languageId, this.rules));
    this.#loose.set(keyOf(uri), root);
    return root;
  }

  removeLoose(uri: string): Root<LooseTexts> | undefined {
    const key = keyOf(uri);
    const root = this.#loose.get(key);
    this.#loose.delete(key);
    if (root) root.isRemoved = true;
    return root;
  }

  /** Whose a file is: the innermost folder around it, else its own root when it is open. */
  of(uri: string): Root | undefined {
    const key = keyOf(uri);
    let innermost: Root | undefined;
    let length = -1;
    for (const [folder, root] of this.#folders) {
      const prefix = folder.endsWith('/') ? folder : `${folder}/`;
      if (key.startsWith(prefix) && prefix.length > length) {
        innermost = root;
        length = prefix.length;
      }
    }
    return innermost ?? this.#loose.get(key);
  }

  folders(): Root<FolderTexts>[] {
    return [...this.#folders.values()];
  }

  loose(): Root<LooseTexts>[] {
    return [...this.#loose.values()];
  }
}
