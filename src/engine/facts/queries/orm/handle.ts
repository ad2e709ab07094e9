import {
  enclosingFunction,
  type FunctionNode,
  isFunctionNode,
  memberName,
  ts,
  unwrap,
} from '../../../source/syntax-tree';
import type { QueryHandle } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { namesOf } from './chain';
import { isCalledAsAnyClient } from './data-clients';

/** Calls that hand a transaction to their callback: `$transaction`, `sql.begin`, `withTransaction`, `db.tx`. */
export const opensTransaction =
  /transaction|^transact$|^begin$|^savepoint$|^atomic|^tx$|(with|in)_?(tx|trx)|unitOfWork/i;
/** Calls that hand one connection to their callback: `pool.connect(async (connection) => …)`. */
const opensConnection = /^(connect|acquire|task|withClient|withConnection|useConnection|reserve)$/;
/** Calls whose result is one connection. */
const takesConnection =
  /^(connect|getConnection|acquire|reserve|checkout|getClient|createQueryRunner|connectToDatabase)$/;
/** Calls whose result is a transaction. */
const startsTransaction =
  /^(transaction|startTransaction|begin|beginTransaction|startSession|transactionProvider)$/;
/** What a transaction is called, and its type. */
const transactionName =
  /^(_?(trx|tx|txn|transaction|queryRunner|qr)|(transactional)?([eE]ntity)?[mM]anager|em|\w+(Trx|Tx|Transaction|Manager))$/;
const transactionType = /Transaction|EntityManager|QueryRunner|ClientSession|SessionContext/;
const connectionName = /^(client|conn|connection|session|dbClient|pgClient)$/i;
const connectionType = /\b(PoolClient|PoolConnection|DatabaseConnection|ReservedSql|ClientBase|Connection)\b/;
const poolName = /pool|db|database|sql|dataSource|orm|repo|repository|model|collection/i;

/** Calls between the handle and the query: what they return queries on the same handle. */
const passesOn =
  /^(getRepository|getTreeRepository|getCustomRepository|withRepository|createQueryBuilder|collection|model|db|withSchema|getMongoRepository|schema|extend|query|bind\w*|initialize)$/;

/** What a query is sent on, told from the expression that it is called on. */
export function handleOf(file: FileReader, receiver: ts.Expression): QueryHandle {
  const given = contextOf(file, receiver);
  if (given) return given;
  const node = heldBy(receiver);
  const name = file.words(node, 40);
  if (ts.isIdentifier(node)) return ofIdentifier(file, node, 0);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return { kind: 'pool', name };
  const own = memberName(node);
  if (own === undefined) return { kind: 'unknown', name };
  if (transactionName.test(own)) return { kind: 'transaction', name };
  const isOwn = ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
  if (isOwn) return { kind: connectionName.test(own) ? 'client' : 'pool', name };
  const whole = ts.isPropertyAccessExpression(node) ? unwrap(node.expression) : undefined;
  if (whole && ts.isIdentifier(whole)) {
    const holder = ofIdentifier(file, whole, 0);
    if (holder.kind === 'transaction' || holder.kind === 'client') return holder;
  }
  const root = namesOf(node) ?? [];
  const isPool = root[0] === 'this' || root.some((each) => isPoolName(file, each));
  return { kind: isPool ? 'pool' : 'unknown', name };
}

/** Whether one of some names is what a whole database goes by, in the words of the field or those of a library. */
function isPoolName(file: FileReader, names: string): boolean {
  return (
    poolName.test(names) ||
    names.split(/\W+/).some((each) => !transactionName.test(each) && isCalledAsAnyClient(file, each))
  );
}

/** `connection.getRepository(ctx, User)`: what is queried on comes with the context that a caller hands in. */
function contextOf(file: FileReader, receiver: ts.Expression): QueryHandle | undefined {
  for (let node = unwrap(receiver); ts.isCallExpression(node); ) {
    const callee = unwrap(node.expression);
    const [context, entity] = node.arguments;
    const name = context && unwrap(context);
    if (
      /^(get|with)\w*Repository$/.test(memberName(callee) ?? '') &&
      entity &&
      name &&
      (ts.isIdentifier(name) || ts.isPropertyAccessExpression(name))
    ) {
      return { kind: 'unknown', name: file.text(name) };
    }
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    node = unwrap(callee.expression);
  }
  return undefined;
}

/** A transaction that is named in the options of a query: `{ transaction: t }`, `.query(trx)`, `{ session }`. */
export function givenHandle(file: FileReader, expression: ts.Expression): QueryHandle | undefined {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) {
    if (node.text === 'undefined') return undefined;
    const { kind, ...rest } = ofIdentifier(file, node, 0);
    return { kind: kind === 'pool' && !transactionName.test(node.text) ? kind : 'transaction', ...rest };
  }
  return node.kind === ts.SyntaxKind.NullKeyword
    ? undefined
    : { kind: 'transaction', name: file.words(node, 40) };
}

/** The expression that holds the handle: `tx` of `tx.user`, `manager` of `manager.getRepository(User)`. */
function heldBy(receiver: ts.Expression): ts.Expression {
  let node = unwrap(receiver);
  while (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const name = memberName(callee);
    if (name === undefined || !passesOn.test(name) || !ts.isPropertyAccessExpression(callee)) {
      return callee;
    }
    node = unwrap(callee.expression);
  }
  return node;
}

function ofIdentifier(file: FileReader, node: ts.Identifier, depth: number): QueryHandle {
  const name = node.text;
  const declaration = file.tree.declarationOf(node);
  const byName = (fallback: QueryHandle['kind']): QueryHandle['kind'] =>
    transactionName.test(name) ? 'transaction' : connectionName.test(name) ? 'client' : fallback;
  if (!declaration || depth > 4) return { kind: byName(/pool$/i.test(name) ? 'pool' : 'unknown'), name };
  const parameter = parameterOf(declaration);
  if (parameter) {
    const owner = parameter.parent;
    const index = owner.parameters.indexOf(parameter);
    const opened = isFunctionNode(owner) ? openedBy(file, owner) : undefined;
    const type = parameter.type ? file.text(parameter.type) : '';
    const kind =
      opened ??
      (ts.isBindingElement(declaration)
        ? byName(isPoolName(file, name) ? 'pool' : 'unknown')
        : transactionType.test(type)
          ? 'transaction'
          : connectionType.test(type)
            ? 'client'
            : byName(/pool$/i.test(name) || isFactorys(file, node, owner, name) ? 'pool' : 'unknown'));
    return { kind, name, parameter: index };
  }
  if (ts.isVariableDeclaration(declaration) && declaration.initializer)
    return ofInitializer(file, declaration.initializer, name, byName, depth);
  if (ts.isVariableDeclaration(declaration)) {
    // `let client; … client = await pool.connect();`
    const symbol = file.tree.symbolOf(node);
    for (const value of (symbol && file.paths.assignments().get(symbol)) ?? []) {
      const handle = ofInitializer(file, value, name, byName, depth + 1);
      if (handle.kind !== 'unknown') return handle;
    }
    return { kind: byName('unknown'), name };
  }
  if (ts.isBindingElement(declaration)) return { kind: ofBinding(file, declaration, name, byName), name };
  return { kind: 'pool', name };
}

/** `const { client } = prisma`: a part of the pool, unless it is called a transaction. */
function ofBinding(
  file: FileReader,
  element: ts.BindingElement,
  name: string,
  byName: (fallback: QueryHandle['kind']) => QueryHandle['kind'],
): QueryHandle['kind'] {
  const holder = element.parent.parent;
  const whole =
    ts.isVariableDeclaration(holder) && holder.initializer ? unwrap(holder.initializer) : undefined;
  // `const { Order } = require('./models')` is an import, and so on the pool as one is.
  if (whole && isRequire(whole)) return byName('pool');
  if (!whole || ts.isCallExpression(whole)) return byName(isPoolName(file, name) ? 'pool' : 'unknown');
  return transactionName.test(name)
    ? 'transaction'
    : isPoolName(file, file.words(whole))
      ? 'pool'
      : byName('unknown');
}

function isRequire(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require';
}

function ofInitializer(
  file: FileReader,
  initializer: ts.Expression,
  name: string,
  byName: (fallback: QueryHandle['kind']) => QueryHandle['kind'],
  depth: number,
): QueryHandle {
  const value = unwrap(initializer);
  if (ts.isCallExpression(value)) {
    const called = memberName(unwrap(value.expression)) ?? file.words(value.expression, 40);
    if (startsTransaction.test(called)) return { kind: 'transaction', name };
    if (takesConnection.test(called)) return { kind: 'client', name };
    if (passesOn.test(called) && ts.isPropertyAccessExpression(value.expression)) {
      const held = heldBy(value);
      if (ts.isIdentifier(held) && depth < 4) {
        const { kind, parameter } = ofIdentifier(file, held, depth + 1);
        return { kind, name, ...(parameter === undefined ? {} : { parameter }) };
      }
      return { ...handleOf(file, held), name };
    }
    return { kind: byName(isTopLevel(value) || called === 'createPool' ? 'pool' : 'unknown'), name };
  }
  if (ts.isIdentifier(value)) return { ...ofIdentifier(file, value, depth + 1), name };
  if (ts.isPropertyAccessExpression(value)) return { ...handleOf(file, value), name };
  // `tx ?? this.db`: a caller's transaction, or the pool.
  if (ts.isBinaryExpression(value) || ts.isConditionalExpression(value)) {
    const parts = ts.isBinaryExpression(value)
      ? [value.left, value.right]
      : [value.whenTrue, value.whenFalse];
    for (const part of parts) {
      const inner = unwrap(part);
      const handle = ts.isIdentifier(inner) ? ofIdentifier(file, inner, depth + 1) : undefined;
      if (handle?.kind === 'transaction') return { ...handle, name };
    }
    return { kind: byName('unknown'), name };
  }
  return { kind: byName(isTopLevel(value) ? 'pool' : 'unknown'), name };
}

/** What the callback's parameter is, when the call that it is given to opens a transaction or a connection. */
function openedBy(file: FileReader, callback: FunctionNode): QueryHandle['kind'] | undefined {
  const call = callback.parent;
  if (!call || !ts.isCallExpression(call) || !call.arguments.some((each) => each === callback))
    return undefined;
  const callee = unwrap(call.expression);
  const name = memberName(callee) ?? (ts.isIdentifier(callee) ? callee.text : '');
  if (opensTransaction.test(name)) return 'transaction';
  // Kysely: `db.transaction().execute(async (trx) => …)`.
  if (name === 'execute' && /\.transaction\(\)/.test(file.text(callee))) return 'transaction';
  return opensConnection.test(name) ? 'client' : undefined;
}

function parameterOf(declaration: ts.Declaration): ts.ParameterDeclaration | undefined {
  let at: ts.Node = declaration;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  return ts.isParameter(at) ? at : undefined;
}

/** `const makeUsers = (db) => ({ … })`: what a factory is given for good is the pool, unless its name says otherwise. */
function isFactorys(
  file: FileReader,
  node: ts.Identifier,
  owner: ts.SignatureDeclaration,
  name: string,
): boolean {
  if (!isPoolName(file, name) || enclosingFunction(node) === owner) return false;
  // A callback may be given a connection for the time that it runs.
  return !(owner.parent && ts.isCallExpression(owner.parent) && owner.parent.expression !== owner);
}

function isTopLevel(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return false;
  return true;
}
