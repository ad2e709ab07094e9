import type { QueryBlock } from './statement';

/** What a name in FROM may mean besides a table: a CTE of this block's WITH, or of a block around it. */
export interface Scope {
  outer?: Scope;
  names: Map<string, CteDefinition>;
  owner: QueryBlock;
}

interface CteDefinition {
  /** Whether no star over a base table decides its columns. */
  explicit: boolean;
  /** Index into the owner's `nested`; absent while a recursive query is being read. */
  block?: number;
}

/** The CTE of that name that is nearest, with the block that defines it. */
export function lookUp(scope: Scope, name: string): (CteDefinition & { owner: QueryBlock }) | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const definition = at.names.get(name);
    if (definition !== undefined) return { ...definition, owner: at.owner };
  }
  return undefined;
}
