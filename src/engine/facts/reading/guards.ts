import { isFunctionNode, memberName, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import { returnsOf } from './function-syntax';
import type { Source } from './value-source';

/**
 * What a condition finds to be one of a list, a number, or of a strict form: `list.includes(x)`, `set.has(x)`, `x in map`,
 * `Object.hasOwn(map, x)`, `x === 'a'`, `/^\d+$/.test(x)`, `isColumn(x)`. Undefined where it says nothing of the kind.
 */
export function allowListed(condition: ts.Expression): ts.Expression | undefined {
  const node = unwrap(condition);
  if (isNot(node)) return refused(node.operand);
  if (ts.isBinaryExpression(node)) return allowedByOperator(node);
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  if (!ts.isPropertyAccessExpression(node.expression))
    return ts.isIdentifier(node.expression) && saysWhatItIs(node.expression.text) && first
      ? unwrap(first)
      : undefined;
  const method = node.expression.name.text;
  const receiver = node.expression.expression;
  switch (method) {
    case 'includes':
    case 'has':
    case 'isInteger':
    case 'isSafeInteger':
    case 'isFinite':
      return first && unwrap(first);
    case 'hasOwn':
    case 'hasOwnProperty': {
      const tested = node.arguments[node.arguments.length - 1];
      return tested && unwrap(tested);
    }
    case 'test':
      return first && isStrict(receiver) ? unwrap(first) : undefined;
    case 'match':
      return first && isStrict(first) ? unwrap(receiver) : undefined;
    case 'every':
      return first && isFunctionNode(first) && returnsOf(first).every((each) => allowListed(each))
        ? unwrap(receiver)
        : undefined;
    default:
      return saysWhatItIs(method) && first ? unwrap(first) : undefined;
  }
}

function allowedByOperator(node: ts.BinaryExpression): ts.Expression | undefined {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.InKeyword:
      return unwrap(node.left);
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return allowListed(node.left) ?? allowListed(node.right);
    // Either way it is one of those: `x === 'a' || x === 'b'`.
    case ts.SyntaxKind.BarBarToken: {
      const [left, right] = [allowListed(node.left), allowListed(node.right)];
      return left && right && left.getText() === right.getText() ? left : undefined;
    }
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      if (isTypeOf(node.left, node.right))
        return unwrap((unwrap(node.left) as ts.TypeOfExpression).expression);
      return ts.isStringLiteralLike(node.right) ? unwrap(node.left) : undefined;
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return indexed(node.left);
    default:
      return undefined;
  }
}

/** What a condition refuses unless it is one of a list or a number: the opposite of `allowListed`, written without `!`. */
function refused(condition: ts.Expression): ts.Expression | undefined {
  const node = unwrap(condition);
  if (isNot(node)) return allowListed(node.operand);
  if (ts.isBinaryExpression(node)) {
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsToken:
        if (isTypeOf(left, right)) return unwrap((unwrap(left) as ts.TypeOfExpression).expression);
        return ts.isStringLiteralLike(right) ? unwrap(left) : undefined;
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.EqualsEqualsToken:
      case ts.SyntaxKind.LessThanToken:
        return indexed(left);
      // `x !== 'a' && x !== 'b'`.
      case ts.SyntaxKind.AmpersandAmpersandToken: {
        const [a, b] = [refused(left), refused(right)];
        return a && b && a.getText() === b.getText()
          ? a
          : (refusedOrPresent(left, b) ?? refusedOrPresent(right, a));
      }
      case ts.SyntaxKind.BarBarToken:
        return refused(left) ?? refused(right);
    }
    return undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  // `Number.isNaN('1; DROP')` is false, and `parseInt` reads as far as it can: only these look at all of a text.
  if (ts.isIdentifier(node.expression) && node.expression.text === 'isNaN' && first) {
    const tested = unwrap(first);
    return ts.isCallExpression(tested) && memberOrName(tested.expression) === 'Number' && tested.arguments[0]
      ? unwrap(tested.arguments[0])
      : ts.isCallExpression(tested)
        ? undefined
        : tested;
  }
  if (memberName(node.expression) === 'some' && first && isFunctionNode(first)) {
    const receiver = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
    return receiver && returnsOf(first).every((each) => refused(each)) ? unwrap(receiver) : undefined;
  }
  return undefined;
}

/** `sort && !allowed.includes(sort)`: what is absent does no harm. */
function refusedOrPresent(
  present: ts.Expression,
  tested: ts.Expression | undefined,
): ts.Expression | undefined {
  return tested && unwrap(present).getText() === tested.getText() ? tested : undefined;
}

function isNot(node: ts.Expression): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

function memberOrName(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) ? node.text : memberName(node);
}

/** `list.indexOf(x)`: what is looked for. */
function indexed(expression: ts.Expression): ts.Expression | undefined {
  const node = unwrap(expression);
  if (!ts.isCallExpression(node) || memberName(node.expression) !== 'indexOf') return undefined;
  const [first] = node.arguments;
  return first && unwrap(first);
}

/** `typeof x === 'number'`. */
function isTypeOf(left: ts.Expression, right: ts.Expression): boolean {
  return (
    ts.isTypeOfExpression(unwrap(left)) &&
    ts.isStringLiteralLike(right) &&
    /^(number|bigint|boolean)$/.test(right.text)
  );
}

/** A pattern for all of a text, without `.` and quotes; one that is made elsewhere is taken to be. */
function isStrict(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (!ts.isRegularExpressionLiteral(node)) return true;
  const body = node.text.slice(1, node.text.lastIndexOf('/'));
  return /^\^.*\$$/s.test(body) && !/(^|[^\\])\.[*+]|\[\^|\\S|\\D|\\W|['"]/.test(body);
}

const checks = /^(is|validate|valid|check|assert|ensure|verify|allowed|known)([A-Z_]\w*)?$/;
/** Checks of who somebody is, or of what free text may be, too. */
const checksOther =
  /^is(_?)(String|Text|Array|Object|Function|Defined|Nil|Null|NullOrUndefined|Undefined|Empty|NotEmpty|Blank|Authenticated|Authorized|Admin|LoggedIn|Owner|Email|URL|URI|Length|Production|Truthy|Plain\w*|ByteLength|JSON|Error|Login\w*|Logged\w*)$|(Permission|Access|Auth|Token|Session|Role|User|Credentials|Password)s?$/;

/** `isColumn`, `validateId`, `assertSortable`. */
function saysWhatItIs(name: string): boolean {
  return checks.test(name) && !checksOther.test(name);
}

export function alternatives(condition: ts.Expression): ts.Expression[] {
  const node = unwrap(condition);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
    return [...alternatives(node.left), ...alternatives(node.right)];
  return [node];
}

/** What holds where `branch` is reached: the condition of the `if` or `? :` whose first branch it is. */
export function conditionOf(node: ts.Node, branch: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) && branch === node.thenStatement) return node.expression;
  return ts.isConditionalExpression(node) && branch === node.whenTrue ? node.condition : undefined;
}

/** Whether a branch leaves the function or loop: its last statement returns, throws, continues or breaks. */
export function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements[statement.statements.length - 1] : statement;
  if (!last) return false;
  return (
    ts.isReturnStatement(last) ||
    ts.isThrowStatement(last) ||
    ts.isContinueStatement(last) ||
    ts.isBreakStatement(last)
  );
}

/** `String(x).toLowerCase()`: what is tested in another spelling. */
export function bare(tested: ts.Expression): ts.Expression {
  let node = unwrap(tested);
  while (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const [first] = node.arguments;
    if (ts.isIdentifier(callee) && callee.text === 'String' && first) node = unwrap(first);
    else if (
      ts.isPropertyAccessExpression(callee) &&
      /^(toLowerCase|toUpperCase|trim|toString)$/.test(callee.name.text)
    )
      node = unwrap(callee.expression);
    else break;
  }
  return node;
}

/** What the statements and branches around a value leave of it: `if (!allowed.includes(x)) return` above makes `x` one of a list. */
export function guardedSource(tree: SyntaxTree, node: ts.Expression): Source | undefined {
  const words = tree.textOf(node);
  const isIt = (tested: ts.Expression | undefined): boolean =>
    tested !== undefined && (tree.textOf(tested) === words || tree.textOf(bare(tested)) === words);
  let child: ts.Node = node;
  for (let at = node.parent; at && !ts.isSourceFile(at); child = at, at = at.parent) {
    const condition = conditionOf(at, child);
    if (condition && isIt(allowListed(condition))) return { origin: 'enumeration' };
    // What is left where the first branch was not taken.
    const isOtherwise =
      (ts.isIfStatement(at) && child === at.elseStatement) ||
      (ts.isConditionalExpression(at) && child === at.whenFalse);
    if (isOtherwise) {
      const opposite = ts.isIfStatement(at) ? at.expression : (at as ts.ConditionalExpression).condition;
      if (isIt(refused(opposite))) return { origin: 'enumeration' };
    }
    if (
      ts.isCaseClause(at) &&
      ts.isSwitchStatement(at.parent.parent) &&
      tree.textOf(at.parent.parent.expression) === words
    ) {
      return { origin: 'enumeration' };
    }
    if (ts.isBlock(at) || ts.isCaseOrDefaultClause(at)) {
      for (const statement of at.statements) {
        if (statement === child) break;
        if (isRefusal(statement, isIt)) return { origin: 'enumeration' };
      }
    }
    // A name from around the function was checked there, where it is not set anew.
    if (isFunctionNode(at) && !isFromOutside(tree, node, at)) break;
  }
  return undefined;
}

/** `if (!ok(x)) return;`, `assert(ok(x));`, `assertOk(x);`. */
function isRefusal(statement: ts.Statement, isIt: (tested: ts.Expression | undefined) => boolean): boolean {
  if (ts.isIfStatement(statement))
    return (
      leaves(statement.thenStatement) &&
      alternatives(statement.expression).some((each) => isIt(refused(each)))
    );
  if (!ts.isExpressionStatement(statement)) return false;
  const call = unwrap(statement.expression);
  if (!ts.isCallExpression(call)) return false;
  const name = memberOrName(call.expression) ?? '';
  const [first] = call.arguments;
  if (!first || !/^(assert|ok|invariant|ensure|check|validate)/.test(name)) return false;
  return isIt(allowListed(first)) || (/[A-Z]/.test(name) && saysWhatItIs(name) && isIt(unwrap(first)));
}

/** Whether what a value is read from is declared outside of a function, and is not a variable that may change. */
function isFromOutside(tree: SyntaxTree, node: ts.Expression, around: ts.Node): boolean {
  let root: ts.Expression = node;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root))
    root = unwrap(root.expression);
  if (!ts.isIdentifier(root)) return false;
  const declaration = tree.declarationOf(root);
  if (!declaration || (declaration.pos >= around.pos && declaration.end <= around.end)) return false;
  if (!ts.isVariableDeclaration(declaration)) return true;
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}
