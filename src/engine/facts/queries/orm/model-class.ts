import type { TableUse } from '../../../source/sql/statement';
import { ts, unwrap } from '../../../source/syntax-tree';
import type { AccessPath } from '../../facts';
import type { FileReader } from '../../reading/file-reader';
import { memberValue } from './block';
import { type Chain, namesOf, type Step } from './chain';
import { asksOfModels, importsModels, isCalledAsClient } from './data-clients';
import { className, declaredAs, namesOfType } from './declared';

/** A class or collection that queries are methods of. */
export interface ModelReceiver {
  table: TableUse;
  client?: 'orm' | 'document';
  /** Set where only the project's models can tell. */
  assumes?: AccessPath;
}

/** The model that a method is called on, and how sure this file makes it. */
export function modelOfCall(
  file: FileReader,
  { start, steps }: Chain,
  at: number,
  only: 'orm' | 'document' | undefined,
): ModelReceiver | undefined {
  if (at > 0) return collectionOf(file, steps, at);
  const node = unwrap(start);
  const name = className(node);
  if (!name) return instanceOf(file, node) ?? inRegistry(file, node, only);
  const table = { name: name.text, span: file.span(name) };
  // Most capitalised names are no models: their import is looked up before anything binds the file.
  const root = namesOf(node)?.[0] ?? '';
  const module = file.importedFrom(root);
  if (module === undefined) {
    const client = ts.isIdentifier(node) ? localModel(file, node) : registered(file, node, only);
    return client ? { table, client } : ofRegistry(file, node, table, only);
  }
  const client = asksOfModels(file, module);
  if (client) return { table, client };
  if (!file.isProjectPath(module)) return undefined;
  if (only === 'orm' && (registered(file, node, only) || (steps.length === 1 && hasOrmArguments(steps[0]))))
    return { table, client: 'orm' };
  return { table, assumes: file.paths.of(node) ?? `?#${name.text}`, ...(only ? { client: only } : {}) };
}

/** `db.User.findAll()`, `models.User.findByPk()`. */
function registered(
  file: FileReader,
  node: ts.Expression,
  only: 'orm' | 'document' | undefined,
): 'orm' | undefined {
  if (only !== 'orm' || !ts.isPropertyAccessExpression(node)) return undefined;
  const holder = namesOf(node.expression)?.at(-1) ?? '';
  return /^(db|models?|database|orm)$/i.test(holder) || isCalledAsClient(file, holder, 'model')
    ? 'orm'
    : undefined;
}

/** `db.tutorials.findAll()` of `db = require('../models')`: whether it is Sequelize's, the file that it is imported from tells. */
function inRegistry(
  file: FileReader,
  node: ts.Expression,
  only: 'orm' | 'document' | undefined,
): ModelReceiver | undefined {
  if (only !== 'orm' || !ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression))
    return undefined;
  if (!file.isProjectPath(file.importedFrom(node.expression.text) ?? '')) return undefined;
  const { name } = node;
  const table = { name: name.text, span: file.span(name) };
  return { table, client: 'orm', assumes: file.paths.of(node) ?? `?#${name.text}` };
}

/** The same under a name of this file: `const Tutorial = db.tutorials`. */
function ofRegistry(
  file: FileReader,
  node: ts.Expression,
  table: TableUse,
  only: 'orm' | 'document' | undefined,
): ModelReceiver | undefined {
  const declaration = only === 'orm' && ts.isIdentifier(node) ? file.topLevel(node.text) : undefined;
  const made =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  const found = made && inRegistry(file, made, only);
  return found && { ...found, table };
}

/** A model that this file defines: `mongoose.model(…)`, `sequelize.define(…)`, `class User extends Model`. */
function localModel(file: FileReader, node: ts.Identifier): 'orm' | 'document' | undefined {
  const known = file.facts.dataModels.find((each) => each.name === node.text);
  if (known) return known.client === 'document' ? 'document' : 'orm';
  const declaration = file.topLevel(node.text);
  let made: ts.Expression | undefined;
  if (declaration && ts.isClassLike(declaration))
    made = declaration.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
      ?.expression;
  else if (declaration && ts.isVariableDeclaration(declaration)) made = declaration.initializer;
  return asksOfModels(file, (made && file.paths.of(made)) ?? '?#');
}

/** Options that only an ORM takes, for a method that only an ORM has. */
function hasOrmArguments(step: Step | undefined): boolean {
  return (
    step?.node.arguments.some((each) => {
      const node = unwrap(each);
      return (
        ts.isObjectLiteralExpression(node) &&
        ['where', 'attributes', 'include', 'transaction', 'limit', 'order'].some(
          (name) => memberValue(node, name) !== undefined,
        )
      );
    }) ?? false
  );
}

/** `db.collection('users').find()`. */
function collectionOf(file: FileReader, steps: readonly Step[], at: number): ModelReceiver | undefined {
  const made = steps[at - 1];
  const [name] = made?.node.arguments ?? [];
  if (!made || !name || !/^(collection|model)$/.test(made.name)) return undefined;
  const inner = unwrap(name);
  if (!ts.isStringLiteralLike(inner) && !ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner))
    return undefined;
  const text = ts.isStringLiteralLike(inner) ? inner.text : file.words(inner);
  return { table: { name: text, span: file.span(inner) }, client: 'document' };
}

/** A model or a collection that a variable or a member holds: its type says so, or how it is made. */
function instanceOf(file: FileReader, node: ts.Expression): ModelReceiver | undefined {
  const last = ts.isPropertyAccessExpression(node) ? node.name : ts.isIdentifier(node) ? node : undefined;
  if (!last) return undefined;
  const useOf = (name: ts.Identifier | ts.MemberName): TableUse => ({
    name: name.text,
    span: file.span(name),
  });
  const isModel = /model$|collection$|^(users|collection)$/i.test(last.text);
  const named = isModel || importsModels(file, 'document') || file.mentions('.collection(');
  if (!named) return undefined;
  const declared = declaredAs(file, node);
  const type = namesOfType(declared?.type);
  const from = type ? file.importedFrom(type.name) : undefined;
  if (
    type &&
    /^(\w*Model|Collection|ModelType|ReturnModelType)$/.test(type.name) &&
    from &&
    asksOfModels(file, from) === 'document'
  ) {
    const of = className(type.of);
    return { table: useOf(of ?? last), client: 'document' };
  }
  for (const decorator of declared?.decorators ?? []) {
    const call = decorator.expression;
    if (
      !ts.isCallExpression(call) ||
      !ts.isIdentifier(call.expression) ||
      call.expression.text !== 'InjectModel'
    )
      continue;
    const model = className(call.arguments[0]);
    const client = asksOfModels(file, file.importedFrom('InjectModel') ?? '') ?? 'orm';
    return { table: useOf(model ?? last), client };
  }
  const value = declared?.value && unwrap(declared.value);
  if (value && ts.isCallExpression(value)) {
    const called = namesOf(value.expression)?.at(-1);
    const [name] = value.arguments;
    if (called === 'collection' && name && ts.isStringLiteralLike(unwrap(name)))
      return {
        table: { ...useOf(last), name: (unwrap(name) as ts.StringLiteralLike).text },
        client: 'document',
      };
    if (
      called === 'collection' ||
      (called === 'model' && asksOfModels(file, file.paths.of(value) ?? '') === 'document')
    )
      return { table: useOf(last), client: 'document' };
  }
  return undefined;
}
