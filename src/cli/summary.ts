import type { Severity } from '../engine';
import type { CheckReport } from './report';

/** From the worst to the least. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** `3 findings (1 error, 2 warnings) in 2 of 14 files.` */
export function summaryOf({ findings, files }: CheckReport): string {
  if (findings.length === 0) return `No findings in ${count(files, 'file')}.`;
  const parts = severities
    .map((severity) => ({
      severity,
      number: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => count(number, severity));
  const hit = new Set(findings.map((finding) => finding.path)).size;
  return `${count(findings.length, 'finding')} (${parts.join(', ')}) in ${hit} of ${count(files, 'file')}.`;
}

/** What fixes and a baseline did to the findings, a sentence each. */
export function notesOf({ fixed, baseline }: CheckReport): string[] {
  const notes: string[] = [];
  if (fixed !== undefined) notes.push(`${count(fixed, 'finding')} fixed.`);
  if (baseline) {
    const { known, gone } = baseline;
    notes.push(
      `${count(known, 'finding')} known from the baseline${gone > 0 ? `; ${gone} of it ${gone === 1 ? 'is' : 'are'} no more (--update-baseline takes them out)` : ''}.`,
    );
  }
  return notes;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
