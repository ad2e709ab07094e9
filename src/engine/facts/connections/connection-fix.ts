import type { ConnectionEntry } from '../../libraries/contract/connections';
import type { Span } from '../../source/span';
import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { isGivenBackBy } from './connection-clients';
import type { Watched } from './held-connection';

type Edit = { span: Span; text: string };

/**
 * `try { … } finally { client.release(); }` around what follows the statement that takes the connection; the releases in it
 * go away. Undefined where it is not held by a `const` of its own, or is given back in some other way than a plain statement.
 */
export function giveBack(
  node: ts.Node,
  name: string,
  client: ConnectionEntry,
  watched: Watched,
  file: FileReader,
): Edit[] | undefined {
  const statement = declarationOf(node);
  if (!statement || !ts.isBlock(statement.parent)) return undefined;
  const block = statement.parent;
  const at = block.statements.indexOf(statement);
  const first = block.statements[at + 1 + openers(block, at + 1, watched, client, file)];
  const before = block.statements[block.statements.indexOf(first as ts.Statement) - 1];
  const last = block.statements[block.statements.length - 1];
  if (!first || !last || !before || first.pos <= statement.pos) return undefined;
  const releases = releasesIn(block, statement.end, watched, file);
  if (!releases) return undefined;
  // One statement that already is a try gets the `finally`.
  const { text } = file.tree.root;
  const indent = indentOf(text, first.getStart(file.tree.root));
  const step = indent.includes('\t') ? '\t' : '  ';
  const end = text[statement.end - 1] === ';' ? ';' : '';
  const call = client.release === 'release' ? `${name}.release()` : `await ${name}.${client.release}()`;
  const isAsync = client.release === 'release' || isInAsync(statement);
  if (!isAsync) return undefined;
  const finish = ` finally {\n${indent}${step}${call}${end}\n${indent}}`;
  if (first === last && ts.isTryStatement(first) && !first.finallyBlock)
    return [...releases, { span: { start: first.end, end: first.end }, text: finish }];
  const start = first.getStart(file.tree.root);
  if (text.slice(text.lastIndexOf('\n', start) + 1, start) !== indent) return undefined;
  if (ends(text, releases, start, last.end)) return undefined;
  return [
    { span: { start, end: start }, text: `try {\n${indent}${step}` },
    ...indentLines(text, start, last.end, step, releases, file),
    ...releases,
    { span: { start: last.end, end: last.end }, text: `\n${indent}}${finish}` },
  ];
}

/** A whole block of releases would leave an empty `try`. */
function ends(text: string, releases: readonly Edit[], start: number, end: number): boolean {
  let rest = text.slice(start, end);
  for (const { span } of [...releases].reverse())
    rest = rest.slice(0, span.start - start) + rest.slice(Math.min(rest.length, span.end - start));
  return rest.trim() === '';
}

function declarationOf(node: ts.Node): ts.Statement | undefined {
  let at = node.parent;
  while (ts.isAwaitExpression(at) || ts.isAsExpression(at) || ts.isParenthesizedExpression(at))
    at = at.parent;
  if (!ts.isVariableDeclaration(at)) return undefined;
  const list = at.parent;
  return ts.isVariableDeclarationList(list) &&
    list.declarations.length === 1 &&
    ts.isVariableStatement(list.parent)
    ? list.parent
    : undefined;
}

/** How many statements after the declaration only open what was made: `await client.connect()`. */
function openers(
  block: ts.Block,
  from: number,
  watched: Watched,
  { opens }: ConnectionEntry,
  file: FileReader,
): number {
  let count = 0;
  for (const statement of block.statements.slice(from)) {
    if (!opens || !ts.isExpressionStatement(statement)) break;
    const call = unwrap(statement.expression);
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) break;
    const receiver = unwrap(call.expression.expression);
    if (
      !opens.includes(call.expression.name.text) ||
      !ts.isIdentifier(receiver) ||
      file.tree.symbolOf(receiver) !== watched.symbol
    )
      break;
    count++;
  }
  return count;
}

/** The statements that are nothing but a release, as removals; undefined where a release stands in some other place. */
function releasesIn(block: ts.Block, from: number, watched: Watched, file: FileReader): Edit[] | undefined {
  const found: Edit[] = [];
  let plain = true;
  const visit = (node: ts.Node): void => {
    if (node.end <= from) return;
    if (ts.isCallExpression(node)) {
      const callee = unwrap(node.expression);
      const receiver = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
      if (
        receiver &&
        ts.isIdentifier(receiver) &&
        file.tree.symbolOf(receiver) === watched.symbol &&
        isGivenBackBy(memberName(callee) ?? '', watched)
      ) {
        let at: ts.Node = node.parent;
        while (ts.isAwaitExpression(at)) at = at.parent;
        if (
          ts.isExpressionStatement(at) &&
          (ts.isBlock(at.parent) || ts.isCaseOrDefaultClause(at.parent)) &&
          !isInCallback(at, block)
        )
          found.push({ span: lineOf(file.tree.root.text, file.span(at)), text: '' });
        else plain = false;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(block);
  return plain ? found : undefined;
}

function isInCallback(node: ts.Node, block: ts.Node): boolean {
  for (let at = node.parent; at && at !== block; at = at.parent) if (isFunctionNode(at)) return true;
  return false;
}

function isInAsync(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent)
    if (isFunctionNode(at))
      return at.modifiers?.some((each) => each.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  return false;
}

/** The statement with its line, where it has one of its own. */
function lineOf(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const alone =
    text.slice(lineStart, start).trim() === '' &&
    text.slice(end, lineEnd < 0 ? undefined : lineEnd).trim() === '';
  return alone && lineEnd >= 0 ? { start: lineStart, end: lineEnd + 1 } : { start, end };
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** One step more for each line, but not inside of template literals, where blanks are text, nor on lines that go away. */
function indentLines(
  text: string,
  start: number,
  end: number,
  step: string,
  removed: readonly Edit[],
  file: FileReader,
): Edit[] {
  const literal: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end < start || node.pos > end) return;
    if (ts.isTemplateLiteralToken(node))
      literal.push({ start: node.getStart(file.tree.root), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(file.tree.root);
  const edits: Edit[] = [];
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    const line = at + 1;
    const isText = literal.some((span) => span.start < line && line < span.end);
    const goes = removed.some(({ span }) => span.start <= line && line < span.end);
    if (!isText && !goes && text[line] !== '\n') edits.push({ span: { start: line, end: line }, text: step });
  }
  return edits;
}
