/**
 * The id that someone who wrote `word` most likely meant: the one that ends in it (`select-star`), or the one with the
 * fewest edits; undefined when none is near.
 */
export function nearestId(word: string, ids: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  // More than a third of the letters wrong is another word.
  let fewest = Math.floor(wanted.length / 3) + 1;
  for (const id of ids) {
    const name = id.slice(id.indexOf('/') + 1);
    const edits = Math.min(editDistance(wanted, id), editDistance(wanted, name));
    if (edits < fewest) {
      best = id;
      fewest = edits;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const choices = [
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      ];
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        choices.push(at(beforeLast, column - 2) + 1);
      current.push(Math.min(...choices));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
