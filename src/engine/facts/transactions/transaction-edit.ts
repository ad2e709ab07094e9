import type { Span } from '../../source/span';
import { isFunctionNode, ts } from '../../source/syntax-tree';
import type { QueryFact, TransactionEdit } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { nodeAt } from '../reading/node-at';
import { type Client, clientOf } from './transaction-clients';

/**
 * Works out, for functions that write twice or in a loop on the shared pool, how what belongs together can run in one transaction: from
 * the statement of the first write to that of the last, in the client's own words. Nothing is worked out where a write is not waited for,
 * or where the stretch is left in the middle in a way that the client's call would not allow.
 */
export function collectTransactionEdits(file: FileReader): void {
  const groups = new Map<number, QueryFact[]>();
  for (const query of file.facts.queries) {
    if (query.within === undefined || query.handle?.kind !== 'pool' || !isWrite(query)) continue;
    groups.set(query.within, [...(groups.get(query.within) ?? []), query]);
  }
  for (const [index, writes] of groups) {
    const [first] = writes;
    const fact = file.facts.functions[index];
    if (!first || !fact || (writes.length === 1 && !isInLoop(first, file))) continue;
    const edit = editOf(file, index, writes);
    if (edit) fact.inTransaction = edit;
  }
}

interface Region {
  block: ts.Block;
  statements: ts.Statement[];
  span: Span;
  /** `return` statements in it that leave the function. */
  returns: ts.ReturnStatement[];
}

function editOf(file: FileReader, index: number, writes: readonly QueryFact[]): TransactionEdit | undefined {
  file.tree.bind();
  const nodes = writes.flatMap(({ span }) => nodeAt(file.tree.root, span) ?? []);
  if (nodes.length !== writes.length || !nodes.every(isAwaited)) return undefined;
  const region = regionOf(file, nodes);
  const [first] = writes;
  if (!region || !first) return undefined;
  const inside = file.facts.queries.filter(
    ({ span, within, handle }) =>
      within === index &&
      region.span.start <= span.start &&
      span.end <= region.span.end &&
      handle?.kind === 'pool',
  );
  const client = clientOf(file, inside);
  if (!client) return undefined;
  const text = client.connection
    ? onConnection(file, region, inside, client)
    : inCallback(file, region, inside, client);
  if (text === undefined) return undefined;
  return {
    region: region.span,
    handle: client.handle,
    ...(client.pool === undefined ? {} : { pool: client.pool }),
    edits: [{ span: region.span, text }],
  };
}

/** `BEGIN … COMMIT` on one connection that is given back in any case. */
function onConnection(
  file: FileReader,
  region: Region,
  queries: readonly QueryFact[],
  { connection, changes }: Client,
): string | undefined {
  if (!connection) return undefined;
  const { name, take, begin, commit, rollback } = connection;
  if (new RegExp(`\\b${name}\\b`).test(file.text(region.block))) return undefined;
  const edits = queries.flatMap((query) => changes(query));
  const last = region.statements.findLastIndex((statement) =>
    queries.some(({ span }) => isWithin(span, file.span(statement))),
  );
  for (const statement of region.returns) {
    const span = file.span(statement);
    // A query in the `return` itself would come after the COMMIT.
    if (queries.some((query) => isWithin(query.span, span))) return undefined;
    const isAlone = !ts.isBlock(statement.parent) && !ts.isCaseOrDefaultClause(statement.parent);
    // After the last query the COMMIT has been sent.
    if (span.start > (region.statements[last]?.end ?? 0)) continue;
    edits.push({ span: { start: span.start, end: span.start }, text: `${isAlone ? '{ ' : ''}${commit} ` });
    if (isAlone) edits.push({ span: { start: span.end, end: span.end }, text: ' }' });
  }
  const indent = indentOf(file, region.span.start);
  const unit = unitOf(file);
  const end = region.statements[last]?.end ?? region.span.end;
  edits.push({ span: { start: end, end }, text: `\n${indent}${commit}` });
  const body = shifted(file, region, edits, unit);
  return [
    `const ${name} = ${take};`,
    'try {',
    `${unit}${begin}`,
    `${unit}${body}`,
    '} catch (error) {',
    `${unit}${rollback}`,
    `${unit}throw error;`,
    '} finally {',
    `${unit}${name}.release();`,
    '}',
  ].join(`\n${indent}`);
}

/** The client's own call, whose callback is given the transaction. */
function inCallback(
  file: FileReader,
  region: Region,
  queries: readonly QueryFact[],
  { callback, changes }: Client,
): string | undefined {
  if (!callback) return undefined;
  const last = region.statements.at(-1);
  const returns = last !== undefined && ts.isReturnStatement(last);
  if (region.returns.length > 0 && !returns) return undefined;
  if (callback.name !== undefined && new RegExp(`\\b${callback.name}\\b`).test(file.text(region.block)))
    return undefined;
  const edits = queries.flatMap((query) => changes(query));
  const indent = indentOf(file, region.span.start);
  const unit = unitOf(file);
  const body = shifted(file, region, edits, unit);
  return `${returns ? 'return await' : 'await'} ${callback.open} {\n${indent}${unit}${body}\n${indent}});`;
}

/** The statements of one block from the first write to the last, and on to the block's end where later ones use their names. */
function regionOf(file: FileReader, nodes: readonly ts.Node[]): Region | undefined {
  const [first] = nodes;
  if (!first) return undefined;
  for (let at: ts.Node = first; at.parent && !isFunctionNode(at); at = at.parent) {
    const block = at.parent;
    if (!ts.isBlock(block)) continue;
    const positions = nodes.map((node) =>
      block.statements.findIndex((statement) => statement.pos <= node.pos && node.end <= statement.end),
    );
    if (positions.includes(-1)) continue;
    const from = Math.min(...positions);
    let to = Math.max(...positions) + 1;
    // The two arms of one `try` or `if` are no stretch of statements.
    if (to - from === 1 && !isLoop(block.statements[from])) return undefined;
    if (usesLater(file, block, from, to)) to = block.statements.length;
    const statements = block.statements.slice(from, to);
    const returns = leaving(statements);
    const [start, end] = [statements[0], statements.at(-1)];
    return start && end && returns
      ? { block, statements, span: { start: file.span(start).start, end: end.end }, returns }
      : undefined;
  }
  return undefined;
}

function isLoop(node: ts.Node | undefined): boolean {
  return node !== undefined && (ts.isForOfStatement(node) || ts.isForStatement(node));
}

/** Whether names that the stretch declares are used after it. */
function usesLater(file: FileReader, block: ts.Block, from: number, to: number): boolean {
  const names = block.statements
    .slice(from, to)
    .flatMap((statement) =>
      ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.flatMap(
            ({ name }) => file.text(name).match(/[A-Za-z_$][\w$]*/g) ?? [],
          )
        : [],
    );
  const after = block.statements
    .slice(to)
    .map((statement) => file.text(statement))
    .join('\n');
  return names.some((name) => new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(after));
}

/** The `return` statements in a stretch; undefined where it is left by `break` or `continue`, or yields. */
function leaving(statements: readonly ts.Statement[]): ts.ReturnStatement[] | undefined {
  const returns: ts.ReturnStatement[] = [];
  let isOpen = false;
  const visit = (node: ts.Node, inLoop: boolean): void => {
    if (isFunctionNode(node)) return;
    if (ts.isReturnStatement(node)) returns.push(node);
    if (ts.isYieldExpression(node)) isOpen = true;
    if ((ts.isBreakStatement(node) || ts.isContinueStatement(node)) && (!inLoop || node.label)) isOpen = true;
    const isHolder = ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
    ts.forEachChild(node, (child) => visit(child, inLoop || isHolder));
  };
  for (const statement of statements) visit(statement, false);
  return isOpen ? undefined : returns;
}

/** Whether the call, or the chain that goes on from it, is waited for where it stands. */
function isAwaited(node: ts.Node): boolean {
  let at = node;
  while (
    (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at) ||
    (ts.isCallExpression(at.parent) && at.parent.expression === at)
  )
    at = at.parent;
  return ts.isAwaitExpression(at.parent);
}

function isWrite(query: QueryFact): boolean {
  return query.statements.some(({ verb }) => /^(insert|update|delete|merge)$/.test(verb));
}

function isInLoop({ span }: QueryFact, file: FileReader): boolean {
  return file.facts.places.some((place) => place.loop?.each === 'element' && isWithin(span, place.span));
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The text of a stretch with edits made, one step further in; lines of template literals stay where they are. */
function shifted(
  file: FileReader,
  region: Region,
  edits: readonly { span: Span; text: string }[],
  unit: string,
): string {
  const { text } = file.tree.root;
  const fixed: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateLiteral(node)) fixed.push(file.span(node));
    else ts.forEachChild(node, visit);
  };
  for (const statement of region.statements) visit(statement);
  const breaks: { span: Span; text: string }[] = [];
  for (
    let at = text.indexOf('\n', region.span.start);
    at >= 0 && at < region.span.end;
    at = text.indexOf('\n', at + 1)
  ) {
    const isFixed = fixed.some(({ start, end }) => start < at && at < end);
    const isEmpty = /[\r\n]/.test(text.charAt(at + 1));
    if (!isFixed && !isEmpty) breaks.push({ span: { start: at + 1, end: at + 1 }, text: unit });
  }
  const inner = edits.map((edit) => ({ ...edit, text: edit.text.replaceAll('\n', `\n${unit}`) }));
  let result = '';
  let from = region.span.start;
  for (const { span, text: put } of [...breaks, ...inner].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(from, span.start) + put;
    from = span.end;
  }
  return result + text.slice(from, region.span.end);
}

function indentOf(file: FileReader, offset: number): string {
  const { text } = file.tree.root;
  return /^\s*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
}

function unitOf(file: FileReader): string {
  return /\n(\t| {2}(?: {2})?)\S/.exec(file.tree.root.text)?.[1] ?? '  ';
}
