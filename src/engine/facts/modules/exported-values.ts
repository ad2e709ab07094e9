import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { ExportedValue } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { spelledPath } from '../reading/spelled-path';
import { asFact, worst } from '../reading/value-source';

/** Larger objects are tables of data, and larger functions do more than make a text. */
const maxMembers = 200;
const maxLength = 4000;

/** What can be the path of a route, spelled out. */
const routePath = /^\/[\w/:.*-]{0,80}$/;

/** What other files get of an exported text, or of the text that an exported function makes; undefined for what is no text. */
export function exportedValue(node: ts.Node, file: FileReader): ExportedValue | undefined {
  if (isFunctionNode(node)) return resultOf(node, file);
  if (ts.isEnumDeclaration(node)) return { origin: 'enumeration' };
  if (!ts.isExpression(node)) return undefined;
  const value = withoutFreeze(node);
  if (ts.isObjectLiteralExpression(value)) {
    if (value.properties.length > maxMembers || value.properties.some(isCalled)) return undefined;
  } else if (!isText(value) && !ts.isArrayLiteralExpression(value) && !isList(value)) return undefined;
  const path = isText(value) ? spelledPath(file, value) : undefined;
  return {
    ...asFact(file.values.of(value)),
    ...(path !== undefined && routePath.test(path) ? { path } : {}),
  };
}

/** The same for the members of an exported object or class that are texts, or make some. */
export function exportedMembers(node: ts.Node, file: FileReader): Record<string, ExportedValue> | undefined {
  const holder = ts.isExpression(node) ? withoutFreeze(node) : node;
  const members: Record<string, ExportedValue> = {};
  const add = (name: string | undefined, value: ExportedValue | undefined): void => {
    if (name !== undefined && value) members[name] = value;
  };
  if (ts.isObjectLiteralExpression(holder) && holder.properties.length <= maxMembers) {
    for (const property of holder.properties) {
      const name = propertyName(property.name);
      if (ts.isPropertyAssignment(property)) add(name, exportedValue(unwrap(property.initializer), file));
      else if (ts.isMethodDeclaration(property)) add(name, exportedValue(property, file));
      else if (ts.isShorthandPropertyAssignment(property)) {
        const declaration = file.topLevel(property.name.text);
        const made =
          declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
        if (made) add(name, exportedValue(ts.isExpression(made) ? unwrap(made) : made, file));
      }
    }
  } else if (ts.isClassLike(holder)) {
    for (const member of holder.members) {
      const name = propertyName(member.name);
      if (ts.isMethodDeclaration(member)) add(name, exportedValue(member, file));
      else if (ts.isPropertyDeclaration(member)) {
        const made = member.initializer && unwrap(member.initializer);
        add(name, typedValue(member.type, file) ?? (made && exportedValue(made, file)));
      }
    }
  }
  return Object.keys(members).length > 0 ? members : undefined;
}

/** An exported type that leaves only some texts, or whose members do; or that stands for a client of a database: `type Db = Knex | Knex.Transaction`. */
export function collectExportedType(statement: ts.Statement, file: FileReader): void {
  if (!ts.isTypeAliasDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return;
  const name = statement.name.text;
  if (file.facts.exports.some((each) => each.name === name)) return;
  const type = ts.isTypeAliasDeclaration(statement) ? statement.type : undefined;
  const value = typedValue(type, file);
  const listed = ts.isInterfaceDeclaration(statement)
    ? statement.members
    : type && ts.isTypeLiteralNode(type)
      ? type.members
      : [];
  const members: Record<string, ExportedValue> = {};
  for (const member of listed) {
    const key = propertyName(member.name as ts.PropertyName | undefined);
    const typed = ts.isPropertySignature(member) ? typedValue(member.type, file) : undefined;
    if (key !== undefined && typed) members[key] = typed;
  }
  const hasMembers = Object.keys(members).length > 0;
  const denotes = type && clientType(type, file);
  if (value || hasMembers || denotes !== undefined)
    file.facts.exports.push({
      name,
      ...(denotes === undefined ? {} : { denotes }),
      ...(value ? { value } : {}),
      ...(hasMembers ? { members } : {}),
    });
}

/** The class that a type stands for, where that is a client's: its imports are asked first, since looking a name up binds the file. */
function clientType(type: ts.TypeNode, file: FileReader): string | undefined {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((each) => clientType(each, file) ?? [])[0];
  if (ts.isTypeQueryNode(type)) {
    const declared = ts.isIdentifier(type.exprName) ? file.topLevel(type.exprName.text) : undefined;
    const value = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
    if (!value || !ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) return undefined;
    if (!hasClients(file, value.expression.text)) return undefined;
    return file.paths.of(value)?.replace(/\(\)$/, '');
  }
  if (!ts.isTypeReferenceNode(type)) return undefined;
  let root: ts.EntityName = type.typeName;
  while (ts.isQualifiedName(root)) root = root.left;
  return hasClients(file, root.text) ? file.paths.ofType(type)?.replace(/\(\)$/, '') : undefined;
}

function hasClients(file: FileReader, local: string): boolean {
  const specifier = file.importedFrom(local);
  return specifier !== undefined && file.libraries.speakOf(specifier, 'dataClients');
}

/** What an annotation promises. Only those are read that need no name to be looked up: binding a file for its types costs too much. */
function typedValue(type: ts.TypeNode | undefined, file: FileReader): ExportedValue | undefined {
  if (!type || !isPlain(type)) return undefined;
  const typed = file.values.types.of(type);
  return typed && asFact(typed);
}

function isPlain(type: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.every(isPlain);
  if (ts.isArrayTypeNode(type)) return isPlain(type.elementType);
  return ts.isLiteralTypeNode(type) || type.kind < ts.SyntaxKind.FirstTypeNode || ts.isTypeOperatorNode(type);
}

function resultOf(node: ts.Node, file: FileReader): ExportedValue | undefined {
  if (!isFunctionNode(node) || node.end - node.pos > maxLength) return undefined;
  // What waits for something brings rows; who makes a text has nothing to wait for.
  if (node.modifiers?.some((each) => each.kind === ts.SyntaxKind.AsyncKeyword)) return undefined;
  const results = returnsOf(node);
  if (results.length === 0) return undefined;
  if (!results.some((result) => isText(unwrap(result)) || ts.isElementAccessExpression(unwrap(result))))
    return undefined;
  const sources = results.map((result) => file.values.of(result));
  const source = worst(sources);
  const value = asFact(source);
  if (value.origin === 'constant' && sources.length > 1) value.origin = 'enumeration';
  const takes = node.parameters.flatMap((parameter, index) =>
    source.parameters?.has(parameter) ? [index] : [],
  );
  return takes.length > 0 ? { ...value, takes } : value;
}

/** `Object.freeze({ … })` holds what is spelled out in it. */
function withoutFreeze(expression: ts.Expression): ts.Expression {
  const node = unwrap(expression);
  if (!ts.isCallExpression(node) || memberName(node.expression) !== 'freeze') return node;
  const [first] = node.arguments;
  return first ? unwrap(first) : node;
}

function isList(node: ts.Expression): boolean {
  return (
    ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /^(Set|Map)$/.test(node.expression.text)
  );
}

/** A member that runs: an object with such is more than texts. */
function isCalled(property: ts.ObjectLiteralElementLike): boolean {
  return (
    ts.isMethodDeclaration(property) ||
    (ts.isPropertyAssignment(property) && isFunctionNode(property.initializer))
  );
}

const textCalls = /^(join|concat|trim|replace|replaceAll|toString|toLowerCase|toUpperCase|slice|repeat)$/;

function isText(node: ts.Expression): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    ts.isTemplateExpression(node) ||
    ts.isBinaryExpression(node) ||
    ts.isConditionalExpression(node) ||
    (ts.isCallExpression(node) && textCalls.test(memberName(node.expression) ?? ''))
  );
}
