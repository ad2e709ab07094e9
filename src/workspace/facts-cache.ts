import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FactsStore, FileFacts } from '../engine';

/** What one file came to: its facts stay text until somebody asks for them. */
interface Entry {
  hash: string;
  facts: string;
}

const separator = '\t';

/**
 * Facts kept on disk between runs, so that only what has changed is read again. One file for each project and program: a line for its version, then
 * a line for each source file. A cache of another version, or one that cannot be read, is as good as none; nothing in here throws.
 */
export class FactsCache implements FactsStore {
  readonly #entries = new Map<string, Entry>();
  /** Paths that were asked for: all others are gone from the project. */
  readonly #used = new Set<string>();
  #changed = false;

  private constructor(
    private readonly file: string,
    private readonly version: string,
  ) {}

  /**
   * The cache of the project at `root` (absolute), in a folder of caches. `program` is the file that this code runs in: what another build of it has
   * kept is not read.
   */
  static open(folder: string, root: string, program = __filename): FactsCache {
    const name = `${path.basename(program)}-${digest(root).slice(0, 16)}.cache`;
    const cache = new FactsCache(path.join(folder, name), versionOf(program));
    cache.#read();
    return cache;
  }

  recall(file: string, text: string, reading: string): FileFacts | undefined {
    this.#used.add(file);
    const entry = this.#entries.get(file);
    if (entry?.hash !== digest(`${reading}\0${text}`)) return undefined;
    try {
      return JSON.parse(entry.facts) as FileFacts;
    } catch {
      return undefined;
    }
  }

  keep(file: string, text: string, reading: string, facts: FileFacts): void {
    this.#used.add(file);
    this.#entries.set(file, { hash: digest(`${reading}\0${text}`), facts: JSON.stringify(facts) });
    this.#changed = true;
  }

  /** Writes what has changed; files that nobody asked for are dropped. A disk that cannot be written to costs only the speed of the next run. */
  save(): void {
    for (const file of this.#entries.keys())
      if (!this.#used.has(file)) {
        this.#entries.delete(file);
        this.#changed = true;
      }
    if (!this.#changed) return;
    const lines = [...this.#entries].map(([file, { hash, facts }]) => [file, hash, facts].join(separator));
    try {
      mkdirSync(path.dirname(this.file), { recursive: true });
      // Whole or not at all: two programs may write at the same time.
      const temporary = `${this.file}.${process.pid}`;
      writeFileSync(temporary, [this.version, ...lines].join('\n'));
      renameSync(temporary, this.file);
      this.#changed = false;
    } catch {
      // The next run reads all files again.
    }
  }

  #read(): void {
    try {
      const [version, ...lines] = readFileSync(this.file, 'utf8').split('\n');
      if (version !== this.version) return;
      for (const line of lines) {
        const [file = '', hash = '', ...facts] = line.split(separator);
        this.#entries.set(file, { hash, facts: facts.join(separator) });
      }
    } catch {
      // There is none yet.
    }
  }
}

/** Another build of the program has another size or time. */
function versionOf(program: string): string {
  try {
    const { size, mtimeMs } = statSync(program);
    return `1 ${size} ${Math.round(mtimeMs)}`;
  } catch {
    return '1 0 0';
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
