import type { Finding } from '../engine';
import { buildGraph } from '../map';
import type { Analysis } from './analysis';
import type { MapResult } from './protocol';
import type { Roots } from './roots';

/** The map of each workspace folder. It reads what is there, and checks nothing anew. */
export function describeMap(roots: Roots): MapResult {
  const folders = roots.folders();
  return {
    folders: folders.flatMap(({ uri, analysis }) =>
      analysis ? [{ uri, name: nameOf(uri), graph: graphOf(analysis) }] : [],
    ),
    scanning: folders.some(({ isScanned, scan }) => !isScanned || scan !== undefined),
  };
}

function graphOf(analysis: Analysis) {
  const findings: Finding[] = [...analysis.paths()].sort().flatMap((path) => analysis.findingsOf(path));
  return buildGraph(analysis.texts.project.model(), findings);
}

function nameOf(uri: string): string {
  const path = decodeURIComponent(uri).replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}
