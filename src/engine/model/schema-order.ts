import type { FileFacts } from '../facts/facts';
import type { SchemaChange } from '../source/sql/statement';
import type { Location } from './tables';

/** Names compare by their numbers: 2_users comes before 10_tickets. */
const byName = new Intl.Collator('en', { numeric: true });

/** Runs over the changes of migrations and scripts, in the order in which they run. */
export function applyInOrder(
  files: readonly FileFacts[],
  apply: (change: SchemaChange, at: Location) => void,
): void {
  const superseded = supersededMigrations(files);
  const bare =
    superseded.size > 0 && !files.some((file) => isWhole(file) && file.schemaChanges.some(servesLookUps));
  const waiting = new WaitingChanges(apply);
  for (const file of [...files].sort(inMigrationOrder)) {
    if (undoes(file.path)) continue;
    const isKnown = superseded.has(file);
    for (const change of file.schemaChanges) {
      if (change.declared !== undefined || (isKnown && !(bare && servesLookUps(change)))) continue;
      waiting.take(change, { path: file.path, span: change.span });
    }
  }
}

/** What makes look-ups fast or keeps rows apart. A schema that is kept whole and has none of it leaves that to its migrations. */
function servesLookUps({ kind }: SchemaChange): boolean {
  return /index$|policy$|row-security$/.test(kind);
}

/** Whether a file says how a schema stands today, and not how it came there. */
function isWhole(file: FileFacts): boolean {
  return file.role !== 'migration' && file.language === 'sql';
}

/**
 * Scripts of a schema that lie side by side run in an order that their names do not tell (`indexes.sql`, `schema.sql`): what is said of a table
 * that is not there yet waits for the script that makes it.
 */
class WaitingChanges {
  readonly #made = new Set<string>();
  readonly #waiting = new Map<string, { change: SchemaChange; at: Location }[]>();

  constructor(private readonly apply: (change: SchemaChange, at: Location) => void) {}

  take(change: SchemaChange, at: Location): void {
    const table = 'table' in change ? change.table?.toLowerCase() : undefined;
    if (table !== undefined && this.#waitsFor(table, change)) {
      this.#waiting.set(table, [...(this.#waiting.get(table) ?? []), { change, at }]);
      return;
    }
    this.apply(change, at);
    if (table === undefined || change.kind !== 'create-table') return;
    this.#made.add(table);
    for (const each of this.#waiting.get(table) ?? []) this.apply(each.change, each.at);
    this.#waiting.delete(table);
  }

  #waitsFor(table: string, { kind }: SchemaChange): boolean {
    return (
      !this.#made.has(table) && /^(create-index|add-constraint|create-policy|enable-row-security)$/.test(kind)
    );
  }
}

/** Whole-schema files first, then migrations by their names, which are numbered or dated; numbers compare as numbers. */
export function inMigrationOrder(a: FileFacts, b: FileFacts): number {
  const rank = (file: FileFacts) => (file.role === 'migration' ? 1 : 0);
  return rank(a) - rank(b) || byName.compare(a.path, b.path);
}

/** `002_tickets.down.sql`, `down.sql`, `rollback/…`: what takes a migration back is not part of the way forward. */
function undoes(path: string): boolean {
  return /(^|[/._-])(down|undo|rollback|revert)\.sql$|(^|\/)(down|undo|rollbacks?|revert|deploy-down)\/[^/]+\.sql$|(^|\/)U\d[\w.]*__[^/]+\.sql$/i.test(
    path,
  );
}

export function isOwnSchema(file: FileFacts): boolean {
  return (
    file.role !== 'test' && file.role !== 'fixture' && file.role !== 'example' && file.role !== 'vendored'
  );
}

/**
 * Migrations of packages whose schema is also kept whole, as it stands today. Such a file has already what its migrations add; applied
 * on top of it, they would bring back what they have dropped since. (A whole schema that is the state before the first migration has not.)
 */
function supersededMigrations(files: readonly FileFacts[]): Set<FileFacts> {
  const whole = new Map<string, Set<string>>();
  for (const file of files) {
    if (!isWhole(file)) continue;
    const names = memberNames(file);
    if (names.size === 0) continue;
    const folder = topFolders(file.path);
    whole.set(folder, new Set([...(whole.get(folder) ?? []), ...names]));
  }
  if (whole.size === 0) return new Set();
  const migrations = new Map<string, FileFacts[]>();
  for (const file of files) {
    const folder = topFolders(file.path);
    if (file.role === 'migration' && whole.has(folder))
      migrations.set(folder, [...(migrations.get(folder) ?? []), file]);
  }
  const superseded = new Set<FileFacts>();
  for (const [folder, group] of migrations) {
    const added = group.flatMap((file) => [...memberNames(file)]);
    const known = added.filter((name) => whole.get(folder)?.has(name));
    if (known.length * 2 > added.length) for (const file of group) superseded.add(file);
  }
  return superseded;
}

/** `packages/schemas` of `packages/schemas/tables/users.sql`; the first folder elsewhere. */
function topFolders(path: string): string {
  return /^(?:packages|apps|services|libs|modules)\/[^/]+/.exec(path)?.[0] ?? '';
}

/** Tables and columns that a file makes, as `table.column`. */
function memberNames(file: FileFacts): Set<string> {
  const names = new Set<string>();
  for (const change of file.schemaChanges) {
    if (change.kind === 'create-table') {
      names.add(change.table.toLowerCase());
      for (const column of change.columns) names.add(`${change.table}.${column.name}`.toLowerCase());
    } else if (change.kind === 'add-column') names.add(`${change.table}.${change.column.name}`.toLowerCase());
  }
  return names;
}
