import { type FunctionNode, isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { BroadcastContent } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';
import { isBehindAdministrator } from './administrators';

/** Members of a message that hold the event's name. */
const eventKeys = /^(type|event|eventName|action|kind|topic|op|t|name|cmd|command|method|channel)$/;

/** What a message to everyone carries, and what is said around it. */
export function contentOf(
  file: FileReader,
  node: ts.Node,
  payload: readonly ts.Expression[],
): BroadcastContent {
  return {
    about: namesAround(file, node),
    carries: worst(payload.map((each) => carriedBy(file, each, 0, new Set()))),
    ...(isBehindAdministrator(file, node) && payload.some((each) => hasWords(file, each, 0))
      ? { announced: true }
      : {}),
  };
}

/** The event of a message: its first part where that is one, else what a member of the object says that is sent. */
export function eventOf(
  file: FileReader,
  parts: readonly ts.Expression[],
  named: boolean,
): string | undefined {
  const [first] = parts;
  return named && first ? eventName(file, first) : eventIn(file, parts);
}

/** The text of a literal; a constant's name says what it holds. */
function eventName(file: FileReader, event: ts.Expression): string {
  const node = unwrap(event);
  if (ts.isTemplateExpression(node)) return `${node.head.text}…`;
  return ts.isStringLiteralLike(node) ? node.text : file.words(node, 60);
}

/** `'ticket:moved'` of `JSON.stringify({ event: 'ticket:moved', … })`, or of the same object under a name. */
function eventIn(file: FileReader, payload: readonly ts.Expression[]): string | undefined {
  for (const each of payload) {
    const value = messageOf(file, each);
    if (!value || !ts.isObjectLiteralExpression(value)) continue;
    for (const property of value.properties) {
      const name = propertyName(property.name);
      if (name !== undefined && eventKeys.test(name) && ts.isPropertyAssignment(property)) {
        const text = unwrap(property.initializer);
        if (ts.isStringLiteralLike(text) || ts.isPropertyAccessExpression(text)) return eventName(file, text);
      }
    }
  }
  return undefined;
}

/** What is made a text of, through variables of the file: the object in `JSON.stringify(object)`. */
export function messageOf(file: FileReader, expression: ts.Expression, depth = 0): ts.Expression | undefined {
  const node = unwrap(expression);
  if (depth > 4) return node;
  if (ts.isCallExpression(node)) {
    const name = calleeName(node.expression) ?? '';
    const [first] = node.arguments;
    if (first && /^(stringify|encode|pack|serialize|from)$/.test(name))
      return messageOf(file, first, depth + 1);
    return node;
  }
  if (!ts.isIdentifier(node)) return node;
  const declaration = file.tree.declarationOf(node);
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? messageOf(file, declaration.initializer, depth + 1)
    : node;
}

/** Members of a message that people read. */
const wordMembers = /^(message|text|announcement|notice|motd)$/;

/** Whether a message has words for people in it. */
function hasWords(file: FileReader, part: ts.Expression, depth: number): boolean {
  const value = messageOf(file, part);
  if (!value || depth > 3) return false;
  if (!ts.isObjectLiteralExpression(value))
    return ts.isIdentifier(unwrap(part)) && wordMembers.test(file.text(unwrap(part)));
  return value.properties.some(
    (each) =>
      wordMembers.test(propertyName(each.name) ?? '') ||
      (ts.isPropertyAssignment(each) &&
        ts.isObjectLiteralExpression(unwrap(each.initializer)) &&
        hasWords(file, each.initializer, depth + 1)),
  );
}

type Carried = BroadcastContent['carries'];
const order: readonly Carried[] = ['constants', 'figures', 'data'];

function worst(all: readonly Carried[]): Carried {
  return all.reduce<Carried>((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'constants');
}

/** Members of values that are a number of things, or a time, and nobody's data. */
const figureMembers = /^(size|length|clientsCount|rss|heapUsed|heapTotal|uptime)$/;
const figureCalls =
  /^(Date\.now|Date|performance\.now|process\.(uptime|memoryUsage|cpuUsage|hrtime)|os\.\w+|Math\.(round|floor|ceil|min|max|random)|Number|String|\w*\.?toISOString|\w*\.?toLocaleTimeString|\w*\.?toLocaleString|\w*\.?toFixed|\w*\.?getTime|randomUUID|crypto\.randomUUID|uuid\w*)$/;

function carriedBy(file: FileReader, expression: ts.Expression, depth: number, seen: Set<ts.Node>): Carried {
  const node = unwrap(expression);
  if (depth > 8 || seen.has(node)) return 'data';
  const of = (each: ts.Expression): Carried => carriedBy(file, each, depth + 1, seen);
  if (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  )
    return 'constants';
  if (ts.isTemplateExpression(node)) return worst(node.templateSpans.map((each) => of(each.expression)));
  if (ts.isBinaryExpression(node)) return worst([of(node.left), of(node.right)]);
  if (ts.isPrefixUnaryExpression(node)) return of(node.operand);
  if (ts.isConditionalExpression(node)) return worst([of(node.whenTrue), of(node.whenFalse)]);
  if (ts.isArrayLiteralExpression(node)) return worst(node.elements.map(of));
  if (ts.isObjectLiteralExpression(node))
    return worst(
      node.properties.map((each) =>
        ts.isPropertyAssignment(each)
          ? of(each.initializer)
          : ts.isShorthandPropertyAssignment(each)
            ? of(each.name)
            : 'data',
      ),
    );
  if (ts.isNewExpression(node))
    return file.text(node.expression) === 'Date'
      ? worst(['figures', ...(node.arguments ?? []).map(of)])
      : 'data';
  if (ts.isCallExpression(node)) return ofCall(file, node, of);
  if (ts.isPropertyAccessExpression(node)) {
    if (figureMembers.test(node.name.text)) return 'figures';
    const text = file.text(node);
    if (/^process\.env\.|^(pkg|packageJson|package)\.|\bversion$|^import\.meta\.env\./i.test(text))
      return 'figures';
    // A member of an enumeration or of a table of constants.
    return /^[A-Z][\w]*(\.[A-Z_0-9]+)+$/.test(text) ? 'constants' : 'data';
  }
  if (!ts.isIdentifier(node)) return 'data';
  if (node.text === 'undefined') return 'constants';
  return ofName(file, node, depth, seen);
}

function ofCall(file: FileReader, node: ts.CallExpression, of: (each: ts.Expression) => Carried): Carried {
  const callee = file.text(node.expression).replaceAll('?.', '.');
  const name = calleeName(node.expression) ?? '';
  if (/^(stringify|encode|pack|serialize)$/.test(name)) return worst(node.arguments.map(of));
  if (figureCalls.test(callee) || /^to(ISOString|Fixed|LocaleTimeString|String)$/.test(name)) {
    const base = ts.isPropertyAccessExpression(node.expression)
      ? unwrap(node.expression.expression)
      : undefined;
    const isMethodOfValue =
      base !== undefined && (ts.isNewExpression(base) || ts.isCallExpression(base) || ts.isIdentifier(base));
    const ofBase =
      isMethodOfValue && !/^(Date|Math|process|os|performance|crypto|Number|String)$/.test(file.text(base))
        ? [of(base)]
        : [];
    return worst(['figures', ...ofBase, ...node.arguments.map(of)]);
  }
  if (
    /^(count|countDocuments|estimatedDocumentCount|get(Online|User|Client|Connection|Visitor|Viewer)s?Count)$/.test(
      name,
    )
  )
    return 'figures';
  return 'data';
}

function ofName(file: FileReader, name: ts.Identifier, depth: number, seen: Set<ts.Node>): Carried {
  const declaration = file.tree.declarationOf(name);
  if (!declaration) return 'data';
  if (seen.has(declaration)) return 'constants';
  seen.add(declaration);
  if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
    const counts =
      /^(online|viewers?|visitors?|connected|connections?|clients?|users?|players?|active)?_?(count|counter|total|num)$/i.test(
        name.text,
      );
    if (counts && ts.isNumericLiteral(unwrap(declaration.initializer))) return 'figures';
    const changed = file.values.mutationsOf(name).map((each) => carriedBy(file, each.value, depth + 1, seen));
    return worst([carriedBy(file, declaration.initializer, depth + 1, seen), ...changed]);
  }
  // `const { version } = require('../package.json')`.
  if (name.text === 'version' && !ts.isParameter(declaration)) return 'figures';
  return ts.isParameter(declaration) ? ofParameter(file, declaration, depth, seen) : 'data';
}

/** What a parameter is given, where the file shows all calls of its function. */
function ofParameter(
  file: FileReader,
  parameter: ts.ParameterDeclaration,
  depth: number,
  seen: Set<ts.Node>,
): Carried {
  const owner = parameter.parent;
  if (!isFunctionNode(owner)) return 'data';
  const calls = file.values.callsOf(owner) ?? [];
  const index = owner.parameters.indexOf(parameter);
  const given = calls.flatMap((call) => call.arguments[index] ?? []);
  if (given.length === 0) return 'data';
  return worst(given.map((each) => carriedBy(file, each, depth + 1, seen)));
}

/** Names of the functions around a place, and the literals and names given with them where they are callbacks. */
function namesAround(file: FileReader, node: ts.Node): string[] {
  const names: string[] = [];
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const own = nameOf(at as FunctionNode);
    if (own) names.push(file.words(own, 60));
    const call = at.parent;
    if (!call || !ts.isCallExpression(call)) continue;
    for (const argument of call.arguments)
      if (
        argument !== at &&
        (ts.isStringLiteralLike(argument) || ts.isIdentifier(argument) || ts.isCallExpression(argument))
      )
        names.push(file.words(argument, 60).replace(/^['"`]|['"`]$/g, ''));
  }
  return names;
}
