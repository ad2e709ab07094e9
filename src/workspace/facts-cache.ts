import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FactsStore, FileFacts } from '../engine';

/** What one file came to. Facts that were read from disk stay text until somebody asks for them, and those that are made become text when they are written. */
interface Entry {
  hash: string;
  facts: string | FileFacts;
}

const separator = '\t';

/**
 * Facts kept on disk between runs, so that only what has changed is read again. One file for each project and program: a line for its version, then
 * a line for each source file, of which the last one holds: what changes is added at the end, until half of the lines are out of date. A cache of
 * another version, or one that cannot be read, is as good as none; nothing in here throws.
 */
export class FactsCache implements FactsStore {
  readonly #entries = new Map<string, Entry>();
  /** Paths that were asked for: all others are gone from the project. */
  readonly #used = new Set<string>();
  /** Path → hash of what holds for it on disk. A Prisma schema is read in two ways at each start, and has not changed for that. */
  readonly #written = new Map<string, string>();
  /** Lines of source files on disk; undefined where there is no file of this version. */
  #lines: number | undefined;

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
    if (typeof entry.facts !== 'string') return entry.facts;
    try {
      // The text goes, so that a program that runs for hours does not hold everything twice.
      entry.facts = JSON.parse(entry.facts) as FileFacts;
      return entry.facts;
    } catch {
      this.#written.delete(file);
      return undefined;
    }
  }

  keep(file: string, text: string, reading: string, facts: FileFacts): void {
    this.#used.add(file);
    this.#entries.set(file, { hash: digest(`${reading}\0${text}`), facts });
  }

  /** Writes what has changed; files that nobody asked for are dropped. A disk that cannot be written to costs only the speed of the next run. */
  save(): void {
    const gone = [...this.#entries.keys()].filter((file) => !this.#used.has(file));
    for (const file of gone) {
      this.#entries.delete(file);
      this.#written.delete(file);
    }
    const changed = [...this.#entries].filter(([file, { hash }]) => this.#written.get(file) !== hash);
    if (gone.length === 0 && changed.length === 0) return;
    const lines = (this.#lines ?? 0) + changed.length;
    const isWorthAdding = this.#lines !== undefined && gone.length === 0 && lines <= 2 * this.#entries.size;
    try {
      if (isWorthAdding) appendFileSync(this.file, textOf(changed));
      else this.#writeAll();
      this.#lines = isWorthAdding ? lines : this.#entries.size;
      for (const [file, { hash }] of changed) this.#written.set(file, hash);
    } catch {
      // The next run reads all files again.
    }
  }

  #writeAll(): void {
    mkdirSync(path.dirname(this.file), { recursive: true });
    // Whole or not at all: two programs may write at the same time.
    const temporary = `${this.file}.${process.pid}`;
    writeFileSync(temporary, this.version + textOf(this.#entries));
    renameSync(temporary, this.file);
  }

  #read(): void {
    try {
      const [version, ...lines] = readFileSync(this.file, 'utf8').split('\n');
      if (version !== this.version) return;
      for (const line of lines) {
        const [file = '', hash = '', ...facts] = line.split(separator);
        this.#entries.set(file, { hash, facts: facts.join(separator) });
        this.#written.set(file, hash);
      }
      this.#lines = lines.length;
    } catch {
      // There is none yet.
    }
  }
}

/** The lines of these files, each after the end of the one before. */
function textOf(entries: Iterable<[file: string, entry: Entry]>): string {
  let text = '';
  for (const [file, { hash, facts }] of entries)
    text += `\n${[file, hash, typeof facts === 'string' ? facts : JSON.stringify(facts)].join(separator)}`;
  return text;
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
