import type { FileFacts, SuppressionFact } from './facts/facts';
import type { Finding } from './finding';
import { contains, lineAt, placeOf, type Span } from './source/span';

/** The id under which faults of suppression comments are reported; it is no rule of the catalogue. */
export const suppressionRuleId = 'marcus/suppression';

/** The rules that there are, and those of them that looked at the files this time. */
export interface RulesAsked {
  known: ReadonlySet<string>;
  /** Ids of those that looked at a file: in a monorepo, configurations differ. */
  ran(path: string): ReadonlySet<string>;
}

/**
 * Leaves out what comments suppress, and reports comments that suppress nothing, name no rule or an unknown one. A comment for
 * a rule that did not run (it is off, or needs the whole project) cannot be called unused.
 */
export function applySuppressions(
  findings: readonly Finding[],
  files: readonly FileFacts[],
  rules: RulesAsked,
): Finding[] {
  const byPath = new Map(
    files
      .filter((file) => file.suppressions.length > 0)
      .map((file) => [file.path, new FileSuppressions(file)]),
  );
  const kept = findings.filter((finding) => !byPath.get(finding.path)?.suppresses(finding));
  for (const each of byPath.values()) kept.push(...each.faults(rules));
  return kept;
}

class FileSuppressions {
  readonly #used = new Map<SuppressionFact, Set<string>>();

  constructor(private readonly file: FileFacts) {}

  suppresses(finding: Finding): boolean {
    const line = finding.line - 1;
    let suppressed = false;
    for (const each of this.file.suppressions) {
      if (!each.rules.includes(finding.ruleId) || !this.#covers(each, line, finding)) continue;
      suppressed = true;
      this.#used.set(each, (this.#used.get(each) ?? new Set()).add(finding.ruleId));
    }
    return suppressed;
  }

  #covers(each: SuppressionFact, line: number, { ruleId, span }: Finding): boolean {
    switch (each.kind) {
      case 'line':
        return each.line === line;
      case 'next-line':
        return this.#speaksOf(this.#nextCodeLine(each.line), line, span);
      case 'file-start': {
        const end = this.file.suppressions.find(
          (other) =>
            other.kind === 'file-end' &&
            other.line >= each.line &&
            (other.rules.length === 0 || other.rules.includes(ruleId)),
        );
        return line >= each.line && (!end || line < end.line);
      }
      default:
        return false;
    }
  }

  /** A line's comment also speaks of what is inside a query that begins on that line: in its text, a comment would become SQL. */
  #speaksOf(codeLine: number, line: number, span: Span): boolean {
    if (codeLine === line) return true;
    return this.file.queries.some((query) =>
      [query.span, query.literal?.span].some(
        (whole) => whole && contains(whole, span) && lineAt(this.file.lineStarts, whole.start) === codeLine,
      ),
    );
  }

  /** Comments on lines of their own may follow each other: all of them speak of the first line after them. */
  #nextCodeLine(line: number): number {
    let next = line + 1;
    while (this.file.suppressions.some((other) => other.kind === 'next-line' && other.line === next)) next++;
    return next;
  }

  faults(rules: RulesAsked): Finding[] {
    return this.file.suppressions.flatMap((each) => {
      const message = this.#fault(each, rules);
      return message === undefined ? [] : [this.#finding(each, message)];
    });
  }

  #fault(each: SuppressionFact, { known, ran }: RulesAsked): string | undefined {
    if (each.kind === 'file-end') return undefined;
    if (each.rules.length === 0)
      return 'This comment suppresses nothing, because it names no rule. Name the rule it is about, and after -- the reason.';
    const unknown = each.rules.find((rule) => !known.has(rule));
    if (unknown !== undefined)
      return `There is no rule ${unknown}. Check the name, or remove it from this comment.`;
    const asked = ran(this.file.path);
    const unused = each.rules.filter((rule) => asked.has(rule) && !this.#used.get(each)?.has(rule));
    if (unused.length === 0) return undefined;
    return `This comment suppresses nothing: ${unused.join(', ')} finds no fault here. Remove it.`;
  }

  #finding(each: SuppressionFact, message: string): Finding {
    return {
      ruleId: suppressionRuleId,
      severity: 'info',
      message,
      path: this.file.path,
      span: each.span,
      ...placeOf(this.file.lineStarts, each.span),
      related: [],
      fixes: [],
    };
  }
}
