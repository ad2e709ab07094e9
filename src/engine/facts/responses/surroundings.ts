import { enclosingFunction, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { ResponseFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { isCentralHandler } from './error-value';
import { readStatus, type Statuses } from './status';

const logging =
  /\b(log|logger|console|winston|pino|bunyan|sentry|captureException|debug|rollbar|newrelic|trackException|reportError|logError)\b\s*[.(?]|\.log\b|[lL]og(ger)?\.(error|warn|fatal|info|debug)/i;

/** The status that a statement beside the answer sets: `res.status(500); res.json(…)`, `ctx.body = …; ctx.status = 400`. */
export function statusAround(
  file: FileReader,
  node: ts.Node,
  root: string,
): { statuses?: Statuses; expression?: ts.Expression } {
  const name = root.replace(/[$.()]/g, '\\$&');
  const setter = new RegExp(
    `^\\s*(return\\s+)?${name}(\\.(res|raw|response))?\\s*\\.(status|code|writeHead|statusCode)\\b`,
  );
  for (let at = node; at.parent && !isFunctionNode(at); at = at.parent) {
    const { parent } = at;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) continue;
    const index = (parent.statements as readonly ts.Node[]).indexOf(at);
    const before = parent.statements.slice(0, index).reverse();
    // Koa's order does not matter; the answer ends the function elsewhere.
    const after =
      ts.isBinaryExpression(node) || /^(ctx|context|c)\b/.test(root)
        ? parent.statements.slice(index + 1)
        : [];
    for (const statement of [...before, ...after]) {
      if (!ts.isExpressionStatement(statement) || !setter.test(file.text(statement))) continue;
      const expression = statusIn(unwrap(statement.expression));
      if (expression) return { statuses: readStatus(file, expression), expression };
    }
  }
  return {};
}

function statusIn(node: ts.Expression): ts.Expression | undefined {
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? node.right : undefined;
  let at = node;
  while (ts.isCallExpression(at)) {
    const callee = unwrap(at.expression);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    if (/^(status|code|writeHead)$/.test(callee.name.text)) return at.arguments[0];
    at = unwrap(callee.expression);
  }
  return undefined;
}

/** Whether an answer stands for all errors of an app, and in which statement it is. */
export function circumstancesOf(
  file: FileReader,
  node: ts.Node,
): Pick<ResponseFact, 'central' | 'statement'> {
  const found: Pick<ResponseFact, 'central' | 'statement'> = {};
  let scope: ts.Node | undefined;
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (!found.statement && !scope && ts.isStatement(at) && !ts.isBlock(at)) {
      scope = at;
      if (ts.isBlock(parent) || ts.isSourceFile(parent))
        found.statement = { span: file.span(at), logged: isLogged(file, at) };
    }
    if (isFunctionNode(at)) {
      scope ??= at;
      if (isCentralHandler(file, at)) found.central = true;
    }
    // Koa's way to handle all errors is a middleware around all others.
    if (
      ts.isCatchClause(at) &&
      ts.isTryStatement(parent) &&
      /\bawait\s+next\(/.test(file.text(parent.tryBlock))
    )
      found.central = true;
  }
  return found;
}

function isLogged(file: FileReader, statement: ts.Node): boolean {
  for (let at = statement; at.parent; at = at.parent) {
    if (ts.isCatchClause(at)) return logging.test(file.text(at.block));
    if (isFunctionNode(at)) return at.body !== undefined && logging.test(file.text(at.body));
  }
  return false;
}

const requestLike = /^_?(this|req|request|next|done|ctx|context|c|h|_+\w*)$/;

/** Whether a function answers for its callers: it is handed the response and what to say. */
export function isHelper(
  file: FileReader,
  node: ts.Node,
  root: ts.Expression,
  status: ts.Expression | undefined,
  body: ts.Expression | undefined,
): boolean {
  const owner = enclosingFunction(node);
  if (!owner || !ts.isIdentifier(root) || (owner.parent && ts.isCallExpression(owner.parent))) return false;
  const own = (name: string) =>
    owner.parameters.some((each) => ts.isIdentifier(each.name) && each.name.text === name);
  if (!own(root.text)) return false;
  const others = owner.parameters
    .filter((each) => ts.isIdentifier(each.name))
    .map((each) => file.text(each.name))
    .filter((name) => name !== root.text && !requestLike.test(name));
  const said = `${status ? file.text(status) : ''} ${body ? file.text(body) : ''}`.replace(
    /'[^'\n]*'|"[^"\n]*"/g,
    '',
  );
  return others.some((name) => new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$:])`).test(said));
}
