import type { ResultEntry } from '../../libraries/contract/results';
import type { FileLibraries } from '../../libraries/look-up';
import type { Span } from '../../source/span';
import { memberName, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPaths } from './access-path';
import { returnsOf } from './function-syntax';
import { spelledMember } from './spelled-member';
import type { Values } from './values';

/** A part of a text that code builds: spelled out, or a hole where a value goes in. */
export type Piece = TextPiece | HolePiece;

export interface TextPiece {
  text: string;
  /** Where it is spelled out; one source unit per unit of text when `exact`. */
  source: Span;
  exact: boolean;
}

export interface HolePiece {
  hole: ts.Expression;
  /** What to put there when all its values are spelled out: one of them. */
  example?: string;
  /** True for a value of a branch that was not taken: it counts as a hole, and adds no text. */
  silent?: boolean;
  /** True for a hole of a tagged template that binds its values. */
  bound?: boolean;
}

export interface BuiltText {
  pieces: Piece[];
  /** The one literal or template that holds all of it, when there is one. */
  literal?: ts.StringLiteralLike | ts.TemplateExpression;
}

const maxDepth = 10;
const maxPieces = 400;

/** Tags that bind their holes as values, by what they denote or are called. */
const bindingTags =
  /(^|[.#])(sql|SQL|\$queryRaw|\$executeRaw|query|one|maybeOne|many|any|exists|unsafe)(\.(type|typeAlias|fragment|unsafe)\b.*|\(\)|<.*)?$/;

/** Follows the building of a text: literals, templates, `+`, `+=`, `join`, `concat`, constants and helper functions of the same file. */
export class BuiltTexts {
  /** Variables whose text is being put together. */
  readonly #growing = new Set<ts.Declaration>();

  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
    private readonly values: Values,
    private readonly libraries: FileLibraries,
  ) {}

  /** The texts that an expression can be (one per branch, at most four); empty where it is not a built text. */
  of(expression: ts.Expression): BuiltText[] {
    return this.#alternatives(expression, 0).filter((built) => built.pieces.some((piece) => 'text' in piece));
  }

  #alternatives(expression: ts.Expression, depth: number): BuiltText[] {
    const node = unwrap(expression);
    if (depth > maxDepth) return [];
    if (ts.isConditionalExpression(node)) {
      return [
        ...this.#alternatives(node.whenTrue, depth + 1),
        ...this.#alternatives(node.whenFalse, depth + 1),
      ].slice(0, 4);
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      return [{ pieces: this.#pieces(node, depth), literal: node }];
    if (ts.isTaggedTemplateExpression(node)) {
      const literal = node.template;
      return [{ pieces: this.#ofTagged(node, depth), literal }];
    }
    if (ts.isIdentifier(node)) {
      const declaration = this.tree.declarationOf(node);
      if (declaration && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)) {
        const mutations = this.values.mutationsOf(declaration.name);
        const { initializer } = declaration;
        const sets = mutations.filter((mutation) => mutation.how === 'set');
        if (mutations.length === 0 && initializer) return this.#alternatives(initializer, depth + 1);
        if (sets.length === mutations.length && sets.every((set) => !mentions(set.value, node.text))) {
          const starts = [...(initializer ? [initializer] : []), ...sets.map((set) => set.value)];
          return starts.flatMap((start) => this.#alternatives(start, depth + 1)).slice(0, 4);
        }
      }
    }
    const member = spelledMember(this.tree, node);
    if (member) return this.#alternatives(member, depth + 1);
    return [{ pieces: this.#pieces(node, depth) }];
  }

  #pieces(expression: ts.Expression, depth: number): Piece[] {
    const node = unwrap(expression);
    if (depth > maxDepth) return [{ hole: node }];
    if (ts.isStringLiteralLike(node)) return literalPieces(this.tree, node);
    if (ts.isTemplateExpression(node)) return this.#ofTemplate(node, depth, false);
    if (ts.isTaggedTemplateExpression(node)) return this.#ofTagged(node, depth);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      return [...this.#pieces(node.left, depth), ...this.#pieces(node.right, depth)];
    }
    if (ts.isConditionalExpression(node)) return this.#ofConditional(node, depth);
    if (ts.isIdentifier(node)) return this.#ofName(node, depth);
    if (ts.isCallExpression(node)) return this.#ofCall(node, depth);
    const member = spelledMember(this.tree, node);
    return (member && this.#textual(member, depth + 1)) ?? [this.#hole(node)];
  }

  #hole(node: ts.Expression): HolePiece {
    const source = this.values.of(node);
    const harmless = source.origin === 'enumeration' || source.origin === 'constant';
    const example = harmless ? this.#example(node, 0) : undefined;
    return example === undefined ? { hole: node } : { hole: node, example };
  }

  /** One of the texts that an enumerated value can have. */
  #example(expression: ts.Expression, depth: number): string | undefined {
    const node = unwrap(expression);
    if (depth > 4) return undefined;
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
    if (ts.isConditionalExpression(node))
      return this.#example(node.whenTrue, depth + 1) ?? this.#example(node.whenFalse, depth + 1);
    if (ts.isIdentifier(node)) {
      const declaration = this.tree.declarationOf(node);
      if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
        return this.#example(declaration.initializer, depth + 1);
    }
    return undefined;
  }

  #ofTemplate(node: ts.TemplateExpression, depth: number, bound: boolean): Piece[] {
    const pieces: Piece[] = [...templatePart(this.tree, node.head)];
    for (const span of node.templateSpans) {
      const inner = unwrap(span.expression);
      if (!bound) pieces.push(...this.#pieces(inner, depth + 1));
      else if (ts.isTaggedTemplateExpression(inner)) pieces.push(...this.#pieces(inner, depth + 1));
      else pieces.push({ hole: inner, bound: true });
      pieces.push(...templatePart(this.tree, span.literal));
      if (pieces.length > maxPieces) break;
    }
    return pieces;
  }

  #ofTagged(node: ts.TaggedTemplateExpression, depth: number): Piece[] {
    const path = this.paths.of(node.tag) ?? this.tree.textOf(node.tag);
    const bound =
      path !== 'global#String.raw' &&
      (bindingTags.test(path) || !/(^|[.#])(dedent|raw|stripIndent|outdent|oneLine|html|css)$/.test(path));
    if (ts.isNoSubstitutionTemplateLiteral(node.template)) return literalPieces(this.tree, node.template);
    return this.#ofTemplate(node.template, depth, bound);
  }

  /** In the middle of a text one branch is written out: the longer, since an empty one says nothing. */
  #ofConditional(node: ts.ConditionalExpression, depth: number): Piece[] {
    return eitherOf(this.#pieces(node.whenTrue, depth + 1), this.#pieces(node.whenFalse, depth + 1));
  }

  #ofName(name: ts.Identifier, depth: number): Piece[] {
    const declaration = this.tree.declarationOf(name);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name))
      return [this.#hole(name)];
    const mutations = this.values.mutationsOf(declaration.name);
    const { initializer } = declaration;
    if (!initializer && mutations.length === 0) return [this.#hole(name)];
    const starts = initializer ? this.#textual(initializer, depth + 1) : [];
    if (starts === undefined) return [this.#hole(name)];
    // `sql = sql + ' AND …'` repeats the name itself: what it held before comes first.
    if (this.#growing.has(declaration)) return [];
    this.#growing.add(declaration);
    let pieces = [...starts];
    for (const { how, value } of mutations) {
      if (how === 'push') continue;
      const added = this.#pieces(value, depth + 1);
      // A text that is set anew takes the place of the one before: one of them is written out.
      pieces =
        how === 'append' || mentions(value, name.text) ? [...pieces, ...added] : eitherOf(pieces, added);
      if (pieces.length > maxPieces) break;
    }
    this.#growing.delete(declaration);
    return pieces.length > maxPieces ? [this.#hole(name)] : pieces;
  }

  /** The pieces of an expression that builds text; undefined for any other, as a call to somewhere else. */
  #textual(expression: ts.Expression, depth: number): Piece[] | undefined {
    const node = unwrap(expression);
    if (ts.isNumericLiteral(node)) return undefined;
    const pieces = this.#pieces(node, depth);
    const [only] = pieces;
    return pieces.length === 1 && only && 'hole' in only ? undefined : pieces;
  }

  #ofCall(node: ts.CallExpression, depth: number): Piece[] {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    const receiver = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    if (receiver && method === 'join') return this.#ofJoin(node, receiver, depth) ?? [this.#hole(node)];
    if (receiver && method === 'concat' && this.#textual(receiver, depth + 1)) {
      return [
        ...this.#pieces(receiver, depth + 1),
        ...node.arguments.flatMap((argument) => this.#pieces(argument, depth + 1)),
      ];
    }
    if (
      receiver &&
      (method === 'trim' || method === 'trimStart' || method === 'trimEnd' || method === 'toString')
    ) {
      const inner = this.#textual(receiver, depth + 1);
      if (inner) return inner;
    }
    const path = this.paths.of(callee);
    const made = this.libraries.find('results', path);
    if (made?.format && !made.format.list) return this.#ofFormat(node, made, depth);
    const own = this.values.functionOf(callee);
    const [result, ...others] = own ? returnsOf(own) : [];
    if (result && others.length === 0) {
      const inner = this.#textual(result, depth + 2);
      if (inner?.some((piece) => 'text' in piece && piece.text.length > 3)) return inner;
    }
    return [this.#hole(node)];
  }

  #ofJoin(node: ts.CallExpression, list: ts.Expression, depth: number): Piece[] | undefined {
    const [glue] = node.arguments;
    if (!glue || !ts.isStringLiteralLike(glue)) return undefined;
    let elements: ts.Expression[] = [];
    if (ts.isArrayLiteralExpression(list)) elements = [...list.elements];
    else if (ts.isIdentifier(list)) {
      const declaration = this.tree.declarationOf(list);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
        return undefined;
      const initial = unwrap(declaration.initializer);
      if (!ts.isArrayLiteralExpression(initial)) return undefined;
      elements = [
        ...initial.elements,
        ...this.values
          .mutationsOf(list)
          .filter((each) => each.how === 'push')
          .map((each) => each.value),
      ];
    } else return undefined;
    if (elements.length === 0 || elements.some(ts.isSpreadElement)) return undefined;
    const at = this.tree.spanOf(glue);
    return elements.flatMap((element, i) => [
      ...(i > 0 ? [{ text: glue.text, source: at, exact: false }] : []),
      ...this.#pieces(element, depth + 1),
    ]);
  }

  /** `format('… %s …', a)`: the text with its arguments in place. */
  #ofFormat(node: ts.CallExpression, made: ResultEntry, depth: number): Piece[] {
    const [template, ...rest] = node.arguments;
    const inner = template && unwrap(template);
    if (!inner || !ts.isStringLiteralLike(inner)) return [this.#hole(node)];
    const whole = literalPieces(this.tree, inner);
    const [only] = whole;
    if (whole.length !== 1 || !only || !('text' in only) || !only.exact) return [this.#hole(node)];
    const pieces: Piece[] = [];
    let from = 0;
    let next = 0;
    for (const match of only.text.matchAll(/%[sdifjoOIL]/g)) {
      pieces.push(slicePiece(only, from, match.index));
      from = match.index + match[0].length;
      const argument = rest[next++];
      if (!argument) continue;
      if (made.is === 'escaped' && !made.format?.unescaped.includes(match[0].slice(1)))
        pieces.push({ hole: argument, bound: true });
      else pieces.push(...this.#pieces(argument, depth + 1));
    }
    pieces.push(slicePiece(only, from, only.text.length));
    return pieces;
  }
}

function slicePiece(piece: TextPiece, from: number, to: number): TextPiece {
  return {
    text: piece.text.slice(from, to),
    source: { start: piece.source.start + from, end: piece.source.start + to },
    exact: true,
  };
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + ('text' in piece ? piece.text.trim().length : 1), 0);
}

/** One of two texts, with the holes of the other. */
function eitherOf(a: readonly Piece[], b: readonly Piece[]): Piece[] {
  const [longer, shorter] = lengthOf(b) > lengthOf(a) ? [b, a] : [a, b];
  const silent = shorter.flatMap((piece): Piece[] => ('hole' in piece ? [{ ...piece, silent: true }] : []));
  return [...longer, ...silent];
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}

function literalPieces(tree: SyntaxTree, node: ts.StringLiteralLike): TextPiece[] {
  const start = node.getStart(tree.root) + 1;
  return rawPieces(tree.root.text.slice(start, node.end - 1), start);
}

function templatePart(
  tree: SyntaxTree,
  node: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail,
): TextPiece[] {
  const start = node.getStart(tree.root) + 1;
  const end = node.end - (ts.isTemplateTail(node) ? 1 : 2);
  return rawPieces(tree.root.text.slice(start, end), start);
}

const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
};

/** Source text between quotes → pieces; every escape is a piece of its own, so that offsets stay exact around it. */
function rawPieces(raw: string, start: number): TextPiece[] {
  if (!raw.includes('\\'))
    return raw === '' ? [] : [{ text: raw, source: { start, end: start + raw.length }, exact: true }];
  const pieces: TextPiece[] = [];
  const pattern = /\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])/g;
  let from = 0;
  for (const match of raw.matchAll(pattern)) {
    if (match.index > from)
      pieces.push({
        text: raw.slice(from, match.index),
        source: { start: start + from, end: start + match.index },
        exact: true,
      });
    from = match.index + match[0].length;
    const code = match[1] as string;
    const hex = /^[ux]\{?([0-9a-fA-F]+)\}?$/.exec(code);
    const text = hex ? codePoint(hex[1] as string) : (escapes[code] ?? (code === '\r\n' ? '' : code));
    pieces.push({ text, source: { start: start + match.index, end: start + from }, exact: false });
  }
  if (from < raw.length)
    pieces.push({
      text: raw.slice(from),
      source: { start: start + from, end: start + raw.length },
      exact: true,
    });
  return pieces;
}

function codePoint(hex: string): string {
  const value = Number.parseInt(hex, 16);
  return value <= 0x10ffff ? String.fromCodePoint(value) : '';
}
