import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import type { ClientAbilities } from './client-abilities';
import { toDiagnostic } from './convert';
import { keyOf, type OpenDocuments } from './open-documents';
import type { Root, Roots } from './roots';
import type { SettingsSource } from './settings';

/**
 * What the client shows. All diagnostics are pushed, to every client: problems of closed files must stay until they are fixed, and
 * a client's capabilities do not tell whether it would ever pull those. (VS Code's client would, every two seconds
 * and never again after five failures, and drops what it pulled for a document whose tab is not in front.) One path, no
 * duplicates: the server offers no pull.
 */
export class Diagnostics {
  /** What each file's problems were when last sent; files without problems are not in it. */
  readonly #sent = new Map<string, { uri: string; root: Root; text: string }>();

  constructor(
    private readonly connection: Connection,
    private readonly abilities: ClientAbilities,
    private readonly documents: OpenDocuments,
    private readonly roots: Roots,
    private readonly settings: SettingsSource,
  ) {}

  /** Sends the problems of one file as they are known. */
  async publish(root: Root, path: string): Promise<void> {
    const { enable, closedFiles } = await this.settings.of(root.uri);
    this.#send(root, path, enable, closedFiles);
  }

  /** Sends the problems of all files of a root, and clears those of files that have none any more. */
  async publishAll(root: Root): Promise<void> {
    const { enable, closedFiles } = await this.settings.of(root.uri);
    const { analysis } = root;
    if (!analysis) return;
    const paths = analysis.paths();
    for (const sent of [...this.#sent.values()]) {
      const path = sent.root === root ? analysis.texts.pathOf(sent.uri) : undefined;
      if (path !== undefined) paths.add(path);
    }
    for (const document of this.documents.all()) {
      const path = this.roots.of(document.uri) === root ? analysis.texts.pathOf(document.uri) : undefined;
      if (path !== undefined) paths.add(path);
    }
    for (const path of paths) this.#send(root, path, enable, closedFiles);
  }

  /** Clears all problems of a root that is no more. */
  clear(root: Root): void {
    this.#clearWhere((sent) => sent.root === root);
  }

  /** Clears problems of files that belong to another root since folders came or went. */
  clearStrayed(): void {
    this.#clearWhere((sent) => this.roots.of(sent.uri) !== sent.root);
  }

  #clearWhere(isGone: (sent: { uri: string; root: Root }) => boolean): void {
    for (const [key, sent] of this.#sent) {
      if (!isGone(sent)) continue;
      this.#sent.delete(key);
      void this.connection.sendDiagnostics({ uri: sent.uri, diagnostics: [] });
    }
  }

  #send(root: Root, path: string, enable: boolean, closedFiles: boolean): void {
    const { analysis } = root;
    if (!analysis || root.isRemoved) return;
    const ownUri = analysis.texts.uriOf(path);
    // Where one workspace folder lies in another, both have the file; the inner one speaks.
    if (this.roots.of(ownUri) !== root) return;
    const document = this.documents.get(ownUri);
    const uri = document?.uri ?? ownUri;
    const isShown = enable && (closedFiles || document !== undefined);
    const diagnostics: Diagnostic[] = isShown
      ? analysis.findingsOf(path).map((finding) => toDiagnostic(finding, analysis, this.abilities))
      : [];

    const key = keyOf(uri);
    const text = JSON.stringify(diagnostics);
    const before = this.#sent.get(key);
    if (diagnostics.length > 0) this.#sent.set(key, { uri, root, text });
    else this.#sent.delete(key);
    // An open document is always told, so that its problems belong to a version; of closed files only what is new.
    if (!document && text === (before?.text ?? '[]')) return;
    void this.connection.sendDiagnostics({ uri, version: document?.version, diagnostics });
  }
}
