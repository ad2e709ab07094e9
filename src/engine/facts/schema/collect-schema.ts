import type { Dialect, SchemaChange } from '../../source/sql/statement';
import { ts } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { eachCall, isUndo } from './chain';
import { collectDrizzleTables, mayHoldDrizzleTables } from './drizzle-tables';
import { collectKnexSchema } from './knex-schema';
import { collectMikroOrmEntities } from './mikro-orm-entities';
import { collectSequelizeMigration } from './sequelize-migration';
import { collectSequelizeModels } from './sequelize-models';
import { connectionNames, tableSource, tableSources } from './table-sources';
import { collectTypeOrmEntities } from './typeorm-entities';
import { collectTypeOrmMigration } from './typeorm-migration';

/**
 * What a script does to the schema, or declares of it: migrations in code, SQL that it sends, tables and classes that stand for
 * tables. Runs after the queries have been read; each part looks first whether the text can hold anything for it.
 */
export function collectSchema(file: FileReader): void {
  const { facts } = file;
  const { text } = file.tree.root;
  const found: SchemaChange[] = [];
  if (
    file.mentionsInAnyCase('queryrunner', 'schema') &&
    /queryRunner|\.schema\b|\bschema\s*\.\s*(create|alter|table|drop)/i.test(text)
  )
    collectSteps(file, found);
  if (file.mentionsInAnyCase('queryinterface')) collectSequelizeMigration(file, found);
  collectSentSql(file, found);
  // Steps of one migration run in the order of its text, whoever reads them.
  found.sort((a, b) => a.span.start - b.span.start || rank(a) - rank(b));
  if (mayHoldDrizzleTables(file)) collectDrizzleTables(file, found);
  collectMikroOrmEntities(file, found);
  if (tableSource(file, 'typeorm') && /@\w/.test(text)) collectTypeOrmEntities(file, found);
  if (
    file.mentionsInAnyCase(...connectionNames(file, 'sequelize')) &&
    /\bdefine\s*\(|\.init\s*\(|@(Table|Attribute)\b|\.(belongsTo|hasMany|hasOne)\s*\(/.test(text)
  )
    collectSequelizeModels(file, found);
  collectDialect(file, found);
  facts.schemaChanges.push(...found);
}

/** A table is made before its columns are added, whatever place in the text they share. */
function rank(change: SchemaChange): number {
  if (change.kind === 'create-table') return 0;
  return change.kind === 'add-column' ? 1 : 2;
}

function collectSteps(file: FileReader, found: SchemaChange[]): void {
  eachCall(
    file.tree.root,
    (call) => collectKnexSchema(call, file, found) || collectTypeOrmMigration(call, file, found),
  );
}

/** Schema statements among the SQL that the file sends: `queryRunner.query('CREATE TABLE …')`, `db.exec('…')`, `knex.raw('…')`. */
function collectSentSql(file: FileReader, found: SchemaChange[]): void {
  const changes = file.facts.queries.flatMap((query) =>
    query.statements.flatMap((statement) => statement.changes.map((change) => ({ query, change }))),
  );
  if (changes.length === 0) return;
  const undone = undoneSpans(file);
  for (const { query, change } of changes)
    if (!undone.some((span) => span.start <= query.span.start && query.span.end <= span.end))
      found.push(change);
}

function undoneSpans(file: FileReader): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (isUndo(node)) spans.push(file.span(node));
    else ts.forEachChild(node, visit);
  };
  visit(file.tree.root);
  return spans;
}

/** What options call a database that is no package's name as well. */
const databases: Record<string, Dialect> = { postgresql: 'postgresql', cockroachdb: 'postgresql' };

/** `knex({ client: 'mysql2' })`, `new DataSource({ type: 'mysql' })`, `new Sequelize({ dialect: 'mysql' })`. */
function collectDialect(file: FileReader, found: SchemaChange[]): void {
  const { text, fileName } = file.tree.root;
  if (file.facts.role === 'test') return;
  const configures =
    /(^|\/)(knexfile|ormconfig|drizzle\.config)\.[cm]?[jt]s$/.test(fileName) ||
    tableSources(file).some(({ entry }) => entry.namesDialect);
  if (!configures) return;
  for (const match of text.matchAll(/\b(?:client|type|dialect)\s*:\s*(['"`])(\w[\w-]*)\1/g)) {
    const named = match[2] as string;
    const dialect = databases[named] ?? file.libraries.find('databases', `${named}#`)?.dialect;
    if (!dialect) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    found.push({ kind: 'use-dialect', dialect, keepsForeignKeys: true, declared: 'whole', span });
  }
}
