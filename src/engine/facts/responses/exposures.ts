import type { Span } from '../../source/span';
import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import type { ExposureFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { isDevelopmentOnly } from './development';
import { errorName, isErrorValue, isKnownError } from './error-value';

/** How far names and functions of the same file are followed. */
const maxDepth = 4;
/** Methods that give back their receiver's text or elements. */
const passing =
  /^(split|join|trim|slice|substring|substr|replace|replaceAll|filter|map|concat|toString|at|pop|shift)$/;

/**
 * What of an error goes out in a body.
 *
 * @param asText the body is sent as text, or what takes it keeps no more than the message
 * @param given what is known to declare an error
 */
export function exposuresIn(
  file: FileReader,
  body: ts.Expression,
  asText = false,
  given: readonly ts.Declaration[] = [],
): ExposureFact[] {
  // Most bodies name nothing that could be an error; asking what names mean has its price.
  if (!mayHoldError(file, body)) return [];
  file.tree.bind();
  const search = new Search(file, body, given);
  search.visit(body, { text: asText, depth: 0 });
  return search.found;
}

function mayHoldError(file: FileReader, body: ts.Expression): boolean {
  const node = unwrap(body);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return false;
  return (
    ts.isIdentifier(node) ||
    /err|exc|fault|reason|caught|thrown|stack|message|\b(e|ex|er)\b|[\w)]\(|\.\.\.|[{,:]\s*\w+\s*[,}]/i.test(
      file.text(body),
    )
  );
}

interface At {
  /** Whether a whole error becomes its name and message here. */
  text: boolean;
  depth: number;
  /** Where the finding is shown, when what is visited stands elsewhere. */
  shown?: Span;
  property?: { name: string; span: Span };
}

class Search {
  readonly found: ExposureFact[] = [];
  readonly #given: Set<ts.Declaration>;
  readonly #seen = new Set<ts.Node>();

  constructor(
    private readonly file: FileReader,
    private readonly body: ts.Expression,
    /** What declares an error where the body stands. */
    private readonly own: readonly ts.Declaration[],
  ) {
    this.#given = new Set(own);
  }

  visit(expression: ts.Expression, at: At): void {
    const node = unwrap(expression);
    if (at.depth > maxDepth * 4 || this.found.length > 20) return;
    if (isErrorValue(this.file, node, this.#given)) {
      if (ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) this.#parts(node, at);
      else this.#add(node, at.text ? 'message' : 'error', node, at);
    } else if (ts.isIdentifier(node)) this.#name(node, at);
    else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      this.#member(node, at);
    else if (ts.isCallExpression(node)) this.#call(node, at);
    else if (ts.isTemplateExpression(node))
      for (const span of node.templateSpans) this.visit(span.expression, inside(at, true));
    else if (ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) this.#parts(node, at);
    else if (ts.isObjectLiteralExpression(node)) this.#object(node, at);
    else if (ts.isArrayLiteralExpression(node))
      for (const element of node.elements)
        this.visit(ts.isSpreadElement(element) ? element.expression : element, inside(at));
  }

  #parts(node: ts.ConditionalExpression | ts.BinaryExpression, at: At): void {
    if (ts.isConditionalExpression(node)) {
      this.visit(node.whenTrue, { ...at, depth: at.depth + 1 });
      this.visit(node.whenFalse, { ...at, depth: at.depth + 1 });
      return;
    }
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.PlusToken:
        this.visit(node.left, inside(at, true));
        this.visit(node.right, inside(at, true));
        return;
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        this.visit(node.left, { ...at, depth: at.depth + 1 });
        this.visit(node.right, { ...at, depth: at.depth + 1 });
        return;
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.CommaToken:
        this.visit(node.right, { ...at, depth: at.depth + 1 });
    }
  }

  #object(node: ts.ObjectLiteralExpression, at: At): void {
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) this.visit(property.expression, { ...inside(at), text: false });
      else if (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) {
        const name = propertyName(property.name) ?? '';
        // What callers are told as a name, a code or a status is no text of the error's.
        const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
        const span = at.shown === undefined ? { property: { name, span: this.#withComma(property) } } : {};
        this.visit(value, { ...inside(at), text: false, ...span });
      }
    }
  }

  #withComma(node: ts.Node): Span {
    const { text } = this.file.tree.root;
    const after = /^\s*,[ \t]*/.exec(text.slice(node.end, node.end + 40))?.[0] ?? '';
    const { start } = this.file.span(node);
    return { start, end: node.end + after.length };
  }

  #name(node: ts.Identifier, at: At): void {
    const declaration = this.file.tree.declarationOf(node);
    if (!declaration || at.depth > maxDepth || this.#seen.has(declaration)) return;
    if (this.#isTakenOut(node)) return;
    const shown = at.shown ?? this.file.span(node);
    const next: At = { ...at, depth: at.depth + 1, shown };
    if (ts.isBindingElement(declaration)) {
      this.#bound(node, declaration, at);
      return;
    }
    if (!ts.isVariableDeclaration(declaration)) return;
    this.#seen.add(declaration);
    if (declaration.initializer && !isFunctionNode(declaration.initializer))
      this.visit(declaration.initializer, next);
    const symbol = this.file.tree.symbolOf(node);
    for (const value of (symbol && this.file.paths.assignments().get(symbol)) ?? []) this.visit(value, next);
    for (const value of this.#memberAssignments(node)) this.visit(value, next);
    this.#seen.delete(declaration);
  }

  /** `if (isProduction) delete body.stack`: what is told about the error is settled there. */
  #isTakenOut(node: ts.Identifier): boolean {
    let owner: ts.Node = node;
    while (owner.parent && !isFunctionNode(owner)) owner = owner.parent;
    const name = node.text.replace(/\$/g, '\\$');
    return new RegExp(`\\bdelete\\s+${name}\\??\\.(stack|trace|error|err|details)\\b`).test(
      this.file.text(owner),
    );
  }

  /** `const { message, stack } = err`, `catch ({ stack })`. */
  #bound(node: ts.Identifier, element: ts.BindingElement, at: At): void {
    const key = propertyName(element.propertyName ?? element.name);
    const holder = element.parent.parent;
    if (key !== 'stack' && key !== 'message') return;
    const isError = ts.isVariableDeclaration(holder)
      ? ts.isCatchClause(holder.parent) ||
        (holder.initializer !== undefined && isErrorValue(this.file, holder.initializer, this.#given))
      : false;
    if (isError) this.#add(node, key, node, at);
  }

  /** `body.stack = err.stack`, in the function around. */
  #memberAssignments(node: ts.Identifier): ts.Expression[] {
    const pattern = new RegExp(`\\b${node.text.replace(/\$/g, '\\$')}\\.\\w+\\s*=(?!=)`);
    let owner: ts.Node = node;
    while (owner.parent && !isFunctionNode(owner)) owner = owner.parent;
    if (!pattern.test(this.file.text(owner))) return [];
    const values: ts.Expression[] = [];
    const search = (each: ts.Node): void => {
      if (
        ts.isBinaryExpression(each) &&
        each.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isPropertyAccessExpression(each.left) &&
        ts.isIdentifier(each.left.expression) &&
        each.left.expression.text === node.text
      )
        values.push(each.right);
      ts.forEachChild(each, search);
    };
    search(owner);
    return values;
  }

  #member(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, at: At): void {
    const name = memberName(node);
    const holder = unwrap(node.expression);
    if (name === undefined) {
      this.visit(holder, at);
      return;
    }
    const isError = isErrorValue(this.file, holder, this.#given);
    if (name === 'stack') {
      const named = ts.isIdentifier(holder) ? holder.text : (memberName(holder) ?? '');
      if (isError || errorName.test(named) || /^(cause|reason|originalError)$/.test(named))
        this.#add(node, 'stack', holder, at);
    } else if (isError && /^(message|sqlMessage)$/.test(name)) this.#add(node, 'message', holder, at);
  }

  #call(node: ts.CallExpression, at: At): void {
    const callee = unwrap(node.expression);
    const name = calleeName(callee) ?? '';
    const [first] = node.arguments;
    const whole = { ...at, text: false, depth: at.depth + 1 };
    const own = at.depth <= maxDepth ? this.file.values.functionOf(callee) : undefined;
    if (own) {
      this.#ofOwnFunction(own, node, at);
      return;
    }
    if (ts.isIdentifier(callee) && name === 'String') {
      if (first) this.visit(first, { ...whole, text: true });
      return;
    }
    if (
      /^(stringify|inspect|serializeError|safeStringify|assign|pick|cloneDeep|format|flatten)$/.test(name)
    ) {
      const isText = name === 'format';
      if (!/^(pick|flatten)$/.test(name))
        for (const argument of node.arguments) this.visit(argument, { ...whole, text: isText });
      return;
    }
    if (ts.isPropertyAccessExpression(callee) && passing.test(name)) {
      if (!(name === 'map' || name === 'filter') || !this.#isErrorItself(callee.expression))
        this.visit(callee.expression, { ...at, text: true, depth: at.depth + 1 });
      return;
    }
  }

  /** Whether an error's name means the same where the body stands. */
  #isInScope(error: ts.Identifier): boolean {
    let scope: ts.Node | undefined = this.file.tree.declarationOf(error);
    const isOwn = this.own.some((each) => each === scope);
    if (scope && !isOwn && this.#given.has(scope as ts.Declaration)) return false;
    while (scope && !ts.isCatchClause(scope) && !isFunctionNode(scope)) scope = scope.parent;
    return scope !== undefined && scope.pos <= this.body.pos && this.body.end <= scope.end;
  }

  /** What a function of this file makes of the error that it is given. */
  #ofOwnFunction(own: FunctionNode, node: ts.CallExpression, at: At): void {
    if (this.#seen.has(own)) return;
    this.#seen.add(own);
    own.parameters.forEach((parameter, i) => {
      const argument = node.arguments[i];
      if (argument && isErrorValue(this.file, argument, this.#given)) this.#given.add(parameter);
    });
    for (const value of returnsOf(own))
      this.visit(value, { ...at, depth: at.depth + 1, shown: at.shown ?? this.file.span(node) });
    this.#seen.delete(own);
  }

  #isErrorItself(node: ts.Expression): boolean {
    return isErrorValue(this.file, node, this.#given);
  }

  #add(node: ts.Expression, what: ExposureFact['what'], error: ts.Expression, at: At): void {
    const holder = unwrap(error);
    const identifier = ts.isIdentifier(holder) ? holder : undefined;
    const span = at.shown ?? this.file.span(node);
    const known = identifier !== undefined && isKnownError(this.file, node, identifier);
    this.found.push({
      what,
      span,
      error: identifier && this.#isInScope(identifier) ? identifier.text : '',
      development: isDevelopmentOnly(this.file, node),
      known,
      ...(at.property ? { property: at.property } : {}),
    });
  }
}

function inside(at: At, text = at.text): At {
  const next: At = { text, depth: at.depth + 1 };
  if (at.shown) next.shown = at.shown;
  if (at.property) next.property = at.property;
  return next;
}
