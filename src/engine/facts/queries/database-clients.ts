import { libraries } from '../../libraries';
import type { DatabaseEntry } from '../../libraries/contract/databases';
import type { FragmentEntry, StatementEntry } from '../../libraries/contract/statements';
import { type FileLibraries, perLibraries } from '../../libraries/look-up';
import type { Dialect } from '../../source/sql/statement';
import type { AccessPath, ValueBindingFact } from '../facts';

/** The dialect that a package fixes by its name; a client that speaks several (knex, TypeORM, Prisma) tells nothing. */
export function dialectOfPackage(name: string): Dialect | undefined {
  for (const { topic, entry } of libraries.about(`${name}#`))
    if (topic === 'databases') return (entry as DatabaseEntry).dialect;
  return undefined;
}

/** Calls that take a whole statement as text. */
export const statementMethods = perLibraries((known) => known.lastNames('statements'));

/** Calls that take a piece of a statement as text, or a statement of a builder. */
export const fragmentMethods = perLibraries((known) => known.lastNames('fragments'));

/**
 * What the sheets say of a call that takes a whole statement: by the path of what is called; where nothing tells that, by the method's name.
 * Then the library is believed whose handles are called so, else how most drivers take values, and one row comes back where any says so.
 *
 * @param receiver What it is called on, as the code calls it.
 */
export function statementOf(
  sheets: FileLibraries,
  path: AccessPath | undefined,
  method: string,
  receiver: string,
): StatementEntry | undefined {
  const known = sheets.find('statements', path);
  if (known || sheets.find('databases', path)) return known;
  const named = sheets.all.named('statements', method);
  const told = named.find((each) => each.holders && isHeldBy(each.holders, receiver));
  if (told) return told;
  const plain = named.filter((each) => !each.holders);
  if (plain.length === 0) return undefined;
  const { values, placeholder } = plain.find((each) => each.customary) ?? { path: [] };
  return { path: [], values, placeholder, single: plain.find((each) => each.single)?.single };
}

/** The same for a call that takes a piece of a statement; without values, which libraries take in different ways there. */
export function fragmentOf(
  sheets: FileLibraries,
  path: AccessPath | undefined,
  method: string,
  receiver: string,
): FragmentEntry | undefined {
  const named = sheets.all.named('fragments', method);
  if (named.length === 0) return undefined;
  const known = sheets.find('fragments', path);
  if (known) return known;
  const fitting = named.find((each) => isHeldBy(each.holders, receiver));
  return fitting && { path: fitting.path };
}

/** Whether a receiver is called by one of the words by which a library's handles are called. */
export function isHeldBy(holders: readonly string[] | undefined, receiver: string): boolean {
  if (holders === undefined) return true;
  const words = receiver.toLowerCase();
  return holders.some((holder) => new RegExp(`(^|\\W)${holder.toLowerCase()}\\b`).test(words));
}

/** How a call binds values; undefined where it cannot be told, or where they are given to another call. */
export function bindingStyle(
  entry: StatementEntry | FragmentEntry | undefined,
  dialect: Dialect,
): Pick<ValueBindingFact, 'placeholder' | 'given'> | undefined {
  const placeholder = entry?.placeholder ?? placeholders[dialect];
  return entry?.values === undefined || placeholder === undefined
    ? undefined
    : { placeholder, given: entry.values };
}

/** What stands for a value in the text, where a client leaves that to its database. */
const placeholders: Partial<Record<Dialect, ValueBindingFact['placeholder']>> = {
  postgresql: '$n',
  mysql: '?',
  mariadb: '?',
  sqlite: '?',
};
