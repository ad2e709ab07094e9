import { type Dialect, dialectOfPackage, type FileFacts } from '../engine';

/** Providers of a Prisma schema's `datasource`. */
const providers: Record<string, Dialect> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'transactsql',
};

const datasource = /\bdatasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(\w+)"/;

/** Whether a file can tell the dialect: those are read first, before any SQL. */
export function tellsDialect(path: string): boolean {
  return /(^|\/)package\.json$|\.prisma$/.test(path);
}

/** What dialect the files of a project are likely to speak, for configurations that do not say it. */
export class Dialects {
  /** Folder → the dialects that its package.json and Prisma schemas name. */
  readonly #named = new Map<string, Set<Dialect>>();
  readonly #all = new Set<Dialect>();

  constructor(
    paths: Iterable<string>,
    factsOf: (path: string) => FileFacts | undefined,
    textOf: (path: string) => string | undefined,
  ) {
    for (const path of paths) {
      if (!tellsDialect(path)) continue;
      const named = path.endsWith('.prisma')
        ? [providers[datasource.exec(textOf(path) ?? '')?.[1] ?? '']]
        : (factsOf(path)?.manifest?.dependencies ?? []).map(dialectOfPackage);
      for (const dialect of named) if (dialect !== undefined) this.#add(path, dialect);
    }
  }

  /**
   * The dialect of the nearest folder above a file that names one; else the one that the project names anywhere. Undefined
   * where nothing does.
   */
  of(path: string): Dialect | undefined {
    for (let folder = path; folder !== ''; ) {
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
      const named = this.#named.get(folder);
      if (named) return likeliest(named);
    }
    return likeliest(this.#all);
  }

  #add(path: string, dialect: Dialect): void {
    // A schema lies in `prisma/`, and speaks for the package around it.
    const folder = path.replace(/(^|\/)(prisma\/(.*\/)?)?[^/]+$/, '');
    this.#named.set(folder, (this.#named.get(folder) ?? new Set()).add(dialect));
    this.#all.add(dialect);
  }
}

/** Of several, SQLite is what tests run on; and PostgreSQL's parser is the one that goes furthest. */
function likeliest(named: ReadonlySet<Dialect>): Dialect | undefined {
  const [first, ...others] = [...named].filter((dialect) => dialect !== 'sqlite' || named.size === 1);
  return others.length > 0 && named.has('postgresql') ? 'postgresql' : first;
}
