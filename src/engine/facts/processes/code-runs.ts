import type { RunEntry } from '../../libraries/contract/runs';
import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { CodeRunFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { asFact, type Source } from '../reading/value-source';

/** Programs that take a program as an argument, after one of these options. */
const interpreter =
  /(^|\/)(sh|bash|zsh|dash|ksh|cmd|cmd\.exe|powershell|pwsh|node|nodejs|deno|bun|python\d?|perl|ruby|php)$/;
const takesProgram = /^(-[a-z]*[ceEr]|\/[cC]|--eval|--command|-Command|eval|-p|--print)$/;

/** Places where text is run, as far as somebody may choose what it says. `made` are `new` expressions whose last name is `Function` or `Script`. */
export function collectCodeRuns(
  calls: readonly ts.CallExpression[],
  made: readonly ts.NewExpression[],
  file: FileReader,
): void {
  const imports = file.importsAbout('runs');
  for (const node of [...calls, ...made]) {
    if (!imports && !isGlobalOne(node.expression)) continue;
    const runs = file.libraries.find('runs', file.paths.of(node.expression))?.runs;
    const run = runs && runOf(node, runs, file);
    if (run) add(node, run, file);
  }
  file.facts.codeRuns.sort((a, b) => a.span.start - b.span.start);
}

/** `eval(…)`, `globalThis.eval(…)`, `Function(…)`: told before any name is bound. */
function isGlobalOne(callee: ts.Expression): boolean {
  const node = unwrap(callee);
  const name = ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '';
  return name === 'eval' || name === 'Function';
}

interface Run {
  runs: CodeRunFact['runs'];
  texts: ts.Expression[];
}

function runOf(
  node: ts.CallExpression | ts.NewExpression,
  runs: RunEntry['runs'],
  file: FileReader,
): Run | undefined {
  const [first, second] = node.arguments ?? [];
  if (!first || ts.isObjectLiteralExpression(unwrap(first))) return undefined;
  // The last argument of a function's constructor is its body; those before it are names of parameters.
  if (runs === 'made code') return { runs: 'code', texts: [node.arguments?.at(-1) ?? first] };
  if (ts.isNewExpression(node)) return undefined;
  if (runs === 'code' || runs === 'command') return { runs, texts: [first] };
  if (runs !== 'program') return undefined;
  const given = second && listOf(second, file);
  if (isThroughShell(node, file))
    return { runs: 'command', texts: [first, ...(given ?? (second ? [second] : []))] };
  const program = unwrap(first);
  if (!ts.isStringLiteralLike(program) || !interpreter.test(program.text))
    return { runs: 'command', texts: [first] };
  const option =
    given?.findIndex((each) => ts.isStringLiteralLike(each) && takesProgram.test(each.text)) ?? -1;
  const text = option < 0 ? undefined : given?.[option + 1];
  return text && { runs: 'command', texts: [text] };
}

/** The elements of a list of arguments: spelled out here, or in the variable that holds it. */
function listOf(node: ts.Expression, file: FileReader): ts.Expression[] | undefined {
  let list = unwrap(node);
  if (ts.isIdentifier(list)) {
    const declaration = file.tree.declarationOf(list);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
    list = unwrap(declaration.initializer);
  }
  return ts.isArrayLiteralExpression(list) ? [...list.elements] : undefined;
}

/** `{ shell: true }`, or the path of a shell. */
function isThroughShell(node: ts.CallExpression, file: FileReader): boolean {
  return node.arguments.slice(1).some((each) => {
    let options = unwrap(each);
    if (ts.isIdentifier(options)) {
      const declaration = file.tree.declarationOf(options);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
      options = unwrap(declaration.initializer);
    }
    return (
      ts.isObjectLiteralExpression(options) &&
      options.properties.some(
        (property) =>
          ts.isPropertyAssignment(property) &&
          propertyName(property.name) === 'shell' &&
          (property.initializer.kind === ts.SyntaxKind.TrueKeyword ||
            ts.isStringLiteralLike(property.initializer)),
      )
    );
  });
}

function add(node: ts.CallExpression | ts.NewExpression, { runs, texts }: Run, file: FileReader): void {
  for (const text of texts) {
    const source = file.values.of(text);
    if (!/^(request|parameter|unknown)$/.test(source.origin)) continue;
    const fact: CodeRunFact = {
      runs,
      name: file.words(node.expression),
      span: file.span(node),
      calleeSpan: file.span(node.expression),
      text: file.words(text),
      given: asFact(source),
    };
    const within = file.within(node);
    if (within !== undefined) fact.within = within;
    const handed = handedBy(source, file);
    if (handed) fact.parameter = handed;
    if (isMessage(source)) fact.isMessage = true;
    file.facts.codeRuns.push(fact);
    return;
  }
}

/** The parameter that it comes from, where callers of the function choose it. */
function handedBy({ parameters }: Source, file: FileReader): CodeRunFact['parameter'] {
  for (const parameter of parameters ?? []) {
    const owner = parameter.parent;
    const of = isFunctionNode(owner) ? file.functionIndex.get(owner) : undefined;
    if (of !== undefined && !isHandler(parameter)) return { of, index: owner.parameters.indexOf(parameter) };
  }
  return undefined;
}

/** Whether it came with a message of a socket, a queue or a stream: `socket.on('run', (payload) => …)`. */
function isMessage({ parameters }: Source): boolean {
  return [...(parameters ?? [])].some(isHandler);
}

const listens = /^(on|once|addListener|addEventListener|subscribe|consume|process|handle|onMessage)$/;
const ownEvents =
  /^(error|close|exit|end|finish|open|listening|connect|connection|disconnect|drain|line|data|SIG\w+)$/;

function isHandler(parameter: ts.ParameterDeclaration): boolean {
  const owner = parameter.parent;
  const call = owner.parent;
  if (!call || !ts.isCallExpression(call) || !call.arguments.some((each) => each === owner)) return false;
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !listens.test(callee.name.text)) return false;
  const [event] = call.arguments;
  return !(event && ts.isStringLiteralLike(event) && ownEvents.test(event.text));
}
