import type { HandlerEntry } from '../../libraries/contract/answers';
import { type FunctionNode, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { isPath } from '../reading/spelled-path';
import { isRouter } from '../routes/routers';

const verbs = 'get|post|put|patch|delete|del|all|use';
const verb = new RegExp(`^(${verbs})$`);
const defines = new RegExp(`\\.(${verbs}|setErrorHandler)\\s*\\(`);
/** How the last parameter of an error handler is called, used or not. */
const nextName = /^(_+\w*|next|nxt|done|n)$/;

const mayDefine = new WeakMap<FileReader, boolean>();

/** What a handler answers with, told by its place among the parameters and not by its name: `app.get('/x', (q, s) => s.json(…))`. */
export function answersByPosition(file: FileReader, root: ts.Expression): 'response' | 'context' | undefined {
  if (!ts.isIdentifier(root) || !definesHandlers(file)) return undefined;
  const declaration = file.tree.declarationOf(root);
  if (!declaration || !ts.isParameter(declaration) || !isFunctionNode(declaration.parent)) return undefined;
  const owner = declaration.parent;
  const index = owner.parameters.indexOf(declaration);
  const count = owner.parameters.length;
  const typed = handlerTypeOf(file, owner);
  if (typed) return index === typed.answers ? 'response' : undefined;
  const call = registrationOf(file, owner);
  if (!call) return undefined;
  if (handlersOf(file, 'context')) return index === 0 && count <= 2 ? 'context' : undefined;
  if (isErrorHandlerCall(call, owner)) return index === 2 ? 'response' : undefined;
  return index === 1 && count <= 3 ? 'response' : undefined;
}

/** Whether a function is mounted as what handles errors: with four parameters, whatever they are called. */
export function isMountedErrorHandler(file: FileReader, node: FunctionNode): boolean {
  if (definesHandlers(file) && handlerTypeOf(file, node)?.error !== undefined) return true;
  const [, , , fourth] = node.parameters;
  if (node.parameters.length !== 4 || !fourth || !definesHandlers(file)) return false;
  if (!ts.isIdentifier(fourth.name) || !nextName.test(fourth.name.text)) return false;
  const call = registrationOf(file, node);
  return call !== undefined && isErrorHandlerCall(call, node);
}

function definesHandlers(file: FileReader): boolean {
  let known = mayDefine.get(file);
  if (known === undefined) {
    known = defines.test(file.tree.root.text) || file.importsAbout('handlers');
    mayDefine.set(file, known);
  }
  return known;
}

/** What a framework that the file imports hands to its handlers, where it is of this sort. */
export function handlersOf(file: FileReader, as: HandlerEntry['as']): HandlerEntry | undefined {
  if (!file.importsAbout('handlers')) return undefined;
  for (const { specifier } of file.facts.imports) {
    const entry = file.libraries.find('handlers', `${specifier}#`);
    if (entry?.as === as) return entry;
  }
  return undefined;
}

/** A framework's own type for a function: `const list: RequestHandler = (q, s) => …`. */
function handlerTypeOf(file: FileReader, { parent }: FunctionNode): HandlerEntry | undefined {
  if (!parent || !ts.isVariableDeclaration(parent) || !parent.type || !ts.isTypeReferenceNode(parent.type))
    return undefined;
  return file.importsAbout('handlers')
    ? file.libraries.find('handlers', file.paths.ofTypeName(parent.type.typeName))
    : undefined;
}

function isErrorHandlerCall(call: ts.CallExpression, owner: FunctionNode): boolean {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const name = callee.name.text;
  return name === 'setErrorHandler' || (name === 'use' && owner.parameters.length === 4);
}

/** The call that makes a function a handler of a router: it stands in it, alone or wrapped, or is named in it. */
function registrationOf(file: FileReader, owner: FunctionNode): ts.CallExpression | undefined {
  const { parent } = owner;
  if (!parent) return undefined;
  if (ts.isCallExpression(parent)) {
    if (registers(file, parent, owner)) return parent;
    // `app.get('/x', wrap(async (q, s) => …))`: what takes the handler alone gives one like it.
    const outer = parent.parent;
    const isWrapped = parent.arguments.length === 1 && parent.arguments[0] === owner;
    return isWrapped && ts.isIdentifier(parent.expression) && ts.isCallExpression(outer)
      ? registers(file, outer, parent)
        ? outer
        : undefined
      : undefined;
  }
  const name = owner.name ?? (ts.isVariableDeclaration(parent) ? parent.name : undefined);
  if (!name || !ts.isIdentifier(name) || ts.isMethodDeclaration(owner)) return undefined;
  return registrationByName(file, name.text, owner);
}

/** `app.get('/x', list)` at the top of the same file. */
function registrationByName(
  file: FileReader,
  name: string,
  owner: FunctionNode,
): ts.CallExpression | undefined {
  const named = new RegExp(
    `\\.(${verbs}|setErrorHandler)\\s*\\([^;{}]*(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\b`,
  );
  if (!named.test(file.tree.root.text)) return undefined;
  for (const statement of file.tree.root.statements) {
    if (!ts.isExpressionStatement(statement)) continue;
    const call = unwrap(statement.expression);
    if (!ts.isCallExpression(call)) continue;
    const argument = call.arguments.find((each) => {
      const given = unwrap(each);
      return ts.isIdentifier(given) && given.text === name;
    });
    if (!argument) continue;
    const declaration = file.tree.declarationOf(unwrap(argument) as ts.Identifier);
    const isOwner = declaration === owner || declaration === owner.parent;
    if (isOwner && registers(file, call, argument)) return call;
  }
  return undefined;
}

function registers(file: FileReader, call: ts.CallExpression, handler: ts.Node): boolean {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const name = callee.name.text;
  const [first] = call.arguments;
  if (!first || (name !== 'setErrorHandler' && !verb.test(name))) return false;
  const isAlone = first === handler;
  if (isAlone ? name !== 'use' && name !== 'setErrorHandler' && !followsRoute(callee) : !isPath(file, first))
    return false;
  return isRouter(file, followsRoute(callee) ?? callee.expression);
}

/** The router of `router.route('/x').get(handler)`. */
function followsRoute(callee: ts.PropertyAccessExpression): ts.Expression | undefined {
  let at = unwrap(callee.expression);
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    if (at.expression.name.text === 'route') return at.expression.expression;
    at = unwrap(at.expression.expression);
  }
  return undefined;
}
