import type { Finding } from '../engine';
import type { Catalogue } from './catalogue';
import { check } from './check';
import { type ExitStatus, exitStatus } from './exit-status';
import { reportJson } from './json-reporter';
import { progressOn } from './progress';
import type { CheckReport } from './report';
import { reportStylish } from './stylish-reporter';
import { colorsFor, type Terminal, write } from './terminal';

export interface RunCheckOptions {
  format: 'stylish' | 'json';
  rule: string[];
  maxWarnings?: number;
  quiet: boolean;
  verbose: boolean;
  color: boolean;
  printConfig?: string;
}

/** Checks, prints the report on standard output, and says the exit status. */
export async function runCheck(
  paths: string[],
  options: RunCheckOptions,
  terminal: Terminal,
  catalogue: Catalogue,
): Promise<ExitStatus> {
  const progress = progressOn(terminal.err);
  let report: CheckReport;
  try {
    report = await check(
      { paths, rules: options.rule, workingDirectory: terminal.workingDirectory },
      catalogue,
      progress,
    );
  } finally {
    progress.stop();
  }
  const status = statusOf(report.findings, options);
  if (options.quiet) report.findings = report.findings.filter(({ severity }) => severity === 'error');
  await write(terminal.out, format(report, options, terminal));
  return status;
}

function format(report: CheckReport, options: RunCheckOptions, { out, env }: Terminal): string {
  if (options.format === 'json') return reportJson(report);
  return reportStylish(report, colorsFor(out, env, options.color), options);
}

/** The threshold: any error; any warning, or more than `--max-warnings` of them. */
function statusOf(
  findings: readonly Finding[],
  { maxWarnings, quiet }: Pick<RunCheckOptions, 'maxWarnings' | 'quiet'>,
): ExitStatus {
  const accepted = maxWarnings ?? (quiet ? Number.POSITIVE_INFINITY : 0);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return errors > 0 || warnings > accepted ? exitStatus.findings : exitStatus.clean;
}
