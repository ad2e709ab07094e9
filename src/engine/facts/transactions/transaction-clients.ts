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

type Reader = (file: FileReader, queries: readonly QueryFact[]) => Client | undefined;

/** The client of queries that are all sent on one handle; undefined where they are of several, or of one without such a call. */
export function clientOf(file: FileReader, queries: readonly QueryFact[]): Client | undefined {
  const [first] = queries;
  if (!first) return undefined;
  const readers: Reader[] = [driver, postgresJs, prisma, drizzle, kysely, knex, typeorm, sequelize];
  for (const reader of readers) {
    const client = reader(file, queries);
    if (client) return client;
  }
  return undefined;
}

/** pg and mysql2: `pool.query(…)` becomes `client.query(…)`. */
const driver: Reader = (file, queries) => {
  const receivers = receiversOf(file, queries);
  const [first] = queries;
  const [handle] = receivers ?? [];
  if (!first || !receivers || !handle || !receivers.every((each) => each.text === handle.text))
    return undefined;
  if (
    !queries.every(
      (each) => /^(query|execute)$/.test(each.method) && each.client !== 'orm' && each.client !== 'builder',
    )
  )
    return undefined;
  const isMysql = first.dialect === 'mysql' || first.dialect === 'mariadb';
  if (!isMysql && first.dialect !== 'postgresql') return undefined;
  const name = isMysql ? 'connection' : 'client';
  const at = (query: QueryFact): Edits => {
    const receiver = receivers[queries.indexOf(query)];
    return receiver ? [{ span: receiver.span, text: name }] : [];
  };
  return {
    handle: handle.text,
    pool: first.callee.replace(/\.?(?:query|execute)$/, ''),
    changes: at,
    connection: isMysql
      ? {
          name,
          take: `await ${handle.text}.getConnection()`,
          begin: 'await connection.beginTransaction();',
          commit: 'await connection.commit();',
          rollback: 'await connection.rollback();',
        }
      : {
          name,
          take: `await ${handle.text}.connect()`,
          begin: "await client.query('BEGIN');",
          commit: "await client.query('COMMIT');",
          rollback: "await client.query('ROLLBACK');",
        },
  };
};

/** postgres.js: the callback's `sql` hides the one around it. */
const postgresJs: Reader = (file, queries) => {
  if (!queries.every((each) => /^postgres#\(\)$/.test(each.callee))) return undefined;
  const names = new Set(queries.flatMap(({ span }) => tagOf(file, span) ?? ''));
  const [handle] = names;
  if (names.size !== 1 || !handle || !/^\w+$/.test(handle)) return undefined;
  return { handle, changes: () => [], callback: { open: `${handle}.begin(async (${handle}) =>` } };
};

const prisma: Reader = (file, queries) => {
  const starts = startsOf(file, queries, 2);
  const isPrisma = (each: QueryFact) =>
    each.client === 'orm' && /prisma/i.test(`${each.callee} ${each.handle?.name}`);
  return starts && queries.every(isPrisma)
    ? handedOver(queries, starts, 'tx', (handle) => `${handle}.$transaction(async (tx) =>`)
    : undefined;
};

const drizzle: Reader = (file, queries) => {
  const starts = startsOf(file, queries, 1);
  const isDrizzle = (each: QueryFact) =>
    each.client === 'builder' &&
    (/drizzle/.test(each.callee) || file.importedFromPackage(/^drizzle-orm/) !== undefined);
  return starts && queries.every(isDrizzle)
    ? handedOver(queries, starts, 'tx', (handle) => `${handle}.transaction(async (tx) =>`)
    : undefined;
};

const kysely: Reader = (file, queries) => {
  const starts = startsOf(file, queries, 1);
  const isKysely = (each: QueryFact) =>
    each.client === 'builder' &&
    /\.(insertInto|updateTable|deleteFrom|selectFrom|replaceInto)\(/.test(each.sql);
  return starts && queries.every(isKysely)
    ? handedOver(queries, starts, 'trx', (handle) => `${handle}.transaction().execute(async (trx) =>`)
    : undefined;
};

/** knex: the builder is called itself, `knex('users')`, or its methods. */
const knex: Reader = (file, queries) => {
  const isKnex = (each: QueryFact) =>
    each.client === 'builder' &&
    (/^knex#/.test(each.callee) || /^(knex|db)$/i.test(each.handle?.name ?? '')) &&
    !/drizzle|kysely/.test(each.callee);
  const starts = queries.every(isKnex) ? startsOf(file, queries, 0) : undefined;
  return starts && handedOver(queries, starts, 'trx', (handle) => `${handle}.transaction(async (trx) =>`);
};

/** TypeORM: `dataSource.getRepository(User)`, or repositories that a class was given. */
const typeorm: Reader = (file, queries) => {
  if (!queries.every((each) => each.client === 'orm')) return undefined;
  const receivers = receiversOf(file, queries);
  if (!receivers) return undefined;
  const source = receivers.map(({ text }) => /^([\w$.]+?)\.(?:getRepository\(|manager$)/.exec(text)?.[1]);
  const [handle] = source;
  if (
    handle !== undefined &&
    /dataSource|connection/i.test(handle) &&
    source.every((each) => each === handle)
  ) {
    return {
      handle,
      changes: (query) => {
        const receiver = receivers[queries.indexOf(query)];
        const length = receiver?.text.endsWith('.manager') ? `${handle}.manager`.length : handle.length;
        return receiver
          ? [{ span: { start: receiver.span.start, end: receiver.span.start + length }, text: 'manager' }]
          : [];
      },
      callback: { open: `${handle}.transaction(async (manager) =>`, name: 'manager' },
    };
  }
  const [first] = receivers;
  const isRepository = queries.every((each) =>
    /^(typeorm|@nestjs\/typeorm)#\.?(Tree|Mongo)?Repository\(\)/.test(each.callee),
  );
  if (!first || !isRepository || !receivers.every(({ text }) => /^this\.[\w$]+$/.test(text)))
    return undefined;
  return {
    handle: first.text,
    changes: (query) => {
      const receiver = receivers[queries.indexOf(query)];
      return receiver ? [{ span: receiver.span, text: `manager.withRepository(${receiver.text})` }] : [];
    },
    callback: { open: `${first.text}.manager.transaction(async (manager) =>`, name: 'manager' },
  };
};

/** Where Sequelize's calls take their options. */
const optionsAt: Record<string, number> = {
  create: 1,
  bulkCreate: 1,
  upsert: 1,
  update: 1,
  increment: 1,
  decrement: 1,
  destroy: 0,
  findAll: 0,
  findOne: 0,
  count: 0,
  findByPk: 1,
};

/** Sequelize: each call is told its transaction among its options. */
const sequelize: Reader = (file, queries) => {
  const isImported = file.importedFrom('sequelize') !== undefined || file.topLevel('sequelize') !== undefined;
  if (!isImported || !queries.every((each) => each.client === 'orm' && Object.hasOwn(optionsAt, each.method)))
    return undefined;
  if (file.importedFromPackage(/^(typeorm|@prisma\/client)$/) !== undefined) return undefined;
  const edits = queries.map((query) => withTransaction(file, query));
  if (edits.some((each) => each === undefined)) return undefined;
  return {
    handle: 'sequelize',
    changes: (query) => edits[queries.indexOf(query)] ?? [],
    callback: { open: 'sequelize.transaction(async (transaction) =>', name: 'transaction' },
  };
};

function withTransaction(file: FileReader, query: QueryFact): Edits | undefined {
  const node = nodeAt(file.tree.root, query.span);
  const index = optionsAt[query.method];
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

function handedOver(
  queries: readonly QueryFact[],
  starts: readonly { span: Span; text: string }[],
  name: string,
  open: (handle: string) => string,
): Client | undefined {
  const [first] = starts;
  if (!first || !starts.every((each) => each.text === first.text)) return undefined;
  return {
    handle: first.text,
    changes: (query) => {
      const start = starts[queries.indexOf(query)];
      return start ? [{ span: start.span, text: name }] : [];
    },
    callback: { open: open(first.text), name },
  };
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
    if (names === 0 && ts.isPropertyAccessExpression(start) && !/knex|db/i.test(start.name.text))
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
