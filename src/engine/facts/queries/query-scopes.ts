import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileFacts, QueryScopeFact } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** What adds conditions is called by one of these. */
const signs = [
  '$extends(',
  '$use(',
  'defaultScope',
  'addScope(',
  'DefaultScope(',
  'beforeFind',
  'beforeCount',
  'beforeBulk',
];
const policy = /\bcreate\s+policy\b/gi;
/** A table whose name is put in when the statement is made: `${name}`, `%I`, `' || name || '`. */
const madeName = /^[^;]{0,160}?\bon\s+(?:"?\$\{|%[1-9]?\$?[Is]|'\s*\|\||"?\s*['"]\s*\+)/i;

/**
 * Conditions that are added to queries where they are not written: extensions and middleware of a client, default scopes and hooks of models,
 * and row-level security for tables that are only known when the program runs.
 */
export function collectQueryScopes(file: FileReader): void {
  if (file.mentionsInAnyCase('policy')) collectPolicies(file.tree.root.text, file.facts);
  if (!signs.some((each) => file.mentions(each))) return;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) ofCall(node, file);
    else if (ts.isPropertyAssignment(node) && propertyName(node.name) === 'defaultScope')
      add(file, 'model', node.initializer, modelAround(node));
    else if (ts.isDecorator(node) && /^DefaultScope\b/.test(file.text(node.expression)))
      add(file, 'model', node.expression, ts.isClassLike(node.parent) ? node.parent.name?.text : undefined);
    ts.forEachChild(node, visit);
  };
  file.tree.bind();
  visit(file.tree.root);
}

/** `CREATE POLICY … ON ${table}`, also in a `.sql` file or a DO block that is filled in later. */
export function collectPolicies(text: string, facts: FileFacts): void {
  policy.lastIndex = 0;
  for (let match = policy.exec(text); match; match = policy.exec(text)) {
    const statement = text.slice(match.index, match.index + 800).split(';')[0] ?? '';
    if (!madeName.test(statement)) continue;
    facts.queryScopes.push({
      kind: 'policy',
      names: wordsOf(statement),
      span: { start: match.index, end: match.index + match[0].length },
    });
  }
}

function ofCall(node: ts.CallExpression, file: FileReader): void {
  const callee = unwrap(node.expression);
  const name = memberName(callee);
  const [first, second] = node.arguments;
  if (name === '$extends' || name === '$use') {
    if (first) add(file, 'client', first, undefined, name === '$use');
  } else if (name === 'addHook' && first && ts.isStringLiteralLike(first)) {
    if (/^before(Find|Count|Bulk)/.test(first.text) && second) add(file, 'client', second, undefined, true);
  } else if (name === 'addScope' && first && ts.isStringLiteralLike(first) && first.text === 'defaultScope') {
    if (second && ts.isPropertyAccessExpression(callee))
      add(file, 'model', second, file.text(callee.expression));
  } else if (name !== undefined && /^before(Find|Count|BulkUpdate|BulkDestroy)$/.test(name) && first)
    add(
      file,
      'model',
      first,
      ts.isPropertyAccessExpression(callee) ? file.text(callee.expression) : undefined,
    );
}

/** The model that options are given to: `sequelize.define('User', …)`, `User.init(…)`. */
function modelAround(node: ts.Node): string | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (!ts.isCallExpression(at)) continue;
    const callee = unwrap(at.expression);
    const [first] = at.arguments;
    if (memberName(callee) === 'define' && first && ts.isStringLiteralLike(first)) return first.text;
    return ts.isPropertyAccessExpression(callee) ? callee.expression.getText() : undefined;
  }
  return undefined;
}

function add(
  file: FileReader,
  kind: QueryScopeFact['kind'],
  node: ts.Node,
  model?: string,
  forAll = false,
): void {
  file.facts.queryScopes.push({
    kind,
    names: wordsOf(followed(file, node)),
    span: file.span(node),
    ...(model === undefined ? {} : { model }),
    ...(forAll ? { forAll } : {}),
  });
}

/** The text of what is given, or of the function of this file that its name stands for. */
function followed(file: FileReader, node: ts.Node): string {
  if (!ts.isIdentifier(node)) return file.text(node);
  const declaration = file.tree.declarationOf(node);
  return declaration ? file.text(declaration) : file.text(node);
}

/** Words in lower case, underscores kept. */
function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? [])];
}
