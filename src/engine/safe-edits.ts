import type { Finding, TextEdit } from './finding';

/**
 * The edits of all safe fixes of one file that can be made at once. Each finding gives at most one fix, and a fix that
 * touches another's edits is left for the next time: it is all of a fix or nothing. Fixes that reach into other files are left
 * out, because an editor runs this on save and must not change what is not being saved.
 */
export function safeEdits(findings: readonly Finding[], path: string): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    for (const fix of finding.fixes) {
      if (!fix.safe) continue;
      const edits = fix.changes.flatMap((change) =>
        change.path === path && 'edits' in change ? change.edits : [],
      );
      const isOwnFileOnly = fix.changes.every((change) => change.path === path && 'edits' in change);
      if (!isOwnFileOnly || edits.some((edit) => taken.some((other) => collide(edit, other)))) continue;
      taken.push(...edits);
      break;
    }
  }
  return taken.sort((a, b) => a.span.start - b.span.start);
}

/** The text after edits that do not touch each other, sorted by place. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of edits) {
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}

/** Touching counts: two insertions at one place have no order. */
function collide(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
