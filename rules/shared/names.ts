import type { Dialect } from '../../src/engine';

/**
 * Words that PostgreSQL does not take as a column's bare name (its appendix C, "reserved"), with those of MySQL and T-SQL
 * that are common column names. `user` would even be accepted, and mean the role that is logged in.
 */
const reserved = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate ' +
    'collation column concurrently constraint create cross current_catalog current_date current_role current_schema ' +
    'current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for ' +
    'foreign freeze from full grant group having ilike in index initially inner intersect interval into is isnull join ' +
    'key lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer ' +
    'overlaps placing primary range references returning right row rows select session_user similar some symmetric ' +
    'system_user table tablesample then to trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
);

/** A table's or column's name as it is written in a statement: bare where that means the same, else in the dialect's quotes. */
export function sqlName(name: string, dialect: Dialect): string {
  // PostgreSQL folds bare names to lower case; the others compare names without regard to case.
  const plain = dialect === 'postgresql' ? /^[a-z_][a-z0-9_$]*$/ : /^[a-z_][a-z0-9_$]*$/i;
  if (plain.test(name) && !reserved.has(name.toLowerCase())) return name;
  if (dialect === 'mysql' || dialect === 'mariadb') return `\`${name.replaceAll('`', '``')}\``;
  if (dialect === 'transactsql') return `[${name.replaceAll(']', ']]')}]`;
  return `"${name.replaceAll('"', '""')}"`;
}
