import { ts as compiler } from 'ts-morph';

// As in syntax-tree.ts, which builds on this module: an import of a package is read through a getter each time.
import ts = compiler;

/** A name as one scope declares it: all uses that mean it share this one object. */
export interface DeclaredName {
  readonly name: string;
  /** The first declaration; where a type has the same name as a value, the value's. */
  declaration: ts.Declaration;
}

export type Scope = ReadonlyMap<string, DeclaredName>;

const kinds = ts.SyntaxKind;

/** What has names of its own. Types have none that anybody asks for. */
const scopeKinds = new Set<ts.SyntaxKind>([
  kinds.SourceFile,
  kinds.ModuleDeclaration,
  kinds.FunctionDeclaration,
  kinds.FunctionExpression,
  kinds.ArrowFunction,
  kinds.MethodDeclaration,
  kinds.Constructor,
  kinds.GetAccessor,
  kinds.SetAccessor,
  kinds.ClassExpression,
  kinds.ClassStaticBlockDeclaration,
  kinds.Block,
  kinds.CaseBlock,
  kinds.CatchClause,
  kinds.ForStatement,
  kinds.ForInStatement,
  kinds.ForOfStatement,
]);

const noNames: Scope = new Map();

/**
 * The names that the scopes of a tree declare. A scope is read when somebody first looks something up in it: most are never asked, which is why
 * this costs a fraction of the compiler's own binder.
 */
export class Scopes {
  readonly #known = new Map<ts.Node, Scope>();

  /** The names that a node of a tree with parents declares for what is inside of it; undefined for a node that is no scope. */
  of(node: ts.Node): Scope | undefined {
    if (!scopeKinds.has(node.kind) || isBody(node)) return undefined;
    const known = this.#known.get(node);
    if (known) return known;
    const names = new Names();
    names.addAllOf(node);
    const scope = names.found.size === 0 ? noNames : names.found;
    this.#known.set(node, scope);
    return scope;
  }
}

/** `var` belongs to the function around it, all else to the block. */
type Wanted = 'var' | 'block' | 'both';

class Names {
  readonly found = new Map<string, DeclaredName>();

  addAllOf(node: ts.Node): void {
    if (ts.isSourceFile(node)) this.#addStatements(node.statements, 'both');
    else if (ts.isModuleDeclaration(node)) {
      if (node.body && ts.isModuleBlock(node.body)) this.#addStatements(node.body.statements, 'both');
    } else if (ts.isClassStaticBlockDeclaration(node)) this.#addStatements(node.body.statements, 'both');
    else if (ts.isBlock(node)) this.#addStatements(node.statements, 'block');
    else if (ts.isCaseBlock(node))
      for (const clause of node.clauses) this.#addStatements(clause.statements, 'block');
    else if (ts.isCatchClause(node)) {
      if (node.variableDeclaration) this.#addName(node.variableDeclaration);
    } else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node))
      this.#addLoop(node.initializer, 'block');
    else if (ts.isClassExpression(node)) this.#add(node.name, node);
    else if (ts.isFunctionLike(node)) this.#addFunction(node);
  }

  #addFunction(node: ts.SignatureDeclaration): void {
    for (const each of node.typeParameters ?? []) this.#add(each.name, each);
    for (const each of node.parameters) this.#addName(each);
    const body = 'body' in node ? node.body : undefined;
    if (body && ts.isBlock(body)) this.#addStatements(body.statements, 'both');
    // Its own name holds only where nothing inside has the same.
    if (ts.isFunctionExpression(node)) this.#add(node.name, node);
  }

  /** Functions come first, as they do when the code runs. */
  #addStatements(statements: readonly ts.Statement[], wanted: Wanted): void {
    if (wanted !== 'var')
      for (const each of statements) if (ts.isFunctionDeclaration(each)) this.#add(each.name, each);
    for (const each of statements) this.#addStatement(each, wanted);
  }

  #addStatement(node: ts.Statement, wanted: Wanted): void {
    if (ts.isVariableStatement(node)) this.#addList(node.declarationList, wanted);
    else if (wanted !== 'var' && isDeclaration(node)) this.#add(node.name, node);
    else if (wanted !== 'var' && ts.isImportDeclaration(node)) this.#addImports(node.importClause);
    else if (wanted !== 'block') this.#addInner(node);
  }

  /** The `var`s of a statement that has others inside. */
  #addInner(node: ts.Statement): void {
    if (ts.isBlock(node)) this.#addStatements(node.statements, 'var');
    else if (ts.isIfStatement(node)) {
      this.#addStatement(node.thenStatement, 'var');
      if (node.elseStatement) this.#addStatement(node.elseStatement, 'var');
    } else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      this.#addLoop(node.initializer, 'var');
      this.#addStatement(node.statement, 'var');
    } else if (
      ts.isWhileStatement(node) ||
      ts.isDoStatement(node) ||
      ts.isLabeledStatement(node) ||
      ts.isWithStatement(node)
    )
      this.#addStatement(node.statement, 'var');
    else if (ts.isSwitchStatement(node))
      for (const clause of node.caseBlock.clauses) this.#addStatements(clause.statements, 'var');
    else if (ts.isTryStatement(node))
      for (const block of [node.tryBlock, node.catchClause?.block, node.finallyBlock])
        if (block) this.#addStatements(block.statements, 'var');
  }

  #addLoop(initializer: ts.ForInitializer | undefined, wanted: Wanted): void {
    if (initializer && ts.isVariableDeclarationList(initializer)) this.#addList(initializer, wanted);
  }

  #addList(list: ts.VariableDeclarationList, wanted: Wanted): void {
    const kind = (list.flags & ts.NodeFlags.BlockScoped) === 0 ? 'var' : 'block';
    if (wanted === 'both' || wanted === kind) for (const each of list.declarations) this.#addName(each);
  }

  /** A variable or parameter, or all names that it is taken apart into. */
  #addName(node: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement): void {
    if (ts.isIdentifier(node.name)) this.#add(node.name, node);
    else for (const each of node.name.elements) if (ts.isBindingElement(each)) this.#addName(each);
  }

  #addImports(clause: ts.ImportClause | undefined): void {
    if (!clause) return;
    this.#add(clause.name, clause);
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) this.#add(bindings.name, bindings);
    else for (const each of bindings?.elements ?? []) this.#add(each.name, each);
  }

  #add(name: ts.DeclarationName | undefined, declaration: ts.Declaration): void {
    if (!name || !ts.isIdentifier(name)) return;
    const known = this.found.get(name.text);
    if (!known) this.found.set(name.text, { name: name.text, declaration });
    else if (isType(known.declaration) && !isType(declaration)) known.declaration = declaration;
  }
}

/** The block of a function is no scope of its own: what it declares stands beside the parameters. */
function isBody(node: ts.Node): boolean {
  return (
    ts.isBlock(node) && (ts.isFunctionLike(node.parent) || ts.isClassStaticBlockDeclaration(node.parent))
  );
}

/** Functions are added before. */
function isDeclaration(
  node: ts.Statement,
): node is
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ModuleDeclaration
  | ts.ImportEqualsDeclaration {
  return (
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}

function isType(node: ts.Declaration): boolean {
  return (
    ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node)
  );
}
