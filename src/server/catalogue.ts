import type { Rule } from '../engine';
import type { Severity } from '../engine/finding';

/** The rules that a server runs, with their documents. Tests bring their own. */
export interface Catalogue {
  rules: readonly Rule[];
  /** The document of a rule as Markdown. */
  documentOf(ruleId: string): string | undefined;
}

/** What is known of a rule by its data sheet; for ids that the engine itself reports under, the id must do. */
export function titleOf({ rules }: Catalogue, ruleId: string): { title: string; severity: Severity } {
  const rule = rules.find(({ meta }) => meta.id === ruleId);
  return rule
    ? { title: rule.meta.title, severity: rule.meta.severity }
    : { title: ruleId, severity: 'warning' };
}

/** The first paragraph below the heading "Issue" of a rule's document: what is wrong, in a sentence or two. */
export function issueOf(document: string): string | undefined {
  const section = /^##? Issue[^\n]*\n+([\s\S]*?)(?=\n\s*\n|\n#|(?![\s\S]))/m.exec(
    document.replaceAll('\r\n', '\n'),
  );
  return section?.[1]?.replaceAll('\n', ' ').trim() || undefined;
}
