import { enclosingFunction, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { OutgoingCallFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { insertion, intoLiteral, type OptionsObject, readOptions } from '../reading/options-object';
import type { Style } from './outgoing-styles';

type Limit = OutgoingCallFact['timeout'];

export function limitOf(
  file: FileReader,
  node: ts.CallExpression,
  style: Style,
): { limit: Limit; fix: OutgoingCallFact['addTimeout'] } {
  const indexes = style.single ? [0, 1] : [style.options];
  let open = false;
  let off = false;
  let fix: OutgoingCallFact['addTimeout'];
  for (const index of indexes) {
    const argument = node.arguments[index];
    if (!argument || isCallback(file, argument)) continue;
    if (style.single && index === 0 && isAddress(file, node)) continue;
    if (style.single && index === 1 && !isAddress(file, node)) continue;
    if (style.single && (ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument))) continue;
    const options = readOptions(file, argument);
    const limits = style.limits.filter((name) => options.members.has(name));
    if (style.limited && limits.length === 0) continue;
    if (limits.some((name) => isLimit(options.members.get(name)))) return { limit: 'set', fix: undefined };
    off ||= limits.length > 0;
    const byAgent = agentLimit(file, options);
    if (byAgent === 'set') return { limit: 'set', fix: undefined };
    open ||= options.open || byAgent === 'unknown';
    // What turns the limit off stands there already.
    if (options.literal && limits.length === 0) fix = intoLiteral(file, options.literal, style.add);
  }
  if (style.library === 'http' || style.library === 'https') {
    if (requestLimited(file, node)) return { limit: 'set', fix: undefined };
  }
  if (style.limited && !off) return { limit: 'set', fix: undefined };
  if (!off) fix ??= style.single ? undefined : fillTo(file, node, style);
  return { limit: open ? 'unknown' : 'none', fix };
}

/**
 * The limit that an agent among the options sets: agentkeepalive gives up on a socket that is silent, and Node's own agent has a
 * `timeout` too. Undefined where no agent is given, or one that has none.
 */
export function agentLimit(file: FileReader, { members }: OptionsObject): Limit | undefined {
  for (const name of ['httpAgent', 'httpsAgent', 'agent']) {
    const given = members.get(name);
    if (!given) continue;
    const made = madeBy(file, given);
    if (!made) return 'unknown';
    if (/^agentkeepalive#/.test(file.paths.of(made.expression) ?? '')) return 'set';
    if (readOptions(file, made.arguments?.[0]).members.has('timeout')) return 'set';
  }
  return undefined;
}

/** The `new` expression that a value comes from, directly or by way of a variable. */
export function madeBy(file: FileReader, expression: ts.Expression): ts.NewExpression | undefined {
  const node = unwrap(expression);
  if (ts.isNewExpression(node)) return node;
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const value =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    unwrap(declaration.initializer);
  return value && ts.isNewExpression(value) ? value : undefined;
}

/** `timeout: 0`, `signal: undefined` and `timeout: false` are spelled out, and limit nothing. */
export function isLimit(value: ts.Expression | undefined): boolean {
  const node = value && unwrap(value);
  if (!node) return true;
  if (ts.isNumericLiteral(node)) return Number(node.text) !== 0;
  if (ts.isIdentifier(node)) return node.text !== 'undefined' && node.text !== 'Infinity';
  return node.kind !== ts.SyntaxKind.NullKeyword && node.kind !== ts.SyntaxKind.FalseKeyword;
}

/** The parameter of the function around a call that its options come from: `(url, options) => fetch(url, options)`. */
export function passedOn(file: FileReader, node: ts.CallExpression): number | undefined {
  const around = enclosingFunction(node);
  if (!around) return undefined;
  let found: number | undefined;
  const visit = (at: ts.Node, depth: number): void => {
    if (found !== undefined || isFunctionNode(at)) return;
    if (ts.isIdentifier(at) && !isMemberName(at)) {
      const declaration = file.tree.declarationOf(at);
      if (declaration && ts.isParameter(declaration) && declaration.parent === around)
        found = around.parameters.indexOf(declaration);
      else if (depth < 2 && declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
        visit(declaration.initializer, depth + 1);
      else if (declaration && ts.isBindingElement(declaration) && declaration.dotDotDotToken) {
        const whole = declaration.parent.parent;
        if (ts.isParameter(whole) && whole.parent === around) found = around.parameters.indexOf(whole);
      }
      return;
    }
    ts.forEachChild(at, (child) => visit(child, depth));
  };
  for (const argument of node.arguments.slice(1)) {
    const inner = unwrap(argument);
    if (ts.isIdentifier(inner)) visit(inner, 0);
    else if (ts.isObjectLiteralExpression(inner))
      for (const property of inner.properties)
        if (ts.isSpreadAssignment(property)) visit(property.expression, 0);
  }
  return found;
}

function isMemberName(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/** Whether a call that takes either starts with an address, and not with options that hold one. */
function isAddress(file: FileReader, { arguments: [first, second] }: ts.CallExpression): boolean {
  const node = first && unwrap(first);
  if (!node || ts.isObjectLiteralExpression(node)) return false;
  if (second && ts.isObjectLiteralExpression(unwrap(second))) return true;
  const options = readOptions(file, node);
  return options.open && (!ts.isIdentifier(node) || !/opt|conf|param|init|request/i.test(node.text));
}

function isCallback(file: FileReader, argument: ts.Expression): boolean {
  const node = unwrap(argument);
  if (isFunctionNode(node)) return true;
  // One that is handed in is told by its name: `(done) => request(url, done)`.
  return (
    ts.isIdentifier(node) &&
    (/^(cb|callback|done|next)$/i.test(node.text) || file.values.functionOf(node) !== undefined)
  );
}

/** A missing options argument; `post(url)` has none for the body either, and gets `undefined` there. */
function fillTo(file: FileReader, node: ts.CallExpression, style: Style): OutgoingCallFact['addTimeout'] {
  const direct = insertion(file, node, style.options, style.add);
  if (direct || node.arguments.length !== style.options - 1) return direct;
  const last = node.arguments[node.arguments.length - 1];
  return last && { span: { start: last.end, end: last.end }, text: `, undefined, { ${style.add} }` };
}

/** `http.request(…)` whose request is later given a limit: `.setTimeout(…)`, `.on('timeout', …)`. */
function requestLimited(file: FileReader, node: ts.CallExpression): boolean {
  const holder = node.parent;
  if (holder && ts.isPropertyAccessExpression(holder))
    return /\.(setTimeout|on)\b/.test(`.${holder.name.text}`) && file.text(holder.parent).includes('imeout');
  if (!holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return false;
  const around = enclosingFunction(node);
  return new RegExp(`\\b${holder.name.text}\\s*\\.\\s*(setTimeout\\b|on(ce)?\\(\\s*['"]timeout)`).test(
    around ? file.text(around) : file.tree.root.text,
  );
}

/** superagent: `.timeout(…)` further along the chain. */
export function chainLimit(node: ts.CallExpression): Limit {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (ts.isPropertyAccessExpression(at.parent) && at.parent.name.text === 'timeout') return 'set';
    if (!ts.isPropertyAccessExpression(at.parent) && !ts.isCallExpression(at.parent)) break;
  }
  return 'none';
}
