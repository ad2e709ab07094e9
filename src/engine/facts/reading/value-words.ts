import { memberName, ts } from '../../source/syntax-tree';

/** Calls of globals whose result is a number. */
export const numericCalls = /^(Number|parseInt|parseFloat|BigInt)$|^(Math|Number|Date|performance)\.\w+$/;
export const numericMembers = new Set(['length', 'size', 'byteLength']);
export const numericMethods = new Set([
  'getTime',
  'valueOf',
  'toFixed',
  'indexOf',
  'lastIndexOf',
  'findIndex',
  'getFullYear',
  'getMonth',
  'getDate',
  'getHours',
  'getMinutes',
  'toISOString',
  'charCodeAt',
  'push',
  'unshift',
  'unix',
]);
/** Methods whose result is made of the receiver's own text (and perhaps of their arguments'). */
export const textMethods = new Set([
  'trim',
  'trimStart',
  'trimEnd',
  'toLowerCase',
  'toUpperCase',
  'toString',
  'slice',
  'substring',
  'substr',
  'replace',
  'replaceAll',
  'split',
  'concat',
  'join',
  'padStart',
  'padEnd',
  'repeat',
  'normalize',
  'at',
  'pop',
  'shift',
  'filter',
  'sort',
  'reverse',
  'flat',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'values',
  'keys',
  'entries',
  'get',
  'charAt',
  'fill',
]);
/** Functions that escape what they are given, by the end of their path. */
export const escapers =
  /(^|[.#])((quote|escape)(Qualified|Sql|SQL|Table|Column|Name|Identifiers?|Literals?|Value|Ident)\w*|escape|escapeId|escapeIdentifier|escapeLiteral|quoteIdent|quoteLiteral|quoteIdentifier|pgEscape|ident|literal|escapeString)$/;

/** `placeholders`, `entityAlias`: names that only code gives, and that say so. What comes from a request is judged before. */
export function isNamedHarmless(node: ts.Expression): boolean {
  const name = ts.isIdentifier(node) ? node.text : (memberName(node) ?? '');
  return /(^p|P)laceholders?$|(^a|A)lias$/.test(name);
}

/** `config.x`, `this.options.x`, `settings.db.x`: set when the process starts, by whoever runs it. */
export function isConfiguration(node: ts.Expression): boolean {
  const name = ts.isIdentifier(node) ? node.text : (memberName(node) ?? '');
  return /^(config|configuration|conf|settings|env|environment|constants|appConfig|dbConfig)$/i.test(name);
}

/** A statement that a builder made carries its own parameters. */
export function isStatementOfBuilder(method: string | undefined): boolean {
  return /^(getQuery|getQueryAndParameters|toQuery|getSql|getQueryString|getSQL|toSQL|toSql)$/.test(
    method ?? '',
  );
}

/** Names of tables and columns that an ORM was told by the code itself. */
export function isMetadataCall(method: string | undefined): boolean {
  return /^(getTableName|getCollectionName|getMetadata|getTablePath)$/.test(method ?? '');
}

/** `metadata.tableName`, `column.databaseName`: what a model, a table object or its metadata is called in the database. */
export const metadataMembers = new Set([
  'tableName',
  'tablePath',
  'databaseName',
  'databasePath',
  'databaseNameWithoutPrefixes',
  'propertyPath',
  'joinTableName',
  'collectionName',
  'modelName',
]);
