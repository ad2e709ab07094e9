import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';
import { rootOfPattern } from '../reading/function-syntax';
import { leaves } from '../reading/guards';

/** Words by which a check speaks of whose something is. */
const ofSomebody =
  /tenant|\borg|organi[sz]ation|workspace|account|company|team|user|owner|member|session|principal|claims|\bauth|access|permi|allowed|socket\b|client\b|\bws\b/i;
/** What only says whether a value is well-formed, or whether a room is there. */
const saysForm =
  /^(isString|isArray|isNaN|isInteger|isSafeInteger|isFinite|test|match|trim|toString|parse|safeParse|parseAsync|safeParseAsync|isUUID|isUuid|isValidUuid|uuidValidate|validate|validateSync|Boolean|String|Number|parseInt|toLowerCase|isValidObjectId|isValid|isEmpty|isObject|log|info|warn|debug|error|emit|send)$/i;
/** What only looks something up: it is a check where the tenant, or the one who asks, goes into it. */
const looksUp =
  /^(get|find|load|fetch|read|select|query|one|oneOrNone|maybeOne|any|exists|count|first|execute|where)/i;
/** Calls that throw, or answer themselves, when somebody may not. */
const insists =
  /assert|ensure|authori[sz]e|check|verify|require|guard|permission|access|allow|enforce|restrict|protect|can[A-Z]/;

/**
 * Whether something is asked about the names that a client chose before `node` runs: whose it is, or whether it is one of a list. `names` are the
 * names, as written.
 */
export function isChecked(file: FileReader, node: ts.Node, names: readonly string[]): boolean {
  const checks = new Checks(file, names);
  let child: ts.Node = node;
  for (let at = node.parent; at && !ts.isSourceFile(at); child = at, at = at.parent) {
    if (checks.before(at, child)) return true;
    if (ts.isMethodDeclaration(at)) return isGuarded(file, at);
  }
  return false;
}

/** `@UseGuards(RoomGuard)` of a gateway's method, or of its class where it does more than say who somebody is. */
function isGuarded(file: FileReader, method: ts.MethodDeclaration): boolean {
  const guards = (node: ts.HasDecorators): string[] =>
    (ts.getDecorators(node) ?? [])
      .map((each) => file.text(each.expression))
      .filter((each) => /^UseGuards\b/.test(each));
  const isOnlyLogin = (text: string): boolean =>
    /^UseGuards\(\s*(new\s+)?(Ws)?(Jwt|Auth|Authenticat\w*|Token|Session)\w*Guard[^,]*\)$/i.test(text);
  const owner = method.parent;
  return [...guards(method), ...(ts.isClassDeclaration(owner) ? guards(owner) : [])].some(
    (each) => !isOnlyLogin(each),
  );
}

class Checks {
  readonly #mentions: RegExp;

  constructor(
    private readonly file: FileReader,
    names: readonly string[],
  ) {
    const all = names.filter(Boolean).map((each) => each.replace(/\$/g, '\\$'));
    this.#mentions = new RegExp(all.length === 0 ? '(?!)' : `(?<![\\w$])(${all.join('|')})(?![\\w$])`);
  }

  /** Whether `at`, which `child` is a part of, checks before the child runs. */
  before(at: ts.Node, child: ts.Node): boolean {
    if (ts.isIfStatement(at) && child !== at.expression) return this.#isCheck(at.expression);
    if (ts.isConditionalExpression(at) && child !== at.condition) return this.#isCheck(at.condition);
    if (
      ts.isBinaryExpression(at) &&
      at.right === child &&
      at.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    )
      return this.#isCheck(at.left);
    if (ts.isBlock(at) || ts.isCaseOrDefaultClause(at)) {
      for (const statement of at.statements) {
        if (statement === child) return false;
        if (this.#refuses(statement)) return true;
      }
    }
    // `canJoin(user, room).then(() => socket.join(room))`, `canJoin(user, room, (error) => …)`.
    if (ts.isCallExpression(at) && isFunctionNode(child)) {
      const callee = unwrap(at.expression);
      if (memberName(callee) === 'then' && ts.isPropertyAccessExpression(callee))
        return this.#asks(callee.expression, true);
      return (
        insists.test(calleeName(callee) ?? '') && this.#isAbout(at.arguments.filter((each) => each !== child))
      );
    }
    return false;
  }

  #isAbout(nodes: readonly ts.Node[]): boolean {
    return nodes.some((each) => this.#mentions.test(this.file.text(each)));
  }

  /** `if (!ok) return;`, `await assertMember(user, room);`, and the same in a `try`. */
  #refuses(statement: ts.Statement): boolean {
    if (ts.isIfStatement(statement))
      return leaves(statement.thenStatement) && this.#isCheck(statement.expression);
    if (ts.isTryStatement(statement))
      return statement.tryBlock.statements.some((each) => this.#refuses(each));
    if (ts.isExpressionStatement(statement)) return this.#asks(statement.expression, true, true);
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.some(
        ({ initializer }) => initializer !== undefined && this.#asks(initializer, true, true),
      );
    return false;
  }

  /** Whether a call asks about what was chosen; `insisting` where its result is not looked at. */
  #asks(expression: ts.Expression, topOnly: boolean, insisting = false): boolean {
    const node = unwrap(expression);
    if (!ts.isCallExpression(node)) return false;
    const name = calleeName(node.expression) ?? '';
    // `room.startsWith(`tenant:${socket.tenantId}:`)`.
    if (name === 'startsWith' && !insisting) return this.#isAbout([node.expression]);
    if (!this.#isAbout(node.arguments) || saysForm.test(name)) {
      // `Ticket.findOne({ … }).lean()`: the call before.
      const callee = unwrap(node.expression);
      return topOnly &&
        ts.isPropertyAccessExpression(callee) &&
        ts.isCallExpression(unwrap(callee.expression))
        ? this.#asks(callee.expression, topOnly, insisting)
        : false;
    }
    if (insisting) return insists.test(name);
    if (name === 'has') return !isRoomHolder(this.file, node);
    if (looksUp.test(name)) return ofSomebody.test(this.#withoutNames(node));
    return true;
  }

  /** What a call says besides the names that were chosen. */
  #withoutNames(node: ts.Node): string {
    return this.file.text(node).replace(new RegExp(this.#mentions.source, 'g'), '');
  }

  #isCheck(condition: ts.Expression): boolean {
    let found = false;
    const visit = (node: ts.Node): void => {
      if (found || isFunctionNode(node)) return;
      if (ts.isCallExpression(node) && this.#asks(node, false)) found = true;
      else if (ts.isBinaryExpression(node) && isEquality(node) && this.#compares(node)) found = true;
      else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword)
        found = true;
      else if (ts.isIdentifier(node) && this.#isAnswer(node)) found = true;
      ts.forEachChild(node, visit);
    };
    visit(condition);
    return found;
  }

  /** `ticket.tenantId !== socket.tenantId`, `room === 'lobby'`. */
  #compares({ left, right }: ts.BinaryExpression): boolean {
    const sides = [unwrap(left), unwrap(right)];
    if (
      sides.some(
        (each) => ts.isTypeOfExpression(each) || /^(null|undefined|''|""|0)$/.test(this.file.text(each)),
      )
    )
      return false;
    // One fixed name is chosen by nobody; the kind of a message is not the name.
    const literal = sides.find((each) => ts.isStringLiteralLike(each));
    if (literal)
      return sides.some(
        (each) =>
          ts.isIdentifier(each) &&
          this.#mentions.test(each.text) &&
          !/^(type|event|action|kind|op|cmd|command)$/.test(each.text),
      );
    return sides.some((each) => ofSomebody.test(this.file.text(each)));
  }

  /** A variable that holds what a call answered: `if (!ticket) return;` after the ticket was looked up for the tenant. */
  #isAnswer(name: ts.Identifier): boolean {
    const declaration = this.file.tree.declarationOf(name);
    if (!declaration) return false;
    const root = ts.isBindingElement(declaration) ? rootOfPattern(declaration) : declaration;
    if (ts.isVariableDeclaration(root) && root.initializer) {
      const value = unwrap(root.initializer);
      // `const ticket = rows[0]`.
      if (ts.isElementAccessExpression(value) || ts.isPropertyAccessExpression(value)) {
        const holder = unwrap(value.expression);
        return ts.isIdentifier(holder) && holder.text !== name.text && this.#isAnswer(holder);
      }
      return this.#asks(value, true);
    }
    if (ts.isParameter(root)) {
      // The answer that a callback is given.
      const call = root.parent.parent;
      if (!ts.isCallExpression(call)) return false;
      const callee = unwrap(call.expression);
      if (memberName(callee) === 'then' && ts.isPropertyAccessExpression(callee))
        return this.#asks(callee.expression, true);
      return !/^(on|once|use)$/.test(calleeName(callee) ?? '') && this.#asks(call, true);
    }
    return false;
  }
}

/** `rooms.has(room)`: whether a room is there, and not whose it is. */
function isRoomHolder(file: FileReader, node: ts.CallExpression): boolean {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return /^(this\.)?#?_?(rooms|channels|topics|groups|clients|sockets)(\.adapter\.rooms)?$/.test(
    file.text(callee.expression),
  );
}

function isEquality({ operatorToken }: ts.BinaryExpression): boolean {
  return /^[!=]==?$/.test(ts.tokenToString(operatorToken.kind) ?? '');
}
