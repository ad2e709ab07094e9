import { memberName, ts, unwrap } from '../../source/syntax-tree';
import { resultUse } from '../queries/result-use';
import type { FileReader } from '../reading/file-reader';
import { isPassedByName } from '../reading/places';
import { statusOfClass } from '../responses/class-status';

/** Methods of arrays, strings, promises and the like: never a function of the project's own, when called on a local value. */
const builtIn =
  /^(map|forEach|filter|reduce|some|every|find|findIndex|includes|push|pop|shift|unshift|splice|slice|concat|join|split|sort|reverse|flat|flatMap|keys|values|entries|has|then|catch|finally|toString|trim|replace|replaceAll|match|test|exec|startsWith|endsWith|indexOf|toLowerCase|toUpperCase|padStart|padEnd|json|status|send|end|header|setHeader|on|once|emit|next|parse|stringify|bind|apply|call|toISOString|getTime|at|fill|charAt|substring|localeCompare|append)$/;

/** Calls whose target may be a function of this project, and the classes with what they inherit: the call graph's raw material. */
export function collectCalls(
  calls: readonly ts.CallExpression[],
  classes: readonly ts.ClassLikeDeclaration[],
  file: FileReader,
): void {
  for (const node of calls) {
    if (mayBeOwn(node.expression, file)) addCall(node.expression, node, file);
    const passed = passedCallback(node);
    if (passed && mayBeOwn(passed, file)) addCall(passed, passed, file);
  }
  for (const node of classes) {
    const parent = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0]?.expression;
    const path = parent && file.paths.of(parent);
    const status = parent && statusOfClass(node);
    file.facts.classes.push({
      name: node.name?.text ?? '',
      span: file.span(node),
      ...(path === undefined ? {} : { extends: path }),
      ...(status === undefined ? {} : { status }),
    });
  }
}

/** Longer arguments say nothing that a reader of facts could follow. */
const longest = 160;

export function argumentsOf(file: FileReader, node: ts.CallExpression): string[] {
  return node.arguments.map((each) => (each.end - each.pos > longest ? '' : file.words(each, longest)));
}

function addCall(called: ts.Expression, node: ts.Expression, file: FileReader): void {
  const callee = file.paths.of(called);
  if (callee === undefined || !(file.isProjectPath(callee) || /^(local|this)#/.test(callee))) return;
  const within = file.within(node);
  const use = ts.isCallExpression(node) ? resultUse(file, node) : undefined;
  file.ownCalls.add(node);
  file.facts.calls.push({
    callee,
    span: file.span(node),
    calleeSpan: file.span(called),
    arguments: ts.isCallExpression(node) ? argumentsOf(file, node) : [],
    ...(within === undefined ? {} : { within }),
    ...(use === undefined ? {} : { use }),
  });
}

/** `ids.map(loadUser)`: a function that is handed over by its name, and called once per element. */
function passedCallback(node: ts.CallExpression): ts.Expression | undefined {
  const [first] = node.arguments;
  if (!first || !isPassedByName(first)) return undefined;
  const method = memberName(unwrap(node.expression));
  return method !== undefined && /^(map|forEach|flatMap|filter)$/.test(method) ? first : undefined;
}

/** Told without binding the file: most calls go to packages, built-ins and values. */
function mayBeOwn(called: ts.Expression, file: FileReader): boolean {
  const callee = unwrap(called);
  if (ts.isIdentifier(callee)) {
    const specifier = file.importedFrom(callee.text);
    return specifier === undefined
      ? file.declaresFunction(callee.text) || file.takenOut.has(callee.text)
      : file.isProjectPath(specifier);
  }
  if (!ts.isPropertyAccessExpression(callee)) return false;
  let root: ts.Expression = callee.expression;
  while (
    ts.isPropertyAccessExpression(root) ||
    ts.isCallExpression(root) ||
    ts.isNewExpression(root) ||
    ts.isNonNullExpression(root) ||
    ts.isParenthesizedExpression(root)
  ) {
    root = root.expression;
  }
  if (root.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(root)) return false;
  const specifier = file.importedFrom(root.text);
  if (specifier !== undefined) return file.isProjectPath(specifier);
  return (
    !builtIn.test(callee.name.text) &&
    !/^(console|Math|JSON|Object|Array|Promise|Number|String|Date|Buffer|process|res|reply|Reflect|Symbol|window|document)$/.test(
      root.text,
    )
  );
}
