import { nearestId, type Rule } from '../engine';
import { UsageError } from './usage-error';

/** The rules that the command line speaks of; `rules/index.ts` is one. */
export interface Catalogue {
  rules: readonly Rule[];
  /** Markdown; undefined for an unknown rule. */
  ruleDocument(id: string): string | undefined;
}

/** Throws a UsageError that names the nearest id when there is no such rule. */
export function ruleOf(catalogue: Catalogue, id: string): Rule {
  const found = catalogue.rules.find((rule) => rule.meta.id === id);
  if (found) return found;
  const ids = catalogue.rules.map((rule) => rule.meta.id);
  const nearest = nearestId(id, ids);
  throw new UsageError(
    `unknown rule '${id}'${nearest ? `; did you mean ${nearest}?` : "; 'marcus rules' lists them all"}`,
  );
}
