import { safeEdits, withEdits } from '../engine';
import { toAbsolute, type Workspace } from '../workspace';
import { writeText } from '../workspace/write';
import { UsageError } from './usage-error';

/** A fix may make room for another, as two in one statement do; more rounds than this would mean that fixes chase each other. */
const mostRounds = 10;

/**
 * Applies the safe fixes of these files on disk, until there are none left. Returns how many findings that took away. Throws a UsageError for
 * a file that cannot be written.
 */
export async function fixFiles(workspace: Workspace, isWanted: (path: string) => boolean): Promise<number> {
  const wanted = () => workspace.check().findings.filter(({ path }) => isWanted(path));
  let findings = wanted();
  const before = findings.length;
  for (let round = 0; round < mostRounds; round++) {
    let changed = 0;
    for (const path of new Set(findings.map((finding) => finding.path))) {
      const text = workspace.project.textOf(path);
      const edits = safeEdits(
        findings.filter((finding) => finding.path === path),
        path,
      );
      if (text === undefined || edits.length === 0) continue;
      write(toAbsolute(workspace.root, path), withEdits(text, edits), path);
      await workspace.reload(path);
      changed++;
    }
    if (changed === 0) break;
    findings = wanted();
  }
  return before - findings.length;
}

function write(absolute: string, text: string, path: string): void {
  try {
    writeText(absolute, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
