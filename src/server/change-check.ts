import { type Finding, type Gap, lineAt, lineStartsOf } from '../engine';
import type { Analysis } from './analysis';
import type { Catalogue } from './catalogue';
import type { OpenDocuments } from './open-documents';
import type { CheckChangesResult } from './protocol';
import { toWireFinding } from './wire';

/**
 * What the rules would say if files had these texts (project path → text), against what they say now. The project stays as it
 * is. Findings are compared by rule, file and message and not by place, because a change moves what stands below it.
 */
export function compareChanges(
  analysis: Analysis,
  texts: ReadonlyMap<string, string>,
  catalogue: Catalogue,
  documents: OpenDocuments,
): CheckChangesResult {
  const { project } = analysis.texts;
  const now = project.check().findings;
  const then = project.checkWith(texts).findings;
  const wire = (finding: Finding) => toWireFinding(finding, analysis, catalogue, documents);
  return {
    syntaxErrors: newGaps(analysis, texts),
    gone: without(now, then).map(wire),
    // Their fixes were computed for texts that no document has.
    brought: without(then, now).map((finding) => ({ ...wire({ ...finding, fixes: [] }) })),
  };
}

/** What is in `findings` more often than in `others`. */
function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const left = counts.get(keyOf(finding)) ?? 0;
    counts.set(keyOf(finding), left - 1);
    return left <= 0;
  });
}

function keyOf({ ruleId, path, message }: Finding): string {
  return `${ruleId} ${path} ${message}`;
}

/** Syntax errors and statements that cannot be analysed, as far as the new texts bring them. */
function newGaps(analysis: Analysis, texts: ReadonlyMap<string, string>): CheckChangesResult['syntaxErrors'] {
  const errors: CheckChangesResult['syntaxErrors'] = [];
  for (const [path, text] of texts) {
    const before = new Set(analysis.texts.project.factsOf(path)?.gaps.map(({ message }) => message));
    const lineStarts = lineStartsOf(text);
    const isNew = ({ message }: Gap) => !before.has(message);
    for (const { span, message } of analysis.texts.project.factsWith(path, text).gaps.filter(isNew)) {
      errors.push({ path, line: lineAt(lineStarts, span.start) + 1, message });
    }
  }
  return errors;
}
