import type { ArchitectureGraph, MapNode } from './graph';

/** The map as a Mermaid flow chart, for Markdown files that others render. */
export function toMermaid(graph: ArchitectureGraph): string {
  const names = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]));
  const nodes = graph.nodes.map((node) => `  ${names.get(node.id)}${shape(node)}`);
  const edges = graph.edges
    .filter(({ kinds }) => kinds[0] !== 'references')
    .map(({ from, to, kinds: [kind], criticalPaths }) => {
      const arrow = criticalPaths.length > 0 ? '==>' : kind === 'reads' ? '-.->' : '-->';
      return `  ${names.get(from)} ${arrow}${kind === 'serves' ? '' : `|${kind}|`} ${names.get(to)}`;
    });
  const found = graph.nodes.filter((node) => node.findings.some((each) => each.severity === 'error'));
  const marks =
    found.length > 0
      ? [
          '  classDef error stroke:#cf222e,stroke-width:2px;',
          `  class ${found.map((each) => names.get(each.id)).join(',')} error;`,
        ]
      : [];
  return `${['flowchart LR', ...nodes, ...edges, ...marks].join('\n')}\n`;
}

function shape(node: MapNode): string {
  const found = node.findings.length > 0 ? ` (${node.findings.length})` : '';
  const text = `"${quoted(node.label + found)}"`;
  switch (node.kind) {
    case 'app':
      return `([${text}])`;
    case 'table':
      return `[(${text})]`;
    case 'service':
      return `{{${text}}}`;
    case 'room':
    case 'socket':
      return `((${text}))`;
    default:
      return `[${text}]`;
  }
}

/** Mermaid takes entities for what would end a text or be taken for markup. */
function quoted(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[#&"<>`]/g, (letter) => `#${letter.charCodeAt(0)};`);
}
