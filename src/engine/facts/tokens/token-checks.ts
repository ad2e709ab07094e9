import type { Span } from '../../source/span';
import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';

/** What accepts expired tokens: `ignoreExpiration: true` in options of a library that checks them, and `options.ignoreExpiration = true`. */
export function collectIgnoredExpiry(
  nodes: readonly (ts.PropertyAssignment | ts.BinaryExpression)[],
  file: FileReader,
): void {
  if (nodes.length === 0 || !speaksOfTokens(file)) return;
  file.tree.bind();
  for (const node of nodes) {
    const value = unwrap(ts.isBinaryExpression(node) ? node.right : node.initializer);
    if (!isTrue(file, value) || isOtherCheck(file, node) || isForExpired(node, file)) continue;
    const within = file.within(node);
    file.facts.tokenChecks.push({
      span: file.span(node),
      ignoresExpiry: file.span(node),
      ...(ts.isPropertyAssignment(node) ? { withComma: withComma(file, node) } : {}),
      ...(within === undefined ? {} : { within }),
    });
  }
}

/** Whether the file imports what checks tokens: a library, or a file of the project that is called so. */
function speaksOfTokens(file: FileReader): boolean {
  return (
    file.importsKind('tokens') ||
    file.facts.imports.some(({ specifier }) => file.isProjectPath(specifier) && /jwt/i.test(specifier))
  );
}

function isTrue(file: FileReader, value: ts.Expression): boolean {
  if (value.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (!ts.isIdentifier(value)) return false;
  const declaration = file.tree.declarationOf(value);
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer?.kind === ts.SyntaxKind.TrueKeyword
  );
}

/** Whether the options are given to something that is surely no check of a token, as a store's `find`. */
function isOtherCheck(file: FileReader, node: ts.Node): boolean {
  const call = node.parent?.parent;
  if (!call || !(ts.isCallExpression(call) || ts.isNewExpression(call))) return false;
  if (call.expression.kind === ts.SyntaxKind.SuperKeyword) return false;
  const path = file.paths.of(call.expression);
  if (path !== undefined && file.libraries.is(splitPath(path).module, 'tokens')) return false;
  const callee = unwrap(call.expression);
  const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
  return !/verif|decode|jwt|strategy|check|register/i.test(name);
}

/** A function that renews or ends what has expired must read it. */
function isForExpired(node: ts.Node, file: FileReader): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const name = nameOf(at);
    if (name && /refresh|renew|log_?out|sign_?out|revoke|expired/i.test(file.text(name))) return true;
  }
  return false;
}

/** A property with the comma that separates it from its neighbour. */
function withComma(file: FileReader, property: ts.Node): Span {
  const own = file.span(property);
  if (!ts.isObjectLiteralExpression(property.parent)) return own;
  const { properties } = property.parent;
  const index = properties.findIndex(({ pos }) => pos === property.pos);
  const previous = properties[index - 1];
  const next = properties[index + 1];
  if (previous) return { start: previous.end, end: own.end };
  return next ? { start: own.start, end: next.getStart(file.tree.root) } : own;
}
