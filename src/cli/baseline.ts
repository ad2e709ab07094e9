import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { toPosix } from '../workspace';
import type { ReportedFinding } from './report';
import { UsageError } from './usage-error';
import { writeOutput } from './write-output';

/**
 * Findings that are known and accepted for now. A finding is told by its rule, its file (relative to the baseline's folder), and the text of its line
 * without indentation: it stays known when lines above it come or go, and becomes new when its own line changes.
 */
interface BaselineFile {
  version: 1;
  /** Path → rule id → hash of the line → how many there are. Sorted, so that the file is easily compared. */
  findings: Record<string, Record<string, Record<string, number>>>;
}

/** Drops the findings that a baseline knows. `gone` counts those that it knows and that are no more. */
export function withoutKnown(
  findings: readonly ReportedFinding[],
  file: string,
  workingDirectory: string,
): { fresh: ReportedFinding[]; known: number; gone: number } {
  const left = countsOf(readBaseline(file, workingDirectory));
  let known = 0;
  const fresh = findings.filter((finding) => {
    const key = keyOf(finding, file, workingDirectory);
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    known++;
    return false;
  });
  const gone = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { fresh, known, gone };
}

/** Writes a baseline that knows exactly these findings. */
export function writeBaseline(
  findings: readonly ReportedFinding[],
  file: string,
  workingDirectory: string,
): void {
  const known: BaselineFile['findings'] = {};
  const keys = findings.map((finding) => keyOf(finding, file, workingDirectory)).sort();
  for (const key of keys) {
    const [where = '', ruleId = '', line = ''] = key.split('\0');
    const ofFile = known[where] ?? {};
    const ofRule = ofFile[ruleId] ?? {};
    known[where] = ofFile;
    ofFile[ruleId] = ofRule;
    ofRule[line] = (ofRule[line] ?? 0) + 1;
  }
  const content: BaselineFile = { version: 1, findings: known };
  writeOutput(`${JSON.stringify(content, undefined, 2)}\n`, file, workingDirectory);
}

function readBaseline(file: string, workingDirectory: string): BaselineFile {
  let text: string;
  try {
    text = readFileSync(path.resolve(workingDirectory, file), 'utf8');
  } catch {
    throw new UsageError(`cannot read ${file}; --update-baseline writes it`);
  }
  try {
    const content: unknown = JSON.parse(text);
    if (isBaseline(content)) return content;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no baseline of this version; --update-baseline writes it anew`);
}

function isBaseline(content: unknown): content is BaselineFile {
  if (typeof content !== 'object' || content === null || !('version' in content) || !('findings' in content))
    return false;
  const { version, findings } = content;
  return (
    version === 1 &&
    isRecordOf(findings, (ofFile) => isRecordOf(ofFile, (ofRule) => isRecordOf(ofRule, Number.isInteger)))
  );
}

function isRecordOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isEntry);
}

function countsOf({ findings }: BaselineFile): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [where, ofFile] of Object.entries(findings))
    for (const [ruleId, ofRule] of Object.entries(ofFile))
      for (const [line, count] of Object.entries(ofRule)) counts.set([where, ruleId, line].join('\0'), count);
  return counts;
}

function keyOf(finding: ReportedFinding, file: string, workingDirectory: string): string {
  const folder = path.dirname(path.resolve(workingDirectory, file));
  const where = toPosix(path.relative(folder, path.resolve(workingDirectory, finding.path)));
  const [line = ''] = finding.source.split('\n');
  const hash = createHash('sha256').update(line.trim()).digest('hex').slice(0, 16);
  return [where, finding.ruleId, hash].join('\0');
}
