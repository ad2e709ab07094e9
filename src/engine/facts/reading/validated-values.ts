import { memberName, propertyName, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import type { Origin } from '../facts';
import { keysOfPattern, rootOfPattern } from './function-syntax';

const parsing =
  /^(parse|parseAsync|safeParse|safeParseAsync|validate|validateSync|validateAsync|attempt|decode|assert|create|mask|cast)$/;
const listing = /^(enum|nativeEnum|literal|oneOf|valid|picklist|enums|literals)$/;
const typing = /^(number|integer|int|bigint|boolean|bool|date|uuid|guid|cuid|cuid2|ulid|nanoid|objectId)$/;

/**
 * What a schema makes of one member of what it parses: one of a list, a number, or free text (`unknown`). Undefined where the
 * expression parses nothing, or its schema is not of this file.
 */
export function parsedMember(
  tree: SyntaxTree,
  expression: ts.Expression,
  keys: readonly string[],
): { origin: Origin; given?: ts.Expression } | undefined {
  let call = unwrap(expression);
  let names = keys;
  if (ts.isIdentifier(call)) {
    const declaration = tree.declarationOf(call);
    const holder = declaration && ts.isBindingElement(declaration) ? rootOfPattern(declaration) : declaration;
    if (!holder || !ts.isVariableDeclaration(holder) || !holder.initializer) return undefined;
    if (declaration && ts.isBindingElement(declaration)) names = [...keysOfPattern(declaration), ...keys];
    call = unwrap(holder.initializer);
  }
  if (!ts.isCallExpression(call)) return undefined;
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !parsing.test(callee.name.text)) return undefined;
  if (/^safe/.test(callee.name.text) && names[0] === 'data') names = names.slice(1);
  if (/^validate/.test(callee.name.text) && names[0] === 'value') names = names.slice(1);
  const [key] = names;
  const member = key === undefined ? callee.expression : memberOfSchema(tree, callee.expression, key, 0);
  if (!member || (key === undefined && !isSchema(tree, member))) return undefined;
  const words = wordsOfChain(tree, member);
  const [given] = call.arguments;
  if (words.some((word) => listing.test(word))) return { origin: 'enumeration' };
  if (words.some((word) => typing.test(word))) return { origin: 'number' };
  return given ? { origin: 'unknown', given } : { origin: 'unknown' };
}

/** `z.enum([…])`, `Joi.string().valid(…)`: a schema of one value, and not something else that parses. */
function isSchema(tree: SyntaxTree, expression: ts.Expression): boolean {
  const words = wordsOfChain(tree, expression);
  return words.length > 0 && words.some((word) => listing.test(word) || typing.test(word));
}

/** The schema of one member: `z.object({ sort: … }).strict()`, also through a constant. */
function memberOfSchema(
  tree: SyntaxTree,
  schema: ts.Expression,
  key: string,
  depth: number,
): ts.Expression | undefined {
  const node = unwrap(schema);
  if (depth > 8) return undefined;
  if (ts.isIdentifier(node)) {
    const declaration = tree.declarationOf(node);
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? memberOfSchema(tree, declaration.initializer, key, depth + 1)
      : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  for (const argument of node.arguments) {
    const inner = unwrap(argument);
    if (!ts.isObjectLiteralExpression(inner)) continue;
    const found = inner.properties.find((each) => propertyName(each.name) === key);
    if (found && ts.isPropertyAssignment(found)) return found.initializer;
  }
  return ts.isPropertyAccessExpression(node.expression)
    ? memberOfSchema(tree, node.expression.expression, key, depth + 1)
    : undefined;
}

/** The methods along a chain: `['enum', 'default']` of `z.enum(['a']).default('a')`. */
function wordsOfChain(tree: SyntaxTree, expression: ts.Expression): string[] {
  const words: string[] = [];
  let at = unwrap(expression);
  for (let guard = 0; guard < 20; guard++) {
    if (ts.isCallExpression(at)) at = unwrap(at.expression);
    else if (ts.isPropertyAccessExpression(at)) {
      words.push(memberName(at) ?? '');
      at = unwrap(at.expression);
    } else if (ts.isIdentifier(at)) {
      const declaration = tree.declarationOf(at);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) break;
      at = unwrap(declaration.initializer);
    } else break;
  }
  return words;
}
