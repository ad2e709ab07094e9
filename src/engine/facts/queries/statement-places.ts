import { overlaps, type Span } from '../../source/span';
import type { QueryBlock, SqlStatement } from '../../source/sql/statement';
import type { Hole } from '../facts';
import type { HolePiece, Piece } from '../reading/built-text';
import { fillerName, standing } from '../reading/embedded-sql';

/** Holes of a piece of a statement. Only a name that others stand around is told; what else a hole is, the rest of the statement would say. */
export function fragmentHoles(
  pieces: readonly Piece[],
  read: (piece: HolePiece) => Omit<Hole, 'stands'>,
): Hole[] {
  let before = '';
  return pieces.flatMap((piece, index): Hole[] => {
    if ('text' in piece) {
      before += piece.text;
      return [];
    }
    const following = pieces[index + 1];
    const after = following && 'text' in following ? following.text : '';
    const stands = standing(before, after);
    const isName = stands === 'identifier' && /[\w$]\.$|["`[]$/.test(before);
    before += 'x';
    if (piece.bound) return [];
    return [{ ...read(piece), stands: isName || stands === 'placeholder' ? stands : 'fragment' }];
  });
}

/** A condition that is put together elsewhere may hold anything: blocks around such a hole are open. A table whose name is a hole is called by the hole's words. */
export function aroundHoles(
  statements: SqlStatement[],
  holes: readonly Hole[],
  bound: readonly Hole[],
): SqlStatement[] {
  const fragments = holes.filter((hole) => hole.stands === 'fragment');
  const visit = (block: QueryBlock): void => {
    for (const use of block.target ? [block.target, ...block.tables] : block.tables) {
      if (use.name === fillerName)
        use.name = [...holes, ...bound].find((hole) => overlaps(hole.span, use.span))?.text ?? use.name;
    }
    if (fragments.some((hole) => overlaps(hole.span, block.span))) block.open = true;
    // A value that a tagged template binds is called by its own words, not by the placeholder that was put in.
    for (const { operand } of block.predicates)
      if (operand.kind === 'parameter')
        operand.text = bound.find((hole) => overlaps(hole.span, operand.span))?.text ?? operand.text;
    for (const nested of block.nested) visit(nested);
  };
  if (holes.length + bound.length > 0)
    for (const statement of statements) if (statement.block) visit(statement.block);
  return statements;
}

/** A copy of statements whose spans point into the file. */
export function mapSpans(
  statements: readonly SqlStatement[],
  toSource: (span: Span) => Span,
): SqlStatement[] {
  return statements.map((statement) => mapDeep(statement, toSource));
}

function mapDeep<T>(value: T, toSource: (span: Span) => Span): T {
  if (Array.isArray(value)) return value.map((each) => mapDeep(each, toSource)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (isSpan(value)) return toSource(value) as T;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = mapDeep(value[key], toSource);
  return copy as T;
}

function isSpan(value: object): value is Span {
  const { start, end } = value as Partial<Span>;
  return typeof start === 'number' && typeof end === 'number' && Object.keys(value).length === 2;
}
