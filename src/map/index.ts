/** The architecture map: from a project's model to a picture of it. The page that shows it imports no more than the graph's types. */
export { buildGraph } from './build';
export type * from './graph';
export { toMermaid } from './mermaid';
export { toSvg } from './to-svg';
