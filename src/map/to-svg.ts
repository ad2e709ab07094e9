import type { ArchitectureGraph } from './graph';
import pictureStyle from './picture.css';
import { draw } from './svg';
import themeStyle from './theme.css';
import { groupsOf, viewOf } from './view';

/** The whole graph as a picture that stands by itself, for light and dark: nobody can open a group in it, so none is closed. */
export function toSvg(graph: ArchitectureGraph): string {
  const view = viewOf(graph, groupsOf(graph), new Set());
  return draw(view, {
    criticalPaths: graph.criticalPaths.map(({ name }) => name),
    style: themeStyle + pictureStyle,
  }).svg;
}
