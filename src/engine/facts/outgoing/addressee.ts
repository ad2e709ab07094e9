import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { keysOfPattern, rootOfPattern } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';

/** What an address may start with before the host: a scheme, and who logs in. */
const beforeHost = /^(\w+:\/\/)?([\w.-]+@)?$/;

/**
 * The expression that an address takes its host from, as it is written where the value comes from: `vm.ipAddress` of `http://${vm.ipAddress}:9100`, also
 * through variables. Undefined where the host is spelled out.
 */
export function hostExpression(file: FileReader, target: ts.Expression): string | undefined {
  const inOptions = ts.isIdentifier(unwrap(target)) ? hostMember(file, target) : undefined;
  if (inOptions) return hostExpression(file, inOptions);
  const pieces = file.texts.of(target)[0]?.pieces;
  if (!pieces) return sourceOf(file, target, 0);
  let before = '';
  for (const piece of pieces) {
    if ('text' in piece) {
      before += piece.text;
      if (!beforeHost.test(before)) return undefined;
    } else if (!piece.silent) return beforeHost.test(before) ? sourceOf(file, piece.hole, 0) : undefined;
  }
  return undefined;
}

/** The host among the options that a name stands for. */
function hostMember(file: FileReader, target: ts.Expression): ts.Expression | undefined {
  const { members } = readOptions(file, target);
  return ['url', 'uri', 'hostname', 'host', 'baseURL'].map((each) => members.get(each)).find(Boolean);
}

/** The expression behind a name: `vm.ip` of `const { ip } = vm`. */
function sourceOf(file: FileReader, expression: ts.Expression, depth: number): string | undefined {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node)) return undefined;
  if (depth > 4 || !ts.isIdentifier(node)) {
    // `new URL(path, `http://${vm.ip}`)` and its likes are read by their base.
    if (ts.isNewExpression(node) && node.arguments && file.text(node.expression) === 'URL') {
      const base = node.arguments[1] ?? node.arguments[0];
      return base && hostExpression(file, base);
    }
    return file.words(node, 80);
  }
  const declaration = file.tree.declarationOf(node);
  if (!declaration) return node.text;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
    if (ts.isIdentifier(declaration.name))
      return (
        hostExpression(file, declaration.initializer) ?? sourceOf(file, declaration.initializer, depth + 1)
      );
  }
  if (ts.isBindingElement(declaration)) {
    const root = rootOfPattern(declaration);
    const keys = keysOfPattern(declaration);
    if (ts.isVariableDeclaration(root) && root.initializer && keys.length > 0) {
      const whole = unwrap(root.initializer);
      return `${file.words(whole, 60)}.${keys.join('.')}`;
    }
    return propertyName(declaration.propertyName ?? declaration.name) ?? node.text;
  }
  return node.text;
}

/** What the code around a call calls things: its functions with their parameters, its class, its file. */
export function namesAround(file: FileReader, node: ts.Node): string[] {
  file.tree.bind();
  const names: string[] = [];
  for (let at = node.parent; at && !ts.isSourceFile(at); at = at.parent) {
    if (isFunctionNode(at)) {
      if (at.name) names.push(file.text(at.name));
      for (const each of at.parameters) names.push(file.words(each.name, 80));
    }
    if ((ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at)) && at.name !== node)
      names.push(file.words(at.name, 60));
    if (ts.isClassLike(at) && at.name) names.push(at.name.text);
  }
  const { path } = file.facts;
  names.push(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, ''));
  return names;
}

/** The members of a call's options that say where it goes. */
const addressMembers = ['url', 'uri', 'href', 'hostname', 'host', 'socketPath', 'baseURL'];

/** What says where a call goes: an address, or a member of its options. */
export interface Target {
  expression: ts.Expression;
  member?: string;
}

/** Where an argument says that a call goes: the address itself, or the member of options that has it. */
export function targetOf(file: FileReader, argument: ts.Expression): Target | undefined {
  const inner = unwrap(argument);
  if (!ts.isObjectLiteralExpression(inner)) return { expression: inner };
  const { members } = readOptions(file, inner);
  const member = addressMembers.find((each) => members.get(each));
  const expression = member === undefined ? undefined : members.get(member);
  return expression && member !== undefined ? { expression, member } : undefined;
}

/** The host of an address, or the expression that holds it; undefined where the client has it. */
export function hostOf(
  file: FileReader,
  { expression, member }: Target,
): { host: string; hostIsExpression?: true } | undefined {
  const literal = unwrap(expression);
  if (/^host(name)?$/.test(member ?? '') && ts.isStringLiteralLike(literal)) return { host: literal.text };
  const target = baseOf(expression);
  const [start] = file.texts.of(target)[0]?.pieces ?? [];
  if (start && 'text' in start) {
    const host = /^https?:\/\/([^/?#]+)/.exec(start.text)?.[1];
    // Without a scheme it is a path below a base address that the client has.
    return host === undefined ? undefined : { host };
  }
  const holder = start && 'hole' in start ? start.hole : target;
  return ts.isStringLiteralLike(holder)
    ? undefined
    : { host: file.words(holder, 40), hostIsExpression: true };
}

/** What an address starts with: `new URL(path, base)` with its base. */
function baseOf(target: ts.Expression): ts.Expression {
  const node = unwrap(target);
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'URL')
    return target;
  const [path, base] = node.arguments ?? [];
  const start = base ?? path;
  return start && ts.isStringLiteralLike(unwrap(start)) ? start : target;
}
