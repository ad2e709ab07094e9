import type { Dialect, FileChange, ProjectModel, Table } from '../../src/engine';
import { sqlName } from './names';

/**
 * A file beside a project's SQL migrations, with the name that follows theirs (`012_…`, `20240131120500_…`, `V12__…`). Where the schema
 * is one file without a number, the statement goes to its end instead. Undefined where the neighbours' names tell no order.
 */
export function newMigration(
  model: ProjectModel,
  text: (path: string) => string,
  beside: string,
  title: string,
  body: { migration: string; whole: string },
): FileChange | undefined {
  const folder = beside.slice(0, beside.lastIndexOf('/') + 1);
  const neighbours = [...model.files.keys()].filter(
    (path) => path.startsWith(folder) && path.endsWith('.sql') && !path.slice(folder.length).includes('/'),
  );
  const numbered = neighbours.flatMap((path) => numberOf(path.slice(folder.length)) ?? []);
  const last = numbered.reduce<Numbered | undefined>(
    (best, each) => (!best || BigInt(each.digits) > BigInt(best.digits) ? each : best),
    undefined,
  );
  if (last && numberOf(beside.slice(folder.length))) {
    const name = title.split('_').join(last.separator.includes('-') ? '-' : '_');
    return {
      path: `${folder}${last.before}${following(last.digits)}${last.separator}${name}${last.ending}`,
      create: body.migration,
    };
  }
  if (last) return undefined;
  const whole = text(beside);
  const at = whole.length;
  const gap = whole.endsWith('\n') ? '\n' : '\n\n';
  return { path: beside, edits: [{ span: { start: at, end: at }, text: `${gap}${body.whole}` }] };
}

interface Numbered {
  before: string;
  digits: string;
  separator: string;
  /** `.sql`, `.up.sql`. */
  ending: string;
}

function numberOf(name: string): Numbered | undefined {
  const [, before, digits, separator, , ending] =
    /^(V?)(\d+)(__|[_-]|\.)(.*?)((?:\.up)?\.sql)$/.exec(name) ?? [];
  if (before === undefined || digits === undefined || separator === undefined || ending === undefined)
    return undefined;
  return { before, digits, separator, ending };
}

/** The next number of the same width; of a date with a time, a second later. */
function following(digits: string): string {
  const date = /^(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits);
  if (date) {
    const [year, month, day, hour, minute, second] = date.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const next = new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1));
    return next.toISOString().replace(/\D/g, '').slice(0, 14);
  }
  return String(BigInt(digits) + 1n).padStart(digits.length, '0');
}

/** `CREATE INDEX …` on columns or an expression, for a database that is in use, and for a schema that is made anew. */
export function createIndex(
  table: Table,
  name: string,
  keys: string,
  dialect: Dialect,
  method?: 'gin',
): { migration: string; whole: string } {
  const on = [table.schema, table.name].flatMap((part) =>
    part === undefined ? [] : [sqlName(part, dialect)],
  );
  const using = method === undefined ? '' : `USING ${method} `;
  const target = `ON ${on.join('.')} ${using}(${keys});\n`;
  const exists = dialect === 'postgresql' || dialect === 'sqlite' ? 'IF NOT EXISTS ' : '';
  const plain = `CREATE INDEX ${exists}${sqlName(name, dialect)} ${target}`;
  if (dialect !== 'postgresql') return { migration: plain, whole: plain };
  return {
    migration:
      '-- Built without blocking writes; it cannot run inside of a transaction.\n' +
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${sqlName(name, dialect)} ${target}`,
    whole: plain,
  };
}

/** `tickets_assigned_agent_id_idx`, cut to what PostgreSQL keeps of a name. */
export function indexName(table: string, parts: readonly string[]): string {
  const name = [table, ...parts].join('_').replace(/\W+/g, '_').toLowerCase();
  return `${name.slice(0, 59)}_idx`;
}
