import { homedir } from 'node:os';
import path from 'node:path';
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
  cache: boolean;
  cacheFolder?: string;
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
      {
        paths,
        rules: options.rule,
        workingDirectory: terminal.workingDirectory,
        ...(options.cache || options.cacheFolder !== undefined
          ? { cacheFolder: cacheFolder(options.cacheFolder, terminal) }
          : {}),
      },
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

/** Where a user's caches are, unless a folder is named. */
function cacheFolder(named: string | undefined, { env, workingDirectory }: Terminal): string {
  if (named !== undefined) return path.resolve(workingDirectory, named);
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'marcus');
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
