import { type FunctionNode, isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, ShapeFact } from '../facts';
import { member } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';

/**
 * What the objects of a file lead on to, told from its statements alone: which services a class keeps, what an interface
 * or a factory's result offers. No name is bound for it, since nearly every file has such a declaration.
 */
export function collectShapes(file: FileReader): void {
  const names = new PlainPaths(file);
  for (const statement of file.tree.root.statements) {
    // Of a class the name alone says something: a container may make it.
    for (const shape of shapesOf(statement, names))
      if (Object.keys(shape.members).length > 0 || /class|abstract/.test(shape.kind))
        file.facts.shapes.push(shape);
  }
}

function shapesOf(statement: ts.Statement, names: PlainPaths): ShapeFact[] {
  if (ts.isClassDeclaration(statement)) return [shapeOfClass(statement, names)];
  if (ts.isInterfaceDeclaration(statement))
    return [
      { name: statement.name.text, kind: 'type', members: typedMembers(statement.members, names), is: [] },
    ];
  if (ts.isTypeAliasDeclaration(statement)) {
    const members = membersOfType(statement.type, names);
    return members ? [{ name: statement.name.text, kind: 'type', members, is: [] }] : [];
  }
  if (ts.isFunctionDeclaration(statement) && statement.name)
    return resultOf(statement.name.text, statement, names);
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((declaration) => {
    if (!ts.isIdentifier(declaration.name) || !declaration.initializer) return [];
    const { text: name } = declaration.name;
    const value = unwrap(declaration.initializer);
    if (isFunctionNode(value)) return resultOf(name, value, names);
    if (!ts.isObjectLiteralExpression(value)) return [];
    return [{ name, kind: 'object', members: membersOfObject(value, names), is: [] } satisfies ShapeFact];
  });
}

function shapeOfClass(node: ts.ClassDeclaration, names: PlainPaths): ShapeFact {
  const members: Record<string, AccessPath> = {};
  const add = (name: string | undefined, path: AccessPath | undefined): void => {
    if (name !== undefined && path !== undefined) members[name] ??= path;
  };
  for (const element of node.members) {
    if (ts.isPropertyDeclaration(element))
      add(
        propertyName(element.name),
        (element.initializer && names.ofValue(element.initializer)) ?? names.ofType(element.type),
      );
    if (!ts.isConstructorDeclaration(element)) continue;
    for (const parameter of element.parameters) {
      if ((parameter.modifiers ?? []).some((modifier) => modifier.kind !== ts.SyntaxKind.Decorator))
        add(
          propertyName(parameter.name),
          (parameter.initializer && names.ofValue(parameter.initializer)) ?? names.ofType(parameter.type),
        );
    }
    for (const statement of element.body?.statements ?? []) {
      const kept = keptOnThis(statement);
      if (kept) add(kept.name, names.ofValue(kept.value));
    }
  }
  const is = (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.flatMap(({ expression }) => lastName(expression) ?? []),
  );
  const isAbstract = node.modifiers?.some((each) => each.kind === ts.SyntaxKind.AbstractKeyword) ?? false;
  return { name: node.name?.text ?? 'default', kind: isAbstract ? 'abstract' : 'class', members, is };
}

/** `this.name = value;` */
function keptOnThis(statement: ts.Statement): { name: string; value: ts.Expression } | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  return operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(left) &&
    left.expression.kind === ts.SyntaxKind.ThisKeyword
    ? { name: left.name.text, value: right }
    : undefined;
}

/** What a function returns, when that is an object which is written out. */
function resultOf(name: string, node: FunctionNode, names: PlainPaths): ShapeFact[] {
  // Only the last statement is looked at: a walk through all bodies would cost as much as the walk over the file.
  const last = node.body && ts.isBlock(node.body) ? node.body.statements.at(-1) : node.body;
  const result = last && ts.isReturnStatement(last) ? last.expression : last;
  const value = result && ts.isExpression(result) ? unwrap(result) : undefined;
  return value && ts.isObjectLiteralExpression(value)
    ? [{ name, kind: 'result', members: membersOfObject(value, names), is: [] }]
    : [];
}

function membersOfObject(node: ts.ObjectLiteralExpression, names: PlainPaths): Record<string, AccessPath> {
  const members: Record<string, AccessPath> = {};
  for (const property of node.properties) {
    const name = propertyName(property.name);
    const path = ts.isPropertyAssignment(property)
      ? names.ofValue(property.initializer)
      : ts.isShorthandPropertyAssignment(property)
        ? names.ofValue(property.name)
        : undefined;
    if (name !== undefined && path !== undefined) members[name] = path;
  }
  return members;
}

function membersOfType(type: ts.TypeNode, names: PlainPaths): Record<string, AccessPath> | undefined {
  if (ts.isTypeLiteralNode(type)) return typedMembers(type.members, names);
  if (!ts.isTupleTypeNode(type)) return undefined;
  const members: Record<string, AccessPath> = {};
  for (const [index, each] of type.elements.entries()) {
    const path = names.ofType(ts.isNamedTupleMember(each) ? each.type : each);
    if (path !== undefined) members[String(index)] = path;
  }
  return members;
}

function typedMembers(members: ts.NodeArray<ts.TypeElement>, names: PlainPaths): Record<string, AccessPath> {
  const found: Record<string, AccessPath> = {};
  for (const each of members) {
    const name = ts.isPropertySignature(each) ? propertyName(each.name) : undefined;
    const path = name !== undefined && ts.isPropertySignature(each) ? names.ofType(each.type) : undefined;
    if (name !== undefined && path !== undefined) found[name] = path;
  }
  return found;
}

function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

const isFallback = new Set([ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken]);

/** Access paths of what starts at an import or at a declaration of the file, told without binding its names. */
export class PlainPaths {
  readonly #imports = new Map<string, AccessPath>();

  constructor(private readonly file: FileReader) {
    for (const { specifier, names } of file.facts.imports) {
      if (!this.file.isProjectPath(specifier)) continue;
      for (const { local, imported } of names)
        this.#imports.set(local, imported === '*' ? `${specifier}#` : member(`${specifier}#`, imported));
    }
  }

  ofValue(expression: ts.Expression, depth = 0): AccessPath | undefined {
    const node = unwrap(expression);
    if (depth > 8) return undefined;
    if (ts.isIdentifier(node)) return this.#ofName(node.text, depth);
    if (ts.isPropertyAccessExpression(node)) {
      const whole = this.ofValue(node.expression, depth + 1);
      return whole === undefined ? undefined : member(whole, node.name.text);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const made = this.ofValue(node.expression, depth + 1);
      return made === undefined ? undefined : `${made}()`;
    }
    // `given ?? new Users()`: what is used when nothing is given.
    return ts.isBinaryExpression(node) && isFallback.has(node.operatorToken.kind)
      ? this.ofValue(node.right, depth + 1)
      : undefined;
  }

  ofType(type: ts.TypeNode | undefined): AccessPath | undefined {
    if (!type) return undefined;
    if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
      for (const each of type.types) {
        const path = this.ofType(each);
        if (path !== undefined) return path;
      }
      return undefined;
    }
    // `ReturnType<typeof makeUsers>`
    if (ts.isTypeQueryNode(type) && ts.isIdentifier(type.exprName))
      return this.#ofName(type.exprName.text, 0);
    if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
    const { text } = type.typeName;
    if (/^(Promise|Readonly|Awaited|Partial|Required|ReturnType|InstanceType)$/.test(text)) {
      const inner = this.ofType(type.typeArguments?.[0]);
      return inner !== undefined && /^(ReturnType|InstanceType)$/.test(text) ? `${inner}()` : inner;
    }
    const imported = this.#imports.get(text);
    if (imported !== undefined) return `${imported}()`;
    return this.#isDeclaredType(text) ? `local#${text}()` : undefined;
  }

  #ofName(name: string, depth: number): AccessPath | undefined {
    const imported = this.#imports.get(name);
    if (imported !== undefined) return imported;
    const declaration = this.file.topLevel(name);
    if (!declaration) return this.file.declaresFunction(name) ? `local#${name}` : undefined;
    if (!ts.isVariableDeclaration(declaration)) return `local#${name}`;
    const value = declaration.initializer && unwrap(declaration.initializer);
    if (!value) return undefined;
    if (isFunctionNode(value) || ts.isObjectLiteralExpression(value)) return `local#${name}`;
    return this.ofValue(value, depth + 1);
  }

  #types: Set<string> | undefined;

  #isDeclaredType(name: string): boolean {
    this.#types ??= new Set(
      this.file.tree.root.statements.flatMap((each) =>
        (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each) || ts.isClassDeclaration(each)) &&
        each.name
          ? [each.name.text]
          : [],
      ),
    );
    return this.#types.has(name);
  }
}
