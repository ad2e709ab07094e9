import {
  enclosingFunction,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import type { ResultUse } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** Members that say something about rows and are none. */
const figures =
  /^(length|size|count|rowCount|total|totalCount|affectedRows|affected|fields|command|meta|pageInfo)$/;
/** Methods that bring one row, or one figure. */
const reducing =
  /^(find|findIndex|findLast|some|every|includes|indexOf|reduce|at|pop|shift|has|first|one|join|count|single|maybeSingle|get|set|delete)$/;
/** What answers is called. */
const answering = /^(res|resp|response|reply|rep|ctx|context|c|h|_res|httpResponse|NextResponse|Response)$/;
/** Functions that give back what they are given in another form. */
const transforming =
  /map|format|seriali[sz]|transform|present|dto|^to[A-Z]|from[A-Z]|view|render|plain|omit|pick|saniti[sz]|normali[sz]|camel|snake|enrich|hydrate|attach|with[A-Z]|group|sort|order|filter|uniq|build|convert|parse|wrap|success|^ok$|respon|cache|stringify|assign|from|resolve|clone|values|decorate|strip|mask|reverse|^create.*Response/i;
const mostSteps = 400;

/**
 * Whether what a call brings reaches the answer to a request, or is what its function returns, all of it: not its first row, and not its
 * number. Undefined where neither can be seen.
 *
 * @param rowsFirst Whether the call brings a pair whose first element is the rows.
 */
export function resultUse(
  file: FileReader,
  node: ts.CallExpression | ts.TaggedTemplateExpression,
  rowsFirst = false,
): ResultUse | undefined {
  file.tree.bind();
  const name = ts.isCallExpression(node) ? memberName(node.expression) : undefined;
  // `const [rows, total] = await repository.findAndCount()`
  return new Follower(file, rowsFirst || name?.includes('AndCount') === true).follow(node);
}

/** Follows a value through the names and expressions of a file that hold it. */
class Follower {
  readonly #seen = new Set<ts.Node>();
  #use: ResultUse | undefined;
  #steps = 0;

  constructor(
    private readonly file: FileReader,
    /** Whether the first element of the result is its rows, and not its first row. */
    private readonly rowsFirst: boolean,
  ) {}

  follow(node: ts.CallExpression | ts.TaggedTemplateExpression): ResultUse | undefined {
    // `db.query(sql, (error, rows) => …)`
    const callback = ts.isCallExpression(node)
      ? node.arguments.findLast((each) => isFunctionNode(unwrap(each)))
      : undefined;
    const given = callback && unwrap(callback);
    if (given && isFunctionNode(given) && given.parameters.length >= 2) this.#bind(given.parameters[1]?.name);
    this.#climb(node);
    return this.#use;
  }

  #climb(start: ts.Node): void {
    let node = start;
    while (this.#steps++ < mostSteps && !this.#seen.has(node)) {
      this.#seen.add(node);
      const next = this.#above(node);
      if (!next) return;
      node = next;
    }
  }

  /** What holds the value that a node is; undefined where it goes no further, or has been followed. */
  #above(node: ts.Node): ts.Node | undefined {
    const parent = node.parent;
    if (!parent) return undefined;
    if (ts.isPropertyAccessExpression(parent)) return this.#member(parent);
    if (ts.isElementAccessExpression(parent)) {
      if (parent.expression !== node) return undefined;
      const key = parent.argumentExpression;
      return ts.isStringLiteralLike(key) || (this.rowsFirst && key.getText(this.file.tree.root) === '0')
        ? parent
        : undefined;
    }
    if (ts.isCallExpression(parent))
      return parent.expression === node ? undefined : this.#given(parent, node);
    if (ts.isArrayLiteralExpression(parent)) return this.#element(parent, node);
    if (ts.isPropertyAssignment(parent)) return parent.initializer === node ? parent.parent : undefined;
    if (ts.isShorthandPropertyAssignment(parent)) return parent.parent;
    if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent))
      return ts.isSpreadAssignment(parent) ? parent.parent : parent;
    if (ts.isConditionalExpression(parent)) return parent.condition === node ? undefined : parent;
    if (ts.isBinaryExpression(parent)) return this.#combined(parent, node);
    if (ts.isReturnStatement(parent)) return this.#returned(enclosingFunction(parent));
    if (ts.isArrowFunction(parent)) return parent.body === node ? this.#returned(parent) : undefined;
    if (ts.isVariableDeclaration(parent)) {
      this.#bind(parent.name);
      return undefined;
    }
    if (ts.isForOfStatement(parent)) {
      if (parent.expression === node && ts.isVariableDeclarationList(parent.initializer))
        this.#bind(parent.initializer.declarations[0]?.name);
      return undefined;
    }
    if (ts.isTemplateSpan(parent)) return parent.parent;
    // `new Features(Model.find(), req.query)` is given the query before it runs, and may bound it.
    if (ts.isNewExpression(parent)) return ts.isCallExpression(node) ? undefined : parent;
    return isTransparent(parent) ? parent : undefined;
  }

  #member(access: ts.PropertyAccessExpression): ts.Node | undefined {
    const name = access.name.text;
    const call = access.parent;
    if (!ts.isCallExpression(call) || call.expression !== access)
      return figures.test(name) ? undefined : access;
    if (reducing.test(name)) return undefined;
    if (name !== 'then' && name !== 'forEach') return call;
    const callback = call.arguments[0] && unwrap(call.arguments[0]);
    if (callback && isFunctionNode(callback)) this.#bind(callback.parameters[0]?.name);
    else if (name === 'then' && callback && answering.test(rootName(callback))) this.#use = 'answered';
    else return name === 'then' ? call : undefined;
    return undefined;
  }

  /** A value that is given to a call. */
  #given(call: ts.CallExpression, node: ts.Node): ts.Node | undefined {
    const callee = unwrap(call.expression);
    const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
    const root = rootName(callee);
    if (
      (answering.test(root) &&
        ts.isPropertyAccessExpression(callee) &&
        !/^(set|header|cookie|locals|log)$/.test(name)) ||
      call.arguments.some((each) => each !== node && ts.isIdentifier(each) && answering.test(each.text)) ||
      // A controller's own: `this.ok(rows)`, `this.json(rows)`.
      (root === 'this' && /^(json|ok|success|send|respond|render)$/.test(name))
    ) {
      this.#use = 'answered';
      return undefined;
    }
    if (/^(push|unshift|add|set|concat|append)$/.test(name) && ts.isPropertyAccessExpression(callee)) {
      const target = unwrap(callee.expression);
      if (ts.isIdentifier(target)) this.#named(target);
      return undefined;
    }
    if (root === 'console' || /log|warn|debug|error|expect|assert/i.test(root)) return undefined;
    return transforming.test(name) || /^(Promise|Object|Array|JSON)$/.test(root) ? call : undefined;
  }

  /** `const [users, total] = await Promise.all([findUsers(), countUsers()])`. */
  #element(list: ts.ArrayLiteralExpression, node: ts.Node): ts.Node | undefined {
    const call = list.parent;
    if (
      !ts.isCallExpression(call) ||
      !/^(all|allSettled|\$transaction|transaction)$/.test(memberName(call.expression) ?? '')
    )
      return list;
    let held: ts.Node = call;
    while (isTransparent(held.parent)) held = held.parent;
    const holder = held.parent;
    if (!ts.isVariableDeclaration(holder) || !ts.isArrayBindingPattern(holder.name)) return call;
    const element = holder.name.elements[list.elements.indexOf(node as ts.Expression)];
    if (element && ts.isBindingElement(element)) this.#bind(element.name);
    return undefined;
  }

  #combined(expression: ts.BinaryExpression, node: ts.Node): ts.Node | undefined {
    const { left, operatorToken, right } = expression;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return expression;
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return right === node ? expression : undefined;
      case ts.SyntaxKind.EqualsToken: {
        if (right !== node) return undefined;
        const target = unwrap(left);
        if (ts.isIdentifier(target) || ts.isArrayLiteralExpression(target)) {
          if (ts.isIdentifier(target)) this.#named(target);
        } else if (memberName(target) === 'body' && answering.test(rootName(target))) this.#use = 'answered';
        else if (ts.isPropertyAccessExpression(target)) {
          const root = unwrap(target.expression);
          if (ts.isIdentifier(root) && !answering.test(root.text) && root.text !== 'req') this.#named(root);
        }
        return undefined;
      }
      default:
        return undefined;
    }
  }

  /** A callback's result is its call's; any other function's is its caller's. */
  #returned(owner: ts.Node | undefined): ts.Node | undefined {
    if (!owner) return undefined;
    let held = owner;
    while (isTransparent(held.parent)) held = held.parent;
    const call = held.parent;
    if (!call || !ts.isCallExpression(call)) {
      this.#use ??= 'returned';
      return undefined;
    }
    const name = memberName(call.expression) ?? '';
    if (/^(filter|some|every|find|findIndex|forEach|sort|reduce)$/.test(name)) return undefined;
    if (!/^(then|map|flatMap|catch|finally)$/.test(name) && call.expression !== held)
      this.#use ??= 'returned';
    return call;
  }

  /** The names of a pattern that a result is taken apart by. */
  #bind(name: ts.BindingName | undefined): void {
    if (!name) return;
    if (ts.isIdentifier(name)) this.#named(name);
    else if (ts.isObjectBindingPattern(name)) {
      for (const element of name.elements) {
        const key = propertyName(element.propertyName ?? element.name) ?? '';
        if (!figures.test(key)) this.#bind(element.name);
      }
    } else {
      const [first] = name.elements;
      if (!first || !ts.isBindingElement(first)) return;
      const isRows =
        this.rowsFirst ||
        (ts.isIdentifier(first.name) && /(rows|results?|[^s]s|data|list)$/i.test(first.name.text));
      // `const [[user]] = …` and `const [user] = …` are one row.
      if (isRows && ts.isIdentifier(first.name)) this.#named(first.name);
    }
  }

  /** Every use of a name that holds the value. */
  #named(name: ts.Identifier): void {
    const symbol = this.file.tree.symbolOf(name);
    for (const use of usesOf(this.file, name.text)) {
      if (use === name || isDeclared(use) || this.#seen.has(use)) continue;
      if (this.file.tree.symbolOf(use) === symbol) this.#climb(use);
    }
  }
}

const usesByFile = new WeakMap<FileReader, Map<string, ts.Identifier[]>>();

/** All identifiers of a file of one name: sorted once per file, for all names. */
function usesOf(file: FileReader, name: string): readonly ts.Identifier[] {
  let uses = usesByFile.get(file);
  if (!uses) {
    uses = new Map();
    for (const node of file.tree.identifiers) {
      const known = uses.get(node.text);
      if (known) known.push(node);
      else uses.set(node.text, [node]);
    }
    usesByFile.set(file, uses);
  }
  return uses.get(name) ?? [];
}

/** Whether a name stands where it is declared, or is a member's. */
function isDeclared(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === name;
  if (ts.isPropertyAssignment(parent)) return parent.name === name;
  return (
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
    parent.name === name
  );
}

function isTransparent(node: ts.Node | undefined): node is ts.Expression {
  return (
    node !== undefined &&
    (ts.isParenthesizedExpression(node) ||
      ts.isAwaitExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node))
  );
}

/** `res` of `res.status(200).json`. */
function rootName(expression: ts.Expression): string {
  let node = unwrap(expression);
  for (;;) {
    if (
      ts.isPropertyAccessExpression(node) ||
      ts.isElementAccessExpression(node) ||
      ts.isCallExpression(node)
    )
      node = unwrap(node.expression);
    else return ts.isIdentifier(node) ? node.text : node.kind === ts.SyntaxKind.ThisKeyword ? 'this' : '';
  }
}
