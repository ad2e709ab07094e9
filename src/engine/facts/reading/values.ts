import type { FileLibraries } from '../../libraries/look-up';
import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  type SyntaxTree,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { type AccessPaths, assignmentToThis, enclosingClass } from './access-path';
import { allowListed, bare, guardedSource } from './guards';
import { LocalUses, type Mutation } from './local-uses';
import { calledRequestPath, requestMembers, requestPath } from './request-values';
import { TypedValues } from './typed-values';
import { parsedMember } from './validated-values';
import type { ValueReader } from './value-reader';
import {
  constant,
  isFree,
  madeElsewhere,
  number,
  placeholder,
  type Source,
  unknown,
  worst,
} from './value-source';
import { isConfiguration, isNamedHarmless, metadataMembers, numericMembers } from './value-words';
import { ValuesOfCalls } from './values-of-calls';
import { ValuesOfNames } from './values-of-names';

// A constant of our own: the compiler's is read through a getter each time.
const kinds = ts.SyntaxKind;

/** How far values are followed; what lies deeper is unknown. */
const maxDepth = 12;

/**
 * The one analysis of where values come from. Every rule that asks "is this a constant, or does it come from
 * outside?" asks here. It follows local variables, additions, helper functions of the same file and guards; it never
 * guesses across files.
 */
export class Values implements ValueReader {
  readonly #sources = new Map<ts.Node, Source>();
  readonly types: TypedValues;
  readonly #uses: LocalUses;
  readonly #names: ValuesOfNames;
  readonly #calls: ValuesOfCalls;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
    private readonly libraries: FileLibraries,
  ) {
    this.types = new TypedValues(tree, paths);
    this.#uses = new LocalUses(tree);
    this.#names = new ValuesOfNames(tree, paths, this);
    this.#calls = new ValuesOfCalls(tree, paths, libraries, this);
  }

  /** The words for a value that comes straight from a request: see `requestPath`, and what a library's own calls read of one. */
  requestPath(node: ts.Expression): string | undefined {
    return requestPath(this.tree, node) ?? calledRequestPath(node, this.paths, this.libraries);
  }

  /** The function of this file that a callee names, directly or as a method of the same class. */
  functionOf(callee: ts.Expression): FunctionNode | undefined {
    return this.#uses.functionOf(callee);
  }

  /** All calls of a function, when the file shows them all. */
  callsOf(callee: FunctionNode): ts.CallExpression[] | undefined {
    return this.#uses.callsOf(callee);
  }

  /** The calls of a variable that holds a function. */
  callsNamed(name: ts.Identifier): ts.CallExpression[] {
    return this.#uses.callsNamed(name);
  }

  /** Later changes of a variable: assignments, `+=`, and what is pushed to an array. */
  mutationsOf(name: ts.Identifier): Mutation[] {
    return this.#uses.mutationsOf(name);
  }

  /** Where a value comes from. */
  of(expression: ts.Expression, depth = 0): Source {
    const node = unwrap(expression);
    const known = this.#sources.get(node);
    if (known) return known;
    if (depth > maxDepth) return unknown;
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return constant;
    // A cycle adds nothing to what its other parts say.
    this.#sources.set(node, constant);
    const computed = this.#compute(node, depth + 1);
    const source =
      isFree(computed.origin) && computed.origin !== 'request' && isNamedHarmless(node)
        ? placeholder
        : computed;
    this.#sources.set(node, source);
    return source;
  }

  #compute(node: ts.Expression, depth: number): Source {
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) return constant;
    switch (node.kind) {
      case kinds.NumericLiteral:
      case kinds.BigIntLiteral:
      case kinds.TrueKeyword:
      case kinds.FalseKeyword:
      case kinds.NullKeyword:
      case kinds.TypeOfExpression:
        return constant;
      case kinds.PrefixUnaryExpression:
      case kinds.PostfixUnaryExpression:
        return number;
    }
    if (ts.isTemplateExpression(node))
      return worst(node.templateSpans.map((span) => this.of(span.expression, depth)));
    if (ts.isConditionalExpression(node)) return this.#ofConditional(node, depth);
    if (ts.isBinaryExpression(node)) return this.#ofBinary(node, depth);
    // What could be told so far was told without binding the file: much of it is arithmetic and comparisons.
    this.tree.bind();
    const request = isRead(node) ? this.requestPath(node) : undefined;
    if (request) return guardedSource(this.tree, node) ?? { origin: 'request', from: request };
    if (ts.isIdentifier(node)) return guardedSource(this.tree, node) ?? this.#names.of(node, depth);
    if (ts.isCallExpression(node)) return this.#calls.of(node, depth);
    if (ts.isNewExpression(node) && this.paths.of(node.expression) === 'global#Array') return number;
    if (ts.isNewExpression(node))
      return worst((node.arguments ?? []).map((argument) => this.of(argument, depth)));
    if (ts.isTaggedTemplateExpression(node)) return { origin: 'sql' };
    if (ts.isArrayLiteralExpression(node)) {
      return worst(
        node.elements.map((element) =>
          this.of(ts.isSpreadElement(element) ? element.expression : element, depth),
        ),
      );
    }
    if (ts.isObjectLiteralExpression(node)) return this.#ofObject(node, depth);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      return guardedSource(this.tree, node) ?? this.#ofMember(node, depth);
    }
    return unknown;
  }

  #ofObject(node: ts.ObjectLiteralExpression, depth: number): Source {
    return worst(
      node.properties.map((property) => {
        if (ts.isPropertyAssignment(property)) return this.of(property.initializer, depth);
        if (ts.isShorthandPropertyAssignment(property)) return this.of(property.name, depth);
        if (ts.isSpreadAssignment(property)) return this.of(property.expression, depth);
        return constant;
      }),
    );
  }

  #ofConditional(node: ts.ConditionalExpression, depth: number): Source {
    const tested = allowListed(node.condition);
    const yes = unwrap(node.whenTrue);
    if (tested && this.tree.textOf(bare(tested)) === this.tree.textOf(bare(yes))) {
      return worst([{ origin: 'enumeration' }, this.of(node.whenFalse, depth)]);
    }
    const both = worst([this.of(node.whenTrue, depth), this.of(node.whenFalse, depth)]);
    return both.origin === 'constant' ? { origin: 'enumeration' } : both;
  }

  #ofBinary(node: ts.BinaryExpression, depth: number): Source {
    switch (node.operatorToken.kind) {
      case kinds.PlusToken:
      case kinds.BarBarToken:
      case kinds.QuestionQuestionToken:
        return worst([this.of(node.left, depth), this.of(node.right, depth)]);
      case kinds.AmpersandAmpersandToken:
      case kinds.EqualsToken:
      case kinds.CommaToken:
        return this.of(node.right, depth);
      default:
        return number;
    }
  }

  #ofMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, depth: number): Source {
    const name = memberName(node);
    if (name !== undefined && numericMembers.has(name)) return number;
    const path = this.paths.of(node);
    if (path?.startsWith('global#process.env.'))
      return { origin: 'environment', from: path.slice('global#'.length) };
    const holder = unwrap(node.expression);
    if (holder.kind === kinds.ThisKeyword && name !== undefined) return this.#ofOwnMember(node, name, depth);
    const parsed = name === undefined ? undefined : this.ofParsed(holder, [name], depth);
    if (parsed) return parsed;
    if (isConfiguration(holder)) return { origin: 'environment', from: this.#words(node) };
    const imported = this.#ofImportedMember(holder, path, name);
    if (imported) return imported;
    const whole = this.#literalOf(holder);
    if (whole && ts.isObjectLiteralExpression(whole)) {
      if (name === undefined) {
        const all = this.of(whole, depth);
        return all.origin === 'constant' ? { origin: 'enumeration' } : all;
      }
      const property = whole.properties.find((each) => propertyName(each.name) === name);
      if (property && ts.isPropertyAssignment(property))
        return this.#overwritten(whole, property, depth) ?? this.of(property.initializer, depth);
    }
    if (whole && ts.isArrayLiteralExpression(whole)) return this.of(holder, depth);
    if (ts.isIdentifier(holder)) {
      const declaration = this.tree.declarationOf(holder);
      if (declaration && ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
      if (declaration && ts.isParameter(declaration) && name !== undefined) {
        const member = this.#ofParameterMember(node, declaration, name, depth);
        if (member) return member;
      }
    }
    const whence = this.of(holder, depth);
    if (whence.origin === 'unknown' && name !== undefined && metadataMembers.has(name))
      return { origin: 'enumeration' };
    return whence.origin === 'parameter' || whence.origin === 'request'
      ? { ...whence, from: this.#words(node) }
      : whence;
  }

  /** `{ sort: 'id', ...req.query }`: what a request sends takes the place of what is written before it. */
  #overwritten(
    whole: ts.ObjectLiteralExpression,
    property: ts.PropertyAssignment,
    depth: number,
  ): Source | undefined {
    return whole.properties
      .slice(whole.properties.indexOf(property) + 1)
      .flatMap((each) => (ts.isSpreadAssignment(each) ? [this.of(each.expression, depth)] : []))
      .find(({ origin }) => origin === 'request');
  }

  /** A member of what another file or a package exports. By convention capitals are constants, and `Pascal.Pascal` is an enumeration. */
  #ofImportedMember(
    holder: ts.Expression,
    path: string | undefined,
    name: string | undefined,
  ): Source | undefined {
    if (path === undefined || name === undefined) return undefined;
    const isMetadata = metadataMembers.has(name);
    if (this.paths.isProjectPath(path) && (isMetadata || !ts.isIdentifier(holder)))
      return madeElsewhere(path, isMetadata ? 'enumeration' : 'unknown');
    if (!ts.isIdentifier(holder)) return undefined;
    const pascal = /^[A-Z]\w*[a-z]\w*$/;
    const named = /^[A-Z][A-Z0-9_]+$/.test(name) || (pascal.test(name) && pascal.test(holder.text));
    if (this.paths.isProjectPath(path)) return madeElsewhere(path, named ? 'enumeration' : 'unknown');
    return named && !/^(global|local|this|param)\b/.test(path) ? { origin: 'enumeration' } : undefined;
  }

  /** `options.sort` of a parameter: what its type promises, or what all callers give. */
  #ofParameterMember(
    node: ts.Expression,
    parameter: ts.ParameterDeclaration,
    name: string,
    depth: number,
  ): Source | undefined {
    const otherwise: Source = {
      origin: 'parameter',
      from: this.#words(node),
      parameters: new Set([parameter]),
    };
    const typed = this.types.ofMember(parameter.type, name, otherwise);
    if (typed && !typed.elsewhere) return typed;
    return this.memberGiven(parameter, name, depth) ?? typed;
  }

  /** A member of the objects that all callers of a function give, where they spell them out. */
  memberGiven(parameter: ts.ParameterDeclaration, name: string, depth: number): Source | undefined {
    const owner = parameter.parent;
    if (!isFunctionNode(owner)) return undefined;
    const calls = this.callsOf(owner);
    if (!calls || calls.length === 0) return undefined;
    const index = owner.parameters.indexOf(parameter);
    const parts: Source[] = [];
    for (const call of calls) {
      const argument = call.arguments[index];
      const part = argument ? this.memberOf(argument, name, depth) : constant;
      if (!part) return undefined;
      parts.push(part);
    }
    return worst(parts);
  }

  /** A member of an object that is spelled out, on every branch; undefined where it is not. */
  memberOf(expression: ts.Expression, name: string, depth: number): Source | undefined {
    const node = unwrap(expression);
    if (depth > maxDepth) return undefined;
    if (node.kind === kinds.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined'))
      return constant;
    if (ts.isConditionalExpression(node)) {
      const yes = this.memberOf(node.whenTrue, name, depth + 1);
      const no = this.memberOf(node.whenFalse, name, depth + 1);
      return yes && no ? worst([yes, no]) : undefined;
    }
    if (ts.isIdentifier(node)) {
      const declaration = this.tree.declarationOf(node);
      return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
        ? this.memberOf(declaration.initializer, name, depth + 1)
        : undefined;
    }
    if (!ts.isObjectLiteralExpression(node)) return undefined;
    const property = node.properties.find((each) => propertyName(each.name) === name);
    if (property && ts.isPropertyAssignment(property)) return this.of(property.initializer, depth);
    if (property && ts.isShorthandPropertyAssignment(property)) return this.of(property.name, depth);
    return property || node.properties.some(ts.isSpreadAssignment) ? undefined : constant;
  }

  /** What a schema of this file parses, or a member of it: one of a list or a number; free text is as free as what was parsed. */
  ofParsed(holder: ts.Expression, keys: readonly string[], depth: number): Source | undefined {
    const wrapped = ts.isPropertyAccessExpression(holder) && /^(data|value)$/.test(holder.name.text);
    const parsed = parsedMember(
      this.tree,
      wrapped ? holder.expression : holder,
      wrapped ? [holder.name.text, ...keys] : keys,
    );
    if (!parsed) return undefined;
    return parsed.given ? this.of(parsed.given, depth) : { origin: parsed.origin };
  }

  /** `this.name`: what the class sets it to. What the constructor was given is the object's configuration. */
  #ofOwnMember(node: ts.Node, name: string, depth: number): Source {
    const owner = enclosingClass(node);
    if (!owner) return { origin: 'unknown', from: `this.${name}` };
    const parts: Source[] = [];
    for (const element of owner.members) {
      if (ts.isPropertyDeclaration(element) && propertyName(element.name) === name) {
        const typed = this.types.of(element.type);
        if (typed) return typed;
        if (element.initializer) parts.push(this.of(element.initializer, depth));
      }
      if (!ts.isConstructorDeclaration(element)) continue;
      for (const parameter of element.parameters) {
        if (parameter.modifiers?.length && propertyName(parameter.name) === name)
          parts.push({ origin: 'environment' });
      }
      for (const statement of element.body?.statements ?? []) {
        const value = assignmentToThis(statement, name);
        if (value) {
          const source = this.of(value, depth);
          parts.push(source.origin === 'parameter' ? { origin: 'environment' } : source);
        }
      }
    }
    return parts.length > 0 ? worst(parts) : { origin: 'unknown', from: `this.${name}` };
  }

  /** The object or array literal that a constant name stands for, also under `Object.freeze` and `as const`. */
  #literalOf(node: ts.Expression): ts.Expression | undefined {
    const inner = unwrap(node);
    if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner)) return inner;
    if (ts.isCallExpression(inner) && this.paths.of(inner.expression) === 'global#Object.freeze') {
      return inner.arguments[0] && this.#literalOf(inner.arguments[0]);
    }
    if (!ts.isIdentifier(inner)) return undefined;
    const declaration = this.tree.declarationOf(inner);
    return declaration &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      !ts.isIdentifier(unwrap(declaration.initializer))
      ? this.#literalOf(declaration.initializer)
      : undefined;
  }

  #words(node: ts.Expression): string {
    const text = this.tree.textOf(node);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  }
}

/** Whether an expression reads from something, and does not make a new value of it as `map` and `join` do. */
function isRead(node: ts.Expression): boolean {
  return !ts.isCallExpression(node) || requestMembers.has(memberName(unwrap(node.expression)) ?? '');
}
