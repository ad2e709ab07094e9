import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import { statusNumber, statusOfPhrase } from './status';

const statusKeys = /^(status|statusCode|httpStatus|httpStatusCode|httpCode|code)$/;

/** The HTTP status that a class of errors spells out: `super('…', 404)`, `this.status = 404`, `statusCode = 404`. */
export function statusOfClass(node: ts.ClassLikeDeclaration): number | undefined {
  const parent = node.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
    ?.expression;
  if (!parent) return undefined;
  for (const member of node.members) {
    if (
      ts.isPropertyDeclaration(member) &&
      member.initializer &&
      statusKeys.test(propertyName(member.name) ?? '')
    ) {
      const status = statusOf(member.initializer);
      if (status !== undefined) return status;
    }
    if (!ts.isConstructorDeclaration(member)) continue;
    for (const parameter of member.parameters)
      if (parameter.initializer && ts.isIdentifier(parameter.name) && statusKeys.test(parameter.name.text)) {
        const status = statusOf(parameter.initializer);
        if (status !== undefined) return status;
      }
    for (const statement of member.body?.statements ?? []) {
      const status = ts.isExpressionStatement(statement)
        ? statusSet(unwrap(statement.expression))
        : undefined;
      if (status !== undefined) return status;
    }
  }
  return undefined;
}

function statusSet(node: ts.Expression): number | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    for (const argument of node.arguments) {
      const given = unwrap(argument);
      if (ts.isObjectLiteralExpression(given)) {
        for (const property of given.properties)
          if (ts.isPropertyAssignment(property) && statusKeys.test(propertyName(property.name) ?? '')) {
            const status = statusOf(property.initializer);
            if (status !== undefined) return status;
          }
      }
      const status = statusOf(given);
      if (status !== undefined) return status;
    }
    return undefined;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left } = node;
  const isOwn = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn && statusKeys.test(left.name.text) ? statusOf(node.right) : undefined;
}

function statusOf(expression: ts.Expression): number | undefined {
  const node = unwrap(expression);
  if (ts.isNumericLiteral(node)) {
    const status = statusNumber(node.text);
    return status !== undefined && status >= 300 ? status : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
    return /status|http/i.test(node.expression.text) ? statusOfPhrase(node.name.text) : undefined;
  return undefined;
}
