import type { Finding } from '../engine';
import type { Analysis } from './analysis';
import { type Catalogue, titleOf } from './catalogue';
import { toRange } from './convert';
import { toWireChanges } from './edits';
import type { OpenDocuments } from './open-documents';
import type { WireFinding } from './protocol';

/** A finding as the chat gets it. A fix that no longer fits its document is left out. */
export function toWireFinding(
  finding: Finding,
  analysis: Analysis,
  catalogue: Catalogue,
  documents: OpenDocuments,
): WireFinding {
  const uriOf = (path: string) =>
    documents.get(analysis.texts.uriOf(path))?.uri ?? analysis.texts.uriOf(path);
  const { ruleId, severity, message, path } = finding;
  return {
    ruleId,
    title: titleOf(catalogue, ruleId).title,
    severity,
    message,
    uri: uriOf(path),
    path,
    range: toRange(finding),
    related: finding.related.map((place) => ({
      uri: uriOf(place.path),
      path: place.path,
      range: toRange(place),
      message: place.message,
    })),
    fixes: finding.fixes.flatMap(({ title, safe, changes }) => {
      const wire = toWireChanges(changes, analysis, documents);
      return wire ? [{ title, safe, changes: wire }] : [];
    }),
  };
}
