import type { Span } from '../../source/span';
import { isFunctionNode, ts } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { holderName } from './servers';
import { indentOf, semicolonOf, statementOf, stepOf } from './socket-file';

/**
 * A fixed delay made one that doubles up to half a minute, random below that: `attempt` is counted beside the function that connects, and
 * starts anew when a connection is open. Undefined where the delay stands outside of its scope, or the socket has no name.
 */
export function addBackoff(
  file: FileReader,
  node: ts.NewExpression,
  delay: ts.Node,
): { title: string; edits: { span: Span; text: string }[] } | undefined {
  const name = holderName(file, node);
  const made = statementOf(node);
  const owner = ownerOf(node);
  const timer = delay.parent;
  if (name === undefined || !made || !owner || !ts.isCallExpression(timer)) return undefined;
  if (calleeName(timer.expression) !== 'setTimeout' || made.parent !== owner.body) return undefined;
  const { scope, statement } = owner;
  const { text } = file.tree.root;
  if (delay.pos < scope.pos || delay.end > scope.end || /\battempt\b/.test(text)) return undefined;
  const [step, end, indent, inner] = [
    stepOf(file),
    semicolonOf(file),
    indentOf(file, statement),
    indentOf(file, made),
  ];
  // A comment above belongs to the function.
  const start =
    ts.getLeadingCommentRanges(text, statement.pos)?.[0]?.pos ?? statement.getStart(file.tree.root);
  return {
    title: 'Wait longer after each attempt, with jitter',
    edits: [
      { span: { start, end: start }, text: `let attempt = 0${end}\n${indent}` },
      {
        span: { start: made.end, end: made.end },
        text: `\n${inner}${name}.addEventListener('open', () => {\n${inner}${step}attempt = 0${end}\n${inner}})${end}`,
      },
      { span: file.span(delay), text: 'Math.random() * Math.min(30_000, 500 * 2 ** attempt++)' },
    ],
  };
}

/** The named function that a socket is made in, the statement that declares it, and the block around. */
function ownerOf(node: ts.Node): { body: ts.Node; statement: ts.Statement; scope: ts.Node } | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const statement = ts.isFunctionDeclaration(at) ? at : statementOf(at);
    const declares =
      statement === at ||
      (statement !== undefined && ts.isVariableStatement(statement) && ts.isVariableDeclaration(at.parent));
    if (!declares || !statement || !at.body) return undefined;
    const scope = statement.parent;
    return ts.isBlock(scope) || ts.isSourceFile(scope) ? { body: at.body, statement, scope } : undefined;
  }
  return undefined;
}
