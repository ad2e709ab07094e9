import type { Layer } from '../configuration';

/** Names that folders commonly have, and the layer that they make. What holds whole programs comes before the parts of one. */
const programs: [name: string, folders: RegExp, mayUse: string[]][] = [
  ['frontend', /^(frontend|front-end|client|web|webapp|dashboard|ui|browser|mobile)$/, ['shared']],
  ['backend', /^(backend|back-end|server|api|platform|core-api)$/, ['shared', 'database']],
  ['worker', /^(workers?|jobs|consumers?|queue)$/, ['shared', 'database', 'backend']],
  ['database', /^(database|db|migrations|prisma|drizzle)$/, ['shared']],
  ['shared', /^(shared|common|contracts|types|schemas)$/, []],
];
const parts: [name: string, folders: RegExp, mayUse: string[]][] = [
  ['routes', /^(routes?|routers?|controllers?|handlers?|api|endpoints?|resolvers?)$/, ['services', 'shared']],
  ['services', /^(services?|domain|use-?cases?|usecases|business|core|application)$/, ['data', 'shared']],
  [
    'data',
    /^(repositor(y|ies)|models?|entit(y|ies)|dao|db|database|persistence|data|stores?|queries)$/,
    ['shared'],
  ],
  ['shared', /^(utils?|lib|libs|shared|common|helpers?|types|config)$/, []],
];
/** Folders that only hold others. */
const holders = /^(apps|packages|services|projects|src|libs|modules|source)$/;

/**
 * The layers that a project's folder names tell: front end, back end and what they share, where it has several programs; else the parts of a back
 * end. Empty where the names tell of fewer than two. Paths are those of code.
 */
export function findLayers(paths: readonly string[]): Record<string, Layer> {
  const among = (names: typeof programs) => {
    const found = new Map<string, Set<string>>();
    for (const path of paths) {
      const folders = path.split('/').slice(0, -1);
      for (const [depth, folder] of folders.slice(0, 4).entries()) {
        const match = names.find(([, pattern]) => pattern.test(folder.toLowerCase()));
        if (match) {
          const [layer] = match;
          const globs = found.get(layer) ?? new Set();
          found.set(layer, globs.add(`${folders.slice(0, depth + 1).join('/')}/`));
          break;
        }
        if (!holders.test(folder)) break;
      }
    }
    return found;
  };
  const whole = among(programs);
  const isSplit = whole.has('backend') && (whole.has('frontend') || whole.has('shared'));
  const [names, found] = isSplit ? [programs, whole] : [parts, among(parts)];
  if (!isSplit && !(found.has('routes') && (found.has('services') || found.has('data')))) return {};
  return Object.fromEntries(
    names.flatMap(([name, , mayUse]) => {
      const globs = found.get(name);
      if (!globs) return [];
      return [
        [name, { files: [...globs].sort(), mayUse: mayUse.filter((each) => found.has(each)) }] as const,
      ];
    }),
  );
}
