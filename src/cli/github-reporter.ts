import type { Severity } from '../engine';
import type { CheckReport } from './report';
import { summaryOf } from './summary';

/** GitHub knows three levels; what is only worth a thought is a notice. */
const commands: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions, which become annotations of the lines; then the sum, for whoever reads the log. */
export function reportGithub(report: CheckReport): string {
  const annotations = report.findings.map((finding) => {
    const { severity, path, line, endLine, column, endColumn, ruleId, message } = finding;
    // Columns of a range over several lines would be refused.
    const columns: Record<string, number> = line === endLine ? { col: column, endColumn } : {};
    return command(commands[severity], { file: path, line, endLine, ...columns, title: ruleId }, message);
  });
  const failures = report.errors.map(({ path, ruleId, message }) =>
    command('warning', { file: path, title: 'Marcus failed' }, ruleId ? `${ruleId}: ${message}` : message),
  );
  return `${[...annotations, ...failures, summaryOf(report)].join('\n')}\n`;
}

function command(name: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapedData(message)}`;
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
