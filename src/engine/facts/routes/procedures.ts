import type { ProcedureEntry } from '../../libraries/contract/procedures';
import { type FunctionNode, isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { boundNames } from '../reading/function-syntax';
import { namedRouter } from './routers';

/** Procedures of a typed API: `publicProcedure.input(schema).query(({ ctx, input }) => …)`. */
export const procedureCollector: CallCollector = {
  names: (libraries) => libraries.lastNames('procedures'),
  call(node, name, file) {
    const [entry] = file.libraries.all.named('procedures', name);
    if (!entry || ts.isNewExpression(node)) return;
    const answer = node.arguments[0] && unwrap(node.arguments[0]);
    const callee = unwrap(node.expression);
    if (!answer || !ts.isPropertyAccessExpression(callee)) return;
    const chain = chainOf(callee.expression, entry);
    if (!chain || !isProcedure(chain, entry, file)) return;
    const function_ = isFunctionNode(answer) ? file.functionIndex.get(answer) : undefined;
    const path = isFunctionNode(answer) ? undefined : file.paths.of(answer);
    if (function_ === undefined && path === undefined) return;
    file.tree.bind();
    if (function_ !== undefined && isFunctionNode(answer)) noteInput(file, answer, function_, entry);
    const holder = nameOf(node);
    const rootPath = file.paths.of(chain.root);
    const handlers: HandlerFact[] = [
      {
        span: file.span(chain.root),
        text: chain.root.text,
        ...(rootPath === undefined ? {} : { path: rootPath }),
      },
      ...chain.steps.map((step) => stepOf(file, step, entry)),
      {
        span: file.span(answer),
        text: file.words(answer, 40),
        ...(function_ === undefined ? {} : { function: function_ }),
        ...(path === undefined ? {} : { path }),
      },
    ];
    const within = file.within(node);
    file.facts.routes.push({
      kind: entry.method === 'ACTION' ? 'action' : 'procedure',
      method: entry.method,
      path: holder?.name ?? '',
      pathSpan: file.span(holder?.node ?? callee.name),
      span: file.span(node),
      on: namedRouter(file, { name: '', made: 'procedures#', prefix: '', span: { start: 0, end: 0 } }),
      handlers,
      ...(within === undefined ? {} : { within }),
    });
  },
};

/** Names that hold what the caller sent, taken out of the one argument of the function that answers: `({ parsedInput: { id } }) => …`. */
function noteInput(file: FileReader, answer: FunctionNode, within: number, { given }: ProcedureEntry): void {
  const pattern = answer.parameters[0]?.name;
  if (!pattern || !ts.isObjectBindingPattern(pattern)) return;
  for (const element of pattern.elements) {
    const key = propertyName(element.propertyName ?? element.name);
    if (key === undefined || !given.includes(key)) continue;
    for (const name of boundNames(element.name))
      file.facts.givenNames.push({ name, by: 'caller', path: name === key ? key : `${key}.${name}`, within });
  }
}

/** `publicProcedure`, and the calls after it: `input`, `use`. */
function chainOf(
  expression: ts.Expression,
  { begins }: ProcedureEntry,
): { root: ts.Identifier; steps: ts.CallExpression[] } | undefined {
  const steps: ts.CallExpression[] = [];
  let at = unwrap(expression);
  for (;;) {
    if (ts.isIdentifier(at)) return { root: at, steps: steps.reverse() };
    if (ts.isPropertyAccessExpression(at)) {
      // `t.procedure`: the member has the telling name.
      if (ts.isIdentifier(at.name) && hasWord(at.name.text, begins))
        return { root: at.name, steps: steps.reverse() };
      at = unwrap(at.expression);
    } else if (ts.isCallExpression(at)) {
      steps.push(at);
      at = unwrap(at.expression);
    } else return undefined;
  }
}

/** Told by its name, or by what no other chain has: a schema of its input, in a file that uses the library. */
function isProcedure(
  { root, steps }: NonNullable<ReturnType<typeof chainOf>>,
  { begins, named = [], inputs }: ProcedureEntry,
  file: FileReader,
): boolean {
  if (hasWord(root.text, begins)) return true;
  const takesInput = steps.some((step) => inputs.includes(stepName(step)));
  if (takesInput) return true;
  return (
    named.includes(root.text.toLowerCase()) &&
    file.facts.imports.some(({ specifier }) => file.libraries.speakOf(specifier, 'procedures'))
  );
}

function hasWord(name: string, words: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return words.some((each) => lower.includes(each));
}

function stepName(call: ts.CallExpression): string {
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

function stepOf(
  file: FileReader,
  call: ts.CallExpression,
  { inputs, middleware }: ProcedureEntry,
): HandlerFact {
  const callee = unwrap(call.expression);
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : file.words(callee, 30);
  const [first] = call.arguments;
  const given = first && unwrap(first);
  if (inputs.includes(method)) return { span: file.span(call), text: method, does: 'validates' };
  const path =
    middleware.includes(method) && given && !isFunctionNode(given) ? file.paths.of(given) : undefined;
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
