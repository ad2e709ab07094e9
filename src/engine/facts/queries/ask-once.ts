import type { Span } from '../../source/span';
import { isFunctionNode, memberName, propertyName, ts } from '../../source/syntax-tree';
import type { QueryFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { nodeAt } from '../reading/node-at';
import { mongooseLookup, postgresLookup, prismaLookup } from './ask-once-lookups';
import type { Answer, Loop } from './asking-loop';

/**
 * Works out how a query that a loop runs once per element can be sent once, before the loop, with its rows looked up in a map. Only where that
 * is the same: the query is the one thing that the loop waits for, its one value comes from the element, and its rows tell to which
 * value they belong.
 */
export function collectAskOnce(file: FileReader): void {
  const loops = file.facts.places.filter((place) => place.loop?.each === 'element');
  if (loops.length === 0) return;
  for (const query of file.facts.queries) {
    if (!loops.some(({ span }) => span.start <= query.span.start && query.span.end <= span.end)) continue;
    file.tree.bind();
    const node = nodeAt(file.tree.root, query.span);
    const once = node && ts.isCallExpression(node) ? askOnce(node, query, file) : undefined;
    if (once) query.askOnce = once;
  }
}

function askOnce(node: ts.CallExpression, query: QueryFact, file: FileReader): QueryFact['askOnce'] {
  const answer = answerOf(node, file);
  const loop = answer && loopOf(answer.statement, file);
  if (!answer || !loop || countAwaits(loop.body) !== 1 || changesAnswer(answer, loop, file)) return undefined;
  const lookup =
    answer.takes === 'one'
      ? (prismaLookup(node, loop, file) ?? mongooseLookup(node, loop, file))
      : postgresLookup(node, query, answer, loop, file);
  if (!lookup) return undefined;
  const indent = indentOf(loop.statement, file);
  const at = file.span(loop.statement).start;
  const edits = [
    { span: { start: at, end: at }, text: lookup.before.map((line) => `${line}\n${indent}`).join('') },
    { span: answer.span, text: lookup.found },
  ];
  if (answer.pattern) edits.push({ span: answer.pattern.span, text: answer.pattern.name });
  return { edits };
}

/** Reads `const { rows } = await query`, `x.user = (await query).rows[0]` and the like. */
function answerOf(node: ts.CallExpression, file: FileReader): Answer | undefined {
  const waited = node.parent;
  if (!ts.isAwaitExpression(waited)) return undefined;
  let value: ts.Expression = waited;
  const members: string[] = [];
  for (;;) {
    const holder = value.parent;
    if (ts.isParenthesizedExpression(holder)) value = holder;
    else if (ts.isPropertyAccessExpression(holder) && holder.expression === value) {
      members.push(holder.name.text);
      value = holder;
    } else if (ts.isElementAccessExpression(holder) && holder.expression === value) {
      members.push(file.text(holder.argumentExpression));
      value = holder;
    } else break;
  }
  const holder = value.parent;
  const isDriver = file.facts.queries.some(
    (each) =>
      each.span.start === file.span(node).start && (each.client === 'driver' || each.client === 'unknown'),
  );
  const read = members.join('.');
  const takes = !isDriver
    ? read === ''
      ? 'one'
      : undefined
    : read === 'rows'
      ? 'all'
      : read === 'rows.0'
        ? 'first'
        : undefined;
  const span = file.span(value);
  if (ts.isVariableDeclaration(holder)) {
    const declarations = holder.parent;
    if (!ts.isVariableDeclarationList(declarations) || declarations.declarations.length !== 1 || holder.type)
      return undefined;
    const statement = declarations.parent;
    if (!ts.isVariableStatement(statement)) return undefined;
    if (takes !== undefined)
      return ts.isIdentifier(holder.name) ? { span, takes, statement, name: holder.name.text } : undefined;
    if (read !== '') return undefined;
    if (ts.isIdentifier(holder.name)) return { span, takes: 'result', statement, name: holder.name.text };
    return answerOfPattern(holder.name, span, statement, file);
  }
  if (
    takes !== undefined &&
    ts.isBinaryExpression(holder) &&
    holder.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    holder.right === value &&
    ts.isExpressionStatement(holder.parent)
  )
    return { span, takes, statement: holder.parent };
  return undefined;
}

/** `{ rows }`, `{ rows: users }`, `{ rows: [user] }` */
function answerOfPattern(
  pattern: ts.BindingPattern,
  span: Span,
  statement: ts.Statement,
  file: FileReader,
): Answer | undefined {
  const [element, ...others] = pattern.elements;
  if (!element || others.length > 0 || !ts.isObjectBindingPattern(pattern) || !ts.isBindingElement(element))
    return undefined;
  if (propertyName(element.propertyName ?? element.name) !== 'rows' || element.initializer) return undefined;
  if (ts.isIdentifier(element.name))
    return {
      span,
      takes: 'all',
      statement,
      name: element.name.text,
      pattern: { span: file.span(pattern), name: element.name.text },
    };
  const [first, ...more] = element.name.elements;
  if (!first || more.length > 0 || !ts.isArrayBindingPattern(element.name) || !ts.isBindingElement(first))
    return undefined;
  if (!ts.isIdentifier(first.name) || first.initializer || first.dotDotDotToken) return undefined;
  return {
    span,
    takes: 'first',
    statement,
    name: first.name.text,
    pattern: { span: file.span(pattern), name: first.name.text },
  };
}

/** The loop whose body a statement stands in directly: `for…of`, or an async callback of `map`. */
function loopOf(statement: ts.Statement, file: FileReader): Loop | undefined {
  const body = statement.parent;
  if (!ts.isBlock(body)) return undefined;
  const holder = body.parent;
  if (
    ts.isForOfStatement(holder) &&
    !holder.awaitModifier &&
    ts.isVariableDeclarationList(holder.initializer)
  ) {
    const [declared] = holder.initializer.declarations;
    const list = listText(holder.expression, file);
    return declared && list !== undefined && isStandingAlone(holder)
      ? { statement: holder, body, list, element: file.text(declared.name) }
      : undefined;
  }
  if (!ts.isArrowFunction(holder) || !ts.isCallExpression(holder.parent)) return undefined;
  const call = holder.parent;
  const [parameter] = holder.parameters;
  const callee = call.expression;
  if (!parameter || holder.parameters.length > 1 || call.arguments[0] !== holder) return undefined;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'map') return undefined;
  const list = listText(callee.expression, file);
  let at: ts.Node = call;
  while (at.parent && !ts.isStatement(at)) {
    // Inside of another callback the list may be another one each time.
    if (isFunctionNode(at.parent)) return undefined;
    at = at.parent;
  }
  return list !== undefined && ts.isStatement(at) && isStandingAlone(at)
    ? { statement: at, body, list, element: file.text(parameter.name) }
    : undefined;
}

/** Whether other statements can be put before it. */
function isStandingAlone(statement: ts.Statement): boolean {
  return ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent);
}

/** A list that can be read twice: a name, or members of one. */
function listText(node: ts.Expression, file: FileReader): string | undefined {
  let at = node;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return ts.isIdentifier(at) || at.kind === ts.SyntaxKind.ThisKeyword ? file.text(node) : undefined;
}

function countAwaits(body: ts.Node): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) count++;
    if (ts.isCallExpression(node) && /^(then|catch|finally)$/.test(memberName(node.expression) ?? ''))
      count++;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return count;
}

/** Elements with the same key share what the map has: it must not be written to. A whole result must be read for its rows only. */
function changesAnswer({ name, takes }: Answer, { body }: Loop, file: FileReader): boolean {
  if (name === undefined) return false;
  const text = file.text(body);
  const word = `(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  if (new RegExp(`${word}(\\??\\.[\\w$]+|\\[[^\\]]*\\])+\\s*(=(?![=>])|\\+=|-=|\\+\\+|--)`).test(text))
    return true;
  if (
    new RegExp(
      `${word}\\.(push|pop|shift|unshift|splice|sort|reverse|save|set|delete\\w*|update\\w*)\\(`,
    ).test(text)
  )
    return true;
  if (takes !== 'result') return false;
  const uses = [...text.matchAll(new RegExp(`${word}(\\.rows\\b)?`, 'g'))];
  return uses.filter((use) => use[1] === undefined).length > 1;
}

function indentOf(node: ts.Node, file: FileReader): string {
  const { text } = file.tree.root;
  const { start } = file.span(node);
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*/.exec(line)?.[0] ?? '';
}
