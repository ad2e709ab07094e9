import { type Catalogue, ruleOf } from './catalogue';
import { renderMarkdown } from './markdown';
import type { Colors } from './terminal';

/** Wider lines of prose are hard to read. */
const widest = 100;

/**
 * A rule's document: rendered where colours are shown, otherwise the Markdown as it is, for pipes and other
 * programs. Throws a UsageError for an unknown rule.
 */
export function explain(catalogue: Catalogue, id: string, colors: Colors, columns = widest): string {
  const markdown = catalogue.ruleDocument(ruleOf(catalogue, id).meta.id) ?? '';
  if (!colors.isColorSupported) return markdown.endsWith('\n') ? markdown : `${markdown}\n`;
  return renderMarkdown(markdown, colors, Math.min(columns, widest));
}
