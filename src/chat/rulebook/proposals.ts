import type { WireFileChange, WireFinding } from '../../server/protocol';
import type { Knowledge } from '../knowledge';
import { insideWorkspace } from '../patch/boundary';
import { type Patch, PatchRefused, patchFromChanges } from '../patch/patch';
import type { Group } from './groups';

/** What the fixes of a rule amount to: patches to look at, and why others could not be made. */
export interface Proposals {
  patches: Patch[];
  refusals: string[];
}

/** A person reviews one change with care, three with patience; the lightbulb has the rest. */
const mostPatches = 3;

/**
 * Patches from the first fix of each finding. Safe ones of one rule become one patch, since they ask the same question
 * of the reader; suggestions stay apart, since each is a decision.
 */
export async function proposalsOf(group: Group, knowledge: Knowledge): Promise<Proposals> {
  const fixes = group.findings.flatMap((finding) => {
    const [fix] = finding.fixes;
    return fix ? [{ ...fix, finding }] : [];
  });
  const result: Proposals = { patches: [], refusals: [] };
  const pathOf = pathsOf(group.findings);
  const safe = fixes.filter((fix) => fix.safe);
  const batches =
    safe.length > 1
      ? [safe, ...fixes.filter((fix) => !fix.safe).map((fix) => [fix])]
      : fixes.map((fix) => [fix]);
  for (const batch of batches.slice(0, mostPatches)) {
    const [first] = batch;
    if (!first) continue;
    const title = batch.length > 1 ? `${first.title} (${batch.length} places)` : first.title;
    const changes: WireFileChange[] = batch.flatMap((fix) => fix.changes);
    try {
      result.patches.push(await patchFromChanges(title, first.safe, changes, knowledge, pathOf));
    } catch (error) {
      if (!(error instanceof PatchRefused)) throw error;
      result.refusals.push(error.message);
    }
  }
  const left = batches.length - mostPatches;
  if (left > 0) result.refusals.push(`${left} more of the same are in the lightbulb of each finding.`);
  return result;
}

/** A workspace-relative path for each file that the findings speak of; for others, one told from a sibling's. */
function pathsOf(findings: readonly WireFinding[]): (uri: string) => string {
  const known = new Map<string, string>();
  for (const { uri, path, related } of findings) {
    known.set(uri, path);
    for (const place of related) known.set(place.uri, place.path);
  }
  const roots = [...known].flatMap(([uri, path]) => {
    const decoded = decodeURIComponent(uri);
    return decoded.endsWith(`/${path}`) ? [decoded.slice(0, -path.length - 1)] : [];
  });
  return (uri) => {
    const path = known.get(uri);
    if (path) return path;
    const inside = insideWorkspace(uri, roots);
    return inside.ok ? inside.path : decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  };
}
