import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import { mayHoldCredential } from './secret-formats';
import { mayNameSecret, secretKind } from './secret-names';

/** A value with the name it is given: `secret = …`, `{ secret: … }`, `secret="…"`. */
export interface NamedValue {
  name: string;
  value: ts.Expression;
  place: 'variable' | 'property' | 'attribute' | 'comparison';
}

/** What the walk over a file noted that may be a secret; decided by words alone, before any name is bound. */
export interface SecretCandidates {
  named: NamedValue[];
  literals: (ts.StringLiteralLike | ts.TemplateHead)[];
}

/** Headers that carry credentials. */
export const credentialHeader =
  /^(proxy-)?authorization$|^(x-)?(api|access|auth)[-_]?(key|token)$|^private-token$/i;

/** What code calls the value of an authorization header. */
export function isAuthorization(name: string): boolean {
  return /^auth(orization)?(_?header)?$/i.test(name);
}

// A constant of our own: the compiler's is read through a getter each time.
const kinds = ts.SyntaxKind;

const kindsOfCandidates: boolean[] = [];
for (const kind of [
  kinds.StringLiteral,
  kinds.NoSubstitutionTemplateLiteral,
  kinds.TemplateHead,
  kinds.PropertyAssignment,
  kinds.VariableDeclaration,
  kinds.BindingElement,
  kinds.Parameter,
  kinds.PropertyDeclaration,
  kinds.JsxAttribute,
  kinds.BinaryExpression,
  kinds.CallExpression,
]) {
  kindsOfCandidates[kind] = true;
}

/** Looks at one node of the walk. Must stay cheap: it sees every property and literal of every file. */
export function noteSecretCandidate(node: ts.Node, found: SecretCandidates): void {
  if (kindsOfCandidates[node.kind] !== true) return;
  switch (node.kind) {
    case kinds.StringLiteral:
    case kinds.NoSubstitutionTemplateLiteral:
    case kinds.TemplateHead: {
      const literal = node as ts.StringLiteralLike | ts.TemplateHead;
      if (mayHoldCredential(literal.text)) found.literals.push(literal);
      return;
    }
    case kinds.PropertyAssignment:
    case kinds.VariableDeclaration:
    case kinds.BindingElement:
    case kinds.Parameter:
    case kinds.PropertyDeclaration: {
      const { initializer, name } = node as ts.PropertyAssignment | ts.VariableDeclaration;
      if (!initializer) return;
      const key = (node as ts.BindingElement).propertyName ?? name;
      const place = node.kind === kinds.PropertyAssignment ? 'property' : 'variable';
      note(found, propertyName(key as ts.PropertyName), initializer, place);
      return;
    }
    case kinds.JsxAttribute: {
      const { initializer, name } = node as ts.JsxAttribute;
      if (initializer && ts.isStringLiteral(initializer) && ts.isIdentifier(name))
        note(found, name.text, initializer, 'attribute');
      return;
    }
    case kinds.BinaryExpression:
      noteBinary(node as ts.BinaryExpression, found);
      return;
    case kinds.CallExpression:
      noteSetting(node as ts.CallExpression, found);
  }
}

function note(
  found: SecretCandidates,
  name: string | undefined,
  value: ts.Expression,
  place: NamedValue['place'],
): void {
  // The name is asked first: it is the cheaper question, and most names say no.
  if (name === undefined || !mayNameSecret(name)) return;
  // `http.request({ auth: 'user:password' })`
  if (name === 'auth' && place === 'property' && ts.isStringLiteralLike(value) && value.text.includes(':'))
    found.named.push({ name, value, place });
  const speaks =
    secretKind(name) !== undefined ||
    credentialHeader.test(name) ||
    (place === 'comparison' && isAuthorization(name));
  if (speaks && mayBeWritten(value)) found.named.push({ name, value, place });
}

function noteBinary(node: ts.BinaryExpression, found: SecretCandidates): void {
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case kinds.EqualsToken:
    case kinds.BarBarEqualsToken:
    case kinds.QuestionQuestionEqualsToken:
      {
        // Koa signs its cookies with `app.keys`.
        const name =
          lastName(left) === 'keys' && ts.isArrayLiteralExpression(right) ? 'cookie secret' : lastName(left);
        note(found, name, right, 'variable');
      }
      return;
    case kinds.BarBarToken:
    case kinds.QuestionQuestionToken: {
      if (!ts.isStringLiteralLike(unwrap(right))) return;
      const name = lastName(left);
      if (name !== undefined && secretKind(name)) found.named.push({ name, value: node, place: 'variable' });
      return;
    }
    case kinds.EqualsEqualsEqualsToken:
    case kinds.EqualsEqualsToken:
    case kinds.ExclamationEqualsEqualsToken:
    case kinds.ExclamationEqualsToken:
      if (ts.isStringLiteralLike(right)) note(found, lastName(left), right, 'comparison');
      else if (ts.isStringLiteralLike(left)) note(found, lastName(right), left, 'comparison');
  }
}

/** `app.set('jwtSecret', 'text')`, `headers.set('Authorization', 'Bearer …')`, `config.get('JWT_SECRET', 'text')`. */
function noteSetting(node: ts.CallExpression, found: SecretCandidates): void {
  const [key, value] = node.arguments;
  if (!value || !key || !ts.isStringLiteralLike(key) || !mayNameSecret(key.text)) return;
  if (!ts.isStringLiteralLike(unwrap(value))) return;
  const name = memberName(node.expression) ?? (ts.isIdentifier(node.expression) ? node.expression.text : '');
  if (
    /^(set|setHeader|header|append|get|getOrThrow|env|put|define|config|setConfig|constant|default)$/.test(
      name,
    )
  )
    note(found, key.text, value, 'variable');
}

/** Whether the value is spelled out, or has a spelled-out fallback; anything else is read from elsewhere. */
function mayBeWritten(node: ts.Expression): boolean {
  return writtenParts(node).length > 0;
}

export interface Written {
  literal: ts.StringLiteralLike;
  fallback?: ts.BinaryExpression;
}

/** The texts that a value is spelled out as, or falls back to. */
export function writtenParts(expression: ts.Expression, fallback?: ts.BinaryExpression): Written[] {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node))
    return node.text === '' ? [] : [fallback ? { literal: node, fallback } : { literal: node }];
  if (isFallback(node))
    return [...writtenParts(node.left, fallback), ...writtenParts(node.right, fallback ?? node)];
  if (ts.isConditionalExpression(node))
    return [...writtenParts(node.whenTrue, fallback), ...writtenParts(node.whenFalse, fallback)];
  const credentials = afterScheme(node);
  if (credentials) return writtenParts(credentials, fallback);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === kinds.PlusToken) {
    const [a] = writtenParts(node.left, fallback);
    const [b] = writtenParts(node.right, fallback);
    return a && b ? [a] : [];
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((each) => writtenParts(each, fallback));
  if (ts.isCallExpression(node)) return writtenArgument(node, fallback);
  return [];
}

/** What follows the scheme of an authorization header: `'Basic ' + …`, `` `Bearer ${…}` ``. */
function afterScheme(node: ts.Expression): ts.Expression | undefined {
  const scheme = /^(Basic|Bearer|Token)\s+$/i;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === kinds.PlusToken)
    return ts.isStringLiteralLike(node.left) && scheme.test(node.left.text) ? node.right : undefined;
  if (!ts.isTemplateExpression(node) || node.templateSpans.length !== 1 || !scheme.test(node.head.text))
    return undefined;
  return node.templateSpans[0]?.expression;
}

/** `Buffer.from('text')`, `encoder.encode('text')`, `btoa('text')`, and what a schema of the environment falls back to: `z.string().default('text')`. */
function writtenArgument(node: ts.CallExpression, fallback: ts.BinaryExpression | undefined): Written[] {
  const name = memberName(node.expression);
  const [first] = node.arguments;
  if (name === 'toString' && ts.isPropertyAccessExpression(node.expression))
    return writtenParts(node.expression.expression, fallback);
  if (first && ts.isIdentifier(node.expression) && node.expression.text === 'btoa')
    return writtenParts(first, fallback);
  if (first && ts.isStringLiteralLike(first) && (name === 'from' || name === 'encode' || name === 'default'))
    return writtenParts(first, fallback);
  if (!first || !ts.isObjectLiteralExpression(first) || !ts.isIdentifier(node.expression)) return [];
  // envalid: `str({ default: 'text' })`.
  if (!/^(str|string|env)$/.test(node.expression.text)) return [];
  const given = first.properties.find((each) => propertyName(each.name) === 'default');
  return given && ts.isPropertyAssignment(given) ? writtenParts(given.initializer, fallback) : [];
}

export function isFallback(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === kinds.BarBarToken || node.operatorToken.kind === kinds.QuestionQuestionToken)
  );
}

/** The name that an expression ends in: `JWT_SECRET` of `process.env.JWT_SECRET` and of `config.get('JWT_SECRET')`. */
function lastName(expression: ts.Expression): string | undefined {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) return node.text;
  if (isFallback(node)) return lastName(node.right) ?? lastName(node.left);
  if (ts.isCallExpression(node)) {
    const [first] = node.arguments;
    return first && ts.isStringLiteralLike(first) ? first.text : undefined;
  }
  return memberName(node);
}
