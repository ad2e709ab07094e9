import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { Hole } from '../facts';
import type { BuiltText } from '../reading/built-text';
import type { FileReader } from '../reading/file-reader';
import { asFact } from '../reading/value-source';

/** pg-promise's `$1:raw`, `$1^`, `${name:value}`, `$<name>#`: what is bound there becomes part of the text as it is. */
const raw =
  /\$(?:(\d+)|\{\s*(\w+)\s*(?::(?:raw|value)|[\^#])\s*\}|<\s*(\w+)\s*(?::(?:raw|value)|[\^#])\s*>|\(\s*(\w+)\s*(?::(?:raw|value)|[\^#])\s*\))(:(?:raw|value)\b|[\^#](?=[\s,;)'%]|$))?/g;

/** Values from a request that pg-promise is told to put into the text unquoted. */
export function rawPlaceholders(
  file: FileReader,
  built: BuiltText,
  bound: ts.Expression | undefined,
): Hole[] {
  if (!bound) return [];
  const found: Hole[] = [];
  for (const piece of built.pieces) {
    if (!('text' in piece) || !piece.text.includes('$')) continue;
    for (const [, index, inBraces, inAngles, inParentheses, filter] of piece.text.matchAll(raw)) {
      const name = inBraces ?? inAngles ?? inParentheses;
      if (index !== undefined && filter === undefined) continue;
      const value = name === undefined ? atIndex(bound, Number(index)) : memberNamed(bound, name);
      const source = value && file.values.of(value);
      if (value && source?.origin === 'request')
        found.push({
          span: file.span(value),
          text: file.words(value),
          ...asFact(source),
          stands: 'fragment',
        });
    }
  }
  return found;
}

/** `$2` of `[a, b]`; a value that is no array is `$1`. */
function atIndex(bound: ts.Expression, index: number): ts.Expression | undefined {
  const node = unwrap(bound);
  if (!ts.isArrayLiteralExpression(node))
    return index === 1 && !ts.isObjectLiteralExpression(node) ? node : undefined;
  return node.elements.slice(0, index).some(ts.isSpreadElement) ? undefined : node.elements[index - 1];
}

function memberNamed(bound: ts.Expression, name: string): ts.Expression | undefined {
  const node = unwrap(bound);
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  for (const property of node.properties) {
    if (propertyName(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}
