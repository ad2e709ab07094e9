import type { Finding, Severity } from '../engine';
import type { LeftOutReason } from '../workspace';
import { byPath, type CheckReport, type ReporterOptions } from './report';
import { count, notesOf, severities, summaryOf } from './summary';
import { type Colors, plain } from './terminal';

const reasons: Record<LeftOutReason, string> = {
  'too-large': 'over 1 MB',
  minified: 'minified',
  binary: 'binary',
  unreadable: 'unreadable',
  ignored: 'ignored',
};

/** The text for people: findings by file, then one line that sums them up, then what was not looked at. */
export function reportStylish(report: CheckReport, colors: Colors, options: ReporterOptions): string {
  const blocks = [...byPath(report.findings)].map(([path, findings]) =>
    block(path, findings, colors, options),
  );
  return [
    ...blocks,
    [summary(report, colors), ...notesOf(report), ...omissions(report, colors, options)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function block(
  path: string,
  findings: readonly Finding[],
  colors: Colors,
  { verbose }: ReporterOptions,
): string {
  const widest = Math.max(...findings.map((finding) => place(finding).length));
  const lines = [colors.underline(plain(path))];
  for (const finding of findings) {
    const start = `  ${colors.dim(place(finding).padStart(widest))}  ${severityLabel(finding.severity, colors)}`;
    lines.push(`${start}  ${plain(finding.message)}  ${colors.dim(finding.ruleId)}`);
    if (verbose)
      lines.push(...details(finding, colors).map((detail) => `${' '.repeat(widest + 4)}${detail}`));
  }
  return lines.join('\n');
}

function details(finding: Finding, colors: Colors): string[] {
  return [
    ...finding.related.map(
      (related) => `${colors.dim(`${plain(related.path)}:${place(related)}`)}  ${plain(related.message)}`,
    ),
    ...finding.fixes.map((fix) => `${colors.green('fix')}  ${plain(fix.title)}${fix.safe ? ' (safe)' : ''}`),
  ];
}

function place({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`;
}

function severityLabel(severity: Severity, colors: Colors): string {
  return severityColor(severity, colors)(severity.padEnd('warning'.length));
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return colors.red;
  if (severity === 'warning') return colors.yellow;
  return severity === 'info' ? colors.blue : colors.dim;
}

function summary(report: CheckReport, colors: Colors): string {
  const worst = severities.find((severity) =>
    report.findings.some((finding) => finding.severity === severity),
  );
  const text = summaryOf(report);
  return worst ? colors.bold(severityColor(worst, colors)(text)) : colors.green(text);
}

/** What a person must know before taking silence for praise. */
function omissions(report: CheckReport, colors: Colors, { verbose }: ReporterOptions): string[] {
  const lines: string[] = [];
  const { leftOut, notAnalysed, errors } = report;
  const hint = verbose ? '' : ' (-v lists them)';
  if (leftOut.length > 0) {
    const parts = Object.entries(reasons)
      .map(([reason, words]) => ({ words, number: leftOut.filter((file) => file.reason === reason).length }))
      .filter(({ number }) => number > 0);
    const kinds = parts.map(({ number, words }) => `${number} ${words}`).join(', ');
    lines.push(`${count(leftOut.length, 'file')} left out: ${kinds}${hint}.`);
    if (verbose)
      lines.push(...leftOut.map(({ path, detail }) => `  ${plain(path)}  ${colors.dim(plain(detail))}`));
  }
  if (notAnalysed.length > 0) {
    lines.push(`${count(notAnalysed.length, 'place')} not analysed${hint}.`);
    if (verbose) {
      lines.push(
        ...notAnalysed.map((gap) => `  ${plain(gap.path)}:${place(gap)}  ${colors.dim(plain(gap.message))}`),
      );
    }
  }
  // Never hidden: a rule that failed has said nothing where it should have.
  for (const { path, ruleId, message } of errors) {
    lines.push(
      colors.red(`Marcus failed at ${plain(path)}${ruleId ? ` in ${ruleId}` : ''}: ${plain(message)}`),
    );
  }
  return lines;
}
