import { lineAt } from '../source/span';
import { type SyntaxTree, ts } from '../source/syntax-tree';
import type { SuppressionFact } from './facts';

/** `marcus-disable-next-line a/b, c/d -- reason` after a comment's opening. */
const directive =
  /(\/\/|\/\*|--|#|<!--)\s*marcus-(disable-next-line|disable-line|disable|enable)\b([^\n\r]*)/g;

const kinds = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  disable: 'file-start',
  enable: 'file-end',
} as const;

/** Suppression comments of a text. A directive inside a string or template counts only in the SQL form, `--`. */
export function readSuppressions(
  text: string,
  lineStarts: readonly number[],
  tree: SyntaxTree | undefined,
): SuppressionFact[] {
  if (!text.includes('marcus-')) return [];
  const found: SuppressionFact[] = [];
  for (const match of text.matchAll(directive)) {
    const [whole, opening, kind, rest] = match as unknown as [string, string, keyof typeof kinds, string];
    if (tree && opening !== '--' && insideLiteral(tree, match.index)) continue;
    const body = rest.replace(/\*\/.*$|-->.*$/, '');
    const closing = rest.length - rest.replace(/\*\/.*$|-->.*$/, '').length > 0 && opening === '/*' ? 2 : 0;
    const [names = '', ...reason] = body.split(/\s--(?:\s|$)/);
    const rules = names.split(/[\s,]+/).filter(Boolean);
    const end =
      match.index +
      whole.length -
      rest.length +
      body.trimEnd().length +
      (closing ? rest.slice(body.trimEnd().length).indexOf('*/') + 2 : 0);
    const fact: SuppressionFact = {
      kind: kinds[kind],
      rules,
      span: { start: match.index, end },
      line: lineAt(lineStarts, match.index),
    };
    const why = reason.join(' -- ').trim();
    if (why) fact.reason = why;
    found.push(fact);
  }
  return found;
}

function insideLiteral(tree: SyntaxTree, offset: number): boolean {
  const visit = (node: ts.Node): boolean | undefined => {
    if (offset < node.pos || offset >= node.end) return undefined;
    const literal =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node) ||
      ts.isRegularExpressionLiteral(node);
    if (literal) return offset >= node.getStart(tree.root);
    return ts.forEachChild(node, visit);
  };
  return visit(tree.root) ?? false;
}
