import type { SessionState } from './query-facts';

const states: readonly [RegExp, SessionState][] = [
  [/^\s*LISTEN\s+["\w]/i, 'listening'],
  // An advisory lock of a transaction (`pg_advisory_xact_lock`) ends with it, and is of no session.
  [/\b(?:pg_(?:try_)?advisory_lock(?:_shared)?|get_lock)\s*\(/i, 'lock'],
  [/\bset_config\s*\([^()]*(?:\([^()]*\)[^()]*)*,\s*false\s*\)/i, 'setting'],
  [
    /^\s*SET\s+(?:SESSION\s+)?(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS\b|GLOBAL\b|PERSIST\b|@)[\w.@]+\s*(?:=|\bTO\b)/i,
    'setting',
  ],
];

/** What a text of SQL asks one connection to keep for the statements after it. */
export function sessionStateOf(sql: string): SessionState | undefined {
  return states.find(([pattern]) => pattern.test(sql))?.[1];
}
