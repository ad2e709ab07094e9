import { libraries as known } from '../../libraries';
import type { Library, LibraryKind, Topic } from '../../libraries/library';
import { FileLibraries, type Libraries } from '../../libraries/look-up';
import type { Span } from '../../source/span';
import type { SqlParser } from '../../source/sql/parser';
import { type FunctionNode, isFunctionNode, type SyntaxTree, ts } from '../../source/syntax-tree';
import type { AccessPath, FileFacts, ImportFact } from '../facts';
import { AccessPaths, normalModule } from './access-path';
import { BuiltTexts } from './built-text';
import { noOwnModules, type OwnModules } from './own-modules';
import { Values } from './values';

/** What the collectors share while one file is read: its tree, the analyses over it, and the facts so far. */
export class FileReader {
  readonly paths: AccessPaths;
  readonly values: Values;
  readonly texts: BuiltTexts;
  readonly functionIndex = new Map<ts.Node, number>();
  /** Where holes of built texts stand that a query was read from already. */
  readonly seenHoles = new Set<number>();
  /** Calls of a query builder that were read as a part of the query around them. */
  readonly subqueries = new WeakSet<ts.Node>();

  /** Calls whose target may be a function of this project: those of `facts.calls`. */
  readonly ownCalls = new WeakSet<ts.Node>();
  /** Names that are taken out of objects and lists by destructuring. */
  readonly takenOut = new Set<string>();

  constructor(
    readonly tree: SyntaxTree,
    readonly facts: FileFacts,
    readonly parser: SqlParser,
    own: OwnModules = noOwnModules,
    /** What is known of the libraries that the file may use, in the versions that its package has. */
    readonly libraries: FileLibraries = new FileLibraries(known),
  ) {
    this.paths = new AccessPaths(tree, own, libraries);
    this.values = new Values(tree, this.paths, libraries);
    this.texts = new BuiltTexts(tree, this.paths, this.values, libraries);
  }

  readonly #renamed = new Map<string, string>();
  #imports: Map<string, string> | undefined;
  #statements: Map<string, ts.Declaration> | undefined;

  /** The specifier that a local name is imported or required from; asked without binding the file. */
  importedFrom(local: string): string | undefined {
    this.#imports ??= new Map(
      this.facts.imports.flatMap((each) => each.names.map((name) => [name.local, each.specifier] as const)),
    );
    return this.#imports.get(local);
  }

  /** Whether a path, or a specifier, leads to another file of the project. */
  isProjectPath(path: AccessPath): boolean {
    return this.paths.isProjectPath(path);
  }

  /** The first imported specifier that a pattern fits. */
  importedFromPackage(pattern: RegExp): string | undefined {
    return this.facts.imports.find((each) => pattern.test(each.specifier))?.specifier;
  }

  readonly #kinds = new Map<LibraryKind, boolean>();

  /** Whether the file imports a package of this kind; asked once all imports are known. */
  importsKind(kind: LibraryKind): boolean {
    const known =
      this.#kinds.get(kind) ??
      this.facts.imports.some(({ specifier }) => this.libraries.is(normalModule(specifier), kind));
    this.#kinds.set(kind, known);
    return known;
  }

  readonly #topics = new Map<Topic, boolean>();

  /** Whether the file imports a package of which the sheets say something about this; asked once all imports are known. */
  importsAbout(topic: Topic): boolean {
    const known =
      this.#topics.get(topic) ??
      this.facts.imports.some(({ specifier }) => this.libraries.speakOf(normalModule(specifier), topic));
    this.#topics.set(topic, known);
    return known;
  }

  /** The version that the file has of a sheet's package, told from what it imports of it; undefined where nothing tells. */
  versionOfSheet(sheet: Library): string | undefined {
    const imported = this.facts.imports.find(({ specifier }) =>
      this.libraries.all.sheetsOf(normalModule(specifier)).includes(sheet),
    );
    const named = imported?.specifier ?? sheet.packages.find((each) => !each.includes('*'));
    return named === undefined ? undefined : this.libraries.versionOf(named);
  }

  addImport(fact: ImportFact): void {
    this.facts.imports.push(fact);
    for (const { local, imported } of fact.names)
      if (local !== imported && imported !== 'default' && imported !== '*')
        this.#renamed.set(local, imported);
  }

  /** What a module calls that which this file calls `local`: `sign` for `import { sign as issue }`; else the name itself. */
  importedName(local: string): string {
    return this.#renamed.get(local) ?? local;
  }

  /** A variable, function or class that a statement of the file declares; asked without binding the file. */
  topLevel(name: string): ts.Declaration | undefined {
    if (!this.#statements) {
      this.#statements = new Map();
      for (const statement of this.tree.root.statements) {
        if (ts.isVariableStatement(statement)) {
          for (const declaration of statement.declarationList.declarations) {
            if (ts.isIdentifier(declaration.name)) this.#statements.set(declaration.name.text, declaration);
          }
        } else if (
          (ts.isFunctionDeclaration(statement) ||
            ts.isClassDeclaration(statement) ||
            ts.isEnumDeclaration(statement)) &&
          statement.name
        ) {
          this.#statements.set(statement.name.text, statement);
        }
      }
    }
    return this.#statements.get(name);
  }

  #functionNames: Set<string> | undefined;

  /** Whether some function of the file has this name; asked without binding the file. */
  declaresFunction(name: string): boolean {
    this.#functionNames ??= new Set(this.facts.functions.map((each) => each.name));
    return this.#functionNames.has(name);
  }

  readonly #mentioned = new Map<string, boolean>();

  /** Whether these words stand anywhere in the file's text: a cheap question before a dear one, looked for once. */
  mentions(words: string): boolean {
    const mentioned = this.#mentioned.get(words) ?? this.tree.root.text.includes(words);
    this.#mentioned.set(words, mentioned);
    return mentioned;
  }

  #lowerCase: string | undefined;

  /** The same without regard to case, for any of several words, which are given in lower case: several times faster than a pattern with alternatives. */
  mentionsInAnyCase(...words: string[]): boolean {
    this.#lowerCase ??= this.tree.root.text.toLowerCase();
    return words.some((each) => this.#lowerCase?.includes(each));
  }

  span(node: ts.Node): Span {
    return this.tree.spanOf(node);
  }

  text(node: ts.Node): string {
    return this.tree.textOf(node);
  }

  /** Source text on one line, cut to a length that fits a message. */
  words(node: ts.Node, length = 60): string {
    const text = this.text(node).replace(/\s+/g, ' ');
    return text.length > length ? `${text.slice(0, length - 1)}…` : text;
  }

  /** Index of the function around a node, into `facts.functions`; undefined at module level. */
  within(node: ts.Node): number | undefined {
    this.tree.bind();
    for (let at = node.parent; at; at = at.parent) {
      if (isFunctionNode(at)) return this.functionIndex.get(at);
    }
    return undefined;
  }
}

/** Looks at calls and `new` expressions whose callee ends in one of `names`. */
export interface CallCollector {
  /** The last name of the callee: `query` in `pool.query()`, `WebSocket` in `new WebSocket()`; also such as data sheets speak of. */
  names: readonly string[] | ((libraries: Libraries) => Iterable<string>);
  call(node: ts.CallExpression | ts.NewExpression, name: string, file: FileReader): void;
}

/** The last name of what is called: `sign` of `jwt.sign`, `fetch` of `fetch`. */
export function calleeName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text;
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return calleeName(node.expression);
  return undefined;
}

export type { FunctionNode };
