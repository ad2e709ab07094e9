import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import { calleeName } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import type { SocketFile } from './socket-file';

/** A Map, Set, array or object that keeps sockets. */
export interface Holder {
  /** As `SocketFile.placeOf` writes it. */
  place: string;
  /** The expression that names it: `rooms`, `this.rooms`. */
  root: ts.Expression;
  /** What was read from it on the way: `get(room)`, `[room]`, `values()`. */
  nested: boolean;
}

/** Calls that give a part or a view of what they are called on. */
const views = /^(get|values|entries|keys|at|filter|find|slice|concat|from|getOrInsert|getOrInsertComputed)$/;

/**
 * What an expression reads from or is, in the end: `this.rooms` of `this.rooms.get(room) ?? new Set()`, also through variables, loops and
 * functions of the file.
 */
export function holderOf(sockets: SocketFile, expression: ts.Expression, depth = 0): Holder | undefined {
  const node = unwrap(expression);
  if (depth > 8) return undefined;
  if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return holderOf(sockets, node.left, depth + 1);
    return holderOf(sockets, node.left, depth + 1);
  }
  if (ts.isConditionalExpression(node))
    return holderOf(sockets, node.whenTrue, depth + 1) ?? holderOf(sockets, node.whenFalse, depth + 1);
  if (ts.isCallExpression(node)) return ofCall(sockets, node, depth);
  if (ts.isArrayLiteralExpression(node)) {
    const [first] = node.elements;
    return first && ts.isSpreadElement(first) ? holderOf(sockets, first.expression, depth + 1) : undefined;
  }
  if (ts.isElementAccessExpression(node) && memberName(node) === undefined) {
    const whole = holderOf(sockets, node.expression, depth + 1);
    return whole && { ...whole, nested: true };
  }
  if (ts.isIdentifier(node)) return ofName(sockets, node, depth);
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  // `room.members`, where the room was looked up.
  const base = unwrap(node.expression);
  if (ts.isIdentifier(base)) {
    const whole = ofName(sockets, base, depth + 1);
    if (whole?.nested) return whole;
  } else if (
    ts.isCallExpression(base) ||
    (ts.isElementAccessExpression(base) && memberName(base) === undefined)
  ) {
    const whole = holderOf(sockets, base, depth + 1);
    if (whole) return { ...whole, nested: true };
  }
  const place = sockets.placeOf(node);
  if (place === undefined) return undefined;
  // `socket.room = rooms.get(id)`.
  for (const value of base.kind === ts.SyntaxKind.ThisKeyword ? [] : sockets.assignedTo(place)) {
    const read = holderOf(sockets, value, depth + 2);
    if (read?.nested) return read;
  }
  return { place, root: node, nested: false };
}

function ofCall(sockets: SocketFile, call: ts.CallExpression, depth: number): Holder | undefined {
  const callee = unwrap(call.expression);
  const name = calleeName(callee) ?? '';
  if (/^(Object|Array)\.\w+$/.test(sockets.file.text(callee)) && call.arguments[0])
    return holderOf(sockets, call.arguments[0], depth + 1);
  if (ts.isPropertyAccessExpression(callee) && views.test(name)) {
    const whole = holderOf(sockets, callee.expression, depth + 1);
    if (whole) return name === 'get' || name === 'find' || name === 'at' ? { ...whole, nested: true } : whole;
  }
  const target = sockets.functionOf(callee);
  for (const value of target ? returnsOf(target) : []) {
    const found = holderOf(sockets, value, depth + 2);
    if (found && found.place !== '') return { ...found, nested: true };
  }
  return undefined;
}

function ofName(sockets: SocketFile, name: ts.Identifier, depth: number): Holder | undefined {
  const { file } = sockets;
  const declaration = file.tree.declarationOf(name);
  if (!declaration) return undefined;
  const looped = elementOf(sockets, declaration, depth);
  if (looped) return looped;
  if (ts.isParameter(declaration)) return undefined;
  if (ts.isVariableDeclaration(declaration)) {
    const value = declaration.initializer && unwrap(declaration.initializer);
    if (value && !isFresh(value)) {
      const read = holderOf(sockets, value, depth + 1);
      if (read) return read;
    }
    // `let room = null; … room = rooms.get(id)`.
    if (!value || value.kind === ts.SyntaxKind.NullKeyword || file.text(value) === 'undefined') {
      for (const { value: set } of file.values.mutationsOf(name)) {
        const read = holderOf(sockets, set, depth + 1);
        if (read?.nested) return read;
      }
    } else if (!isFresh(value) && !ts.isIdentifier(value)) return undefined;
  }
  const place = sockets.placeOf(name);
  return place === undefined ? undefined : { place, root: name, nested: false };
}

/** A collection that is made where it is declared. */
function isFresh(value: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(value) ||
    ts.isNewExpression(value) ||
    (ts.isArrayLiteralExpression(value) && !value.elements.some(ts.isSpreadElement))
  );
}

/** A loop's variable, or a callback's parameter, stands for what is in the list. */
function elementOf(sockets: SocketFile, declaration: ts.Declaration, depth: number): Holder | undefined {
  let at: ts.Node = declaration;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at))
    at = at.parent;
  if (ts.isVariableDeclaration(at)) {
    const loop = at.parent.parent;
    if (ts.isForOfStatement(loop) || ts.isForInStatement(loop))
      return nestedIn(sockets, loop.expression, depth);
    // `const { members } = rooms.get(id)`.
    return at !== declaration && at.initializer ? nestedIn(sockets, at.initializer, depth) : undefined;
  }
  if (!ts.isParameter(at) || !isFunctionNode(at.parent)) return undefined;
  const call = (at.parent as FunctionNode).parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  return /^(forEach|map|filter|some|every|find|findIndex|flatMap|reduce)$/.test(call.expression.name.text)
    ? nestedIn(sockets, call.expression.expression, depth)
    : undefined;
}

function nestedIn(sockets: SocketFile, list: ts.Expression, depth: number): Holder | undefined {
  const found = holderOf(sockets, list, depth + 1);
  return found && { ...found, nested: true };
}

/** What a holder's name was declared as: a variable or a class member. */
export function declarationOfHolder(sockets: SocketFile, { root }: Holder): ts.Declaration | undefined {
  const node = unwrap(root);
  if (ts.isIdentifier(node)) return sockets.file.tree.declarationOf(node);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  for (let at: ts.Node = node; at; at = at.parent)
    if (ts.isClassLike(at))
      return at.members.find((each) => each.name !== undefined && each.name.getText() === node.name.text);
  return undefined;
}

/** The project's file and export that a holder is imported from. */
export function importOfHolder(sockets: SocketFile, { root }: Holder): string | undefined {
  const path = sockets.file.paths.of(root);
  return path !== undefined && sockets.file.isProjectPath(path) ? path : undefined;
}
