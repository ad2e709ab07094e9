import type { CachedMeasurements } from './cached';
import type { Measurements } from './measure';
import type { Times } from './statistics';

/** The ratios that the targets speak of: what a check takes to what raw TypeScript takes in the same run. */
export function ratiosOf({ project, processor, typing, saving, phases }: Measurements) {
  const ratio = (check: number, floor: number) => Number((check / floor).toFixed(2));
  return {
    project: ratio(project.check.median, project.floor.median),
    processor: ratio(processor.check.median, processor.floor.median),
    facts: ratio(phases.facts.median, project.floor.median),
    model: ratio(phases.model.median, project.floor.median),
    rules: ratio(phases.rules.median, project.floor.median),
    typing: ratio(typing.check.median, typing.floor.median),
    typingFacts: ratio(typing.facts.median, typing.floor.median),
    typingP95: ratio(typing.check.p95, typing.floor.p95),
    saving: ratio(saving.check.median, saving.floor.median),
    savingP95: ratio(saving.check.p95, saving.floor.median),
  };
}

/** The measurements as tables. Ratios compare between machines and runs; milliseconds do not. */
export function tables(measurements: Measurements): string {
  const {
    files,
    lines,
    findings,
    gaps,
    errors,
    peakBytes,
    first,
    project,
    processor,
    phases,
    typing,
    saving,
    byRule,
  } = measurements;
  const ratios = ratiosOf(measurements);
  const megabytes = (peakBytes / 2 ** 20).toFixed(0);
  const rows = [
    ['', 'ratio', 'median ms', 'p95 ms', 'raw TypeScript ms'],
    row('whole project, nothing cached', ratios.project, project.check, project.floor),
    row('  the same in processor time', ratios.processor, processor.check, processor.floor),
    row('  texts → facts', ratios.facts, phases.facts),
    row('  facts → model', ratios.model, phases.model),
    row('  model → findings', ratios.rules, phases.rules),
    row(`change → diagnostics, ${typing.lines} lines`, ratios.typing, typing.check, typing.floor),
    row('  text → facts', ratios.typingFacts, typing.facts),
    row('save → project diagnostics', ratios.saving, saving.check, saving.floor),
  ];
  const rules = [
    ['rule alone, facts and model at hand', 'ratio', 'median ms'],
    ...byRule.map(({ id, median }) => [id, (median / project.floor.median).toFixed(3), milliseconds(median)]),
  ];
  return [
    `${files} files, ${lines} lines: ${findings} findings, ${gaps} places not analysed, ${errors} errors.`,
    `Ratios are to parsing and visiting the same files with raw TypeScript. Typing is measured in ${typing.path}.`,
    `First check, code still cold: ${milliseconds(first)} ms. Peak memory after it: ${megabytes} MB.`,
    '',
    table(rows),
    '',
    table(rules),
    '',
  ].join('\n');
}

/** What facts of an earlier run save, from files on disk to findings. */
export function cachedTable({ files, floor, ...checks }: CachedMeasurements): string {
  const line = (name: string, times: Times) => row(name, times.median / floor.median, times, floor);
  return [
    `${files} files, read from disk. Ratios are to parsing and visiting them with raw TypeScript, all in processor time.`,
    '',
    table([
      ['', 'ratio', 'median ms', 'p95 ms', 'raw TypeScript ms'],
      line('nothing cached', checks.nothingCached),
      line('facts cached, nothing changed', checks.nothingChanged),
      line('facts cached, one file changed', checks.oneChanged),
    ]),
    '',
  ].join('\n');
}

function row(name: string, ratio: number, check: Times, floor?: Times): string[] {
  return [
    name,
    ratio.toFixed(2),
    milliseconds(check.median),
    milliseconds(check.p95),
    floor ? milliseconds(floor.median) : '',
  ];
}

function milliseconds(time: number): string {
  return time >= 100 ? time.toFixed(0) : time.toFixed(2);
}

/** The first column is text, the others are numbers. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd();
  return rows.map(line).join('\n');
}
