import {
  type CheckResult,
  type Configuration,
  createProject,
  defaultConfiguration,
  type Project,
  type Rule,
  type SqlParser,
  tellsReading,
} from '../../src/engine';
import { isScript, parseAndVisit } from './floor';
import { processorTime, type Times, timed, timesOf } from './statistics';

export interface Subject {
  texts: ReadonlyMap<string, string>;
  /** The file in which typing is measured. */
  longFile: string;
  rules: readonly Rule[];
  sql: SqlParser;
  /** The defaults, when absent. */
  configuration?: Configuration;
}

/** What was measured; times in milliseconds. `floor` is raw TypeScript on the same texts, in turns with what it is compared to. */
export interface Measurements {
  files: number;
  lines: number;
  findings: number;
  /** Facts that were not analysed, in the whole project. */
  gaps: number;
  errors: number;
  /** The process's peak after the first check of the project, before anything else was measured; bytes. */
  peakBytes: number;
  /** The very first check, with cold code. */
  first: number;
  project: { check: Times; floor: Times };
  /** The same by processor time, garbage collection and compilation included: it holds on a busy machine too. */
  processor: { check: Times; floor: Times };
  phases: { facts: Times; model: Times; rules: Times };
  typing: { path: string; lines: number; check: Times; facts: Times; floor: Times };
  saving: { check: Times; floor: Times };
  /** Each rule alone on the finished facts and model, less what a check without rules costs. Dearest first. */
  byRule: { id: string; median: number }[];
}

export interface Effort {
  /** Whole-project checks. */
  projects: number;
  /** Changes of the long file. */
  changes: number;
  /** Changes followed by a check of the whole project. */
  saves: number;
  /** Checks of one rule alone. */
  rules: number;
}

export const usualEffort: Effort = { projects: 5, changes: 100, saves: 30, rules: 5 };

/** Warms up, measures, and compares. Takes the time of about `1 + 2 × projects` whole checks, and little more. */
export function measure(subject: Subject, effort: Effort = usualEffort): Measurements {
  const { texts } = subject;
  // First of all, while the peak is this check's own.
  let check = wholeCheck(subject);
  const first = check.total;
  const peakBytes = process.resourceUsage().maxRSS * 1024;

  parseAndVisit(texts);
  const floors: number[] = [];
  const checks: WholeCheck[] = [];
  const processor = { floors: [] as number[], checks: [] as number[] };
  for (let round = 0; round < effort.projects; round++) {
    const before = processorTime();
    floors.push(timed(() => parseAndVisit(texts)));
    const between = processorTime();
    check = wholeCheck(subject);
    processor.floors.push(between - before);
    processor.checks.push(processorTime() - between);
    // The projects themselves go, so that memory does not fill up.
    checks.push({ ...check, project: undefined });
  }
  const timesFor = (phase: 'facts' | 'model' | 'rules' | 'total') => timesOf(checks.map((one) => one[phase]));
  const floor = timesOf(floors);
  const project = check.project as Project;
  return {
    ...countsOf(texts, project),
    findings: check.result.findings.length,
    errors: check.result.errors.length,
    peakBytes,
    first,
    project: { check: timesFor('total'), floor },
    processor: { check: timesOf(processor.checks), floor: timesOf(processor.floors) },
    phases: { facts: timesFor('facts'), model: timesFor('model'), rules: timesFor('rules') },
    typing: typing(subject, project, effort.changes),
    saving: { check: saving(subject, project, effort.saves), floor },
    byRule: byRule(subject, project, effort.rules),
  };
}

interface WholeCheck {
  project: Project | undefined;
  result: CheckResult;
  facts: number;
  model: number;
  rules: number;
  total: number;
}

function wholeCheck({ texts, rules, sql, configuration }: Subject): WholeCheck {
  const project = createProject({ rules: [...rules], sql, configuration });
  let result: CheckResult = { findings: [], errors: [] };
  // As a workspace does: what tells the names of modules comes first, so that no file is read twice.
  const inOrder = [...texts].sort(([a], [b]) => Number(tellsReading(b)) - Number(tellsReading(a)));
  const facts = timed(() => {
    for (const [path, text] of inOrder) project.setFile(path, text);
  });
  const model = timed(() => project.model());
  const ruleTime = timed(() => {
    result = project.check();
  });
  return { project, result, facts, model, rules: ruleTime, total: facts + model + ruleTime };
}

/** A change of one line, and the rules that run while one types. */
function typing({ texts, longFile }: Subject, project: Project, changes: number): Measurements['typing'] {
  const text = texts.get(longFile) ?? '';
  const checks: number[] = [];
  const facts: number[] = [];
  const floors: number[] = [];
  for (let change = 0; change < changes; change++) {
    const changed = withChange(text, change);
    floors.push(timed(() => parseAndVisit([[longFile, changed]])));
    const mapping = timed(() => project.setFile(longFile, changed));
    const checking = timed(() => project.checkFile(longFile));
    facts.push(mapping);
    checks.push(mapping + checking);
  }
  project.setFile(longFile, text);
  return {
    path: longFile,
    lines: lineCount(text),
    check: timesOf(checks),
    facts: timesOf(facts),
    floor: timesOf(floors),
  };
}

/** A change of one line, and all rules on all files. */
function saving({ texts, longFile }: Subject, project: Project, saves: number): Times {
  const text = texts.get(longFile) ?? '';
  const samples = Array.from({ length: saves }, (_, save) =>
    timed(() => {
      project.setFile(longFile, withChange(text, save));
      project.check();
    }),
  );
  project.setFile(longFile, text);
  return timesOf(samples);
}

function byRule(
  { rules, configuration = defaultConfiguration }: Subject,
  project: Project,
  rounds: number,
): Measurements['byRule'] {
  const timeOf = (on: Rule | undefined): number => {
    const severities = rules.map(
      ({ meta }) => [meta.id, on?.meta.id === meta.id ? meta.severity : 'off'] as const,
    );
    project.configure({ ...configuration, rules: Object.fromEntries(severities) });
    project.check();
    return timesOf(Array.from({ length: rounds }, () => timed(() => project.check()))).median;
  };
  const none = timeOf(undefined);
  const medians = rules.map((rule) => ({ id: rule.meta.id, median: Math.max(0, timeOf(rule) - none) }));
  project.configure(configuration);
  return medians.sort((a, b) => b.median - a.median);
}

/** The text with one more statement in the middle, another one each time: a change that any cache must see. */
export function withChange(text: string, change: number): string {
  const at = text.indexOf('\n}\n', text.length / 2);
  const end = at < 0 ? text.length : at + '\n}\n'.length;
  return `${text.slice(0, end)}const changed${change} = ${change};\n${text.slice(end)}`;
}

function countsOf(texts: Subject['texts'], project: Project): Pick<Measurements, 'files' | 'lines' | 'gaps'> {
  let lines = 0;
  let gaps = 0;
  for (const [path, text] of texts) {
    lines += lineCount(text);
    gaps += project.factsOf(path)?.gaps.length ?? 0;
  }
  return { files: texts.size, lines, gaps };
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

/** The script whose length is nearest to 500 lines; undefined when there is none. */
export function nearest500(texts: ReadonlyMap<string, string>): string | undefined {
  const distance = (path: string) => Math.abs(lineCount(texts.get(path) ?? '') - 500);
  return [...texts.keys()].filter(isScript).sort((a, b) => distance(a) - distance(b))[0];
}
