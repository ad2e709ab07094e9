import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { RequestPathFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';

const methods = /^(get|post|put|patch|delete|del|head)$/i;

/**
 * Paths of requests that a file makes, as far as they are spelled out: `fetch('/api/users')`, `api.post(\`/users/${id}\`)`,
 * `call('POST', '/api/users')`. What a call does with its path is not asked: who compares it with a route will know.
 */
export function collectRequestPaths(calls: readonly ts.CallExpression[], file: FileReader): void {
  const routed = new Set<number>();
  for (const { pathSpan } of file.facts.routes) routed.add(pathSpan.start);
  for (const node of calls) {
    for (const argument of node.arguments) {
      if (!spellsPath(argument)) continue;
      const span = file.span(argument);
      if (!routed.has(span.start)) file.facts.requestPaths.push({ span, ...methodOf(node, file) });
    }
  }
}

/** A text that starts like a path or an address; of a template, its first or second part. */
function spellsPath(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node)) return /^(https?:\/\/[^/]+)?\/[\w-]/.test(node.text);
  if (!ts.isTemplateExpression(node)) return false;
  if (node.head.text !== '') return /^(https?:\/\/[^/]+)?\/[\w-]/.test(node.head.text);
  return /^\/[\w-]/.test(node.templateSpans[0]?.literal.text ?? '');
}

/** The method that a call names: its own name, a text beside the path, or an option. */
function methodOf(node: ts.CallExpression, file: FileReader): Omit<RequestPathFact, 'span'> {
  const callee = unwrap(node.expression);
  const own = memberName(callee);
  if (own !== undefined && methods.test(own) && ts.isPropertyAccessExpression(callee))
    return { method: upper(own), methodSpan: file.span(callee.name), spelled: 'member' };
  for (const argument of node.arguments) {
    const given = unwrap(argument);
    if (ts.isStringLiteralLike(given) && methods.test(given.text))
      return { method: upper(given.text), methodSpan: file.span(given), spelled: 'text' };
    if (!ts.isObjectLiteralExpression(given)) continue;
    const method = readOptions(file, given).members.get('method');
    const value = method && unwrap(method);
    if (value && ts.isStringLiteralLike(value))
      return { method: upper(value.text), methodSpan: file.span(value), spelled: 'text' };
  }
  return {};
}

function upper(method: string): string {
  return method.toLowerCase() === 'del' ? 'DELETE' : method.toUpperCase();
}
