import { homedir } from 'node:os';
import path from 'node:path';
import type { Finding } from '../engine';
import { withoutKnown, writeBaseline } from './baseline';
import type { Catalogue } from './catalogue';
import { check } from './check';
import { type ExitStatus, exitStatus } from './exit-status';
import { reportJson } from './json-reporter';
import { progressOn } from './progress';
import { type CheckReport, formatOf, type ReportFormat } from './report';
import { reportStylish } from './stylish-reporter';
import { count } from './summary';
import { colorsFor, type Terminal, write } from './terminal';
import { UsageError } from './usage-error';
import { writeOutput } from './write-output';

export interface RunCheckOptions {
  format?: ReportFormat;
  output?: string;
  changed?: string | true;
  baseline?: string;
  updateBaseline: boolean;
  fix: boolean;
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
        ...(options.changed === undefined
          ? {}
          : { changed: options.changed === true ? 'HEAD' : options.changed }),
        fix: options.fix,
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
  if (options.updateBaseline) return updateBaseline(report, options, terminal);
  if (options.baseline !== undefined) {
    const { fresh, ...counts } = withoutKnown(report.findings, options.baseline, terminal.workingDirectory);
    report = { ...report, findings: fresh, baseline: counts };
  }
  const status = statusOf(report.findings, options);
  if (options.quiet) report.findings = report.findings.filter(({ severity }) => severity === 'error');
  const text = await format(report, options, terminal, catalogue);
  if (options.output === undefined) await write(terminal.out, text);
  else writeOutput(text, options.output, terminal.workingDirectory);
  return status;
}

/** Takes what is found now for known. */
async function updateBaseline(
  report: CheckReport,
  { baseline }: RunCheckOptions,
  { err, workingDirectory }: Terminal,
): Promise<ExitStatus> {
  if (baseline === undefined) throw new UsageError('--update-baseline wants --baseline <file>');
  writeBaseline(report.findings, baseline, workingDirectory);
  await write(err, `Wrote ${baseline}: ${count(report.findings.length, 'finding')}.\n`);
  return exitStatus.clean;
}

/** Where a user's caches are, unless a folder is named. */
function cacheFolder(named: string | undefined, { env, workingDirectory }: Terminal): string {
  if (named !== undefined) return path.resolve(workingDirectory, named);
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'marcus');
}

async function format(
  report: CheckReport,
  options: RunCheckOptions,
  { out, env }: Terminal,
  catalogue: Catalogue,
): Promise<string> {
  switch (options.format ?? formatOf(options.output)) {
    case 'json':
      return reportJson(report);
    case 'sarif':
      return (await import('./sarif-reporter')).reportSarif(report, catalogue);
    case 'html':
      return (await import('./html-reporter')).reportHtml(report, catalogue);
    case 'markdown':
      return (await import('./markdown-reporter')).reportMarkdown(report);
    case 'github':
      return (await import('./github-reporter')).reportGithub(report);
    case 'stylish': {
      const colors = colorsFor(out, env, options.color && options.output === undefined);
      return reportStylish(report, colors, options);
    }
  }
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
