import {
  enclosingFunction,
  type FunctionNode,
  isFunctionNode,
  memberName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import type { MembershipFact, SocketClosingFact } from '../facts';
import { calleeName } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { collectClosings } from './closings';
import type { HeldSockets } from './held-sockets';
import { declarationOfHolder, type Holder, holderOf, importOfHolder } from './holders';
import { addRemoval } from './removal-fix';
import type { SocketFile } from './socket-file';

/** Functions that take an element out of the list that they are given. */
const takesOut = /^(\w*splice\w*|pull\w*|without|(array)?(remove|delete|drop)\w*)$/i;

/** A place where something is put into or taken out of a holder. */
interface Change {
  kind: 'added' | 'removed';
  node: ts.CallExpression | ts.BinaryExpression | ts.DeleteExpression;
  holder: Holder;
  member?: ts.Expression;
}

/** Sockets and their ids in what outlives them, where they are taken out again, and what runs when one closes. */
export function collectMemberships(sockets: SocketFile, held: HeldSockets): void {
  const { file } = sockets;
  const changes =
    held.known || sockets.calls.some((each) => calleeName(each.expression) === 'delete')
      ? changesOf(sockets, held)
      : [];
  const ran = new Set<ts.Node>();
  const closings = collectClosings(sockets, (node) => ran.add(node));
  file.facts.socketClosings.push(...closings.filter((each): each is SocketClosingFact => each !== undefined));
  const kept = new Set(changes.filter((each) => each.kind === 'added').map((each) => each.holder.place));
  for (const { kind, node, holder, member } of changes) {
    const imported = importOfHolder(sockets, holder);
    // What is taken out of something that this file puts no socket into may be another file's holder.
    if (kind === 'removed' && !kept.has(holder.place) && imported === undefined && !isShared(sockets, holder))
      continue;
    const within = file.within(node);
    const fact: MembershipFact = {
      kind,
      holder: holder.place,
      name: file.words(holder.root, 60),
      member: member ? file.words(member, 40) : '',
      span: file.span(node),
      onClose: ran.has(node) || isDisposer(node),
      event: held.event,
      ...(imported === undefined ? {} : { imported }),
      ...(within === undefined ? {} : { within }),
    };
    if (kind === 'added' && member) {
      const fix = addRemoval(sockets, held, node, holder, member);
      if (fix) fact.addRemoval = fix;
    }
    file.facts.memberships.push(fact);
  }
}

/** In a function that another one returns: whoever is given it decides when, and closing is what it is for. */
function isDisposer(node: ts.Node): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const holder = at.parent;
    if (ts.isReturnStatement(holder) || (ts.isArrowFunction(holder) && holder.body === at)) return true;
  }
  return false;
}

/** Declared at the file's top, so that another file can import it. */
function isShared(sockets: SocketFile, holder: Holder): boolean {
  const declaration = declarationOfHolder(sockets, holder);
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    ts.isSourceFile(declaration.parent.parent.parent)
  );
}

function changesOf(sockets: SocketFile, held: HeldSockets): Change[] {
  const found: Change[] = [];
  const note = (
    kind: Change['kind'],
    node: Change['node'],
    place: ts.Expression,
    member?: ts.Expression,
  ): void => {
    const holder = holderOf(sockets, place);
    if (!holder) return;
    if (kind === 'added' && !(member && outlives(sockets, held, holder, member, node))) return;
    found.push({ kind, node, holder, ...(member ? { member } : {}) });
  };
  for (const call of sockets.calls) {
    const callee = unwrap(call.expression);
    // `spliceOne(clients, clients.indexOf(socket))`, `_.pull(clients, socket)`.
    const [first] = call.arguments;
    if (first && call.arguments.length > 1 && takesOut.test(calleeName(callee) ?? ''))
      note('removed', call, first);
    if (!ts.isPropertyAccessExpression(callee)) continue;
    const method = callee.name.text;
    const receiver = callee.expression;
    if (/^(add|set|push|unshift|append)$/.test(method)) {
      const member = call.arguments.map((each) => held.memberIn(each)).find((each) => each !== undefined);
      if (member && held.known) note('added', call, receiver, member);
      // An array that is put back without the socket.
      else if (
        method === 'set' &&
        call.arguments[1] &&
        /\.filter\(/.test(sockets.file.text(call.arguments[1]))
      )
        note('removed', call, receiver);
    } else if (/^(delete|splice|remove|clear)$/.test(method)) note('removed', call, receiver);
  }
  for (const node of sockets.assignments) assigned(sockets, held, node, note);
  for (const node of sockets.deletions) {
    const target = unwrap(node.expression);
    if (ts.isElementAccessExpression(target) || ts.isPropertyAccessExpression(target))
      note('removed', node, target.expression);
  }
  return found;
}

/** `clients[socket.id] = socket`, `clients = [...clients, socket]`, `clients = clients.filter(…)`, `clients[id] = undefined`. */
function assigned(
  sockets: SocketFile,
  held: HeldSockets,
  node: ts.BinaryExpression,
  note: (kind: Change['kind'], node: Change['node'], place: ts.Expression, member?: ts.Expression) => void,
): void {
  const left = unwrap(node.left);
  const right = unwrap(node.right);
  const indexed = ts.isElementAccessExpression(left) && memberName(left) === undefined ? left : undefined;
  if (ts.isCallExpression(right) && ts.isPropertyAccessExpression(right.expression)) {
    const method = right.expression.name.text;
    if (method === 'filter') {
      note('removed', node, indexed ? indexed.expression : left);
      return;
    }
    if (method === 'concat' && held.known) {
      const member = right.arguments.map((each) => held.memberIn(each)).find((each) => each !== undefined);
      if (member) note('added', node, left, member);
      return;
    }
  }
  if (indexed) {
    if (right.kind === ts.SyntaxKind.NullKeyword || sockets.file.text(right) === 'undefined') {
      note('removed', node, indexed.expression);
      return;
    }
    const member =
      held.memberIn(right) ??
      (held.isId(indexed.argumentExpression) ? unwrap(indexed.argumentExpression) : undefined);
    if (member && held.known) note('added', node, indexed.expression, member);
    return;
  }
  if (held.known && ts.isArrayLiteralExpression(right) && right.elements.some(ts.isSpreadElement)) {
    const member = held.memberIn(right);
    if (member) note('added', node, left, member);
  }
}

/** Whether what keeps the socket is still there when the socket is gone. */
function outlives(
  sockets: SocketFile,
  held: HeldSockets,
  holder: Holder,
  member: ts.Expression,
  node: ts.Node,
): boolean {
  const { file } = sockets;
  const root = unwrap(holder.root);
  const declaration = declarationOfHolder(sockets, holder);
  if (declaration && /\bnew Weak(Map|Set)\b|:\s*Weak(Map|Set)\b/.test(file.text(declaration))) return false;
  if (ts.isPropertyAccessExpression(root)) {
    let base: ts.Expression = root;
    while (ts.isPropertyAccessExpression(base)) base = unwrap(base.expression);
    // `socket.rooms` goes with the socket.
    if (held.isSocket(base)) return false;
    if (isWeakMember(sockets, root)) return false;
    if (base.kind === ts.SyntaxKind.ThisKeyword) return !isMadeForSocket(held, node);
    const owner = ts.isIdentifier(base) ? file.tree.declarationOf(base) : undefined;
    return owner !== undefined && !ts.isParameter(owner) && !isInside(owner, held.scopeOf(member));
  }
  return (
    declaration !== undefined &&
    !isInside(declaration, held.scopeOf(member)) &&
    !held.declarations.has(declaration) &&
    !isResult(sockets, declaration, node)
  );
}

/** A variable that its function fills and returns: it goes with whoever asked, unless handlers of events fill it later. */
function isResult(sockets: SocketFile, declaration: ts.Declaration, node: ts.Node): boolean {
  const owner = enclosingFunction(declaration);
  if (!owner || !ts.isVariableDeclaration(declaration)) return false;
  const isReturned = returnsOf(owner).some((each) => {
    const value = unwrap(each);
    return ts.isIdentifier(value) && sockets.file.tree.declarationOf(value) === declaration;
  });
  if (!isReturned) return false;
  for (let at = enclosingFunction(node); at && at !== owner; at = enclosingFunction(at)) {
    const around = at;
    if (sockets.registrations.some((each) => sockets.functionOf(each.handler) === around)) return false;
  }
  return true;
}

/** `this.#sockets = new WeakSet()` in a constructor. */
function isWeakMember(sockets: SocketFile, root: ts.PropertyAccessExpression): boolean {
  const place = sockets.placeOf(root);
  return (
    place !== undefined &&
    sockets.assignedTo(place).some((each) => /^new Weak(Map|Set)\b/.test(sockets.file.text(each)))
  );
}

/** An object of which there is one for each socket: its constructor is given it. */
function isMadeForSocket(held: HeldSockets, node: ts.Node): boolean {
  for (let at: ts.Node = node; at; at = at.parent) {
    if (!ts.isClassLike(at)) continue;
    const made = at.members.find(ts.isConstructorDeclaration);
    return made?.parameters.some((each) => held.declarations.has(each)) ?? false;
  }
  return false;
}

function isInside(declaration: ts.Node, scope: FunctionNode | undefined): boolean {
  for (let at: ts.Node | undefined = declaration.parent; at && scope; at = at.parent) {
    if (at === scope) return true;
    if (isFunctionNode(at) && at.pos < scope.pos && scope.end <= at.end) return false;
  }
  return false;
}
