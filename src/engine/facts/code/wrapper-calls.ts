import { ts, unwrap } from '../../source/syntax-tree';
import type { GivenOptions, OutgoingCallFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';

const wrapperName =
  /fetch|request|http|api|call|^(get|post|put|patch|delete|del|send|query|download|upload|invoke)/i;
const addressName = /url|uri|endpoint|href|address|host|path/i;

/** Calls of functions of the project that may ask another service: the model knows whether they only pass their options on. */
export function collectWrapperCalls(calls: readonly ts.CallExpression[], file: FileReader): void {
  for (const node of calls) {
    const [first] = node.arguments;
    if (!first || !wrapperName.test(calleeName(node.expression) ?? '')) continue;
    const host = hostOf(first, file);
    if (host === undefined) continue;
    const callee = file.paths.of(node.expression);
    if (callee === undefined || !(file.isProjectPath(callee) || /^(local|this)#/.test(callee))) continue;
    const fact: OutgoingCallFact = {
      library: calleeName(node.expression) ?? '',
      callee,
      span: file.span(node),
      calleeSpan: file.span(node.expression),
      client: '',
      timeout: 'unknown',
      gives: node.arguments.map((each) => givenBy(each, file)),
      ...host,
    };
    const within = file.within(node);
    if (within !== undefined) fact.within = within;
    file.facts.outgoingCalls.push(fact);
  }
}

/** The host of an argument that looks like an address: a literal, a template that starts like one, a name that says so. */
function hostOf(
  first: ts.Expression,
  file: FileReader,
): { host?: string; hostIsExpression?: true } | undefined {
  const node = startOf(first);
  const start = ts.isStringLiteralLike(node)
    ? node.text
    : ts.isTemplateExpression(node)
      ? node.head.text
      : undefined;
  if (start !== undefined && start !== '') {
    const host = /^https?:\/\/([^/?#]+)/.exec(start)?.[1];
    if (host !== undefined) return { host };
    return start.startsWith('/') ? {} : undefined;
  }
  const shown = ts.isTemplateExpression(node) ? node.templateSpans[0]?.expression : node;
  if (!shown || !addressName.test(file.words(shown, 60))) return undefined;
  return { host: file.words(shown, 40), hostIsExpression: true };
}

/** What a text starts with that is put together by `+`. */
function startOf(expression: ts.Expression): ts.Expression {
  let node = unwrap(expression);
  while (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    node = unwrap(node.left);
  return node;
}

function givenBy(argument: ts.Expression, file: FileReader): GivenOptions {
  const node = startOf(argument);
  // A text has no members, also where the function takes options in its place.
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return { members: [] };
  const { members, open } = readOptions(file, argument);
  return { members: [...members.keys()], ...(open ? { open } : {}) };
}
