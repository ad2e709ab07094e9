import type { Connection } from 'vscode-languageserver/node';
import { methods, type StatusParams } from './protocol';
import type { Roots } from './roots';

/** Tells the client what the server is doing, summed over all folders and loose documents. Says nothing twice. */
export class Status {
  #said = '';

  constructor(
    private readonly connection: Connection,
    private readonly roots: Roots,
  ) {}

  scanning(): void {
    this.#send({ state: 'scanning', ...this.#counts() });
  }

  /** Says `scanning` as long as another folder is still being read. */
  ready(): void {
    const isScanning = this.roots.folders().some(({ scan }) => scan !== undefined);
    this.#send({ state: isScanning ? 'scanning' : 'ready', ...this.#counts() });
  }

  /** A folder has been checked as a whole. It is said each time, since more than the counts may be new. */
  checked(): void {
    this.ready();
    void this.connection.sendNotification(methods.checked);
  }

  failed(message: string): void {
    this.#send({ state: 'failed', ...this.#counts(), message });
  }

  #counts(): Omit<StatusParams, 'state' | 'message'> {
    const counts = { files: 0, leftOut: 0, errors: 0, findings: 0 };
    for (const { texts, analysis } of this.roots.folders()) {
      counts.files += texts?.workspace.fileCount ?? 0;
      counts.leftOut += texts?.workspace.leftOut.length ?? 0;
      counts.errors += analysis?.errors.length ?? 0;
      counts.findings += analysis?.findingCount ?? 0;
    }
    for (const { analysis } of this.roots.loose()) {
      counts.files += 1;
      counts.findings += analysis?.findingCount ?? 0;
    }
    return counts;
  }

  #send(params: StatusParams): void {
    const text = JSON.stringify(params);
    if (text === this.#said) return;
    this.#said = text;
    void this.connection.sendNotification(methods.status, params);
  }
}
