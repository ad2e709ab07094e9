import type { Diagnostic, DiagnosticRelatedInformation, Range } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { type Finding, lineStartsOf, type Place, placeOf, type Severity, type Span } from '../engine';
import type { Analysis } from './analysis';
import type { ClientAbilities } from './client-abilities';

/**
 * The edge between Marcus's words and the protocol's. The engine counts lines and columns from 1, the protocol from 0; both
 * count columns in UTF-16 units.
 */

export const source = 'marcus';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange(place: Place): Range {
  return {
    start: { line: place.line - 1, character: place.column - 1 },
    end: { line: place.endLine - 1, character: place.endColumn - 1 },
  };
}

/** The range of a span in a text. */
export function rangeIn(text: string, span: Span): Range {
  return toRange(placeOf(lineStartsOf(text), span));
}

/** The span of a range in a text; positions beyond a line's or the text's end are pulled back to it. */
export function spanIn(text: string, range: Range): Span {
  const lineStarts = lineStartsOf(text);
  const offset = (line: number, character: number) => {
    const start = lineStarts[line];
    if (start === undefined) return text.length;
    return Math.min(start + Math.max(0, character), lineStarts[line + 1] ?? text.length);
  };
  const start = offset(range.start.line, range.start.character);
  return { start, end: Math.max(start, offset(range.end.line, range.end.character)) };
}

/** Whether two ranges share a position; ranges that merely touch do, as a cursor at the edge of a squiggle should. */
export function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Tells a finding from all others of its file, and stays the same until the text or the rules change. */
export function findingKey(finding: Finding): string {
  return `${finding.ruleId}@${finding.span.start}-${finding.span.end} ${finding.message}`;
}

/** The address of a rule's document at the client, or undefined where the client cannot open one. */
export function ruleDocumentUri(ruleId: string, abilities: ClientAbilities): string | undefined {
  return abilities.ruleDocumentScheme && `${abilities.ruleDocumentScheme}:/${ruleId}.md`;
}

export function toDiagnostic(finding: Finding, analysis: Analysis, abilities: ClientAbilities): Diagnostic {
  const diagnostic: Diagnostic = {
    range: toRange(finding),
    severity: severities[finding.severity],
    source,
    code: finding.ruleId,
    message: finding.message,
  };
  const href = analysis.hasRule(finding.ruleId) ? ruleDocumentUri(finding.ruleId, abilities) : undefined;
  if (href && abilities.codeDescription) diagnostic.codeDescription = { href };
  if (abilities.diagnosticData) diagnostic.data = { key: findingKey(finding) };
  if (abilities.relatedInformation && finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map(
      (place): DiagnosticRelatedInformation => ({
        location: { uri: analysis.texts.uriOf(place.path), range: toRange(place) },
        message: place.message,
      }),
    );
  }
  return diagnostic;
}
