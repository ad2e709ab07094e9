import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ArchitectureGraph, buildGraph, toMermaid, toSvg } from '../map';
import { findTargets, openWorkspace } from '../workspace';
import type { Catalogue } from './catalogue';
import { refuseFaults } from './check';
import { mapHtml } from './map-html';
import { UsageError } from './usage-error';

export type MapFormat = 'svg' | 'html' | 'json' | 'mermaid';

const endings: Record<string, MapFormat> = {
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
};

/** The format that a file's name asks for; a picture where it asks for none. */
export function formatOf(file: string | undefined): MapFormat {
  return (file === undefined ? undefined : endings[path.extname(file).toLowerCase()]) ?? 'svg';
}

/** The map of the project in a folder, in a format. Throws a UsageError for an unknown folder and a faulty configuration. */
export async function describeMap(
  folder: string,
  format: MapFormat,
  workingDirectory: string,
  { rules }: Catalogue,
): Promise<string> {
  const { targets } = findTargets(workingDirectory, [folder]);
  const [target] = targets;
  if (!target || target.only !== undefined) throw new UsageError(`no such folder: ${folder}`);
  const workspace = await openWorkspace(target.root, { rules });
  refuseFaults(workspace, workingDirectory);
  const { findings } = workspace.check();
  return written(buildGraph(workspace.project.model(), findings), format, workspace.root);
}

function written(graph: ArchitectureGraph, format: MapFormat, root: string): string {
  switch (format) {
    case 'svg':
      return `${toSvg(graph)}\n`;
    case 'html':
      return mapHtml(graph, { root: root.replaceAll('\\', '/'), name: path.basename(root) }, pageFiles());
    case 'json':
      return `${JSON.stringify(graph, undefined, 2)}\n`;
    case 'mermaid':
      return toMermaid(graph);
  }
}

/** The page's script and style, as built: beside the command's own file, or in dist/ when it runs from its sources. */
function pageFiles(): { script: string; style: string } {
  const folders = [__dirname, path.join(__dirname, '../../dist')];
  for (const folder of folders) {
    try {
      const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
      return { script: read('map.js'), style: read('map.css') };
    } catch {
      // The next folder may have them.
    }
  }
  throw new UsageError('the page of the map is missing; build Marcus first (npm run build)');
}
