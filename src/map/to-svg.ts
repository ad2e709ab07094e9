import type { ArchitectureGraph } from './graph';
import pictureStyle from './picture.css';
import { draw } from './svg';
import themeStyle from './theme.css';
import { groupsOf, viewOf } from './view';

/** The whole graph as a picture that stands by itself, for light and dark: nobody can open a group in it, so none is closed. */
export function toSvg(graph: ArchitectureGraph): string {
  const style = themeStyle + pictureStyle;
  if (graph.nodes.length === 0)
    return `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 420 60" width="420" height="60"><style>${style}</style><rect class="ground" width="100%" height="100%"/><text x="20" y="35">No apps, routes, tables or services were found to draw.</text></svg>`;
  const view = viewOf(graph, groupsOf(graph), new Set());
  return draw(view, {
    criticalPaths: graph.criticalPaths.map(({ name }) => name),
    style,
  }).svg;
}
