import type { QueryBlock } from '../../../source/sql/statement';
import { ts, unwrap } from '../../../source/syntax-tree';
import type { Piece } from '../../reading/built-text';
import { embedSql } from '../../reading/embedded-sql';
import type { FileReader } from '../../reading/file-reader';
import { mapSpans } from '../statement-places';

/** Adds a condition that is spelled as SQL text (`'t.tenant_id = :id AND t.done'`) to a block; what does not parse leaves it open. */
export function readConditionText(
  file: FileReader,
  block: QueryBlock,
  expression: ts.Expression,
  clause: 'where' | 'on' | 'having',
  conjunct = true,
): void {
  const node = unwrap(expression);
  const built = file.texts.of(node);
  const [only, ...others] = built;
  if (!only || others.length > 0) {
    block.open = true;
    return;
  }
  const start: Piece = { text: 'SELECT 1 FROM t WHERE ', source: file.span(node), exact: false };
  const embedded = embedSql([start, ...only.pieces], file.parser, (piece) => ({
    span: file.span(piece.hole),
    text: file.words(piece.hole),
    origin: 'unknown',
  }));
  const [statement] = mapSpans(embedded.statements, embedded.toSource);
  if (!statement?.block || !embedded.analysed) {
    block.open = true;
    return;
  }
  if (embedded.holes.some((hole) => hole.stands === 'fragment')) block.open = true;
  for (const predicate of statement.block.predicates)
    block.predicates.push({ ...predicate, clause, conjunct: predicate.conjunct && conjunct });
  for (const nested of statement.block.nested) block.nested.push(nested);
  block.jsonKeys.push(...statement.block.jsonKeys);
}

/** Whether an expression is text that a file spells out. */
export function isText(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}
