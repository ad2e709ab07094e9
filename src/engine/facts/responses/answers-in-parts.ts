import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { addAnswer } from './add-answer';
import { handlersOf } from './handler-position';
import { type Chain, chainOf, mayAnswerDeep, receiverOf, sending } from './receiver';
import { readStatus } from './status';

/** `reply.code(500)` in a statement of its own: what is returned after it is the answer. */
export function statusAlone(node: ts.CallExpression, name: string, file: FileReader): void {
  const chain = chainOf(node);
  const { root, links } = chain;
  if (name === 'code' && links.some((link) => link.name === 'response')) {
    ofHapi(node, chain, file);
    return;
  }
  if (!mayAnswerDeep(chain, file)) return;
  file.tree.bind();
  const statement = node.parent;
  if (!ts.isExpressionStatement(statement) || !ts.isBlock(statement.parent)) return;
  if (!ts.isCallExpression(root) && !receiverOf(file, root)) return;
  const { statements } = statement.parent;
  const after = statements.slice(statements.indexOf(statement) + 1);
  const rootText = file.text(root);
  const answersOn = new RegExp(
    `\\b${rootText.replace(/[$.()]/g, '\\$&')}\\b[^;]*\\.(${sending.join('|')})\\(`,
  );
  const [argument] = node.arguments;
  for (const each of after) {
    const said = file.text(each);
    // Another answer is noted for itself; a status that is set once more, only sometimes, changes nothing here.
    if (!ts.isThrowStatement(each) && answersOn.test(said)) return;
    if (ts.isReturnStatement(each)) {
      const body = each.expression && unwrap(each.expression);
      const isCall = body !== undefined && ts.isCallExpression(body);
      const given = body && !isCall && !(ts.isIdentifier(body) && body.text === rootText) ? body : undefined;
      addAnswer(file, {
        node: each,
        statuses: readStatus(file, argument),
        ...(argument ? { statusExpression: argument } : {}),
        ...(given ? { body: given } : {}),
        takesObjects: true,
      });
      return;
    }
    if (ts.isThrowStatement(each)) {
      const within = file.within(each);
      file.facts.responses.push({
        sort: 'thrown',
        span: file.span(each),
        ...(within === undefined ? {} : { within }),
        ...readStatus(file, argument),
        exposes: [],
      });
      return;
    }
  }
  if (name === 'writeHead' || links.length > 1) return;
  const last = statements[statements.length - 1];
  if (last === statement)
    addAnswer(file, { node, root, statuses: readStatus(file, argument), takesObjects: false });
}

/** hapi's `h.response(body).code(400)`. */
function ofHapi(node: ts.CallExpression, { root, links }: Chain, file: FileReader): void {
  if (!ts.isIdentifier(root)) return;
  if (!/^(h|toolkit|reply)$/.test(root.text) && !isToolkit(file, root)) return;
  const body = links.find((link) => link.name === 'response')?.call.arguments[0];
  const [status] = node.arguments;
  addAnswer(file, {
    node,
    statuses: readStatus(file, status),
    ...(status ? { statusExpression: status } : {}),
    ...(body ? { body } : {}),
    takesObjects: true,
  });
}

/** Whether it is what a handler gets to make responses with, whatever it calls it. */
function isToolkit(file: FileReader, root: ts.Identifier): boolean {
  const handlers = handlersOf(file, 'toolkit');
  if (!handlers) return false;
  const declaration = file.tree.declarationOf(root);
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    declaration.parent.parameters[handlers.answers] === declaration
  );
}

/** Koa's `ctx.body = …` and `ctx.status = …`, and `res.statusCode = …` for what follows it. */
export function collectAnswerAssignment(node: ts.BinaryExpression, file: FileReader): void {
  const { left, right } = node;
  if (!ts.isPropertyAccessExpression(left)) return;
  const holder = unwrap(left.expression);
  const context =
    ts.isPropertyAccessExpression(holder) && holder.name.text === 'response'
      ? unwrap(holder.expression)
      : holder;
  const member = memberName(left);
  if (member !== 'body' && member !== 'status') return;
  if (receiverOf(file, context) !== 'context') return;
  const root = context;
  if (member === 'body') addAnswer(file, { node, root, statuses: {}, body: right, takesObjects: true });
  else if (member === 'status' && !hasBodyBeside(file, node, file.text(root)))
    addAnswer(file, {
      node,
      root,
      statuses: readStatus(file, right),
      statusExpression: right,
      takesObjects: false,
    });
}

function hasBodyBeside(file: FileReader, node: ts.Node, root: string): boolean {
  const block = node.parent?.parent;
  if (!block || !ts.isBlock(block)) return false;
  const pattern = new RegExp(`^\\s*${root.replace(/\$/g, '\\$')}(\\.response)?\\.body\\s*=(?!=)`);
  return block.statements.some((each) => pattern.test(file.text(each)));
}
