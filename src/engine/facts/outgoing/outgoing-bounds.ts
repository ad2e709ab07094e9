import { enclosingFunction, isFunctionNode, ts } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';

/** Calls that give up on what they are given: `Promise.race`, p-timeout, `withTimeout(…)`, RxJS's `timeout(…)`. */
const bounding = /^race$|time_?out|deadline|timeLimit|abortAfter/i;

/** Whether something around a call limits how long it may take. */
export function isBounded(node: ts.CallExpression, file: FileReader): boolean {
  let at: ts.Node = node;
  for (let { parent } = at; parent; at = parent, parent = at.parent) {
    if (ts.isCallExpression(parent)) {
      if (parent.expression === at) continue;
      return bounding.test(calleeName(parent.expression) ?? '') || isPiped(parent);
    }
    if (ts.isPropertyAccessExpression(parent)) {
      const call = parent.parent;
      // `http.get(url).pipe(timeout(5000))`
      if (ts.isCallExpression(call) && parent.name.text === 'pipe' && call.arguments.some(isTimeout))
        return true;
      continue;
    }
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
      return isRaced(parent.name.text, parent, file);
    // An arrow function that is given to such a call: `withTimeout(() => fetch(url), 5000)`.
    const passes =
      ts.isAwaitExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isReturnStatement(parent) ||
      ts.isAsExpression(parent) ||
      isInlineFunction(parent) ||
      (ts.isBlock(parent) && isInlineFunction(parent.parent));
    if (!passes) return false;
  }
  return false;
}

function isInlineFunction(node: ts.Node): boolean {
  return isFunctionNode(node) && node.parent !== undefined && ts.isCallExpression(node.parent);
}

function isPiped(call: ts.CallExpression): boolean {
  return call.arguments.some(isTimeout);
}

function isTimeout(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && /^timeout(With)?$/.test(calleeName(node.expression) ?? '');
}

/** `const request = fetch(url); await Promise.race([request, timer]);` */
function isRaced(name: string, node: ts.Node, file: FileReader): boolean {
  const around = enclosingFunction(node);
  const text = around ? file.text(around) : file.tree.root.text;
  return new RegExp(`(\\brace\\(\\s*\\[[^\\]]*|[tT]imeout\\(\\s*)\\b${name.replace(/\$/g, '\\$')}\\b`).test(
    text,
  );
}
