import type { Dialect } from '../../source/sql/statement';
import type { AccessPath, QueryClient, ValueBindingFact } from '../facts';
import { splitPath } from '../reading/access-path';

/** Packages that speak to a SQL database, and the dialect when the package fixes it. */
const clients: Record<string, { client: QueryClient; dialect?: Dialect }> = {
  pg: { client: 'driver', dialect: 'postgresql' },
  'pg-pool': { client: 'driver', dialect: 'postgresql' },
  'pg-promise': { client: 'driver', dialect: 'postgresql' },
  'pg-native': { client: 'driver', dialect: 'postgresql' },
  postgres: { client: 'driver', dialect: 'postgresql' },
  slonik: { client: 'driver', dialect: 'postgresql' },
  '@neondatabase/serverless': { client: 'driver', dialect: 'postgresql' },
  '@vercel/postgres': { client: 'driver', dialect: 'postgresql' },
  mysql: { client: 'driver', dialect: 'mysql' },
  mysql2: { client: 'driver', dialect: 'mysql' },
  'mysql2/promise': { client: 'driver', dialect: 'mysql' },
  mariadb: { client: 'driver', dialect: 'mariadb' },
  'better-sqlite3': { client: 'driver', dialect: 'sqlite' },
  sqlite3: { client: 'driver', dialect: 'sqlite' },
  sqlite: { client: 'driver', dialect: 'sqlite' },
  '@planetscale/database': { client: 'driver', dialect: 'mysql' },
  '@libsql/client': { client: 'driver', dialect: 'sqlite' },
  '@electric-sql/pglite': { client: 'driver', dialect: 'postgresql' },
  '@prisma/adapter-pg': { client: 'driver', dialect: 'postgresql' },
  mssql: { client: 'driver', dialect: 'transactsql' },
  tedious: { client: 'driver', dialect: 'transactsql' },
  'snowflake-sdk': { client: 'driver' },
  knex: { client: 'builder' },
  objection: { client: 'builder' },
  kysely: { client: 'builder' },
  'drizzle-orm': { client: 'builder' },
  typeorm: { client: 'orm' },
  '@nestjs/typeorm': { client: 'orm' },
  sequelize: { client: 'orm' },
  'sequelize-typescript': { client: 'orm' },
  '@prisma/client': { client: 'orm' },
  '@mikro-orm/core': { client: 'orm' },
  '@databases/pg': { client: 'driver', dialect: 'postgresql' },
};

/** The dialect that a package fixes by its name; a client that speaks several (knex, TypeORM, Prisma) tells nothing. */
export function dialectOfPackage(name: string): Dialect | undefined {
  return clients[name]?.dialect;
}

/** The database client that a path starts from; undefined for all else. */
export function databaseClient(
  path: AccessPath | undefined,
): { client: QueryClient; dialect?: Dialect } | undefined {
  if (!path) return undefined;
  const { module } = splitPath(path);
  const name = module.startsWith('@') ? module.split('/').slice(0, 2).join('/') : module;
  return clients[module] ?? clients[name] ?? clients[name.split('/')[0] ?? ''];
}

/** Calls that take a whole statement as text. */
export const statementMethods = [
  'query',
  'execute',
  'exec',
  'run',
  'all',
  'get',
  'each',
  'prepare',
  'any',
  'one',
  'none',
  'many',
  'oneOrNone',
  'manyOrNone',
  'result',
  'oneFirst',
  'maybeOne',
  'maybeOneFirst',
  'manyFirst',
  'exists',
  'multi',
  'multiResult',
  'anyFirst',
  'unsafe',
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  '$queryRaw',
  '$executeRaw',
  'stream',
  'iterate',
  'queryStream',
  'queryArray',
  'queryObject',
  'task',
  'batch',
  'command',
];

/** Calls that take a piece of a statement as text, or a statement of a builder. */
export const fragmentMethods = [
  'raw',
  'whereRaw',
  'orWhereRaw',
  'andWhereRaw',
  'havingRaw',
  'orderByRaw',
  'groupByRaw',
  'joinRaw',
  'selectRaw',
  'fromRaw',
  'literal',
  'Prisma.raw',
  'orderRaw',
];

/** How a call of a client binds values; undefined where it cannot be told, or where they are given to another call. */
export function bindingStyle(
  path: AccessPath | undefined,
  method: string,
  dialect: Dialect,
): Pick<ValueBindingFact, 'placeholder' | 'given'> | undefined {
  const module = path === undefined ? '' : splitPath(path).module;
  if (/^(\$queryRawUnsafe|\$executeRawUnsafe)$/.test(method))
    return dialect === 'postgresql' ? { placeholder: '$n', given: 'arguments' } : undefined;
  if (module === 'knex') return { placeholder: '?', given: 'array' };
  if (/^(sequelize|sequelize-typescript|better-sqlite3|mssql|tedious|snowflake-sdk)$/.test(module))
    return undefined;
  const takesValues =
    /^(query|execute|any|one|none|many|oneOrNone|manyOrNone|result|unsafe)$/.test(method) ||
    (/^sqlite3?$/.test(module) && /^(get|all|run|each)$/.test(method));
  if (!takesValues) return undefined;
  switch (dialect) {
    case 'postgresql':
      return { placeholder: '$n', given: 'array' };
    case 'mysql':
    case 'mariadb':
    case 'sqlite':
      return { placeholder: '?', given: 'array' };
    default:
      return undefined;
  }
}
