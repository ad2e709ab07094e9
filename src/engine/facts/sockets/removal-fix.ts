import type { Span } from '../../source/span';
import { ts, unwrap } from '../../source/syntax-tree';
import type { HeldSockets } from './held-sockets';
import type { Holder } from './holders';
import { indentOf, type SocketFile, semicolonOf, statementOf, stepOf } from './socket-file';

/**
 * A close handler that takes the socket out again, and the room when it is empty: after the statement that puts it in, or at the end of the
 * function that is given the socket. Undefined where the key or the way in is not plain.
 */
export function addRemoval(
  sockets: SocketFile,
  held: HeldSockets,
  node: ts.Node,
  holder: Holder,
  member: ts.Expression,
): { title: string; edits: { span: Span; text: string }[] } | undefined {
  const { file } = sockets;
  const scope = held.scopeOf(member);
  const socket = rootOf(member);
  const statement = statementOf(node);
  if (!scope?.body || !ts.isBlock(scope.body) || !statement || !ts.isIdentifier(socket)) return undefined;
  const direct = statement.parent === scope.body;
  const root = file.text(holder.root);
  const [step, end] = [stepOf(file), semicolonOf(file)];
  const removal = removalOf(sockets, held, node, holder, root, member, direct, step, end);
  if (!removal) return undefined;
  const anchor = direct ? statement : scope.body.statements.at(-1);
  if (!anchor || ts.isReturnStatement(anchor)) return undefined;
  const indent = indentOf(file, anchor);
  const lines = [
    `${file.text(socket)}.on('${held.event}', () => {`,
    ...removal.map((line) => `${step}${line}`),
    `})${end}`,
  ];
  return {
    title: `Take it out of ${root} on ${held.event}`,
    edits: [
      {
        span: { start: anchor.end, end: anchor.end },
        text: lines.map((line) => `\n${indent}${line}`).join(''),
      },
    ],
  };
}

function rootOf(member: ts.Expression): ts.Expression {
  let at = unwrap(member);
  while (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
  return at;
}

function removalOf(
  { file }: SocketFile,
  held: HeldSockets,
  node: ts.Node,
  holder: Holder,
  root: string,
  member: ts.Expression,
  direct: boolean,
  step: string,
  end: string,
): string[] | undefined {
  const words = file.text(member);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const method = node.expression.name.text;
    if (holder.nested) {
      // Only a map of sets is taken apart without knowing more.
      if (
        method !== 'add' ||
        unwrap(node.arguments[0] as ts.Expression) !== member ||
        !looksLikeMap(file.text(node.expression.expression), root, file.tree.root.text)
      )
        return undefined;
      return [
        `for (const [key, members] of ${root}) {`,
        `${step}members.delete(${words})${end}`,
        `${step}if (members.size === 0) ${root}.delete(key)${end}`,
        '}',
      ];
    }
    const [first] = node.arguments;
    if (!first) return undefined;
    if (method === 'add') return unwrap(first) === member ? [`${root}.delete(${words})${end}`] : undefined;
    if (method === 'set')
      return direct || held.isId(first) ? [`${root}.delete(${file.text(first)})${end}`] : undefined;
    if (method === 'push' && unwrap(first) === member)
      return [
        `const index = ${root}.indexOf(${words})${end}`,
        `if (index >= 0) ${root}.splice(index, 1)${end}`,
      ];
    return undefined;
  }
  if (ts.isBinaryExpression(node) && !holder.nested) {
    const left = unwrap(node.left);
    if (ts.isElementAccessExpression(left) && (direct || held.isId(left.argumentExpression)))
      return [`delete ${file.text(left)}${end}`];
  }
  return undefined;
}

function looksLikeMap(receiver: string, root: string, text: string): boolean {
  if (receiver.replaceAll('?', '').replaceAll('!', '').startsWith(`${root}.get(`)) return true;
  return text.includes(`${root}.get(`) && /\.set\(/.test(text);
}
