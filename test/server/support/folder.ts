import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';

/** A folder on disk for one test, deleted with `remove`. */
export class TempFolder {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'marcus-server-')));
  readonly uri = URI.file(this.root).toString();

  constructor(files: Record<string, string> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  /** Returns the file's URI. */
  write(path: string, text: string): string {
    const absolute = join(this.root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
    return this.at(path);
  }

  delete(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  at(path: string): string {
    return URI.file(join(this.root, path)).toString();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
