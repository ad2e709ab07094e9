import type { TransactionEntry } from '../../libraries/contract/transactions';
import type { Library } from '../../libraries/library';
import type { Known } from '../../libraries/look-up';
import type { Span } from '../../source/span';
import { ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, QueryFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { nodeAt } from '../reading/node-at';

type Edits = { span: Span; text: string }[];

/** How a client runs several queries in one transaction. */
export interface Client {
  /** What the queries are sent on, as written. */
  handle: string;
  /** What `handle` must turn out to be, where only the model can tell. */
  pool?: AccessPath;
  /** What changes in a query, so that it is sent in the transaction. */
  changes(query: QueryFact): Edits;
  /** For drivers: one connection, and the statements on it. */
  connection?: { name: string; take: string; begin: string; commit: string; rollback: string };
  /** For the others: the call up to the callback's body, and the name that it is given. */
  callback?: { open: string; name?: string };
}

type Reader = (
  file: FileReader,
  queries: readonly QueryFact[],
  entry: TransactionEntry,
) => Client | undefined;

/** The client of queries that are all sent on one handle; undefined where they are of several, or of one without such a call. */
export function clientOf(file: FileReader, queries: readonly QueryFact[]): Client | undefined {
  for (const { entry } of linesFor(file, queries)) {
    const client = readers[entry.reader](file, queries, entry);
    if (client) return client;
  }
  return undefined;
}

/** What the sheets say of transactions on such queries: first of the libraries that their paths lead to, last of what only names speak for. */
function linesFor(file: FileReader, queries: readonly QueryFact[]): Known<'transactions'>[] {
  const [first] = queries;
  if (!first) return [];
  const lines = file.libraries.all.of('transactions').filter(({ entry }) => !entry.ambient);
  if (first.client === 'driver' || first.client === 'unknown') return driverLines(file, first, lines);
  const tests: ((line: Known<'transactions'>, query: QueryFact) => boolean)[] = [
    ({ entry }, { callee }) => file.libraries.find('transactions', callee) === entry,
    ({ entry, library }) => entry.imported === true && imports(file, library),
    ({ entry }, { sql }) => entry.calls?.some((name) => sql.includes(`.${name}(`)) === true,
    ({ entry }, query) => entry.holders !== undefined && isCalled(entry.holders, query),
    ({ entry }) => entry.optionsAt !== undefined,
  ];
  const others = lines.filter(({ library }) =>
    library.databases?.some(({ client }) => client === first.client),
  );
  return tests.flatMap((test) =>
    others.filter((line) => queries.every((query) => query.client === first.client && test(line, query))),
  );
}

/** Of a handle that only the model can tell, what is customary for its dialect. */
function driverLines(
  file: FileReader,
  { callee, dialect }: QueryFact,
  lines: readonly Known<'transactions'>[],
): Known<'transactions'>[] {
  // A tag is called itself.
  const known =
    file.libraries.known('transactions', callee) ?? file.libraries.known('transactions', handlePath(callee));
  if (known) return known.entry.ambient ? [] : [known];
  if (file.libraries.find('databases', callee)) return [];
  return lines
    .filter(
      ({ entry, library }) => entry.customary && library.databases?.some((each) => each.dialect === dialect),
    )
    .slice(0, 1);
}

function imports(file: FileReader, library: Library): boolean {
  return file.facts.imports.some(({ specifier }) => file.libraries.all.sheetsOf(specifier).includes(library));
}

/** Whether what a query is sent on is called by one of these words: by a short one alone, by others also in a part of its path. */
function isCalled(holders: readonly string[], { callee, handle }: QueryFact): boolean {
  const name = (handle?.name ?? '').toLowerCase();
  const words = `${callee} ${name}`.toLowerCase();
  return holders.some((each) => (each.length > 3 ? words.includes(each.toLowerCase()) : name === each));
}

/** `pg#Pool()` of `pg#Pool().query`. */
function handlePath(callee: AccessPath): AccessPath {
  return callee.replace(/\.?\w+$/, '');
}

/** pg and mysql2: `pool.query(…)` becomes `client.query(…)`. */
const receiver: Reader = (file, queries, { connection }) => {
  const receivers = receiversOf(file, queries);
  const [first] = queries;
  const [handle] = receivers ?? [];
  if (!connection || !first || !receivers || !handle) return undefined;
  if (!receivers.every((each) => each.text === handle.text)) return undefined;
  if (!queries.every((each) => /^(query|execute)$/.test(each.method) && isOfDriver(each))) return undefined;
  return {
    handle: handle.text,
    pool: handlePath(first.callee),
    changes: (query) => {
      const receiver = receivers[queries.indexOf(query)];
      return receiver ? [{ span: receiver.span, text: connection.name }] : [];
    },
    connection: { ...connection, take: filled(connection.take, handle.text) },
  };
};

function isOfDriver({ client }: QueryFact): boolean {
  return client !== 'orm' && client !== 'builder';
}

/** postgres.js: the callback's `sql` hides the one around it. */
const tag: Reader = (file, queries, { callback }) => {
  const names = new Set(queries.map(({ span }) => tagOf(file, span) ?? ''));
  const [handle] = names;
  if (!callback || names.size !== 1 || !handle || !/^\w+$/.test(handle)) return undefined;
  return { handle, changes: () => [], callback: { ...callback, open: filled(callback.open, handle) } };
};

/** Prisma, Drizzle, Kysely, knex: the chain of each query starts from the handle. */
const chain: Reader = (file, queries, { callback, names = 0, holders = [] }) => {
  const starts = startsOf(file, queries, names, holders);
  const [first] = starts ?? [];
  if (!callback?.name || !starts || !first || !starts.every((each) => each.text === first.text))
    return undefined;
  const text = callback.name;
  return {
    handle: first.text,
    changes: (query) => {
      const start = starts[queries.indexOf(query)];
      return start ? [{ span: start.span, text }] : [];
    },
    callback: { ...callback, open: filled(callback.open, first.text) },
  };
};

/** Whether a name is, or contains, one of these words: `this.userDb`. */
function isNamedBy(holders: readonly string[], name: string): boolean {
  return holders.some((each) => name.toLowerCase().includes(each));
}

/** Puts what the queries are sent on into a text of a sheet. */
function filled(text: string, handle: string): string {
  return text.replaceAll('{handle}', handle);
}

/** TypeORM: `dataSource.getRepository(User)`, `dataSource.manager`. */
const source: Reader = (file, queries, { callback, holders = [] }) => {
  const receivers = receiversOf(file, queries);
  const [first] = receivers ?? [];
  const handle = first && sourceIn(first.text);
  if (!callback?.name || !receivers || handle === undefined) return undefined;
  if (!holders.some((each) => handle.toLowerCase().includes(each.toLowerCase()))) return undefined;
  if (!receivers.every((each) => sourceIn(each.text) === handle)) return undefined;
  const text = callback.name;
  return {
    handle,
    changes: (query) => {
      const receiver = receivers[queries.indexOf(query)];
      const length = receiver?.text.endsWith('.manager') ? `${handle}.manager`.length : handle.length;
      return receiver
        ? [{ span: { start: receiver.span.start, end: receiver.span.start + length }, text }]
        : [];
    },
    callback: { ...callback, open: filled(callback.open, handle) },
  };
};

function sourceIn(receiver: string): string | undefined {
  return /^([\w$.]+?)\.(?:getRepository\(|manager$)/.exec(receiver)?.[1];
}

/** TypeORM: repositories that a class was given. */
const repository: Reader = (file, queries, { callback }) => {
  const receivers = receiversOf(file, queries);
  const [first] = receivers ?? [];
  if (!callback || !receivers || !first || !receivers.every(({ text }) => /^this\.[\w$]+$/.test(text)))
    return undefined;
  return {
    handle: first.text,
    changes: (query) => {
      const receiver = receivers[queries.indexOf(query)];
      return receiver
        ? [{ span: receiver.span, text: `${callback.name}.withRepository(${receiver.text})` }]
        : [];
    },
    callback: { ...callback, open: filled(callback.open, first.text) },
  };
};

/** Sequelize: each call is told its transaction among its options. */
const options: Reader = (file, queries, { callback, optionsAt = {}, holders = [] }) => {
  const handle = holders.find(
    (each) => file.importedFrom(each) !== undefined || file.topLevel(each) !== undefined,
  );
  if (!callback || handle === undefined) return undefined;
  const edits = queries.map((query) => withTransaction(file, query, optionsAt[query.method]));
  if (edits.some((each) => each === undefined)) return undefined;
  return { handle, changes: (query) => edits[queries.indexOf(query)] ?? [], callback };
};

const readers: Readonly<Record<TransactionEntry['reader'], Reader>> = {
  receiver,
  tag,
  chain,
  source,
  repository,
  options,
};

function withTransaction(file: FileReader, query: QueryFact, index: number | undefined): Edits | undefined {
  const node = nodeAt(file.tree.root, query.span);
  if (!node || !ts.isCallExpression(node) || index === undefined) return undefined;
  const given = node.arguments[index];
  const last = node.arguments.at(-1);
  if (!given)
    return last && node.arguments.length === index
      ? [{ span: { start: last.end, end: last.end }, text: ', { transaction }' }]
      : undefined;
  const options = unwrap(given);
  const end = ts.isObjectLiteralExpression(options) ? options.properties.at(-1)?.end : undefined;
  return end === undefined ? undefined : [{ span: { start: end, end }, text: ', transaction' }];
}

/** What each query is called on: `pool` of `pool.query(…)`. */
function receiversOf(
  file: FileReader,
  queries: readonly QueryFact[],
): { span: Span; text: string }[] | undefined {
  const found = queries.flatMap(({ span }) => {
    const node = nodeAt(file.tree.root, span);
    const callee = node && ts.isCallExpression(node) ? unwrap(node.expression) : undefined;
    return callee && ts.isPropertyAccessExpression(callee)
      ? [{ span: file.span(callee.expression), text: file.text(callee.expression) }]
      : [];
  });
  return found.length === queries.length ? found : undefined;
}

/** The start of each chain without its last names and calls: `prisma` of `prisma.user.create(…)` is two names before the call, `knex` of `knex('users')` none. */
function startsOf(
  file: FileReader,
  queries: readonly QueryFact[],
  names: number,
  holders: readonly string[],
): { span: Span; text: string }[] | undefined {
  const found = queries.flatMap(({ span }) => {
    const node = nodeAt(file.tree.root, span);
    if (!node || !ts.isCallExpression(node)) return [];
    let call: ts.CallExpression = node;
    // The first call of the chain.
    for (;;) {
      let at: ts.Expression = call.expression;
      while (ts.isPropertyAccessExpression(at)) at = at.expression;
      if (!ts.isCallExpression(at)) break;
      call = at;
    }
    let start: ts.Expression = call.expression;
    for (let i = 0; i < names; i++) {
      if (!ts.isPropertyAccessExpression(start)) return [];
      start = start.expression;
    }
    // `knex.insert(…)` starts from the builder as `this.knex('users')` does, where the builder itself is called.
    if (names === 0 && ts.isPropertyAccessExpression(start) && !isNamedBy(holders, start.name.text))
      start = start.expression;
    const text = file.text(start);
    return /^(this\.)?[\w$]+$/.test(text) ? [{ span: file.span(start), text }] : [];
  });
  return found.length === queries.length ? found : undefined;
}

function tagOf(file: FileReader, span: Span): string | undefined {
  const node = nodeAt(file.tree.root, span);
  return node && ts.isTaggedTemplateExpression(node) ? file.text(node.tag) : undefined;
}
