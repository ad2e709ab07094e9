import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { namedRouter } from './routers';

const operations: Record<string, string> = {
  query: 'QUERY',
  mutation: 'MUTATION',
  subscription: 'SUBSCRIPTION',
};

/** Procedures of a typed API: `publicProcedure.input(schema).query(({ ctx, input }) => …)`. */
export const procedureCollector: CallCollector = {
  names: Object.keys(operations),
  call(node, name, file) {
    const operation = operations[name];
    if (operation === undefined || ts.isNewExpression(node)) return;
    const answer = node.arguments[0] && unwrap(node.arguments[0]);
    const callee = unwrap(node.expression);
    if (!answer || !ts.isPropertyAccessExpression(callee)) return;
    const chain = chainOf(callee.expression);
    if (!chain || !isProcedure(chain, file)) return;
    const function_ = isFunctionNode(answer) ? file.functionIndex.get(answer) : undefined;
    const path = isFunctionNode(answer) ? undefined : file.paths.of(answer);
    if (function_ === undefined && path === undefined) return;
    file.tree.bind();
    const holder = nameOf(node);
    const rootPath = file.paths.of(chain.root);
    const handlers: HandlerFact[] = [
      {
        span: file.span(chain.root),
        text: chain.root.text,
        ...(rootPath === undefined ? {} : { path: rootPath }),
      },
      ...chain.steps.map((step) => stepOf(file, step)),
      {
        span: file.span(answer),
        text: file.words(answer, 40),
        ...(function_ === undefined ? {} : { function: function_ }),
        ...(path === undefined ? {} : { path }),
      },
    ];
    const within = file.within(node);
    file.facts.routes.push({
      kind: 'procedure',
      method: operation,
      path: holder?.name ?? '',
      pathSpan: file.span(holder?.node ?? callee.name),
      span: file.span(node),
      on: namedRouter(file, { name: '', made: 'procedures#', prefix: '', span: { start: 0, end: 0 } }),
      handlers,
      ...(within === undefined ? {} : { within }),
    });
  },
};

/** `publicProcedure`, and the calls after it: `input`, `use`. */
function chainOf(expression: ts.Expression): { root: ts.Identifier; steps: ts.CallExpression[] } | undefined {
  const steps: ts.CallExpression[] = [];
  let at = unwrap(expression);
  for (;;) {
    if (ts.isIdentifier(at)) return { root: at, steps: steps.reverse() };
    if (ts.isPropertyAccessExpression(at)) {
      // `t.procedure`: the member has the telling name.
      if (ts.isIdentifier(at.name) && /procedure/i.test(at.name.text))
        return { root: at.name, steps: steps.reverse() };
      at = unwrap(at.expression);
    } else if (ts.isCallExpression(at)) {
      steps.push(at);
      at = unwrap(at.expression);
    } else return undefined;
  }
}

/** Told by its name, or by what no other chain has: a schema of its input, in a file that uses the library. */
function isProcedure({ root, steps }: NonNullable<ReturnType<typeof chainOf>>, file: FileReader): boolean {
  if (/procedure/i.test(root.text)) return true;
  const takesInput = steps.some((step) => stepName(step) === 'input');
  return (
    takesInput ||
    (/^(authed|authenticated|protected|public)$/i.test(root.text) && file.mentions('@trpc/server'))
  );
}

function stepName(call: ts.CallExpression): string {
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

function stepOf(file: FileReader, call: ts.CallExpression): HandlerFact {
  const callee = unwrap(call.expression);
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : file.words(callee, 30);
  const [first] = call.arguments;
  const given = first && unwrap(first);
  if (method === 'input') return { span: file.span(call), text: 'input', does: 'validates' };
  const path = method === 'use' && given && !isFunctionNode(given) ? file.paths.of(given) : undefined;
  const inline = given && isFunctionNode(given) ? file.functionIndex.get(given) : undefined;
  return {
    span: file.span(first ?? call),
    text: first ? file.words(first, 60) : method,
    ...(path === undefined ? {} : { path }),
    ...(inline === undefined ? {} : { function: inline }),
  };
}

function nameOf(node: ts.Node): { name: string; node: ts.Node } | undefined {
  const holder = node.parent;
  if (!holder) return undefined;
  if (ts.isPropertyAssignment(holder)) {
    const name = propertyName(holder.name);
    return name === undefined ? undefined : { name, node: holder.name };
  }
  return ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
    ? { name: holder.name.text, node: holder.name }
    : undefined;
}
