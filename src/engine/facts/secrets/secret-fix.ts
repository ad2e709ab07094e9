import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { SecretFact } from '../facts';
import type { FileReader } from '../reading/file-reader';

/**
 * The edits that read a secret from the environment and stop the start when it is missing: through the file's own function
 * for that, else through one that is added below the imports. Undefined where a text cannot simply be replaced.
 */
export function fromEnvironment(
  file: FileReader,
  literal: ts.StringLiteralLike,
  variable: string,
  fallback: ts.BinaryExpression | undefined,
): SecretFact['fromEnvironment'] {
  const holder = literal.parent;
  if (!holder || ts.isJsxAttribute(holder) || (ts.isBinaryExpression(holder) && isComparison(holder)))
    return undefined;
  if (file.facts.language === 'json') return undefined;
  const named = fallback ? environmentRead(file, fallback.left) : undefined;
  if (fallback && !named) return undefined;
  const name = named ?? variable;
  const reader = readerOf(file);
  const called = reader?.name ?? (/\brequired\b/.test(file.tree.root.text) ? 'requiredVariable' : 'required');
  const edits: { span: { start: number; end: number }; text: string }[] = [];
  const at = afterImports(file);
  const before: string[] = [];
  if (!reader) before.push(readerText(file, called));
  let text = `${called}('${name}')`;
  if (isInsideFunction(literal) && !(reader && isInsideNode(literal, reader.node))) {
    // Read when the module loads, so that a missing variable is noticed at start and not at the first request.
    const constant = camelCase(name);
    if (new RegExp(`\\b${constant}\\b`).test(file.tree.root.text)) return undefined;
    before.push(`const ${constant} = ${text};`);
    text = constant;
  }
  if (before.length > 0) {
    const inserted = at === 0 ? `${before.join('\n')}\n\n` : `\n\n${before.join('\n')}`;
    edits.push({ span: { start: at, end: at }, text: inserted });
  }
  const span = file.span(fallback ?? literal);
  edits.push({ span, text });
  // A function declared further down is hoisted; a constant made above its first use must not stand inside what it replaces.
  return at > span.start ? undefined : { variable: name, edits };
}

/** The name that `process.env.NAME` reads. */
export function environmentRead(file: FileReader, expression: ts.Expression): string | undefined {
  const text = file.text(unwrap(expression));
  return /^process\.env(?:\.(\w+)|\[['"](\w+)['"]\])$/
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
}

function isComparison(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

/** A function of the file that takes a variable's name and throws when it is not set. */
function readerOf(file: FileReader): { name: string; node: ts.Node } | undefined {
  for (const statement of file.tree.root.statements) {
    if (!ts.isFunctionDeclaration(statement) || !statement.name || statement.parameters.length !== 1)
      continue;
    const text = file.text(statement);
    if (/process\.env\[/.test(text) && /\bthrow\b|process\.exit/.test(text))
      return { name: statement.name.text, node: statement };
  }
  return undefined;
}

function readerText(file: FileReader, name: string): string {
  const typed = file.facts.language === 'typescript' || file.facts.language === 'tsx';
  return [
    typed ? `function ${name}(name: string): string {` : `function ${name}(name) {`,
    '  const value = process.env[name];',
    '  if (!value) throw new Error(`$' + '{name} is not set`);',
    '  return value;',
    '}',
  ].join('\n');
}

/** The end of the last import, require or directive that opens the file; 0 when it opens with something else. */
function afterImports(file: FileReader): number {
  let end = 0;
  for (const statement of file.tree.root.statements) {
    const opens =
      ts.isImportDeclaration(statement) ||
      ts.isImportEqualsDeclaration(statement) ||
      (ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression)) ||
      (ts.isVariableStatement(statement) &&
        /=\s*require\(\s*['"][^'"]+['"]\s*\)[.\w]*;?$/.test(file.text(statement))) ||
      /^(require\(|import\()|^\w+(\.\w+)*\.config\(\)/.test(file.text(statement));
    if (!opens) break;
    end = statement.end;
  }
  return end;
}

function isInsideFunction(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunctionNode(at)) return true;
    if (ts.isPropertyDeclaration(at))
      return !at.modifiers?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword);
  }
  return false;
}

function isInsideNode(node: ts.Node, outer: ts.Node): boolean {
  for (let at = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
