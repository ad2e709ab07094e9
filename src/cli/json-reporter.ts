import type { Severity } from '../engine';
import type { LeftOutReason } from '../workspace';
import type { CheckReport } from './report';

/**
 * What `--format json` prints. A contract: fields are only ever added; anything else raises `version`. Paths are
 * relative to the working directory, with `/`; lines and columns are 1-based, columns count UTF-16 units, ends are exclusive.
 */
export interface JsonReport {
  version: 1;
  findings: {
    ruleId: string;
    severity: Severity;
    message: string;
    path: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    related: { path: string; line: number; column: number; message: string }[];
    fixes: { title: string; safe: boolean }[];
  }[];
  summary: {
    files: number;
    findings: number;
    durationMs: number;
    leftOut: number;
    notAnalysed: number;
    fixed?: number;
    known?: number;
    gone?: number;
  };
  /** Faults of Marcus, not of the project. */
  errors: { path: string; ruleId?: string; message: string }[];
  leftOut: { path: string; reason: LeftOutReason; detail: string }[];
  notAnalysed: { path: string; line: number; column: number; message: string }[];
}

export function toJson(report: CheckReport): JsonReport {
  return {
    version: 1,
    findings: report.findings.map((finding) => ({
      ruleId: finding.ruleId,
      severity: finding.severity,
      message: finding.message,
      path: finding.path,
      line: finding.line,
      column: finding.column,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      related: finding.related.map(({ path, line, column, message }) => ({ path, line, column, message })),
      fixes: finding.fixes.map(({ title, safe }) => ({ title, safe })),
    })),
    summary: {
      files: report.files,
      findings: report.findings.length,
      durationMs: Math.round(report.durationMs),
      leftOut: report.leftOut.length,
      notAnalysed: report.notAnalysed.length,
      ...(report.fixed === undefined ? {} : { fixed: report.fixed }),
      ...report.baseline,
    },
    errors: report.errors.map(({ path, ruleId, message }) => ({ path, ruleId, message })),
    leftOut: report.leftOut.map(({ path, reason, detail }) => ({ path, reason, detail })),
    notAnalysed: report.notAnalysed.map(({ path, line, column, message }) => ({
      path,
      line,
      column,
      message,
    })),
  };
}

export function reportJson(report: CheckReport): string {
  return `${JSON.stringify(toJson(report), undefined, 2)}\n`;
}
