import type { Severity } from '../../engine/finding';
import type { WireFinding } from '../../server/protocol';

/** The findings of one rule, in the order of their places. */
export interface Group {
  ruleId: string;
  title: string;
  /** The worst that the rule said here. */
  severity: Severity;
  findings: WireFinding[];
}

const order: Severity[] = ['error', 'warning', 'info', 'hint'];

/** Findings by rule, worst first; among equals the rule with more findings, then the one that comes first in the file. */
export function groupByRule(findings: readonly WireFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of [...findings].sort(byPlace)) {
    const { ruleId, title, severity } = finding;
    const group = groups.get(ruleId);
    if (!group) {
      groups.set(ruleId, { ruleId, title, severity, findings: [finding] });
      continue;
    }
    group.findings.push(finding);
    if (order.indexOf(severity) < order.indexOf(group.severity)) group.severity = severity;
  }
  return [...groups.values()].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.findings.length - a.findings.length,
  );
}

/** Whether any finding of the rule brings a fix. */
export function hasFix(group: Group): boolean {
  return group.findings.some(({ fixes }) => fixes.length > 0);
}

function byPlace(a: WireFinding, b: WireFinding): number {
  return (
    a.path.localeCompare(b.path) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character
  );
}
