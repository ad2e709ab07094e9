import { performance } from 'node:perf_hooks';
import { type Configuration, type Finding, lineStartsOf, placeOf, type Rule } from '../engine';
import {
  FactsCache,
  findTargets,
  fromWorkingDirectory,
  type LeftOut,
  openWorkspace,
  type Target,
  type Workspace,
} from '../workspace';
import { type Catalogue, ruleOf } from './catalogue';
import { changedFiles } from './changed-files';
import { fixFiles } from './fix';
import type { Progress } from './progress';
import type { CheckReport } from './report';
import { UsageError } from './usage-error';

export interface CheckRequest {
  /** As typed; none means the working directory. */
  paths: readonly string[];
  /** Ids of the only rules to run; none means those that the configuration turns on. */
  rules: readonly string[];
  workingDirectory: string;
  /** Report only what is in files that differ from this revision. */
  changed?: string;
  /** Apply safe fixes first. */
  fix?: boolean;
  /** The folder in which facts are kept between runs; absent: they are not. */
  cacheFolder?: string;
}

/** Checks all projects that the paths speak of. Throws a UsageError for an unknown path or rule, and for a faulty configuration. */
export async function check(
  request: CheckRequest,
  catalogue: Catalogue,
  progress: Progress,
): Promise<CheckReport> {
  const chosen = request.rules.map((id) => ruleOf(catalogue, id));
  const { targets, unknown } = findTargets(
    request.workingDirectory,
    request.paths.length > 0 ? request.paths : ['.'],
  );
  if (unknown.length > 0) throw new UsageError(`no such file or folder: ${unknown.join(', ')}`);
  const start = performance.now();
  const reports: CheckReport[] = [];
  for (const target of targets) {
    const store =
      request.cacheFolder === undefined ? undefined : FactsCache.open(request.cacheFolder, target.root);
    const workspace = await openWorkspace(target.root, {
      ...(store ? { store } : {}),
      rules: catalogue.rules,
      adapt: (configuration) =>
        chosen.length > 0 ? withOnly(chosen, catalogue.rules, configuration) : configuration,
      under: target.under,
      onProgress: progress.update,
    });
    refuseFaults(workspace, request.workingDirectory);
    const isWanted = await wantedBy(request, target);
    const fixed = request.fix ? await fixFiles(workspace, isWanted) : undefined;
    const report = reportOf(workspace, target, isWanted, request.workingDirectory);
    reports.push(fixed === undefined ? report : { ...report, fixed });
    store?.save();
  }
  const report = merge(reports, performance.now() - start);
  if (chosen.length > 0) {
    // What the engine says in its own name, as of unused suppressions, is not about the rules asked for either.
    const ids = new Set<string>(chosen.map(({ meta }) => meta.id));
    report.findings = report.findings.filter(({ ruleId }) => ids.has(ruleId));
  }
  return report;
}

/** Throws a UsageError for the first fault of a configuration: findings of half a configuration would be the wrong ones. */
export function refuseFaults({ configurations, root }: Workspace, workingDirectory: string): void {
  const [first, ...others] = configurations.problems();
  if (!first) return;
  const place = `${fromWorkingDirectory(workingDirectory, root, first.path)}:${first.line}:${first.column}`;
  throw new UsageError(
    `${place}: ${first.message}${others.length > 0 ? ` (and ${others.length} more)` : ''}`,
  );
}

/**
 * The configuration with all other rules off. They stay in the catalogue, so that comments that suppress them still make
 * sense. A rule that is asked for by name runs, also where the configuration has it off.
 */
function withOnly(
  chosen: readonly Rule[],
  all: readonly Rule[],
  configuration: Configuration,
): Configuration {
  const severities: Configuration['rules'] = Object.fromEntries(all.map(({ meta }) => [meta.id, 'off']));
  for (const { meta } of chosen) {
    const configured = configuration.rules[meta.id];
    // What nobody has configured stays so: then the rule may grade its reports itself.
    if (configured === undefined && meta.recommended) delete severities[meta.id];
    else severities[meta.id] = configured === undefined || configured === 'off' ? meta.severity : configured;
  }
  return { ...configuration, rules: severities };
}

/** Which files' findings were asked for: those that were named one by one, those that have changed. */
async function wantedBy(
  { changed }: CheckRequest,
  { root, only }: Target,
): Promise<(path: string) => boolean> {
  const named = only && new Set(only);
  const different = changed === undefined ? undefined : await changedFiles(root, changed);
  return (path) => (named?.has(path) ?? true) && (different?.has(path) ?? true);
}

function reportOf(
  workspace: Workspace,
  { root, only }: Target,
  isWantedPath: (path: string) => boolean,
  workingDirectory: string,
): CheckReport {
  const result = workspace.check();
  const isWanted = ({ path }: { path: string }) => isWantedPath(path);
  const shown = (path: string) => fromWorkingDirectory(workingDirectory, root, path);
  const files = [...workspace.project.paths()].filter((path) => isWanted({ path }));
  const leftOut = [...workspace.leftOut.filter(isWanted), ...refusals(workspace, only ?? [])];
  return {
    findings: result.findings.filter(isWanted).map((finding) => ({
      ...relocated(finding, shown),
      source: linesOf(workspace.project.textOf(finding.path) ?? '', finding),
    })),
    errors: result.errors.map((error) => ({ ...error, path: shown(error.path) })),
    leftOut: leftOut.map((file) => ({ ...file, path: shown(file.path) })),
    notAnalysed: files.flatMap((path) => {
      const facts = workspace.project.factsOf(path);
      // Faults of Marcus are among the errors already.
      return (facts?.gaps ?? [])
        .filter(({ fault }) => !fault)
        .map(({ span, message }) => ({
          ...placeOf(facts?.lineStarts ?? [0], span),
          path: shown(path),
          message,
        }));
    }),
    files: files.length,
    durationMs: 0,
  };
}

/** Files that were named one by one and that Marcus does not read: silence would look like praise. */
function refusals(workspace: Workspace, named: readonly string[]): LeftOut[] {
  return named
    .filter((path) => !workspace.admits(path))
    .map((path) => ({ path, reason: 'ignored', detail: 'ignored, or not a kind of file that Marcus reads' }));
}

/** The lines that a finding is in. */
function linesOf(text: string, { line, endLine }: Finding): string {
  const starts = lineStartsOf(text);
  return text.slice(starts[line - 1], starts[endLine]).replace(/[\r\n]+$/, '');
}

function relocated(finding: Finding, shown: (path: string) => string): Finding {
  return {
    ...finding,
    path: shown(finding.path),
    related: finding.related.map((related) => ({ ...related, path: shown(related.path) })),
  };
}

function merge(reports: readonly CheckReport[], durationMs: number): CheckReport {
  return {
    findings: reports.flatMap((report) => report.findings).sort(byPlace),
    errors: reports.flatMap((report) => report.errors),
    leftOut: reports.flatMap((report) => report.leftOut),
    notAnalysed: reports.flatMap((report) => report.notAnalysed),
    files: reports.reduce((sum, report) => sum + report.files, 0),
    durationMs,
    ...(reports.some(({ fixed }) => fixed !== undefined)
      ? { fixed: reports.reduce((sum, { fixed }) => sum + (fixed ?? 0), 0) }
      : {}),
  };
}

/** The engine's order, which paths seen from elsewhere and several projects may have disturbed. */
function byPlace(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId))
  );
}
