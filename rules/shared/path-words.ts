/** Words of a name in any case, in lower case: `createTicket`, `delete_item`, `get-users`, `GetHTMLPage`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .split(/[-_.]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** The parts of a path between its slashes. A hole of a template is one part, whatever stands in it. */
export function partsOf(path: string): string[] {
  return [...path.matchAll(/(?:\$\{[^}]*\}?|[^/])+/g)].map(([part]) => part);
}
