import type { Span } from '../../source/span';
import { ts } from '../../source/syntax-tree';

/** The call or tagged template that has exactly this span. The tree must be bound. */
export function nodeAt(
  root: ts.SourceFile,
  span: Span,
): ts.CallExpression | ts.TaggedTemplateExpression | undefined {
  let found: ts.CallExpression | ts.TaggedTemplateExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (found || node.pos > span.start || node.end < span.end) return;
    if (
      (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) &&
      node.end === span.end &&
      node.getStart(root) === span.start
    )
      found = node;
    else ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}
