import type { FileFacts } from '../facts/facts';
import { dialectOfPackage } from '../facts/queries/database-clients';
import type { Dialect } from '../source/sql/statement';
import { packageOf } from './packages';

/** Which database each package of the project keeps its tables in: what its code says, else which drivers it depends on. */
export class Databases {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #said = new Map<string, { dialects: Set<Dialect>; keepsForeignKeys: boolean }>();

  constructor(
    files: readonly FileFacts[],
    private readonly configured: Dialect,
  ) {
    this.#files = new Map(files.map((file) => [file.path, file]));
    for (const file of files) {
      for (const change of file.schemaChanges) {
        if (change.kind !== 'use-dialect') continue;
        const folder = packageOf(this.#files, file.path);
        const known = this.#said.get(folder) ?? { dialects: new Set(), keepsForeignKeys: true };
        known.dialects.add(change.dialect);
        known.keepsForeignKeys &&= change.keepsForeignKeys;
        this.#said.set(folder, known);
      }
    }
  }

  /** Whether the database of this file's package makes an index for each foreign key itself. */
  indexForeignKeys(path: string): boolean {
    const folder = packageOf(this.#files, path);
    const said = this.#said.get(folder);
    if (said) return said.keepsForeignKeys && isInnoDb(said.dialects);
    const depended = this.#drivers(folder);
    const dialects = depended.size > 0 ? depended : this.#drivers('');
    return isInnoDb(dialects.size > 0 ? dialects : new Set([this.configured]));
  }

  #drivers(folder: string): Set<Dialect> {
    const manifest = this.#files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
    const known = (manifest?.dependencies ?? []).flatMap((each) => dialectOfPackage(each) ?? []);
    return new Set(known);
  }
}

/** SQLite beside MySQL is for tests and small installations; PostgreSQL beside it is another database to serve. */
function isInnoDb(dialects: ReadonlySet<Dialect>): boolean {
  return (
    (dialects.has('mysql') || dialects.has('mariadb')) &&
    !dialects.has('postgresql') &&
    !dialects.has('transactsql')
  );
}
