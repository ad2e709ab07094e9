import { memberName, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { importsModels } from './data-clients';

/** One of these is in all that the pattern fits, and is found sooner. */
const words = ['tableName', 'odel', '@Schema', 'Repository', '.define('];
const mayDefineModels = /\btableName\b|[Mm]odel\s*[<(]|@Schema|extends\s+Repository\b|\.define\(/;

/**
 * Values of a file that stand for a table or a collection and that no schema source knows: Objection's classes, Mongoose's models,
 * repositories that are classes of their own.
 */
export function collectDataModels(file: FileReader, classes: readonly ts.ClassLikeDeclaration[]): void {
  if (!words.some((each) => file.mentions(each)) || !mayDefineModels.test(file.tree.root.text)) return;
  for (const node of classes) ofClass(node, file);
  for (const statement of file.tree.root.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer) ofCall(name.text, unwrap(initializer), file);
    } else if (ts.isExportAssignment(statement)) ofCall(undefined, unwrap(statement.expression), file);
    else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression))
      ofCall(undefined, unwrap(statement.expression.right), file);
  }
}

function ofClass(node: ts.ClassLikeDeclaration, file: FileReader): void {
  const name = node.name?.text;
  if (name === undefined) return;
  const span = file.span(node.name ?? node);
  for (const member of node.members) {
    if (propertyName(member.name) !== 'tableName' || !isStatic(member)) continue;
    const value = ts.isPropertyDeclaration(member)
      ? member.initializer
      : ts.isGetAccessorDeclaration(member)
        ? returned(member)
        : undefined;
    const table =
      value && ts.isStringLiteralLike(unwrap(value))
        ? (unwrap(value) as ts.StringLiteralLike).text
        : undefined;
    file.facts.dataModels.push({ name, ...(table === undefined ? {} : { table }), client: 'builder', span });
    return;
  }
  const [base] =
    node.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword)?.types ?? [];
  if (!base || !ts.isIdentifier(base.expression)) return;
  const [argument] = base.typeArguments ?? [];
  if (/^(Tree)?Repository$/.test(base.expression.text) && argument && ts.isTypeReferenceNode(argument)) {
    file.facts.dataModels.push({ name, table: file.text(argument.typeName), client: 'orm', span });
  }
}

/** `mongoose.model('User', schema)`, `model<User>('User', schema, 'people')`, also as what a module exports. */
function ofCall(name: string | undefined, value: ts.Expression, file: FileReader): void {
  const made = ts.isBinaryExpression(value) ? unwrap(value.right) : value;
  if (!ts.isCallExpression(made)) return;
  const called =
    memberName(made.expression) ?? (ts.isIdentifier(made.expression) ? made.expression.text : '');
  const [first, second, third] = made.arguments;
  // A model is called by its variable, and known to the schema by the name that it was defined with.
  if (
    called === 'define' &&
    name !== undefined &&
    first &&
    ts.isStringLiteralLike(first) &&
    first.text !== name
  ) {
    if (importsModels(file, 'orm'))
      file.facts.dataModels.push({ name, table: first.text, client: 'orm', span: file.span(first) });
    return;
  }
  if (called !== 'model' || !first || !second || !ts.isStringLiteralLike(first)) return;
  if (!importsModels(file, 'document')) return;
  const collection = third && ts.isStringLiteralLike(third) ? third.text : undefined;
  const span = file.span(first);
  const fact = {
    ...(collection === undefined ? {} : { table: collection }),
    client: 'document' as const,
    span,
    fields: fieldsOf(file, second, 0),
  };
  for (const each of new Set([first.text, name ?? first.text]))
    file.facts.dataModels.push({ name: each, ...fact });
}

/** The keys of a schema that is spelled out: `new Schema({ user: { type: ObjectId, ref: 'User' } })`. */
function fieldsOf(file: FileReader, schema: ts.Expression, depth: number): string[] {
  const node = unwrap(schema);
  if (ts.isIdentifier(node) && depth < 3) {
    const declaration = file.topLevel(node.text);
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? fieldsOf(file, declaration.initializer, depth + 1)
      : [];
  }
  const [first] = ts.isNewExpression(node) || ts.isCallExpression(node) ? (node.arguments ?? []) : [];
  const keys = first && unwrap(first);
  return keys && ts.isObjectLiteralExpression(keys)
    ? keys.properties.flatMap((each) => propertyName(each.name) ?? [])
    : [];
}

function isStatic(member: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member)?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}

function returned(accessor: ts.GetAccessorDeclaration): ts.Expression | undefined {
  const last = accessor.body?.statements[accessor.body.statements.length - 1];
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}
