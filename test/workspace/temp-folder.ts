import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder under the system's temporary one, with these files; it goes away with `remove`. */
export class TempFolder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'marcus-')));

  constructor(files: Record<string, string | Buffer> = {}) {
    this.write(files);
  }

  write(files: Record<string, string | Buffer>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = this.at(name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  readonly at = (name: string): string => path.join(this.path, name);

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Makes folders in a test and removes them after it. */
export function tempFolders(): (files?: Record<string, string | Buffer>) => TempFolder {
  const made: TempFolder[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) folder.remove();
  });
  return (files) => {
    const folder = new TempFolder(files);
    made.push(folder);
    return folder;
  };
}
