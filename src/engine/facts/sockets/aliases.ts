import { type FunctionNode, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import { enclosingClass } from '../reading/access-path';
import { calleeName } from '../reading/file-reader';
import { isExported } from '../reading/function-syntax';
import type { SocketFile } from './socket-file';

/** Under which names a new socket goes in its file, and whether it goes where the file does not show. */
export interface Aliases {
  /** Places as `SocketFile.placeOf` writes them. */
  places: Set<string>;
  /** The expression itself, for calls on it: `new WebSocket(url).on(…)`. */
  itself: ts.Expression;
  /** It is given to a function of another file. */
  handedAway: boolean;
  /** It is returned or exported: whoever has it then may listen to it. */
  returned: boolean;
}

const setters = /^set[A-Z]/;
/** Calls that take a socket and add nothing to it. */
const harmless =
  /^(log|info|debug|warn|error|send|sendMessage|is\w+|clear\w+|String|Boolean|expect|push|add|set|delete|has|includes|resolve)$/;

/** Follows a new socket through variables, members, refs, state and functions of its file. */
export function aliasesOf(sockets: SocketFile, made: ts.Expression): Aliases {
  const aliases: Aliases = { places: new Set(), itself: made, handedAway: false, returned: false };
  const pending: ts.Expression[] = [];
  const addPlace = (name: ts.Expression | ts.BindingName): void => {
    const place =
      ts.isIdentifier(name) || !ts.isBindingName(name) ? sockets.placeOf(name as ts.Expression) : undefined;
    if (place === undefined || aliases.places.has(place) || aliases.places.size > 50) return;
    aliases.places.add(place);
    pending.push(...sockets.usesOf(place));
  };
  follow(sockets, made, aliases, addPlace, 0);
  for (let i = 0; i < pending.length && i < 200; i++) {
    const use = pending[i];
    if (use) follow(sockets, use, aliases, addPlace, 0);
  }
  return aliases;
}

/** Where the value of an expression goes. */
function follow(
  sockets: SocketFile,
  value: ts.Expression,
  aliases: Aliases,
  add: (name: ts.Expression | ts.BindingName) => void,
  depth: number,
): void {
  let at: ts.Node = value;
  let holder = at.parent;
  while (
    ts.isParenthesizedExpression(holder) ||
    ts.isAsExpression(holder) ||
    ts.isNonNullExpression(holder) ||
    ts.isAwaitExpression(holder) ||
    ts.isSatisfiesExpression(holder) ||
    ts.isConditionalExpression(holder) ||
    (ts.isBinaryExpression(holder) &&
      (holder.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
        holder.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken))
  ) {
    at = holder;
    holder = holder.parent;
  }
  if (ts.isVariableDeclaration(holder) && holder.initializer === at) {
    if (isExportedVariable(holder)) aliases.returned = true;
    add(holder.name);
  } else if (ts.isBinaryExpression(holder) && holder.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (holder.right !== at) return;
    add(holder.left);
    // `const ws = (this.ws = new WebSocket(url))`.
    if (depth < 4 && !ts.isExpressionStatement(holder.parent))
      follow(sockets, holder, aliases, add, depth + 1);
  } else if (ts.isPropertyDeclaration(holder) && holder.initializer === at) {
    const owner = enclosingClass(holder);
    const use = sockets.memberUse(owner, holder.name);
    if (use) add(use);
  } else if (ts.isNewExpression(holder) && holder.expression !== at)
    handedToClass(sockets, holder, at as ts.Expression, aliases, add);
  else if (ts.isCallExpression(holder) && holder.expression !== at)
    argument(sockets, holder, at as ts.Expression, aliases, add);
  else if (ts.isReturnStatement(holder) || (ts.isArrowFunction(holder) && holder.body === at)) {
    const from = ts.isArrowFunction(holder) ? holder : functionAround(holder);
    returned(sockets, from, aliases, add, depth);
  } else if (ts.isExportAssignment(holder) || ts.isExportSpecifier(holder)) aliases.returned = true;
  else if (
    ts.isShorthandPropertyAssignment(holder) ||
    (ts.isPropertyAssignment(holder) && holder.initializer === at) ||
    ts.isArrayLiteralExpression(holder) ||
    ts.isJsxExpression(holder)
  )
    aliases.returned = true;
}

function argument(
  sockets: SocketFile,
  call: ts.CallExpression,
  given: ts.Expression,
  aliases: Aliases,
  add: (name: ts.Expression | ts.BindingName) => void,
): void {
  const name = calleeName(call.expression) ?? '';
  const target = sockets.functionOf(call.expression);
  if (target) {
    const parameter = target.parameters[call.arguments.indexOf(given)];
    if (parameter && ts.isIdentifier(parameter.name)) add(parameter.name);
    return;
  }
  if (/^(useRef|useMemo|useState|ref|shallowRef|markRaw|reactive)$/.test(name)) kept(sockets, call, add);
  else if (setters.test(name) && ts.isIdentifier(call.expression)) {
    const state = sockets.stateOf(call.expression);
    if (state) add(state);
    else aliases.handedAway = true;
  } else if (harmless.test(name)) {
    if (name === 'resolve' || name === 'push' || name === 'add' || name === 'set') aliases.returned = true;
  } else aliases.handedAway = true;
}

/** `new Connection(socket)`: its constructor has it, where this file shows it. */
function handedToClass(
  sockets: SocketFile,
  made: ts.NewExpression,
  given: ts.Expression,
  aliases: Aliases,
  add: (name: ts.Expression | ts.BindingName) => void,
): void {
  const declaration = ts.isIdentifier(made.expression)
    ? sockets.file.tree.declarationOf(made.expression)
    : undefined;
  const maker =
    declaration && ts.isClassDeclaration(declaration)
      ? declaration.members.find(ts.isConstructorDeclaration)
      : undefined;
  const parameter = maker?.parameters[made.arguments?.indexOf(given) ?? -1];
  if (parameter && ts.isIdentifier(parameter.name)) add(parameter.name);
  // A promise, a map, a weak reference of the language does nothing to what it is given.
  else if (
    !ts.isIdentifier(made.expression) ||
    !/^(Map|Set|WeakMap|WeakSet|WeakRef|Promise)$/.test(made.expression.text)
  )
    aliases.handedAway = true;
}

/** `const ref = useRef(new WebSocket(url))`: it is `ref.current`; state is the first of two. */
function kept(
  sockets: SocketFile,
  call: ts.CallExpression,
  add: (name: ts.Expression | ts.BindingName) => void,
): void {
  const holder = call.parent;
  if (!ts.isVariableDeclaration(holder)) return;
  if (ts.isArrayBindingPattern(holder.name)) {
    const [first] = holder.name.elements;
    if (first && ts.isBindingElement(first)) add(first.name);
    return;
  }
  if (!ts.isIdentifier(holder.name)) return;
  add(holder.name);
  for (const each of sockets.named('current').concat(sockets.named('value')))
    if (
      ts.isPropertyAccessExpression(each) &&
      ts.isIdentifier(each.expression) &&
      each.expression.text === holder.name.text
    ) {
      add(each);
      return;
    }
}

/** A function that returns the socket: its callers in this file have it. */
function returned(
  sockets: SocketFile,
  from: FunctionNode | undefined,
  aliases: Aliases,
  add: (name: ts.Expression | ts.BindingName) => void,
  depth: number,
): void {
  const holder = from?.parent;
  // `useState(() => new WebSocket(url))`, `useMemo(() => new WebSocket(url), [])`.
  if (
    holder &&
    ts.isCallExpression(holder) &&
    /^use(State|Memo|Ref)$/.test(calleeName(holder.expression) ?? '')
  ) {
    kept(sockets, holder, add);
    return;
  }
  aliases.returned = true;
  if (!from || depth > 2 || isExported(from)) return;
  for (const call of sockets.callsOf(from)) follow(sockets, call, aliases, add, depth + 1);
}

function functionAround(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}

function isExportedVariable(declaration: ts.VariableDeclaration): boolean {
  const statement = declaration.parent.parent;
  return (
    ts.isVariableStatement(statement) &&
    (ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

/** Whether an expression stands for the socket. */
export function isAlias(sockets: SocketFile, aliases: Aliases, expression: ts.Expression): boolean {
  let node = unwrap(expression);
  if (node === aliases.itself) return true;
  // `new WebSocket(url).on('open', …).on('close', …)`.
  while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (!/^(on|once|addListener)$/.test(node.expression.name.text)) break;
    node = unwrap(node.expression.expression);
    if (node === aliases.itself) return true;
  }
  const place = sockets.placeOf(node);
  return place !== undefined && aliases.places.has(place);
}
