import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from './file-reader';

const maxDepth = 4;

/**
 * A path as far as the file spells it out: literals, constants, templates and sums of them. What it does not is kept as
 * written in `${…}`, which no router takes for anything else. Undefined for what is no text.
 */
export function spelledPath(file: FileReader, expression: ts.Expression, depth = 0): string | undefined {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (depth > maxDepth) return undefined;
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(
      (span) =>
        (spelledPath(file, span.expression, depth + 1) ?? hole(file, span.expression)) + span.literal.text,
    );
    return node.head.text + parts.join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [node.left, node.right].map(
      (each) => spelledPath(file, each, depth + 1) ?? hole(file, each),
    );
    return `${left}${right}`;
  }
  const imported = importedPath(file, node);
  if (imported !== undefined) return imported;
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? spelledPath(file, declaration.initializer, depth + 1)
      : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const declaration = file.tree.declarationOf(node.expression);
    const whole =
      declaration &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      unwrap(declaration.initializer);
    if (!whole || !ts.isObjectLiteralExpression(whole)) return undefined;
    const property = whole.properties.find(
      (each) => ts.isPropertyAssignment(each) && each.name.getText(file.tree.root) === node.name.text,
    );
    return property && ts.isPropertyAssignment(property)
      ? spelledPath(file, property.initializer, depth + 1)
      : undefined;
  }
  return undefined;
}

/** A part of a path that the file does not spell out, as written. What stands in a text is one, whatever it is called. */
function hole(file: FileReader, expression: ts.Expression): string {
  return importedPath(file, unwrap(expression), true) ?? `\${${file.words(expression, 30)}}`;
}

/** Names of constants that may hold a path: `HEALTH_PATH`, `ROUTES.LOGIN`, `apiPrefix`. */
const pathName = /^[A-Z][A-Z0-9_]*$|([pP]ath|[pP]refix)$/;

/** A constant of another file, as `${ROUTES.LOGIN}`: what it holds, the model knows. */
function importedPath(file: FileReader, node: ts.Expression, isPart = false): string | undefined {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
  const text = file.text(node);
  if (text.length > 60 || !/^[\w$.]+$/.test(text)) return undefined;
  if (!isPart && !pathName.test(text.slice(text.lastIndexOf('.') + 1))) return undefined;
  const path = file.paths.of(node);
  if (path === undefined || !file.isProjectPath(path) || path.includes('()')) return undefined;
  file.facts.pathNames ??= {};
  file.facts.pathNames[text] = path;
  return `\${${text}}`;
}

/** Whether an expression can be the path of a route. */
export function isPath(file: FileReader, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node)) return node.text === '' || node.text === '*' || /^[/:*]/.test(node.text);
  if (ts.isTemplateExpression(node)) return node.head.text.startsWith('/') || node.head.text === '';
  if (ts.isArrayLiteralExpression(node))
    return (
      node.elements.length > 0 &&
      node.elements.every((element) => ts.isStringLiteralLike(element) && element.text.startsWith('/'))
    );
  if (ts.isRegularExpressionLiteral(node)) return true;
  const spelled = spelledPath(file, node);
  return spelled !== undefined && (spelled.startsWith('/') || importedPath(file, node) !== undefined);
}
