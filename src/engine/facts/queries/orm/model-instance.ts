import { memberName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { listBehind } from './associations';
import { chainOf } from './chain';
import { methodNamed } from './data-clients';

/** A row that the program has, and the model that it is one of. */
export interface Instance {
  model: ts.Expression;
  /** Set where it was made here, and is not in the database yet. */
  isNew: boolean;
  /** Set where it was found in a session, which it then keeps. */
  inSession?: boolean;
}

/** The model of `new Todo(…)`, of a variable that was set to such a row or found by the model, or of an element of a list that it found. */
export function modelOfInstance(file: FileReader, expression: ts.Expression): Instance | undefined {
  const node = unwrap(expression);
  if (!ts.isIdentifier(node)) return made(file, node, false);
  if (!mayBeRow(file, node.text)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer)
    return made(file, unwrap(declaration.initializer), false);
  const list = listBehind(declaration);
  if (!list) return undefined;
  const holder = ts.isIdentifier(list) ? file.tree.declarationOf(list) : undefined;
  const value = holder && ts.isVariableDeclaration(holder) ? holder.initializer : list;
  return value && made(file, unwrap(value), true);
}

/** The text alone rules out most names, and looking at a declaration binds the file. */
function mayBeRow(file: FileReader, name: string): boolean {
  const escaped = name.replace(/\$/g, '\\$');
  return new RegExp(
    `\\b(?:const|let|var)\\s+${escaped}\\s*(?::[^=]{1,80})?(?:=\\s*(?:await\\s+)?(?:new\\s+)?[\\w$.]*\\b[A-Z]|of\\b)|\\(\\s*(?:async\\s*)?\\(?\\s*${escaped}\\s*\\)?\\s*=>`,
  ).test(file.tree.root.text);
}

/** `new Todo(…)`, `await Todo.findOne(…)`; with `several`, what finds all of them. */
function made(file: FileReader, value: ts.Expression, several: boolean): Instance | undefined {
  const node = ts.isAwaitExpression(value) ? unwrap(value.expression) : value;
  if (ts.isNewExpression(node)) return several ? undefined : { model: node.expression, isNew: true };
  if (!ts.isCallExpression(node)) return undefined;
  const { start, steps } = chainOf(node);
  const [first] = steps;
  if (!first) return undefined;
  if (memberName(first.node.expression) === 'build' && !several) return { model: start, isNew: true };
  const method = methodNamed(file, first.name, 'model');
  if (!method || method.aggregate) return undefined;
  const brings = several
    ? method.does === 'select' && !method.single
    : method.single === true || (method.does === 'insert' && first.name === 'create');
  return brings ? { model: start, isNew: false, inSession: /session/i.test(file.text(node)) } : undefined;
}
