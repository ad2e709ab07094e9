import { ts } from 'ts-morph';

/**
 * The floor that everything is measured against: parsing these scripts with raw TypeScript and visiting every node,
 * nothing else. SQL costs nothing here. Returns the number of nodes, so that the work cannot be optimised away.
 */
export function parseAndVisit(texts: Iterable<[path: string, text: string]>): number {
  let nodes = 0;
  const visit = (node: ts.Node): void => {
    nodes++;
    ts.forEachChild(node, visit);
  };
  for (const [path, text] of texts) {
    if (isScript(path)) visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false));
  }
  return nodes;
}

export function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}
