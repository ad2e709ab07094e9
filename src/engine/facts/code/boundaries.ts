import type { LibraryKind } from '../../libraries/library';
import type { FileLibraries } from '../../libraries/look-up';
import { ts, unwrap } from '../../source/syntax-tree';
import type { Manifest } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** Whether a package's own code is for browsers and nothing else, from what it depends on. */
export function isFrontEnd(manifest: Manifest | undefined, libraries: FileLibraries): boolean {
  return manifest !== undefined && kindOf(manifest, libraries) === 'front end';
}

/** Whether a package holds code for both sides, which its framework takes apart. */
export function isFullStack(manifest: Manifest | undefined, libraries: FileLibraries): boolean {
  return manifest !== undefined && kindOf(manifest, libraries) === 'full stack';
}

type PackageKind = 'front end' | 'full stack' | 'other';
const kinds = new WeakMap<Manifest, PackageKind>();

/** Asked for each file of the package. */
function kindOf(manifest: Manifest, libraries: FileLibraries): PackageKind {
  const known = kinds.get(manifest) ?? decideKind(manifest, libraries);
  kinds.set(manifest, known);
  return known;
}

function decideKind({ dependencies }: Manifest, libraries: FileLibraries): PackageKind {
  const has = (kind: LibraryKind) => dependencies.some((each) => libraries.is(each, kind));
  if (has('full-stack')) return 'full stack';
  const isFrontEnd = has('browser-framework') && !has('back-end');
  return isFrontEnd ? 'front end' : 'other';
}

/** On which side of the line between browser and server a file says that it stands. */
export function collectBoundary(file: FileReader): void {
  const { facts, tree } = file;
  for (const statement of tree.root.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    const { text } = statement.expression;
    if (text === 'use client') facts.directive = 'client';
    if (text === 'use server') facts.directive = 'server';
  }
  const loaded = new Set(
    tree.root.statements.flatMap((each) => loadedBy(each).map((node) => file.span(node).start)),
  );
  const needs = facts.imports.some(
    ({ specifier, typeOnly, span, names }) =>
      !typeOnly &&
      loaded.has(span.start) &&
      (file.libraries.is(specifier, 'server-only') ||
        (file.libraries.speakOf(specifier, 'boundaries') &&
          names.some(({ imported }) => file.libraries.find('boundaries', `${specifier}#${imported}`)))),
  );
  if (needs) facts.serverOnly = true;
}

/** The specifiers of a statement that are loaded as soon as the file is. */
function loadedBy(statement: ts.Statement): ts.Expression[] {
  if (ts.isImportDeclaration(statement)) return [statement.moduleSpecifier];
  if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference))
    return [statement.moduleReference.expression];
  if (ts.isExpressionStatement(statement)) return required(statement.expression);
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ initializer }) =>
    initializer ? required(initializer) : [],
  );
}

/** `require('pg')`, `require('pg').Pool`, `require('knex')({ … })`. */
function required(value: ts.Expression): ts.Expression[] {
  let node = unwrap(value);
  for (;;) {
    if (ts.isPropertyAccessExpression(node)) node = unwrap(node.expression);
    else if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      if (ts.isIdentifier(node.expression) && node.expression.text === 'require' && first) return [first];
      node = unwrap(node.expression);
    } else return [];
  }
}

/**
 * Imports of which a TypeScript file uses only types: the compiler leaves them out. Only such as may cross a line are asked about: those that
 * climb out of the folder, those of the project's packages, and those of packages that need a server.
 */
export function noteTypesOnly(file: FileReader): void {
  if (!/^(typescript|tsx)$/.test(file.facts.language)) return;
  const asked = file.facts.imports.filter(
    ({ specifier, names, typeOnly }) =>
      !typeOnly &&
      names.length > 0 &&
      (specifier.startsWith('../') ||
        file.libraries.is(specifier, 'server-only') ||
        (!specifier.startsWith('.') && file.isProjectPath(specifier))),
  );
  if (asked.length === 0) return;
  const wanted = new Set(asked.flatMap((each) => each.names.map(({ local }) => local)));
  for (const node of file.tree.identifiers) {
    if (!wanted.has(node.text) || !isUse(node)) continue;
    wanted.delete(node.text);
    if (wanted.size === 0) return;
  }
  for (const each of asked)
    if (each.names.every(({ local }) => wanted.has(local)) && !mayBeMetadata(each.names, file))
      each.typeOnly = true;
}

/** Whether a name outside of types is used as a value: it is no member's, and what a class says that it implements is a type. */
function isUse(name: ts.Identifier): boolean {
  const { parent } = name;
  if ((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === name)
    return false;
  let at = parent;
  while (ts.isPropertyAccessExpression(at)) at = at.parent;
  if (!ts.isExpressionWithTypeArguments(at) || !ts.isHeritageClause(at.parent)) return true;
  return at.parent.token !== ts.SyntaxKind.ImplementsKeyword;
}

/** A decorator's metadata makes a value of the type of what it stands on, as Nest's containers need it. */
function mayBeMetadata(names: readonly { local: string }[], file: FileReader): boolean {
  // In this order: the text is long.
  return names.some(({ local }) => /^[A-Z]/.test(local)) && /@\w+\(/.test(file.tree.root.text);
}
