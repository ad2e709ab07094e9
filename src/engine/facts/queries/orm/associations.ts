import { memberName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { emptyStatement } from './block';
import { addModelQuery } from './model-query';

/**
 * Queries that an instance of a model runs for what belongs to it: Sequelize's `user.getPosts()`, Mongoose's `user.populate('posts')`. Their names are
 * anyone's, so they are read only where the instance comes out of a list that a query of the same file found.
 */
export function collectAssociations(calls: readonly ts.CallExpression[], file: FileReader): void {
  const { text } = file.tree.root;
  const isSequelize = /\.find(All|AndCountAll)\(/.test(text);
  const isMongoose = /\.populate\(/.test(text) && /\.find\(/.test(text);
  if (!isSequelize && !isMongoose) return;
  for (const node of calls) {
    const callee = unwrap(node.expression);
    const name = memberName(callee);
    if (name === undefined || !ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression))
      continue;
    const related = isSequelize ? /^(?:get|count)([A-Z]\w*)$/.exec(name)?.[1] : undefined;
    const isPopulate = isMongoose && name === 'populate';
    if (related === undefined && !isPopulate) continue;
    if (!isElementOfFound(callee.expression, isPopulate ? /\.find\(/ : /\.find(All|AndCountAll)\(/, file))
      continue;
    const [path] = node.arguments;
    const named = isPopulate ? (path && ts.isStringLiteralLike(path) ? path.text : '?') : (related ?? '?');
    const block = emptyStatement(file.span(node));
    block.tables.push({ name: named, span: file.span(callee.name) });
    addModelQuery(file, {
      node,
      receiver: callee.expression,
      method: name,
      client: isPopulate ? 'document' : 'orm',
      block,
    });
  }
}

/** Whether a name is the element of a loop, or of an array method's callback, over a list that such a query found. */
function isElementOfFound(name: ts.Identifier, query: RegExp, file: FileReader): boolean {
  const declaration = file.tree.declarationOf(name);
  const list = declaration && listBehind(declaration);
  if (!list || !ts.isIdentifier(list)) return false;
  const found = file.tree.declarationOf(list);
  return found !== undefined && ts.isVariableDeclaration(found) && found.initializer !== undefined
    ? query.test(file.text(found.initializer))
    : false;
}

/** The list that a declared name is an element of: by a loop, or as the first parameter of an array method's callback. */
export function listBehind(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    return ts.isForOfStatement(loop) ? unwrap(loop.expression) : undefined;
  }
  const call = ts.isParameter(declaration) ? declaration.parent.parent : undefined;
  return call && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? unwrap(call.expression.expression)
    : undefined;
}
