import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { AbstractionFact, AccessPath } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { PlainPaths } from './shapes';

/** Indirections that a file declares at its top, told from its statements and its text alone: no name is bound for them. */
export function collectAbstractions(file: FileReader): void {
  const { root } = file.tree;
  const names = new PlainPaths(file);
  for (const statement of root.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      addContract(statement, 'interface', file);
      addGeneric(statement, file);
    }
    if (!ts.isClassDeclaration(statement) || !statement.name) continue;
    if (has(statement, ts.SyntaxKind.AbstractKeyword)) addContract(statement, 'abstract', file);
    addGeneric(statement, file);
    addFactory(statement, names, file);
    addForwarder(statement, names, file);
  }
  collectGivenTypes(file);
}

/** What others may implement: an interface with methods, an abstract class with abstract ones. What only holds data is a type and no abstraction. */
function addContract(
  node: ts.InterfaceDeclaration | ts.ClassDeclaration,
  of: 'interface' | 'abstract',
  file: FileReader,
): void {
  const { name } = node;
  const members: readonly ts.Node[] = node.members;
  const methods = members.filter(
    (each) =>
      ts.isMethodSignature(each) ||
      (ts.isMethodDeclaration(each) && has(each, ts.SyntaxKind.AbstractKeyword)) ||
      (ts.isPropertySignature(each) && each.type !== undefined && ts.isFunctionTypeNode(each.type)),
  );
  if (!name || methods.length === 0 || methods.length < members.length / 2) return;
  file.facts.abstractions.push({
    kind: 'contract',
    of,
    ...described(node, name, file),
    builds: (node.heritageClauses ?? []).length > 0,
    usedHere: usesIn(name.text, file),
  });
}

/** How often a name stands in the file's code, beside its declaration and the classes that say they are it. */
function usesIn(name: string, file: FileReader): number {
  const code = file.tree.root.text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const all = code.match(new RegExp(`\\b${escaped(name)}\\b`, 'g'))?.length ?? 0;
  const declared =
    code.match(
      new RegExp(
        `\\b(interface|class|implements|extends|export\\s+default|,)\\s+${escaped(name)}\\b(?=[^(]*\\{)`,
        'g',
      ),
    )?.length ?? 0;
  return Math.max(0, all - declared);
}

function addGeneric(node: ts.InterfaceDeclaration | ts.ClassDeclaration, file: FileReader): void {
  const [parameter, ...others] = node.typeParameters ?? [];
  // What has a default is meant to be left out; of several parameters each may be there for another's sake.
  if (!node.name || !parameter || others.length > 0 || parameter.default) return;
  if (ts.isInterfaceDeclaration(node) && !node.members.some(ts.isMethodSignature)) return;
  file.facts.abstractions.push({
    kind: 'generic',
    ...described(node, node.name, file),
    span: file.span(parameter.name),
    parameter: parameter.name.text,
  });
}

/** A class called a factory whose one method makes one thing of what it is given. */
function addFactory(node: ts.ClassDeclaration, names: PlainPaths, file: FileReader): void {
  if (!node.name || !/Factory$/.test(node.name.text) || has(node, ts.SyntaxKind.AbstractKeyword)) return;
  if (node.heritageClauses || ts.getDecorators(node)?.length) return;
  const methods = node.members.filter(ts.isMethodDeclaration);
  const [method] = methods;
  if (!method || methods.length > 1 || node.members.length > 1) return;
  const made = onlyExpression(method);
  if (!made || !ts.isNewExpression(made)) return;
  const own = new Set(method.parameters.map((each) => (ts.isIdentifier(each.name) ? each.name.text : '')));
  if (!(made.arguments ?? []).every((each) => ts.isIdentifier(each) && own.has(each.text))) return;
  const product = names.ofValue(made.expression);
  if (product === undefined) return;
  file.facts.abstractions.push({
    kind: 'factory',
    ...described(node, node.name, file),
    product: file.words(made.expression),
  });
}

/** A class whose methods, at least two, all hand what they are given to the same method of one thing that it keeps. */
function addForwarder(node: ts.ClassDeclaration, names: PlainPaths, file: FileReader): void {
  if (!node.name || node.heritageClauses || has(node, ts.SyntaxKind.AbstractKeyword)) return;
  // What a decorator makes of a class or a method, a framework knows: a controller forwards by trade.
  if ((ts.getDecorators(node) ?? []).some((each) => !/^@Injectable\(\s*\)$/.test(file.text(each)))) return;
  const kept = new Map<string, AccessPath | undefined>();
  const fields = new Set<string>();
  let methods = 0;
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) {
      if (member.parameters.length > 1) return;
      for (const { name, type } of member.parameters)
        if (ts.isIdentifier(name)) kept.set(name.text, names.ofType(type));
    } else if (ts.isPropertyDeclaration(member)) {
      const made = (member.initializer && names.ofValue(member.initializer)) ?? names.ofType(member.type);
      kept.set(propertyName(member.name) ?? '', made);
    } else {
      const field =
        ts.isMethodDeclaration(member) && !ts.getDecorators(member)?.length ? forwardedTo(member) : undefined;
      if (field === undefined) return;
      fields.add(field);
      methods++;
    }
  }
  const [field, ...others] = fields;
  const to = field === undefined ? undefined : kept.get(field);
  if (field === undefined || to === undefined || others.length > 0 || methods < 2) return;
  file.facts.abstractions.push({
    kind: 'forwarder',
    ...described(node, node.name, file),
    field,
    to,
    methods,
  });
}

/** `find(id) { return this.users.find(id); }`: `users`. */
function forwardedTo(method: ts.MethodDeclaration): string | undefined {
  const call = onlyExpression(method);
  if (!call || !ts.isCallExpression(call)) return undefined;
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== propertyName(method.name))
    return undefined;
  const holder = unwrap(callee.expression);
  if (!ts.isPropertyAccessExpression(holder) || holder.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  const isSame =
    call.arguments.length === method.parameters.length &&
    call.arguments.every((each, index) => {
      const given = method.parameters[index];
      const value = ts.isSpreadElement(each) ? each.expression : each;
      return (
        given !== undefined &&
        !given.initializer &&
        ts.isIdentifier(value) &&
        ts.isIdentifier(given.name) &&
        value.text === given.name.text
      );
    });
  return isSame ? holder.name.text : undefined;
}

/** What a function returns, or does, when that is all of it. */
function onlyExpression(node: ts.MethodDeclaration): ts.Expression | undefined {
  const [statement, ...others] = node.body?.statements ?? [];
  if (!statement || others.length > 0) return undefined;
  const value =
    ts.isReturnStatement(statement) || ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const plain = value && unwrap(value);
  return plain && ts.isAwaitExpression(plain) ? unwrap(plain.expression) : plain;
}

/** What generic types are given in this file. */
function collectGivenTypes(file: FileReader): void {
  const { text } = file.tree.root;
  // Only what looks like the name of a type: `a < b` compares.
  const pattern = /\b([A-Z][\w$]*)<(?=[\w$({[])/g;
  const found = new Map<string, Set<string>>();
  for (const match of text.matchAll(pattern)) {
    const [all, name = ''] = match;
    if (
      !isOwnType(name, file) ||
      /\b(class|interface|type)\s+$/.test(text.slice(Math.max(0, match.index - 12), match.index))
    )
      continue;
    const given = argumentAt(text, match.index + all.length);
    if (given !== undefined) found.set(name, (found.get(name) ?? new Set()).add(given));
  }
  // What a generic class takes its type from, only its arguments tell.
  for (const { name } of file.facts.abstractions.filter((each) => each.kind === 'generic'))
    if (new RegExp(`\\bnew\\s+${escaped(name)}\\(`).test(text))
      found.set(name, (found.get(name) ?? new Set()).add('?'));
  for (const [name, given] of found) file.facts.givenTypes.push({ name, given: [...given] });
  const given = new Set(
    [...found.values()].flatMap((each) => [...each]).map((each) => each.replace('[]', '')),
  );
  for (const statement of given.size === 0 ? [] : file.tree.root.statements)
    if (isTypeDeclaration(statement) && statement.name && given.has(statement.name.text))
      file.facts.declaredTypes.push(statement.name.text);
}

function isTypeDeclaration(
  node: ts.Statement,
): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
}

function isOwnType(name: string, file: FileReader): boolean {
  const specifier = file.importedFrom(name);
  if (specifier !== undefined) return file.isProjectPath(specifier);
  return file.facts.abstractions.some((each) => each.kind === 'generic' && each.name === name);
}

const longest = 120;

/** The text between angle brackets that begins at an offset. */
function argumentAt(text: string, start: number): string | undefined {
  let depth = 1;
  for (let at = start; at < text.length && at < start + longest; at++) {
    if (text[at] === '<') depth++;
    if (text[at] === '>' && text[at - 1] !== '=' && --depth === 0)
      return text.slice(start, at).replace(/\s+/g, ' ').trim();
  }
  return undefined;
}

function described(
  node: ts.InterfaceDeclaration | ts.ClassDeclaration,
  name: ts.Identifier,
  file: FileReader,
): Pick<AbstractionFact, 'name' | 'span' | 'exported'> {
  return { name: name.text, span: file.span(name), exported: has(node, ts.SyntaxKind.ExportKeyword) };
}

function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((each) => each.kind === kind);
}

function escaped(name: string): string {
  return name.replace(/\$/g, '\\$');
}
