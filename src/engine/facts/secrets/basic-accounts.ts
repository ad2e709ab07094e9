import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { writtenTexts } from './secret-literals';
import { isBlank, isPlaceholder } from './secret-names';
import { addSecret } from './secrets';

/**
 * The password of `'Basic ' + Buffer.from('user:' + password).toString('base64')`, where a constant of the file spells it out,
 * and of an account that is spelled out as a whole.
 */
export function addBasicAccount(node: ts.CallExpression | ts.NewExpression, file: FileReader): void {
  const [first] = node.arguments ?? [];
  const account = first && accountIn(unwrap(first));
  if (!account) return;
  if (!/#(globalThis\.)?(Buffer\.from|btoa)$/.test(file.paths.of(node.expression) ?? '')) return;
  file.tree.bind();
  if (!isAuthorization(node)) return;
  for (const { node: literal, fallback } of writtenTexts(file, account)) {
    const password = literal.text.slice(literal.text.indexOf(':') + 1);
    if (isBlank(password) || isPlaceholder(literal.text) || /^user(name)?:pass(word)?$/i.test(literal.text))
      continue;
    addSecret(file, literal, {
      kind: fallback ? 'fallback' : 'used',
      what: 'basic authentication',
      variable: account === unwrap(first) ? 'BASIC_AUTH_CREDENTIALS' : 'BASIC_AUTH_PASSWORD',
      fallback,
    });
  }
}

/** The password of `'user:' + password` and of `` `user:${password}` ``; `'user:password'` itself. */
function accountIn(node: ts.Expression): ts.Expression | undefined {
  if (ts.isStringLiteralLike(node)) return /^[\w.@+-]+:[^\s:/]+$/.test(node.text) ? node : undefined;
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken && endsLikeUser(node.left)
      ? node.right
      : undefined;
  if (!ts.isTemplateExpression(node)) return undefined;
  const last = node.templateSpans[node.templateSpans.length - 1];
  const before = node.templateSpans[node.templateSpans.length - 2]?.literal ?? node.head;
  return last && last.literal.text === '' && node.templateSpans.length <= 2 && /:$/.test(before.text)
    ? last.expression
    : undefined;
}

/** `'user:'`, `user + ':'` */
function endsLikeUser(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node)) return /^[^\s:]*:$/.test(node.text);
  return (
    ts.isBinaryExpression(node) && ts.isStringLiteralLike(node.right) && /^[^\s:]*:$/.test(node.right.text)
  );
}

/** Whether what is encoded follows `Basic `, or is kept under a name that speaks of authorization. Needs a bound tree. */
function isAuthorization(node: ts.Node): boolean {
  let child = node;
  for (let at = node.parent, steps = 0; at && steps < 6; child = at, at = at.parent, steps++) {
    if (ts.isBinaryExpression(at) && at.right === child && /Basic ['"`]$/i.test(at.left.getText()))
      return true;
    if (ts.isTemplateSpan(at))
      return ts.isTemplateExpression(at.parent) && /^Basic $/i.test(at.parent.head.text);
    if (ts.isVariableDeclaration(at))
      return ts.isIdentifier(at.name) && /auth|basic|cred/i.test(at.name.text) && at.initializer === child;
    if (ts.isCallExpression(at) && at.expression !== child) return false;
    if (ts.isPropertyAccessExpression(at) && memberName(at) !== 'toString') return false;
  }
  return false;
}
