import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { ExportFact, ImportFact } from '../facts';
import { normalModule } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { collectExportedType, exportedMembers, exportedValue } from './exported-values';

/** Imports: ESM, `require`, `import()`, and what is re-exported from elsewhere. */
export function collectImport(node: ts.ImportDeclaration, file: FileReader): void {
  if (!ts.isStringLiteralLike(node.moduleSpecifier)) return;
  const names: ImportFact['names'] = [];
  const clause = node.importClause;
  if (clause?.name) names.push({ local: clause.name.text, imported: 'default' });
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.push({ local: bindings.name.text, imported: '*' });
  if (bindings && ts.isNamedImports(bindings)) {
    for (const element of bindings.elements)
      names.push({ local: element.name.text, imported: (element.propertyName ?? element.name).text });
  }
  file.addImport({
    specifier: normalModule(node.moduleSpecifier.text),
    names,
    typeOnly: clause?.isTypeOnly ?? false,
    span: file.span(node.moduleSpecifier),
  });
}

/** `import x = require('x')`. */
export function collectImportEquals(node: ts.ImportEqualsDeclaration, file: FileReader): void {
  const { moduleReference, name, isTypeOnly } = node;
  if (!ts.isExternalModuleReference(moduleReference) || !ts.isStringLiteralLike(moduleReference.expression))
    return;
  file.addImport({
    specifier: normalModule(moduleReference.expression.text),
    names: [{ local: name.text, imported: 'default' }],
    typeOnly: isTypeOnly,
    span: file.span(moduleReference.expression),
  });
}

/** `require('x')` and `import('x')`, with the names that a declaration around it gives. */
export function collectRequire(node: ts.CallExpression, parent: ts.Node, file: FileReader): void {
  const [first] = node.arguments;
  if (!first || !ts.isStringLiteralLike(first)) return;
  const names: ImportFact['names'] = [];
  if (ts.isVariableDeclaration(parent)) {
    if (ts.isIdentifier(parent.name)) names.push({ local: parent.name.text, imported: 'default' });
    else if (ts.isObjectBindingPattern(parent.name)) {
      for (const element of parent.name.elements) {
        const imported = propertyName(element.propertyName ?? element.name);
        if (imported !== undefined && ts.isIdentifier(element.name))
          names.push({ local: element.name.text, imported });
      }
    }
  }
  file.addImport({
    specifier: normalModule(first.text),
    names,
    typeOnly: false,
    span: file.span(first),
  });
}

/**
 * What an exported name denotes: its path, the function when it is one, its origin when it is text. Names are looked up
 * among the file's own statements, so that a file of plain exports is never bound.
 */
function exported(name: string, value: ts.Expression | ts.Declaration, file: FileReader): ExportFact {
  const fact: ExportFact = { name };
  const node = ts.isExpression(value) ? unwrap(value) : value;
  const target = ts.isIdentifier(node) ? file.topLevel(node.text) : undefined;
  const holder =
    target && ts.isVariableDeclaration(target) ? target.initializer && unwrap(target.initializer) : target;
  if (ts.isIdentifier(node)) fact.local = node.text;
  for (const candidate of [node, holder]) {
    const index = candidate && functionIn(candidate, file);
    if (index !== undefined) fact.function = index;
  }
  const path = exportedPath(node, holder, file) ?? ownName(fact.function, file);
  if (path !== undefined) fact.denotes = path;
  for (const candidate of [node, holder]) {
    const value = candidate && exportedValue(candidate, file);
    if (value) fact.value = value;
    const members = candidate && exportedMembers(candidate, file);
    if (members) fact.members = members;
  }
  return fact;
}

/** The function that a value is, or that a call wraps: `asyncHandler(async (req, res) => …)`. */
function functionIn(node: ts.Node, file: FileReader): number | undefined {
  const index = file.functionIndex.get(node);
  if (index !== undefined || !ts.isCallExpression(node)) return index;
  const wrapped = node.arguments.filter((each) => isFunctionNode(unwrap(each)));
  return wrapped.length === 1 && wrapped[0] && isFunctionNode(unwrap(wrapped[0]))
    ? file.functionIndex.get(unwrap(wrapped[0]))
    : undefined;
}

/** `exports.load = () => …`: the function goes by the name that it is exported under. */
function ownName(index: number | undefined, file: FileReader): string | undefined {
  const name = index === undefined ? '' : file.facts.functions[index]?.name;
  return name ? `local#${name}` : undefined;
}

function exportedPath(node: ts.Node, holder: ts.Node | undefined, file: FileReader): string | undefined {
  const declaration = ts.isIdentifier(node) ? holder : node;
  if (declaration && (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration))) {
    return declaration.name ? `local#${declaration.name.text}` : undefined;
  }
  if (
    declaration &&
    (isFunctionNode(declaration) ||
      ts.isObjectLiteralExpression(declaration) ||
      ts.isStringLiteralLike(declaration))
  ) {
    return ts.isIdentifier(node) ? `local#${node.text}` : undefined;
  }
  if (!ts.isExpression(node)) return undefined;
  return isWorthResolving(node, file, 0) ? file.paths.of(node) : undefined;
}

/** What a file exports of a library that says such things is worth following. */
const routing = ['routers', 'mounts', 'middleware', 'servers'] as const;

/** Whether an expression starts from another file, a package that the facts speak of, or a class of this file. */
function isWorthResolving(node: ts.Node, file: FileReader, depth: number): boolean {
  const root = rootName(node);
  if (root === undefined || depth > 3) return false;
  if (root === 'require') return true;
  const specifier = file.importedFrom(root);
  if (specifier !== undefined)
    return (
      file.isProjectPath(specifier) ||
      file.libraries.find('databases', `${specifier}#`) !== undefined ||
      file.libraries.is(specifier, 'client') ||
      file.libraries.speakOf(specifier, 'outgoing') ||
      file.libraries.speakOf(specifier, 'dataClients') ||
      file.libraries.is(specifier, 'router') ||
      routing.some((topic) => file.libraries.speakOf(specifier, topic))
    );
  const declaration = file.topLevel(root);
  if (!declaration) return false;
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer ? isWorthResolving(declaration.initializer, file, depth + 1) : true;
  return ts.isClassDeclaration(declaration);
}

/** The name that a chain of members, calls and `new` starts from. */
function rootName(node: ts.Node): string | undefined {
  let at = node;
  for (;;) {
    if (ts.isIdentifier(at)) return at.text;
    if (
      ts.isPropertyAccessExpression(at) ||
      ts.isElementAccessExpression(at) ||
      ts.isCallExpression(at) ||
      ts.isNewExpression(at)
    )
      at = at.expression;
    else if (ts.isExpression(at) && unwrap(at) !== at) at = unwrap(at);
    else if (ts.isBinaryExpression(at)) at = at.right;
    else return undefined;
  }
}

/** Exports of a whole file; runs after the walk, when all functions are known. */
export function collectExports(file: FileReader): void {
  const { exports } = file.facts;
  for (const statement of file.tree.root.statements) {
    if (ts.isExportDeclaration(statement)) collectExportDeclaration(statement, file);
    else if (ts.isExportAssignment(statement)) exports.push(exported('default', statement.expression, file));
    else if (
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
    ) {
      const isDefault =
        ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ??
        false;
      if (ts.isVariableStatement(statement)) {
        for (const declaration of statement.declarationList.declarations) {
          if (ts.isIdentifier(declaration.name))
            exports.push(exported(declaration.name.text, declaration.name, file));
        }
      } else if (
        (ts.isFunctionDeclaration(statement) ||
          ts.isClassDeclaration(statement) ||
          ts.isEnumDeclaration(statement)) &&
        (statement.name || isDefault)
      ) {
        exports.push(exported(isDefault ? 'default' : (statement.name?.text ?? 'default'), statement, file));
      } else collectExportedType(statement, file);
    } else if (ts.isExpressionStatement(statement)) collectCommonJs(statement.expression, file);
  }
}

function collectExportDeclaration(statement: ts.ExportDeclaration, file: FileReader): void {
  const { exports, imports } = file.facts;
  const from =
    statement.moduleSpecifier && ts.isStringLiteralLike(statement.moduleSpecifier)
      ? statement.moduleSpecifier
      : undefined;
  const module = from && normalModule(from.text);
  if (from && module !== undefined)
    imports.push({ specifier: module, names: [], typeOnly: statement.isTypeOnly, span: file.span(from) });
  if (!statement.exportClause) {
    if (module !== undefined) exports.push({ name: '*', denotes: `${module}#` });
    return;
  }
  if (ts.isNamespaceExport(statement.exportClause)) {
    if (module !== undefined) exports.push({ name: statement.exportClause.name.text, denotes: `${module}#` });
    return;
  }
  for (const element of statement.exportClause.elements) {
    const local = element.propertyName ?? element.name;
    if (module !== undefined)
      exports.push({
        name: element.name.text,
        denotes: local.text === 'default' ? `${module}#` : `${module}#${local.text}`,
      });
    else if (ts.isIdentifier(local)) exports.push(exported(element.name.text, local, file));
  }
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`, also chained. */
function collectCommonJs(expression: ts.Expression, file: FileReader): void {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return;
  const left = expression.left;
  if (!ts.isPropertyAccessExpression(left)) return;
  const target = file.text(left);
  const value = unwrap(expression.right);
  if (ts.isBinaryExpression(value)) collectCommonJs(value, file);
  if (target === 'module.exports') {
    if (ts.isObjectLiteralExpression(value)) {
      for (const property of value.properties) {
        const name = propertyName(property.name);
        if (name === undefined) continue;
        if (ts.isShorthandPropertyAssignment(property))
          file.facts.exports.push(exportedShorthand(name, property, file));
        else if (ts.isPropertyAssignment(property))
          file.facts.exports.push(exported(name, property.initializer, file));
        else if (ts.isMethodDeclaration(property)) {
          const index = file.functionIndex.get(property);
          const value = exportedValue(property, file);
          const path = ownName(index, file);
          file.facts.exports.push({
            name,
            ...(index === undefined ? {} : { function: index }),
            ...(path === undefined ? {} : { denotes: path }),
            ...(value ? { value } : {}),
          });
        }
      }
      return;
    }
    file.facts.exports.push(exported('default', value, file));
    return;
  }
  if (/^(module\.)?exports\.\w+$/.test(target))
    file.facts.exports.push(exported(left.name.text, value, file));
}

function exportedShorthand(
  name: string,
  property: ts.ShorthandPropertyAssignment,
  file: FileReader,
): ExportFact {
  // A shorthand names a property, so the variable is looked up by an identifier of the same text.
  return exported(name, property.name, file);
}
