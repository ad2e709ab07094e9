import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import { looksLikeSql } from '../reading/embedded-sql';
import type { FileReader } from '../reading/file-reader';

/** `query(client, { text, values })`: what helpers take that are handed the connection first. */
export function afterHandle(given: readonly ts.Expression[], file: FileReader): readonly ts.Expression[] {
  const [first, second, ...rest] = given;
  if (!first || !second || !(ts.isIdentifier(first) || ts.isPropertyAccessExpression(first))) return given;
  const text = unwrap(second);
  const spelled =
    ts.isStringLiteralLike(text) || ts.isTemplateExpression(text)
      ? looksLikeSql(
          file
            .text(text)
            .slice(1, 400)
            .replace(/\$\{[^}]*\}/g, 'x'),
        )
      : ts.isObjectLiteralExpression(text) &&
        text.properties.some((each) => /^(text|sql)$/.test(propertyName(each.name) ?? ''));
  return spelled ? [second, ...rest] : given;
}

/** `query('…', values)`, `query({ text, values })`, `execute({ sqlText, binds })`, `query({ sql, values })`, `query({ query, bindings })`. */
export function textArgument(
  file: FileReader,
  first: ts.Expression,
): { text: ts.Expression; values?: ts.Expression } {
  const node = unwrap(first);
  const literal = ts.isIdentifier(node) ? initializerOf(file, node) : node;
  if (!literal || !ts.isObjectLiteralExpression(literal)) return { text: first };
  let text: ts.Expression | undefined;
  let values: ts.Expression | undefined;
  for (const property of literal.properties) {
    const name = propertyName(property.name);
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    if (name === 'text' || name === 'sql' || name === 'query' || name === 'sqlText') text = value;
    if (
      name === 'values' ||
      name === 'bindings' ||
      name === 'replacements' ||
      name === 'binds' ||
      name === 'args'
    )
      values = value;
  }
  if (!text) return { text: first };
  return values ? { text, values } : { text };
}

/** The one expression that makes a text: an argument itself, or what a constant of the same function is set to. */
export function wholeText(
  file: FileReader,
  text: ts.Expression,
  within: number | undefined,
): ts.Expression | undefined {
  const node = unwrap(text);
  if (ts.isConditionalExpression(node)) return undefined;
  if (!ts.isIdentifier(node)) return node;
  const declaration = file.tree.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  if (file.values.mutationsOf(node).length > 0 || file.within(declaration) !== within) return undefined;
  return wholeText(file, declaration.initializer, within);
}

export function initializerOf(file: FileReader, name: ts.Identifier): ts.Expression | undefined {
  const declaration = file.tree.declarationOf(name);
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? unwrap(declaration.initializer)
    : undefined;
}

/** An argument that can be SQL by its looks, or by its name. */
export function couldBeSql(node: ts.Expression): boolean {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) return /sql|query|stmt|statement|text|^q$/i.test(inner.text);
  if (ts.isPropertyAccessExpression(inner)) return /sql|query|stmt|statement|text|^q$/i.test(inner.name.text);
  if (ts.isStringLiteralLike(inner))
    return (inner.text.length > 8 && /\s/.test(inner.text)) || /^(begin|commit|rollback)\b/i.test(inner.text);
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.some((each) => /^(text|sql|query)$/.test(propertyName(each.name) ?? ''));
  return (
    ts.isTemplateExpression(inner) ||
    ts.isTaggedTemplateExpression(inner) ||
    ts.isBinaryExpression(inner) ||
    ts.isConditionalExpression(inner) ||
    ts.isCallExpression(inner)
  );
}

export function boundValues(file: FileReader, bound: ts.Expression | undefined): string[] {
  const node = bound && unwrap(bound);
  if (!node) return [];
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => file.words(element));
  if (ts.isIdentifier(node)) {
    const initial = initializerOf(file, node);
    const pushed = file.values.mutationsOf(node).map((mutation) => file.words(mutation.value));
    return initial && ts.isArrayLiteralExpression(initial)
      ? [...initial.elements.map((element) => file.words(element)), ...pushed]
      : [file.words(node)];
  }
  return [file.words(node)];
}

/** `client` of `query(client, text)`. */
export function handleArgument(
  node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression,
  text: ts.Expression | undefined,
): ts.Expression | undefined {
  return text && ts.isCallExpression(node) && node.arguments[1] === text ? node.arguments[0] : undefined;
}

/** `pool` of `pool.query`, `sql` of a tagged template. */
export function receiverOf(callee: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
}
