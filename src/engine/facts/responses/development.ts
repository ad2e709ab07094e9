import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { leaves } from '../reading/guards';

/** What a flag that is on for developers is called: `isDev`, `config.debug`, `DEBUG`, `showStack`. */
const developmentNames =
  /^_*(is|in|if)?_?(dev|develop|development|debug|local|test)(ing|er)?_?(mode|env|environment|enabled|build|only)?_*$|^(is|in)(non|not)prod(uction)?$|^(expose|show|include|send|print|display|return|with)_?(err(or)?s?)?_?(stack|trace|stack_?traces?|details?|debug|errors?)s?(in.*)?$|^(verbose|verbose_?errors)$/i;
const productionNames = /^(is|in)?_?(prod|production|live)_?(mode|env|environment|build)?$/i;
const developmentValues = /^(dev|develop|development|local|localhost|test|testing|debug)$/i;
const productionValues = /^(prod|production|live|staging)$/i;

/** What a condition that holds says of where the code runs: `development`, or that it does not (`production`). */
type Side = 'development' | 'production' | undefined;

/** Whether a node is reached on a developer's machine only: it stands under a condition that says so, or all calls of its function do. */
export function isDevelopmentOnly(file: FileReader, node: ts.Node, depth = 0): boolean {
  file.tree.bind();
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (isFunctionNode(at) && depth < 2) {
      const calls = file.values.callsOf(at) ?? [];
      if (calls.length > 0 && calls.every((each) => isDevelopmentOnly(file, each, depth + 1))) return true;
    }
    if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) {
      const condition = ts.isIfStatement(parent) ? parent.expression : parent.condition;
      const [yes, no] = ts.isIfStatement(parent)
        ? [parent.thenStatement, parent.elseStatement]
        : [parent.whenTrue, parent.whenFalse];
      if (at === yes && whenTrue(file, condition) === 'development') return true;
      if (at === no && whenFalse(file, condition) === 'development') return true;
    } else if (ts.isBinaryExpression(parent) && at === parent.right) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken && whenTrue(file, parent.left) === 'development')
        return true;
      if (kind === ts.SyntaxKind.BarBarToken && whenFalse(file, parent.left) === 'development') return true;
    } else if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent)) {
      if (ts.isCaseClause(parent) && isDevelopmentCase(file, parent)) return true;
      for (const statement of parent.statements) {
        if (statement === at) break;
        if (!ts.isIfStatement(statement) || statement.elseStatement || !leaves(statement.thenStatement))
          continue;
        if (whenFalse(file, statement.expression) === 'development') return true;
      }
    }
  }
  return false;
}

/** `switch (env) { case 'development': … }`. */
function isDevelopmentCase(file: FileReader, clause: ts.CaseClause): boolean {
  const value = literalText(file, clause.expression);
  return value !== undefined && developmentValues.test(value);
}

function whenTrue(file: FileReader, condition: ts.Expression, depth = 0): Side {
  const node = unwrap(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return whenFalse(file, node.operand, depth);
  if (!ts.isBinaryExpression(node)) return sideOfFlag(file, node, depth);
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return whenTrue(file, left, depth) ?? whenTrue(file, right, depth);
    case ts.SyntaxKind.BarBarToken: {
      const side = whenTrue(file, left, depth);
      return side === whenTrue(file, right, depth) ? side : undefined;
    }
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return sideOfValue(file, left, right);
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return opposite(sideOfValue(file, left, right));
    default:
      return undefined;
  }
}

function whenFalse(file: FileReader, condition: ts.Expression, depth = 0): Side {
  const node = unwrap(condition);
  if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      const side = whenFalse(file, node.left, depth);
      return side === whenFalse(file, node.right, depth) ? side : undefined;
    }
    if (node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
      return whenFalse(file, node.left, depth) ?? whenFalse(file, node.right, depth);
  }
  return opposite(whenTrue(file, node, depth));
}

function opposite(side: Side): Side {
  return side === undefined ? undefined : side === 'development' ? 'production' : 'development';
}

/** `NODE_ENV === 'production'`, `app.get('env') === 'development'`, `config.env === Environment.Production`. */
function sideOfValue(file: FileReader, left: ts.Expression, right: ts.Expression): Side {
  for (const side of [left, right]) {
    const node = unwrap(side);
    if (node.kind === ts.SyntaxKind.TrueKeyword)
      return sideOfFlag(file, unwrap(side === left ? right : left), 0);
    const value = literalText(file, node) ?? enumMember(file, node);
    if (value === undefined) continue;
    if (developmentValues.test(value)) return 'development';
    if (productionValues.test(value)) return 'production';
    // `process.env.DEBUG === 'true'`.
    if (/^(true|1|yes|on)$/i.test(value)) return sideOfFlag(file, unwrap(side === left ? right : left), 0);
  }
  return undefined;
}

function enumMember(file: FileReader, node: ts.Expression): string | undefined {
  return ts.isPropertyAccessExpression(node) && /env|mode|stage/i.test(file.text(node.expression))
    ? node.name.text
    : undefined;
}

function literalText(file: FileReader, expression: ts.Expression): string | undefined {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  return declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    ts.isStringLiteralLike(declaration.initializer)
    ? declaration.initializer.text
    : undefined;
}

/** A flag: by its name, by what it was set to, or `['development', 'test'].includes(env)`, `config.get('debug')`, `isDev()`. */
function sideOfFlag(file: FileReader, node: ts.Expression, depth: number): Side {
  if (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const [argument] = node.arguments;
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'includes') {
      const list = unwrap(callee.expression);
      if (!ts.isArrayLiteralExpression(list)) return undefined;
      const values = list.elements.map((each) => literalText(file, each) ?? '');
      if (values.every((each) => developmentValues.test(each))) return 'development';
      return values.every((each) => productionValues.test(each)) ? 'production' : undefined;
    }
    if (argument && ts.isStringLiteralLike(argument) && node.arguments.length <= 2)
      return sideOfName(argument.text.slice(argument.text.lastIndexOf('.') + 1));
    if (ts.isIdentifier(callee) && callee.text === 'Boolean' && argument)
      return whenTrue(file, argument, depth + 1);
    const name = ts.isIdentifier(callee) ? callee.text : memberName(callee);
    return name === undefined ? undefined : sideOfName(name);
  }
  const name = ts.isIdentifier(node) ? node.text : memberName(node);
  const named = name === undefined ? undefined : sideOfName(name);
  if (named || depth > 3 || !ts.isIdentifier(node)) return named;
  const declaration = file.tree.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  return isFunctionNode(declaration.initializer)
    ? undefined
    : whenTrue(file, declaration.initializer, depth + 1);
}

function sideOfName(name: string): Side {
  if (developmentNames.test(name)) return 'development';
  return productionNames.test(name) ? 'production' : undefined;
}
