import { memberName, ts } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';

/** One call of a chain, in the order in which they run: `.where(…)`. The first has no name where the start itself is called. */
export interface Step {
  name: string;
  node: ts.CallExpression;
}

/** `start.a(…).b(…)`: what it starts from, and its calls. */
export interface Chain {
  node: ts.CallExpression;
  start: ts.Expression;
  steps: Step[];
}

/** A member that is computed: which call it is cannot be seen. */
export const computedStep = '?';

/** Reads a chain from its last call. Steps are direct: what stands behind `await` or in parentheses is a chain of its own. */
export function chainOf(node: ts.CallExpression): Chain {
  const steps: Step[] = [];
  let at: ts.Expression = node;
  for (;;) {
    if (!ts.isCallExpression(at)) return { node, steps, start: at };
    const callee: ts.Expression = at.expression;
    if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
      steps.unshift({ name: memberName(callee) ?? computedStep, node: at });
      at = callee.expression;
    } else {
      steps.unshift({ name: '', node: at });
      return { node, steps, start: callee };
    }
  }
}

/** `const q = db('t')…; if (…) q.where(…)`: steps that are added to the variable later, those under a condition too. */
export function laterSteps(node: ts.CallExpression, file: FileReader): Step[] {
  file.tree.bind();
  let holder: ts.Node = node.parent;
  // What was awaited is an answer, and no query any more.
  while (holder && ts.isParenthesizedExpression(holder)) holder = holder.parent;
  if (!holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return [];
  const { name } = holder;
  const found: Step[] = [];
  const symbol = file.tree.symbolOf(name);
  const scope = holder.parent.parent.parent;
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && at !== name && at.text === name.text && file.tree.symbolOf(at) === symbol) {
      for (let up: ts.Node = at; ; up = up.parent.parent) {
        const access: ts.Node | undefined = up.parent;
        if (!access || !isAccess(access) || access.expression !== up) break;
        // In `where('id', q.id)` the name is an argument's, not the chain's.
        if (!ts.isCallExpression(access.parent) || access.parent.expression !== access) break;
        found.push({ name: memberName(access) ?? computedStep, node: access.parent });
      }
      // Handed to a function, it may come back with conditions.
      if (at.parent && ts.isCallExpression(at.parent) && at.parent.arguments.includes(at))
        found.push({ name: 'modify', node: at.parent });
    }
    ts.forEachChild(at, visit);
  };
  if (scope) visit(scope);
  return found;
}

function isAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** The steps of a builder whose second `where()` takes the place of all conditions before it: those that still hold. */
export function withoutReplaced(steps: readonly Step[]): Step[] {
  return steps.filter(({ name }, index) => {
    const clause = /^(?:and|or)?(where|having)/i.exec(name)?.[1]?.toLowerCase();
    return clause === undefined || !steps.slice(index + 1).some((later) => later.name === clause);
  });
}

/** Builder calls inside a callback: `this.on(…).andOn(…)`, `b.where(…).orWhere(…)`. */
export function callsIn(callback: ts.Node): Step[] {
  const found: Step[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (ts.isCallExpression(node)) {
      const name = memberName(node.expression);
      if (name !== undefined) found.push({ name, node });
    }
  };
  ts.forEachChild(callback, visit);
  return found;
}

/** The names along `a.b.c`: `['a', 'b', 'c']`, with `this` for the object itself; undefined for any other expression. */
export function namesOf(node: ts.Expression): string[] | undefined {
  const names: string[] = [];
  let at: ts.Expression = node;
  for (;;) {
    if (ts.isPropertyAccessExpression(at)) {
      names.unshift(at.name.text);
      at = at.expression;
    } else if (ts.isNonNullExpression(at) || ts.isParenthesizedExpression(at)) at = at.expression;
    else if (ts.isIdentifier(at)) return [at.text, ...names];
    else if (at.kind === ts.SyntaxKind.ThisKeyword) return ['this', ...names];
    else if (ts.isCallExpression(at)) at = at.expression;
    else return undefined;
  }
}
