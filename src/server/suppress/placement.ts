import { ts } from 'ts-morph';
import { type Language, lineAt, lineStartsOf, type Span } from '../../engine';

/** Where a comment of its own line can stand, and in which form. */
export interface Placement {
  /** 0-based line above which the comment goes. */
  line: number;
  form: 'line' | 'jsx' | 'sql';
}

/**
 * The nearest line above which a comment can be put for what stands at `span`: the finding's own line, unless that line
 * begins inside a string or template literal, where a comment would become part of the text. Then it is the line
 * where the outermost such literal begins.
 */
export function placementFor(text: string, language: Language, span: Span): Placement {
  const lineStarts = lineStartsOf(text);
  const enclosing = language === 'sql' ? sqlContext(text) : scriptContext(text, language);
  let line = lineAt(lineStarts, span.start);
  for (;;) {
    const context = enclosing(lineStarts[line] ?? 0);
    if (typeof context === 'string') return { line, form: context };
    // A literal that holds a line's start begins on an earlier line, so this ends.
    line = lineAt(lineStarts, context.start);
  }
}

/** What is around the start of a line: code that takes this form of comment, or a literal with this span. */
type Context = (offset: number) => Placement['form'] | Span;

function scriptContext(text: string, language: Language): Context {
  const kind = language === 'typescript' ? ts.ScriptKind.TS : ts.ScriptKind.TSX;
  const tree = ts.createSourceFile('file', text, ts.ScriptTarget.ESNext, true, kind);
  return (offset) => {
    let node = innermost(tree, offset);
    while (node.parent && node.getStart(tree) >= offset && !ts.isJsxText(node)) node = node.parent;
    if (ts.isJsxText(node)) return 'jsx';
    if (isText(node) && offset < node.end) return literalAround(node, tree);
    return isBetweenTags(node, offset, tree) ? 'jsx' : 'line';
  };
}

/** The deepest node whose text, comments and space before it included, holds the offset. */
function innermost(tree: ts.SourceFile, offset: number): ts.Node {
  let node: ts.Node = tree;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.pos <= offset && offset < child.end ? child : undefined,
    );
    if (!inner) return node;
    node = inner;
  }
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

/** The whole literal that a piece of text belongs to, and the outermost one when literals are nested. */
function literalAround(text: ts.Node, tree: ts.SourceFile): Span {
  let literal = text;
  for (let at = text.parent; at; at = at.parent) if (ts.isTemplateExpression(at)) literal = at;
  return { start: literal.getStart(tree), end: literal.end };
}

function isBetweenTags(node: ts.Node, offset: number, tree: ts.SourceFile): boolean {
  if (ts.isJsxElement(node))
    return node.openingElement.end <= offset && offset <= node.closingElement.getStart(tree);
  if (ts.isJsxFragment(node))
    return node.openingFragment.end <= offset && offset <= node.closingFragment.getStart(tree);
  return false;
}

/** Strings, quoted names, dollar-quoted bodies and block comments of SQL, in order. What is not closed reaches to the end. */
const sqlText =
  /--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"[^"]*(?:"|$)|(\$[a-z_]*\$)[\s\S]*?(?:\1|$)/gi;

function sqlContext(text: string): Context {
  const literals: Span[] = [];
  for (const match of text.matchAll(sqlText)) {
    literals.push({ start: match.index, end: match.index + match[0].length });
  }
  return (offset) => literals.find(({ start, end }) => start < offset && offset < end) ?? 'sql';
}
