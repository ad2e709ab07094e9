import type { CheckChangesResult, WireFinding } from '../../server/protocol';
import type { Knowledge } from '../knowledge';
import type { Patch } from './patch';
import { type ResolvedFile, resolvePatch } from './resolve';

/** A finding, as far as a badge speaks of it. Lines are 1-based. */
export interface CheckedFinding {
  ruleId: string;
  path: string;
  line: number;
  severity: WireFinding['severity'];
}

/** What the rules said about the files as the patch would leave them. */
export type PatchCheck =
  | {
      state: 'checked';
      syntaxErrors: { path: string; line: number; message: string }[];
      gone: CheckedFinding[];
      brought: CheckedFinding[];
    }
  | { state: 'unchecked'; reason: string };

/** What a person sees of a check, at a glance and in full. */
export interface Badge {
  tone: 'good' | 'neutral' | 'warning' | 'bad';
  label: string;
  details: string[];
}

/** Parses the result of a patch and runs the rules on it. Never rejects: a check that could not be made says why. */
export async function verifyPatch(patch: Patch, knowledge: Knowledge): Promise<PatchCheck> {
  try {
    const resolved = await resolvePatch(patch, knowledge);
    if (!resolved.ok) return { state: 'unchecked', reason: resolved.reason };
    return await verifyFiles(resolved.files, knowledge);
  } catch (error) {
    return { state: 'unchecked', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The same for files that have been fitted to their present texts already. Rejects when the server does. */
export async function verifyFiles(
  files: readonly ResolvedFile[],
  knowledge: Pick<Knowledge, 'checkChanges'>,
): Promise<PatchCheck> {
  const result: CheckChangesResult = await knowledge.checkChanges(
    files.map(({ uri, text }) => ({ uri, text })),
  );
  return {
    state: 'checked',
    syntaxErrors: result.syntaxErrors,
    gone: result.gone.map(checked),
    brought: result.brought.map(checked),
  };
}

/** The check in words: "Removes 1 finding, brings none". */
export function badgeOf(check: PatchCheck): Badge {
  if (check.state === 'unchecked') {
    return { tone: 'warning', label: 'Not checked', details: [check.reason] };
  }
  const { syntaxErrors, gone, brought } = check;
  const details = [
    ...syntaxErrors.map(({ path, line, message }) => `syntax: ${path}:${line} ${message}`),
    ...gone.map((finding) => `removes ${finding.ruleId} at ${finding.path}:${finding.line}`),
    ...brought.map((finding) => `brings ${finding.ruleId} at ${finding.path}:${finding.line}`),
  ];
  if (syntaxErrors.length > 0) return { tone: 'bad', label: 'Does not parse', details };
  if (gone.length === 0 && brought.length === 0) {
    return { tone: 'neutral', label: 'Removes no finding, brings none', details };
  }
  const label = `${gone.length > 0 ? `Removes ${count(gone.length)}` : 'Removes none'}, brings ${
    brought.length > 0 ? (gone.length > 0 ? brought.length : count(brought.length)) : 'none'
  }`;
  if (brought.length === 0) return { tone: 'good', label, details };
  return { tone: brought.some(({ severity }) => severity === 'error') ? 'bad' : 'warning', label, details };
}

function checked(finding: WireFinding): CheckedFinding {
  const { ruleId, path, severity, range } = finding;
  return { ruleId, path, severity, line: range.start.line + 1 };
}

function count(findings: number): string {
  return `${findings} ${findings === 1 ? 'finding' : 'findings'}`;
}
