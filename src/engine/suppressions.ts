import type { FileFacts, SuppressionFact } from './facts/facts';
import type { Finding } from './finding';
import type { Rule } from './rule';
import { placeOf } from './source/span';

/** The id under which faults of suppression comments are reported; it is no rule of the catalogue. */
export const suppressionRuleId = 'marcus/suppression';

/**
 * Leaves out what comments suppress, and reports comments that suppress nothing, name no rule or an unknown one.
 * With scope `file` only file rules ran, so a comment for a project rule cannot be called unused.
 */
export function applySuppressions(
  findings: readonly Finding[],
  files: readonly FileFacts[],
  rules: readonly Rule[],
  scope: 'file' | 'project',
): Finding[] {
  const byPath = new Map(
    files
      .filter((file) => file.suppressions.length > 0)
      .map((file) => [file.path, new FileSuppressions(file)]),
  );
  const kept = findings.filter((finding) => !byPath.get(finding.path)?.suppresses(finding));
  const scopes = new Map<string, string>(rules.map((rule) => [rule.meta.id, rule.meta.scope]));
  for (const each of byPath.values()) kept.push(...each.faults(scopes, scope));
  return kept;
}

class FileSuppressions {
  readonly #used = new Map<SuppressionFact, Set<string>>();

  constructor(private readonly file: FileFacts) {}

  suppresses(finding: Finding): boolean {
    const line = finding.line - 1;
    let suppressed = false;
    for (const each of this.file.suppressions) {
      if (!each.rules.includes(finding.ruleId) || !this.#covers(each, line, finding.ruleId)) continue;
      suppressed = true;
      this.#used.set(each, (this.#used.get(each) ?? new Set()).add(finding.ruleId));
    }
    return suppressed;
  }

  #covers(each: SuppressionFact, line: number, ruleId: string): boolean {
    switch (each.kind) {
      case 'line':
        return each.line === line;
      case 'next-line':
        return this.#nextCodeLine(each.line) === line;
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

  /** Comments on lines of their own may follow each other: all of them speak of the first line after them. */
  #nextCodeLine(line: number): number {
    let next = line + 1;
    while (this.file.suppressions.some((other) => other.kind === 'next-line' && other.line === next)) next++;
    return next;
  }

  faults(scopes: ReadonlyMap<string, string>, scope: 'file' | 'project'): Finding[] {
    return this.file.suppressions.flatMap((each) => {
      const message = this.#fault(each, scopes, scope);
      return message === undefined ? [] : [this.#finding(each, message)];
    });
  }

  #fault(
    each: SuppressionFact,
    scopes: ReadonlyMap<string, string>,
    scope: 'file' | 'project',
  ): string | undefined {
    if (each.kind === 'file-end') return undefined;
    if (each.rules.length === 0)
      return 'This comment suppresses nothing, because it names no rule. Name the rule it is about, and after -- the reason.';
    const unknown = each.rules.find((rule) => !scopes.has(rule));
    if (unknown !== undefined)
      return `There is no rule ${unknown}. Check the name, or remove it from this comment.`;
    const unused = each.rules.filter(
      (rule) => !this.#used.get(each)?.has(rule) && (scope === 'project' || scopes.get(rule) === 'file'),
    );
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
