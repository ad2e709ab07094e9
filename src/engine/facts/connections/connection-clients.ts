import type { AccessPath, ConnectionFact } from '../facts';

/** How a client's connections are given back. */
export interface ConnectionClient {
  kind: ConnectionFact['kind'];
  /** What the fix calls. */
  release: string;
  /** All that gives it back. */
  releases: RegExp;
  /** It is only a connection once this is called on it. */
  opens?: RegExp;
}

const any =
  /^(release|end|close|destroy|quit|disconnect|\$disconnect|dispose|stop|terminate|releaseConnection|unref|closeConnection)$/;
const released = { kind: 'taken', release: 'release', releases: any } as const;
const ended = (kind: ConnectionFact['kind'], release: string, opens?: RegExp): ConnectionClient => ({
  kind,
  release,
  releases: any,
  ...(opens ? { opens } : {}),
});
const pgModule = '(?:pg|pg-pool|@neondatabase/serverless|@vercel/postgres)';
const mysqlModule = '(?:mysql|mysql2|mysql2/promise|mariadb|mariadb/callback|promise-mysql)';

/** Calls whose result has to be given back, by the path of what is called. */
const clients: readonly [RegExp, ConnectionClient][] = [
  [new RegExp(`^${pgModule}#(native\\.)?(Pool|createPool|default)?\\(\\)\\.connect$`), released],
  [/^@vercel\/postgres#(db|sql)\.connect$/, released],
  [
    new RegExp(
      `^${mysqlModule}#create(Pool|PoolCluster)\\(\\)\\.(promise\\(\\)\\.|of\\(\\)\\.)?getConnection$`,
    ),
    released,
  ],
  [/^oracledb#(createPool\(\)\.|getPool\(\)\.)?getConnection$/, ended('taken', 'close')],
  [/^typeorm#.*createQueryRunner$|\.createQueryRunner$|^@nestjs\/typeorm#.*createQueryRunner$/, released],
  [/^postgres#\(\)\.reserve$/, released],
  [/^generic-pool#createPool\(\)\.acquire$/, ended('taken', 'release')],
  [new RegExp(`^${pgModule}#(native\\.)?Client$`), ended('connection', 'end', /^connect$/)],
  [new RegExp(`^${mysqlModule}#createConnection$`), ended('connection', 'end')],
  // Its first query connects it, also without `connect`.
  [/^mongodb#MongoClient$/, ended('connection', 'close', /^(connect|db)$/)],
  [/^mongodb#MongoClient\.connect$/, ended('connection', 'close')],
  [/^mongoose#createConnection$/, ended('connection', 'close')],
  [/^redis#createClient$|^@redis\/client#createClient$/, ended('connection', 'quit')],
  [/^ioredis#(Redis|Cluster)?$/, ended('connection', 'quit')],
  [
    /^sqlite3#(verbose\(\)\.)?Database$|^better-sqlite3#$|^sqlite#DatabaseSync$/,
    ended('connection', 'close'),
  ],
  [/^sqlite#open$/, ended('connection', 'close')],
  [/^mssql#ConnectionPool$/, ended('pool', 'close', /^connect$/)],
  [/^amqplib#connect$/, ended('connection', 'close')],
  [new RegExp(`^${pgModule}#(native\\.)?(Pool|createPool)$|^pg-pool#$`), ended('pool', 'end')],
  [new RegExp(`^${mysqlModule}#createPool$`), ended('pool', 'end')],
  [/^postgres#$/, ended('pool', 'end')],
  [/^knex#(default|knex|Knex)?$/, ended('pool', 'destroy')],
  [/^@prisma\/client#PrismaClient$/, ended('pool', '$disconnect')],
  [/^sequelize(-typescript)?#(Sequelize)?$/, ended('pool', 'close')],
  [/^typeorm#(DataSource)$/, ended('pool', 'destroy', /^initialize$/)],
  [/^typeorm#createConnection$/, ended('pool', 'close')],
];

/** What a call takes that has to be given back; undefined for all else. */
export function connectionClient(path: AccessPath): ConnectionClient | undefined {
  return clients.find(([pattern]) => pattern.test(path))?.[1];
}

/** A connection that a function of the project hands out, as far as its name tells. */
export const handedOut: ConnectionClient = { kind: 'taken', release: 'release', releases: any };

/** A connection of a pool that the file cannot see: another file makes it, or a caller hands it in. */
export const pooled: ConnectionClient = { kind: 'taken', release: 'release', releases: any };
